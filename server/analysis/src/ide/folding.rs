//! Folding ranges: the front matter and its keys, and the sections, lists, fenced code blocks and comments of the body.

use std::ops::Range;

use tree_sitter::Node as Block;

use super::symbols::{self, DEEPEST, Symbol};
use crate::document::Document;
use crate::syntax::yaml::Node;

/// A folding range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Its bytes, over at least two lines, without trailing empty lines.
    pub range: Range<usize>,
    /// Its kind, if LSP has one for it.
    pub kind: Option<FoldKind>,
}

/// The kind of a folding range, for clients with commands that fold all of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// A comment.
    Comment,
    /// The front matter.
    Region,
}

/// Returns the folding ranges in text order, the longer first where two start on one line. Empty for a document that is
/// not for an agent tool, which another server handles.
pub fn folds(document: &Document) -> Vec<Fold> {
    if document.detection.is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    if let Some(front) = document.front_matter() {
        let end = front.close.as_ref().map_or(front.content.end, |close| close.end);
        if !front.is_whole_file() {
            found.push((front.open.start..end, Some(FoldKind::Region)));
        }
        if let Some(root) = &front.yaml.root {
            values(root, DEEPEST, &mut found);
        }
    }
    sections(&symbols::headings(document), &mut found);
    if let Some(tree) = document.syntax.blocks(&document.text) {
        blocks(tree.root_node(), document, &mut found);
    }
    let mut folds: Vec<_> =
        found.into_iter().filter_map(|(range, kind)| fold(range, kind, document)).collect();
    let lines = |fold: &Fold| {
        (document.text.line_at(fold.range.start), usize::MAX - document.text.line_at(fold.range.end))
    };
    folds.sort_by_cached_key(lines);
    folds.dedup_by(|one, other| lines(one) == lines(other));
    folds
}

type FoundFold = Vec<(Range<usize>, Option<FoldKind>)>;

/// Creates a folding range, if it covers several lines.
fn fold(range: Range<usize>, kind: Option<FoldKind>, document: &Document) -> Option<Fold> {
    let range = symbols::trimmed(range, document);
    (document.text.line_at(range.start) < document.text.line_at(range.end)).then_some(Fold { range, kind })
}

/// Collects the entries and items in a value, recursively.
fn values(node: &Node, levels: usize, found: &mut FoundFold) {
    let Some(levels) = levels.checked_sub(1) else { return };
    for entry in node.entries() {
        found.push((entry.span(), None));
        values(&entry.value, levels, found);
    }
    for item in node.items() {
        found.push((item.span.clone(), None));
        values(item, levels, found);
    }
}

fn sections(headings: &[Symbol], found: &mut FoundFold) {
    for heading in headings {
        found.push((heading.range.clone(), None));
        sections(&heading.children, found);
    }
}

/// Collects the lists, fenced code blocks and comments in a block.
fn blocks(block: Block<'_>, document: &Document, found: &mut FoundFold) {
    let mut cursor = block.walk();
    for child in block.named_children(&mut cursor) {
        match child.kind() {
            "fenced_code_block" | "list_item" => found.push((child.byte_range(), None)),
            "html_block" if document.text.slice(child.byte_range()).trim_start().starts_with("<!--") => {
                found.push((child.byte_range(), Some(FoldKind::Comment)));
            }
            _ => {}
        }
        if child.child_count() > 0 {
            blocks(child, document, found);
        }
    }
}

#[cfg(test)]
mod tests;
