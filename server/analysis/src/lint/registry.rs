//! Runs the rule families on a document's front matter.

use super::rule::FamilyCheck::{Entries, Whole};
use super::rules::{FAMILIES, consequences, relations, required};
use super::subject::LintContext;
use super::{Diagnostic, Policy, Rule, causes};
use crate::dialect::Field;
use crate::document::{CleanEntries, Document};
use crate::syntax::yaml::Entry;

/// Returns the rules of all families, in the order in which they are checked.
pub(super) fn rules() -> impl Iterator<Item = &'static &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules)
}

/// Runs the rules on a document and assigns severities from the tools' verdicts.
pub(super) fn run_rules(document: &Document, policy: &Policy) -> Vec<Diagnostic> {
    let Some(subject) = LintContext::new(document) else {
        return consequences::assign_severities(document, None, &policy.targets, Vec::new());
    };
    let (mut found, loud) = (Vec::new(), CleanEntries::default());
    let touched = || subject.known_within().filter(|(outermost, ..)| !document.quiet().is_clean(*outermost));
    for family in FAMILIES {
        let mut own = Vec::new();
        match family.check {
            Whole(check) => check(&subject, &mut own),
            Entries(check) => touched().for_each(|(outermost, entry, field)| {
                let before = own.len();
                check(&subject, entry, field, &mut own);
                if own.len() > before {
                    loud.mark_clean(outermost);
                }
            }),
        }
        found.extend(own.into_iter().map(|diagnostic| (family.part, diagnostic)));
    }
    let quiet = subject.known_within().filter(|(outermost, ..)| !loud.is_clean(*outermost));
    quiet.for_each(|(outermost, ..)| document.quiet().mark_clean(outermost));
    debug_assert!(subject.known_within().all(|(outermost, entry, field)| {
        !document.quiet().is_clean(outermost) || finds_nothing(&subject, entry, field)
    }));
    causes::leave_one_a_value(&mut found);
    let mut found = consequences::assign_severities(document, Some(&subject), &policy.targets, found);
    causes::leave(document, &subject, &mut found);
    add_those_of_project(document, &mut found);
    found
}

/// Adds the diagnostics for the file kind that a project defines on top of the tool's: its keys, types and words. Where
/// both report the same problem, the more severe one stays.
fn add_those_of_project(document: &Document, found: &mut Vec<Diagnostic>) {
    let Some(added) = document.detection.as_ref().and_then(|found| found.added.as_deref()) else { return };
    let Some(subject) = LintContext::of_kind(document, added) else { return };
    let mut own = Vec::new();
    required::lint_required(&subject, &mut own);
    relations::lint_relations(&subject, &mut own);
    for family in FAMILIES {
        if let Entries(check) = family.check {
            subject.known_within().for_each(|(_, entry, field)| check(&subject, entry, field, &mut own));
        }
    }
    // Several keys may be missing at one place: a reason begins with the key.
    let about = |found: &Diagnostic| found.reason().split(' ').next().map(str::to_owned);
    for mut diagnostic in own {
        consequences::tell_by_data(&mut diagnostic, added);
        let same = |other: &&mut Diagnostic| {
            other.rule.code == diagnostic.rule.code
                && other.range == diagnostic.range
                && about(other) == about(&diagnostic)
        };
        match found.iter_mut().find(same) {
            Some(other) if other.severity <= diagnostic.severity => {}
            Some(other) => *other = diagnostic,
            None => found.push(diagnostic),
        }
    }
}

/// Whether the rules have no diagnostic for an entry.
fn finds_nothing(subject: &LintContext<'_>, entry: &Entry, field: &Field) -> bool {
    let mut found = Vec::new();
    for family in FAMILIES {
        if let Entries(check) = family.check {
            check(subject, entry, field, &mut found);
        }
    }
    found.is_empty()
}
