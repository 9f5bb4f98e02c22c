//! Cross-file rules: duplicate names, and references and links without a target.
//!
//! The cost depends on what the document itself names and links to, not on the size of the index.

mod budget;
mod bundled;
mod commands;
mod hook_scripts;
mod import_chains;
mod imports;
mod length;
mod limits;
mod links;
mod load_patterns;
mod names;
mod place;
mod placeholders;
mod plugin_files;
mod plugins;
mod references;
mod servers;
mod slips;
mod unnamed;
mod unused;

use std::ops::Range;
use std::sync::Arc;

pub(crate) use placeholders::{argument_names, argument_place};
pub(crate) use references::{UNKNOWN_REFERENCE, is_sure};

use super::{Diagnostic, Policy, Rule};
use crate::dialect::FileKind;
use crate::document::Document;
use crate::index::{AgentIndex, ImportedPaths};
use crate::matching::{FileList, FileTexts};
use crate::references::Span;
use crate::summary::Definition;
use crate::verdicts::Targets;

/// The cross-file rules.
pub(super) static RULES: &[&Rule] = &[
    &names::DUPLICATE_NAME,
    &names::SHADOWED_NAME,
    &names::HIDES_BUILT_IN,
    &references::UNKNOWN_REFERENCE,
    &references::REFERENCE_BY_FILE,
    &links::BROKEN_LINK,
    &links::BROKEN_ANCHOR,
    &imports::BROKEN_IMPORT,
    &import_chains::IMPORT_CYCLE,
    &import_chains::DEEP_IMPORT,
    &bundled::MISSING_SKILL_FILE,
    &plugin_files::MISSING_PLUGIN_FILE,
    &plugin_files::LEAVES_PLUGIN,
    &unnamed::UNNAMED_SKILL_FILE,
    &length::LONG_SKILL,
    &limits::TOO_LARGE,
    &limits::TOO_DEEP,
    &budget::DESCRIPTION_BUDGET,
    &unused::UNUSED_AGENT,
    &load_patterns::RULE_MATCHES_NOTHING,
    &place::WRONG_PLACE,
    &servers::UNKNOWN_SERVER,
    &placeholders::ARGUMENT_IN_CODE,
    &placeholders::UNKNOWN_PLACEHOLDER,
    &hook_scripts::MISSING_SCRIPT,
    &hook_scripts::LOCKED_SCRIPT,
    &commands::DOCUMENTED_COMMAND,
    &commands::GLUED_COMMAND,
    &commands::STOPPING_COMMAND,
    &slips::UNCLOSED_FENCE,
];

/// Whether every word of a document's body counts for its diagnostics.
pub fn reads_whole_body(document: &Document, policy: &Policy) -> bool {
    document.is_skill() && policy.wants(&unnamed::UNNAMED_SKILL_FILE)
}

/// Input of the cross-file rules: a document and its context.
struct CrossFileLint<'a> {
    document: &'a Document,
    path: &'a str,
    kind: &'a FileKind,
    index: &'a AgentIndex,
    targets: &'a Targets,
    servers: Option<&'a [String]>,
    exists: &'a dyn Fn(&str) -> Option<bool>,
    executable: &'a dyn Fn(&str) -> Option<bool>,
    files: FilesAround<'a>,
    texts: TextsBelow<'a>,
    imports: &'a dyn Fn(&str) -> Option<ImportedPaths>,
}

/// Returns the files of the project around a document, if they are known.
type FilesAround<'a> = &'a dyn Fn(&str) -> Option<Arc<FileList>>;

/// Returns the texts of the files below a folder, if they are known.
type TextsBelow<'a> = &'a dyn Fn(&str) -> Option<FileTexts>;

impl<'a> CrossFileLint<'a> {
    /// Returns the definition of the document with the range of its name, which is empty where the path gives it.
    fn definition(&self) -> Option<(&'a Definition, Range<usize>)> {
        let definition = self.document.front_summary().definition.as_ref()?;
        Some((definition, definition.span.map_or(0..0, Span::range)))
    }

    /// Returns the file kind of the path, if its tool is a target.
    fn counting(&self) -> Option<&'a FileKind> {
        let base = self.document.dialects.base(self.kind);
        self.targets.includes_kind(base).then_some(base)
    }

    /// Whether a file or folder exists; `None` if that is not known.
    fn is_there(&self, path: &str) -> Option<bool> {
        if self.index.get(path).is_some() { Some(true) } else { (self.exists)(path) }
    }

    /// Formats a path for display.
    fn shown(&self, path: &str) -> String {
        self.index.said(path, self.path)
    }
}

/// What cross-file rules look at besides the document.
pub struct CrossFileContext<'a> {
    /// The index; it contains the document.
    pub index: &'a AgentIndex,
    /// How documents are checked.
    pub policy: &'a Policy,
    /// Whether a file or folder exists at an absolute path with `/` as separator. `None` if unknown; then nothing is
    /// reported.
    pub exists: &'a dyn Fn(&str) -> Option<bool>,
    /// Whether a file may be run. `None` if unknown, as where the system does not know that of files.
    pub executable: &'a dyn Fn(&str) -> Option<bool>,
    /// Returns the files of the project around a document, by its absolute path. `None` if they are not known; then
    /// nothing is reported.
    pub files: &'a dyn Fn(&str) -> Option<Arc<FileList>>,
    /// Returns the texts of the files below a folder of such a project, which is absolute with its last `/`. `None` if
    /// they are not known.
    pub texts: &'a dyn Fn(&str) -> Option<FileTexts>,
    /// The absolute paths that a file imports which is not in the index. `None` if unknown; then it counts as if it
    /// imported nothing.
    pub imports: &'a dyn Fn(&str) -> Option<ImportedPaths>,
}

impl<'a> CrossFileContext<'a> {
    /// Creates a context in which nothing is known but the index.
    pub fn of_index(index: &'a AgentIndex, policy: &'a Policy) -> Self {
        Self {
            index,
            policy,
            exists: &|_| None,
            executable: &|_| None,
            files: &|_| None,
            texts: &|_| None,
            imports: &|_| None,
        }
    }
}

/// Returns the cross-file diagnostics of a document, in text order.
pub fn diagnostics(document: &Document, context: &CrossFileContext<'_>) -> Vec<Diagnostic> {
    let mut found = of_front(document, context);
    found.extend(of_body(document, context));
    found
}

/// Returns the cross-file diagnostics of the front matter and the path, in text order.
pub fn of_front(document: &Document, context: &CrossFileContext<'_>) -> Vec<Diagnostic> {
    let checks: &[CrossFileCheck] = &[
        names::lint_names,
        references::in_front,
        budget::lint_budget,
        servers::lint_servers,
        hook_scripts::lint_scripts,
    ];
    // References to an agent and the files of a project are looked up only if the rule is enabled.
    let costly: [(_, CrossFileCheck); 2] = [
        (&load_patterns::RULE_MATCHES_NOTHING, load_patterns::lint_patterns),
        (&unused::UNUSED_AGENT, unused::lint_unused),
    ];
    let wanted = costly.iter().filter(|(rule, _)| context.policy.wants(rule)).map(|(_, check)| *check);
    let checks: Vec<_> = checks.iter().copied().chain(wanted).collect();
    let mut found = run_checks(document, context, &checks);
    found.extend(finish(document, context, place::lint_place(document, context).into_iter().collect()));
    found
}

/// Returns the cross-file diagnostics of the body, in text order.
pub fn of_body(document: &Document, context: &CrossFileContext<'_>) -> Vec<Diagnostic> {
    let checks: &[CrossFileCheck] = &[
        references::in_body,
        links::lint_links,
        imports::lint_imports,
        import_chains::lint_chains,
        bundled::lint_bundled,
        plugin_files::lint_plugin_files,
        length::lint_length,
        limits::lint_limits,
        placeholders::lint_placeholders,
        commands::lint_commands,
        slips::lint_slips,
        unnamed::lint_unnamed,
    ];
    // The files of a skill are read only if the rule is enabled.
    let unwanted = usize::from(!context.policy.wants(&unnamed::UNNAMED_SKILL_FILE));
    run_checks(document, context, checks.get(..checks.len() - unwanted).unwrap_or_default())
}

/// Returns the diagnostics of references, links, imports and files of skills that lead nowhere, in text order.
pub fn dead_ends(document: &Document, context: &CrossFileContext<'_>) -> Vec<Diagnostic> {
    let checks: &[CrossFileCheck] = &[
        references::in_front,
        references::in_body,
        links::lint_links,
        imports::lint_imports,
        bundled::lint_bundled,
        plugin_files::lint_plugin_files,
    ];
    let mut found = run_checks(document, context, checks);
    // The file of such a link is there.
    found.retain(|diagnostic| diagnostic.rule.code != links::BROKEN_ANCHOR.code);
    found
}

type CrossFileCheck = fn(&CrossFileLint<'_>, &mut Vec<Diagnostic>);

fn run_checks(
    document: &Document,
    context: &CrossFileContext<'_>,
    checks: &[CrossFileCheck],
) -> Vec<Diagnostic> {
    let CrossFileContext { index, policy, exists, executable, files, texts, imports } = *context;
    let mut found = Vec::new();
    let (Some(detection), Some(path)) = (&document.detection, document.path.as_deref()) else {
        return found;
    };
    let (kind, targets, servers) = (&detection.document, &policy.targets, policy.servers.as_deref());
    let subject = CrossFileLint {
        document,
        path,
        kind,
        index,
        targets,
        servers,
        exists,
        executable,
        files,
        texts,
        imports,
    };
    checks.iter().for_each(|check| check(&subject, &mut found));
    finish(document, context, found)
}

/// Returns the diagnostics of enabled rules, in text order.
fn finish(
    document: &Document,
    context: &CrossFileContext<'_>,
    mut found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    super::suppressions::apply(document, &mut found);
    context.policy.apply(&mut found);
    found.sort_by_key(|diagnostic| (diagnostic.range.start, diagnostic.severity));
    found
}

#[cfg(test)]
mod tests;
