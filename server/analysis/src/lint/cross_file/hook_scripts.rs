//! Scripts that a hook runs and that are not there, or may not be run.

use super::CrossFileLint;
use super::links::{folder, is_file, joined};
use crate::code_span::code_span;
use crate::dialect::{Field, ValueFormat};
use crate::index::project_root;
use crate::lint::subject::LintContext as Front;
use crate::lint::{Diagnostic, Rule, RuleScope, Severity};
use crate::syntax::yaml::{Entry, written_at};

pub(super) static MISSING_SCRIPT: Rule = Rule {
    code: "missing-script",
    summary: "A hook runs a script that is not there",
    severity: Severity::Warning,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) static LOCKED_SCRIPT: Rule = Rule {
    code: "locked-script",
    summary: "A hook runs a script that may not be run",
    severity: Severity::Warning,
    scope: RuleScope::CrossFile,
    enabled: true,
};

/// Programs that run the script that is their first argument.
const INTERPRETERS: &[&str] =
    &["bash", "sh", "zsh", "node", "python", "python3", "ruby", "perl", "bun", "deno"];

/// Extensions of scripts.
const SCRIPTS: &[&str] = &["sh", "bash", "zsh", "py", "js", "mjs", "cjs", "ts", "rb", "pl"];

pub(super) fn lint_scripts(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    // Files in the home folder are used in every project.
    let Some(kind) = subject.counting().filter(|_| !subject.index.is_users(subject.path)) else { return };
    // Only paths are reported, and most front matters hold none.
    if !subject.document.front_matter().is_some_and(|front| front.source.contains('/')) {
        return;
    }
    let Some(front) = Front::of_kind(subject.document, kind) else { return };
    for (entry, field) in front.known() {
        if field.format == Some(ValueFormat::Shell) && !field.project_variables.is_empty() {
            found.extend(lint_script(subject, &front, entry, field));
        }
    }
}

fn lint_script(
    subject: &CrossFileLint<'_>,
    front: &Front<'_>,
    entry: &Entry,
    field: &Field,
) -> Option<Diagnostic> {
    let command = entry.value.text()?;
    let (at, word) = script_word(command)?;
    let (path, anchored) = project_path(word, field)?;
    let ending = path.rsplit('/').next()?.rsplit_once('.')?.1;
    if !path.contains('/') || path.starts_with(['/', '~']) || !SCRIPTS.contains(&ending) || !is_file(&path) {
        return None;
    }
    let wanted = joined(project_root(subject.path), &path)?;
    // Without a variable, the path is relative to where the tool was started, which may be the file's folder.
    let own = joined(folder(subject.path), &path).filter(|_| !anchored);
    let mut places = [Some(&wanted), own.as_ref()].into_iter().flatten();
    let there: Vec<_> = places.clone().filter(|path| (subject.exists)(path) != Some(false)).collect();
    // With an interpreter in front, the script is only read.
    let direct = command.get(..at)?.trim().is_empty();
    let may_run = |path: &&String| (subject.executable)(path) != Some(false);
    if !there.is_empty() && (!direct || there.iter().any(may_run)) {
        return None;
    }
    let shown = code_span(subject.shown(there.first().copied().or_else(|| places.next())?)).to_string();
    let source = front.front.text_at(entry.value.span.clone());
    let last = word.char_indices().next_back().map_or(at, |(last, _)| at + last);
    let (start, end) = (written_at(&entry.value, source, at)?, written_at(&entry.value, source, last)?);
    let end = end + source.get(end..)?.chars().next().map_or(0, char::len_utf8);
    let range = entry.value.span.start + start..entry.value.span.start + end;
    Some(match there.is_empty() {
        true => Diagnostic::new(&MISSING_SCRIPT, range, "the hook fails each time: its script is not there")
            .advice(format!("{shown} does not exist.")),
        false => {
            Diagnostic::new(&LOCKED_SCRIPT, range, "the hook fails each time: its script may not be run")
                .advice(format!(
                    "Run `chmod +x` on {shown}, or name the program that runs it, such as `bash`."
                ))
        }
    })
}

/// Returns the first word of a command line, or the second after an interpreter, with its offset.
fn script_word(command: &str) -> Option<(usize, &str)> {
    let first = word_at(command, 0)?;
    let second = || word_at(command, first.0 + first.1.len());
    if INTERPRETERS.contains(&first.1) { second() } else { Some(first) }
}

/// Returns the word at or after an offset, up to white space outside quotes or what ends a command.
fn word_at(command: &str, from: usize) -> Option<(usize, &str)> {
    let rest = command.get(from..)?;
    let start = from + rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let mut quote = None;
    let ends = |c: char| match quote {
        Some(open) => {
            quote = Some(open).filter(|open| *open != c);
            false
        }
        None => {
            quote = Some(c).filter(|c| matches!(c, '"' | '\''));
            c.is_whitespace() || matches!(c, ';' | '&' | '|' | '<' | '>' | '(' | ')')
        }
    };
    let rest = command.get(start..)?;
    let word = rest.get(..rest.find(ends).unwrap_or(rest.len())).filter(|word| !word.is_empty())?;
    Some((start, word))
}

/// Returns the path that a word names, relative to the project, and whether it starts with a variable for its folder;
/// `None` if the word holds anything else that the shell replaces.
fn project_path(word: &str, field: &Field) -> Option<(String, bool)> {
    let plain = word.replace(['"', '\''], "");
    let variable = |name: &String| {
        let rest = plain
            .strip_prefix(&format!("${{{name}}}"))
            .or_else(|| plain.strip_prefix(&format!("${name}")))?;
        rest.strip_prefix('/')
    };
    let anchored = field.project_variables.iter().find_map(variable);
    // A variable in single quotes is a word as any other.
    let path =
        anchored.filter(|_| !word.contains('\'')).or_else(|| (!plain.contains('$')).then_some(&*plain))?;
    let replaced = path.contains(['$', '`', '\\', '*', '?', '[', '{', '=', ' ']);
    (!replaced).then(|| (path.to_owned(), anchored.is_some()))
}
