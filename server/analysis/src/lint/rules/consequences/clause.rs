//! The first clause of a diagnostic: what happens to whom, and why, in at most 70 characters.

use crate::code_span::code_span;
use crate::dialect::{Effect, FileKind, Role};
use crate::lint::LONGEST_CLAUSE;
use crate::loading::{Outcome, Part};
use crate::verdicts::ToolVerdict;

/// Returns what a file kind defines, as a noun.
pub(crate) fn noun(kind: &FileKind) -> &'static str {
    let own = kind.id.rsplit('.').next().unwrap_or_default();
    match (kind.role, own) {
        (Role::Agent, _) => "agent",
        (Role::Skill, _) => "skill",
        (Role::Command, "prompt") => "prompt",
        (Role::Command, "workflow") => "workflow",
        (Role::Command, _) => "command",
        (Role::Instructions, "rule") => "rule",
        (Role::Instructions, "workflow") => "workflow",
        (Role::Instructions | Role::Settings, _) => "file",
        (Role::Mode, "output-style") => "output style",
        (Role::Mode, _) => "mode",
        (Role::Check, _) => "check",
    }
}

/// Returns the documented effect in a tool, where none was observed.
pub(super) fn by_data(tool: &str, effect: Effect, key: &str, noun: &str) -> Option<String> {
    match effect {
        Effect::Dropped => Some(format!("{tool} drops this {noun}")),
        Effect::Stops => Some(format!("{tool} does not start")),
        Effect::Ignored => Some(format!("{tool} ignores {}", code_span(key))),
        Effect::Kept | Effect::Reported => None,
    }
}

/// Returns what the first of some tools does, and with how many others, as the start of a sentence: as much as fits
/// before the reason.
pub(super) fn by_verdict(concerned: &[&ToolVerdict], noun: &str, reason: &str) -> Option<String> {
    let [first, rest @ ..] = concerned else { return None };
    let name = |reading: &ToolVerdict| reading.loader.name();
    let what = format!("this {noun}");
    let first_does = does(first, false, &what);
    let alike: Vec<_> = rest.iter().filter(|other| does(other, false, &what) == first_does).collect();
    let several = does(first, true, &what);
    let subjects = match alike.as_slice() {
        [] => Vec::new(),
        [second] => {
            vec![
                format!("{} and {} {several}", name(first), name(second)),
                format!("{} and 1 other {several}", name(first)),
            ]
        }
        more => vec![format!("{} and {} others {several}", name(first), more.len())],
    };
    let alone = format!("{} {first_does}", name(first));
    let fits =
        |subject: &&String| subject.chars().count() + ": ".len() + reason.chars().count() < LONGEST_CLAUSE;
    Some(subjects.iter().find(fits).cloned().unwrap_or(alone))
}

/// Formats what one or several tools do with something.
fn does(reading: &ToolVerdict, several: bool, what: &str) -> String {
    let s = if several { "" } else { "s" };
    match (reading.verdict.outcome, reading.verdict.part) {
        (Outcome::Loads, _) => format!("load{s} {what}"),
        (Outcome::Repaired, _) => format!("repair{s} {what}"),
        (Outcome::Placeholder, Part::Field) => format!("cannot describe {what}"),
        (Outcome::Placeholder, _) if reading.verdict.reason == "no front matter" => {
            format!("cannot describe {what}")
        }
        (Outcome::Placeholder, _) => format!("ignore{s} the front matter"),
        (Outcome::Dropped, _) => format!("drop{s} {what}"),
        (Outcome::Stops, _) => if several { "do not start" } else { "does not start" }.to_owned(),
    }
}

/// Returns sentences with the names of all tools that do the same, one per effect, if the first clause leaves some out.
pub(super) fn names_in_full(said: &str, concerned: &[&ToolVerdict]) -> Vec<String> {
    let harmful = concerned.iter().filter(|reading| reading.verdict.outcome > Outcome::Repaired);
    let mut left: Vec<_> = harmful.copied().collect();
    let mut sentences = Vec::new();
    while let Some(first) = left.first() {
        let done = does(first, false, "it");
        let (alike, others): (Vec<&ToolVerdict>, Vec<&ToolVerdict>) =
            left.iter().copied().partition(|reading| does(reading, false, "it") == done);
        let tools: Vec<_> = alike.iter().map(|reading| reading.loader.name()).collect();
        let (named, unnamed): (Vec<_>, Vec<_>) = tools.iter().partition(|tool| names(said, tool));
        if !unnamed.is_empty() && said.contains(" others ") {
            sentences.push(format!("{} {}.", and(&tools), does(first, tools.len() > 1, "it")));
        } else if !unnamed.is_empty() {
            let too = if named.is_empty() { "" } else { ", too" };
            sentences.push(format!("{} {}{too}.", and(&unnamed), does(first, unnamed.len() > 1, "it")));
        }
        left = others;
    }
    sentences
}

/// Whether a sentence has a name as words of its own: `pi` is in `Copilot`, too.
fn names(said: &str, name: &str) -> bool {
    let is_end = |char: Option<char>| char.is_none_or(|char| !char.is_alphanumeric());
    said.match_indices(name).any(|(at, _)| {
        let (before, rest) = said.split_at(at);
        let behind = rest.get(name.len()..).unwrap_or_default();
        is_end(before.chars().next_back()) && is_end(behind.chars().next())
    })
}

/// Joins words for a sentence.
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
