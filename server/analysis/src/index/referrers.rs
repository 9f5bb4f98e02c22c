//! Finds the documents that refer to a definition, and those that a document refers to.

use std::ops::Range;
use std::sync::Arc;

use super::{AgentIndex, DocumentSummary};
use crate::references::Reference;
use crate::summary::Definition;

/// A document with the byte ranges of some names in a text.
pub type Places<'a> = (&'a Arc<str>, Vec<Range<usize>>);

impl AgentIndex {
    /// Returns the documents that contain the name of a document's definition, bare or qualified by its plugin, by
    /// path. The name may resolve to another definition there.
    pub fn callers(&self, path: &str) -> Vec<&Arc<str>> {
        let Some(definition) = self.get(path).and_then(DocumentSummary::definition) else {
            return Vec::new();
        };
        let names = qualified_names(definition, path);
        let said = |name| definition.kind.answered().iter().flat_map(move |kind| self.referring(*kind, name));
        let mut paths: Vec<_> = names.iter().flat_map(|name| said(name)).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Returns the documents that refer to a document's definition, by path, with the byte ranges of the names.
    /// Includes references from the document itself.
    pub fn referrers<'a>(&'a self, path: &str) -> Vec<Places<'a>> {
        let Some(definition) = self.get(path).and_then(DocumentSummary::definition) else {
            return Vec::new();
        };
        let names = qualified_names(definition, path);
        let places = |from: &'a Arc<str>| {
            let leads_here = |found: &Reference| {
                let named = names.iter().any(|name| **name == *found.name);
                named && self.resolve(found.kind, &found.name, from).is_some_and(|(to, _)| **to == *path)
            };
            let found = self.get(from)?.references().filter(|(_, found)| leads_here(found));
            let ranges: Vec<_> = found.map(|(range, _)| range).collect();
            (!ranges.is_empty()).then_some((from, ranges))
        };
        self.callers(path).into_iter().filter_map(places).collect()
    }

    /// Returns the documents whose definitions a document refers to, in the order of the first reference to each, with
    /// the byte ranges of the names in the referring document.
    pub fn referred<'a>(&'a self, path: &str) -> Vec<Places<'a>> {
        let mut all: Vec<Places<'a>> = Vec::new();
        for (range, found) in self.get(path).into_iter().flat_map(DocumentSummary::references) {
            let Some((to, _)) = self.resolve(found.kind, &found.name, path) else { continue };
            match all.iter_mut().find(|(known, _)| *known == to) {
                Some((_, ranges)) => ranges.push(range),
                None => all.push((to, vec![range])),
            }
        }
        all
    }
}

/// Returns the names of a document's definition: its own, and the one qualified by its plugin.
fn qualified_names(definition: &Definition, path: &str) -> Vec<String> {
    let plugin = path.rsplit_once("/plugins/").and_then(|(_, rest)| rest.split('/').next());
    let qualified = plugin.map(|plugin| format!("{plugin}:{}", definition.name));
    std::iter::once(definition.name.to_string()).chain(qualified).collect()
}
