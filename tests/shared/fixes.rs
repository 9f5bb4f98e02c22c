//! Everything that is safe to mend, mended in real agent files, twice: as a library and by the built program.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::Command;

use agentls_analysis::document::Document;
use agentls_analysis::ide::actions::{Action, fix_all};
use agentls_analysis::lint::{Policy, diagnostics};
use agentls_analysis::loading::Outcome;
use agentls_analysis::syntax::yaml::{Node, Value};
use agentls_analysis::verdicts::{Targets, tool_verdicts};

use crate::corpus::{files, placed_cases};
use crate::shared;

#[test]
fn mending_twice_is_mending_once_and_harms_nothing() {
    let mut faults = Vec::new();
    let (mut all, mut mended) = (0, 0);
    let mut look = |place: String, text: &str| {
        all += 1;
        mended += usize::from(look_at(&place, text, &mut faults));
    };
    if let Some(folder) = shared("corpus/dev") {
        for (path, text) in files(&folder) {
            look(path.to_string_lossy().into_owned(), &text);
            look(format!("/w/.claude/agents/{}", path.file_name().unwrap().to_string_lossy()), &text);
        }
    }
    for (place, text) in placed_cases() {
        look(place, text);
    }
    println!("{mended} of {all} files have something that is safe to mend");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn safe(document: &Document) -> Option<Action> {
    fix_all(document, &diagnostics(document), &Policy::default())
}

/// Notes what is wrong with the safe fixes of a file. Says whether there are any.
fn look_at(place: &str, text: &str, faults: &mut Vec<String>) -> bool {
    let before = Document::new(Some(place.into()), 0, text);
    let Some(action) = safe(&before) else { return false };
    let mut new = text.to_owned();
    action.edits.iter().rev().for_each(|edit| new.replace_range(edit.range.clone(), &edit.text));
    let after = Document::new(Some(place.into()), 0, &new);
    if let Some(again) = safe(&after) {
        faults.push(format!("{place}: the second pass changes {:?}", again.edits));
    }
    let (old, outcomes) = (outcomes(&before), outcomes(&after));
    for (tool, outcome) in &outcomes {
        if old.get(tool).is_some_and(|old| outcome > old) {
            faults.push(format!("{place}: {tool}: {:?} became {outcome:?}", old[tool]));
        }
    }
    let touched = |range: &Range<usize>| {
        action.edits.iter().any(|edit| edit.range.start < range.end && range.start <= edit.range.end)
    };
    let mut values = values(&after, |_| false).into_iter();
    for value in self::values(&before, touched) {
        if !values.any(|other| other == value) {
            faults.push(format!("{place}: `{value}` is not what it was"));
        }
    }
    true
}

/// What each tool does with a document.
fn outcomes(document: &Document) -> BTreeMap<&'static str, Outcome> {
    let tool_verdicts = tool_verdicts(document, &Targets::default()).into_iter();
    tool_verdicts.map(|reading| (reading.loader.id, reading.verdict.outcome)).collect()
}

/// The outermost keys with their values, in their order, without those that an edit touches.
fn values(document: &Document, touched: impl Fn(&Range<usize>) -> bool) -> Vec<String> {
    let Some(front) = document.front_matter() else { return Vec::new() };
    let entries = front.yaml.root.as_ref().map_or(&[][..], |root| root.entries());
    let starts = entries.iter().skip(1).map(|entry| entry.key.span.start).chain([front.content.end]);
    std::iter::zip(entries, starts)
        .filter(|(entry, next)| !entry.value.broken && !touched(&(entry.key.span.start..*next)))
        .map(|(entry, _)| format!("{}: {}", entry.name().unwrap_or_default(), meaning(&entry.value)))
        .collect()
}

/// A value without its place.
fn meaning(node: &Node) -> String {
    match &node.value {
        Value::Scalar(scalar) => format!("{:?} {:?}", scalar.kind(), scalar.text),
        Value::Alias => "*".to_owned(),
        Value::Sequence(items) => format!("{:?}", items.iter().map(meaning).collect::<Vec<_>>()),
        Value::Mapping(entries) => {
            let entries = entries.iter().map(|entry| (entry.name(), meaning(&entry.value)));
            format!("{:?}", entries.collect::<Vec<_>>())
        }
    }
}

#[test]
fn the_program_mends_a_folder_of_real_files_once() {
    let Some(folder) = shared("corpus/dev") else { return };
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixed-corpus");
    let _ = fs::remove_dir_all(&copy);
    let texts = files(&folder);
    for (path, text) in &texts {
        let path = copy.join(path.strip_prefix(&folder).unwrap());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let fix = || {
        let program = || Command::new(env!("CARGO_BIN_EXE_agentls"));
        let output = program().args(["fix", "--severity", "hint"]).arg(&copy).output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (first, err) = fix();
    assert_eq!(err, "");
    println!("{}", first.lines().last().unwrap());
    for (path, text) in &texts {
        let place = copy.join(path.strip_prefix(&folder).unwrap());
        let before = Document::new(Some(place.to_string_lossy().into()), 0, text);
        let mut expected = text.clone();
        let edits = safe(&before).map(|action| action.edits).unwrap_or_default();
        edits.iter().rev().for_each(|edit| expected.replace_range(edit.range.clone(), &edit.text));
        assert_eq!(fs::read_to_string(&place).unwrap(), expected, "{}", place.display());
    }
    assert!(fix().0.starts_with("nothing to fix"), "{first}");
    fs::remove_dir_all(&copy).unwrap();
}
