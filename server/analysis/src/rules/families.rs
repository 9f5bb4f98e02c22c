//! The families of rules about a front matter, and how they are run.

use std::ops::Range;

use super::subject::Subject;
use super::{
    Diagnostic, Policy, Rule, Severity, colors, comments, consequences, delimiters, keys, relations,
    required, syntax, tools, types, vocabulary,
};
use crate::dialect::Field;
use crate::document::{Document, Quiet};
use crate::loader::Part;
use crate::syntax::yaml::Entry;
use Check::{Entries, Whole};

/// A tight family of rules with the function that finds them.
struct Family {
    rules: &'static [&'static Rule],
    check: Check,
    /// What the findings are about.
    part: Part,
}

/// What rules look at.
enum Check {
    /// The front matter as a whole.
    Whole(fn(&Subject<'_>, &mut Vec<Diagnostic>)),
    /// One entry of a known field after the other, and nothing else but the kind of document and its path. Where that
    /// finds nothing, it is done again only when the entry was touched.
    Entries(fn(&Subject<'_>, &Entry, &Field, &mut Vec<Diagnostic>)),
}

static FAMILIES: &[Family] = &[
    Family { rules: delimiters::RULES, check: Whole(delimiters::check), part: Part::Delimiters },
    Family { rules: syntax::RULES, check: Whole(syntax::check), part: Part::Yaml },
    Family { rules: required::RULES, check: Whole(required::check), part: Part::Field },
    Family { rules: keys::RULES, check: Whole(keys::check), part: Part::Field },
    Family { rules: relations::RULES, check: Whole(relations::check), part: Part::Field },
    Family { rules: tools::RULES, check: Whole(tools::check), part: Part::Field },
    Family { rules: types::RULES, check: Entries(types::check), part: Part::Field },
    Family { rules: vocabulary::RULES, check: Entries(vocabulary::check), part: Part::Field },
    Family { rules: colors::RULES, check: Entries(colors::check), part: Part::Field },
    Family { rules: comments::RULES, check: Entries(comments::check), part: Part::Field },
];

/// The rules of all families, in the order in which they are checked.
pub(super) fn rules() -> impl Iterator<Item = &'static &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules)
}

/// What the rules find in a document, with what the tools make of it.
pub(super) fn weighed(document: &Document, policy: &Policy) -> Vec<Diagnostic> {
    let Some(subject) = Subject::new(document) else {
        return consequences::weigh(document, None, &policy.targets, Vec::new());
    };
    let (mut found, loud) = (Vec::new(), Quiet::default());
    let touched = || subject.known_within().filter(|(outermost, ..)| !document.quiet().has(*outermost));
    for family in FAMILIES {
        let mut own = Vec::new();
        match family.check {
            Whole(check) => check(&subject, &mut own),
            Entries(check) => touched().for_each(|(outermost, entry, field)| {
                let before = own.len();
                check(&subject, entry, field, &mut own);
                if own.len() > before {
                    loud.add(outermost);
                }
            }),
        }
        found.extend(own.into_iter().map(|diagnostic| (family.part, diagnostic)));
    }
    let quiet = subject.known_within().filter(|(outermost, ..)| !loud.has(*outermost));
    quiet.for_each(|(outermost, ..)| document.quiet().add(outermost));
    debug_assert!(subject.known_within().all(|(outermost, entry, field)| {
        !document.quiet().has(outermost) || finds_nothing(&subject, entry, field)
    }));
    one_for_each_mistake(&mut found);
    let mut found = consequences::weigh(document, Some(&subject), &policy.targets, found);
    leave_causes(document, &subject, &mut found);
    add_those_of_project(document, &mut found);
    found
}

/// Leaves one diagnostic where a value is of a wrong type and outside a set: that of the set if it knows what was meant,
/// else that of the type.
fn one_for_each_mistake(found: &mut Vec<consequences::Found>) {
    let is_type = |it: &Diagnostic| it.rule.code == types::WRONG_TYPE.code;
    let is_word = |it: &Diagnostic| vocabulary::RULES.iter().any(|rule| rule.code == it.rule.code);
    let ranges = |of: &dyn Fn(&Diagnostic) -> bool| -> Vec<Range<usize>> {
        found.iter().filter(|(_, it)| of(it)).map(|(_, it)| it.range.clone()).collect()
    };
    let types = ranges(&is_type);
    let answered = ranges(&|it| is_word(it) && !it.fixes.is_empty());
    let holds =
        |outer: &Range<usize>, it: &Diagnostic| outer.start <= it.range.start && it.range.end <= outer.end;
    found.retain(|(_, it)| {
        let answered = answered.contains(&it.range) && types.contains(&it.range);
        let typed = types.iter().any(|range| holds(range, it));
        if is_type(it) { !answered } else { !is_word(it) || !typed || answered }
    });
}

/// What follows from front matter that cannot be read as it was meant: what is missing, empty or lost in it.
static CONSEQUENCES: &[&Rule] = &[&required::MISSING_FIELD, &required::EMPTY_FIELD, &consequences::NO_EFFECT];

/// Leaves out what another diagnostic is the cause of: what is found in entries that stand twice, what is missing or lost
/// where the front matter cannot be read, and what a part loses that another rule is about.
fn leave_causes(document: &Document, subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let is = |it: &Diagnostic, rules: &[&Rule]| rules.iter().any(|rule| rule.code == it.rule.code);
    let loud = |it: &Diagnostic| it.severity <= Severity::Warning;
    let twice = |it: &Diagnostic| is(it, &[&keys::DUPLICATE_KEY]);
    let places =
        |it: &Diagnostic| [Some(it.range.clone()), it.related.as_ref().map(|(range, _)| range.clone())];
    let keys: Vec<_> = found.iter().filter(|it| twice(it)).flat_map(places).flatten().collect();
    let entries = subject.mappings.iter().flat_map(|mapping| &mapping.entries);
    let empty: Vec<_> = found
        .iter()
        .filter(|it| is(it, &[&required::EMPTY_FIELD]))
        .map(|it| it.reason().to_owned())
        .collect();
    let doubled: Vec<_> = entries
        .map(|known| known.entry.span())
        .filter(|span| keys.iter().any(|key| key.start == span.start))
        .collect();
    let in_doubled =
        |it: &Diagnostic| doubled.iter().any(|span| span.start <= it.range.start && it.range.end <= span.end);
    let structure = |it: &Diagnostic| is(it, delimiters::RULES) || is(it, syntax::RULES) || twice(it);
    let broken = found.iter().any(|it| loud(it) && structure(it));
    let line = |it: &Diagnostic| document.text.line_at(it.range.start);
    let lines: Vec<_> = found.iter().filter(|it| loud(it) && !is(it, CONSEQUENCES)).map(line).collect();
    // Keys that stand twice in an entry that is not YAML may be those of two.
    let faulty = |it: &Diagnostic| is(it, syntax::RULES) && loud(it);
    let faults: Vec<_> = found.iter().filter(|it| faulty(it)).map(|it| it.range.start).collect();
    let roots = subject.root().map_or(&[][..], |root| &root.entries);
    let unread: Vec<_> = roots
        .iter()
        .map(|known| known.entry.span())
        .filter(|span| faults.iter().any(|at| span.start <= *at && *at <= span.end))
        .collect();
    let in_unread =
        |it: &Diagnostic| unread.iter().any(|span| span.start <= it.range.start && it.range.end <= span.end);
    let lacks =
        found.iter().any(|it| loud(it) && is(it, &[&required::MISSING_FIELD, &required::EMPTY_FIELD]));
    let too_long = found.iter().any(|it| is(it, &[&delimiters::TOO_LONG]));
    // Where nobody knows what a parser minds, the rest is left for when that is fixed.
    let unexplained = found.iter().any(|it| loud(it) && is(it, &[&syntax::INVALID_YAML]));
    found.retain(|it| {
        let follows = broken && is(it, CONSEQUENCES)
            || lacks && is(it, &[&consequences::NO_EFFECT])
            || is(it, &[&consequences::NO_EFFECT])
                && (lines.contains(&line(it)) || empty.iter().any(|reason| reason == it.reason()))
            || !twice(it) && in_doubled(it)
            || twice(it) && in_unread(it)
            || too_long && !is(it, &[&delimiters::TOO_LONG])
            || !structure(it) && (in_unread(it) || unexplained);
        !loud(it) || !follows
    });
}

/// Adds what is wrong for the kind of document that a project has beside the tool's: its keys, types and words. Of what
/// is wrong for both, the worse is said.
fn add_those_of_project(document: &Document, found: &mut Vec<Diagnostic>) {
    let Some(added) = document.detection.as_ref().and_then(|found| found.added.as_deref()) else { return };
    let Some(subject) = Subject::of_kind(document, added) else { return };
    let mut own = Vec::new();
    required::check(&subject, &mut own);
    relations::check(&subject, &mut own);
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
fn finds_nothing(subject: &Subject<'_>, entry: &Entry, field: &Field) -> bool {
    let mut found = Vec::new();
    for family in FAMILIES {
        if let Entries(check) = family.check {
            check(subject, entry, field, &mut found);
        }
    }
    found.is_empty()
}
