//! Updates the head after a small edit within one entry: reparses only that entry and shifts what follows.
//!
//! A property test compares the result with a full parse. Whatever could affect more than the entry causes a full
//! parse: line breaks, anchors, rows of dashes, errors.

mod letters;

use std::ops::Range;

use super::super::lines::lines;
use super::super::yaml::{Entry, Node, ParsedParts, Shift, Value, Yaml, entry_of};
use super::{FrontMatter, Head, LONGEST};
use crate::text::{Edit, Text};

impl Head {
    /// Returns the head after an edit already applied to `text`, with the index of the changed entry; `None` if a full
    /// parse is needed.
    pub(in crate::syntax) fn patched(&self, text: &Text, edit: &Edit) -> Option<(Self, usize)> {
        let front =
            self.front_matter.as_ref().filter(|front| front.is_sound() && front.end == self.examined)?;
        let (index, old) = front.touched(edit)?;
        let shift = Shift { from: old.end, by: edit.new_end as isize - edit.old_end as isize };
        let end = shift.offset(front.end);
        let new = old.start..shift.offset(old.end);
        let source = text.slice(0..end);
        if end + LONGEST / 4 > LONGEST || source.len() != end || !source.is_char_boundary(new.end) {
            return None;
        }
        let piece = source.get(new.clone())?;
        let (entry, comments) = front.typed(index, &old, &source, edit).or_else(|| {
            let unusual = front.text_at(old.clone()).contains(['&', '*']) || piece.contains(['&', '*']);
            if unusual || has_marker(piece) { None } else { entry_of(piece, new.start) }
        })?;
        let yaml = front.yaml.with(index, entry, &old, comments, shift)?;
        let close = front.close.clone().map(|close| shift.range(&close));
        let content = front.content.start..shift.offset(front.content.end);
        let (open, source) = (front.open.clone(), source.into_owned());
        let format = front.format;
        let front = FrontMatter { format, open, content, close, end, problems: Vec::new(), yaml, source };
        Some((Self { front_matter: Some(front), examined: end }, index))
    }
}

impl FrontMatter {
    fn is_sound(&self) -> bool {
        self.close.is_some() && self.problems.is_empty() && self.yaml.faults.is_empty()
    }

    /// Returns the index of the entry that contains a single-line edit, and its range up to the next key.
    fn touched(&self, edit: &Edit) -> Option<(usize, Range<usize>)> {
        let entries = self.yaml.root.as_ref()?.entries();
        let index = entries.iter().rposition(|entry| entry.key.span.start <= edit.start)?;
        let start = entries.get(index)?.key.span.start;
        let end = entries.get(index + 1).map_or(self.content.end, |next| next.key.span.start);
        let at_line_start =
            |at: usize| at == self.content.start || self.text_at(0..at).ends_with(['\n', '\r']);
        let whole = at_line_start(start) && at_line_start(end) && edit.old_end < end;
        let one_line = !self.text_at(edit.start..edit.old_end).contains(['\n', '\r']);
        (whole && one_line).then_some((index, start..end))
    }

    /// Updates an entry, formerly at the range `old`, and its comments after an edit that needs no parser.
    fn typed(
        &self,
        index: usize,
        old: &Range<usize>,
        source: &str,
        edit: &Edit,
    ) -> Option<(Entry, Vec<Range<usize>>)> {
        let shift = Shift { from: edit.old_end, by: edit.new_end as isize - edit.old_end as isize };
        let (entries, removed) = (self.yaml.root.as_ref()?.entries(), self.text_at(edit.start..edit.old_end));
        let entry = letters::typed(entries.get(index)?, removed, source, edit, shift)?;
        let comments = self.yaml.comments.iter().filter(|comment| old.contains(&comment.start));
        Some((entry, comments.map(|comment| shift.range(comment)).collect()))
    }
}

/// Whether a line starts with a possible end of the document or of the front matter.
fn has_marker(piece: &str) -> bool {
    lines(piece, 0).any(|line| line.text.starts_with("---") || line.text.starts_with("..."))
}

impl Yaml {
    /// Returns the content with one entry replaced and what follows shifted.
    fn with(
        &self,
        index: usize,
        entry: Entry,
        old: &Range<usize>,
        new_comments: Vec<Range<usize>>,
        shift: Shift,
    ) -> Option<Self> {
        let before = self.root.as_ref()?.entries().iter().take(index).cloned();
        let behind =
            self.root.as_ref()?.entries().iter().skip(index + 1).map(|entry| shift.shift_entry(entry));
        let entries: Vec<_> = before.chain(std::iter::once(entry)).chain(behind).collect();
        let start = entries.first()?.key.span.start;
        let end = entries.last()?.value.span.end;
        let mut comments: Vec<_> =
            self.comments.iter().filter(|comment| comment.start < old.start).cloned().collect();
        comments.extend(new_comments);
        let behind = self.comments.iter().filter(|comment| comment.start >= old.end);
        comments.extend(behind.map(|comment| shift.range(comment)));
        let root = Node { span: start..end, value: Value::Mapping(entries), broken: false };
        Some(Self {
            root: Some(root),
            faults: Vec::new(),
            rest: None,
            comments,
            parts: ParsedParts::default(),
        })
    }
}
