//! What the inline structure of a markdown body says: code, links and headings, by `pulldown-cmark`.
//!
//! Only this module names `pulldown-cmark`. A part of a body that begins and ends at one of [`Markdown::cuts`] reads the
//! same alone as within the whole.

mod reader;

use std::ops::Range;

use memchr::memchr_iter;
use pulldown_cmark::{BrokenLink, CowStr, Options, Parser};
use reader::MarkdownReader;

use super::lines::lines;

/// The parts of a markdown text that are more than prose, with all ranges in bytes of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// Blocks of code, in the order of the text.
    pub blocks: Vec<CodeBlock>,
    /// What stands between the backticks of inline code.
    pub codes: Vec<Range<usize>>,
    /// Links and images with a destination in parentheses, and the definitions of link references.
    pub links: Vec<Destination>,
    /// Headings.
    pub headings: Vec<Heading>,
    /// Where the text may be cut: the starts of headings with `#` in the first column, outside of everything else.
    pub cuts: Vec<usize>,
}

/// A block of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBlock {
    /// All of it with its fences.
    pub range: Range<usize>,
    /// Its lines. In a list or quote, the indentation and the marks of the lines are inside.
    pub content: Range<usize>,
    /// The word behind the opening fence, which may be empty; none for an indented block.
    pub language: Option<Box<str>>,
}

/// Where a link, an image or a definition of a link reference leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// All of the link, or of the definition.
    pub range: Range<usize>,
    /// The address, after escapes and entities.
    pub address: Box<str>,
    /// Where its text ends and the part with the address begins.
    pub address_from: usize,
    /// Whether it is an image.
    pub image: bool,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// All of it.
    pub range: Range<usize>,
    /// Its level, from 1 to 6.
    pub level: u8,
    /// Its text, without marks.
    pub text: Box<str>,
    /// Whether it stands in a quote or a list.
    pub nested: bool,
}

/// Quotes and lists nested deeper are not read: what follows costs a look at each of them, line by line.
pub const DEEPEST: usize = 100;

/// The first line in which more than [`DEEPEST`] quotes and lists begin one in the other, in bytes of the text.
pub fn too_deep(text: &str) -> Option<Range<usize>> {
    let ends = memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let mut start = 0;
    ends.chain([text.len()]).find_map(|end| {
        let from = std::mem::replace(&mut start, end);
        // Each of them takes a byte at least.
        if end - from <= DEEPEST {
            return None;
        }
        lines(text.get(from..end)?, from).find(|line| depth(line.text) > DEEPEST).map(|line| line.trimmed())
    })
}

/// How many quotes and lists begin at the start of a line; none in a row of dashes or stars, which is a rule.
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

/// What stands behind the number of an item.
fn numbered(text: &[u8]) -> Option<&[u8]> {
    let digits = text.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    match text.get(digits..)? {
        [b'.' | b')', b' ' | b'\t', rest @ ..] if (1..=9).contains(&digits) => Some(rest),
        _ => None,
    }
}

/// Reads a markdown text that starts at byte `base` of the document.
pub fn parse_markdown(text: &str, base: usize) -> Markdown {
    // Whether `[x]` is a link is decided by a definition anywhere in the text. Here each may be one, so that a part of a
    // text reads the same alone.
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
