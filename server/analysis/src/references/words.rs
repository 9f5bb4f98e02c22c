//! A text cut into words of letters, digits and underscores: where forms of calls begin.

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

/// The words of a text.
pub(super) fn split_words(text: &str) -> impl Iterator<Item = TextWord<'_>> {
    let bytes = text.as_bytes();
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes.get(at..)?.iter().position(is_word)?;
        let length = bytes.get(start..)?.iter().position(|byte| !is_word(byte));
        at = length.map_or(bytes.len(), |length| start + length);
        Some(TextWord { start, text: text.get(start..at)? })
    })
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
