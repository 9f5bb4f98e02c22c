//! Colours that are invalid, that YAML reads as a comment, or that the tool does not show.

use super::vocabulary::list;
use crate::code_span::code_span;
use crate::dialect::{Color, Field, Set};
use crate::lint::fix::Fix;
use crate::lint::fixes::words as spelling;
use crate::lint::similar::{Confidence, meant};
use crate::lint::subject::{LintContext, key_of, severity};
use crate::lint::{Diagnostic, Rule, RuleScope, Severity, did_you_mean, quoted};
use crate::palette;
use crate::syntax::yaml::Entry;
use crate::values::{SharedWord, scalar_words};

pub(in crate::lint) static RULES: &[&Rule] = &[&UNQUOTED_COLOR, &INVALID_COLOR, &IGNORED_COLOR];

static UNQUOTED_COLOR: Rule = Rule {
    code: "unquoted-color",
    summary: "An unquoted hex colour is a comment",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};
static INVALID_COLOR: Rule = Rule {
    code: "invalid-color",
    summary: "Not a valid colour",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};
static IGNORED_COLOR: Rule = Rule {
    code: "ignored-color",
    summary: "The tool does not show this colour",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};

pub(in crate::lint) fn lint_colors(
    subject: &LintContext<'_>,
    entry: &Entry,
    field: &Field,
    found: &mut Vec<Diagnostic>,
) {
    let Some(set) = field.values.as_ref().filter(|_| palette::is_color(field)) else { return };
    if entry.value.is_null() {
        unquoted(subject, field, entry, found);
    }
    for word in scalar_words(field, &entry.value, subject.front) {
        color(subject, field, set, entry, &word, found);
    }
}

/// Reports `color: #ff0000`, where the value is a comment.
fn unquoted(subject: &LintContext<'_>, field: &Field, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let Some(comment) = super::comments::behind(subject, entry) else { return };
    let text = subject.front.text_at(comment.clone());
    let word = text.split_whitespace().next().unwrap_or_default();
    if palette::hex(word).is_some() {
        let clause =
            format!("{} has no value: {} is a comment", code_span(key_of(entry, field)), code_span(word));
        let range = comment.start..comment.start + word.len();
        let fix = Fix::new(format!("Put `{word}` in quotes")).replace(range.clone(), format!("\"{word}\""));
        let diagnostic = Diagnostic::new(&UNQUOTED_COLOR, range, clause);
        let diagnostic = diagnostic.advice(format!("Quote it: `\"{word}\"`."));
        found.push(diagnostic.with_fixes([fix.preferred().safe_if(true)]));
    }
}

fn color(
    subject: &LintContext<'_>,
    field: &Field,
    set: &Set,
    entry: &Entry,
    word: &SharedWord<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let text = word.text;
    if set.accepts(text) {
        return;
    }
    let (rule, advice, better) = if text.starts_with('#') && palette::hex(text).is_none() {
        (&INVALID_COLOR, "A hex colour has 3, 4, 6 or 8 digits from 0 to f.".to_owned(), None)
    } else if let Some(meant) = meant(text, set, Confidence::Wrong) {
        (&IGNORED_COLOR, did_you_mean(meant), Some(meant.to_owned()))
    } else if let Some(color) = palette::hex(text).or_else(|| palette::css_name(text)) {
        let nearest = nearest(color, set);
        let advice = nearest.as_ref().map(|nearest| {
            let written = if nearest.starts_with('#') { format!("\"{nearest}\"") } else { nearest.clone() };
            format!(" The nearest is {}.", code_span(written))
        });
        let advice = advice.unwrap_or_default();
        (&IGNORED_COLOR, format!("Valid values: {}.{advice}", choices(set)), nearest)
    } else {
        (&INVALID_COLOR, format!("Valid values: {}.", choices(set)), None)
    };
    let clause = match rule.code == INVALID_COLOR.code {
        true => format!("{} is not a valid colour", quoted(text)),
        false => format!("{} is not a valid value for {}", quoted(text), code_span(key_of(entry, field))),
    };
    let worst = severity(field.invalid).min(Severity::Warning);
    let fix = better.map(|better| spelling::replace_word(subject, &entry.value, &word.range, &better));
    let diagnostic = Diagnostic::new(rule, word.range.clone(), clause).advice(advice);
    found.push(diagnostic.effect_of(field, key_of(entry, field)).severity(worst).with_fixes(fix));
}

/// Returns the nearest colour of a set: a name, or else the hex number, if the set allows it.
fn nearest(color: Color, set: &Set) -> Option<String> {
    let hex = Some(palette::to_hex(color)).filter(|hex| set.accepts(hex));
    palette::nearest(color, set).map(str::to_owned).or(hex)
}

/// Lists the names of a set, and what else it allows, for a sentence.
fn choices(set: &Set) -> String {
    let patterns = set.patterns.iter().map(|pattern| {
        let doc = pattern.doc.trim_end_matches('.');
        doc.chars().take(1).flat_map(char::to_lowercase).chain(doc.chars().skip(1)).collect()
    });
    std::iter::once(list(set)).chain(patterns).collect::<Vec<_>>().join(", or ")
}
