//! Real agent files: nothing panics, and an error is found only where a tool that counts does without the file.

use std::fs;
use std::path::{Path, PathBuf};

use agentls_analysis::document::Document;
use agentls_analysis::lint::{Severity, diagnostics};
use agentls_analysis::loading::Outcome;
use agentls_analysis::verdicts::{Standing, Targets, ToolVerdict, tool_verdicts};

use crate::cases::CASES;
use crate::shared;

/// The files below a folder, and their texts.
pub(crate) fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    collect(folder, &mut found);
    found
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, found);
        } else {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            found.push((path, text));
        }
    }
}

/// Where minimal cases are put, so that each tool's rules see each of them. `*` is the name of the case's folder.
pub(crate) const PLACES: &[&str] = &[
    "/w/.claude/agents/*.md",
    "/w/plugins/p/agents/*.md",
    "/w/.claude/skills/*/SKILL.md",
    "/w/.claude/commands/*.md",
    "/w/.opencode/agent/*.md",
    "/w/.opencode/skill/*/SKILL.md",
    "/w/.gemini/agents/*.md",
    "/w/.gemini/skills/*/SKILL.md",
    "/w/.qwen/agents/*.md",
    "/w/.github/agents/*.md",
    "/w/.github/skills/*/SKILL.md",
];

/// The longest case that is looked at in all places, in bytes: in longer ones only the length is asked about.
const LONGEST: usize = 1 << 14;

/// Each case in each of the places: its path there, and its text.
pub(crate) fn placed_cases() -> impl Iterator<Item = (String, &'static str)> {
    let short = CASES.iter().filter(|case| case.text.len() <= LONGEST && case.at("*").ends_with(".md"));
    short.flat_map(|case| PLACES.iter().map(|place| (case.at(place), case.text.as_str())))
}

/// What is wrong with the findings of one document: an error where no tool that counts does without the file, or none
/// where one does.
fn fault(document: &Document) -> Option<String> {
    let tool_verdicts =
        tool_verdicts(document, &Targets::default()).into_iter().filter(ToolVerdict::is_target);
    let counting: Vec<_> = tool_verdicts.collect();
    let worst = counting.iter().max_by_key(|reading| reading.verdict.outcome)?;
    let found = diagnostics(document);
    let error = found.iter().find(|found| found.severity == Severity::Error);
    match (error, worst.verdict.outcome) {
        (Some(error), Outcome::Loads | Outcome::Repaired) => {
            Some(format!("{}: {}", error.rule.code, error.message))
        }
        // Of several readers of a shared folder, some may do without the file.
        (None, Outcome::Dropped | Outcome::Stops)
            if worst.standing == Standing::Shared && !counting.iter().all(ToolVerdict::is_dropped) =>
        {
            None
        }
        (None, Outcome::Dropped | Outcome::Stops) => Some(format!("no error, and {}", worst.predicate())),
        _ => None,
    }
}

#[test]
fn errors_are_found_just_where_a_tool_does_without_the_file() {
    let mut wrong = Vec::new();
    let mut look = |place: String, text: &str| {
        let document = Document::new(Some(place.as_str().into()), 0, text);
        wrong.extend(fault(&document).map(|fault| format!("{place}: {fault}")));
        document
    };
    if let Some(folder) = shared("corpus/dev") {
        let mut counts = [0; 4];
        for (path, text) in files(&folder) {
            let document = look(path.to_string_lossy().into_owned(), &text);
            counts[3] += usize::from(document.detection.is_some());
            for found in diagnostics(&document) {
                counts[(found.severity as usize).min(2)] += 1;
            }
        }
        let [errors, warnings, notes, agents] = counts;
        println!("{agents} agent files: {errors} errors, {warnings} warnings, {notes} notes");
    }
    for (place, text) in placed_cases() {
        look(place, text);
    }
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
}
