//! Selection ranges: from the word at the cursor over its value, key and mappings, or its paragraph and sections, to
//! the whole document.

use std::ops::Range;

use tree_sitter::Node as Block;

use super::symbols::{self, DEEPEST, Symbol};
use crate::document::Document;
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Node, Style};

/// Maximum number of ranges besides the whole document: clients reject responses that are nested too deeply.
const MOST: usize = 60;

/// Returns the ranges around an offset, in bytes, from the innermost to the whole document. Each contains the offset,
/// at either end too, and the range before it. Empty for a document that is not for an agent tool.
pub fn selections(document: &Document, offset: usize) -> Vec<Range<usize>> {
    if document.detection.is_none() {
        return Vec::new();
    }
    let mut found = vec![word(document, offset), line_content(document, offset)];
    let end = |front: &FrontMatter| front.close.as_ref().map_or(front.content.end, |close| close.end);
    match document.front_matter().filter(|front| offset <= end(front)) {
        Some(front) => {
            found.extend([front.content.clone(), front.open.start..end(front)]);
            if let Some(root) = &front.yaml.root {
                values(root, document, offset, DEEPEST, &mut found);
            }
        }
        None => {
            found.push(document.syntax.body_start()..document.text.len());
            sections(&symbols::headings(document), offset, &mut found);
            if let Some(tree) = document.syntax.blocks(&document.text) {
                blocks(tree.root_node(), offset, &mut found);
            }
        }
    }
    let found = found.into_iter().map(|range| symbols::trimmed(range, document));
    let mut found: Vec<_> = found.filter(|range| range.start <= offset && offset <= range.end).collect();
    found.sort_by_key(Range::len);
    nested(found, 0..document.text.len())
}

/// Keeps the non-empty ranges that contain the previous one, from the shortest to the longest, and adds the whole text.
fn nested(found: Vec<Range<usize>>, whole: Range<usize>) -> Vec<Range<usize>> {
    let mut nested: Vec<Range<usize>> = Vec::new();
    for range in found.into_iter().filter(|range| !range.is_empty() && range.len() < whole.len()) {
        let holds = |last: &Range<usize>| {
            range.start <= last.start && last.end <= range.end && last.len() < range.len()
        };
        if nested.len() < MOST && nested.last().is_none_or(holds) {
            nested.push(range);
        }
    }
    nested.push(whole);
    nested
}

/// Returns the letters and digits around an offset.
fn word(document: &Document, offset: usize) -> Range<usize> {
    let line = document.text.line_range(document.text.line_at(offset));
    let part = |character: char| character.is_alphanumeric() || character == '_';
    let (before, after) = (document.text.slice(line.start..offset), document.text.slice(offset..line.end));
    let start = before.trim_end_matches(part).len();
    line.start + start..offset + (after.len() - after.trim_start_matches(part).len())
}

/// Returns the content of the line at an offset, without its indentation.
fn line_content(document: &Document, offset: usize) -> Range<usize> {
    let line = document.text.line_range(document.text.line_at(offset));
    let text = document.text.slice(line.clone());
    line.start + (text.len() - text.trim_start().len())..line.end
}

/// Collects a value around an offset, and what is in it.
fn values(node: &Node, document: &Document, offset: usize, levels: usize, found: &mut Vec<Range<usize>>) {
    let Some(levels) = levels.checked_sub(1) else { return };
    found.push(node.span.clone());
    match node.scalar().map(|scalar| scalar.style) {
        // The text between the quotes.
        Some(Style::SingleQuoted | Style::DoubleQuoted) if node.span.len() > 2 => {
            found.push(node.span.start + 1..node.span.end - 1);
        }
        // The text below the block scalar header.
        Some(Style::Literal | Style::Folded) => {
            let below = document.text.line_start(document.text.line_at(node.span.start) + 1);
            found.push(below.min(node.span.end)..node.span.end);
        }
        _ => {}
    }
    let holds = |range: &Range<usize>| range.start <= offset && offset <= range.end;
    for entry in node.entries().iter().filter(|entry| holds(&entry.span())) {
        found.extend([entry.key.span.clone(), entry.span()]);
        values(&entry.value, document, offset, levels, found);
    }
    let mut items = node.items().iter().map(|item| (dash(item, document)..item.span.end, item)).peekable();
    if let Some((first, _)) = items.peek() {
        found.push(first.start..node.span.end);
    }
    for (range, item) in items.filter(|(range, _)| holds(range)) {
        found.push(range);
        values(item, document, offset, levels, found);
    }
}

/// Returns the offset of the dash before an item; in a flow sequence, that of the item.
fn dash(item: &Node, document: &Document) -> usize {
    let line = document.text.line_range(document.text.line_at(item.span.start));
    let before = document.text.slice(line.start..item.span.start);
    before.trim_end().strip_suffix('-').map_or(item.span.start, |before| line.start + before.len())
}

/// Collects the sections around an offset.
fn sections(headings: &[Symbol], offset: usize, found: &mut Vec<Range<usize>>) {
    let holds = |heading: &&Symbol| heading.range.start <= offset && offset <= heading.range.end;
    for heading in headings.iter().filter(holds) {
        found.extend([heading.selection.clone(), heading.range.clone()]);
        sections(&heading.children, offset, found);
    }
}

/// Collects the markdown blocks around an offset.
fn blocks(block: Block<'_>, offset: usize, found: &mut Vec<Range<usize>>) {
    let mut cursor = block.walk();
    for child in block.named_children(&mut cursor) {
        let range = child.byte_range();
        if range.start > offset || offset > range.end {
            continue;
        }
        // Sections are already known from the outline.
        if child.kind() != "section" {
            found.push(range);
        }
        blocks(child, offset, found);
    }
}

#[cfg(test)]
mod tests;
