//! Definition, references and highlights.

use std::ops::Range;
use std::sync::Arc;

use super::target::{Target, target};
use crate::document::Document;
use crate::index::{AgentIndex, DocumentSummary, link_target_at_home, project_root};
use crate::references::{DefinitionKind, Reference};
use crate::summary::Definition;

/// The target of a request, wherever it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SymbolTarget {
    /// An agent, a skill or a command that a document defines.
    Named {
        /// What is defined.
        kind: DefinitionKind,
        /// Its name.
        name: Box<str>,
        /// The document that defines it.
        path: Arc<str>,
    },
    /// A name that is not defined.
    Unknown {
        /// What is named.
        kind: DefinitionKind,
        /// The name.
        name: Box<str>,
    },
    /// The target of a link: a file or one of its headings.
    File {
        /// Its path.
        path: Arc<str>,
        /// The anchor of the heading.
        anchor: Option<Box<str>>,
    },
    /// A word of an open vocabulary, such as a capability.
    Word {
        /// The key whose value it is.
        key: Box<str>,
        /// The word.
        value: Box<str>,
        /// The project folder in which it is used.
        root: Box<str>,
    },
}

/// An occurrence of a target's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The bytes of the name; of `plugin:x`, those of `x`.
    pub range: Range<usize>,
    /// Whether it defines the name.
    pub definition: bool,
    /// Whether it can be renamed in place: the bytes are the name, without escapes.
    pub writable: bool,
}

/// Returns the target at an offset, with its bytes.
pub fn subject(
    document: &Document,
    offset: usize,
    index: &AgentIndex,
) -> Option<(Range<usize>, SymbolTarget)> {
    let path = document.path.clone().unwrap_or_default();
    let (range, target) = target(document, offset, index)?;
    let named = |definition: &Definition, path: Arc<str>| SymbolTarget::Named {
        kind: definition.kind,
        name: definition.name.clone(),
        path,
    };
    let subject = match target {
        Target::Definition(definition) => named(definition, path),
        Target::Reference(found) => match index.resolve(found.kind, &found.name, &path) {
            Some((defined, definition)) => {
                let range = last_part(range, found, &definition.name);
                return Some((range, named(definition, defined.clone())));
            }
            None => SymbolTarget::Unknown { kind: found.kind, name: found.name.clone() },
        },
        Target::Word(word) => SymbolTarget::Word {
            key: word.key.clone(),
            value: word.value.clone(),
            root: project_root(&path).into(),
        },
        Target::Link(link) => SymbolTarget::File {
            path: link_target_at_home(document, link, index.home())?.into(),
            anchor: link.anchor.clone(),
        },
    };
    Some((range, subject))
}

impl SymbolTarget {
    /// Returns the path of the document that defines it.
    pub fn definition(&self) -> Option<&str> {
        if let Self::Named { path, .. } = self { Some(path) } else { None }
    }
}

/// Returns the documents that may contain the target's name, by path.
pub fn naming_documents(subject: &SymbolTarget, index: &AgentIndex) -> Vec<Arc<str>> {
    let mut paths: Vec<Arc<str>> = match subject {
        SymbolTarget::Named { path, .. } => index.callers(path).into_iter().chain([path]).cloned().collect(),
        SymbolTarget::Unknown { kind, name } => index.referring(*kind, name).cloned().collect(),
        // Links are not names.
        SymbolTarget::File { .. } => Vec::new(),
        SymbolTarget::Word { key, value, root } => {
            let says = |summary: &DocumentSummary| {
                summary.front.values.iter().any(|word| word.key == *key && word.value == *value)
            };
            let project = index.with_prefix(root).filter(|(path, _)| project_root(path) == &**root);
            project.filter(|(_, summary)| says(summary)).map(|(path, _)| path.clone()).collect()
        }
    };
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// Returns the occurrences of the target's name in a document, in text order.
pub fn occurrences(subject: &SymbolTarget, document: &Document, index: &AgentIndex) -> Vec<Occurrence> {
    let Some(summary) = DocumentSummary::from_document(document) else { return Vec::new() };
    let here = document.path.as_deref().unwrap_or_default();
    let mut found = Vec::new();
    match subject {
        SymbolTarget::Named { name, path, .. } => {
            let own = summary.definition().filter(|own| **path == *here && own.name == *name);
            found.extend(own.and_then(|own| own.span).map(|span| Occurrence {
                range: span.range(),
                definition: true,
                writable: document.text.slice(span.range()) == **name,
            }));
            let leads = |it: &Reference| {
                it.name.ends_with(&**name)
                    && index.resolve(it.kind, &it.name, here).is_some_and(|(defined, _)| defined == path)
            };
            found.extend(
                summary
                    .references()
                    .filter(|(_, it)| leads(it))
                    .map(|(range, it)| reference(range, it, name)),
            );
        }
        SymbolTarget::Unknown { kind, name } => {
            let leads = |it: &Reference| {
                it.kind == *kind && it.name == *name && index.resolve(*kind, name, here).is_none()
            };
            found.extend(
                summary
                    .references()
                    .filter(|(_, it)| leads(it))
                    .map(|(range, it)| reference(range, it, name)),
            );
        }
        SymbolTarget::File { .. } => {}
        SymbolTarget::Word { key, value, .. } => {
            let words = summary.front.values.iter().filter(|word| word.key == *key && word.value == *value);
            found.extend(words.map(|word| Occurrence {
                range: word.span.range(),
                definition: false,
                writable: document.text.slice(word.span.range()) == **value,
            }));
        }
    }
    found.sort_by_key(|it| it.range.start);
    found.dedup_by_key(|it| it.range.start);
    found
}

fn reference(range: Range<usize>, found: &Reference, name: &str) -> Occurrence {
    Occurrence { range: last_part(range, found, name), definition: false, writable: found.renamable }
}

/// Returns the bytes of the name in a reference that may be qualified by a plugin.
fn last_part(range: Range<usize>, found: &Reference, name: &str) -> Range<usize> {
    if found.renamable { range.end.saturating_sub(name.len()).max(range.start)..range.end } else { range }
}

#[cfg(test)]
pub(crate) mod tests;
