//! Whether what loaders say of real files and of the cases of the oracles fits in a list of problems.

use std::collections::BTreeSet;

use agentls_analysis::document::Document;
use agentls_analysis::tools::loaders;

use crate::corpus::{files, placed_cases};
use crate::shared;

/// The longest reason and the longest loss, in characters: with the tool before it, a reason fits in a line of a list.
const LONGEST: usize = 44;

#[test]
fn every_reason_and_every_loss_is_a_short_clause() {
    let mut all: Vec<_> = placed_cases().map(|(place, text)| (place, text.to_owned())).collect();
    if let Some(folder) = shared("corpus/dev") {
        all.extend(files(&folder).into_iter().map(|(path, text)| (path.display().to_string(), text)));
    }
    let mut long = BTreeSet::new();
    for (path, text) in &all {
        let document = Document::new(Some(path.as_str().into()), 0, text);
        for loader in loaders() {
            let verdict = document.verdict(loader);
            let whats = verdict.ignored.iter().map(|loss| loss.what.clone());
            for clause in whats.chain([verdict.reason.clone()]) {
                if clause.chars().count() > LONGEST || clause.ends_with('.') || clause.contains('\n') {
                    long.insert(format!("{}: {clause}", loader.id));
                }
            }
        }
    }
    println!("{} files read by {} loaders", all.len(), loaders().count());
    let long: Vec<_> = long.into_iter().collect();
    assert!(long.is_empty(), "{} clauses:\n{}", long.len(), long.join("\n"));
}
