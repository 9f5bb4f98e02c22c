//! Where a tool finds the header of a file. Each tool has a rule of its own; this is what the rules share.

use std::ops::Range;

use super::File;

/// A header that a tool has found, in bytes of the file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// What the tool hands to its YAML library.
    pub(super) content: Range<usize>,
    /// Where the body begins.
    pub(super) body: usize,
}

impl Block {
    /// The text that the tool hands to its YAML library.
    pub(super) fn text<'a>(&self, file: &File<'a>) -> &'a str {
        file.text.get(self.content.clone()).unwrap_or_default()
    }
}

/// The length of a byte-order mark at the start of a text.
pub(super) fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Whether JavaScript's `\s` stands for a character.
pub(super) fn js_space(char: char) -> bool {
    char == '\u{feff}' || char.is_whitespace() && char != '\u{85}'
}
