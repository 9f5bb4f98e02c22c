//! Keys that are indented too deep, so that YAML parses them as part of the value above.

use std::ops::Range;

use super::Recovery;
use crate::syntax::lines::{KeyLine, Line, block_scalar_header, key_line};
use crate::syntax::yaml::Entry;
use crate::syntax::yaml::fault::SyntaxErrorKind;
use crate::syntax::yaml::vocabulary::Vocabulary;

/// The lines below a key that may be its siblings.
#[derive(Clone, Copy)]
enum Below {
    /// All: its value is complete on its own line.
    All,
    /// Lines indented less than this column, where its value is.
    Before(usize),
    /// Lines indented at most this far that are not items: its value is a list there.
    BesideItems(usize),
    /// Lines after the one that starts there, on which its value ends.
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

/// Whether a line is a list item with a plain scalar, which has no further lines.
fn is_plain_item(line: &Line<'_>) -> bool {
    let text = line.content().trim_start_matches('-').trim_start();
    let opens = text.starts_with(['"', '\'', '[', '{', '|', '>', '#']);
    line.is_item() && key_line(text, 0).is_none() && !text.is_empty() && !opens
}

impl<'a> Recovery<'a> {
    /// Recovers the entries of an invalid piece, some of whose lines are keys that the mapping does not have yet;
    /// `None` if there are no such lines. Errors from index `before` on are those of the piece.
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
        // An indentation error of a line is reported once.
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

    /// Parses the entry of a key that is indented too deep as if it were not; `None` if it is still invalid.
    pub(super) fn unindented(&self, lines: &[Line<'a>], level: usize) -> Option<Vec<Entry>> {
        let (first, last) = (lines.first()?, lines.last()?);
        let rest = self.text(first.start + first.indent()..last.end());
        let by = first.indent().checked_sub(level)?;
        let yaml = self.cache.build(&format!("{}{rest}\n", " ".repeat(level)), first.start + by).ok()?;
        yaml.faults.is_empty().then_some(())?;
        yaml.root.map(super::into_entries)
    }

    /// Recovers the entries of an invalid line on which a new key follows a full stop without a space; `None` if there
    /// is no such key.
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
            this.cache.build(this.text(range.clone()), range.start).ok()?.root.map(super::into_entries)
        };
        let mut entries = read(self, line.start..at)?;
        entries.extend(read(self, at..line.end())?);
        let name = at..at + self.text(at..line.end()).find(':')?;
        self.push_error(SyntaxErrorKind::GluedKey, name, Some(key), None);
        Some(entries)
    }

    /// Returns the indexes of the lines of a piece that are such keys. Their names are added to `written`.
    fn swallowed_lines(
        &self,
        piece: &[Line<'a>],
        known: &dyn Vocabulary,
        written: &mut Vec<&'a str>,
    ) -> Vec<usize> {
        let mut starts = Vec::new();
        let Some(level) = piece.first().map(|first| self.column(first)) else { return starts };
        let (mut opener, mut below) = (level, self.lines_below(piece, 0));
        // Nested keys of a value do not belong to the outer mapping.
        let mut opener_keys = piece.first().and_then(Line::key).and_then(|key| self.keys_below(&key, known));
        // Lines indented deeper than another opening line belong to that.
        let mut shadow = usize::MAX;
        for (at, line) in piece.iter().enumerate().skip(1) {
            if line.has_content() && line.indent() <= level {
                // After a stray line, nothing is known about what follows.
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

    /// Returns the keys of the mapping below a key; `None` if its value is on the same line.
    fn keys_below<'k>(&self, key: &KeyLine, known: &'k dyn Vocabulary) -> Option<Box<dyn Vocabulary + 'k>> {
        self.text(key.value.clone()).is_empty().then(|| known.nested_keys(self.key_text(key)))
    }

    /// Joins a plain scalar with its continuation lines, as YAML does.
    fn joined(&self, piece: &[Line<'a>], at: usize, known: &dyn Vocabulary) -> String {
        let Some(key) = piece.get(at).and_then(Line::key) else { return String::new() };
        let value = self.text(key.value);
        let plain = !value.is_empty() && !value.starts_with(['"', '\'', '[', '{', '|', '>', '#', '&', '!']);
        let opens = |line: &&Line<'a>| line.key().is_some_and(|key| known.knows(self.key_text(&key)));
        let more = piece.iter().skip(at + 1).filter(|line| plain && line.has_content());
        let more = more.take_while(|line| !opens(line)).map(|line| line.content().trim());
        std::iter::once(value).chain(more).collect::<Vec<_>>().join(" ")
    }

    /// Returns the number of bytes before the content of a line, which may itself start after a hyphen.
    fn column(&self, line: &Line<'a>) -> usize {
        let start = line.start + line.indent();
        let before = self.text(self.base..start);
        start - before.rfind(['\n', '\r']).map_or(self.base, |at| self.base + at + 1)
    }

    /// Returns which lines below the key on a line may be its siblings.
    fn lines_below(&self, piece: &[Line<'a>], at: usize) -> Below {
        let Some((line, key)) = piece.get(at).and_then(|line| Some((line, line.key()?))) else {
            return Below::None;
        };
        let value = self.text(key.value);
        let closed = |open: char, close: char| value.matches(open).count() == value.matches(close).count();
        // An anchor or a tag is not a value.
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
