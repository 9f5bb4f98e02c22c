//! The index of all documents: their definitions and references, and the values they use for keys with an open
//! vocabulary, such as capabilities.

pub(crate) mod budget;
pub(crate) mod by_name;
pub(crate) mod document_summary;
mod linked;
mod lookup;
mod referrers;
mod scope;
mod visible;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

use budget::DescriptionBudget;
pub use budget::{Budget, BudgetUnit, DescriptionUsage, used};
use by_name::{Index, difference};
pub use document_summary::DocumentSummary;
pub use linked::{ImportedPaths, imported_paths, link_target};
pub(crate) use linked::{import_base, imports_in, link_target_at_home, link_target_from};
pub use referrers::Places;
use scope::FileScope;
pub use visible::relative;

use crate::references::DefinitionKind;
use crate::sections::Section;
use crate::summary::Definition;

/// The summaries of all known documents, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentIndex {
    files: BTreeMap<Arc<str>, Arc<DocumentSummary>>,
    /// Derived from `files`. Copied only when a name is added or removed.
    index: Arc<Index>,
    /// The usage of descriptions per project. Copied only when one of them changes.
    spent: Arc<DescriptionBudget>,
    /// The user's home folder.
    home: Option<Arc<str>>,
    /// The root folders, with a trailing `/`.
    roots: Vec<Arc<str>>,
    complete: bool,
    neighbours: NeighbourChanges,
}

/// The next change number.
static NEXT_CHANGE: AtomicU64 = AtomicU64::new(1);

/// The last two files whose summaries changed for their neighbours, with the numbers of those changes.
#[derive(Clone, Debug, Default)]
struct NeighbourChanges {
    last: Option<Arc<str>>,
    last_change: u64,
    /// The number of the last change of any other file.
    before: u64,
}

/// Always equal: the history of changes is not part of an index's value.
impl PartialEq for NeighbourChanges {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for NeighbourChanges {}

impl NeighbourChanges {
    fn note(&mut self, path: &Arc<str>) {
        if self.last.as_ref() != Some(path) {
            self.before = self.last_change;
            self.last = Some(path.clone());
        }
        // Numbers are unique across all indexes.
        self.last_change = NEXT_CHANGE.fetch_add(1, Ordering::Relaxed);
    }
}

impl AgentIndex {
    /// Sets the user's home folder; definitions in its tool folders are visible everywhere.
    pub fn set_home(&mut self, home: &str) {
        self.home = Some(home.into());
    }

    /// Returns the user's home folder.
    pub fn home(&self) -> Option<&str> {
        self.home.as_deref()
    }

    /// Sets the root folders, with a trailing `/`: the workspace folders, or those passed to a command. Paths in
    /// messages are relative to them.
    pub fn set_roots(&mut self, roots: impl IntoIterator<Item = Arc<str>>) {
        self.roots = roots.into_iter().collect();
    }

    /// Sets whether every file that others may name is indexed; until then, no name can be reported as missing.
    pub fn set_complete(&mut self, complete: bool) {
        self.complete = complete;
    }

    /// Whether every file that others may name is indexed.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Replaces the summary of a document; `None` removes it. Returns which parts visible to other documents changed.
    pub fn set(&mut self, path: &Arc<str>, summary: Option<DocumentSummary>) -> Changed {
        if let (Some(known), Some(summary)) = (self.files.get_mut(path), &summary)
            && summary.same_summary(known)
        {
            *known = Arc::new(summary.clone());
            return Changed::default();
        }
        let known = self.files.get(path).cloned();
        let (old, new) = (known.as_deref(), summary.as_ref());
        let mut changed = Changed::between(old, new);
        let names = difference(old, new);
        changed.references = !names.is_empty();
        let (before, after) =
            (old.and_then(DocumentSummary::definition), new.and_then(DocumentSummary::definition));
        let was_over = changed.definition && self.is_over_budget(path);
        if changed.name || changed.references {
            let index = Arc::make_mut(&mut self.index);
            index.refer(path, &names);
            if changed.name {
                before.into_iter().for_each(|definition| index.define(path, definition, -1));
                after.into_iter().for_each(|definition| index.define(path, definition, 1));
            }
        }
        let counts = |definition| DescriptionBudget::counts(path, definition);
        if changed.definition && (counts(before) || counts(after)) {
            let spent = Arc::make_mut(&mut self.spent);
            before.into_iter().for_each(|definition| spent.add_definition(path, definition, -1));
            after.into_iter().for_each(|definition| spent.add_definition(path, definition, 1));
        }
        if changed.values || changed.definition {
            self.neighbours.note(path);
        }
        match summary {
            Some(summary) => self.files.insert(path.clone(), Arc::new(summary)),
            None => self.files.remove(path),
        };
        changed.budget = changed.definition && was_over != self.is_over_budget(path);
        changed
    }

    /// Returns the documents that define a name, by path.
    pub fn definitions<'a>(
        &'a self,
        kind: DefinitionKind,
        name: &'a str,
    ) -> impl Iterator<Item = (&'a Arc<str>, &'a Definition)> {
        let definition = |path: &'a Arc<str>| Some((path, self.files.get(path)?.definition()?));
        self.index.definitions(kind, name).filter_map(definition)
    }

    /// Returns the documents that refer to a name, by path, including references in prose.
    pub fn referring(&self, kind: DefinitionKind, name: &str) -> impl Iterator<Item = &Arc<str>> {
        self.index.referring_paths(kind, name)
    }

    /// Returns each defined name of that kind once, in no particular order.
    pub fn names(&self, kind: DefinitionKind) -> impl Iterator<Item = &str> {
        self.index.defined(kind)
    }

    /// Iterates over all known documents, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &DocumentSummary)> {
        self.files.iter().map(|(path, summary)| (path, &**summary))
    }

    /// Returns the path and the summary of a document.
    pub fn get_key_value(&self, path: &str) -> Option<(&Arc<str>, &DocumentSummary)> {
        self.files.get_key_value(path).map(|(path, summary)| (path, &**summary))
    }

    /// Returns the summary of a document.
    pub fn get(&self, path: &str) -> Option<&DocumentSummary> {
        self.files.get(path).map(|summary| &**summary)
    }

    /// Returns the documents whose paths start with a prefix, by path.
    pub fn with_prefix<'a>(
        &'a self,
        start: &'a str,
    ) -> impl Iterator<Item = (&'a Arc<str>, &'a DocumentSummary)> {
        let range = (std::ops::Bound::Included(start), std::ops::Bound::Unbounded);
        let all = self.files.range::<str, _>(range).map(|(path, summary)| (path, &**summary));
        all.take_while(move |(path, _)| path.starts_with(start))
    }

    /// Returns the other documents in the same agents folder, by path.
    pub fn neighbours<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a str, &'a DocumentSummary)> {
        let others = self.with_prefix(agents_root(path)).filter(move |(other, _)| &***other != path);
        others.map(|(other, summary)| (&**other, summary))
    }

    /// Returns the number of the last change of any other file. While it stays the same, so do the neighbours'
    /// summaries.
    pub fn change_of_others(&self, path: &str) -> u64 {
        let NeighbourChanges { last, last_change, before } = &self.neighbours;
        if last.as_deref() == Some(path) { *before } else { *last_change }
    }

    /// Counts, for each value of a key, the neighbours of a document that use it.
    pub fn uses<'a>(&'a self, path: &'a str, key: &str) -> FxHashMap<&'a str, usize> {
        let mut uses = FxHashMap::default();
        for (_, summary) in self.neighbours(path) {
            for used in summary.front.values.iter().filter(|used| used.sound && &*used.key == key) {
                *uses.entry(&*used.value).or_default() += 1;
            }
        }
        uses
    }
}

/// Which parts of a summary that other documents can see have changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// What is defined, its name or its location.
    pub name: bool,
    /// Whether tools read the definition, as far as other documents can tell.
    pub standing: bool,
    /// Whether the descriptions that are read together with this one exceed the tool's budget.
    pub budget: bool,
    /// The definition: name, description, tools.
    pub definition: bool,
    /// The values that it uses.
    pub values: bool,
    /// The names that it refers to.
    pub references: bool,
    /// The files that it imports.
    pub imports: bool,
    /// The headings that links can target, or whether the document exists at all.
    pub headings: bool,
}

impl Changed {
    fn between(old: Option<&DocumentSummary>, new: Option<&DocumentSummary>) -> Self {
        let front = |summary: Option<&DocumentSummary>| {
            summary.map(|summary| summary.front.clone()).unwrap_or_default()
        };
        let (before, after) = (front(old), front(new));
        let same = Arc::ptr_eq(&before, &after);
        let headings = match (old, new) {
            (Some(old), Some(new)) => {
                let (gone, come) = new.body.differences(&old.body);
                let slugs = |sections: Vec<_>| -> Vec<_> {
                    let headings = sections.into_iter().flat_map(Section::headings);
                    headings.map(|heading| heading.slug.clone()).collect()
                };
                slugs(gone) != slugs(come)
            }
            (old, new) => old.is_some() != new.is_some(),
        };
        let imports = match (old, new) {
            (Some(old), Some(new)) => {
                let (gone, come) = new.body.differences(&old.body);
                let imports = |sections: Vec<&'_ Section>| -> Vec<_> {
                    sections.into_iter().flat_map(Section::imports).map(|link| link.path.clone()).collect()
                };
                imports(gone) != imports(come)
            }
            _ => false,
        };
        let (one, other) = (before.definition.as_ref(), after.definition.as_ref());
        Self {
            name: !same && one.map(Definition::definition_key) != other.map(Definition::definition_key),
            standing: !same && one.map(Definition::standing) != other.map(Definition::standing),
            budget: false,
            definition: !same && one != other,
            values: !same && before.values != after.values,
            references: false,
            imports,
            headings,
        }
    }
}

/// Returns the project folder of a document, with a trailing `/`: the parent of its tool's folder.
pub fn project_root(path: &str) -> &str {
    FileScope::from_path(path).root
}

/// Returns the folder whose files are a document's neighbours, with a trailing `/`: the outermost `agents` folder on
/// its path, since tools read it recursively, or else the document's own folder.
pub fn agents_root(path: &str) -> &str {
    let folder = path.rfind('/').map_or(0, |at| at + 1);
    let own = path.get(..folder).unwrap_or_default();
    own.find("/agents/").and_then(|at| own.get(..at + "/agents/".len())).unwrap_or(own)
}

#[cfg(test)]
mod tests;
