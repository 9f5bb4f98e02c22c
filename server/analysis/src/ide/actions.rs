//! Code actions: fixes for the diagnostics at a range, for all diagnostics of a rule, or all safe fixes; suppressions;
//! and refactorings.
//!
//! Every action is tried before it is offered: the document is reparsed with each fix, and the diagnostic must be gone
//! without a worse one in its place. A rewrite must mean the same to YAML and to the tools.

mod all;
mod convert;
mod create;
mod extract;
mod law;
mod new_file;
mod pieces;
mod place;
mod rewrite;
mod suppress;
mod trial;

use std::ops::Range;

use crate::document::Document;
use crate::lint::cross_file::{self, CrossFileContext};
use crate::lint::{Diagnostic, Fix, Policy, Replacement, Rule};
pub use convert::{Conversion, conversions, convert};
pub use create::creations;
pub use extract::extraction;
pub use new_file::new_file;
pub use rewrite::rewrites;
pub use suppress::{suppressible, suppressions};
use trial::Tally;

/// A code action.
#[derive(Clone, Debug)]
pub struct Action {
    /// The title, in the imperative.
    pub title: String,
    /// Whether it fixes a diagnostic or refactors the document.
    pub kind: ActionKind,
    /// Non-overlapping replacements in text order, in bytes of the document.
    pub edits: Vec<Replacement>,
    /// The file to create first, if any.
    pub file: Option<NewFile>,
    /// The diagnostics of the document that it fixes.
    pub fixed: Vec<Diagnostic>,
    /// Whether it is the preferred fix of its diagnostic.
    pub preferred: bool,
    /// Whether it may be applied without review.
    pub safe: bool,
    /// Where the author continues to type, in bytes of the text after all replacements.
    pub cursor: Option<usize>,
}

impl Action {
    /// Creates an action without edits that is neither preferred nor safe.
    fn new(title: impl Into<String>, kind: ActionKind) -> Self {
        Self {
            title: title.into(),
            kind,
            edits: Vec::new(),
            file: None,
            fixed: Vec::new(),
            preferred: false,
            safe: false,
            cursor: None,
        }
    }
}

/// A file that an action creates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its path, separated with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The kind of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Fixes a diagnostic, or all diagnostics of its rule.
    Fix,
    /// Applies all safe fixes of the document.
    FixAll,
    /// Writes the same in another way.
    Rewrite,
    /// Extracts a part of the document.
    Extract,
}

/// Returns the actions for a byte range, given all diagnostics of the document: the fixes of the diagnostics that touch
/// it, within the trial limit, then those for all diagnostics of the same rules. An empty range that touches none
/// stands for its line.
pub fn code_actions(
    document: &Document,
    found: &[Diagnostic],
    range: &Range<usize>,
    policy: &Policy,
) -> Vec<Action> {
    let mut actions: Vec<Action> = Vec::new();
    // A rejected fix is not tried again for each diagnostic with the same message.
    let mut rejected: Vec<(&str, &[Replacement])> = Vec::new();
    let mut trials = trial::most_trials(document);
    for diagnostic in touched(document, found, range) {
        for fix in &diagnostic.fixes {
            if rejected.contains(&(&*diagnostic.message, &*fix.edits)) {
                continue;
            }
            if let Some(same) = actions.iter_mut().find(|action| action.edits == fix.edits) {
                same.fixed.push(diagnostic.clone());
                continue;
            }
            let Some(left) = trials.checked_sub(1) else { continue };
            trials = left;
            if let Some(fixed) = trial::try_fix(document, found, diagnostic, fix, policy) {
                actions.push(Action { safe: fixed.safe, ..action(diagnostic, fix) });
            } else {
                rejected.push((&*diagnostic.message, &*fix.edits));
            }
        }
    }
    let mut rules: Vec<_> = actions.iter().flat_map(|action| &action.fixed).map(|found| found.rule).collect();
    rules.sort_by_key(|rule| rule.code);
    rules.dedup_by_key(|rule| rule.code);
    for action in rules.into_iter().filter_map(|rule| every(document, found, rule, policy)) {
        if !actions.iter().any(|other| other.edits == action.edits) {
            actions.push(action);
        }
    }
    actions
}

/// Returns the wanted fixes of the cross-file diagnostics that touch a byte range, given all of them. An empty range that
/// touches none stands for its line.
pub fn cross_file_actions(
    document: &Document,
    found: &[Diagnostic],
    range: &Range<usize>,
    context: &CrossFileContext<'_>,
    wanted: impl Fn(&Fix) -> bool,
) -> Vec<Action> {
    let fixes = touched(document, found, range)
        .into_iter()
        .flat_map(|it| it.fixes.iter().map(move |fix| (it, fix)))
        .filter(|(_, fix)| wanted(fix));
    let was = Tally::from_diagnostics(found);
    let tried = |(diagnostic, fix): (&Diagnostic, &Fix)| {
        let edits = fix.edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str()));
        let after = document.replaced(edits);
        let left = cross_file::diagnostics(&after, context);
        let is_fixed = Tally::from_diagnostics(&left).count(diagnostic) < was.count(diagnostic);
        let safe = || fix.safe && law::allows(document, &after, &fix.edits, context.policy);
        is_fixed.then(|| Action { safe: safe(), ..action(diagnostic, fix) })
    };
    fixes.filter_map(tried).collect()
}

/// Maximum number of diagnostics at one place that get fixes, since each trial analyses the document.
const MOST_TOUCHED: usize = 100;

/// Returns the diagnostics that touch a byte range; for an empty range that touches none, those of its line.
fn touched<'a>(document: &Document, found: &'a [Diagnostic], range: &Range<usize>) -> Vec<&'a Diagnostic> {
    let touching = |range: &Range<usize>| -> Vec<_> {
        let touches = |found: &&Diagnostic| found.range.start <= range.end && range.start <= found.range.end;
        found.iter().filter(touches).take(MOST_TOUCHED).collect()
    };
    let here = touching(range);
    if range.is_empty() && here.is_empty() {
        touching(&document.text.line_range(document.text.line_at(range.start)))
    } else {
        here
    }
}

/// Returns the action that fixes all diagnostics of a rule with a preferred fix, if there are several.
fn every(document: &Document, found: &[Diagnostic], rule: &Rule, policy: &Policy) -> Option<Action> {
    let of_kind = |found: &Diagnostic| found.rule.code == rule.code;
    let mendable = |found: &&Diagnostic| of_kind(found) && found.fixes.iter().any(|fix| fix.preferred);
    if found.iter().filter(mendable).count() < 2 {
        return None;
    }
    let (edits, fixed) =
        all::apply_fixes(document, found, policy, |found, fix| of_kind(found) && fix.preferred);
    let count = fixed.iter().filter(|found| of_kind(found)).count();
    let action =
        Action::new(format!("Fix all {count} `{}` problems in this file", rule.code), ActionKind::Fix);
    (count > 1).then_some(Action { edits, fixed, ..action })
}

/// Returns the action that applies all safe fixes, if there are any.
pub fn fix_all(document: &Document, found: &[Diagnostic], policy: &Policy) -> Option<Action> {
    fix_picked(document, found, policy, |_, fix| fix.safe)
}

/// Returns the action that applies all fixes that `pick` accepts, one after the other until none is left, if there are
/// any. Fixes that worsen a tool's verdict are skipped.
pub fn fix_picked(
    document: &Document,
    found: &[Diagnostic],
    policy: &Policy,
    pick: impl Fn(&Diagnostic, &Fix) -> bool,
) -> Option<Action> {
    let (edits, fixed) = all::apply_fixes(document, found, policy, pick);
    let action = Action::new("Apply all safe fixes", ActionKind::FixAll);
    (!edits.is_empty()).then_some(Action { edits, fixed, safe: true, ..action })
}

fn action(diagnostic: &Diagnostic, fix: &Fix) -> Action {
    Action {
        edits: fix.edits.clone(),
        fixed: vec![diagnostic.clone()],
        preferred: fix.preferred,
        safe: fix.safe,
        cursor: fix.cursor,
        ..Action::new(fix.title.clone(), ActionKind::Fix)
    }
}

#[cfg(test)]
mod tests;
