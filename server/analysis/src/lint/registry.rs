//! The families of rules about a front matter, and how they are run.

use super::rules::{
    colors, comments, consequences, delimiters, keys, relations, required, syntax, tools, types, vocabulary,
};
use super::subject::LintContext;
use super::{Diagnostic, Policy, Rule, causes};
use crate::dialect::Field;
use crate::document::{CleanEntries, Document};
use crate::loading::Part;
use crate::syntax::yaml::Entry;
use FamilyCheck::{Entries, Whole};

/// A tight family of rules with the function that finds them.
struct Family {
    rules: &'static [&'static Rule],
    check: FamilyCheck,
    /// What the findings are about.
    part: Part,
}

/// What rules look at.
enum FamilyCheck {
    /// The front matter as a whole.
    Whole(fn(&LintContext<'_>, &mut Vec<Diagnostic>)),
    /// One entry of a known field after the other, and nothing else but the kind of document and its path. Where that
    /// finds nothing, it is done again only when the entry was touched.
    Entries(fn(&LintContext<'_>, &Entry, &Field, &mut Vec<Diagnostic>)),
}

static FAMILIES: &[Family] = &[
    Family { rules: delimiters::RULES, check: Whole(delimiters::lint_delimiters), part: Part::Delimiters },
    Family { rules: syntax::RULES, check: Whole(syntax::lint_syntax), part: Part::Yaml },
    Family { rules: required::RULES, check: Whole(required::lint_required), part: Part::Field },
    Family { rules: keys::RULES, check: Whole(keys::lint_keys), part: Part::Field },
    Family { rules: relations::RULES, check: Whole(relations::lint_relations), part: Part::Field },
    Family { rules: tools::RULES, check: Whole(tools::lint_tools), part: Part::Field },
    Family { rules: types::RULES, check: Entries(types::lint_types), part: Part::Field },
    Family { rules: vocabulary::RULES, check: Entries(vocabulary::lint_vocabulary), part: Part::Field },
    Family { rules: colors::RULES, check: Entries(colors::lint_colors), part: Part::Field },
    Family { rules: comments::RULES, check: Entries(comments::lint_comments), part: Part::Field },
];

/// The rules of all families, in the order in which they are checked.
pub(super) fn rules() -> impl Iterator<Item = &'static &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules)
}

/// What the rules find in a document, with what the tools make of it.
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

/// Adds what is wrong for the kind of document that a project has beside the tool's: its keys, types and words. Of what
/// is wrong for both, the worse is said.
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
    // Several keys may be missing at one place: a reason begins with what it is about.
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

/// Whether there is nothing to find in an entry.
fn finds_nothing(subject: &LintContext<'_>, entry: &Entry, field: &Field) -> bool {
    let mut found = Vec::new();
    for family in FAMILIES {
        if let Entries(check) = family.check {
            check(subject, entry, field, &mut found);
        }
    }
    found.is_empty()
}
