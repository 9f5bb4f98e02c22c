//! Values outside a closed set, values that are probably misspelt or out of use, and values listed twice.
//!
//! An open set is never closed: a value outside it is found only where it is a slip of the finger away from one that
//! the set holds. Colours have rules of their own.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::fix::Fix;
use super::fixes;
use super::similar::{Care, meant, short_name};
use super::subject::{Subject, key_of, severity};
use super::{Diagnostic, Rule, Severity, Tag, quoted};
use crate::dialect::{Effect, Field, Format, Set, Type};
use crate::syntax::yaml::{Entry, Kind, Node, Scalar, Value};
use crate::values::{Word, words};

pub(super) static RULES: &[&Rule] = &[&UNKNOWN_VALUE, &MISSPELT_VALUE, &DEPRECATED_VALUE, &DUPLICATE_ITEM];

static UNKNOWN_VALUE: Rule =
    Rule { code: "unknown-value", summary: "A value is outside a closed set", severity: Severity::Warning };
static MISSPELT_VALUE: Rule =
    Rule { code: "misspelt-value", summary: "A value is probably misspelled", severity: Severity::Warning };
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
        duplicates(subject, field, entry, &words, found);
    }
    let set = field.values.as_ref().filter(|_| field.format != Some(Format::Color));
    if let Some(set) = set.filter(|_| !is_number_for(field, &entry.value)) {
        let listed: FxHashSet<&str> = words.iter().map(|word| word.text).collect();
        words.iter().for_each(|word| value(subject, field, set, (entry, &listed), word, found));
    }
}

/// Whether a value is a list in which a second item of the same name has no use.
fn is_list(field: &Field, value: &Node) -> bool {
    let listed = matches!(field.format, Some(Format::ToolList | Format::CommaList));
    field.is_set() && (listed || matches!(value.value, Value::Sequence(_)))
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
    entry: &Entry,
    words: &[Word<'_>],
    found: &mut Vec<Diagnostic>,
) {
    let (list, key) = (&entry.value, key_of(entry, field));
    let mut first: FxHashMap<&str, &Word<'_>> = FxHashMap::default();
    for word in words {
        if let Some(before) = first.get(word.text) {
            let clause = format!("{} is listed twice in `{}`", quoted(word.text), super::shortened(key, 24));
            let diagnostic = Diagnostic::new(&DUPLICATE_ITEM, word.range.clone(), clause);
            let diagnostic = diagnostic.related(before.range.clone(), "It is listed here first.");
            let title = format!("Remove the second `{}`", word.text);
            let fix = fixes::words::remove(subject, list, &word.range, word.text, title);
            // Of what is no name of a tool, nobody knows what was meant.
            let named =
                field.lists_tools() && field.values.as_ref().is_some_and(|set| set.accepts(word.text));
            let safe = named && fixes::words::is_whole(subject, list, &word.range);
            found.push(diagnostic.fixes(fix.map(|fix| fix.safe_if(safe))).tag(Tag::Unnecessary));
        } else {
            first.insert(word.text, word);
        }
    }
}

fn value(
    subject: &Subject<'_>,
    field: &Field,
    set: &Set,
    (entry, listed): (&Entry, &FxHashSet<&str>),
    word: &Word<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let (node, key) = (&entry.value, super::shortened(key_of(entry, field), 24));
    // What stands in the parentheses of `Tool(…)` is not the set's.
    let name = word.text.split('(').next().unwrap_or_default().trim_end();
    let range = word.range.start..word.range.start + name.len().min(word.range.len());
    // A word of a text that is folded or has escapes has no place of its own.
    let replace = |new: &str| {
        let written = subject.front.text(range.clone()) == name;
        written.then(|| fixes::words::replace(subject, node, &range, new))
    };
    if let Some(value) = set.value(name) {
        if let Some(deprecation) = &value.deprecated {
            let (clause, advice) = deprecation.clause(name);
            let new = deprecation.replacement.as_deref();
            let fix = match new.filter(|new| listed.contains(*new)) {
                Some(new) => drop_old(subject, node, word, new, deprecation.gone),
                None => new.and_then(replace),
            };
            let diagnostic = Diagnostic::new(&DEPRECATED_VALUE, range.clone(), clause).advice(advice);
            found.push(diagnostic.tag(Tag::Deprecated).fixes(fix));
        }
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
        let free = field.invalid == Effect::Kept;
        let (care, worst) =
            if free { (Care::Free, Severity::Hint) } else { (Care::MayBeRight, Severity::Warning) };
        let short = || short_tool(subject, field, set, name);
        let Some(meant) = meant(name, set, care).or_else(short) else { return };
        let clause = format!("{} is not a known value for `{}`", quoted(name), key);
        let diagnostic = Diagnostic::new(&MISSPELT_VALUE, range.clone(), clause).severity(worst);
        found.push(diagnostic.advice(format!("Did you mean `{meant}`?")).fixes(replace(meant)));
    }
}

/// A name that is out of use, out of a list that has its successor. One that the tool does not know any more does nothing.
fn drop_old(subject: &Subject<'_>, node: &Node, word: &Word<'_>, new: &str, gone: bool) -> Option<Fix> {
    let title = format!("Remove `{}`, since `{new}` is listed", word.text);
    let fix = fixes::words::remove(subject, node, &word.range, word.text, title)?;
    Some(fix.safe_if(gone && fixes::words::is_whole(subject, node, &word.range)))
}

/// The tool that was meant by a short word, which is no tool of anyone.
fn short_tool<'a>(subject: &Subject<'_>, field: &Field, set: &'a Set, word: &str) -> Option<&'a str> {
    if !field.lists_tools() {
        return None;
    }
    let current = set.values.iter().filter(|value| value.deprecated.is_none());
    let meant = short_name(word, current.map(|value| value.value.as_str()))?;
    let fields =
        subject.dialects.documents().flat_map(|kind| &kind.fields).filter(|field| field.lists_tools());
    let mut sets = fields.filter_map(|field| field.values.as_ref());
    let known = |set: &Arc<Set>| {
        let mut names = set.values.iter().map(|value| &value.value).chain(set.mistakes.keys());
        names.any(|name| name.eq_ignore_ascii_case(word))
    };
    (!sets.any(known)).then_some(meant)
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
