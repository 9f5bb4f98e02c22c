//! Names of the agents of plugins, which are called `plugin:name`.

use std::sync::Arc;

use super::CrossFileLint;
use crate::dialect::Role;
use crate::index::project_root;
use crate::references::{CallForm, DefinitionKind, Reference};
use crate::summary::Definition;

/// Returns the name by which an agent of a plugin must be called, if the reference calls it without the plugin. In
/// lists such as `skills`, the name alone is right.
pub(super) fn whole_name(
    subject: &CrossFileLint<'_>,
    reference: &Reference,
    (path, definition): (&Arc<str>, &Definition),
) -> Option<String> {
    let Reference { kind, name, form, .. } = reference;
    let exact = matches!(form, CallForm::Task | CallForm::SubagentType);
    if !exact || *kind != DefinitionKind::Agent || *name != definition.name {
        return None;
    }
    let plugin = plugin_of(subject, path, definition)?;
    let tool = &subject.document.dialects.base(subject.kind).tool;
    let mut all = subject.index.definitions(*kind, name);
    let certain = *tool == definition.document.tool
        && all.all(|(_, it)| it.document.called_with_plugin.is_some())
        && !subject.document.dialects.is_built_in(Role::Agent, name);
    certain.then(|| format!("{plugin}:{name}"))
}

/// Whether the project has a plugin of that name, with agents, and none of them is the one that a call names.
pub(super) fn lacks_agent(
    subject: &CrossFileLint<'_>,
    reference: &Reference,
    plugin: &str,
    agent: &str,
) -> bool {
    let exact = matches!(reference.form, CallForm::Task | CallForm::SubagentType);
    // Agents in further folders have further colons.
    if !exact || reference.kind != DefinitionKind::Agent || plugin.contains('/') || agent.contains(':') {
        return false;
    }
    let base = subject.document.dialects.base(subject.kind);
    let mut kinds = subject.document.dialects.file_kinds().filter(|kind| kind.tool == base.tool);
    let Some(manifest) = kinds.find_map(|kind| kind.called_with_plugin.as_ref()) else { return false };
    let folder = format!("{}plugins/{plugin}", project_root(subject.path));
    let is_there = |path: &str| (subject.exists)(&format!("{folder}/{path}")) == Some(true);
    let own = |path: &str| path.strip_prefix(&*folder).is_some_and(|below| below.starts_with('/'));
    let mut all = subject.index.definitions(DefinitionKind::Agent, agent);
    is_there(manifest) && is_there("agents") && all.all(|(path, _)| !own(path))
}

/// Returns an agent of a plugin in the same project, though only the plugin's own files see what its manifest names.
pub(super) fn in_project<'a>(
    subject: &CrossFileLint<'a>,
    reference: &'a Reference,
) -> Option<(&'a Arc<str>, &'a Definition)> {
    let root = project_root(subject.path);
    let is_beside = |(path, definition): &(&Arc<str>, &Definition)| {
        definition.document.called_with_plugin.is_some() && path.starts_with(root)
    };
    subject.index.definitions(reference.kind, &reference.name).find(is_beside)
}

/// Returns the name of the plugin that an agent is in, which is that of its folder, if there is a manifest. Below
/// `agents`, further folders would be part of the agent's name.
fn plugin_of<'a>(subject: &CrossFileLint<'_>, path: &'a str, definition: &Definition) -> Option<&'a str> {
    let manifest = definition.document.called_with_plugin.as_ref()?;
    let (agents, _) = path.rsplit_once('/')?;
    let folder = agents.strip_suffix("/agents")?;
    let (around, plugin) = folder.rsplit_once('/')?;
    let is_plugin = || (subject.exists)(&format!("{folder}/{manifest}")) == Some(true);
    (around.ends_with("/plugins") && is_plugin()).then_some(plugin)
}
