//! Finds the key that an author meant by an unknown one.
//!
//! Authors have keys of their own, and keys of other tools. A guess must match twice: the key is a typo away, and the
//! value is valid for the suggested key.

use super::rules::types::matches_type;
use super::similar::{Slip, may_be_meant};
use super::subject::{LintContext, Mapping};
use crate::dialect::Field;
use crate::normalize::same_letters;
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Entry, Node, Value};
use crate::values::scalar_words;

/// How well a value fits a field.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The type matches, but none of its words or keys is known to the field, though all or most valid ones are known.
    Shape,
    /// The type matches.
    Type,
    /// The type matches, and one of its words or keys is known to the field.
    Word,
}

/// Returns the intended key: that of a well-known mistake, or else the nearest one not yet written. `refused` means
/// that the tool drops the file for this key, so that another one must have been meant.
pub(super) fn intended_key<'a>(
    subject: &LintContext<'a>,
    mapping: &Mapping<'a>,
    entry: &Entry,
    absent: impl Fn(&&str) -> bool,
    refused: bool,
) -> Option<&'a str> {
    let name = entry.name()?;
    let outermost = mapping.parent.is_none();
    let mistake = subject.kind.mistakes.get(name).filter(|_| outermost).map(String::as_str);
    let mistake = mistake.filter(&absent).filter(|meant| is_mistake(subject, entry, name, meant));
    let foreign = outermost && subject.kind.foreign.iter().any(|key| key == name);
    if mistake.is_some() || foreign {
        return mistake;
    }
    // In a closed set of keys, another form of a word cannot be valid.
    let closed = mapping.fields.iter().any(|field| field.key_set.as_ref().is_some_and(|keys| keys.closed));
    let structured = closed && matches!(entry.value.value, Value::Mapping(_));
    let near = may_be_meant(name);
    let candidates = known_keys(mapping.fields).filter(|(candidate, _)| near(candidate) && absent(candidate));
    let slips = candidates.filter_map(|(candidate, field)| {
        let slip = Slip::find(name, candidate)?;
        let fit = fit(field, &entry.value, subject.front).or_else(|| structured.then_some(Fit::Type))?;
        // Another form is a word of its own, unless its value matches, or it is a compound.
        let form = !slip.is_other_form || slip.has_parts || fit == Fit::Word || refused || closed;
        let plain = form && (!slip.is_other_style || refused) && fit >= Fit::Type;
        (slip.distance == 0 || plain).then_some((slip.distance, candidate))
    });
    let (distance, meant) = slips.min_by_key(|(distance, _)| *distance)?;
    // A key that another tool knows is no typo if its value is valid there.
    let fits = |field: &Field| fit(field, &entry.value, subject.front) >= Some(Fit::Type);
    let known = || outermost && subject.dialects.fields_called(name).any(fits);
    (distance == 0 || !known()).then_some(meant)
}

/// Returns the keys that can be suggested, each with its field.
fn known_keys(fields: &[Field]) -> impl Iterator<Item = (&str, &Field)> {
    let offered = |field: &&Field| field.evidence.is_offered() && field.deprecated.is_none();
    fields.iter().filter(offered).flat_map(|field| {
        let own = Some(field.name.as_str()).filter(|name| *name != "*");
        let set = field.key_set.iter().flat_map(|keys| keys.values.iter().map(|value| value.value.as_str()));
        own.into_iter().chain(set).map(move |name| (name, field))
    })
}

/// Whether a well-known mistake applies here: the value fits the intended key, or has words that show which key of
/// which other tool it is.
fn is_mistake(subject: &LintContext<'_>, entry: &Entry, name: &str, meant: &str) -> bool {
    let fits = |field: &Field| fit(field, &entry.value, subject.front);
    let own = subject.kind.fields.iter().find(|field| field.is_called(meant)).and_then(fits);
    own >= Some(Fit::Type)
        || (subject.dialects.file_kinds().flat_map(|other| &other.fields))
            .any(|field| same_letters(&field.name, name) && fits(field) == Some(Fit::Word))
}

/// Returns how well a value under another key fits a field, if it does.
fn fit(field: &Field, value: &Node, front: &FrontMatter) -> Option<Fit> {
    if value.is_null() || value.broken || matches!(value.value, Value::Alias) {
        return Some(Fit::Type);
    }
    if !field.types.iter().any(|kind| matches_type(value, kind, field)) {
        return None;
    }
    let items = value.items().iter().flat_map(Node::entries);
    let entries: Vec<_> = value.entries().iter().chain(items).collect();
    if !entries.is_empty() && !field.fields.is_empty() {
        let fits = entries.into_iter().filter_map(|entry| fit_of_entry(field, entry, front));
        return Some(fits.max().unwrap_or(Fit::Shape));
    }
    let Some(set) = field.values.as_ref().filter(|set| !set.free) else { return Some(Fit::Type) };
    let known = |word: &str| {
        let name = word.split('(').next().unwrap_or_default().trim_end();
        let lower = name.to_lowercase();
        [word, name].iter().any(|it| set.accepts(it) || set.mistakes.contains_key(*it))
            || set.values.iter().any(|value| value.value.to_lowercase() == lower)
    };
    let words = scalar_words(field, value, front);
    if words.iter().any(|word| known(word.text)) {
        return Some(Fit::Word);
    }
    // Lists of models and the like are never complete.
    let told = set.closed || field.lists_tools();
    Some(if told && !words.is_empty() { Fit::Shape } else { Fit::Type })
}

/// Whether an entry fits the mapping that a field takes.
fn fit_of_entry(field: &Field, entry: &Entry, front: &FrontMatter) -> Option<Fit> {
    let inner = Field::for_key(&field.fields, entry.name()?)?;
    let fit = fit(inner, &entry.value, front)?;
    let named = inner.name != "*" || inner.key_set.is_some();
    Some(if named { Fit::Word } else { fit })
}
