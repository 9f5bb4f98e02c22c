//! Whether a fix mends its finding, tried on the document.

use rustc_hash::FxHashMap;

use super::law::{self, is_worse};
use crate::document::Document;
use crate::lint::{Diagnostic, Fix, Policy, Severity, causes, diagnostics_for};

/// More trials than a front matter has faults: most fixes are tried once and made. Two that undo each other end here, and
/// so do those of which none mends anything.
const MOST_TRIALS: usize = 200;

/// No more bytes of front matter are read for one action: each trial costs a look at all of it.
const MOST_BYTES: usize = 512 * 1024;

/// How many fixes of a document are tried at once.
pub(super) fn most_trials(document: &Document) -> usize {
    MOST_TRIALS.min(MOST_BYTES / document.syntax.body_start().max(1)).max(1)
}

/// A document with a fix in it, and what is found there.
pub(super) struct FixedDocument {
    pub(super) document: Document,
    pub(super) found: Vec<Diagnostic>,
    /// Whether the fix may be made without a look at it.
    pub(super) safe: bool,
}

/// The document with a fix of one of its findings, if that one is gone and nothing worse has come.
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
    // Where the author goes on to write, something is still missing.
    let unfinished = |found: &Diagnostic| fix.cursor.is_some_and(|at| line(at) == line(found.range.start));
    // What is missing in front matter is said once it can be read; the verdicts tell whether that is worse.
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

/// How often each is found.
pub(super) struct Tally<'a>(FxHashMap<(&'static str, &'a str), usize>);

impl<'a> Tally<'a> {
    pub(super) fn from_diagnostics(found: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut counts = FxHashMap::default();
        for found in found {
            *counts.entry((found.rule.code, found.reason())).or_default() += 1;
        }
        Self(counts)
    }

    /// How often the same is found. What edits do to its place does not matter.
    pub(super) fn count(&self, one: &Diagnostic) -> usize {
        self.0.get(&(one.rule.code, one.reason())).copied().unwrap_or_default()
    }
}
