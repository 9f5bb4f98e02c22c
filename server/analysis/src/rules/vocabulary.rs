//! Values outside a closed set, values that are probably misspelt or out of use, and values listed twice.
//!
//! An open set is never closed: a value outside it is found only where it is a slip of the finger away from one that
//! the set holds. Colours have rules of their own.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::fix::Fix;
use super::fixes;
use super::similar::{Care, meant};
use super::subject::{Subject, severity};
use super::{Diagnostic, Rule, Severity, Tag, quoted};
use crate::dialect::{self, Effect, Field, Format, Set, Type, WrongForm};
use crate::syntax::yaml::{Entry, Kind, Node, Scalar, Value};
use crate::values::{Word, words};

pub(super) static RULES: &[&Rule] =
    &[&UNKNOWN_VALUE, &MISSPELT_VALUE, &WRONG_FORM, &DEPRECATED_VALUE, &DUPLICATE_ITEM];

static UNKNOWN_VALUE: Rule =
    Rule { code: "unknown-value", summary: "A value is outside a closed set", severity: Severity::Warning };
static MISSPELT_VALUE: Rule =
    Rule { code: "misspelt-value", summary: "A value is probably misspelled", severity: Severity::Warning };
static WRONG_FORM: Rule = Rule {
    code: "wrong-form",
    summary: "A value is written in a form that the tool does not read",
    severity: Severity::Warning,
};
static DEPRECATED_VALUE: Rule =
    Rule { code: "deprecated-value", summary: "A value is deprecated", severity: Severity::Hint };
static DUPLICATE_ITEM: Rule = Rule {
    code: "duplicate-item",
    summary: "A list names the same thing twice",
    severity: Severity::Warning,
};

pub(super) fn check(subject: &Subject<'_>, entry: &Entry, field: &Field, found: &mut Vec<Diagnostic>) {
    let words = words(field, &entry.value, subject.front);
    if is_list(field, &entry.value) {
        duplicates(subject, field, &entry.value, &words, found);
    }
    let set = field.values.as_ref().filter(|_| field.format != Some(Format::Color));
    if let Some(set) = set.filter(|_| !is_number_for(field, &entry.value)) {
        words.iter().for_each(|word| value(subject, field, set, entry, word, found));
    }
}

fn is_list(field: &Field, value: &Node) -> bool {
    matches!(value.value, Value::Sequence(_))
        || matches!(field.format, Some(Format::ToolList | Format::CommaList))
}

/// Whether a field takes numbers beside the words of its set, as `effort` does, and this is one.
fn is_number_for(field: &Field, value: &Node) -> bool {
    let number = |scalar: &Scalar| matches!(scalar.kind(), Kind::Integer | Kind::Float);
    value.scalar().is_some_and(number)
        && field.types.iter().any(|kind| matches!(kind, Type::Integer | Type::Number))
}

fn duplicates(
    subject: &Subject<'_>,
    field: &Field,
    list: &Node,
    words: &[Word<'_>],
    found: &mut Vec<Diagnostic>,
) {
    let mut first: FxHashMap<&str, &Word<'_>> = FxHashMap::default();
    for word in words {
        if let Some(before) = first.get(word.text) {
            let clause = format!("{} is listed twice in `{}`", quoted(word.text), field.name);
            let diagnostic = Diagnostic::new(&DUPLICATE_ITEM, word.range.clone(), clause);
            let diagnostic = diagnostic.related(before.range.clone(), "It is listed here first.");
            let diagnostic = diagnostic.fixes(fixes::words::remove(subject, list, &word.range, word.text));
            found.push(diagnostic.tag(Tag::Unnecessary));
        } else {
            first.insert(word.text, word);
        }
    }
}

fn value(
    subject: &Subject<'_>,
    field: &Field,
    set: &Set,
    entry: &Entry,
    word: &Word<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let (node, key) = (&entry.value, super::shortened(entry.name().unwrap_or(&field.name), 24));
    // What stands in the parentheses of `Tool(…)` is not the set's.
    let name = word.text.split('(').next().unwrap_or_default().trim_end();
    let range = word.range.start..word.range.start + name.len().min(word.range.len());
    // A word of a text that is folded or has escapes has no place of its own.
    let replace = |new: &str| {
        let written = subject.front.text(range.clone()) == name;
        written.then(|| fixes::words::replace(subject, node, &range, new))
    };
    if let Some(value) = set.value(name) {
        found.extend(deprecated(value, range.clone(), replace));
        return;
    }
    if let Some(form) = set.wrong_form(name) {
        found.push(in_wrong_form(form, name, range.clone(), replace));
        return;
    }
    let boolean = node.scalar().is_some_and(|scalar| scalar.kind() == Kind::Boolean);
    if set.accepts(name) || set.accepts(word.text) || boolean && set.accepts(&name.to_lowercase()) {
        return;
    }
    if set.closed {
        let guess = meant(name, set, Care::Wrong);
        let advice = guess.map_or_else(
            || format!("Valid values: {}.", list(set)),
            |meant| format!("Did you mean `{meant}`?"),
        );
        let clause = format!("{} is not a valid value for `{}`", quoted(name), key);
        let worst = severity(field.invalid).min(Severity::Warning);
        let diagnostic = Diagnostic::new(&UNKNOWN_VALUE, range.clone(), clause).advice(advice);
        let diagnostic = diagnostic.effect_of(field, &key).severity(worst);
        found.push(diagnostic.fixes(guess.and_then(replace)));
    } else {
        found.extend(misspelt(field, set, name, &key, range.clone(), replace));
    }
}

/// What to say of a value of an open set that is a slip of the finger away from another.
fn misspelt(
    field: &Field,
    set: &Set,
    name: &str,
    key: &str,
    range: Range<usize>,
    replace: impl Fn(&str) -> Option<Fix>,
) -> Option<Diagnostic> {
    let free = field.invalid == Effect::Kept;
    let (care, worst) =
        if free { (Care::Free, Severity::Hint) } else { (Care::MayBeRight, Severity::Warning) };
    let meant = meant(name, set, care)?;
    let clause = format!("{} is not a known value for `{key}`", quoted(name));
    let diagnostic = Diagnostic::new(&MISSPELT_VALUE, range, clause).severity(worst);
    Some(diagnostic.advice(format!("Did you mean `{meant}`?")).fixes(replace(meant)))
}

/// What to say of a value that is written in a form that the tool does not read.
fn in_wrong_form(
    form: &WrongForm,
    name: &str,
    range: Range<usize>,
    replace: impl Fn(&str) -> Option<Fix>,
) -> Diagnostic {
    let clause = format!("{} is {}", quoted(name), form.pattern.doc);
    let fix = form.replacement.as_deref().and_then(replace);
    Diagnostic::new(&WRONG_FORM, range, clause).advice(form.advice.as_str()).fixes(fix)
}

/// What to say of a value that the tool no longer wants: more where its vendor has switched it off.
fn deprecated(
    value: &dialect::Value,
    range: Range<usize>,
    replace: impl Fn(&str) -> Option<Fix>,
) -> Option<Diagnostic> {
    let deprecation = value.deprecated.as_ref()?;
    let (clause, advice) = deprecation.clause(&value.value);
    let fix = deprecation.replacement.as_deref().and_then(replace);
    let diagnostic = Diagnostic::new(&DEPRECATED_VALUE, range, clause).advice(advice);
    let worst = if deprecation.retired.is_some() { Severity::Warning } else { diagnostic.severity };
    Some(diagnostic.severity(worst).tag(Tag::Deprecated).fixes(fix))
}

/// The values of a set in a sentence.
pub(super) fn list(set: &Set) -> String {
    let values: Vec<_> = set.values.iter().map(|value| format!("`{}`", value.value)).collect();
    match values.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
