//! Determines the context of a position in the front matter from its lines, so that it is known even if the YAML is
//! broken.

mod layout;
mod toml;

use std::ops::Range;

use crate::dialect::{Field, FileKind, KnownValue, Matched, ValueFormat};
use crate::syntax::FileFormat;
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::lines::{KeyLine, Line, block_scalar_header, key_line, lines};
use layout::{LinePart, fits_layout, inner_column};

/// The position of the cursor in the front matter.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cursor<'a> {
    /// The keys around the cursor, the outermost first.
    pub(super) path: Vec<&'a str>,
    /// What can be written there.
    pub(super) place: CursorContext<'a>,
}

/// What can be written at the cursor.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum CursorContext<'a> {
    /// A key of the mapping at the end of the path.
    Key {
        /// The bytes of the key as typed so far.
        word: Range<usize>,
        /// Whether a colon follows it.
        complete: bool,
        /// Whether the mapping is an existing item of a list.
        in_item: bool,
        /// The other keys of the mapping.
        siblings: Vec<&'a str>,
    },
    /// The value of the key at the end of the path.
    Value(Slot<'a>),
    /// An item of the list that is the value of the key at the end of the path.
    Item(Slot<'a>),
}

/// The position of a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slot<'a> {
    /// The bytes after the colon, hyphen or bracket, up to the end of what may be replaced, without quotes.
    pub(super) range: Range<usize>,
    /// The opening quote of the value, if any.
    pub(super) quote: Option<char>,
    /// Whether that quote is not closed.
    pub(super) unclosed: bool,
    /// Whether YAML parses the value as a comment because it starts with `#`: a colour may be meant.
    pub(super) comment: bool,
    /// Whether a space is required before the value.
    pub(super) needs_space: bool,
    /// Whether the value is in `[ ]`.
    pub(super) flow: bool,
    /// The other items of the list on these lines.
    pub(super) others: Vec<&'a str>,
}

impl<'a> Cursor<'a> {
    /// Returns the context of an offset; `None` outside the front matter, in a comment, or in a block scalar.
    pub(super) fn at(front: &'a FrontMatter, offset: usize) -> Option<Self> {
        if front.format == FileFormat::Toml {
            return toml::cursor(front, offset);
        }
        if !front.contains(offset) {
            return None;
        }
        let source = front.text_at(front.content.clone());
        let mut all: Vec<_> = lines(source, front.content.start).collect();
        if source.is_empty() || source.ends_with(['\n', '\r']) {
            all.push(Line { start: front.content.end, text: "" });
        }
        let index = all.iter().rposition(|line| line.start <= offset)?;
        let view = View { front, lines: all, index, offset };
        if view.in_block_scalar() { None } else { view.in_brackets().or_else(|| view.on_line()) }
    }

    /// Returns the field of the key at the end of the path.
    pub(super) fn field(&self, kind: &'a FileKind) -> Option<&'a Field> {
        let (last, parents) = self.path.split_last()?;
        Field::for_key(fields_of(kind, parents), last)
    }

    /// Returns the fields of the mapping at the end of the path.
    pub(super) fn fields(&self, kind: &'a FileKind) -> Vec<&'a Field> {
        let fields = fields_of(kind, &self.path);
        match self.path.split_last().and_then(|(key, above)| event(kind, above, key)) {
            Some(event) => grouped(fields, event).collect(),
            None => fields.iter().collect(),
        }
    }

    /// Returns what the `matcher` at the cursor can match, in a group of hooks.
    pub(super) fn matched(&self, kind: &'a FileKind) -> Option<&'a Matched> {
        let (_, above) = self.path.split_last()?;
        let (name, above) = above.split_last()?;
        event(kind, above, name)?.matched.as_ref()
    }
}

/// Returns the fields of the mapping at a path.
fn fields_of<'a>(kind: &'a FileKind, path: &[&str]) -> &'a [Field] {
    path.iter()
        .fold(&kind.fields, |fields, key| Field::for_key(fields, key).map_or(&[], |field| &field.fields))
}

/// Returns the event that a key of the mapping at a path names.
fn event<'a>(kind: &'a FileKind, path: &[&str], key: &str) -> Option<&'a KnownValue> {
    let any = fields_of(kind, path).iter().find(|field| field.name == "*")?;
    any.key_set.as_ref()?.value(key)
}

/// Returns the fields of a group of an event: without a matcher if there is nothing to match.
pub(super) fn grouped<'a>(fields: &'a [Field], event: &'a KnownValue) -> impl Iterator<Item = &'a Field> {
    fields.iter().filter(|field| event.matched.is_some() || field.format != Some(ValueFormat::Matcher))
}

/// The lines of the front matter, with the line of the cursor.
struct View<'a> {
    front: &'a FrontMatter,
    lines: Vec<Line<'a>>,
    index: usize,
    offset: usize,
}

impl<'a> View<'a> {
    fn current_line(&self) -> Line<'a> {
        self.lines.get(self.index).copied().unwrap_or(Line { start: self.offset, text: "" })
    }

    fn above(&self) -> impl Iterator<Item = Line<'a>> {
        self.lines.iter().take(self.index).rev().copied()
    }

    /// Returns the indentation of the cursor's line; for an empty one, the column of the cursor.
    fn depth(&self) -> usize {
        let line = self.current_line();
        if line.is_blank() { self.offset - line.start } else { line.indent() }
    }

    fn in_block_scalar(&self) -> bool {
        let mut limit = self.depth();
        for line in self.above().filter(|line| !line.is_blank()) {
            if line.indent() < limit {
                if block_scalar_header(line.text).is_some() {
                    return true;
                }
                limit = line.indent();
            }
        }
        false
    }

    /// Returns the context in a `[ … ]` that is opened on this line or above and not closed before the cursor.
    fn in_brackets(&self) -> Option<Cursor<'a>> {
        let upward = self.lines.iter().enumerate().take(self.index + 1).rev();
        let (at, line) = upward.into_iter().find(|(_, line)| line.key().is_some())?;
        let key = line.key()?;
        let open = key.value.start;
        let before = self.front.text_at(open..self.offset);
        let commented = before.rsplit(['\n', '\r']).next().is_some_and(|line| line.contains(" #"));
        if !before.starts_with('[') || before.contains(']') || commented {
            return None;
        }
        let rest = self.front.text_at(self.offset..self.front.content.end);
        let rest = rest.split([']', '\n', '\r']).next().unwrap_or_default();
        let start = open + layout::item_start(before);
        let gap = self.front.text_at(start..self.offset);
        // The item may be on a line below.
        let start = start + gap.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let end = self.offset + rest.find(',').unwrap_or(rest.len());
        let closed = self.front.text_at(open + 1..self.front.content.end);
        let closed = closed.split(']').next().unwrap_or_default();
        let own = |item: &&str| {
            let at = item.as_ptr() as usize - closed.as_ptr() as usize + open + 1;
            !(at..=at + item.len()).contains(&self.offset)
        };
        let others = closed.split(',').filter(own).map(unquoted).filter(|item| !item.is_empty()).collect();
        let mut slot = self.slot(start..end, false)?;
        (slot.flow, slot.others) = (true, others);
        let mut path = self.parents(at, line.indent(), false);
        path.push(self.key_text(&key));
        Some(Cursor { path, place: CursorContext::Item(slot) })
    }

    fn on_line(&self) -> Option<Cursor<'a>> {
        let line = self.current_line();
        let text = line.text.get(line.indent()..)?;
        let mut start = line.start + line.indent();
        let mut hyphens = 0;
        let mut rest = text;
        // In `- - x`, only the innermost item counts.
        while rest.starts_with('-')
            && rest.get(1..).is_none_or(|next| next.is_empty() || next.starts_with([' ', '\t']))
        {
            hyphens += 1;
            let behind = rest.get(1..).unwrap_or_default();
            rest = behind.trim_start_matches([' ', '\t']);
            start = line.start + line.text.len() - rest.len();
        }
        if rest.starts_with('#') || hyphens > 1 {
            return None;
        }
        let item = hyphens == 1;
        if item && self.offset <= line.start + line.indent() {
            return None;
        }
        // Without a space after the colon, it is still a value that is being typed.
        let key = key_line(rest, start).or_else(|| line.key_without_space().filter(|_| !item));
        match key {
            Some(key) if key.colon < self.offset => self.value_cursor(&key, start - line.start, item, line),
            Some(key) if item && start <= self.offset => self.first_key(&key, start - line.start, line),
            _ if item => self.item_cursor(line),
            _ => self.key_cursor(start, line, rest),
        }
    }

    /// Returns the context of a value on the cursor's line.
    fn value_cursor(&self, key: &KeyLine, column: usize, item: bool, line: Line<'a>) -> Option<Cursor<'a>> {
        let mut slot = self.slot(key.colon + 1..line.end(), true)?;
        let before = self.front.text_at(key.colon + 1..self.offset);
        if before.contains(" #") && !slot.range.contains(&self.offset) {
            let word = before.trim_start().trim_start_matches('#');
            slot.comment = before.trim_start().len() == word.len() + 1
                && word.chars().all(|char| char.is_ascii_alphanumeric())
                && slot.range.end == self.offset;
            if !slot.comment {
                return None;
            }
        }
        let mut path = self.parents(self.index, if item { line.indent() } else { column }, item);
        path.push(self.key_text(key));
        Some(Cursor { path, place: CursorContext::Value(slot) })
    }

    /// Returns the context of an item of a block sequence on the cursor's line.
    fn item_cursor(&self, line: Line<'a>) -> Option<Cursor<'a>> {
        let hyphen = line.start + line.indent();
        let commented = self.front.text_at(hyphen + 1..self.offset).contains(" #");
        if commented || !self.fits_at(LinePart::Item, line.indent()) {
            return None;
        }
        let mut slot = self.slot(hyphen + 1..line.end(), true)?;
        let same = |other: &&Line<'a>| {
            other.is_item() && other.indent() == line.indent() && other.start != line.start
        };
        let text = |other: &Line<'a>| {
            unquoted(other.content().trim_start_matches('-').split(" #").next().unwrap_or_default())
        };
        slot.others = self.list_lines(line.indent()).iter().filter(same).map(text).collect();
        Some(Cursor { path: self.parents(self.index, line.indent(), true), place: CursorContext::Item(slot) })
    }

    /// Returns the context of a key after a hyphen.
    fn first_key(&self, key: &KeyLine, column: usize, line: Line<'a>) -> Option<Cursor<'a>> {
        if !self.fits_at(LinePart::Item, line.indent()) {
            return None;
        }
        let below = self.lines.iter().skip(self.index + 1);
        let own = below.take_while(|line| !line.has_content() || line.indent() >= column);
        let own = own.filter(|line| line.indent() == column).filter_map(Line::key);
        let siblings = own.map(|key| self.key_text(&key)).collect();
        let path = self.parents(self.index, line.indent(), true);
        let word = key.key.clone();
        Some(Cursor { path, place: CursorContext::Key { word, complete: true, in_item: true, siblings } })
    }

    /// Whether a part can be at that column of the cursor's line.
    fn fits_at(&self, part: LinePart, column: usize) -> bool {
        fits_layout(part, column, self.above().filter(Line::has_content))
    }

    /// Returns the context of a key on the cursor's line.
    fn key_cursor(&self, start: usize, line: Line<'a>, rest: &'a str) -> Option<Cursor<'a>> {
        let written = key_line(rest, start);
        let end = written.as_ref().map_or(start + rest.trim_end().len(), |key| key.key.end);
        if self.offset < start && !line.is_blank() {
            return None;
        }
        // Two words are not a key that is being typed.
        if written.is_none() && rest.trim_end().contains([' ', '"', '\'']) {
            return None;
        }
        // Dashes close the front matter.
        let is_close = !rest.is_empty() && rest.trim_end().bytes().all(|byte| byte == b'-');
        let column = if line.is_blank() { self.offset - line.start } else { line.indent() };
        if is_close || !self.fits_at(LinePart::Key, column) {
            return None;
        }
        let word = if line.is_blank() { self.offset..self.offset } else { start..end.max(self.offset) };
        let path = self.parents(self.index, column, false);
        let siblings = self.siblings(column);
        let around = self.above().filter(Line::has_content).find(|line| line.indent() < column);
        let in_item = around.is_some_and(|line| line.is_item() && inner_column(&line) == column);
        Some(Cursor {
            path,
            place: CursorContext::Key { word, complete: written.is_some(), in_item, siblings },
        })
    }

    /// Returns the keys around a position on line `index` at that column, the outermost first.
    fn parents(&self, index: usize, column: usize, item: bool) -> Vec<&'a str> {
        let (mut path, mut limit, mut item) = (Vec::new(), column, item);
        for line in self.lines.iter().take(index).rev().filter(|line| line.has_content()) {
            let hyphen = line.indent();
            let key_at = |at: usize| line.text.get(at..).and_then(|text| key_line(text, line.start + at));
            let inner = line.text.len() - line.content().trim_start_matches('-').trim_start().len();
            if line.is_item()
                && inner < limit
                && let Some(key) = key_at(inner).filter(|key| opens(self.front.text_at(key.value.clone())))
            {
                path.push(self.key_text(&key));
            }
            if line.is_item() && hyphen < limit {
                (limit, item) = (hyphen, true);
            } else if !line.is_item() && (hyphen < limit || item && hyphen == limit) {
                let Some(key) = key_at(hyphen) else { continue };
                if opens(self.front.text_at(key.value.clone())) {
                    path.push(self.key_text(&key));
                }
                (limit, item) = (hyphen, false);
            }
            if limit == 0 && !item {
                break;
            }
        }
        path.reverse();
        path
    }

    /// Returns the lines around the cursor that are indented at least as deep as a list's hyphens.
    fn list_lines(&self, indent: usize) -> Vec<Line<'a>> {
        let inside = |line: &&Line<'a>| {
            !line.has_content() || line.indent() > indent || line.indent() == indent && line.is_item()
        };
        let above = self.lines.iter().take(self.index).rev().take_while(inside);
        above.chain(self.lines.iter().skip(self.index).take_while(inside)).copied().collect()
    }

    /// Returns the keys of the mapping at that column, without the cursor's line.
    fn siblings(&self, column: usize) -> Vec<&'a str> {
        let key_at = |line: &Line<'a>| {
            let text = line.text.get(column..)?;
            let lead = line.text.get(..column)?;
            let key = key_line(text, line.start + column)?;
            lead.trim_start_matches([' ', '-']).is_empty().then(|| self.key_text(&key))
        };
        let stays = |line: &&Line<'a>| !line.has_content() || line.indent() >= column;
        let above: Vec<_> = self.lines.iter().take(self.index).rev().take_while(stays).collect();
        let first = self.index.checked_sub(above.len() + 1).and_then(|at| self.lines.get(at));
        let opening = first.filter(|line| line.is_item() && column > 0);
        let below = self.lines.iter().skip(self.index + 1).take_while(stays);
        above.into_iter().chain(opening).chain(below).filter_map(key_at).collect()
    }

    fn key_text(&self, key: &KeyLine) -> &'a str {
        unquoted(self.front.text_at(key.key.clone()))
    }

    /// Returns the position of a value between an indicator and the end of a line or bracket; `None` after its closing
    /// quote or bracket.
    fn slot(&self, around: Range<usize>, spaced: bool) -> Option<Slot<'a>> {
        let text = self.front.text_at(around.clone());
        let value = text.trim_start_matches([' ', '\t']);
        let start = around.start + (text.len() - value.len());
        // A comment is kept, unless the author is typing in it.
        let is_comment = value.starts_with('#') && self.offset <= start;
        let written = if is_comment { "" } else { value.split(" #").next().unwrap_or_default().trim_end() };
        let quote = written.chars().next().filter(|char| matches!(char, '"' | '\'') && start < self.offset);
        let inner = quote.and_then(|_| written.get(1..));
        let close = quote.and_then(|quote| inner?.find(quote));
        let is_behind = |end: Option<usize>| end.is_some_and(|end| start + end < self.offset);
        let is_flow = written.starts_with(['[', '{']) && start < self.offset;
        if is_behind(close.map(|close| close + 1)) || is_flow {
            return None;
        }
        let range = match inner {
            Some(inner) => start + 1..start + 1 + close.unwrap_or(inner.len()),
            None => start.min(self.offset.max(around.start))..start + written.len(),
        };
        let start = if is_comment { self.offset } else { range.start.min(self.offset) };
        let range = start..if is_comment { self.offset } else { range.end.max(self.offset) };
        let needs_space = spaced && range.start == around.start;
        let unclosed = quote.is_some() && close.is_none();
        Some(Slot { range, quote, unclosed, comment: false, needs_space, flow: false, others: Vec::new() })
    }
}

/// Whether a key with this text after its colon can have a mapping or list below.
fn opens(value: &str) -> bool {
    value.is_empty() || value.starts_with(['#', '&', '!'])
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches(['"', '\''])
}
