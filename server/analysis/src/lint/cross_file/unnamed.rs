//! Files of a skill that nothing in it names.

use super::CrossFileLint;
use super::limits::first_line;
use super::links::{folder, is_template};
use crate::code_span::code_span;
use crate::lint::{Diagnostic, Rule, RuleScope, Severity, quoted};

pub(super) static UNNAMED_SKILL_FILE: Rule = Rule {
    code: "unnamed-skill-file",
    summary: "Nothing in a skill names one of its files",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: false,
};

/// The folders that a skill has for its files (<https://agentskills.io/specification>).
const FOLDERS: &[&str] = &["scripts/", "references/", "assets/"];

/// Files that programs find without being told.
const FOUND_UNTOLD: &[&str] =
    &["readme", "license", "licence", "notice", "requirements", "package", "pyproject", "__init__"];

/// Maximum number of files that a message names.
const MOST_NAMED: usize = 3;

pub(super) fn lint_unnamed(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    if !subject.document.is_skill() || is_template(subject.path) {
        return;
    }
    let own = folder(subject.path);
    let Some(files) = (subject.files)(subject.path) else { return };
    let Some(relative) = own.strip_prefix(files.root()) else { return };
    let bundled = files.below(relative).filter(|file| !file.ignored);
    let bundled: Vec<_> =
        bundled.filter_map(|file| file.path.strip_prefix(relative)).filter(|path| is_bundled(path)).collect();
    if bundled.is_empty() {
        return;
    }
    let Some(texts) = (subject.texts)(own) else { return };
    let text = subject.document.text.to_string();
    let others = texts.iter().filter(|(path, _)| &**path != "SKILL.md");
    let texts: Vec<(&str, &str)> =
        others.map(|(path, text)| (&**path, &**text)).chain([("SKILL.md", &*text)]).collect();
    let is_named = |path: &&str| texts.iter().any(|(by, text)| by != path && names_file(text, path));
    let unnamed: Vec<_> = bundled.into_iter().filter(|path| !is_named(path)).collect();
    let Some(first) = unnamed.first() else { return };
    let clause = format!("no agent learns of {}", quoted(first));
    let named: Vec<_> = unnamed.iter().take(MOST_NAMED).map(|path| code_span(path).to_string()).collect();
    let more = match unnamed.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let advice = format!(
        "Nothing in the skill names it. Say when to use {}{more}, or remove what is of no use.",
        named.join(", ")
    );
    found.push(Diagnostic::new(&UNNAMED_SKILL_FILE, first_line(subject), clause).advice(advice));
}

/// Whether a path below a skill's folder is one of a file that an agent has to be told of.
fn is_bundled(path: &str) -> bool {
    let stem = stem(path).to_lowercase();
    let is_hidden = path.split('/').any(|name| name.starts_with('.'));
    FOLDERS.iter().any(|folder| path.starts_with(folder)) && !is_hidden && !FOUND_UNTOLD.contains(&&*stem)
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether a text names a file, or a folder around it as a whole. Programs name modules without their endings.
fn names_file(text: &str, path: &str) -> bool {
    let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..=at));
    has_word(text, stem(path)) || folders.into_iter().any(|folder| has_folder(text, folder))
}

fn is_of_name(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '-' | '_')
}

/// Whether a word stands in a text by itself.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(is_of_name) && !after.is_some_and(is_of_name)
    })
}

/// Whether a folder is named, and not only a file in it.
fn has_folder(text: &str, folder: &str) -> bool {
    text.match_indices(folder).any(|(at, _)| {
        let after = text.get(at + folder.len()..).and_then(|after| after.chars().next());
        !after.is_some_and(|char| is_of_name(char) || char == '.')
    })
}
