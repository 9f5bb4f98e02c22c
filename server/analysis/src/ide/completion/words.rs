//! The candidate words of a field: those of its set, and those that neighbours use.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::dialect::{Field, Set, Type};
use crate::index::AgentIndex;
use crate::lint;
use crate::markup::{Line, Markup};
use crate::normalize::NormalizedWord;
use crate::palette;
use crate::syntax::yaml::ScalarKind;

/// A value with its documentation.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) text: String,
    pub(super) detail: Option<String>,
    pub(super) doc: Markup,
}

/// A possible word, with its normalized form.
type OfferedWord<'a> = (&'a str, NormalizedWord);

/// Returns the words of a field, the most used first; unused ones keep the order of the dialect. Likely misspellings of
/// other words come last.
pub(super) fn complete_words(field: &Field, path: Option<&str>, index: &AgentIndex) -> Vec<Offer> {
    let Some(set) = &field.values else { return Vec::new() };
    let uses =
        path.filter(|_| !set.closed).map_or_else(FxHashMap::default, |path| index.uses(path, &field.name));
    let current = || set.values.iter().filter(|value| value.deprecated.is_none());
    let mut ranked: Vec<(usize, Offer)> = Vec::new();
    for value in current() {
        let count = uses.get(value.value.as_str()).copied().unwrap_or_default();
        let mut offer = offer(&value.value, count, field, &value.doc);
        offer.detail = value.origin.clone().or(offer.detail);
        ranked.push((count, offer));
    }
    let word = |word| (word, NormalizedWord::new(word));
    let known: Vec<OfferedWord<'_>> =
        if uses.is_empty() { Vec::new() } else { current().map(|value| word(&*value.value)).collect() };
    let new = uses.into_iter().filter(|(word, _)| is_new(word, field, set, &known));
    let mut others: Vec<_> = new.map(|(text, count)| (count, word(text))).collect();
    others.sort_unstable_by_key(|(count, (word, _))| (Reverse(*count), *word));
    // Of two similar words of neighbours, the less used one may be the misspelling.
    let (mut right, mut doubtful) = (known, Vec::new());
    for same in others.chunk_by(|(one, _), (other, _)| one == other) {
        for (count, word) in same {
            let offer = offer(word.0, *count, field, "");
            if lint::is_near_miss(word.0, near(*word, &right)) {
                doubtful.push(offer);
            } else {
                ranked.push((*count, offer));
            }
        }
        right.extend(same.iter().map(|(_, word)| *word));
    }
    ranked.sort_by_key(|(count, _)| Reverse(*count));
    ranked.into_iter().map(|(_, offer)| offer).chain(doubtful).collect()
}

/// Returns the words that a word may be a misspelling of, by their normalized forms.
fn near<'a>((word, letters): OfferedWord<'_>, words: &[OfferedWord<'a>]) -> impl Iterator<Item = &'a str> {
    let length = word.len();
    let is_near = move |(other, own): &&OfferedWord<'a>| {
        own.least_distance(letters) <= lint::FARTHEST && other.len().abs_diff(length) <= lint::FARTHEST * 4
    };
    words.iter().filter(is_near).map(|(word, _)| *word)
}

/// Whether to offer a neighbour's word: not if the dialect knows it or would report it.
fn is_new(word: &str, field: &Field, set: &Set, known: &[OfferedWord<'_>]) -> bool {
    // A number where a word is expected is a mistake.
    let others = [Type::Boolean, Type::Integer, Type::Number];
    let is_text = ScalarKind::from_plain(word) == ScalarKind::Text
        || field.types.iter().any(|kind| others.contains(kind));
    let misspelt = || lint::looks_misspelt(word, set, near((word, NormalizedWord::new(word)), known));
    let is_color = !palette::is_color(field) || palette::color(word, field).is_some();
    let fits = is_color && !word.contains(['\n', ',']) && word.chars().count() <= 60;
    set.value(word).is_none() && is_text && fits && !misspelt()
}

/// Creates a candidate with the number of other files that use it.
pub(super) fn offer(text: &str, count: usize, field: &Field, doc: &str) -> Offer {
    let default = field.default.as_deref() == Some(text);
    let used = match count {
        0 => None,
        1 => Some("used by one other file".to_owned()),
        many => Some(format!("used by {many} other files")),
    };
    Offer {
        text: text.to_owned(),
        detail: if default { Some("default".to_owned()) } else { used },
        doc: Markup::from_line(Line::default().prose(doc)),
    }
}
