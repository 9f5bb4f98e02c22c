//! What the tools make of the findings: how bad each is, and for whom.
//!
//! The rules say what is wrong with a text; the loaders know what a tool does about it. A finding is an error only
//! where a tool that counts drops the file, refuses it, or does without its front matter. What no rule has found and a
//! tool that counts refuses all the same is a finding of its own.

use crate::dialect::{Detection, Presence};
use crate::document::Document;
use crate::loader::{Outcome, Part, Verdict};
use crate::verdicts::{Readers, Reading, Targets};

use super::fix::Fix;
use super::subject::Subject;
use super::{Diagnostic, Rule, Severity};

pub(super) static RULES: &[&Rule] = &[&NOT_LOADED];

static NOT_LOADED: Rule = Rule {
    code: "not-loaded",
    summary: "A tool does not load the file as it is meant",
    severity: Severity::Error,
};

/// In how many lines front matter begins if it is meant to be some.
const FIRST_LINES: usize = 12;

/// A finding with the part of the file that its rule is about.
pub(super) type Found = (Part, Diagnostic);

/// Gives every finding its severity, and says in its message what the tools do.
pub(super) fn weigh(document: &Document, subject: &Subject<'_>, targets: &Targets, found: &mut Vec<Found>) {
    let readers = Readers::of(document, targets);
    let counting = readers.targets();
    for reading in counting.iter().filter(|reading| is_lost(&reading.verdict) && !subject.is_foreign()) {
        if !found.iter().any(|found| concerns(found, reading)) {
            found.extend(not_loaded(document, reading));
        }
    }
    if found.is_empty() {
        return;
    }
    let others = readers.others();
    for found in found {
        let all = counting.iter().chain(&others);
        let concerned: Vec<_> = all.filter(|reading| concerns(found, reading)).collect();
        let worst =
            concerned.iter().filter(|reading| reading.target).map(|reading| reading.verdict.outcome).max();
        let (_, diagnostic) = found;
        match worst {
            Some(outcome) if outcome > Outcome::Repaired => diagnostic.severity = Severity::Error,
            Some(Outcome::Repaired) => diagnostic.severity = Severity::Warning,
            // A tool that has read the whole file has no objection.
            _ if reads_all(&counting) => diagnostic.severity = diagnostic.severity.max(Severity::Warning),
            _ => {}
        }
        add_consequences(diagnostic, &concerned);
    }
}

/// What there is to say of a document without front matter, or with some that is taken for text: nothing, unless its
/// first lines are those of front matter that the tool does not recognise.
pub(super) fn of_missing_front_matter(document: &Document, targets: &Targets) -> Vec<Diagnostic> {
    let possible = |found: &Detection| found.document.front_matter != Presence::None;
    let meant = || {
        let end = document.text.line_start(FIRST_LINES);
        let head = document.text.slice(0..end);
        let opens = |line: &str, key: &str| {
            // The first key may stand on the line of the dashes.
            let text = line.strip_prefix("---").map_or(line, str::trim_start);
            text.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'))
        };
        let has = |key: &str| head.lines().any(|line| opens(line, key));
        has("name") && has("description")
    };
    if !document.detection.as_ref().is_some_and(possible) || !meant() {
        return Vec::new();
    }
    let counting = Readers::of(document, targets).targets();
    let lost = counting.iter().filter(|reading| is_lost(&reading.verdict));
    lost.filter_map(|reading| not_loaded(document, reading)).map(|(_, diagnostic)| diagnostic).collect()
}

/// Whether a tool does without the file, or without its front matter. A skill that only lacks a description is listed
/// with one that is not its own, which its author may want.
fn is_lost(verdict: &Verdict) -> bool {
    match verdict.outcome {
        Outcome::Loads | Outcome::Repaired => false,
        Outcome::Placeholder => verdict.part != Part::Field,
        Outcome::Dropped | Outcome::Stops => true,
    }
}

/// Whether there are tools that count, and each reads the file to its end.
fn reads_all(counting: &[Reading]) -> bool {
    !counting.is_empty() && !counting.iter().any(|reading| is_lost(&reading.verdict))
}

/// Whether a finding is about what decides a tool's verdict.
fn concerns((part, diagnostic): &Found, reading: &Reading) -> bool {
    let verdict = &reading.verdict;
    // Delimiters and YAML are one thing to a tool: a line of dashes in a value is either.
    let structure = |part: Part| matches!(part, Part::Yaml | Part::Delimiters);
    let same = *part == verdict.part || structure(*part) && structure(verdict.part);
    if verdict.outcome == Outcome::Loads || !same {
        return false;
    }
    let touches = |cause: &std::ops::Range<usize>| {
        let range = &diagnostic.range;
        let related = diagnostic.related.as_ref().map(|(range, _)| range);
        let meet = |range: &std::ops::Range<usize>| range.start <= cause.end && cause.start <= range.end;
        meet(range) || related.is_some_and(meet)
    };
    // Every fault has to go before the text is YAML; a field stands for itself.
    structure(*part) || verdict.cause.as_ref().is_some_and(touches)
}

fn not_loaded(document: &Document, reading: &Reading) -> Option<Found> {
    let verdict = &reading.verdict;
    let line_end = document.text.line_range(0).end;
    let range = verdict.cause.clone().unwrap_or(0..line_end);
    let message = format!("{}: {}.", sentence_of(reading.loader.tool, verdict.outcome), verdict.reason);
    let mark = &*document.text.slice(range.clone()) == "\u{feff}";
    let fix = mark
        .then(|| Fix::new("Remove the byte-order mark").replace(range.clone(), "").preferred().safe_if(true));
    let diagnostic = Diagnostic::new(&NOT_LOADED, range, message).fixes(fix);
    (!verdict.reason.is_empty()).then_some((verdict.part, diagnostic))
}

/// What one tool does, as the start of a sentence.
fn sentence_of(tool: &str, outcome: Outcome) -> String {
    format!("{tool} {}", predicate(outcome, false))
}

/// What tools do with a file, for one tool or several.
pub(crate) fn predicate(outcome: Outcome, several: bool) -> &'static str {
    match (outcome, several) {
        (Outcome::Loads, false) => "loads the file",
        (Outcome::Loads, true) => "load the file",
        (Outcome::Repaired, false) => "repairs the file and loads it",
        (Outcome::Repaired, true) => "repair the file and load it",
        (Outcome::Placeholder, false) => "lists the file with a placeholder",
        (Outcome::Placeholder, true) => "list the file with a placeholder",
        (Outcome::Dropped, false) => "does not load the file",
        (Outcome::Dropped, true) => "do not load the file",
        (Outcome::Stops, false) => "does not start",
        (Outcome::Stops, true) => "do not start",
    }
}

/// Says in the message what the tools do that it does not name yet.
fn add_consequences(diagnostic: &mut Diagnostic, concerned: &[&Reading]) {
    let outcomes = [Outcome::Stops, Outcome::Dropped, Outcome::Placeholder, Outcome::Repaired];
    let clauses: Vec<_> = outcomes
        .into_iter()
        .filter_map(|outcome| {
            let does = concerned.iter().filter(|reading| reading.verdict.outcome == outcome);
            let tools = does.map(|reading| reading.loader.tool);
            let tools: Vec<_> = tools.filter(|tool| !diagnostic.message.contains(tool)).collect();
            let names = match tools.split_last()? {
                (last, []) => (*last).to_owned(),
                (last, others) => format!("{} and {last}", others.join(", ")),
            };
            Some(format!("{names} {}", predicate(outcome, tools.len() > 1)))
        })
        .collect();
    if !clauses.is_empty() {
        diagnostic.message += &format!(" {}.", clauses.join("; "));
    }
}
