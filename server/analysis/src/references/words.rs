//! Words of letters, digits and underscores: where forms of calls begin.

/// A word with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextWord<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
}

impl TextWord<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The word that a byte of it belongs to; none at a byte that belongs to no word.
pub(super) fn word_at(text: &str, at: usize) -> Option<TextWord<'_>> {
    let (head, tail) = text.as_bytes().split_at_checked(at)?;
    let length = tail.iter().take_while(|byte| is_word_byte(**byte)).count();
    let start = at - head.iter().rev().take_while(|byte| is_word_byte(**byte)).count();
    text.get(start..at + length).filter(|_| length > 0).map(|text| TextWord { start, text })
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The bytes from an offset on; empty behind the end.
pub(super) fn from(text: &str, at: usize) -> &[u8] {
    text.as_bytes().get(at..).unwrap_or_default()
}

/// The offset of the first byte from `at` on that is no blank, tab or line break.
pub(super) fn skip_blank(text: &str, at: usize) -> usize {
    at + from(text, at).iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// The offset of the first byte from `at` on that is no blank or tab.
pub(super) fn skip_spaces(text: &str, at: usize) -> usize {
    at + from(text, at).iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// The byte before an offset.
pub(super) fn before(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at.checked_sub(1)?).copied()
}

/// The byte at an offset.
pub(super) fn byte(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}
