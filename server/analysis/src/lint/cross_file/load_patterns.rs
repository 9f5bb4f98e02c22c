//! Rules and skills that are loaded with certain files, of which the project has none.

use super::CrossFileLint;
use super::links::is_template;
use super::place::is_put_away;
use crate::code_span::code_span;
use crate::index::project_root;
use crate::lint::{Diagnostic, LONGEST_CLAUSE, Rule, RuleScope, Severity, noun};
use crate::matching::{FilePattern, LoadPatterns};

pub(super) static RULE_MATCHES_NOTHING: Rule = Rule {
    code: "rule-matches-nothing",
    summary: "No file of the project matches the patterns of a rule",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: true,
};

/// Maximum number of patterns that a message names.
const MOST_NAMED: usize = 3;

/// Folders of files that are installed elsewhere.
const FOR_OTHERS: &[&str] = &["plugins", "marketplaces"];

pub(super) fn lint_patterns(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let Some(kind) = subject.counting() else { return };
    let Some(load) = LoadPatterns::from_document(subject.document, kind) else { return };
    if load.undone_by.is_some() || load.selecting().next().is_none() || !is_in_use(subject) {
        return;
    }
    let Some(files) = (subject.files)(subject.path) else { return };
    let folder = |path: &str| path.strip_prefix(files.root()).is_some_and(is_for_project);
    let project = project_root(subject.path);
    // A project in an ignored folder is not listed.
    let is_listed =
        project.strip_prefix(files.root()).is_some_and(|project| files.below(project).next().is_some());
    let is_known = files.is_whole() && files.has_sources() && is_listed && folder(subject.path);
    if !is_known || !load.match_nothing(&files, project) {
        return;
    }
    let who = load.facts.by.as_deref().unwrap_or(&kind.tool);
    let patterns: Vec<_> = load.selecting().collect();
    let clause = format!("{who} never loads this {} by itself: no file matches", noun(kind));
    let clause = with_pattern(clause, &patterns);
    let range = load.entry.value_range().clone();
    let advice = advice(&patterns);
    found.push(Diagnostic::new(&RULE_MATCHES_NOTHING, range, clause).advice(advice));
}

/// Names the pattern, if it is the only one and short.
fn with_pattern(clause: String, patterns: &[&FilePattern]) -> String {
    let [pattern] = patterns else { return clause };
    let longer = format!("{clause} {}", code_span(pattern.as_str()));
    if longer.chars().count() < LONGEST_CLAUSE { longer } else { clause }
}

fn advice(patterns: &[&FilePattern]) -> String {
    let named: Vec<_> =
        patterns.iter().take(MOST_NAMED).map(|pattern| code_span(pattern.as_str()).to_string()).collect();
    let more = patterns.len().saturating_sub(named.len());
    let more = if more == 0 { String::new() } else { format!(" or {more} more") };
    format!(
        "The project has no file that matches {}{more}. Files that `.gitignore` excludes were not looked at. Correct the \
         pattern, or remove what is of no use any more.",
        named.join(", ")
    )
}

/// Whether a document is of a project, and not of a user, of a plugin, or a template.
fn is_in_use(subject: &CrossFileLint<'_>) -> bool {
    let path = subject.path;
    subject.index.is_of_project(path) && !is_template(path) && subject.document.location.is_found()
}

/// Whether a path below a project leads to a file that is for this project.
fn is_for_project(path: &str) -> bool {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders).split('/');
    // The folders of a tool are the author's own.
    let mut around = folders.clone().take_while(|name| !name.starts_with('.'));
    !around.any(is_put_away)
        && !folders.clone().any(|name| FOR_OTHERS.contains(&name) || name.starts_with("example"))
}
