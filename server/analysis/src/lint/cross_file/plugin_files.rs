//! Files of a plugin that are named by its folder and are not there, and links that lead out of that folder.

use std::ops::Range;

use super::CrossFileLint;
use super::links::{folder, folders_around, is_file, is_template, joined};
use crate::code_span::code_span;
use crate::dialect::FileKind;
use crate::links::LinkForm;
use crate::lint::{Diagnostic, Rule, RuleScope, Severity, quoted};
use crate::substitutions::SubstitutionForm;

pub(super) static MISSING_PLUGIN_FILE: Rule = Rule {
    code: "missing-plugin-file",
    summary: "A path below the plugin's folder leads to no file",
    severity: Severity::Warning,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) static LEAVES_PLUGIN: Rule = Rule {
    code: "leaves-plugin",
    summary: "A link leads out of the plugin's folder, which is all that is installed",
    severity: Severity::Warning,
    scope: RuleScope::CrossFile,
    enabled: true,
};

/// Maximum length of a path that is looked at, in bytes.
const LONGEST: usize = 256;

pub(super) fn lint_plugin_files(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let Some(kind) = subject.counting().filter(|_| !is_template(subject.path)) else { return };
    let Some(manifest) = manifest_of(kind) else { return };
    let variable = kind.placeholders.as_ref().and_then(|placeholders| placeholders.plugin.as_ref());
    let mut root = None;
    // Most files have nothing that leads to the plugin's folder.
    let mut plugin = || root.get_or_insert_with(|| plugin_around(subject, manifest)).clone();
    for (range, path) in variable.into_iter().flat_map(|plugin| named_paths(subject, &plugin.value)) {
        let Some(plugin) = plugin() else { return };
        found.extend(missing_file(subject, &plugin, range, &path));
    }
    for (range, link) in subject.document.sections().links() {
        if matches!(link.form, LinkForm::Text | LinkForm::Image)
            && link.path.contains("..")
            && is_file(&link.path)
        {
            let Some(plugin) = plugin() else { return };
            let target = joined(folder(subject.path), &link.path);
            // What is not there is said of any link.
            let leaves =
                |target: &String| !target.starts_with(&plugin) && subject.is_there(target) == Some(true);
            if let Some(target) = target.filter(leaves) {
                let advice = format!(
                    "{} lies outside of {}. Copy the file into the plugin, or link it there.",
                    code_span(subject.shown(&target)),
                    code_span(subject.shown(&plugin))
                );
                let clause = format!("{} installs the plugin's folder without this file", kind.tool);
                found.push(Diagnostic::new(&LEAVES_PLUGIN, range, clause).advice(advice));
            }
        }
    }
}

/// Returns the manifest of plugins with files of a kind, relative to the plugin's folder.
fn manifest_of(kind: &FileKind) -> Option<&str> {
    let plugin = kind.placeholders.as_ref().and_then(|placeholders| placeholders.plugin.as_ref());
    plugin.map(|plugin| &*plugin.manifest).or(kind.called_with_plugin.as_deref())
}

/// Returns the nearest folder around a file that has the manifest of a plugin, with a trailing `/`; `None` if there is
/// none, or it is not known.
fn plugin_around(subject: &CrossFileLint<'_>, manifest: &str) -> Option<String> {
    let mut known =
        folders_around(subject.path).map(|folder| (folder, (subject.exists)(&format!("{folder}{manifest}"))));
    let (folder, there) = known.find(|(_, there)| *there != Some(false))?;
    there.map(|_| folder.to_owned())
}

/// Returns the paths below a placeholder for the plugin's folder.
fn named_paths(subject: &CrossFileLint<'_>, placeholder: &str) -> Vec<(Range<usize>, String)> {
    let text = &subject.document.text;
    let substitutions = subject.document.sections().substitutions();
    let variables = substitutions
        .filter(|(range, it)| it.form == SubstitutionForm::Variable && range.len() == placeholder.len());
    let named = variables.filter(|(range, _)| text.slice(range.clone()) == placeholder);
    let path = |(range, _): (Range<usize>, _)| {
        let rest =
            text.slice(range.end..text.line_range(text.line_at(range.end)).end.min(range.end + LONGEST));
        let rest = rest.strip_prefix('/')?;
        let is_part = |char: char| char.is_ascii_alphanumeric() || "._-/".contains(char);
        let path = rest.get(..rest.find(|char| !is_part(char)).unwrap_or(rest.len()))?;
        // A sign behind it shows a pattern, or another variable.
        let whole = !rest.get(path.len()..)?.starts_with(['$', '*', '{', '<', '[', '\\']);
        let path = path.trim_end_matches(['.', '/']);
        let start = range.end + 1;
        (whole && !path.is_empty()).then(|| (start..start + path.len(), path.to_owned()))
    };
    named.filter_map(path).collect()
}

fn missing_file(
    subject: &CrossFileLint<'_>,
    plugin: &str,
    range: Range<usize>,
    path: &str,
) -> Option<Diagnostic> {
    let first = path.split('/').next().filter(|first| first.len() < path.len())?;
    let target = joined(plugin, path).filter(|_| is_file(path))?;
    // Without the folder, it may be one that comes with a build.
    if subject.is_there(&target) != Some(false) || (subject.exists)(&format!("{plugin}{first}")) != Some(true)
    {
        return None;
    }
    let advice = format!(
        "There is no {}. Add the file, or name the one that is meant.",
        code_span(subject.shown(&target))
    );
    let clause = format!("the plugin has no file {}", quoted(path));
    Some(Diagnostic::new(&MISSING_PLUGIN_FILE, range, clause).advice(advice))
}
