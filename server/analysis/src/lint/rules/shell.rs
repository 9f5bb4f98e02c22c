//! Scripts in front matter that no shell can parse.
//!
//! The parser accepts what bash accepts. Nothing is ever run.

use crate::code_span::code_span;
use crate::dialect::{Field, ValueFormat};
use crate::lint::subject::{LintContext, key_of};
use crate::lint::{Diagnostic, Rule, RuleScope, Severity};
use crate::syntax::yaml::{Entry, Node, written_at};

pub(in crate::lint) static RULES: &[&Rule] = &[&SHELL_SYNTAX];

static SHELL_SYNTAX: Rule = Rule {
    code: "shell-syntax",
    summary: "A script has a syntax error",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};

/// Maximum size of a script that is parsed, in bytes.
const LONGEST: usize = 16 * 1024;

/// Maximum number of compound commands and substitutions in a script, and of what takes less room on the stack: the
/// parser calls itself for each that is nested, and the time it takes grows with the third power of the nesting of `$(`.
const MOST_COMMANDS: usize = 40;
const MOST_EXPANSIONS: usize = 200;

/// Words that open a compound command.
const OPENING: &[&str] = &["if", "while", "until", "for", "case", "select", "function", "coproc", "time"];

/// What ends a compound command, with the word that begins one.
const ENDS: &[(&str, &str)] = &[("fi", "if"), ("done", "do"), ("esac", "case"), ("}", "{"), (")", "(")];

pub(in crate::lint) fn lint_shell(
    subject: &LintContext<'_>,
    entry: &Entry,
    field: &Field,
    found: &mut Vec<Diagnostic>,
) {
    if field.format != Some(ValueFormat::Shell) || runs_elsewhere(subject, entry) {
        return;
    }
    for node in [&entry.value].into_iter().chain(entry.value.items()) {
        found.extend(syntax_error(subject, entry, field, node));
    }
}

/// Whether the mapping of a script says that another shell, or none, runs it.
fn runs_elsewhere(subject: &LintContext<'_>, entry: &Entry) -> bool {
    let mut mappings = subject.mappings.iter().map(|mapping| &mapping.entries);
    let own = mappings.find(|entries| entries.iter().any(|known| std::ptr::eq(known.entry, entry)));
    own.into_iter().flatten().any(|known| match known.entry.name() {
        Some("args") => true,
        Some("shell") => known.entry.value.text().is_some_and(|shell| !matches!(shell, "bash" | "sh")),
        _ => false,
    })
}

fn syntax_error(subject: &LintContext<'_>, entry: &Entry, field: &Field, node: &Node) -> Option<Diagnostic> {
    let script = node.text().filter(|script| !node.broken && is_parsed(script))?;
    let error = rable::parse(script, false).err()?;
    if let Some(quote) = open_quote(script, &error) {
        let why = format!("a {} is not closed", if quote.1 == '`' { "backtick" } else { "quote" });
        return error_at(subject, entry, field, node, (quote.0, quote.0), &why);
    }
    let at = script.char_indices().nth(error.pos()).map_or(script.len(), |(at, _)| at);
    // At the end nothing stands, and the last word is marked.
    let visible = |text: &str| !text.trim().is_empty();
    let (at, ended) = if script.get(at..).is_some_and(visible) {
        (at + script.get(at..)?.len() - script.get(at..)?.trim_start().len(), false)
    } else {
        let end = script.trim_end().len();
        (script.get(..end)?.rfind(char::is_whitespace).map_or(0, |space| space + 1), true)
    };
    let word = script.get(at..)?.split(char::is_whitespace).next().unwrap_or_default();
    let last = word.char_indices().next_back().map_or(at, |(last, _)| at + last);
    let why = match missing_end(script).filter(|_| ended) {
        Some((end, open)) => format!("{} of {} is missing", code_span(end), code_span(open)),
        None => reason(&error, ended),
    };
    error_at(subject, entry, field, node, (at, last), &why)
}

/// Returns the diagnostic of an error from one character of a script to another, in bytes of its value.
fn error_at(
    subject: &LintContext<'_>,
    entry: &Entry,
    field: &Field,
    node: &Node,
    (first, last): (usize, usize),
    why: &str,
) -> Option<Diagnostic> {
    let source = subject.front.text_at(node.span.clone());
    let (start, end) = (written_at(node, source, first)?, written_at(node, source, last)?);
    let end = end + source.get(end..)?.chars().next().map_or(0, char::len_utf8);
    let clause = format!("the shell cannot run {}: {why}", code_span(key_of(entry, field)));
    let range = node.span.start + start..node.span.start + end;
    Some(Diagnostic::new(&SHELL_SYNTAX, range, clause).advice("No command after the error runs."))
}

/// Returns the quote that is not closed: the last one, since another would close it.
fn open_quote(script: &str, error: &rable::RableError) -> Option<(usize, char)> {
    let rable::RableError::MatchedPair { message, .. } = error else { return None };
    let quotes = [("double quote", '"'), ("single quote", '\''), ("backtick", '`')];
    let (_, quote) = quotes.into_iter().find(|(name, _)| message.ends_with(name))?;
    Some((script.rfind(quote)?, quote))
}

/// Whether a script is parsed: it is short, no template, and opens only so much.
fn is_parsed(script: &str) -> bool {
    let template = ["{{", "{%", "<%"].iter().any(|mark| script.contains(mark));
    let words = || script.split(|c: char| !c.is_alphanumeric()).filter(|word| OPENING.contains(word)).count();
    let (mut commands, mut expansions, mut before) = (0, 0, 0);
    for byte in script.bytes() {
        match byte {
            b'{' if before == b'$' => expansions += 1,
            b'(' | b'`' | b'{' => commands += 1,
            b'!' | b'[' => expansions += 1,
            _ => {}
        }
        before = byte;
    }
    let opened = script.len() <= LONGEST && !template && expansions <= MOST_EXPANSIONS;
    opened && commands <= MOST_COMMANDS && commands + words() <= MOST_COMMANDS
}

/// Returns the word that would complete a script, with the one that it ends.
fn missing_end(script: &str) -> Option<(&'static str, &'static str)> {
    ENDS.iter().copied().find(|(end, _)| rable::parse(&format!("{script}\n{end}\n"), false).is_ok())
}

fn reason(error: &rable::RableError, ended: bool) -> String {
    match error {
        rable::RableError::MatchedPair { message, .. } => {
            let what = message.strip_prefix("unterminated ").unwrap_or("pair");
            format!("a {what} is not closed")
        }
        rable::RableError::Parse { .. } if ended => "it ends too early".to_owned(),
        rable::RableError::Parse { .. } => "syntax error".to_owned(),
    }
}
