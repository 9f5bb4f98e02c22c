//! Words of letters, digits and underscores, which can start a call.

/// A word with its position.
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

/// Returns the word that contains a byte; `None` if the byte is not in a word.
pub(super) fn word_at(text: &str, at: usize) -> Option<TextWord<'_>> {
    let (head, tail) = text.as_bytes().split_at_checked(at)?;
    let length = tail.iter().take_while(|byte| is_word_byte(**byte)).count();
    let start = at - head.iter().rev().take_while(|byte| is_word_byte(**byte)).count();
    text.get(start..at + length).filter(|_| length > 0).map(|text| TextWord { start, text })
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Returns the bytes from an offset on; empty past the end.
pub(super) fn from(text: &str, at: usize) -> &[u8] {
    text.as_bytes().get(at..).unwrap_or_default()
}

/// Returns the offset of the first byte from `at` on that is not a space, tab or line break.
pub(super) fn skip_blank(text: &str, at: usize) -> usize {
    at + from(text, at).iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Returns the offset of the first byte from `at` on that is not a space or tab.
pub(super) fn skip_spaces(text: &str, at: usize) -> usize {
    at + from(text, at).iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// Returns the byte before an offset.
pub(super) fn before(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at.checked_sub(1)?).copied()
}

/// Returns the byte at an offset.
pub(super) fn byte(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}
