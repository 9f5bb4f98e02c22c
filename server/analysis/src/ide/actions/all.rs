//! Combines many fixes into one: each is applied to the result of the previous one, until none is left.

use super::law::is_worse;
use super::pieces::Pieces;
use super::trial::{FixedDocument, Tally, most_trials, try_fix};
use crate::document::Document;
use crate::lint::{Diagnostic, Fix, Policy, Replacement};

/// Returns the fixes that `pick` accepts, as replacements in the document, and the diagnostics that they fix.
pub(super) fn apply_fixes(
    document: &Document,
    found: &[Diagnostic],
    policy: &Policy,
    pick: impl Fn(&Diagnostic, &Fix) -> bool,
) -> (Vec<Replacement>, Vec<Diagnostic>) {
    let mut pieces = Pieces::with_length(document.text.len());
    let mut last: Option<FixedDocument> = None;
    // Diagnostics before this byte were already tried in this round.
    let mut from = 0;
    let mut changed = false;
    let mut trials = most_trials(document);
    loop {
        let (text, found) = last.as_ref().map_or((document, found), |last| (&last.document, &last.found));
        let next = found.iter().filter(|found| found.range.start >= from).find_map(|diagnostic| {
            let fix = diagnostic.fixes.iter().find(|fix| fix.cursor.is_none() && pick(diagnostic, fix))?;
            trials = trials.checked_sub(1)?;
            let fixed = try_fix(text, found, diagnostic, fix, policy)?;
            let as_tried = Fix { safe: fixed.safe, ..fix.clone() };
            (pick(diagnostic, &as_tried) && !is_worse(text, &fixed.document, policy)).then_some((
                diagnostic.range.start,
                fix,
                fixed,
            ))
        });
        let Some((at, fix, fixed)) = next else {
            if !std::mem::take(&mut changed) {
                break;
            }
            from = 0;
            continue;
        };
        pieces.apply_edits(&fix.edits);
        (from, changed) = (at, true);
        last = Some(fixed);
    }
    let after = last.map(|last| last.found).unwrap_or_default();
    let (was, is) = (Tally::from_diagnostics(found), Tally::from_diagnostics(&after));
    let gone = |one: &&Diagnostic| is.count(one) < was.count(one);
    let edits = pieces.into_edits(document.text.len());
    let fixed = if edits.is_empty() { Vec::new() } else { found.iter().filter(gone).cloned().collect() };
    (edits, fixed)
}
