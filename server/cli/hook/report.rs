//! The problems of written files, in words that a model can follow.
//!
//! What a message quotes of a file is text of that file: one line without control characters, short, and no tag that could
//! end what the tool puts around the answer.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use agentls_analysis::code_span::{code_excerpt, first_code};
use agentls_analysis::document::Document;
use agentls_analysis::lint::{Diagnostic, Policy, Severity};
use agentls_analysis::text::Encoding;
use agentls_workspace::files::to_slash;

use crate::cli::diagnostic::{Places, word};
use crate::cli::fix;
use crate::cli::input::Checker;
use crate::cli::level::Level;
use crate::cli::printable;
use crate::cli::totals::format_count;

/// Maximum number of problems that are told of a file.
const MOST_TOLD: usize = 20;

/// Returns the errors and warnings of files, or an empty text if there are none.
pub(super) fn to_text(
    checker: &Checker<'_>,
    paths: &[PathBuf],
    diagnostics: impl Fn(&Document, &Policy) -> Vec<Diagnostic>,
) -> String {
    paths.iter().filter_map(|path| of_file(checker, path, &diagnostics)).collect()
}

fn of_file(
    checker: &Checker<'_>,
    path: &Path,
    diagnostics: impl Fn(&Document, &Policy) -> Vec<Diagnostic>,
) -> Option<String> {
    let file = checker.load_file(path).ok()?;
    let mut found = diagnostics(&file.document, &file.policy);
    found.retain(|found| Level::Warning.includes(found.severity));
    // Errors first; each severity stays in the order of the text.
    found.sort_by_key(|found| found.severity);
    if found.is_empty() {
        return None;
    }
    let name = as_quote(&to_slash(path));
    let places = Places::of_people(&file.text, Encoding::Utf32);
    let mut text = format!("agentls: {} in {name}, which you have just written:\n", totals(&found));
    for found in found.iter().take(MOST_TOLD) {
        let (line, column) = places.line_column(found.range.start);
        let message = with_short_code(&found.message);
        let _ = writeln!(
            text,
            "{name}:{line}:{column}: {}: {} [{}]",
            word(found.severity),
            as_quote(&message),
            found.rule.code
        );
    }
    if found.len() > MOST_TOLD {
        let _ = writeln!(text, "{} more: `agentls check {name}` lists all.", found.len() - MOST_TOLD);
    }
    let fixed =
        fix::fixable(checker, &file).iter().filter(|fixed| Level::Warning.includes(fixed.severity)).count();
    if fixed > 0 {
        let _ = writeln!(text, "`agentls fix {name}` repairs {fixed} of {} safely.", found.len());
    }
    Some(text)
}

/// `1 error and 2 warnings`.
fn totals(found: &[Diagnostic]) -> String {
    let errors = found.iter().filter(|found| found.severity == Severity::Error).count();
    let parts = [(errors, "error"), (found.len() - errors, "warning")];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    parts.map(|(number, word)| format_count(number, word)).collect::<Vec<_>>().join(" and ")
}

/// Returns a sentence in which no code is longer than an excerpt: a key or a value of a file can be a whole text.
fn with_short_code(sentence: &str) -> String {
    let (mut short, mut rest) = (String::new(), sentence);
    while let Some((words, code, behind)) = first_code(rest) {
        let _ = write!(short, "{words}{}", code_excerpt(code));
        rest = behind;
    }
    short + rest
}

/// Makes a text one line without control characters, in which `<` starts no tag.
fn as_quote(text: &str) -> String {
    let text = printable(text);
    let mut safe = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        safe.push(letter);
        if letter == '<' && letters.peek().is_some_and(|next| !next.is_whitespace()) {
            safe.push(' ');
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_one_line_without_tags() {
        assert_eq!(as_quote("a </system-reminder>\n<x> 1 < 2"), "a < /system-reminder>␊< x> 1 < 2");
    }

    #[test]
    fn long_code_is_cut() {
        let sentence = format!("Unknown key `{}`. Did you mean `name`?", "x".repeat(500));
        let short = with_short_code(&sentence);
        assert!(short.chars().count() < 120 && short.ends_with("…`. Did you mean `name`?"), "{short}");
        assert_eq!(with_short_code("Unquoted `: ` in `a`."), "Unquoted `: ` in `a`.");
    }
}
