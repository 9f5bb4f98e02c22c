//! The words that a field may say: those of its set, and those that the neighbours use.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::dialect::{Field, Set, Type};
use crate::index::AgentIndex;
use crate::lint;
use crate::markup::{Line, Markup};
use crate::normalize::NormalizedWord;
use crate::palette;
use crate::syntax::yaml::ScalarKind;

/// A value with what is said about it.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) text: String,
    pub(super) detail: Option<String>,
    pub(super) doc: Markup,
}

/// A word that may be meant, with its letters.
type OfferedWord<'a> = (&'a str, NormalizedWord);

/// The words of a field, the most used first; those that nobody uses keep the order of the dialect. What may be a
/// misspelling of another one comes after that.
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
    // Of two neighbours' words, the one that fewer files use may be the wrong one.
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

/// Those of the words that a word may be a misspelling of, by their letters.
fn near<'a>((word, letters): OfferedWord<'_>, words: &[OfferedWord<'a>]) -> impl Iterator<Item = &'a str> {
    let length = word.len();
    let is_near = move |(other, own): &&OfferedWord<'a>| {
        own.least_distance(letters) <= lint::FARTHEST && other.len().abs_diff(length) <= lint::FARTHEST * 4
    };
    words.iter().filter(is_near).map(|(word, _)| *word)
}

/// Whether a neighbour's word can be offered: not one that the dialect knows or would find fault with.
fn is_new(word: &str, field: &Field, set: &Set, known: &[OfferedWord<'_>]) -> bool {
    // A number in the place of a word is a mistake.
    let others = [Type::Boolean, Type::Integer, Type::Number];
    let is_text = ScalarKind::from_plain(word) == ScalarKind::Text
        || field.types.iter().any(|kind| others.contains(kind));
    let misspelt = || lint::looks_misspelt(word, set, near((word, NormalizedWord::new(word)), known));
    let is_color = !palette::is_color(field) || palette::color(word, field).is_some();
    let fits = is_color && !word.contains(['\n', ',']) && word.chars().count() <= 60;
    set.value(word).is_none() && is_text && fits && !misspelt()
}

/// A word with how many other files use it.
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
