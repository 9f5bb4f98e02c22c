//! Tries a fix on the document to see whether it removes its diagnostic.

use rustc_hash::FxHashMap;

use super::law::{self, is_worse};
use crate::document::Document;
use crate::lint::{Diagnostic, Fix, Policy, Severity, causes, diagnostics_for};

/// Maximum number of trials. Most fixes need one; the limit stops fixes that undo each other, or that all fail.
const MOST_TRIALS: usize = 200;

/// Maximum number of bytes of front matter parsed for one action: each trial parses all of it.
const MOST_BYTES: usize = 512 * 1024;

/// Returns the maximum number of trials for a document.
pub(super) fn most_trials(document: &Document) -> usize {
    MOST_TRIALS.min(MOST_BYTES / document.syntax.body_start().max(1)).max(1)
}

/// A document with a fix applied, and its diagnostics.
pub(super) struct FixedDocument {
    pub(super) document: Document,
    pub(super) found: Vec<Diagnostic>,
    /// Whether the fix may be applied without review.
    pub(super) safe: bool,
}

/// Applies a fix; `None` if its diagnostic is still there or a worse one appears.
pub(super) fn try_fix(
    old: &Document,
    before: &[Diagnostic],
    diagnostic: &Diagnostic,
    fix: &Fix,
    policy: &Policy,
) -> Option<FixedDocument> {
    let edits = fix.edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str()));
    let document = old.replaced(edits);
    document.detection.as_ref()?;
    document.front_matter()?;
    let after = diagnostics_for(&document, policy);
    let line = |at: usize| document.text.line_at(at);
    // At the cursor, something is still missing.
    let unfinished = |found: &Diagnostic| fix.cursor.is_some_and(|at| line(at) == line(found.range.start));
    // Missing keys are reported once the front matter can be parsed; the verdicts tell whether that is worse.
    let unread = causes::are_of_unread(before);
    let worse = |found: &&Diagnostic| {
        let hidden = unread && causes::is_told_once_read(found);
        (found.severity == Severity::Error || found.severity < diagnostic.severity)
            && !unfinished(found)
            && !hidden
    };
    let (was, is) = (Tally::from_diagnostics(before), Tally::from_diagnostics(&after));
    let gone = is.count(diagnostic) < was.count(diagnostic);
    let new = after.iter().filter(worse).any(|found| is.count(found) > was.count(found));
    if !gone || new || unread && is_worse(old, &document, policy) {
        return None;
    }
    let safe = fix.safe && law::allows(old, &document, &fix.edits, policy);
    Some(FixedDocument { document, found: after, safe })
}

/// The number of equal diagnostics.
pub(super) struct Tally<'a>(FxHashMap<(&'static str, &'a str), usize>);

impl<'a> Tally<'a> {
    pub(super) fn from_diagnostics(found: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = FxHashMap::default();
        for found in found {
            *counts.entry((found.rule.code, found.reason())).or_default() += 1;
        }
        Self(counts)
    }

    /// Returns how many diagnostics are equal to this one, apart from their range.
    pub(super) fn count(&self, one: &Diagnostic) -> usize {
        self.0.get(&(one.rule.code, one.reason())).copied().unwrap_or_default()
    }
}
