//! Which definitions are visible from a document, and how their paths are displayed.

use std::cmp::Reverse;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{AgentIndex, FileScope};
use crate::references::DefinitionKind;
use crate::summary::Definition;

impl AgentIndex {
    /// Returns the definitions that names in a reference of that kind can resolve to, each once: the nearest first,
    /// then by name.
    pub fn visible<'a>(
        &'a self,
        kind: DefinitionKind,
        from_path: &str,
    ) -> Vec<(&'a Arc<str>, &'a Definition)> {
        let here = FileScope::from_path(from_path);
        let mut taken = FxHashSet::default();
        let mut found = Vec::new();
        for kind in kind.answers() {
            for name in self.names(*kind) {
                let Some((path, definition)) = self.nearest(*kind, name, "", from_path) else { continue };
                if taken.insert(name) {
                    found.push((self.nearness(&here, path), path, definition));
                }
            }
        }
        found.sort_unstable_by(|one, other| {
            (Reverse(one.0), &one.2.name, one.1).cmp(&(Reverse(other.0), &other.2.name, other.1))
        });
        found.into_iter().map(|(_, path, definition)| (path, definition)).collect()
    }

    /// Returns the documents whose definition of a name is visible from a document but shadowed by another one, by
    /// path.
    pub fn shadowed<'a>(
        &'a self,
        kind: DefinitionKind,
        name: &'a str,
        from_path: &'a str,
    ) -> Vec<&'a Arc<str>> {
        let Some((counting, found)) = self.resolve(kind, name, from_path) else { return Vec::new() };
        let here = FileScope::from_path(from_path);
        let seen = |(path, it): &(&Arc<str>, &Definition)| {
            self.nearness(&here, path).is_some() && !found.is_in_file_of(counting, it, path)
        };
        self.definitions(found.kind, name).filter(seen).map(|(path, _)| path).collect()
    }

    /// Whether two documents are in one project, or one is in a project around the other's. The home folder is not a
    /// project around others.
    pub fn shares_project(&self, path: &str, other: &str) -> bool {
        let (one, other) = (FileScope::from_path(path).root, FileScope::from_path(other).root);
        let (outer, inner) = if one.len() < other.len() { (one, other) } else { (other, one) };
        let home = self.home.as_deref().map(|home| home.trim_end_matches('/'));
        let holds_others = outer.len() > 1 && outer.strip_suffix('/') != home;
        outer == inner || holds_others && inner.starts_with(outer)
    }

    /// Returns the innermost root folder around a document, with a trailing `/`.
    pub fn folder_around(&self, path: &str) -> Option<&str> {
        let around = self.roots.iter().map(|root| &**root).filter(|root| path.starts_with(root));
        around.max_by_key(|root| root.len())
    }

    /// Returns the innermost root folder around a document, with a trailing `/`, or else its project folder.
    pub(crate) fn root_around<'a>(&'a self, path: &'a str) -> &'a str {
        self.folder_around(path).unwrap_or(FileScope::from_path(path).root)
    }

    /// Returns a path as messages about a document display it: relative to a root folder, with `../` where needed;
    /// below the home folder as `~/…`. Without root folders, it is relative to the project folder.
    pub fn said(&self, path: &str, from_path: &str) -> String {
        let Some(root) = self.folder_around(from_path).or(self.roots.first().map(|root| &**root)) else {
            return path.strip_prefix(FileScope::from_path(from_path).root).unwrap_or(path).to_owned();
        };
        let home = self.home.as_deref().map(|home| home.trim_end_matches('/'));
        let below_home = || path.strip_prefix(home.filter(|home| !home.is_empty())?)?.strip_prefix('/');
        if let Some(below) = path.strip_prefix(root) {
            return below.to_owned();
        }
        match (below_home(), relative(path, root)) {
            (Some(below), _) if !home.is_some_and(|home| root.starts_with(home)) => format!("~/{below}"),
            (_, Some(relative)) => relative,
            (Some(below), None) => format!("~/{below}"),
            (None, None) => path.to_owned(),
        }
    }

    /// Returns a path as an author would write it in a document: relative to its project, with `../` for a project
    /// around it; below the home folder as `~/…`; or else absolute.
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

/// Returns a path relative to a folder, which has a trailing `/`; `None` if they have nothing in common.
pub fn relative(path: &str, folder: &str) -> Option<String> {
    let same =
        path.split_inclusive('/').zip(folder.split_inclusive('/')).take_while(|(one, other)| one == other);
    let common: usize = same.map(|(part, _)| part.len()).sum();
    let (down, up) = (path.get(common..)?, folder.get(common..)?.matches('/').count());
    (common > 1).then(|| "../".repeat(up) + down)
}
