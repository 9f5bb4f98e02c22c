//! Whether a fix mends its finding, tried on the document.

use crate::document::Document;
use crate::rules::{Diagnostic, Fix, Policy, Severity, diagnostics_for};

/// A document with a fix in it, and what is found there.
pub(super) struct Mended {
    pub(super) document: Document,
    pub(super) found: Vec<Diagnostic>,
}

/// The document with a fix of one of its findings, if that one is gone and nothing worse has come.
pub(super) fn mended(
    document: &Document,
    before: &[Diagnostic],
    finding: &Diagnostic,
    fix: &Fix,
    policy: &Policy,
) -> Option<Mended> {
    let edits = fix.edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str()));
    let document = document.replaced(edits);
    document.detection.as_ref()?;
    document.front_matter()?;
    let after = diagnostics_for(&document, policy);
    let line = |at: usize| document.text.line_at(at);
    // Where the author goes on to write, something is still missing.
    let unfinished = |found: &Diagnostic| fix.cursor.is_some_and(|at| line(at) == line(found.range.start));
    let worse = |found: &&Diagnostic| {
        (found.severity == Severity::Error || found.severity < finding.severity) && !unfinished(found)
    };
    let gone = count(&after, finding) < count(before, finding);
    let new = after.iter().filter(worse).any(|found| count(&after, found) > count(before, found));
    (gone && !new).then_some(Mended { document, found: after })
}

/// How often the same is found. What edits do to its place does not matter.
pub(super) fn count(found: &[Diagnostic], one: &Diagnostic) -> usize {
    found.iter().filter(|other| other.rule.code == one.rule.code && other.message == one.message).count()
}
