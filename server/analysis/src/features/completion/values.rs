//! Completion of values: the dialect's vocabulary, and the words that the neighbours use.

use rustc_hash::FxHashMap;

use super::super::cursor::Slot;
use super::{Completion, CompletionKind, names};
use crate::dialect::{Field, Format, Type, Value};
use crate::document::Document;
use crate::fleet::Fleet;
use crate::palette;
use crate::quote::quoted;
use crate::syntax::frontmatter::FrontMatter;

/// A value with what is said about it.
struct Offer {
    text: String,
    detail: Option<String>,
    doc: String,
}

/// The values of a key, or the names of a list on one line.
pub(super) fn value(
    field: &Field,
    slot: &Slot<'_>,
    offset: usize,
    document: &Document,
    fleet: &Fleet,
    front: &FrontMatter,
) -> Vec<Completion> {
    let names_many =
        names::kind_of(field).is_some() && field.types.iter().any(|kind| matches!(kind, Type::List(_)));
    if names_many || matches!(field.format, Some(Format::ToolList | Format::CommaList)) {
        let (word, others) = word_in_list(slot, offset, front);
        let slot =
            Slot { range: word, quote: slot.quote, needs_space: slot.needs_space, flow: false, others };
        return offers(field, document, fleet)
            .into_iter()
            .filter(|offer| !slot.others.contains(&offer.text.as_str()))
            .map(|offer| completion(field, offer, &slot, offset))
            .collect();
    }
    if !field.types.iter().any(|kind| !matches!(kind, Type::List(_) | Type::Map)) {
        return Vec::new();
    }
    offers(field, document, fleet).into_iter().map(|offer| completion(field, offer, slot, offset)).collect()
}

/// The items of a list that are not in it yet.
pub(super) fn item(
    field: &Field,
    slot: &Slot<'_>,
    offset: usize,
    document: &Document,
    fleet: &Fleet,
) -> Vec<Completion> {
    let texts = |kind: &Type| matches!(kind, Type::List(items) if items.contains(&Type::String));
    if !field.types.iter().any(texts) {
        return Vec::new();
    }
    let new = |offer: &Offer| !slot.others.contains(&offer.text.as_str());
    offers(field, document, fleet)
        .into_iter()
        .filter(new)
        .map(|offer| completion(field, offer, slot, offset))
        .collect()
}

/// Whether a field is a list of mappings.
pub(super) fn holds_mappings(field: &Field) -> bool {
    field.types.iter().any(|kind| matches!(kind, Type::List(items) if items.contains(&Type::Map)))
}

/// What a field may say, the most used first; words that nobody uses keep the order of the dialect.
fn offers(field: &Field, document: &Document, fleet: &Fleet) -> Vec<Offer> {
    if let Some(kind) = names::kind_of(field) {
        let names = names::names(kind, document, fleet).into_iter();
        return names.map(|names::Name { text, detail, doc }| Offer { text, detail, doc }).collect();
    }
    let path = document.path.as_deref();
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
    ranked.extend(others.into_iter().map(|(word, count)| (count, offer(word, count, field, ""))));
    ranked.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let mut offers: Vec<_> = ranked.into_iter().map(|(_, offer)| offer).collect();
    if field.types.contains(&Type::Boolean) && field.values.is_none() {
        offers.extend(["true", "false"].map(|text| offer(text, 0, field, "")));
    }
    if field.name == "name" && field.required {
        let doc = "The name of the file, or of its folder where all files have the same name.";
        offers.extend(field.name_of(path).map(|name| offer(&name, 0, field, doc)));
    }
    offers
}

/// Whether a neighbour's word can be offered: not one that the dialect knows or would find fault with.
fn is_new_word(word: &str, field: &Field, known: &[&Value]) -> bool {
    let listed = known.iter().any(|value| value.value == word);
    let similar = field.values.as_ref().is_some_and(|set| crate::rules::looks_misspelt(word, set));
    !listed && !similar && !word.contains(['\n', ',']) && word.chars().count() <= 60
}

fn offer(text: &str, count: usize, field: &Field, doc: &str) -> Offer {
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

/// The name at the cursor in a list on one line, and the other names.
fn word_in_list<'a>(
    slot: &Slot<'a>,
    offset: usize,
    front: &'a FrontMatter,
) -> (std::ops::Range<usize>, Vec<&'a str>) {
    let text = front.text(slot.range.clone());
    let at = offset.saturating_sub(slot.range.start);
    let separates = |char: char| char == ',' || char.is_whitespace();
    let start = text.get(..at).and_then(|before| before.rfind(separates)).map_or(0, |at| at + 1);
    let end = text.get(at..).and_then(|behind| behind.find(separates)).map_or(text.len(), |end| at + end);
    let before = text.get(..start).unwrap_or_default();
    let others = before.split(separates).chain(text.get(end..).unwrap_or_default().split(separates));
    let range = slot.range.start + start..slot.range.start + end;
    (range, others.filter(|word| !word.is_empty()).collect())
}

fn completion(field: &Field, offer: Offer, slot: &Slot<'_>, offset: usize) -> Completion {
    let wants_text = !field.types.contains(&Type::Boolean);
    let plain =
        if slot.quote.is_some() { offer.text.clone() } else { quoted(&offer.text, slot.flow, wants_text) };
    let text = if slot.needs_space { format!(" {plain}") } else { plain };
    let color = palette::is_color(field).then(|| palette::color(&offer.text, field)).flatten();
    // Editors draw a swatch beside an item whose documentation is a colour.
    let doc = match color {
        Some(color) if offer.doc.is_empty() => palette::to_hex(color),
        _ => offer.doc,
    };
    Completion {
        filter: text.clone(),
        label: offer.text,
        kind: match names::kind_of(field) {
            Some(kind) => CompletionKind::Name(kind),
            None if color.is_some() => CompletionKind::Color,
            None => CompletionKind::Value,
        },
        detail: offer.detail,
        doc,
        text,
        snippet: false,
        insert: slot.range.start..offset,
        replace: slot.range.clone(),
    }
}
