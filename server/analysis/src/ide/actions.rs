//! Code actions: what mends the findings at a place, every finding of a kind, or all that is safe to mend; what leaves
//! findings out; and other ways to write the same.
//!
//! Nothing is offered that was not tried: the text is read again with each fix in it, and the finding has to be gone
//! without a worse one in its place. What writes the same in another way is read as the same by YAML and by the tools.

mod all;
mod convert;
mod create;
mod extract;
mod law;
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
pub use rewrite::rewrites;
pub use suppress::{suppressible, suppressions};
use trial::Tally;

/// Something that an author can have done to a document.
#[derive(Clone, Debug)]
pub struct Action {
    /// What it does, in the imperative.
    pub title: String,
    /// Whether it is for a finding, or for the document as a whole.
    pub kind: ActionKind,
    /// The replacements in the order of the text, none over another, in bytes of the document.
    pub edits: Vec<Replacement>,
    /// The file that is made first, if there is one.
    pub file: Option<NewFile>,
    /// The findings of the document that are gone behind it.
    pub fixed: Vec<Diagnostic>,
    /// Whether it is the one right answer to its finding.
    pub preferred: bool,
    /// Whether it may be made without a look at it.
    pub safe: bool,
    /// Where the author goes on to write, in bytes of the text behind all replacements.
    pub cursor: Option<usize>,
}

impl Action {
    /// An action that does nothing yet, is one of several answers and wants a look.
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

/// A file that an action makes where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its path, with `/` between the parts.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// What an action is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// A finding, or all findings of its kind.
    Fix,
    /// Everything in the document that can be mended without a look.
    FixAll,
    /// Another way to write the same.
    Rewrite,
    /// A part that gets a place of its own.
    Extract,
}

/// The actions for a range of bytes of a document, given all its findings: first each fix of the findings that touch it,
/// as far as there is time to try it, then the fixes of all findings of the same kinds. A cursor that touches none stands
/// for its line.
pub fn code_actions(
    document: &Document,
    found: &[Diagnostic],
    range: &Range<usize>,
    policy: &Policy,
) -> Vec<Action> {
    let mut actions: Vec<Action> = Vec::new();
    // What does not mend a finding is not tried again for each one that says the same.
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

/// The actions for a range of bytes of a document among others, given all its findings that depend on them: each fix of
/// the findings that touch it. A cursor that touches none stands for its line.
pub fn cross_file_actions(
    document: &Document,
    found: &[Diagnostic],
    range: &Range<usize>,
    context: &CrossFileContext<'_>,
) -> Vec<Action> {
    let fixes =
        touched(document, found, range).into_iter().flat_map(|it| it.fixes.iter().map(move |fix| (it, fix)));
    let was = Tally::from_diagnostics(found);
    let fixed = |(diagnostic, fix): &(&Diagnostic, &Fix)| {
        let edits = fix.edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str()));
        let after = cross_file::diagnostics(&document.replaced(edits), context);
        Tally::from_diagnostics(&after).count(diagnostic) < was.count(diagnostic)
    };
    fixes.filter(fixed).map(|(diagnostic, fix)| action(diagnostic, fix)).collect()
}

/// Of more findings at one place, the rest has no fixes: each costs a look at the document, and nobody reads so many.
const MOST_TOUCHED: usize = 100;

/// The findings that touch a range of bytes; for a cursor that touches none, those of its line.
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

/// The action that mends all findings of a rule which have one right answer, if there are several.
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

/// The action that mends all that is safe to mend of a document's findings, if there is any.
pub fn fix_all(document: &Document, found: &[Diagnostic], policy: &Policy) -> Option<Action> {
    fix_picked(document, found, policy, |_, fix| fix.safe)
}

/// The action that makes all fixes of a document's findings that `pick` takes, one after the other until none is left,
/// if there is any. What makes a tool's reading of the file worse is left out.
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
