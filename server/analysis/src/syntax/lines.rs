//! Splits a source into lines and classifies them without parsing: their indentation, and whether they open a mapping
//! entry or a list item.

use std::ops::Range;

use memchr::memchr2;

/// A line, with offsets in bytes of the source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    /// The offset of its start.
    pub(crate) start: usize,
    /// Its text without the line break.
    pub(crate) text: &'a str,
}

/// The parts of a line that opens an entry, with offsets in bytes of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeyLine {
    /// The key with its quotes.
    pub(crate) key: Range<usize>,
    /// The colon.
    pub(crate) colon: usize,
    /// The rest of the line, trimmed; empty if there is none.
    pub(crate) value: Range<usize>,
}

/// Returns the lines of a source at byte `base`. They end at LF, CRLF or a lone CR; an empty last line is skipped.
pub(crate) fn lines(source: &str, base: usize) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = source.get(at..).filter(|rest| !rest.is_empty())?;
        let length = memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line = Line { start: base + at, text: rest.get(..length)? };
        at += length + break_length(rest.get(length..)?);
        Some(line)
    })
}

/// Returns the length of the line break at the start of a text: 0, 1 or 2.
pub(crate) fn break_length(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with(['\n', '\r'])) }
}

impl<'a> Line<'a> {
    /// Number of leading spaces and tabs.
    pub(crate) fn indent(&self) -> usize {
        self.text.len() - self.content().len()
    }

    /// Returns the text without its indentation.
    pub(crate) fn content(&self) -> &'a str {
        self.text.trim_start_matches([' ', '\t'])
    }

    /// Returns the offset of its end, before the line break.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Returns the range of the text without surrounding whitespace.
    pub(crate) fn trimmed(&self) -> Range<usize> {
        let start = self.start + self.indent();
        start..start + self.content().trim_end().len()
    }

    /// Whether it contains only whitespace.
    pub(crate) fn is_blank(&self) -> bool {
        self.content().trim_end().is_empty()
    }

    /// Whether it contains only a comment.
    pub(crate) fn is_comment(&self) -> bool {
        self.content().starts_with('#')
    }

    /// Whether it contains anything but whitespace and a comment.
    pub(crate) fn has_content(&self) -> bool {
        !self.is_blank() && !self.is_comment()
    }

    /// Whether it opens an item of a block sequence.
    pub(crate) fn is_item(&self) -> bool {
        let content = self.content();
        content.starts_with("- ") || content.trim_end() == "-"
    }

    /// Returns the parts of a line that would open an entry with a space after its colon: `key:value`.
    pub(crate) fn key_without_space(&self) -> Option<KeyLine> {
        let content = self.content().trim_end();
        let word = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-');
        let colon = match content.chars().next()? {
            quote @ ('"' | '\'') => content.get(1..)?.find(quote)? + 2,
            _ => content
                .find(':')
                .filter(|colon| content.get(..*colon).is_some_and(|key| key.chars().all(word)))?,
        };
        let value = content.get(colon..)?.strip_prefix(':')?;
        if colon == 0 || value.is_empty() || value.starts_with([' ', '\t']) || content.contains("://") {
            return None;
        }
        let at = self.start + self.indent();
        Some(KeyLine { key: at..at + colon, colon: at + colon, value: at + colon + 1..at + content.len() })
    }

    /// Returns the parts of a line that would open an entry with its key quoted: `*.sh: value`.
    pub(crate) fn unquoted_key(&self) -> Option<KeyLine> {
        let content = self.content();
        let colon = colon_in(content).filter(|_| content.starts_with(['*', '&', '!', '%', '@', '`']))?;
        let at = self.start + self.indent();
        let behind = content.get(colon + 1..)?;
        let value = at + colon + 1 + (behind.len() - behind.trim_start().len());
        let key = content.get(..colon)?.trim_end();
        let value = value..value + behind.trim().len();
        Some(KeyLine { key: at..at + key.len(), colon: at + colon, value })
    }

    /// Returns the parts of the line if it opens an entry of a block mapping.
    pub(crate) fn key(&self) -> Option<KeyLine> {
        key_line(self.content(), self.start + self.indent())
    }
}

/// Parses `key: value` at the start of a text at byte offset `at`.
pub(crate) fn key_line(text: &str, at: usize) -> Option<KeyLine> {
    let length = match text.chars().next()? {
        quote @ ('"' | '\'') => text.get(1..)?.find(quote)? + 2,
        '#' | '&' | '*' | '!' | '|' | '>' | '%' | '@' | '`' | '{' | '}' | '[' | ']' | ',' => return None,
        '-' | '?' if text.get(1..2).is_none_or(|next| next == " ") => return None,
        _ => colon_in(text)?,
    };
    let rest = text.get(length..)?;
    let colon = length + (rest.len() - rest.trim_start().len());
    let key = text.get(..length)?.trim_end();
    if key.is_empty() || key.contains(" #") || colon_in(text.get(colon..)?) != Some(0) {
        return None;
    }
    let behind = text.get(colon + 1..)?;
    let value = at + colon + 1 + (behind.len() - behind.trim_start().len());
    let trimmed = behind.trim();
    Some(KeyLine { key: at..at + key.len(), colon: at + colon, value: value..value + trimmed.len() })
}

/// Finds the first colon that ends a key in YAML: one followed by a space, a tab or the end of the line.
pub(crate) fn colon_in(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    text.match_indices(':')
        .map(|(at, _)| at)
        .find(|at| bytes.get(at + 1).is_none_or(|next| matches!(next, b' ' | b'\t' | b'\r' | b'\n')))
}

/// Returns the header of a block scalar (`|`, `>-`, `|2`) at the end of a line, before any comment.
pub(crate) fn block_scalar_header(line: &str) -> Option<Range<usize>> {
    let header = |at: usize| {
        let set_off = line.get(..at)?.chars().next_back().is_none_or(char::is_whitespace);
        let rest = line.get(at + 1..)?;
        let tail = rest.trim_start_matches(|char: char| char.is_ascii_digit() || matches!(char, '+' | '-'));
        let ends =
            tail.trim().is_empty() || tail.trim_start().starts_with('#') && tail.starts_with([' ', '\t']);
        (set_off && ends).then(|| at..line.len() - tail.len())
    };
    let signs = || line.match_indices(['|', '>']).map(|(at, _)| at);
    let from = colon_in(line).unwrap_or_default();
    // The colon may be part of the comment.
    signs().filter(|at| *at >= from).find_map(header).or_else(|| signs().find_map(header))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_lines() {
        let key =
            |text: &str| key_line(text, 0).map(|line| text.get(line.key).unwrap_or_default().to_owned());
        for (text, expected) in [
            ("name: x", Some("name")),
            ("name:", Some("name")),
            ("\"a b\": x", Some("\"a b\"")),
            ("two words: x", Some("two words")),
            ("http://x", None),
            ("- name: x", None),
            ("-name: x", Some("-name")),
            ("# name: x", None),
            ("a #b: x", None),
            ("word", None),
            (": x", None),
            ("'it: x", None),
        ] {
            assert_eq!(key(text).as_deref(), expected, "{text:?}");
        }
    }
}
