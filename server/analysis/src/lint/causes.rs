//! One mistake, one error or warning: of several diagnostics with one cause, keeps the one that names it.

use std::ops::Range;

use super::rules::consequences::{NO_EFFECT, NOT_LOADED, VerdictProblem};
use super::rules::{delimiters, keys, required, syntax, types, vocabulary};
use super::subject::LintContext;
use super::{Diagnostic, Rule, Severity};
use crate::document::Document;
use crate::syntax::yaml::Entry;

/// What follows from front matter that cannot be parsed as intended: keys missing, empty or ignored.
static CONSEQUENCES: &[&Rule] = &[&required::MISSING_FIELD, &required::EMPTY_FIELD, &NO_EFFECT];

/// Whether a diagnostic is hidden until the front matter can be parsed.
pub(crate) fn is_told_once_read(it: &Diagnostic) -> bool {
    is(it, CONSEQUENCES) || is(it, &[&NOT_LOADED])
}

/// Whether the front matter cannot be parsed as intended.
pub(crate) fn are_of_unread(found: &[Diagnostic]) -> bool {
    found.iter().any(|it| is_loud(it) && is_structure(it))
}

/// Whether a diagnostic belongs to one of some rules.
fn is(it: &Diagnostic, rules: &[&Rule]) -> bool {
    rules.iter().any(|rule| rule.code == it.rule.code)
}

fn is_loud(it: &Diagnostic) -> bool {
    it.severity <= Severity::Warning
}

/// Keeps one diagnostic where a value has a wrong type and is outside a set: that of the set if it has a suggestion,
/// else that of the type. Items of a value of a wrong type are not checked.
pub(super) fn leave_one_a_value(found: &mut Vec<VerdictProblem>) {
    let is_type = |it: &Diagnostic| is(it, &[&types::WRONG_TYPE]);
    let is_word = |it: &Diagnostic| is(it, vocabulary::RULES);
    let ranges = |of: &dyn Fn(&Diagnostic) -> bool| -> Vec<Range<usize>> {
        found.iter().filter(|(_, it)| of(it)).map(|(_, it)| it.range.clone()).collect()
    };
    let types = ranges(&is_type);
    let answered = ranges(&|it| is_word(it) && !it.fixes.is_empty());
    found.retain(|(_, it)| {
        let answered = answered.contains(&it.range) && types.contains(&it.range);
        let typed = types.iter().any(|range| holds(range, it));
        let inner = is_word(it) || is(it, &[&keys::UNKNOWN_KEY]);
        if is_type(it) { !answered } else { !inner || !typed || answered }
    });
}

/// Whether a diagnostic lies within a range.
fn holds(range: &Range<usize>, it: &Diagnostic) -> bool {
    range.start <= it.range.start && it.range.end <= range.end
}

/// Removes diagnostics that follow from another one: those in duplicate or unparsable entries, missing or ignored keys
/// in front matter that cannot be parsed, and ignored parts that another rule is about.
pub(super) fn leave(document: &Document, subject: &LintContext<'_>, found: &mut Vec<Diagnostic>) {
    // A single one has no other cause, which is the case at nearly every keystroke.
    if found.iter().filter(|it| is_loud(it)).count() < 2 {
        return;
    }
    lower_repeated(found);
    let causes = Causes::from_diagnostics(document, subject, found);
    found.retain(|it| !is_loud(it) || !causes.explain(document, it));
}

/// Where several diagnostics report the same effect of a tool, only the cause keeps that severity: one that is as
/// severe by itself, or else the first.
fn lower_repeated(found: &mut [Diagnostic]) {
    let lead = |it: &Diagnostic| it.message.split_once(": ").map(|(lead, _)| lead.to_owned());
    let raised = |it: &Diagnostic| is_loud(it) && it.rule.severity > Severity::Warning;
    let leads: Vec<_> = found.iter().map(|it| lead(it).filter(|_| is_loud(it))).collect();
    let by_itself: Vec<_> = found.iter().map(|it| is_loud(it) && !raised(it)).collect();
    for (at, it) in found.iter_mut().enumerate().filter(|(_, it)| raised(it)) {
        let Some(own) = leads.get(at).cloned().flatten() else { continue };
        let same = |other: &usize| leads.get(*other).is_some_and(|lead| lead.as_ref() == Some(&own));
        let mut others = (0..leads.len()).filter(same);
        let reason = others.clone().any(|other| by_itself.get(other) == Some(&true));
        if reason || others.next().is_some_and(|first| first < at) {
            it.severity = it.rule.severity;
        }
    }
}

/// Causes that other diagnostics may follow from.
struct Causes {
    /// Entries with duplicate keys.
    doubled: Vec<Range<usize>>,
    /// Top-level entries that cannot be parsed.
    unread: Vec<Range<usize>>,
    /// Whether the front matter cannot be parsed as intended.
    broken: bool,
    /// Whether a parser's error has no known explanation: the rest waits until that is fixed.
    unexplained: bool,
    /// Whether the front matter is too long to look for its end.
    too_long: bool,
    /// Whether a key is missing that a tool requires.
    lacks: bool,
    /// The reasons of empty keys.
    empty: Vec<String>,
    /// Lines that other rules are about.
    lines: Vec<usize>,
}

impl Causes {
    fn from_diagnostics(document: &Document, subject: &LintContext<'_>, found: &[Diagnostic]) -> Self {
        let loud = || found.iter().filter(|it| is_loud(it));
        let any = |rules: &[&Rule]| loud().any(|it| is(it, rules));
        let twice = loud().filter(|it| is_twice(it));
        let keys: Vec<_> = twice
            .flat_map(|it| [Some(&it.range), it.related.as_ref().map(|(range, _)| range)])
            .flatten()
            .map(|key| key.start)
            .collect();
        let faults: Vec<_> = loud().filter(|it| is(it, syntax::RULES)).map(|it| it.range.start).collect();
        let entries = subject.mappings.iter().flat_map(|mapping| &mapping.entries);
        let roots = subject.root().map_or(&[][..], |root| &root.entries);
        let spans = |entry: &Entry| entry.span();
        let doubled = entries.map(|known| spans(known.entry)).filter(|span| keys.contains(&span.start));
        let unread = roots.iter().map(|known| spans(known.entry));
        let unread = unread.filter(|span| faults.iter().any(|at| span.start <= *at && *at <= span.end));
        let empty = loud().filter(|it| is(it, &[&required::EMPTY_FIELD]));
        let lines = loud().filter(|it| !is(it, CONSEQUENCES));
        Self {
            doubled: doubled.collect(),
            unread: unread.collect(),
            broken: are_of_unread(found),
            unexplained: any(&[&syntax::INVALID_YAML]),
            too_long: any(&[&delimiters::TOO_LONG]),
            lacks: any(&[&required::MISSING_FIELD, &required::EMPTY_FIELD]),
            empty: empty.map(|it| it.reason().to_owned()).collect(),
            lines: lines.map(|it| document.text.line_at(it.range.start)).collect(),
        }
    }

    /// Whether a diagnostic follows from another one.
    fn explain(&self, document: &Document, it: &Diagnostic) -> bool {
        let within = |spans: &[Range<usize>]| spans.iter().any(|span| holds(span, it));
        let lost = is(it, &[&NO_EFFECT]);
        let line = || document.text.line_at(it.range.start);
        let told = || self.lines.contains(&line()) || self.empty.iter().any(|reason| reason == it.reason());
        let milder = is(it, &[&NOT_LOADED]) && it.severity == Severity::Warning;
        self.broken && (is(it, CONSEQUENCES) || milder)
            || self.too_long && !is(it, &[&delimiters::TOO_LONG])
            || lost && (self.lacks || told())
            || !is_twice(it) && within(&self.doubled)
            // Duplicate keys in an entry that is not YAML may belong to two entries.
            || is_twice(it) && within(&self.unread) && !self.unread.iter().any(|span| span.start == it.range.start)
            || !is_structure(it) && (within(&self.unread) || self.unexplained)
    }
}

/// Whether it is a duplicate key.
fn is_twice(it: &Diagnostic) -> bool {
    is(it, &[&keys::DUPLICATE_KEY])
}

/// Whether a diagnostic is about what at least one library cannot parse.
fn is_structure(it: &Diagnostic) -> bool {
    is(it, delimiters::RULES) || is(it, syntax::RULES) || is_twice(it)
}
