//! Every error, warning and information on the real agent files, judged by hand: whether it is right and helps.
//!
//! `labels.tsv` has a row for each: the file, the rule, the words that it stands at, the judgement (`right` or `wrong`) and
//! why. A diagnostic that is not in the table is a new one: look at the file, and add a row. One that is judged wrong may not
//! come back.

use std::collections::BTreeMap;

use agentls_analysis::document::Document;
use agentls_analysis::rules::{Severity, diagnostics};

use crate::corpus::files;
use crate::shared;

/// A diagnostic without what changes with its wording: file, rule, words.
type Label = (String, String, String);

const TABLE: &str = include_str!("labels.tsv");

#[test]
fn diagnostics_on_real_files_are_judged() {
    let table = table();
    let Some(folder) = shared("corpus/dev") else { return };
    let (mut faults, mut seen) = (Vec::new(), BTreeMap::new());
    for (path, text) in files(&folder) {
        let file = path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
        let document = Document::new(Some(path.to_string_lossy().into()), 0, &text);
        for found in diagnostics(&document).iter().filter(|found| found.severity <= Severity::Information) {
            let label = (file.clone(), found.rule.code.to_owned(), words(&document, found.range.start));
            match table.get(&label).map(String::as_str) {
                Some("right") => {}
                Some(_) => faults.push(format!("{label:?} is judged wrong, and is back")),
                None => faults.push(format!(
                    "not judged: {}\t{}\t{}\tright\t{}",
                    label.0, label.1, label.2, found.message
                )),
            }
            *seen.entry(label).or_insert(0) += 1;
        }
    }
    let gone = table.iter().filter(|(label, judged)| *judged == "right" && !seen.contains_key(*label));
    faults.extend(gone.map(|(label, _)| format!("{label:?} is not found any more")));
    let (right, all) = (table.values().filter(|judged| *judged == "right").count(), table.len());
    println!(
        "{right} of {all} judged diagnostics are right and useful; {} are found",
        seen.values().sum::<usize>()
    );
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The line of a place from there on, as far as it says what it is about.
fn words(document: &Document, at: usize) -> String {
    let end = document.text.line_range(document.text.line_at(at)).end;
    let line = document.text.slice(at.min(end)..end).into_owned();
    line.replace('\t', " ").trim().chars().take(40).collect()
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
