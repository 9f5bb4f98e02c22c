//! Where a tool finds the header of a file. Each tool has a rule of its own; this is what the rules share.

use std::ops::Range;

/// A header that a tool has found, in bytes of the file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// What the tool hands to its YAML library.
    pub(crate) content: Range<usize>,
    /// Where the body begins.
    pub(crate) body: usize,
}

impl Block {
    /// The part of a file's text that the tool hands to its YAML library.
    pub(crate) fn content_of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.content.clone()).unwrap_or_default()
    }
}

/// The length of a byte-order mark at the start of a text.
pub(crate) fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// That no line of dashes ends the front matter.
pub(crate) const UNCLOSED: &str = "no closing `---`";

/// That lines end in CR alone.
pub(crate) const CR_ENDS: &str = "CR line endings, not LF";

/// That dashes end the front matter before the line that is meant to.
pub(crate) const CUT: &str = "`---` ends the front matter too early";

/// What such dashes do to what is below them, where the file loads.
pub(crate) const REST_IS_BODY: &str = "the rest is body text";

/// Why they do.
pub(crate) const CUT_HERE: &str = "this `---` ends the front matter";

/// Why a file has no front matter for a tool that wants a line `---` first, and nothing else on it.
pub(crate) fn unopened(text: &str) -> &'static str {
    let Some(rest) = text.strip_prefix("---") else { return "no front matter" };
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    match rest.get(line.len()..).unwrap_or_default().chars().next() {
        _ if !line.trim().is_empty() => "text after the opening `---`",
        _ if !line.is_empty() => "a space after the opening `---`",
        Some('\r') => CR_ENDS,
        _ => UNCLOSED,
    }
}

/// The lines of a text, which end at LF alone, with the offsets at which they start.
pub(crate) fn lf_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    text.split('\n').map(move |line| {
        let start = next;
        next += line.len() + 1;
        (start, line)
    })
}

/// What the dot of JavaScript's regular expressions does not stand for, besides LF.
pub(crate) const JS_LINE_ENDS: [char; 3] = ['\r', '\u{2028}', '\u{2029}'];

/// Whether JavaScript's `\s` stands for a character.
pub(crate) fn js_space(char: char) -> bool {
    char == '\u{feff}' || char.is_whitespace() && char != '\u{85}'
}
