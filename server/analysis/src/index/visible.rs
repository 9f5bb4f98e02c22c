//! What can be seen from a document, and how its path is said there.

use std::cmp::Reverse;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{AgentIndex, FileScope};
use crate::references::DefinitionKind;
use crate::summary::Definition;

impl AgentIndex {
    /// What the names that a reference of that kind may use stand for in a document, each once: the nearest first,
    /// then by name.
    pub fn visible<'a>(
        &'a self,
        kind: DefinitionKind,
        from_path: &str,
    ) -> Vec<(&'a Arc<str>, &'a Definition)> {
        let (here, home) = (FileScope::from_path(from_path), self.home.as_deref());
        let mut taken = FxHashSet::default();
        let mut found = Vec::new();
        for kind in kind.answers() {
            for name in self.names(*kind) {
                let Some((path, definition)) = self.nearest(*kind, name, "", from_path) else { continue };
                if taken.insert(name) {
                    found.push((here.nearness(&self.scope(path), home), path, definition));
                }
            }
        }
        found.sort_unstable_by(|one, other| {
            (Reverse(one.0), &one.2.name, one.1).cmp(&(Reverse(other.0), &other.2.name, other.1))
        });
        found.into_iter().map(|(_, path, definition)| (path, definition)).collect()
    }

    /// The documents whose definition of a name can be seen from a document, and does not count there because another
    /// one does, by path.
    pub fn shadowed<'a>(
        &'a self,
        kind: DefinitionKind,
        name: &'a str,
        from_path: &'a str,
    ) -> Vec<&'a Arc<str>> {
        let Some((counting, found)) = self.resolve(kind, name, from_path) else { return Vec::new() };
        let (here, home) = (FileScope::from_path(from_path), self.home.as_deref());
        let seen = |(path, it): &(&Arc<str>, &Definition)| {
            here.nearness(&self.scope(path), home).is_some() && !found.is_in_file_of(counting, it, path)
        };
        self.definitions(found.kind, name).filter(seen).map(|(path, _)| path).collect()
    }

    /// Whether two documents belong to one project, or one to a project around that of the other. The home folder is
    /// no project around others.
    pub fn shares_project(&self, path: &str, other: &str) -> bool {
        let (one, other) = (FileScope::from_path(path).root, FileScope::from_path(other).root);
        let (outer, inner) = if one.len() < other.len() { (one, other) } else { (other, one) };
        let home = self.home.as_deref().map(|home| home.trim_end_matches('/'));
        let holds_others = outer.len() > 1 && outer.strip_suffix('/') != home;
        outer == inner || holds_others && inner.starts_with(outer)
    }

    /// A path as messages about a document say it: below the folder that people look from, or out of it with `../`; below
    /// the home folder as `~/…`. Where nobody looks from anywhere, it is below the folder of the project.
    pub fn said(&self, path: &str, from_path: &str) -> String {
        let around = self.roots.iter().filter(|root| from_path.starts_with(&***root));
        let Some(root) = around.max_by_key(|root| root.len()).or(self.roots.first()) else {
            return path.strip_prefix(FileScope::from_path(from_path).root).unwrap_or(path).to_owned();
        };
        let home = self.home.as_deref().map(|home| home.trim_end_matches('/'));
        let below_home = || path.strip_prefix(home.filter(|home| !home.is_empty())?)?.strip_prefix('/');
        if let Some(below) = path.strip_prefix(&**root) {
            return below.to_owned();
        }
        match (below_home(), relative(path, root)) {
            (Some(below), _) if !home.is_some_and(|home| root.starts_with(home)) => format!("~/{below}"),
            (_, Some(relative)) => relative,
            (Some(below), None) => format!("~/{below}"),
            (None, None) => path.to_owned(),
        }
    }

    /// A path as one would say it in a document: below its project, with `../` for a project around it, or below the
    /// home folder as `~/…`, or else the whole.
    pub fn shown(&self, path: &str, from_path: &str) -> String {
        let root = FileScope::from_path(from_path).root;
        if let Some(rest) = path.strip_prefix(root).filter(|_| root.len() > 1) {
            return rest.to_owned();
        }
        let home =
            self.home.as_deref().map(|home| home.trim_end_matches('/')).filter(|home| !home.is_empty());
        if let Some(rest) = home.and_then(|home| path.strip_prefix(home)?.strip_prefix('/')) {
            return format!("~/{rest}");
        }
        let around = FileScope::from_path(path).root;
        match (root.strip_prefix(around), path.strip_prefix(around)) {
            (Some(down), Some(rest)) if around.len() > 1 => "../".repeat(down.matches('/').count()) + rest,
            _ => path.to_owned(),
        }
    }
}

/// A path from a folder on, which is given with its last `/`; none if they have nothing in common.
pub fn relative(path: &str, folder: &str) -> Option<String> {
    let same =
        path.split_inclusive('/').zip(folder.split_inclusive('/')).take_while(|(one, other)| one == other);
    let common: usize = same.map(|(part, _)| part.len()).sum();
    let (down, up) = (path.get(common..)?, folder.get(common..)?.matches('/').count());
    (common > 1).then(|| "../".repeat(up) + down)
}
