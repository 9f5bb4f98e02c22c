//! Colours that are none, that YAML does not see, or that the tool does not show.

use super::similar::{Care, meant};
use super::subject::{Subject, refuser};
use super::vocabulary::list;
use super::{Diagnostic, Rule, Severity};
use crate::dialect::{Field, Pattern, Set};
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

/// What a pattern stands for, as a part of a sentence.
fn as_part(pattern: &Pattern) -> String {
    let mut doc = pattern.doc.trim_end_matches('.').to_owned();
    if let Some(first) = doc.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    doc
}

fn color(field: &Field, set: &Set, word: &Word<'_>, found: &mut Vec<Diagnostic>) {
    let text = word.text;
    if set.accepts(text) {
        return;
    }
    let (rule, message) = if text.starts_with('#') && palette::hex(text).is_none() {
        (&INVALID_COLOR, format!("`{text}` is no colour: a hex colour has 3, 4, 6 or 8 digits from 0 to f."))
    } else if let Some(meant) = meant(text, set, Care::Wrong) {
        (
            &IGNORED_COLOR,
            format!("{} does not show the colour `{text}`. Did you mean `{meant}`?", refuser(field)),
        )
    } else if let Some(color) = palette::hex(text).or_else(|| palette::css_name(text)) {
        let hex = Some(palette::to_hex(color)).filter(|hex| set.accepts(hex));
        let nearest = hex.or_else(|| palette::nearest(color, set).map(str::to_owned));
        let advice = nearest.map_or(String::new(), |nearest| format!(" The nearest is `{nearest}`."));
        let others = set.patterns.first().map_or_else(|| "no other".to_owned(), as_part);
        let message = format!(
            "{} does not show the colour `{text}`: it knows {} and {others}.{advice}",
            refuser(field),
            list(set).replace(" or ", " and ")
        );
        (&IGNORED_COLOR, message)
    } else {
        (&INVALID_COLOR, format!("`{text}` is no colour that {} knows.", refuser(field)))
    };
    found.push(Diagnostic::new(rule, word.range.clone(), message));
}
