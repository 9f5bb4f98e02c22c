//! Which definition a name stands for, and what is defined beside it.

use std::sync::Arc;

use super::budget::{TokenUsage, budget};
use super::scope::{FileScope, tree};
use super::{AgentIndex, DocumentSummary};
use crate::references::DefinitionKind;
use crate::summary::Definition;

impl AgentIndex {
    /// The path and the definition that a name stands for in a document.
    ///
    /// The nearest project counts before those around it, and those before the home folder; of several in one tree, the
    /// last path in the order of UTF-16 code units. A command may be called as a skill, and a skill as a command.
    /// `plugin:x` is the `x` of a plugin, if nothing is called so as a whole.
    pub fn resolve(
        &self,
        kind: DefinitionKind,
        name: &str,
        from_path: &str,
    ) -> Option<(&Arc<str>, &Definition)> {
        let kinds = kind.answers();
        let whole = kinds.iter().find_map(|kind| self.nearest(*kind, name, "", from_path));
        whole.or_else(|| {
            let (plugin, name) = name.split_once(':')?;
            let folder = format!("/plugins/{plugin}/");
            kinds.iter().find_map(|kind| self.nearest(*kind, name, &folder, from_path))
        })
    }

    /// The nearest definition whose path contains `folder`.
    pub(super) fn nearest(
        &self,
        kind: DefinitionKind,
        name: &str,
        folder: &str,
        from_path: &str,
    ) -> Option<(&Arc<str>, &Definition)> {
        self.seen(self.index.definitions(kind, name).filter(|path| path.contains(folder)), from_path)
    }

    /// Of some definitions the one that counts in a document.
    fn seen<'a>(
        &'a self,
        paths: impl Iterator<Item = &'a Arc<str>>,
        from_path: &str,
    ) -> Option<(&'a Arc<str>, &'a Definition)> {
        let here = FileScope::from_path(from_path);
        let home = self.home.as_deref();
        let seen = paths.filter_map(|path| Some((here.nearness(&self.scope(path), home)?, path)));
        let (_, path) = seen.max_by(|(left, one), (right, other)| {
            left.cmp(right).then_with(|| one.encode_utf16().cmp(other.encode_utf16()))
        })?;
        Some((path, self.files.get(path)?.definition()?))
    }

    /// The agent whose file is called so, without its ending, while the agent is called otherwise.
    pub fn resolve_file(
        &self,
        kind: DefinitionKind,
        file: &str,
        from_path: &str,
    ) -> Option<(&Arc<str>, &Definition)> {
        self.seen(self.index.by_file_name(kind, file), from_path)
    }

    /// Whether a document's project, or one around it, defines something of that kind. The user's own definitions say
    /// nothing of a project.
    pub fn has_any(&self, kind: DefinitionKind, from_path: &str) -> bool {
        let root = FileScope::from_path(from_path).root;
        let home = self.home_root().filter(|home| home != root);
        let around = root.match_indices('/').filter_map(|(at, _)| root.get(..=at)).chain([root]);
        let mut projects = around.filter(|around| Some(*around) != home.as_deref());
        projects.any(|root| self.index.is_defined_in(kind, root))
    }

    /// The other documents that define the name of a document in the same folder of the same tool, by path.
    pub fn namesakes<'a>(
        &'a self,
        path: &'a str,
        definition: &'a Definition,
    ) -> impl Iterator<Item = (&'a Arc<str>, &'a Definition)> {
        let own = tree(path);
        self.definitions(definition.kind, &definition.name)
            .filter(move |(other, _)| own.is_some() && &***other != path && tree(other) == own)
            .filter(move |(other, it)| !definition.is_in_file_of(path, it, other))
    }

    /// The documents that define a name in the folders of the same tool, in other folders of it or in other projects,
    /// with whether it is the same project.
    pub fn of_tool<'a>(
        &'a self,
        path: &'a str,
        kind: DefinitionKind,
        name: &'a str,
    ) -> impl Iterator<Item = (&'a Arc<str>, &'a Definition, bool)> {
        let own = FileScope::from_path(path);
        let defined = self.get(path).and_then(DocumentSummary::definition);
        self.definitions(kind, name).filter_map(move |(other, definition)| {
            let scope = FileScope::from_path(other);
            let itself = defined.is_some_and(|defined| defined.is_in_file_of(path, definition, other));
            let same = scope.tool == own.tool && !own.tool.is_empty() && tree(other).is_some() && !itself;
            same.then_some((other, definition, scope.root == own.root))
        })
    }

    /// Whether a document lies in the user's home folder, in a folder of a tool and in no project.
    pub fn is_users(&self, path: &str) -> bool {
        self.home_root().as_deref() == Some(FileScope::from_path(path).root)
    }

    /// What the descriptions take that a tool reads together with that of a document: those of its project and those in
    /// the user's home folder.
    pub fn spent(&self, path: &str) -> TokenUsage {
        let root = FileScope::from_path(path).root;
        let home = self.home_root().filter(|home| home != root);
        home.map_or(self.spent.usage_in(root), |home| self.spent.usage_in(root) + self.spent.usage_in(&home))
    }

    /// Whether a tool finds the descriptions too long that it reads together with that of a document.
    pub fn is_over_budget(&self, path: &str) -> bool {
        let most = self.get(path).and_then(DocumentSummary::definition).and_then(budget);
        most.is_some_and(|most| self.spent(path).tokens > most as usize)
    }

    /// Where a definition belongs to.
    pub(super) fn scope<'a>(&'a self, path: &'a str) -> FileScope<'a> {
        let definition = self.get(path).and_then(DocumentSummary::definition);
        definition.map_or_else(
            || FileScope::from_path(path),
            |definition| FileScope::of_definition(path, definition),
        )
    }

    /// The home folder with its last `/`.
    fn home_root(&self) -> Option<String> {
        Some(format!("{}/", self.home.as_deref()?.trim_end_matches('/')))
    }
}
