//! What the diagnostics say of files of which the real tools were seen to do something: by the table of whose verdict counts.

use std::fs;

use agentls_analysis::document::Document;
use agentls_analysis::lint::{Severity, diagnostics_for};
use serde_json::Value;

use crate::corpus::files;
use crate::oracles::{READINGS, Readings, outcome, text};
use crate::said::{faults, policy};
use crate::shared;

#[test]
fn what_is_said_is_what_the_owner_and_the_targets_do() {
    let Some(oracles) = shared("oracles") else { return };
    let mut wrong = Vec::new();
    for Readings { file, document, place, answer } in READINGS {
        for line in fs::read_to_string(oracles.join(file)).unwrap().lines() {
            let reading: Value = serde_json::from_str(line).unwrap();
            let path = reading["path"].as_str().unwrap();
            let Some(expected) = outcome(&reading, answer) else { continue };
            let has_no_tool = reading["resolved"]["tools"].as_array().is_some_and(Vec::is_empty);
            wrong.extend(faults(document, &place.of(path), &text(&oracles, path), expected, has_no_tool));
        }
    }
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
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
