//! The words that a field may say: those of its set, and those that the neighbours use.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::dialect::{Field, Type, Value};
use crate::fleet::Fleet;
use crate::rules;
use crate::syntax::yaml::{Kind, Scalar, Style};

/// A value with what is said about it.
pub(super) struct Offer {
    pub(super) text: String,
    pub(super) detail: Option<String>,
    pub(super) doc: String,
}

/// The words of a field, the most used first; those that nobody uses keep the order of the dialect. What may be a
/// misspelling of another one comes after that.
pub(super) fn words(field: &Field, path: Option<&str>, fleet: &Fleet) -> Vec<Offer> {
    let known: Vec<&Value> = field.values.iter().flat_map(|set| &set.values).collect();
    let open = field.values.as_ref().is_some_and(|set| !set.closed);
    let uses = path.filter(|_| open).map_or_else(FxHashMap::default, |path| fleet.uses(path, &field.name));
    let mut ranked: Vec<(usize, Offer)> = Vec::new();
    for value in known.iter().filter(|value| value.deprecated.is_none()) {
        let count = uses.get(value.value.as_str()).copied().unwrap_or_default();
        let mut offer = offer(&value.value, count, field, &value.doc);
        offer.detail = value.origin.clone().or(offer.detail);
        ranked.push((count, offer));
    }
    let mut others: Vec<_> = uses.into_iter().filter(|(word, _)| is_new_word(word, field, &known)).collect();
    others.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut doubtful = Vec::new();
    for (at, (word, count)) in others.iter().enumerate() {
        // Of two neighbours' words, the one that fewer files use may be the wrong one.
        let more_used = others.iter().take(at).filter(|(_, uses)| uses > count).map(|(word, _)| *word);
        let right = known.iter().map(|value| value.value.as_str()).chain(more_used);
        let offer = offer(word, *count, field, "");
        if rules::is_near_miss(word, right) { doubtful.push(offer) } else { ranked.push((*count, offer)) }
    }
    ranked.sort_by_key(|(count, _)| Reverse(*count));
    ranked.into_iter().map(|(_, offer)| offer).chain(doubtful).collect()
}

/// Whether a neighbour's word can be offered: not one that the dialect knows or would find fault with.
fn is_new_word(word: &str, field: &Field, known: &[&Value]) -> bool {
    let listed = known.iter().any(|value| value.value == word);
    // A number in the place of a word is a mistake.
    let plain = Scalar { text: word.into(), style: Style::Plain };
    let others = [Type::Boolean, Type::Integer, Type::Number];
    let is_text = plain.kind() == Kind::Text || field.types.iter().any(|kind| others.contains(kind));
    let similar = field.values.as_ref().is_some_and(|set| rules::looks_misspelt(word, set));
    !listed && is_text && !similar && !word.contains(['\n', ',']) && word.chars().count() <= 60
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
        doc: doc.to_owned(),
    }
}
