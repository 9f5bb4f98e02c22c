//! Real agent files: nothing panics, and an error is found only where a tool that counts does without the file.

use std::fs;
use std::path::{Path, PathBuf};

use agentls_analysis::document::Document;
use agentls_analysis::loader::Outcome;
use agentls_analysis::rules::{Severity, diagnostics};
use agentls_analysis::verdicts::{Targets, readings};

use crate::shared;

/// The files below a folder, and their texts.
pub(crate) fn files(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            found.push((path, text));
        }
    }
}

#[test]
fn errors_are_found_just_where_a_tool_does_without_the_file() {
    let folders = ["corpus/dev", "oracles/cases"].map(shared);
    let mut wrong = Vec::new();
    let (mut agents, mut errors, mut warnings) = (0, 0, 0);
    for folder in folders.into_iter().flatten() {
        let mut all = Vec::new();
        files(&folder, &mut all);
        for (path, text) in all {
            // Cases lie nowhere in particular; each is looked at as an agent.
            let name = path.file_name().unwrap().to_string_lossy();
            let place = if path.starts_with(shared("oracles").unwrap()) {
                format!("/w/.claude/agents/{name}")
            } else {
                path.to_string_lossy().into_owned()
            };
            let document = Document::new(Some(place.as_str().into()), 0, &text);
            agents += usize::from(document.detection.is_some());
            let found = diagnostics(&document);
            let count = |severity| found.iter().filter(|found| found.severity == severity).count();
            errors += count(Severity::Error);
            warnings += count(Severity::Warning);
            let counting: Vec<_> = readings(&document, &Targets::default())
                .into_iter()
                .filter(|reading| reading.target)
                .collect();
            if counting.is_empty() {
                continue;
            }
            let lost = counting.iter().any(|reading| reading.verdict.outcome > Outcome::Repaired);
            let says = |found: &&agentls_analysis::rules::Diagnostic| found.severity == Severity::Error;
            if let Some(found) = found.iter().find(says).filter(|_| !lost) {
                wrong.push(format!("{}: {}: {}", path.display(), found.rule.code, found.message));
            }
            // Documentation lies beside agents, and a file that has only just been made is empty: both are left alone.
            if ["no-front-matter", "empty-file", "plus-toml", "utf16le-bom", "yaml-directive"]
                .contains(&&*path.file_stem().unwrap().to_string_lossy())
            {
                continue;
            }
            let dropped = counting.iter().any(|reading| reading.verdict.outcome > Outcome::Placeholder);
            if dropped && count(Severity::Error) == 0 {
                let verdict = &counting[0].verdict;
                wrong.push(format!(
                    "{}: no error, and {:?}: {}",
                    path.display(),
                    verdict.outcome,
                    verdict.reason
                ));
            }
        }
    }
    println!("{agents} agent files, {errors} errors, {warnings} warnings");
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
}
