//! Finds the documents that define a name or refer to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::DocumentSummary;
use super::scope::FileScope;
use crate::dialect::Naming;
use crate::references::{DefinitionKind, Reference};
use crate::summary::Definition;

/// Paths of documents by name, for one kind, with the number of occurrences in each.
type NameIndex = FxHashMap<Box<str>, BTreeMap<Arc<str>, u32>>;

/// Documents by the names they define and refer to. A name without documents has no entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    definitions: FxHashMap<DefinitionKind, NameIndex>,
    references: FxHashMap<DefinitionKind, NameIndex>,
    /// Agents whose file name differs from their `name`, by file stem.
    files: FxHashMap<DefinitionKind, NameIndex>,
    /// The number of definitions per project folder.
    scopes: FxHashMap<DefinitionKind, NameIndex>,
}

/// The difference between the referenced names of two versions of a document.
pub(super) type Difference<'a> = FxHashMap<(DefinitionKind, &'a str), i32>;

/// Counts the names in the parts that two versions do not share.
pub(super) fn difference<'a>(
    old: Option<&'a DocumentSummary>,
    new: Option<&'a DocumentSummary>,
) -> Difference<'a> {
    let mut counts = Difference::default();
    let mut count = |references: &'a [Reference], by: i32| {
        for found in references {
            *counts.entry((found.kind, &*found.name)).or_default() += by;
        }
    };
    match (old, new) {
        (Some(old), Some(new)) => {
            if !Arc::ptr_eq(&old.front, &new.front) {
                count(&old.front.references, -1);
                count(&new.front.references, 1);
            }
            let (gone, come) = old.body.differences(&new.body);
            gone.into_iter().for_each(|section| count(section.references(), -1));
            come.into_iter().for_each(|section| count(section.references(), 1));
        }
        _ => {
            for (summary, by) in [(old, -1), (new, 1)] {
                let Some(summary) = summary else { continue };
                count(&summary.front.references, by);
                summary.body.iter().for_each(|section| count(section.references(), by));
            }
        }
    }
    counts.retain(|_, by| *by != 0);
    counts
}

impl Index {
    /// Updates the names that a document refers to.
    pub(super) fn refer(&mut self, path: &Arc<str>, difference: &Difference<'_>) {
        for (name, by) in difference {
            add_name(&mut self.references, *name, path, *by);
        }
    }

    /// Adds (`by` is 1) or removes (`by` is -1) a definition.
    pub(super) fn define(&mut self, path: &Arc<str>, definition: &Definition, by: i32) {
        let kind = definition.kind;
        add_name(&mut self.definitions, (kind, &definition.name), path, by);
        if let Some(file) = misleading_file(path, definition) {
            add_name(&mut self.files, (kind, file), path, by);
        }
        let root: Arc<str> = FileScope::of_definition(path, definition).root.into();
        add_name(&mut self.scopes, (kind, &root), &root, by);
    }

    /// Returns the definitions with this file stem and another name.
    pub(super) fn by_file_name(&self, kind: DefinitionKind, file: &str) -> impl Iterator<Item = &Arc<str>> {
        self.files.get(&kind).and_then(|names| names.get(file)).into_iter().flat_map(BTreeMap::keys)
    }

    /// Whether something of that kind is defined in a project folder.
    pub(super) fn is_defined_in(&self, kind: DefinitionKind, root: &str) -> bool {
        self.scopes.get(&kind).is_some_and(|roots| roots.contains_key(root))
    }

    /// Returns the documents that define a name, by path.
    pub(super) fn definitions(&self, kind: DefinitionKind, name: &str) -> impl Iterator<Item = &Arc<str>> {
        self.definitions.get(&kind).and_then(|names| names.get(name)).into_iter().flat_map(BTreeMap::keys)
    }

    /// Returns the documents that refer to a name, by path.
    pub(super) fn referring_paths(
        &self,
        kind: DefinitionKind,
        name: &str,
    ) -> impl Iterator<Item = &Arc<str>> {
        self.references.get(&kind).and_then(|names| names.get(name)).into_iter().flat_map(BTreeMap::keys)
    }

    /// Returns the defined names of that kind, in no particular order.
    pub(super) fn defined(&self, kind: DefinitionKind) -> impl Iterator<Item = &str> {
        self.definitions.get(&kind).into_iter().flat_map(FxHashMap::keys).map(|name| &**name)
    }
}

/// Returns the file stem if an author may mistake it for the name of the agent, which is set by the key `name` only.
fn misleading_file<'a>(path: &'a str, definition: &Definition) -> Option<&'a str> {
    let keyed = || definition.document.named_by == Naming::Key;
    let stem = path.rsplit('/').next()?.strip_suffix(".md")?;
    (definition.kind == DefinitionKind::Agent && stem != &*definition.name && keyed()).then_some(stem)
}

fn add_name(
    index: &mut FxHashMap<DefinitionKind, NameIndex>,
    (kind, name): (DefinitionKind, &str),
    path: &Arc<str>,
    by: i32,
) {
    let names = index.entry(kind).or_default();
    if !names.contains_key(name) {
        names.insert(name.into(), BTreeMap::new());
    }
    if let Some(paths) = names.get_mut(name) {
        let count = paths.entry(path.clone()).or_default();
        *count = count.saturating_add_signed(by);
        if *count == 0 {
            paths.remove(path);
        }
        if paths.is_empty() {
            names.remove(name);
        }
    }
    if names.is_empty() {
        index.remove(&kind);
    }
}
