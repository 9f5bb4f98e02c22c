//! Which documents define a name, and which refer to it.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Facts;
use crate::references::Kind;

/// Paths of documents by name, for one kind.
type Names = FxHashMap<Box<str>, BTreeSet<Arc<str>>>;

/// The documents by the names that they define and refer to. A name without documents has no entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    definitions: FxHashMap<Kind, Names>,
    references: FxHashMap<Kind, Names>,
}

/// The names that a document defines and refers to, each once.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said<'a> {
    defined: Option<(Kind, &'a str)>,
    referred: FxHashSet<(Kind, &'a str)>,
}

impl<'a> Said<'a> {
    pub(super) fn by(facts: Option<&'a Facts>) -> Self {
        let Some(facts) = facts else { return Self::default() };
        let defined = facts.definition.as_ref();
        Self {
            defined: defined.map(|definition| (definition.kind, &*definition.name)),
            referred: facts.references.iter().map(|found| (found.kind, &*found.name)).collect(),
        }
    }
}

impl Index {
    /// Takes in what a document says now, of which some may be what it said before.
    pub(super) fn update(&mut self, path: &Arc<str>, old: &Said<'_>, new: &Said<'_>) {
        if old.defined != new.defined {
            old.defined.into_iter().for_each(|name| remove(&mut self.definitions, name, path));
            new.defined.into_iter().for_each(|name| add(&mut self.definitions, name, path));
        }
        let gone = old.referred.difference(&new.referred);
        gone.for_each(|name| remove(&mut self.references, *name, path));
        let come = new.referred.difference(&old.referred);
        come.for_each(|name| add(&mut self.references, *name, path));
    }

    /// The documents that define a name, by path.
    pub(super) fn definitions(&self, kind: Kind, name: &str) -> impl Iterator<Item = &Arc<str>> {
        self.definitions.get(&kind).and_then(|names| names.get(name)).into_iter().flatten()
    }

    /// The documents that refer to a name, by path.
    pub(super) fn references(&self, kind: Kind, name: &str) -> impl Iterator<Item = &Arc<str>> {
        self.references.get(&kind).and_then(|names| names.get(name)).into_iter().flatten()
    }
}

fn add(index: &mut FxHashMap<Kind, Names>, (kind, name): (Kind, &str), path: &Arc<str>) {
    let names = index.entry(kind).or_default();
    match names.get_mut(name) {
        Some(paths) => paths.insert(path.clone()),
        None => names.insert(name.into(), BTreeSet::from([path.clone()])).is_none(),
    };
}

fn remove(index: &mut FxHashMap<Kind, Names>, (kind, name): (Kind, &str), path: &Arc<str>) {
    let Some(names) = index.get_mut(&kind) else { return };
    if names.get_mut(name).is_some_and(|paths| paths.remove(path) && paths.is_empty()) {
        names.remove(name);
    }
    if names.is_empty() {
        index.remove(&kind);
    }
}
