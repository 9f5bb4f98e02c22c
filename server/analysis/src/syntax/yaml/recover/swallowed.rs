//! Keys that are indented too deep, so that YAML takes them for a part of the value above.

use std::ops::Range;

use super::Recovery;
use crate::syntax::lines::{KeyLine, Line, block_scalar_header, key_line};
use crate::syntax::yaml::Entry;
use crate::syntax::yaml::fault::SyntaxErrorKind;
use crate::syntax::yaml::vocabulary::Vocabulary;

/// Which lines below a key may be keys beside it.
#[derive(Clone, Copy)]
enum Below {
    /// Any: its value is complete on its own line.
    All,
    /// Those that are indented less than so much: the lines of its value stand there.
    Before(usize),
    /// Those that are indented so much at most, and are no items: the items of its value stand there.
    BesideItems(usize),
    /// Those behind the line that starts there: the value ends on it.
    After(usize),
    /// None.
    None,
}

impl Below {
    fn allows(self, line: &Line<'_>, above: Option<&Line<'_>>) -> bool {
        match self {
            Self::All => true,
            Self::Before(indent) => line.indent() < indent,
            Self::BesideItems(indent) => {
                let plain = above.is_some_and(|above| above.indent() == indent && is_plain_item(above));
                !line.is_item() && (line.indent() <= indent || plain)
            }
            Self::After(start) => line.start > start,
            Self::None => false,
        }
    }
}

/// Whether a line is an item of a list with a plain text, which has no lines of its own.
fn is_plain_item(line: &Line<'_>) -> bool {
    let text = line.content().trim_start_matches('-').trim_start();
    let opens = text.starts_with(['"', '\'', '[', '{', '|', '>', '#']);
    line.is_item() && key_line(text, 0).is_none() && !text.is_empty() && !opens
}

impl<'a> Recovery<'a> {
    /// The entries of a piece that no parser takes, some of whose lines are keys of the mapping that nobody has written
    /// yet; none if there are no such lines. Faults from `before` on are those of the piece.
    pub(super) fn swallowed(
        &mut self,
        piece: &[Line<'a>],
        key: &KeyLine,
        before: usize,
        known: &dyn Vocabulary,
        written: &[&str],
    ) -> Option<Vec<Entry>> {
        let mut names: Vec<&str> = written.to_vec();
        let starts = self.swallowed_lines(piece, known, &mut names);
        let first = *starts.first()?;
        let level = self.column(piece.first()?);
        let from = piece.get(first)?.start;
        // What is wrong with the indentation of a line is said once.
        let own = self.faults.split_off(before.min(self.faults.len()));
        let tab = |kind: &SyntaxErrorKind| *kind == SyntaxErrorKind::Tab;
        self.faults.extend(own.into_iter().filter(|fault| !(tab(&fault.kind) && fault.range.start >= from)));
        let mut entries = self.recover_entry(piece.get(..first)?, known, &names);
        for (at, start) in starts.iter().enumerate() {
            let end = starts.get(at + 1).copied().unwrap_or(piece.len());
            let lines = piece.get(*start..end)?;
            let (opening, last) = (lines.first()?, lines.iter().rfind(|line| !line.is_blank())?);
            let line = opening.key()?;
            self.push_error(
                SyntaxErrorKind::Swallowed { level },
                line.key,
                Some(key),
                Some(&(opening.start..last.end())),
            );
            match self.unindented(lines, level) {
                Some(own) => entries.extend(own),
                None => entries.extend(self.recover_entry(lines, known, &names)),
            }
        }
        Some(entries)
    }

    /// The entry of a key that is indented too deep, read as if it were not; none if that is no YAML either.
    pub(super) fn unindented(&self, lines: &[Line<'a>], level: usize) -> Option<Vec<Entry>> {
        let (first, last) = (lines.first()?, lines.last()?);
        let rest = self.text(first.start + first.indent()..last.end());
        let by = first.indent().checked_sub(level)?;
        let yaml = super::build(&format!("{}{rest}\n", " ".repeat(level)), first.start + by).ok()?;
        yaml.faults.is_empty().then_some(())?;
        yaml.root.map(super::into_entries)
    }

    /// The entries of a line that no parser takes, on which a key that nobody has written yet follows a full stop without a
    /// space; none if there is no such key.
    pub(super) fn glued_to(
        &mut self,
        piece: &[Line<'a>],
        key: &KeyLine,
        known: &dyn Vocabulary,
        written: &[&str],
    ) -> Option<Vec<Entry>> {
        let line = piece.first().filter(|_| piece.iter().skip(1).all(Line::is_blank))?;
        let value = self.text(key.value.clone());
        let at = value.match_indices(": ").map(|(colon, _)| colon).find_map(|colon| {
            let before = value.get(..colon)?;
            let word = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-');
            let name = before.get(before.trim_end_matches(word).len()..)?;
            let behind = value.get(colon + 1..)?.trim();
            let ends = before.strip_suffix(name)?.ends_with(['.', '!', '?', ')']);
            let fits = known.knows(name) && !written.contains(&name) && known.takes(name, behind);
            (ends && fits && !behind.is_empty()).then(|| key.value.start + colon - name.len())
        })?;
        let read = |this: &Self, range: Range<usize>| {
            super::build(this.text(range.clone()), range.start).ok()?.root.map(super::into_entries)
        };
        let mut entries = read(self, line.start..at)?;
        entries.extend(read(self, at..line.end())?);
        let name = at..at + self.text(at..line.end()).find(':')?;
        self.push_error(SyntaxErrorKind::GluedKey, name, Some(key), None);
        Some(entries)
    }

    /// The lines of a piece that are such keys, by their numbers. Their names are added to those that are written.
    fn swallowed_lines(
        &self,
        piece: &[Line<'a>],
        known: &dyn Vocabulary,
        written: &mut Vec<&'a str>,
    ) -> Vec<usize> {
        let mut starts = Vec::new();
        let Some(level) = piece.first().map(|first| self.column(first)) else { return starts };
        let (mut opener, mut below) = (level, self.lines_below(piece, 0));
        // Where the lines of a value stand, its own keys do not belong to the mapping around.
        let mut opener_keys = piece.first().and_then(Line::key).and_then(|key| self.keys_below(&key, known));
        // What is indented deeper than a line that opens something else belongs to that.
        let mut shadow = usize::MAX;
        for (at, line) in piece.iter().enumerate().skip(1) {
            if line.has_content() && line.indent() <= level {
                // Behind a line that belongs to nothing, nobody knows what belongs to what.
                break;
            }
            if !line.has_content() || line.indent() > shadow {
                continue;
            }
            shadow = if line.is_item() && !is_plain_item(line) || line.key().is_some() {
                line.indent()
            } else {
                usize::MAX
            };
            let above = piece.get(..at).and_then(|lines| lines.iter().rfind(|line| line.has_content()));
            let beside = !starts.is_empty() && line.indent() <= opener;
            let Some(key) = line.key().filter(|_| beside || below.allows(line, above)) else { continue };
            let (name, value) = (self.key_text(&key), self.text(key.value.clone()));
            let own = opener_keys.as_ref().is_some_and(|own| own.takes_any_key() || own.knows(name));
            let takes = || known.takes(name, value) && known.takes(name, &self.joined(piece, at, known));
            if known.knows(name) && !own && !written.contains(&name) && takes() {
                written.push(name);
                starts.push(at);
                (opener, below, shadow) = (line.indent(), self.lines_below(piece, at), usize::MAX);
                opener_keys = self.keys_below(&key, known);
            }
        }
        starts
    }

    /// The keys of the mapping that stands below a key; none where its value stands beside it.
    fn keys_below<'k>(&self, key: &KeyLine, known: &'k dyn Vocabulary) -> Option<Box<dyn Vocabulary + 'k>> {
        self.text(key.value.clone()).is_empty().then(|| known.nested_keys(self.key_text(key)))
    }

    /// A plain value with the lines that go on with it, as YAML would join them.
    fn joined(&self, piece: &[Line<'a>], at: usize, known: &dyn Vocabulary) -> String {
        let Some(key) = piece.get(at).and_then(Line::key) else { return String::new() };
        let value = self.text(key.value);
        let plain = !value.is_empty() && !value.starts_with(['"', '\'', '[', '{', '|', '>', '#', '&', '!']);
        let opens = |line: &&Line<'a>| line.key().is_some_and(|key| known.knows(self.key_text(&key)));
        let more = piece.iter().skip(at + 1).filter(|line| plain && line.has_content());
        let more = more.take_while(|line| !opens(line)).map(|line| line.content().trim());
        std::iter::once(value).chain(more).collect::<Vec<_>>().join(" ")
    }

    /// How many bytes stand before the content of a line, which may itself start behind a hyphen.
    fn column(&self, line: &Line<'a>) -> usize {
        let start = line.start + line.indent();
        let before = self.text(self.base..start);
        start - before.rfind(['\n', '\r']).map_or(self.base, |at| self.base + at + 1)
    }

    /// Which lines below the key on a line may be keys beside it.
    fn lines_below(&self, piece: &[Line<'a>], at: usize) -> Below {
        let Some((line, key)) = piece.get(at).and_then(|line| Some((line, line.key()?))) else {
            return Below::None;
        };
        let value = self.text(key.value);
        let closed = |open: char, close: char| value.matches(open).count() == value.matches(close).count();
        // An anchor or a tag is no value.
        let bare = value.starts_with(['&', '!']) && !value.contains([' ', '\t']);
        match value.chars().next().filter(|_| !bare) {
            Some('|' | '>') if block_scalar_header(value).is_some() => Below::None,
            Some(quote @ ('"' | '\'')) if value.len() < 2 || !value.ends_with(quote) => Below::None,
            Some(open @ ('[' | '{')) if !closed(open, if open == '[' { ']' } else { '}' }) => {
                let close = if open == '[' { ']' } else { '}' };
                let mut depth = value.matches(open).count().saturating_sub(value.matches(close).count());
                let mut lines = piece.iter().enumerate().skip(at + 1);
                let end = lines.find(|(_, line)| {
                    depth = (depth + line.text.matches(open).count())
                        .saturating_sub(line.text.matches(close).count());
                    depth == 0
                });
                end.map_or(Below::None, |(_, line)| Below::After(line.start))
            }
            Some('#') | None => {
                let mut lines = piece.iter().skip(at + 1).filter(|line| line.has_content());
                match lines.next() {
                    Some(first) if first.is_item() => Below::BesideItems(first.indent()),
                    Some(first) if first.indent() > line.indent() && first.key().is_none() => Below::All,
                    Some(first) if first.indent() > line.indent() => Below::Before(first.indent()),
                    _ => Below::All,
                }
            }
            Some(_) => Below::All,
        }
    }
}
