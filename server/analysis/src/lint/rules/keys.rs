//! Misspelled, duplicate and unknown keys.

use rustc_hash::FxHashMap;

use crate::code_span::code_span;
use crate::dialect::{Effect, Field, UnknownKeys};
use crate::lint::fix::Fix;
use crate::lint::fixes::lines::{comment, remove, whole_entry};
use crate::lint::fixes::words::rename;
use crate::lint::subject::{LintContext, Mapping, key_of, severity};
use crate::lint::{Diagnostic, Rule, RuleScope, Severity, Tag, did_you_mean, meant, quoted};
use crate::syntax::yaml::Entry;

pub(in crate::lint) static RULES: &[&Rule] = &[&DUPLICATE_KEY, &MISSPELT_KEY, &UNKNOWN_KEY, &DEPRECATED_KEY];

pub(in crate::lint) static DUPLICATE_KEY: Rule = Rule {
    code: "duplicate-key",
    summary: "A key is set twice",
    severity: Severity::Error,
    scope: RuleScope::Document,
    enabled: true,
};
pub(in crate::lint) static MISSPELT_KEY: Rule = Rule {
    code: "misspelt-key",
    summary: "A key is probably misspelled",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};
pub(in crate::lint) static UNKNOWN_KEY: Rule = Rule {
    code: "unknown-key",
    summary: "A key is outside a closed set",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};
pub(in crate::lint) static DEPRECATED_KEY: Rule = Rule {
    code: "deprecated-key",
    summary: "A key is deprecated or has no effect",
    severity: Severity::Hint,
    scope: RuleScope::Document,
    enabled: true,
};

pub(in crate::lint) fn lint_keys(subject: &LintContext<'_>, found: &mut Vec<Diagnostic>) {
    for mapping in &subject.mappings {
        let written = duplicates(subject, mapping, found);
        let absent = |name: &&str| !written.contains_key(name);
        for known in &mapping.entries {
            match known.field {
                None => unknown(subject, mapping, known.entry, absent, found),
                Some(field) => deprecated(subject, mapping, field, known.entry, found),
            }
        }
    }
}

/// Reports duplicate keys. Returns all keys, each with its first entry.
fn duplicates<'a>(
    subject: &LintContext<'_>,
    mapping: &Mapping<'a>,
    found: &mut Vec<Diagnostic>,
) -> FxHashMap<&'a str, &'a Entry> {
    let mut first: FxHashMap<&str, &Entry> = FxHashMap::default();
    for entry in mapping.entries.iter().map(|known| known.entry) {
        let Some(name) = entry.name() else { continue };
        if let Some(before) = first.get(name) {
            let diagnostic = Diagnostic::new(
                &DUPLICATE_KEY,
                entry.key.span.clone(),
                format!("{} is set twice", quoted(name)),
            )
            .advice("Remove one of them: tools that accept both read only the last.")
            .related(before.key.span.clone(), format!("{} is set here first.", quoted(name)));
            found.push(diagnostic.with_fixes(remove_first(subject, name, before, entry)));
        } else {
            first.insert(name, entry);
        }
    }
    first
}

/// Removes the first of two duplicate entries, which no tool reads. Its value is lost unless the other has it too. Where
/// the front matter is no YAML, a line that is left behind may continue what is above.
fn remove_first(subject: &LintContext<'_>, name: &str, before: &Entry, entry: &Entry) -> Option<Fix> {
    subject.front.yaml.faults.is_empty().then_some(())?;
    let text = |entry: &Entry| subject.front.text_at(entry.value.span.clone());
    let fix = Fix::new(format!("Remove the first {}, which is not read", code_span(name)));
    let fix = fix.replace(whole_entry(subject, before)?, "");
    Some(if text(before) == text(entry) { fix.preferred() } else { fix })
}

fn unknown(
    subject: &LintContext<'_>,
    mapping: &Mapping<'_>,
    entry: &Entry,
    absent: impl Fn(&&str) -> bool,
    found: &mut Vec<Diagnostic>,
) {
    let Some(name) = entry.name().filter(|_| !mapping.fields.is_empty()) else { return };
    let range = entry.key.span.clone();
    let closed = mapping.fields.iter().find(|field| field.key_set.as_ref().is_some_and(|keys| keys.closed));
    let outermost = mapping.parent.is_none();
    let refused = outermost && subject.kind.unknown_keys == UnknownKeys::Refused && subject.knows_a_key();
    // A value that is not YAML fits nothing.
    let read = !entry.value.broken;
    let meant = if read { meant::intended_key(subject, mapping, entry, absent, refused) } else { None };
    let tool = subject.tool();
    let (short, unknown) =
        (super::super::shortened(name, 24), format!("{} is not a known key", quoted(name)));
    let effect = match subject.kind.unknown_keys {
        _ if refused => Effect::Dropped,
        UnknownKeys::Ignored => Effect::Ignored,
        UnknownKeys::Kept | UnknownKeys::Reported | UnknownKeys::Refused => Effect::Kept,
    };
    match (meant, closed.zip(mapping.parent)) {
        (Some(meant), _) => {
            let worst = if refused { Severity::Error } else { Severity::Warning };
            let fix = rename(subject, &entry.key, name, meant);
            let diagnostic = Diagnostic::new(&MISSPELT_KEY, range, unknown).effect(tool, effect, &short);
            let diagnostic = diagnostic.advice(did_you_mean(meant)).severity(worst);
            found.push(diagnostic.with_fixes([fix]));
        }
        (None, _) if refused => {
            let diagnostic = Diagnostic::new(&UNKNOWN_KEY, range, unknown).effect(tool, effect, &short);
            let diagnostic =
                diagnostic.advice("Remove it, or turn it into a comment.").severity(Severity::Error);
            found.push(diagnostic.with_fixes(comment(subject, entry)));
        }
        (None, Some((field, parent))) if parent.field.invalid != Effect::Kept => {
            let clause = format!("{} is not a valid key of {}", quoted(name), code_span(&parent.key));
            let diagnostic = Diagnostic::new(&UNKNOWN_KEY, range, clause).effect_of(field, &short);
            found.push(diagnostic.severity(severity(field.invalid)).with_fixes(comment(subject, entry)));
        }
        _ => {}
    }
}

fn deprecated(
    subject: &LintContext<'_>,
    mapping: &Mapping<'_>,
    field: &Field,
    entry: &Entry,
    found: &mut Vec<Diagnostic>,
) {
    let Some(deprecation) = &field.deprecated else { return };
    let new = deprecation.replacement.as_deref();
    let written = |name: &str| mapping.entries.iter().any(|known| known.entry.name() == Some(name));
    // A value of another shape would have to be rewritten.
    let same_shape = |name: &str| {
        let types = Field::for_key(mapping.fields, name).map(|field| &field.types);
        types.is_some_and(|types| field.types.iter().all(|kind| types.contains(kind)))
    };
    let fix = match new {
        Some(new) if written(new) || !same_shape(new) => None,
        Some(new) => Some(rename(subject, &entry.key, entry.name().unwrap_or_default(), new)),
        None => remove(subject, entry),
    };
    let (clause, advice) = deprecation.clause(key_of(entry, field));
    let diagnostic = Diagnostic::new(&DEPRECATED_KEY, entry.key.span.clone(), clause).advice(advice);
    found.push(diagnostic.tag(Tag::Deprecated).with_fixes(fix));
}
