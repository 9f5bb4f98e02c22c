//! What the diagnostics say of files of which the real tools were seen to do something: by the table of whose verdict counts.

use std::fs;

use agentls_analysis::dialect::Dialects;
use agentls_analysis::document::Document;
use agentls_analysis::lint::{Diagnostic, Policy, Severity, diagnostics_for};
use agentls_analysis::loading::Outcome;
use agentls_analysis::verdicts::{Standing, Targets, readings};
use serde_json::Value;

use crate::corpus::files;
use crate::oracles::{READINGS, Readings, outcome, text};
use crate::shared;

/// The worst that is said of a document.
fn worst(found: &[Diagnostic]) -> Option<Severity> {
    found.iter().map(|found| found.severity).min()
}

fn policy(target: Option<&str>) -> Policy {
    let (targets, unknown) = Targets::new(target, Dialects::built_in());
    assert!(unknown.is_empty(), "{unknown:?}");
    Policy { targets, ..Policy::default() }
}

/// Whether a description was meant where it need not be, or front matter that is not found.
fn is_meant(text: &str) -> bool {
    let starts = |key: &str| text.lines().take(12).any(|line| line.starts_with(key));
    starts("description:") || !text.starts_with("---") && (starts("name:") || starts("model:"))
}

/// What is wrong with what is said of a file of which a tool that counts did that.
fn fault(
    expected: Outcome,
    found: &[Diagnostic],
    reading: &Value,
    text: &str,
    optional: bool,
) -> Option<String> {
    let worst = worst(found);
    let is_error = worst == Some(Severity::Error);
    let is_told = worst.is_some_and(|worst| worst <= Severity::Warning);
    let no_tool = reading["resolved"]["tools"].as_array().is_some_and(Vec::is_empty)
        // Nobody knows which servers there are.
        && !text.contains("mcp__")
        && !text.contains("disallowedTools");
    let wrong = match expected {
        Outcome::Dropped | Outcome::Stops => !is_error,
        Outcome::Placeholder => is_error || !is_told && (!optional || is_meant(text)),
        Outcome::Loads | Outcome::Repaired => is_error || no_tool && !is_told,
    };
    let said =
        || found.iter().map(|found| format!("{:?} {}: {}", found.severity, found.rule.code, found.message));
    wrong.then(|| format!("{expected:?}, and we say {:#?}", said().collect::<Vec<_>>()))
}

#[test]
fn what_is_said_is_what_the_owner_and_the_targets_do() {
    let Some(oracles) = shared("oracles") else { return };
    let mut wrong = Vec::new();
    let mut count = 0;
    for Readings { file, document, place, answer } in READINGS {
        let dialect = document.split('.').next().unwrap();
        // Two programs of claude-flow read the same file, each in its way.
        if dialect.ends_with("-flow") {
            continue;
        }
        let lines = fs::read_to_string(oracles.join(file)).unwrap();
        for line in lines.lines() {
            let reading: Value = serde_json::from_str(line).unwrap();
            let path = reading["path"].as_str().unwrap();
            let Some(expected) = outcome(&reading, answer) else { continue };
            let text = text(&oracles, path);
            let at = place.of(path);
            let file = Document::new(Some(at.as_str().into()), 0, &text);
            let optional = document.ends_with(".command");
            // What agentls says of loading differs in a few known cases, which another test lists.
            let known = |target: Option<&str>| {
                let all = readings(&file, &policy(target).targets).into_iter();
                let mut own = all.filter(|it| it.loader.id == *document || it.loader.document == *document);
                own.any(|it| it.is_target() && it.verdict.outcome == expected)
            };
            for target in [None, Some(dialect)] {
                // A validator has no say by itself.
                if !known(target) {
                    continue;
                }
                count += 1;
                let found = diagnostics_for(&file, &policy(target));
                let said = fault(expected, &found, &reading, &text, optional);
                wrong.extend(said.map(|said| format!("{document} {at} (target {target:?}): {said}")));
            }
        }
    }
    println!("{count} readings");
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
}

/// Places that several tools share, and such as are one tool's and read by others.
const PLACES: &[&str] = &[
    "/w/.agents/skills/*/SKILL.md",
    "/w/skills/*/SKILL.md",
    "/w/.claude/agents/*.md",
    "/w/.claude/skills/*/SKILL.md",
];

#[test]
fn what_is_said_is_what_all_readers_do() {
    let Some(cases) = shared("oracles/cases") else { return };
    let mut wrong = Vec::new();
    for (path, text) in files(&cases) {
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let case = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        for place in PLACES.iter().map(|place| place.replace('*', &case)) {
            let file = Document::new(Some(place.as_str().into()), 0, &text);
            let all = readings(&file, &Targets::default());
            let of = |standing| all.iter().filter(move |it| it.standing == standing);
            let drops = |standing| of(standing).filter(|it| it.is_dropped()).count();
            let (shared, others) = (drops(Standing::Shared), drops(Standing::Other));
            let expected = match (drops(Standing::Owner), shared) {
                (1.., _) => Some(Severity::Error),
                (0, 0) => None,
                (0, some) if some == of(Standing::Shared).count() => Some(Severity::Error),
                (0, _) => Some(Severity::Warning),
            };
            let found = diagnostics_for(&file, &policy(None));
            let worst = worst(&found);
            let fits = match expected {
                Some(Severity::Error) => worst == Some(Severity::Error),
                Some(expected) => worst == Some(expected),
                None => worst != Some(Severity::Error) && (others == 0 || !found.is_empty() || is_own(&file)),
            };
            if !fits {
                let said: Vec<_> =
                    found.iter().map(|it| format!("{:?} {}", it.severity, it.message)).collect();
                wrong.push(format!("{place}: {expected:?} and not {worst:?}: {said:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether a file is one of a format laid over that of the place's owner.
fn is_own(file: &Document) -> bool {
    file.detection.as_ref().is_some_and(|detection| detection.document.overlay.is_some())
}

#[test]
fn the_example_agent_is_sound_and_copilot_drops_it() {
    let Some(path) = shared("seed/async-rust-specialist.md") else { return };
    let text = fs::read_to_string(path).unwrap();
    let seed = Document::new(Some("/w/.claude/agents/async-rust-specialist.md".into()), 0, &text);
    assert!(diagnostics_for(&seed, &policy(None)).is_empty());
    let found = diagnostics_for(&seed, &policy(Some("copilot")));
    let [only] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((only.severity, &*seed.text.slice(only.range.clone())), (Severity::Error, "pre"));
}

#[test]
fn first_clauses_are_short() {
    let Some(folder) = shared("corpus/dev") else { return };
    let mut longest = (0, String::new());
    for (path, text) in files(&folder) {
        let file = Document::new(Some(path.to_string_lossy().into()), 0, &text);
        for target in [None, Some("copilot"), Some("gemini-cli"), Some("opencode")] {
            for found in diagnostics_for(&file, &policy(target)) {
                let clause = found.first_clause().to_owned();
                longest = longest.max((clause.chars().count(), clause));
            }
        }
    }
    println!("the longest has {} characters: {}", longest.0, longest.1);
    assert!(longest.0 <= 70, "{longest:?}");
}
