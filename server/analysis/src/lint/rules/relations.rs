//! Keys that require or exclude each other.
//!
//! The relations are data of the dialects; a new tool adds its own there.

use crate::code_span::code_span;
use crate::dialect::{Condition, Field, Relation, Type, Weight};
use crate::lint::fix::Fix;
use crate::lint::fixes::lines::{own_line, whole_lines};
use crate::lint::similar::{Confidence, similar};
use crate::lint::subject::{FieldEntry, LintContext, Mapping};
use crate::lint::{Diagnostic, Rule, RuleScope, Severity, Tag};
use crate::syntax::yaml::{Entry, ScalarKind, Value};

pub(in crate::lint) static RULES: &[&Rule] = &[&KEY_RELATION];

static KEY_RELATION: Rule = Rule {
    code: "key-relation",
    summary: "A key needs another one, or is undone by it",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};

pub(in crate::lint) fn lint_relations(subject: &LintContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(root) = subject.root().filter(|_| !subject.is_foreign() && !subject.is_toml()) else { return };
    // A merged mapping may have the key.
    if root.entries.iter().any(|known| known.entry.name() == Some("<<")) {
        return;
    }
    for relation in &subject.kind.relations {
        let Some(first) = relation.when.first().and_then(|condition| find_entry(root, &condition.key)) else {
            continue;
        };
        let holds = relation.when.iter().all(|condition| holds(subject, root, condition));
        let is_other = |known: &FieldEntry<'_>| {
            known.entry.name().is_some_and(|name| !relation.beside_other_than.iter().any(|key| key == name))
        };
        let other = root.entries.iter().find(|known| is_other(known));
        let unlike = relation.beside_other_than.is_empty() || other.is_some();
        if !holds || !unlike || relation.needs.iter().any(|need| is_met(subject, root, need)) {
            continue;
        }
        let other = other.filter(|_| !relation.beside_other_than.is_empty());
        let diagnostic = report(subject, root, relation, first.entry);
        found.push(match other {
            Some(other) => diagnostic.related(other.entry.key.span.clone(), "This is such a key."),
            None => diagnostic,
        });
    }
}

fn report(subject: &LintContext<'_>, root: &Mapping<'_>, relation: &Relation, first: &Entry) -> Diagnostic {
    let undone = relation.undoes.as_deref().and_then(|key| find_entry(root, key));
    let range = undone.map_or_else(|| first.value_range().clone(), |known| known.entry.key.span.clone());
    let severity = match relation.weight {
        Weight::Warning => Severity::Warning,
        Weight::Information => Severity::Information,
    };
    let diagnostic = Diagnostic::new(&KEY_RELATION, range, relation.says.as_str());
    let diagnostic = diagnostic.advice(relation.advice.as_str()).severity(severity);
    let diagnostic = diagnostic.with_fixes(add_needed_key(subject, root, relation, first));
    if undone.is_some() { diagnostic.tag(Tag::Unnecessary) } else { diagnostic }
}

/// Returns the entry that the tool reads as a key.
fn find_entry<'a, 'b>(root: &'b Mapping<'a>, key: &str) -> Option<&'b FieldEntry<'a>> {
    let called = |known: &&FieldEntry<'_>| {
        known.entry.name() == Some(key) || known.field.is_some_and(|field| field.name == key)
    };
    root.entries.iter().find(called)
}

/// Whether the author's keys satisfy a condition.
fn holds(subject: &LintContext<'_>, root: &Mapping<'_>, condition: &Condition) -> bool {
    let Condition { key, values, except } = condition;
    let Some(FieldEntry { entry, field, .. }) = find_entry(root, key).filter(|known| is_given(known.entry))
    else {
        return false;
    };
    let Some(text) = scalar_text(subject, entry, *field) else { return values.is_empty() };
    (values.is_empty() || is_among(values, text)) && !is_among(except, text)
}

fn is_among(words: &[String], text: &str) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(text))
}

fn is_given(entry: &Entry) -> bool {
    entry.value.broken || !entry.value.is_empty()
}

/// Returns a scalar as the tool reads it; `None` for other values, or a type that the tool does not read.
fn scalar_text<'a>(subject: &'a LintContext<'_>, entry: &'a Entry, field: Option<&Field>) -> Option<&'a str> {
    if entry.value.broken || field.is_some_and(|field| field.raw) {
        let written = subject.front.text_at(entry.value.span.clone()).trim();
        return Some(written.trim_matches(['"', '\'']));
    }
    let scalar = entry.value.scalar()?;
    let switch = field.is_some_and(|field| matches!(field.types[..], [Type::Boolean]));
    (!switch || scalar.kind() == ScalarKind::Boolean).then_some(&*scalar.text)
}

/// Whether a requirement is met, or may be: the key may be misspelled, or in text that could not be parsed.
fn is_met(subject: &LintContext<'_>, root: &Mapping<'_>, need: &Condition) -> bool {
    let Some(FieldEntry { entry, field, .. }) = find_entry(root, &need.key) else {
        return is_misspelt(subject, root, &need.key) || is_unread(subject, &need.key);
    };
    if !is_given(entry) || need.values.is_empty() {
        return is_given(entry);
    }
    let Some(text) = scalar_text(subject, entry, *field) else { return true };
    // An unknown value is reported by another rule.
    let set = field.and_then(|field| field.values.as_ref());
    is_among(&need.values, text) || set.is_some_and(|set| !set.accepts(text))
}

fn is_misspelt(subject: &LintContext<'_>, root: &Mapping<'_>, key: &str) -> bool {
    let unknown = root.entries.iter().filter(|known| known.field.is_none());
    unknown.filter_map(|known| known.entry.name()).any(|name| {
        subject.kind.mistakes.get(name).is_some_and(|meant| meant == key)
            || similar(name, [key], Confidence::Wrong).is_some()
    })
}

/// Whether an unparsable line starts with the key.
fn is_unread(subject: &LintContext<'_>, key: &str) -> bool {
    let front = subject.front;
    let starts =
        |line: &str| line.trim_start().strip_prefix(key).is_some_and(|rest| rest.starts_with([':', ' ']));
    !front.yaml.faults.is_empty() && front.text_at(front.content.clone()).lines().any(starts)
}

/// Adds a line with the required key, if only one value is valid.
fn add_needed_key(
    subject: &LintContext<'_>,
    root: &Mapping<'_>,
    relation: &Relation,
    first: &Entry,
) -> Option<Fix> {
    let [Condition { key, values, .. }] = &relation.needs[..] else { return None };
    let value = values.first().filter(|_| find_entry(root, key).is_none())?;
    let simple = matches!(first.value.value, Value::Scalar(_)) && !first.value.broken;
    let lines = whole_lines(subject, &first.span()).filter(|_| simple)?;
    let indentation = subject.front.text_at(lines.start..first.key.span.start);
    let line = own_line(subject, lines.end, &format!("{indentation}{key}: {value}"));
    Some(Fix::new(format!("Add {}", code_span(format!("{key}: {value}")))).insert(lines.end, line))
}
