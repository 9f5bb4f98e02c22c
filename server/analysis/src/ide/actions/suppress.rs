//! Actions that suppress diagnostics, on their line or in the whole file.

use std::ops::Range;

use super::rewrite::{is_taken_alike, root};
use super::trial::Tally;
use super::{Action, ActionKind, touched};
use crate::document::Document;
use crate::lint::suppressions::{for_file, for_line};
use crate::lint::{Diagnostic, Replacement, Rule};

/// Maximum number of rules in a selection; for more, no suppression is offered.
const MOST_KINDS: usize = 5;

/// Returns the rules of the diagnostics that touch a range; none if there are too many.
pub fn suppressible(document: &Document, found: &[Diagnostic], range: &Range<usize>) -> Vec<&'static Rule> {
    let mut rules: Vec<_> = touched(document, found, range).iter().map(|found| found.rule).collect();
    rules.sort_by_key(|rule| rule.code);
    rules.dedup_by_key(|rule| rule.code);
    if rules.len() > MOST_KINDS { Vec::new() } else { rules }
}

/// Returns the actions that suppress the diagnostics touching a byte range, given all diagnostics of the document and a
/// function that recomputes them: for each rule, on the line of the first one and in the whole file.
pub fn suppressions(
    document: &Document,
    found: &[Diagnostic],
    range: &Range<usize>,
    again: &dyn Fn(&Document) -> Vec<Diagnostic>,
) -> Vec<Action> {
    let touched = touched(document, found, range);
    let rules = suppressible(document, found, range);
    let firsts = rules.iter().filter_map(|rule| touched.iter().find(|found| found.rule.code == rule.code));
    let trial = Trial { document, found, again };
    firsts.flat_map(|first| trial.actions(first)).collect()
}

/// What a suppression is tried on.
struct Trial<'a> {
    document: &'a Document,
    found: &'a [Diagnostic],
    again: &'a dyn Fn(&Document) -> Vec<Diagnostic>,
}

impl Trial<'_> {
    fn actions(&self, diagnostic: &Diagnostic) -> Vec<Action> {
        let code = diagnostic.rule.code;
        let line = |found: &Diagnostic| self.document.text.line_at(found.range.start);
        let beside = |found: &Diagnostic| line(found) == line(diagnostic);
        let here = self.first(for_line(self.document, diagnostic), diagnostic, beside);
        let everywhere = self.first(for_file(self.document, diagnostic), diagnostic, |_| true);
        let titled = |action: Option<(Replacement, Vec<Diagnostic>)>, where_: &str| {
            let (edit, fixed) = action?;
            let action = Action::new(format!("Ignore `{code}` {where_}"), ActionKind::Fix);
            Some(Action { edits: vec![edit], fixed, ..action })
        };
        [titled(here, "on this line"), titled(everywhere, "in this file")].into_iter().flatten().collect()
    }

    /// Returns the first edit that removes the diagnostic and changes nothing else but those of its rule that `covers`
    /// accepts: not the values, the verdicts or other diagnostics. Also returns the removed diagnostics.
    fn first(
        &self,
        ways: Vec<Replacement>,
        diagnostic: &Diagnostic,
        covers: impl Fn(&Diagnostic) -> bool,
    ) -> Option<(Replacement, Vec<Diagnostic>)> {
        let covered = |found: &&Diagnostic| found.rule.code == diagnostic.rule.code && covers(found);
        ways.into_iter().find_map(|edit| {
            let after = self.document.replaced([(edit.range.clone(), edit.text.as_str())].into_iter());
            let left = (self.again)(&after);
            let gone: Vec<_> = self.found.iter().filter(covered).cloned().collect();
            let [all, out, now] = [self.found, &gone, &left].map(Tally::from_diagnostics);
            let expected = |one: &Diagnostic| all.count(one) - out.count(one);
            let same = self.found.iter().chain(&left).all(|one| now.count(one) == expected(one));
            let values = match (root(self.document), root(&after)) {
                (Some(one), Some(other)) => one.means(other),
                (one, other) => one.is_none() && other.is_none(),
            };
            (same && values && is_taken_alike(self.document, &after)).then_some((edit, gone))
        })
    }
}
