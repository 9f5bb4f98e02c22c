//! Colours that are none, that YAML does not see, or that the tool does not show.

use super::similar::{Care, meant};
use super::subject::{Subject, consequence, refuser, severity};
use super::vocabulary::list;
use super::{Diagnostic, Rule, Severity};
use crate::dialect::{Effect, Field, Set};
use crate::palette;
use crate::syntax::yaml::Entry;
use crate::values::{Word, words};

pub(super) static RULES: &[&Rule] = &[&UNQUOTED_COLOR, &INVALID_COLOR, &IGNORED_COLOR];

static UNQUOTED_COLOR: Rule = Rule {
    code: "unquoted-color",
    summary: "A hex colour without quotes is a comment",
    severity: Severity::Warning,
};
static INVALID_COLOR: Rule =
    Rule { code: "invalid-color", summary: "A colour is none", severity: Severity::Warning };
static IGNORED_COLOR: Rule = Rule {
    code: "ignored-color",
    summary: "The tool does not show this colour",
    severity: Severity::Warning,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for (entry, field) in subject.known().filter(|(_, field)| palette::is_color(field)) {
        let Some(set) = &field.values else { continue };
        if entry.value.is_null() {
            unquoted(subject, field, entry, found);
        }
        for word in words(field, &entry.value, subject.front) {
            color(field, set, &word, found);
        }
    }
}

/// `color: #ff0000`: the value is a comment.
fn unquoted(subject: &Subject<'_>, field: &Field, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let Some(comment) = super::comments::behind(subject, entry) else { return };
    let text = subject.front.text(comment.clone());
    let word = text.split_whitespace().next().unwrap_or_default();
    if palette::hex(word).is_some() {
        let message = format!(
            "`{word}` is a comment to YAML, so `{}` has no value. Put it in quotes: `\"{word}\"`.",
            field.name
        );
        found.push(Diagnostic::new(&UNQUOTED_COLOR, comment.start..comment.start + word.len(), message));
    }
}

fn color(field: &Field, set: &Set, word: &Word<'_>, found: &mut Vec<Diagnostic>) {
    let text = word.text;
    if set.accepts(text) {
        return;
    }
    let (rule, message) = if text.starts_with('#') && palette::hex(text).is_none() {
        (&INVALID_COLOR, format!("`{text}` is no colour: a hex colour has 3, 4, 6 or 8 digits from 0 to f."))
    } else if let Some(meant) = meant(text, set, Care::Wrong) {
        (&IGNORED_COLOR, format!("{} Did you mean `{meant}`?", not_shown(field, text)))
    } else if let Some(color) = palette::hex(text).or_else(|| palette::css_name(text)) {
        let hex = Some(palette::to_hex(color)).filter(|hex| set.accepts(hex)).map(|hex| format!("\"{hex}\""));
        let nearest = palette::nearest(color, set).map(str::to_owned).or(hex);
        let nearest = nearest.map(|nearest| format!(" The nearest is `{nearest}`.")).unwrap_or_default();
        (&IGNORED_COLOR, format!("{} It may be {}.{nearest}", not_shown(field, text), choices(set)))
    } else {
        (&INVALID_COLOR, format!("`{text}` is no colour that {} knows.", refuser(field)))
    };
    let worst = severity(field.invalid).min(Severity::Warning);
    found.push(Diagnostic::new(rule, word.range.clone(), message).severity(worst));
}

/// What becomes of a colour that the tool does not have.
fn not_shown(field: &Field, text: &str) -> String {
    match field.invalid {
        Effect::Dropped => format!("`{text}` is no colour of `{}`: {}.", field.name, consequence(field)),
        _ => format!("{} does not show the colour `{text}`.", refuser(field)),
    }
}

/// The names that a set has, and what else it takes, in a sentence.
fn choices(set: &Set) -> String {
    let patterns = set.patterns.iter().map(|pattern| {
        let doc = pattern.doc.trim_end_matches('.');
        doc.chars().take(1).flat_map(char::to_lowercase).chain(doc.chars().skip(1)).collect()
    });
    std::iter::once(list(set)).chain(patterns).collect::<Vec<_>>().join(", or ")
}
