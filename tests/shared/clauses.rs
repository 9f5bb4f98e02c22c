//! Whether what loaders say of real files and of the cases of the oracles fits in a list of problems.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use agentls_analysis::document::Document;
use agentls_analysis::tools::loaders;

use crate::shared;

/// The longest reason and the longest loss, in characters: with the tool before it, a reason fits in a line of a list.
const LONGEST: usize = 44;

#[test]
fn every_reason_and_every_loss_is_a_short_clause() {
    let Some(oracles) = shared("oracles") else { return };
    let mut files = Vec::new();
    for folder in [oracles.join("cases"), oracles.join("../corpus/dev")] {
        collect(&folder, &mut files);
    }
    let mut long = BTreeSet::new();
    for path in &files {
        let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let text = String::from_utf8_lossy(&bytes);
        let document = Document::new(Some(path.display().to_string().into()), 0, &text);
        for loader in loaders() {
            let verdict = document.verdict(loader);
            let whats = verdict.losses.iter().map(|loss| loss.what.clone());
            for clause in whats.chain([verdict.reason.clone()]) {
                if clause.chars().count() > LONGEST || clause.ends_with('.') || clause.contains('\n') {
                    long.insert(format!("{}: {clause}", loader.id));
                }
            }
        }
    }
    println!("{} files read by {} loaders", files.len(), loaders().count());
    let long: Vec<_> = long.into_iter().collect();
    assert!(long.is_empty(), "{} clauses:\n{}", long.len(), long.join("\n"));
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
}
