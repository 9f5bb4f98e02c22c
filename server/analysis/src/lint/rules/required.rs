//! Required keys that are missing or empty.

use std::ops::Range;

use crate::code_span::code_span;
use crate::dialect::Field;
use crate::lint::fix::Fix;
use crate::lint::fixes::lines::{file_name, own_line, remove, whole_lines};
use crate::lint::subject::{LintContext, key_of};
use crate::lint::{Diagnostic, Rule, RuleScope, Severity};
use crate::syntax::frontmatter::{FrontMatter, Problem};
use crate::syntax::yaml::Value;

pub(in crate::lint) static RULES: &[&Rule] = &[&MISSING_FIELD, &EMPTY_FIELD];

pub(in crate::lint) static MISSING_FIELD: Rule = Rule {
    code: "missing-field",
    summary: "A key that the tool needs is missing",
    severity: Severity::Error,
    scope: RuleScope::Document,
    enabled: true,
};
pub(in crate::lint) static EMPTY_FIELD: Rule = Rule {
    code: "empty-field",
    summary: "A key that needs a value is empty",
    severity: Severity::Error,
    scope: RuleScope::Document,
    enabled: true,
};

pub(in crate::lint) fn lint_required(subject: &LintContext<'_>, found: &mut Vec<Diagnostic>) {
    missing(subject, found);
    for (entry, field) in subject.known().filter(|(entry, _)| entry.value.is_empty()) {
        let (range, key) = (entry.value_range().clone(), key_of(entry, field));
        if field.required && !is_needless(subject, field) {
            let diagnostic = Diagnostic::new(&EMPTY_FIELD, range, format!("{} is empty", code_span(key)));
            let fix = file_name(subject, entry, field);
            found.push(diagnostic.advice("Write a value.").effect_of(field, key).with_fixes(fix));
        } else if let Some(message) = &field.empty {
            let diagnostic = Diagnostic::new(&EMPTY_FIELD, range, format!("{} is empty", code_span(key)));
            let diagnostic = diagnostic.advice(message.as_str()).severity(Severity::Warning);
            found.push(diagnostic.with_fixes(remove(subject, entry)));
        }
    }
}

/// Whether another key makes a required field optional.
fn is_needless(subject: &LintContext<'_>, field: &Field) -> bool {
    let entries = subject.root().into_iter().flat_map(|root| &root.entries);
    let mut names = entries.filter_map(|known| known.entry.name());
    names.any(|name| field.required_unless.iter().any(|key| key == name))
}

fn missing(subject: &LintContext<'_>, found: &mut Vec<Diagnostic>) {
    let front = subject.front;
    let unread = front.yaml.root.as_ref().is_some_and(|root| !matches!(root.value, Value::Mapping(_)));
    let too_long = front.problems.iter().any(|problem| matches!(problem, Problem::TooLong(_)));
    let entries = subject.root().map_or(&[][..], |root| &root.entries);
    if unread || too_long || subject.is_foreign() || subject.is_toml() {
        return;
    }
    let names = || entries.iter().filter_map(|known| known.entry.name());
    // A merged mapping may have the key.
    if names().any(|name| name == "<<") {
        return;
    }
    let written = |field: &Field| {
        let misspelt = |name: &str| subject.kind.mistakes.get(name).is_some_and(|meant| *meant == field.name);
        names().any(|name| field.is_called(name)) || names().any(misspelt)
    };
    // In unparsable front matter, a line may be the rest of the key.
    let broken = !front.yaml.faults.is_empty();
    let begun = |field: &Field| {
        let mut lines = front.text_at(front.content.clone()).lines();
        broken
            && lines.any(|line| {
                let word = line.trim_start_matches(['?', ' ', '\t', '"', '\'']);
                let word = word.split([' ', '=', ':', '"', '\'']).next().unwrap_or_default();
                !word.is_empty() && field.name.starts_with(word)
            })
    };
    let missing =
        |field: &&Field| field.required && !written(field) && !is_needless(subject, field) && !begun(field);
    for field in subject.kind.fields.iter().filter(missing) {
        let tool = super::super::subject::refuser(field);
        let range = place_of_missing(front);
        let diagnostic =
            Diagnostic::new(&MISSING_FIELD, range, format!("{} is missing", code_span(&field.name)));
        let whole = if front.is_whole_file() { "Add it to the file." } else { "Add it to the front matter." };
        let diagnostic = diagnostic.advice(whole).effect_of(field, &field.name);
        let diagnostic = diagnostic.with_fixes(add_missing_key(subject, field));
        let nested = subject
            .mappings
            .iter()
            .skip(1)
            .flat_map(|mapping| &mapping.entries)
            .find(|known| known.entry.name() == Some(&field.name));
        found.push(match nested {
            Some(nested) => {
                let message = format!(
                    "This {} is inside another key, where {tool} does not look.",
                    code_span(&field.name)
                );
                diagnostic.related(nested.entry.key.span.clone(), message)
            }
            None => diagnostic,
        });
    }
}

/// Returns the range of what is missing: the opening dashes, or the first line of a file that has none.
fn place_of_missing(front: &FrontMatter) -> Range<usize> {
    let line = || front.content.start..front.source.find(['\n', '\r']).unwrap_or(front.content.end);
    match &front.open {
        _ if front.is_whole_file() => line(),
        open if open.is_empty() => front.content.clone(),
        open => open.clone(),
    }
}

/// Adds a line with the key, in the order of the dialect. A name is that of the file; every other value is left to the
/// author.
fn add_missing_key(subject: &LintContext<'_>, field: &Field) -> Option<Fix> {
    let front = subject.front;
    let root = front.yaml.root.as_ref();
    let unopened = front.open.is_empty() && !front.is_whole_file();
    if unopened || root.is_some_and(|root| front.text_at(root.span.clone()).starts_with('{')) {
        return None;
    }
    let entries = subject.root().map_or(&[][..], |root| &root.entries);
    let fields = &subject.kind.fields;
    let rank = |field: &Field| fields.iter().position(|other| other.name == field.name);
    let before =
        entries.iter().rev().find(|known| known.field.is_some_and(|known| rank(known) < rank(field)));
    // No place after a value that could not be parsed to its end, or that includes the lines below it.
    let at = before.filter(|known| !known.entry.value.broken).and_then(|known| {
        let lines = whole_lines(subject, &known.entry.span())?;
        let header = front.text_at(known.entry.value.span.clone()).lines().next()?;
        (!header.contains('+')).then_some(lines.end)
    });
    let at = at.unwrap_or(front.content.start);
    let first = entries.first().map_or(0, |known| known.entry.key.span.start);
    let line = front.text_at(0..first).rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let indentation = front.text_at(line..first);
    let indentation = if indentation.trim().is_empty() { indentation } else { "" };
    let name = Some(field).filter(|field| field.name == "name").and_then(|field| field.name_of(subject.path));
    let value = match name.as_deref() {
        Some(name) if front.is_toml() => format!("\"{name}\""),
        name => name.unwrap_or_default().to_owned(),
    };
    let key = format!("{indentation}{}{}{value}", field.name, front.format.separator());
    let text = own_line(subject, at, &key);
    let cursor = at + text.trim_end_matches(['\n', '\r']).len();
    let mut fix = Fix::new(format!("Add {}", code_span(key.trim()))).insert(at, text).preferred();
    fix.cursor = name.is_none().then_some(cursor);
    Some(fix)
}
