//! What documents tell each other: what they define and what they refer to, and the words that they use for open values
//! such as capabilities.

mod facts;
mod index;
mod scope;

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

pub use facts::{Definition, Facts, Usage};
use index::{Index, Said};
use scope::Scope;

use crate::references::{Kind, Reference};

/// The facts of every document known, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fleet {
    files: BTreeMap<Arc<str>, Arc<Facts>>,
    /// Always what `files` says. It is copied only when a name comes or goes.
    index: Arc<Index>,
    /// The user's home folder.
    home: Option<Arc<str>>,
}

impl Fleet {
    /// Says which folder is the user's home: what lies in its tools' folders is seen from everywhere.
    pub fn set_home(&mut self, home: &str) {
        self.home = Some(home.into());
    }

    /// Takes the facts of a document in place of those known; none removes them. Says whether anything changed.
    pub fn set(&mut self, path: &Arc<str>, facts: Option<Facts>) -> bool {
        let facts = facts.map(Arc::new);
        let known = self.files.get(path).cloned();
        if known == facts {
            return false;
        }
        let (old, new) = (Said::by(known.as_deref()), Said::by(facts.as_deref()));
        if old != new {
            Arc::make_mut(&mut self.index).update(path, &old, &new);
        }
        match facts {
            Some(facts) => self.files.insert(path.clone(), facts),
            None => self.files.remove(path),
        };
        true
    }

    /// The documents that define a name, by path.
    pub fn definitions<'a>(
        &'a self,
        kind: Kind,
        name: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Definition)> {
        self.index.definitions(kind, name).filter_map(|path| {
            let definition = self.files.get(path)?.definition.as_ref()?;
            Some((&**path, definition))
        })
    }

    /// The places that refer to a name, by path and in the order of the texts. Those that are prose are among them.
    pub fn references<'a>(
        &'a self,
        kind: Kind,
        name: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Reference)> {
        self.index.references(kind, name).flat_map(move |path| {
            let facts = self.files.get(path);
            let all = facts.map(|facts| &*facts.references).unwrap_or_default();
            let named = move |found: &&Reference| found.kind == kind && &*found.name == name;
            all.iter().filter(named).map(|found| (&**path, found))
        })
    }

    /// The path and the definition that a name stands for in a document.
    ///
    /// The nearest project counts before those around it, and those before the home folder; of several in one tree, the
    /// last path in the order of UTF-16 code units. A command may be called as a skill, and a skill as a command.
    /// `plugin:x` is the `x` of a plugin, if nothing is called so as a whole.
    pub fn resolve(&self, kind: Kind, name: &str, from_path: &str) -> Option<(&str, &Definition)> {
        let kinds: &[Kind] = match kind {
            Kind::Agent => &[Kind::Agent],
            Kind::Skill => &[Kind::Skill, Kind::Command],
            Kind::Command => &[Kind::Command, Kind::Skill],
        };
        let whole = kinds.iter().find_map(|kind| self.nearest(*kind, name, "", from_path));
        whole.or_else(|| {
            let (plugin, name) = name.split_once(':')?;
            let folder = format!("/plugins/{plugin}/");
            kinds.iter().find_map(|kind| self.nearest(*kind, name, &folder, from_path))
        })
    }

    /// The nearest definition whose path contains `folder`.
    fn nearest(&self, kind: Kind, name: &str, folder: &str, from_path: &str) -> Option<(&str, &Definition)> {
        let here = Scope::of(from_path);
        let paths = self.index.definitions(kind, name).filter(|path| path.contains(folder));
        let seen =
            paths.filter_map(|path| Some((here.nearness(&Scope::of(path), self.home.as_deref())?, path)));
        let (_, path) = seen.max_by(|(left, one), (right, other)| {
            left.cmp(right).then_with(|| one.encode_utf16().cmp(other.encode_utf16()))
        })?;
        Some((path, self.files.get(path)?.definition.as_ref()?))
    }

    /// What a document told.
    pub fn get(&self, path: &str) -> Option<&Facts> {
        self.files.get(path).map(|facts| &**facts)
    }

    /// The documents of the same folder of agents, the document itself left out, by path.
    pub fn neighbours<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a str, &'a Facts)> {
        let root = agents_root(path);
        self.files
            .range::<str, _>((std::ops::Bound::Included(root), std::ops::Bound::Unbounded))
            .take_while(move |(other, _)| other.starts_with(root))
            .filter(move |(other, _)| &***other != path)
            .map(|(other, facts)| (&**other, &**facts))
    }

    /// The words that the neighbours of a document use for a key, with the number of documents that do.
    pub fn uses<'a>(&'a self, path: &'a str, key: &str) -> FxHashMap<&'a str, usize> {
        let mut uses = FxHashMap::default();
        for (_, facts) in self.neighbours(path) {
            for used in facts.values.iter().filter(|used| &*used.key == key) {
                *uses.entry(&*used.value).or_default() += 1;
            }
        }
        uses
    }
}

/// The folder whose files are a document's neighbours, with its last `/`: the outermost `agents` folder on its path,
/// since tools read that one with all folders below; otherwise the document's own folder.
pub fn agents_root(path: &str) -> &str {
    let folder = path.rfind('/').map_or(0, |at| at + 1);
    let own = path.get(..folder).unwrap_or_default();
    own.find("/agents/").and_then(|at| own.get(..at + "/agents/".len())).unwrap_or(own)
}

#[cfg(test)]
mod tests;
