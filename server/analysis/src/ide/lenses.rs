//! Code lenses at the head of an agent, a skill or a command: who calls it, and which tools load it.

use std::ops::Range;

use crate::document::Document;
use crate::index::AgentIndex;
use crate::loading::Outcome;
use crate::verdicts::{Targets, ToolVerdict, counting};

/// A code lens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// What it says.
    pub title: String,
    /// What it is about.
    pub about: LensSubject,
}

/// What a code lens is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LensSubject {
    /// The files that refer to the document.
    Callers,
    /// The verdicts of the target tools.
    Verdicts,
}

/// Returns the code lenses of a document, all on its first line. Empty for one that defines nothing; a lens that has
/// nothing to say is left out.
pub fn lenses(document: &Document, index: &AgentIndex, targets: &Targets) -> Vec<Lens> {
    if document.front_summary().definition.is_none() {
        return Vec::new();
    }
    let path = document.path.as_deref().unwrap_or_default();
    let files = index.referrers(path).iter().filter(|(from, _)| ***from != *path).count();
    let callers = (files > 0).then(|| Lens { title: called_by(files), about: LensSubject::Callers });
    let verdicts =
        loads_in(&counting(document, targets)).map(|title| Lens { title, about: LensSubject::Verdicts });
    callers.into_iter().chain(verdicts).collect()
}

/// Returns the bytes of the line that has the code lenses.
pub fn lens_range(document: &Document) -> Range<usize> {
    document.text.line_range(0)
}

/// Says how many other files refer to a document.
pub fn called_by(files: usize) -> String {
    format!("called by {files} {}", if files == 1 { "file" } else { "files" })
}

/// Says how many of the target tools load a document; `None` if there are none.
fn loads_in(readings: &[ToolVerdict]) -> Option<String> {
    let loads = |reading: &&ToolVerdict| reading.verdict.outcome < Outcome::Dropped;
    match readings {
        [] => None,
        [only] if loads(&only) => Some(format!("loads in {}", only.loader.tool())),
        [only] => Some(format!("does not load in {}", only.loader.tool())),
        all => Some(format!("loads in {} of {} tools", all.iter().filter(loads).count(), all.len())),
    }
}

#[cfg(test)]
mod tests;
