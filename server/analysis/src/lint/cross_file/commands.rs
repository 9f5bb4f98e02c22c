//! Shell commands of a body that run when it is loaded: those that were not meant to, those that do not, and those that
//! stop the file itself.

use std::ops::Range;

use super::CrossFileLint;
use super::placeholders::MOST_REPORTED;
use crate::code_span::code_span;
use crate::dialect::{ShellForm, ShellStops};
use crate::document::Document;
use crate::lint::{Diagnostic, Fix, Rule, RuleScope, Severity, quoted};
use crate::substitutions::{ShellUse, SubstitutionForm};
use crate::syntax::yaml::Value;

pub(super) static DOCUMENTED_COMMAND: Rule = Rule {
    code: "documented-command",
    summary: "A command that is only shown runs when the file is loaded",
    severity: Severity::Warning,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) static GLUED_COMMAND: Rule = Rule {
    code: "glued-command",
    summary: "A command behind a word does not run when the file is loaded",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) static STOPPING_COMMAND: Rule = Rule {
    code: "stopping-command",
    summary: "A command that runs at load may stop the file from being loaded",
    severity: Severity::Warning,
    scope: RuleScope::CrossFile,
    enabled: true,
};

/// Words of a shell that are no programs: what runs between them is not clear at a look.
const KEYWORDS: &[&str] = &[
    "if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "select",
    "function", "time", "set", "export", "local", "return", "exit", "source", ".", "[[",
];

pub(super) fn lint_commands(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let Some(kind) = subject.counting() else { return };
    let Some(shell) = &kind.load_shell else { return };
    let document = subject.document;
    let stops = shell.stops.as_ref().map(|stops| (stops, allowed(document, stops)));
    let most = found.len() + MOST_REPORTED;
    for (range, substitution) in document.substitutions() {
        if found.len() >= most {
            break;
        }
        let SubstitutionForm::Shell(used) = substitution.form else { continue };
        let written = document.text.slice(range.clone());
        let inside = used.commands_in(&written);
        let Some(command) = written.get(inside.clone()) else { continue };
        found.extend(match used {
            // Where they run wherever they stand, there is no way to show one.
            ShellUse::Documented if shell.anywhere => None,
            ShellUse::Documented => used.runs_in(shell).then(|| documented(&kind.tool, range, command)),
            ShellUse::Glued if shell.anywhere || !shell.forms.contains(&ShellForm::Backticks) => None,
            ShellUse::Glued => Some(
                Diagnostic::new(
                    &GLUED_COMMAND,
                    range,
                    format!("{} does not run behind a word", quoted(command)),
                )
                .advice("Put a space before the exclamation mark if it is to run."),
            ),
            ShellUse::Runs | ShellUse::Fence | ShellUse::Braces => {
                stops.as_ref().filter(|_| used.runs_in(shell)).and_then(|(stops, allowed)| {
                    let at = range.start + inside.start;
                    let command = LoadCommand { text: command, at, whole: range };
                    stopping(&kind.tool, stops, &command, allowed.as_deref())
                })
            }
        });
    }
}

fn documented(tool: &str, range: Range<usize>, command: &str) -> Diagnostic {
    let escaped = code_span(format!("\\!`{command}`"));
    let fix = Fix::new(format!("Write {escaped}")).insert(range.start, "\\").preferred().safe_if(true);
    let clause = format!("{tool} runs {} when it loads this file", quoted(command));
    let advice =
        format!("Code blocks and code spans do not keep it from that. Write {escaped} to show it only.");
    Diagnostic::new(&DOCUMENTED_COMMAND, range, clause).advice(advice).with_fixes([fix])
}

/// A command that runs, of one line or several.
struct LoadCommand<'a> {
    text: &'a str,
    /// Its offset.
    at: usize,
    /// Its bytes with the signs around it.
    whole: Range<usize>,
}

impl LoadCommand<'_> {
    /// Returns the programs of each line that is not blank, with its bytes; `None` if a simple look does not tell.
    fn programs(&self) -> Option<Vec<(Range<usize>, Vec<&str>)>> {
        let mut lines = Vec::new();
        let mut start = self.at;
        for line in self.text.split_inclusive('\n') {
            let from = start + line.len() - line.trim_start().len();
            start += line.len();
            let line = line.trim();
            if !line.is_empty() {
                lines.push((from..from + line.len(), programs(line)?));
            }
        }
        Some(lines)
    }

    /// Returns the bytes to mark for one of its lines.
    fn marked(&self, line: &Range<usize>) -> Range<usize> {
        if self.text.contains('\n') { line.clone() } else { self.whole.clone() }
    }
}

/// Returns the diagnostic of a command that is not permitted, or that ends with an error where nothing is wrong.
fn stopping(
    tool: &str,
    stops: &ShellStops,
    command: &LoadCommand<'_>,
    allowed: Option<&[String]>,
) -> Option<Diagnostic> {
    let lines = command.programs()?;
    let refused = allowed.and_then(|allowed| {
        lines.iter().find_map(|(line, programs)| {
            Some((line, programs.iter().find(|program| !is_allowed(program, stops, allowed))?))
        })
    });
    if let Some((line, program)) = refused {
        let key = code_span(&stops.allowed_by);
        let clause = format!("{tool} stops loading this file: {key} lacks {}", quoted(program));
        let pattern = code_span(format!("{}({program}:*)", stops.tool));
        let advice = format!("Add {pattern} to {key}, unless your settings allow the command.");
        return Some(Diagnostic::new(&STOPPING_COMMAND, command.marked(line), clause).advice(advice));
    }
    let (line, programs) = lines.last()?;
    let last = programs.last().filter(|program| stops.failing.iter().any(|known| known == *program))?;
    let clause = format!("{tool} stops loading this file if {} finds nothing", quoted(last));
    let advice = "It ends with an error then. Write ` || true` behind the command.";
    let fix = Fix::new("Add ` || true`").insert(line.end, " || true").preferred();
    let diagnostic = Diagnostic::new(&STOPPING_COMMAND, command.marked(line), clause);
    Some(diagnostic.advice(advice).with_fixes([fix]))
}

/// Returns the programs of a line of a command, in the order in which they run; `None` if a simple look does not tell,
/// or if its errors are taken care of.
fn programs(command: &str) -> Option<Vec<&str>> {
    if command.contains("||") || command.contains(['(', '{', '$', '"', '\'', '\\', '<', '`', '#']) {
        return None;
    }
    let parts = command.split("&&").flat_map(|part| part.split(['|', ';']));
    let programs: Option<Vec<_>> = parts.filter(|part| !part.trim().is_empty()).map(program_of).collect();
    programs.filter(|programs| !programs.iter().any(|program| KEYWORDS.contains(program)))
}

/// Returns the first word of a command, if it can be the name of a program.
fn program_of(part: &str) -> Option<&str> {
    let word = part.split_whitespace().next()?;
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'[' | b'.');
    word.bytes().all(is_part).then_some(word)
}

/// Whether a program may run: it is taken to need no permission, or a pattern names it.
fn is_allowed(program: &str, stops: &ShellStops, allowed: &[String]) -> bool {
    let names = |pattern: &String| {
        let word = pattern.split([' ', ':']).next().unwrap_or_default();
        word == program || word.contains('*') || word.is_empty()
    };
    stops.unasked.iter().chain(&stops.failing).any(|known| known == program) || allowed.iter().any(names)
}

/// Returns the patterns of commands that the front matter allows; an empty one for all commands, `None` if the key is
/// missing.
fn allowed(document: &Document, stops: &ShellStops) -> Option<Vec<String>> {
    let root = document.front_matter()?.yaml.root.as_ref()?;
    let node = &root.entry(&stops.allowed_by)?.value;
    let text = match &node.value {
        Value::Sequence(items) => items.iter().filter_map(|item| item.text()).collect::<Vec<_>>().join(", "),
        _ => node.text()?.to_owned(),
    };
    let pattern = |rest: &str| match rest.strip_prefix('(') {
        Some(inside) => inside.split(')').next().unwrap_or_default().trim().to_owned(),
        None => String::new(),
    };
    Some(text.split(&*stops.tool).skip(1).map(pattern).collect())
}
