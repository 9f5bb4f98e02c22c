//! The outline of a document: the keys of its front matter and the headings of its body.

use std::ops::Range;

use tree_sitter::Node as Block;

use crate::document::Document;
use crate::syntax::yaml::{Entry, Node, Value};

/// Something with a name and a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// A few words beside the name, for a key its value.
    pub detail: Option<String>,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it, in bytes.
    pub range: Range<usize>,
    /// What to select, inside the range.
    pub selection: Range<usize>,
    /// What lies in it.
    pub children: Vec<Symbol>,
}

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// A key of the front matter.
    Key,
    /// A heading of the body with everything below it.
    Heading,
}

/// The outline of a document; nothing for one that is for no agent tool, whose outline is another server's.
pub fn symbols(document: &Document) -> Vec<Symbol> {
    if document.detection.is_none() {
        return Vec::new();
    }
    let root = document.syntax.front_matter().and_then(|front| front.yaml.root.as_ref());
    let mut symbols = root.map(keys).unwrap_or_default();
    if let Some(tree) = document.syntax.blocks(&document.text) {
        symbols.extend(headings(tree.root_node(), document));
    }
    symbols
}

fn keys(node: &Node) -> Vec<Symbol> {
    let symbol = |entry: &Entry| {
        Some(Symbol {
            name: entry.name().filter(|name| !name.is_empty())?.to_owned(),
            detail: entry.value.text().map(first_words).filter(|text| !text.is_empty()),
            kind: SymbolKind::Key,
            range: entry.span(),
            selection: entry.key.span.clone(),
            children: if matches!(entry.value.value, Value::Mapping(_)) { keys(&entry.value) } else { Vec::new() },
        })
    };
    node.entries().iter().filter_map(symbol).collect()
}

fn first_words(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    let short: String = line.chars().take(60).collect();
    if short.len() < line.len() { short + "…" } else { short }
}

/// The sections below a block, each with the sections in it. Sections nest at most as deep as headings have levels.
fn headings(block: Block<'_>, document: &Document) -> Vec<Symbol> {
    let mut cursor = block.walk();
    let sections = block.named_children(&mut cursor).filter(|child| child.kind() == "section");
    sections.flat_map(|section| {
        let heading = section.named_child(0).filter(|child| child.kind().ends_with("_heading"));
        let children = headings(section, document);
        let Some(heading) = heading else { return children };
        let mut parts = heading.walk();
        let text = heading.named_children(&mut parts).find(|part| matches!(part.kind(), "inline" | "paragraph"));
        let text = text.map(|text| document.text.slice(text.byte_range()).trim().to_owned());
        let name = text.filter(|text| !text.is_empty()).unwrap_or_else(|| "(no title)".to_owned());
        let range = trimmed(section.byte_range(), document);
        let selection = trimmed(heading.byte_range(), document);
        vec![Symbol { name, detail: None, kind: SymbolKind::Heading, selection, range, children }]
    })
    .collect()
}

/// A range without the line breaks at its end.
fn trimmed(range: Range<usize>, document: &Document) -> Range<usize> {
    let text = document.text.slice(range.clone());
    range.start..range.start + text.trim_end().len()
}

#[cfg(test)]
mod tests;
