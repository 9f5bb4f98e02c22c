//! Finds references: the places where a document names agents, skills and commands that others define.
//!
//! Calls are recognised by the forms in which authors write them, in code and in prose; a bare word is not a reference.
//! Whether the name is defined is not checked here.

mod arguments;
mod calls;
mod front;
mod name;
mod prose;
mod shell;
mod stretch;
mod unit;
mod words;

use std::ops::Range;

pub(crate) use front::of_front_matter;
pub use name::{CallForm, DefinitionKind, Reference, Span};
pub(crate) use name::{LONGEST_NAME, is_name, is_name_byte};

use crate::syntax::markdown::{Markdown, parse_markdown};
use unit::{Mode, Unit};

/// Maximum size of a body that is scanned, in bytes.
pub(crate) const LONGEST: usize = 2 * 1024 * 1024;

/// Returns the references of a markdown text that starts at byte `base` of its document, in text order.
///
/// Scanning the parts between [`Markdown::cuts`] gives the same result as scanning the whole text.
pub fn scan(text: &str, base: usize) -> Vec<Reference> {
    scan_markdown(text, base, &parse_markdown(text, base))
}

/// Returns the references of parsed markdown.
pub(crate) fn scan_markdown(text: &str, base: usize, markdown: &Markdown) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut scan = |range: Range<usize>, mode, codes: &[Range<usize>]| {
        let Some(part) = text.get(range.start.saturating_sub(base)..range.end.saturating_sub(base)) else {
            return;
        };
        stretch::scan(&Unit { text: part, base: range.start, mode, codes }, &mut found);
    };
    for block in &markdown.blocks {
        scan(block.content.clone(), Mode::Block, &[]);
    }
    for code in &markdown.codes {
        scan(code.clone(), Mode::Inline, &[]);
    }
    for stretch in prose_between(markdown, base..base + text.len()) {
        let first = markdown.codes.partition_point(|code| code.end <= stretch.start);
        let last = markdown.codes.partition_point(|code| code.start < stretch.end);
        scan(stretch, Mode::Prose, markdown.codes.get(first..last).unwrap_or_default());
    }
    found.sort_by_key(|reference| reference.span);
    found.dedup_by_key(|reference| reference.span);
    found
}

/// Returns the references of a shell script that starts at byte `base` of its document.
pub fn scan_script(text: &str, base: usize) -> Vec<Reference> {
    let mut found = Vec::new();
    stretch::scan(&Unit { text, base, mode: Mode::Script, codes: &[] }, &mut found);
    found.sort_by_key(|reference| reference.span);
    found.dedup_by_key(|reference| reference.span);
    found
}

/// Returns the text between code blocks, split before and after each heading.
fn prose_between(markdown: &Markdown, whole: Range<usize>) -> Vec<Range<usize>> {
    let blocks = markdown.blocks.iter().map(|block| (block.range.clone(), false));
    let headings = markdown.headings.iter().map(|heading| (heading.range.clone(), true));
    let mut taken: Vec<_> = blocks.chain(headings).collect();
    taken.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut stretches, mut at) = (Vec::new(), whole.start);
    for (range, is_prose) in taken {
        stretches.push(at..range.start.max(at));
        if is_prose {
            stretches.push(range.clone());
        }
        at = at.max(range.end);
    }
    stretches.push(at..whole.end.max(at));
    stretches.retain(|stretch| !stretch.is_empty());
    stretches
}

#[cfg(test)]
mod tests;
