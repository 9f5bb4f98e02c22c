//! Resolves names to definitions, and finds duplicates of a definition.

use std::sync::Arc;

use super::budget::{DescriptionUsage, budget_for};
use super::scope::{FileScope, tree};
use super::{AgentIndex, DocumentSummary};
use crate::references::DefinitionKind;
use crate::summary::Definition;

impl AgentIndex {
    /// Resolves a name in a document to a path and a definition.
    ///
    /// The nearest project wins over those around it, and those over the home folder; of several in one tree, the last
    /// path in the order of UTF-16 code units. A command may be called as a skill, and a skill as a command. `plugin:x`
    /// is the `x` of a plugin, unless something has that whole name.
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

    /// Returns the nearest definition whose path contains `folder`.
    pub(super) fn nearest(
        &self,
        kind: DefinitionKind,
        name: &str,
        folder: &str,
        from_path: &str,
    ) -> Option<(&Arc<str>, &Definition)> {
        self.seen(self.index.definitions(kind, name).filter(|path| path.contains(folder)), from_path)
    }

    /// Returns the definition, of several, that applies in a document.
    fn seen<'a>(
        &'a self,
        paths: impl Iterator<Item = &'a Arc<str>>,
        from_path: &str,
    ) -> Option<(&'a Arc<str>, &'a Definition)> {
        // A file of a plugin sees what else is in it.
        let here = self.scope(from_path);
        let seen = paths.filter_map(|path| Some((self.nearness(&here, path)?, path)));
        let (_, path) = seen.max_by(|(left, one), (right, other)| {
            left.cmp(right).then_with(|| one.encode_utf16().cmp(other.encode_utf16()))
        })?;
        Some((path, self.files.get(path)?.definition()?))
    }

    /// Ranks the definition in a document, as seen from a scope; see [`FileScope::nearness`]. Where the tool prefers the
    /// user's own, those in the home folder come first.
    pub(super) fn nearness(&self, here: &FileScope<'_>, path: &str) -> Option<(usize, bool)> {
        let there = self.scope(path);
        let (rank, same) = here.nearness(&there, self.home.as_deref())?;
        let user_first = || {
            let definition = self.get(path).and_then(DocumentSummary::definition);
            definition.is_some_and(|definition| definition.document.same_name.user_first)
        };
        let first = rank == 0 && (same || here.tool.is_empty()) && user_first();
        Some((if first { usize::MAX } else { rank }, same))
    }

    /// Returns the agent with this file stem and another name.
    pub fn resolve_file(
        &self,
        kind: DefinitionKind,
        file: &str,
        from_path: &str,
    ) -> Option<(&Arc<str>, &Definition)> {
        self.seen(self.index.by_file_name(kind, file), from_path)
    }

    /// Whether the project of a document, or one around it, defines something of that kind. The user's own definitions
    /// do not count.
    pub fn has_any(&self, kind: DefinitionKind, from_path: &str) -> bool {
        let root = FileScope::from_path(from_path).root;
        let home = self.home_root().filter(|home| home != root);
        let around = root.match_indices('/').filter_map(|(at, _)| root.get(..=at)).chain([root]);
        let mut projects = around.filter(|around| Some(*around) != home.as_deref());
        projects.any(|root| self.index.is_defined_in(kind, root))
    }

    /// Returns the other documents in the same tool folder that define the same name, by path.
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

    /// Returns the documents that define the same name in other folders of the same tool or in other projects, each
    /// with whether it is in the same project.
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

    /// Whether a document is in a tool's folder in the user's home folder, outside any project.
    pub fn is_users(&self, path: &str) -> bool {
        self.home_root().as_deref() == Some(FileScope::from_path(path).root)
    }

    /// Whether a document is in a tool's folder in a project, and not in that of a plugin.
    pub fn is_of_project(&self, path: &str) -> bool {
        let own = FileScope::from_path(path);
        !self.is_users(path) && !own.tool.is_empty() && self.scope(path).tool == own.tool
    }

    /// Whether a document is in a tool's own folder, such as `.claude`, and not in that of a plugin.
    pub fn is_in_tool_folder(&self, path: &str) -> bool {
        self.scope(path).tool == FileScope::from_path(path).tool && tree(path).is_some()
    }

    /// Returns the usage of the descriptions of a kind that a tool reads together with a document: those of its project
    /// and those in the user's home folder.
    pub fn spent(&self, kind: DefinitionKind, path: &str) -> DescriptionUsage {
        let root = FileScope::from_path(path).root;
        let home = self.home_root().filter(|home| home != root);
        let own = self.spent.usage_in(kind, root);
        home.map_or(own, |home| own + self.spent.usage_in(kind, &home))
    }

    /// Whether the descriptions read together with that of a document exceed the tool's budget.
    pub fn is_over_budget(&self, path: &str) -> bool {
        let Some(definition) = self.get(path).and_then(DocumentSummary::definition) else { return false };
        budget_for(path, definition)
            .is_some_and(|budget| self.spent(definition.kind, path).size > budget.most)
    }

    /// Returns the scope of a definition.
    pub(super) fn scope<'a>(&'a self, path: &'a str) -> FileScope<'a> {
        let definition = self.get(path).and_then(DocumentSummary::definition);
        definition.map_or_else(
            || FileScope::from_path(path),
            |definition| FileScope::of_definition(path, definition),
        )
    }

    /// Returns the home folder with a trailing `/`.
    fn home_root(&self) -> Option<String> {
        Some(format!("{}/", self.home.as_deref()?.trim_end_matches('/')))
    }
}
