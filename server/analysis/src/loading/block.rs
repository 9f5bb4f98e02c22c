//! Finds the header of a file. Each tool has its own rule; this is what the rules share.

use std::ops::Range;

/// A header as a tool finds it, in bytes of the file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// The range that the tool passes to its YAML library.
    pub(crate) content: Range<usize>,
    /// Start of the body.
    pub(crate) body: usize,
}

impl Block {
    /// Returns the text that the tool passes to its YAML library.
    pub(crate) fn content_of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.content.clone()).unwrap_or_default()
    }
}

/// Returns the length of a leading byte-order mark, in bytes.
pub(crate) fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Reason: no line of dashes closes the front matter.
pub(crate) const UNCLOSED: &str = "no closing `---`";

/// Reason: lines end in CR alone.
pub(crate) const CR_ENDS: &str = "CR line endings, not LF";

/// Reason: dashes close the front matter above the intended line.
pub(crate) const CUT: &str = "`---` ends the front matter too early";

/// What such dashes do to the lines below them if the file loads.
pub(crate) const REST_IS_BODY: &str = "the rest is body text";

/// Why they do so.
pub(crate) const CUT_HERE: &str = "this `---` ends the front matter";

/// Returns why a file has no front matter for a tool that requires a first line of exactly `---`.
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

/// Returns the lines of a text, ending at LF only, with their start offsets.
pub(crate) fn lf_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    text.split('\n').map(move |line| {
        let start = next;
        next += line.len() + 1;
        (start, line)
    })
}

/// What `.` does not match in JavaScript's regular expressions, besides LF.
pub(crate) const JS_LINE_ENDS: [char; 3] = ['\r', '\u{2028}', '\u{2029}'];

/// Whether JavaScript's `\s` matches a character.
pub(crate) fn js_space(char: char) -> bool {
    char == '\u{feff}' || char.is_whitespace() && char != '\u{85}'
}
