//! Values outside a closed set, misspelled, deprecated or listed twice.
//!
//! An open set is never treated as closed: a value outside it is reported only if it is a typo of one in the set.
//! Colours have their own rules.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::code_span::code_span;
use crate::dialect::{Deprecation, Effect, Field, Set, Type, ValueFormat, WrongForm};
use crate::lint::fix::Fix;
use crate::lint::similar::{Confidence, meant, short_name};
use crate::lint::subject::{LintContext, key_of, severity};
use crate::lint::{Diagnostic, Rule, RuleScope, Severity, Tag, did_you_mean, fixes, quoted};
use crate::syntax::yaml::{Entry, Node, Scalar, ScalarKind, Value};
use crate::values::{SharedWord, scalar_words};

pub(in crate::lint) static RULES: &[&Rule] =
    &[&UNKNOWN_VALUE, &MISSPELT_VALUE, &WRONG_FORM, &DEPRECATED_VALUE, &DUPLICATE_ITEM];

static UNKNOWN_VALUE: Rule = Rule {
    code: "unknown-value",
    summary: "A value is outside a closed set",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};
static MISSPELT_VALUE: Rule = Rule {
    code: "misspelt-value",
    summary: "A value is probably misspelled",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};
static WRONG_FORM: Rule = Rule {
    code: "wrong-form",
    summary: "A value is written in a form that the tool does not read",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};
static DEPRECATED_VALUE: Rule = Rule {
    code: "deprecated-value",
    summary: "A value is deprecated",
    severity: Severity::Hint,
    scope: RuleScope::Document,
    enabled: true,
};
static DUPLICATE_ITEM: Rule = Rule {
    code: "duplicate-item",
    summary: "A list names the same thing twice",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};

pub(in crate::lint) fn lint_vocabulary(
    subject: &LintContext<'_>,
    entry: &Entry,
    field: &Field,
    found: &mut Vec<Diagnostic>,
) {
    let words = scalar_words(field, &entry.value, subject.front);
    if is_list(field, &entry.value) {
        duplicates(subject, field, entry, &words, found);
    }
    let set = field.values.as_ref().filter(|_| field.format != Some(ValueFormat::Color));
    if let Some(set) = set.filter(|_| !is_number_for(field, &entry.value)) {
        let mut listed = Listed::default();
        words.iter().rev().for_each(|word| {
            listed.insert(word.text, word.range.start);
        });
        for word in &words {
            let name = word.text.split('(').next().unwrap_or_default().trim_end();
            let range = word.range.start..word.range.start + name.len().min(word.range.len());
            Spot { subject, field, set, entry, listed: &listed, word, name, range }.check_word(found);
        }
    }
}

/// The words of a value, each with its first offset.
type Listed<'a> = FxHashMap<&'a str, usize>;

/// Whether a value is a list in which duplicates have no effect.
fn is_list(field: &Field, value: &Node) -> bool {
    let listed = matches!(field.format, Some(ValueFormat::ToolList | ValueFormat::CommaList));
    field.is_set() && (listed || matches!(value.value, Value::Sequence(_)))
}

/// Whether a field allows numbers beside the words of its set, as `effort` does, and this is one.
fn is_number_for(field: &Field, value: &Node) -> bool {
    let number = |scalar: &Scalar| matches!(scalar.kind(), ScalarKind::Integer | ScalarKind::Float);
    value.scalar().is_some_and(number)
        && field.types.iter().any(|kind| matches!(kind, Type::Integer | Type::Number))
}

fn duplicates(
    subject: &LintContext<'_>,
    field: &Field,
    entry: &Entry,
    words: &[SharedWord<'_>],
    found: &mut Vec<Diagnostic>,
) {
    let (list, key) = (&entry.value, key_of(entry, field));
    let mut first: FxHashMap<&str, &SharedWord<'_>> = FxHashMap::default();
    for word in words {
        if let Some(before) = first.get(word.text) {
            let clause = format!(
                "{} is listed twice in {}",
                quoted(word.text),
                code_span(super::super::shortened(key, 24))
            );
            let diagnostic = Diagnostic::new(&DUPLICATE_ITEM, word.range.clone(), clause);
            let diagnostic = diagnostic.related(before.range.clone(), "It is listed here first.");
            let title = format!("Remove the second {}", code_span(word.text));
            let fix = fixes::words::remove(subject, list, &word.range, word.text, title);
            // If it is no valid tool name, the intended one is unknown.
            let named =
                field.lists_tools() && field.values.as_ref().is_some_and(|set| set.accepts(word.text));
            let safe = named && fixes::words::is_whole(subject, list, &word.range);
            found.push(diagnostic.with_fixes(fix.map(|fix| fix.safe_if(safe))).tag(Tag::Unnecessary));
        } else {
            first.insert(word.text, word);
        }
    }
}

/// A word of a value, with its context.
struct Spot<'a> {
    subject: &'a LintContext<'a>,
    field: &'a Field,
    set: &'a Set,
    entry: &'a Entry,
    listed: &'a Listed<'a>,
    word: &'a SharedWord<'a>,
    /// The word without its parentheses: the content of `Tool(…)` is not checked against the set.
    name: &'a str,
    range: Range<usize>,
}

impl Spot<'_> {
    fn check_word(&self, found: &mut Vec<Diagnostic>) {
        let Self { set, name, .. } = *self;
        let scalar = self.entry.value.scalar();
        let boolean = scalar.is_some_and(|scalar| scalar.kind() == ScalarKind::Boolean);
        let accepted = || {
            set.accepts(name) || set.accepts(self.word.text) || boolean && set.accepts(&name.to_lowercase())
        };
        if let Some(value) = set.value(name) {
            found.extend(value.deprecated.as_ref().map(|deprecation| self.deprecated(deprecation)));
        } else if let Some(form) = set.wrong_form(name) {
            found.push(self.in_wrong_form(form));
        } else if !accepted() {
            found.extend(if set.closed { Some(self.unknown()) } else { self.misspelt() });
        }
    }

    fn key(&self) -> String {
        super::super::shortened(key_of(self.entry, self.field), 24)
    }

    /// Replaces the word. A word of a folded or escaped string has no range of its own.
    fn replacement_fix(&self, new: &str) -> Option<Fix> {
        let written = self.subject.front.text_at(self.range.clone()) == self.name;
        written.then(|| fixes::words::replace_word(self.subject, &self.entry.value, &self.range, new))
    }

    fn deprecated(&self, deprecation: &Deprecation) -> Diagnostic {
        let (clause, advice) = deprecation.clause(self.name);
        let new = deprecation.replacement.as_deref();
        let listed = |new: &&str| self.listed.contains_key(*new) && self.word.text == self.name;
        let fix = match new.filter(listed) {
            Some(new) => self.drop_old(new, deprecation.gone),
            None => new.and_then(|new| self.replacement_fix(new)),
        };
        let diagnostic = Diagnostic::new(&DEPRECATED_VALUE, self.range.clone(), clause).advice(advice);
        // What its vendor has retired no longer works.
        let worst = if deprecation.retired.is_some() { Severity::Warning } else { diagnostic.severity };
        diagnostic.severity(worst).tag(Tag::Deprecated).with_fixes(fix)
    }

    /// Reports a form that the tool does not read.
    fn in_wrong_form(&self, form: &WrongForm) -> Diagnostic {
        let clause = format!("{} is {}", quoted(self.name), form.pattern.doc);
        let fix = form.replacement.as_deref().and_then(|new| self.replacement_fix(new));
        Diagnostic::new(&WRONG_FORM, self.range.clone(), clause).advice(form.advice.as_str()).with_fixes(fix)
    }

    /// Removes the word from a list that has its replacement. Safe if the tool no longer knows it.
    fn drop_old(&self, new: &str, gone: bool) -> Option<Fix> {
        let (node, range) = (&self.entry.value, &self.range);
        let title = format!("Remove {}, since {} is listed", code_span(self.name), code_span(new));
        let fix = fixes::words::remove(self.subject, node, range, self.name, title)?;
        Some(fix.safe_if(gone && fixes::words::is_whole(self.subject, node, range)))
    }

    fn unknown(&self) -> Diagnostic {
        let (key, guess) = (self.key(), meant(self.name, self.set, Confidence::Wrong));
        let advice = guess.map_or_else(|| format!("Valid values: {}.", list(self.set)), did_you_mean);
        let clause = format!("{} is not a valid value for {}", quoted(self.name), code_span(&key));
        let worst = severity(self.field.invalid).min(Severity::Warning);
        let diagnostic = Diagnostic::new(&UNKNOWN_VALUE, self.range.clone(), clause).advice(advice);
        let diagnostic = diagnostic.effect_of(self.field, &key).severity(worst);
        diagnostic.with_fixes(guess.and_then(|guess| self.replacement_fix(guess)))
    }

    fn misspelt(&self) -> Option<Diagnostic> {
        let free = self.field.invalid == Effect::Kept;
        let (care, worst) = if free {
            (Confidence::Free, Severity::Hint)
        } else {
            (Confidence::MayBeRight, Severity::Warning)
        };
        // Duplicates are reported as such.
        let first = self.listed.get(self.word.text) == Some(&self.word.range.start);
        let short = || first.then(|| short_tool(self.subject, self.field, self.set, self.name)).flatten();
        let meant = meant(self.name, self.set, care).or_else(short)?;
        let clause = format!("{} is not a known value for {}", quoted(self.name), code_span(self.key()));
        let diagnostic = Diagnostic::new(&MISSPELT_VALUE, self.range.clone(), clause).severity(worst);
        Some(diagnostic.advice(did_you_mean(meant)).with_fixes(self.replacement_fix(meant)))
    }
}

/// Returns the tool that a short word is a typo of, if no tool has that name.
fn short_tool<'a>(subject: &LintContext<'_>, field: &Field, set: &'a Set, word: &str) -> Option<&'a str> {
    if !field.lists_tools() {
        return None;
    }
    let current = set.values.iter().filter(|value| value.deprecated.is_none());
    let meant = short_name(word, current.map(|value| value.value.as_str()))?;
    let fields =
        subject.dialects.file_kinds().flat_map(|kind| &kind.fields).filter(|field| field.lists_tools());
    let mut sets = fields.filter_map(|field| field.values.as_ref());
    let known = |set: &Arc<Set>| {
        let mut names = set.values.iter().map(|value| &value.value).chain(set.mistakes.keys());
        names.any(|name| name.eq_ignore_ascii_case(word))
    };
    (!sets.any(known)).then_some(meant)
}

/// Lists the values of a set for a sentence.
pub(in crate::lint) fn list(set: &Set) -> String {
    let values: Vec<_> = set.values.iter().map(|value| code_span(&value.value).to_string()).collect();
    match values.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
