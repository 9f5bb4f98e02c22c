//! The verdicts of agentls against those of the real tools.

use std::collections::BTreeMap;

use agentls_analysis::document::Document;
use rayon::prelude::*;

use crate::readings::{Column, columns};

/// Differences that are known, with their causes: `KIND CASE: CAUSE`, one on a line.
const KNOWN: &str = include_str!("differences.txt");

#[test]
fn every_verdict_is_the_real_tools() {
    let mut found: BTreeMap<_, _> = columns().par_iter().flat_map_iter(differences).collect();
    for line in KNOWN.lines() {
        let (known, _) = line.split_once(": ").unwrap_or_else(|| panic!("no cause: {line}"));
        assert!(found.remove(known).is_some(), "this is no difference any more: {line}");
    }
    let found: Vec<_> = found.into_iter().map(|(what, how)| format!("{what}: {how}")).collect();
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
}

/// By kind and case, how our verdict differs from what the tool did.
fn differences(column: &Column) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (case, reading) in column.readings() {
        let document = Document::new(Some(reading.path.as_str().into()), 0, &case.text);
        // The newest version that was asked does the same with every case.
        let versions = [column.loader, column.loader.of_version(column.version)];
        let verdicts = versions.map(|loader| document.verdict(loader));
        if let Some(verdict) = verdicts.iter().find(|verdict| verdict.outcome != reading.expected) {
            let how = format!(
                "{} was seen to do {:?}, and agentls says {:?} ({})",
                column.tool(),
                reading.expected,
                verdict.outcome,
                verdict.reason
            );
            found.push((format!("{} {}", column.loader.id, case.name), how));
        }
    }
    found
}
