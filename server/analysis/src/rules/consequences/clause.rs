//! The first clause of a diagnostic: who does what to whom, and why, in at most 70 characters.

use crate::dialect::{Document, Effect, Role};
use crate::loader::{Outcome, Part};
use crate::rules::LONGEST_CLAUSE;
use crate::verdicts::Reading;

/// What a kind of document defines, in a sentence.
pub(crate) fn noun(kind: &Document) -> &'static str {
    match kind.role {
        Role::Agent => "agent",
        Role::Skill => "skill",
        Role::Command => "command",
        Role::Instructions if kind.id.ends_with(".rule") => "rule",
        Role::Instructions => "file",
        Role::Mode => "mode",
        Role::Check => "check",
    }
}

/// What a tool does according to what is written about it, where nobody has seen it do so.
pub(super) fn by_data(tool: &str, effect: Effect, key: &str, noun: &str) -> Option<String> {
    match effect {
        Effect::Dropped => Some(format!("{tool} drops this {noun}")),
        Effect::Stops => Some(format!("{tool} does not start")),
        Effect::Ignored => Some(format!("{tool} ignores `{key}`")),
        Effect::Kept | Effect::Reported => None,
    }
}

/// What the first of some tools does, and with how many others, as the start of a sentence: as much as there is room for
/// before the reason.
pub(super) fn by_verdict(concerned: &[&Reading], noun: &str, reason: &str) -> Option<String> {
    let [first, rest @ ..] = concerned else { return None };
    let name = |reading: &Reading| reading.loader.name();
    let first_does = does(first, false, noun);
    let alike: Vec<_> = rest.iter().filter(|other| does(other, false, noun) == first_does).collect();
    let several = does(first, true, noun);
    let subjects = match alike.as_slice() {
        [] => Vec::new(),
        [second] => {
            vec![format!("{} and {} {several}", name(first), name(second)), format!("{} and 1 other {several}", name(first))]
        }
        more => vec![format!("{} and {} others {several}", name(first), more.len())],
    };
    let alone = format!("{} {first_does}", name(first));
    let fits = |subject: &&String| subject.chars().count() + ": ".len() + reason.chars().count() < LONGEST_CLAUSE;
    Some(subjects.iter().find(fits).cloned().unwrap_or(alone))
}

/// What one tool does, or several do.
fn does(reading: &Reading, several: bool, noun: &str) -> String {
    let s = if several { "" } else { "s" };
    match (reading.verdict.outcome, reading.verdict.part) {
        (Outcome::Loads, _) => format!("load{s} this {noun}"),
        (Outcome::Repaired, _) => format!("repair{s} this {noun}"),
        (Outcome::Placeholder, Part::Field) => format!("cannot describe this {noun}"),
        (Outcome::Placeholder, _) => format!("ignore{s} the front matter"),
        (Outcome::Dropped, _) => format!("drop{s} this {noun}"),
        (Outcome::Stops, _) => if several { "do not start" } else { "does not start" }.to_owned(),
    }
}

/// The names of all tools that do the same as others, where the first clause does not say them: a sentence for each thing
/// that they do.
pub(super) fn names_in_full(said: &str, concerned: &[&Reading]) -> Vec<String> {
    let outcomes = [Outcome::Stops, Outcome::Dropped, Outcome::Placeholder];
    let sentence = |outcome: Outcome| {
        let tools = concerned.iter().filter(|reading| reading.verdict.outcome == outcome);
        let tools: Vec<_> = tools.map(|reading| reading.loader.name()).collect();
        if tools.iter().all(|tool| said.contains(&**tool)) {
            return None;
        }
        let several = tools.len() > 1;
        let does = match (outcome, several) {
            (Outcome::Stops, false) => "does not start",
            (Outcome::Stops, true) => "do not start",
            (Outcome::Placeholder, false) => "loads it without its front matter",
            (Outcome::Placeholder, true) => "load it without its front matter",
            (_, false) => "drops it",
            (_, true) => "drop it",
        };
        Some(format!("{} {does}.", and(&tools)))
    };
    outcomes.into_iter().filter_map(sentence).collect()
}

/// Some words in a sentence.
pub(super) fn and<T: AsRef<str>>(words: &[T]) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [others @ .., last] => {
            let others: Vec<_> = others.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", others.join(", "), last.as_ref())
        }
    }
}
