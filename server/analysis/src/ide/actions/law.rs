//! What a fix must preserve to be safe, that is, applied without review.
//!
//! No tool does less with the file, and none still rejects what the fix changed. Every known key is still a key.
//! Written limits are in force, and nothing is granted that was not in force before. Values outside the fix mean the
//! same.

mod held;

use std::ops::Range;

use crate::document::Document;
use crate::lint::rules::consequences::is_structure;
use crate::lint::{Policy, Replacement};
use crate::loading::{Outcome, Verdict};
use crate::syntax::lines::lines;
use crate::syntax::yaml::{Entry, SyntaxErrorKind};
use crate::verdicts::tool_verdicts;
use held::Held;

/// Whether the edits are safe.
pub(super) fn allows(before: &Document, after: &Document, edits: &[Replacement], policy: &Policy) -> bool {
    !is_worse(before, after, policy)
        && fixes_its_error(before, after, edits, policy)
        && keeps_content(before, after, edits)
        && !(Held::from_document(after).is_some_and(|held| held.grants_something())
            && is_read_now(before, after, policy))
}

/// Whether any tool's outcome is worse than before.
pub(super) fn is_worse(before: &Document, after: &Document, policy: &Policy) -> bool {
    let outcomes = |document| tool_verdicts(document, &policy.targets).into_iter();
    let before: Vec<_> = outcomes(before).map(|it| (it.loader.id, it.verdict.outcome)).collect();
    outcomes(after).any(|it| {
        let same = before.iter().find(|(id, _)| *id == it.loader.id);
        same.is_some_and(|(_, outcome)| it.verdict.outcome > *outcome)
    })
}

/// Whether a tool that loaded the file without its front matter now reads it, with everything it grants.
fn is_read_now(before: &Document, after: &Document, policy: &Policy) -> bool {
    let old = tool_verdicts(before, &policy.targets);
    tool_verdicts(after, &policy.targets).iter().any(|new| {
        let old = old.iter().find(|old| old.loader.id == new.loader.id);
        old.is_some_and(|old| {
            let unread = old.verdict.outcome == Outcome::Placeholder && is_structure(old.verdict.part);
            unread && new.verdict.outcome < Outcome::Placeholder
        })
    })
}

/// Whether no tool that rejected the file for what was changed still rejects it for that.
fn fixes_its_error(before: &Document, after: &Document, edits: &[Replacement], policy: &Policy) -> bool {
    let old = tool_verdicts(before, &policy.targets);
    let new = places(edits);
    let touches = |cause: &Option<Range<usize>>, places: &[Range<usize>]| {
        cause.as_ref().is_some_and(|cause| {
            places.iter().any(|place| place.start <= cause.end && cause.start <= place.end)
        })
    };
    let was: Vec<_> = edits.iter().map(|edit| edit.range.clone()).collect();
    tool_verdicts(after, &policy.targets).iter().all(|reading| {
        let same = old.iter().find(|it| it.loader.id == reading.loader.id);
        same.is_none_or(|old| {
            let refused = |outcome| outcome >= Outcome::Dropped;
            let at = |verdict: &Verdict, places| refused(verdict.outcome) && touches(&verdict.cause, places);
            !(at(&old.verdict, &was) && at(&reading.verdict, &new))
        })
    })
}

/// Returns the ranges of the edits in the text after all of them.
fn places(edits: &[Replacement]) -> Vec<Range<usize>> {
    let mut shift = 0isize;
    let mut places = Vec::with_capacity(edits.len());
    for edit in edits {
        let start = edit.range.start.saturating_add_signed(shift);
        places.push(start..start + edit.text.len());
        shift += edit.text.len() as isize - edit.range.len() as isize;
    }
    places
}

/// Whether keys stay keys, limits hold, nothing new is granted and other values mean the same.
fn keeps_content(before: &Document, after: &Document, edits: &[Replacement]) -> bool {
    let (Some(old), Some(new)) = (Held::from_document(before), Held::from_document(after)) else {
        return true;
    };
    old.keys_are_in(&new)
        && old.limits_are_in(&new)
        && !new.grants_more_than(&old)
        && swallows_nothing(before, &old, &new, edits)
        && untouched_values_stay(before, after, edits)
}

/// Whether every known key on an edited line is still a key.
fn swallows_nothing(before: &Document, old: &Held, new: &Held, edits: &[Replacement]) -> bool {
    let Some(front) = before.front_matter() else { return true };
    let pasted = front.yaml.faults.iter().filter(|fault| fault.kind == SyntaxErrorKind::UnindentedBlock);
    let pasted: Vec<_> = pasted.map(|fault| fault.range.start..fault.value.end).collect();
    edits.iter().all(|edit| {
        let start = before.text.line_range(before.text.line_at(edit.range.start)).start;
        let end = edit.range.end.min(front.content.end);
        lines(front.text_at(start.min(end)..end), start).all(|line| {
            let key = line.key().or_else(|| line.key_without_space());
            // A line of unindented pasted text is part of the text.
            let key = key.filter(|_| !pasted.iter().any(|text| text.contains(&line.start)));
            let name = key.map(|key| front.text_at(key.key).trim_matches(['"', '\'']));
            name.is_none_or(|name| !old.knows(name) || new.has_key(name))
        })
    })
}

/// Whether the outermost values that no edit touches mean the same.
fn untouched_values_stay(before: &Document, after: &Document, edits: &[Replacement]) -> bool {
    let (Some(old), Some(new)) = (before.front_matter(), after.front_matter()) else { return true };
    let entries = |front: &crate::syntax::frontmatter::FrontMatter| -> Vec<Entry> {
        front.yaml.root.as_ref().map(|root| root.entries().to_vec()).unwrap_or_default()
    };
    let (old, new) = (entries(old), entries(new));
    let starts = old.iter().skip(1).map(|entry| entry.key.span.start).chain([usize::MAX]);
    let touched = |range: Range<usize>| {
        edits.iter().any(|edit| edit.range.start < range.end && range.start <= edit.range.end)
    };
    std::iter::zip(&old, starts)
        .filter(|(entry, next)| !entry.value.broken && !touched(entry.key.span.start..*next))
        .all(|(entry, _)| {
            new.iter().any(|other| other.name() == entry.name() && other.value.means(&entry.value))
        })
}
