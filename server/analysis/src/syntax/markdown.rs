//! Inline structure of a markdown body: code, links and headings, by `pulldown-cmark`.
//!
//! Only this module uses `pulldown-cmark`. A part of a body between two of [`Markdown::cuts`] parses the same alone as
//! in the whole.

mod reader;

use std::ops::Range;

use memchr::memchr_iter;
use pulldown_cmark::{BrokenLink, CowStr, Options, Parser};
use reader::MarkdownReader;

use super::lines::lines;

/// The elements of a markdown text, with all ranges in bytes of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// Code blocks, in the order of the text.
    pub blocks: Vec<CodeBlock>,
    /// The contents of code spans.
    pub codes: Vec<Range<usize>>,
    /// Inline links and images, and link reference definitions.
    pub links: Vec<Destination>,
    /// HTML, comments included.
    pub html: Vec<Range<usize>>,
    /// Headings.
    pub headings: Vec<Heading>,
    /// Offsets at which the text may be split: ATX headings in the first column, outside of any container.
    pub cuts: Vec<usize>,
}

impl Markdown {
    /// Returns the code block that has an offset in its lines.
    pub(crate) fn block_at(&self, offset: usize) -> Option<&CodeBlock> {
        let next = self.blocks.partition_point(|block| block.content.end <= offset);
        self.blocks.get(next).filter(|block| block.content.contains(&offset))
    }

    /// Returns the first code span that ends after an offset.
    pub(crate) fn span_ending_after(&self, offset: usize) -> Option<&Range<usize>> {
        self.codes.get(self.codes.partition_point(|code| code.end <= offset))
    }
}

/// A code block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBlock {
    /// Its range, with fences.
    pub range: Range<usize>,
    /// Its lines. In a list or quote, this includes the indentation and markers of the lines.
    pub content: Range<usize>,
    /// The first word of the info string, which may be empty; `None` for an indented block.
    pub language: Option<Box<str>>,
}

/// The destination of a link, an image or a link reference definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The range of the whole link or definition.
    pub range: Range<usize>,
    /// The destination, after escapes and entities.
    pub address: Box<str>,
    /// The offset at which its text ends and the part with the destination begins.
    pub address_from: usize,
    /// Whether it is an image.
    pub image: bool,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its range.
    pub range: Range<usize>,
    /// Its level, from 1 to 6.
    pub level: u8,
    /// Its text, without markup.
    pub text: Box<str>,
    /// Whether it is in a block quote or list.
    pub nested: bool,
}

/// Maximum nesting of quotes and lists: the cost of a line is proportional to its depth.
pub const DEEPEST: usize = 100;

/// Returns the first line that opens more than [`DEEPEST`] nested quotes and lists, in bytes of the text.
pub fn too_deep(text: &str) -> Option<Range<usize>> {
    let ends = memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let mut start = 0;
    ends.chain([text.len()]).find_map(|end| {
        let from = std::mem::replace(&mut start, end);
        // Each takes at least one byte.
        if end - from <= DEEPEST {
            return None;
        }
        lines(text.get(from..end)?, from).find(|line| depth(line.text) > DEEPEST).map(|line| line.trimmed())
    })
}

/// Counts the quotes and lists that a line opens; zero for a thematic break.
fn depth(line: &str) -> usize {
    let (mut rest, mut depth) = (line.trim_start().as_bytes(), 0);
    let rule = || line.bytes().all(|byte| matches!(byte, b'-' | b'*' | b' ' | b'\t'));
    loop {
        rest = match rest {
            [b'>', rest @ ..] | [b'-' | b'*' | b'+', b' ' | b'\t', rest @ ..] => {
                depth += 1;
                rest
            }
            [b' ' | b'\t', rest @ ..] => rest,
            _ => match numbered(rest) {
                Some(rest) => {
                    depth += 1;
                    rest
                }
                None => return if depth > DEEPEST && rule() { 0 } else { depth },
            },
        }
    }
}

/// Returns what follows the number of an ordered list item.
fn numbered(text: &[u8]) -> Option<&[u8]> {
    let digits = text.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    match text.get(digits..)? {
        [b'.' | b')', b' ' | b'\t', rest @ ..] if (1..=9).contains(&digits) => Some(rest),
        _ => None,
    }
}

/// Parses a markdown text at byte offset `base` of the document.
pub fn parse_markdown(text: &str, base: usize) -> Markdown {
    // Whether `[x]` is a link depends on definitions anywhere in the text. All are treated as links, so that a part of
    // a text parses the same alone.
    let anywhere = |_: BrokenLink<'_>| Some((CowStr::Borrowed(""), CowStr::Borrowed("")));
    let parser = Parser::new_with_broken_link_callback(text, Options::ENABLE_TABLES, Some(anywhere));
    let mut events = parser.into_offset_iter();
    let mut reader = MarkdownReader::new(text, base);
    for (event, range) in events.by_ref() {
        reader.handle_event(event, range);
    }
    reader.define(&events);
    reader.finish()
}

#[cfg(test)]
mod tests;
