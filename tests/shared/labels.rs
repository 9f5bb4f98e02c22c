//! Every error, warning and information on the real agent files, judged by hand: whether it is right and helps.
//!
//! `labels.tsv` has a row for each: the file, the rule, the words that it stands at, the judgement (`right` or `wrong`) and
//! why. A diagnostic that is not in the table is a new one: look at the file, and add a row. One that is judged wrong may not
//! come back.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::shared;

/// A diagnostic without what changes with its wording: file, rule, words.
type Label = (String, String, String);

const TABLE: &str = include_str!("labels.tsv");

#[test]
fn diagnostics_on_real_files_are_judged() {
    let table = table();
    let Some(folder) = shared("corpus/dev") else { return };
    let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
    command.args(["check", "--severity=information", "--format=json", "."]).current_dir(&folder);
    let report: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let (mut faults, mut seen) = (Vec::new(), BTreeMap::new());
    for file in report["files"].as_array().unwrap() {
        let path = file["path"].as_str().unwrap();
        let text = String::from_utf8_lossy(&fs::read(folder.join(path)).unwrap()).into_owned();
        for found in file["findings"].as_array().unwrap() {
            let at = found["bytes"][0].as_u64().unwrap() as usize;
            let label = (path.to_owned(), found["code"].as_str().unwrap().to_owned(), words(&text, at));
            match table.get(&label).map(String::as_str) {
                Some("right") => {}
                Some(_) => faults.push(format!("{label:?} is judged wrong, and is back")),
                None => {
                    let (path, code, words) = &label;
                    faults.push(format!("not judged: {path}\t{code}\t{words}\tright\t{}", found["message"]));
                }
            }
            *seen.entry(label).or_insert(0) += 1;
        }
    }
    let gone = table.iter().filter(|(label, judged)| *judged == "right" && !seen.contains_key(*label));
    faults.extend(gone.map(|(label, _)| format!("{label:?} is not found any more")));
    let (right, all) = (table.values().filter(|judged| *judged == "right").count(), table.len());
    println!("{right} of {all} judged are right and useful; {} are found", seen.values().sum::<usize>());
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The line of a place from there on, as far as it says what it is about.
fn words(text: &str, at: usize) -> String {
    let rest = text.get(at..).unwrap_or_default().lines().next().unwrap_or_default();
    rest.replace('\t', " ").trim().chars().take(40).collect::<String>().trim_end().to_owned()
}

fn table() -> BTreeMap<Label, String> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.map(|row| {
        let mut cells = row.split('\t').map(str::to_owned);
        let mut next = || cells.next().unwrap_or_default();
        let label = (next(), next(), next().trim().to_owned());
        (label, next())
    })
    .collect()
}
