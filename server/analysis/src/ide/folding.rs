//! What can be folded: the front matter with its keys, and the sections, lists, fenced code and comments of the body.

use std::ops::Range;

use tree_sitter::Node as Block;

use super::symbols::{self, DEEPEST, Symbol};
use crate::document::Document;
use crate::syntax::yaml::Node;

/// Lines that can be folded into the first of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// All of it, in bytes, over at least two lines. Blank lines at its end are outside.
    pub range: Range<usize>,
    /// What it is, if it is more than lines that belong together.
    pub kind: Option<FoldKind>,
}

/// What a fold is, where clients have commands for all of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// A comment.
    Comment,
    /// The front matter.
    Region,
}

/// What can be folded, in the order of the text, the longer one first where two begin in one line; nothing in a document
/// that is for no agent tool, whose folds are another server's.
pub fn folds(document: &Document) -> Vec<Fold> {
    if document.detection.is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    if let Some(front) = document.front_matter() {
        let end = front.close.as_ref().map_or(front.content.end, |close| close.end);
        found.push((front.open.start..end, Some(FoldKind::Region)));
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

/// A fold of what covers several lines.
fn fold(range: Range<usize>, kind: Option<FoldKind>, document: &Document) -> Option<Fold> {
    let range = symbols::trimmed(range, document);
    (document.text.line_at(range.start) < document.text.line_at(range.end)).then_some(Fold { range, kind })
}

/// The entries and items in a value, and in theirs.
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

/// The lists, fenced code and comments in a block.
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
