//! Completion of values: those of the dialect, and those that neighbours use.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::super::cursor::{Cursor, Slot};
use super::words::{self, Offer};
use super::{Completion, CompletionKind, CompletionScope, names};
use crate::dialect::{Field, FileKind, KnownValue, Matched, MatchedKind, Set, Type, ValueFormat};
use crate::document::Document;
use crate::index::AgentIndex;
use crate::markup::{Line, Markup};
use crate::palette;
use crate::quote::{quoted, toml_value};
use crate::references::{CallForm, DefinitionKind};
use crate::syntax::frontmatter::FrontMatter;
use crate::values;

/// The candidates for a field.
struct Offers {
    /// Cached candidates, which come first.
    shared: Option<Arc<[Offer]>>,
    own: Vec<Offer>,
}

impl Offers {
    fn new(own: Vec<Offer>) -> Self {
        Self { shared: None, own }
    }

    fn in_order(&self) -> impl Iterator<Item = &Offer> {
        self.shared.iter().flat_map(|shared| shared.iter()).chain(&self.own)
    }
}

/// The position of a value or an item, with its context.
pub(super) struct ValueContext<'a> {
    pub(super) document: &'a Document,
    /// The kind of file that the surrounding keys belong to.
    pub(super) kind: &'a FileKind,
    pub(super) index: &'a AgentIndex,
    pub(super) front: &'a FrontMatter,
    pub(super) cursor: &'a Cursor<'a>,
    /// The byte offset of the cursor.
    pub(super) offset: usize,
    pub(super) scope: &'a CompletionScope<'a>,
}

impl ValueContext<'_> {
    /// Completes the value of a key, or a name of a list in one string.
    pub(super) fn complete_value(&self, slot: &Slot<'_>) -> Vec<Completion> {
        let Some(field) = self.field().filter(|field| !slot.comment || palette::is_color(field)) else {
            return Vec::new();
        };
        let names_many =
            names::kind_of(field).is_some() && field.types.iter().any(|kind| matches!(kind, Type::List(_)));
        let separates: Option<fn(char) -> bool> = match field.format {
            Some(ValueFormat::ToolList | ValueFormat::CommaList) => {
                Some(|char| char == ',' || char.is_whitespace())
            }
            _ if names_many => Some(|char| char == ',' || char.is_whitespace()),
            Some(ValueFormat::Matcher) => Some(|char| char == '|' || char.is_whitespace()),
            _ => None,
        };
        if let Some(separates) = separates {
            if self.is_in_parentheses(slot) {
                return Vec::new();
            }
            let (range, others) = self.word_in_list(slot, separates);
            // Another name may follow, so the quote stays open.
            return self.unlisted(field, &Slot { range, others, unclosed: false, flow: false, ..*slot });
        }
        if !field.types.iter().any(|kind| !matches!(kind, Type::List(_) | Type::Map)) {
            return Vec::new();
        }
        self.offers(field, slot).in_order().map(|offer| self.completion(field, offer, slot)).collect()
    }

    /// Completes an item of a list with values that it lacks.
    pub(super) fn complete_item(&self, slot: &Slot<'_>) -> Vec<Completion> {
        let texts = |kind: &Type| matches!(kind, Type::List(items) if items.contains(&Type::String));
        let field = self.field().filter(|field| field.types.iter().any(texts));
        // Several names in one pair of quotes are one item.
        let several = slot.quote.is_some() && self.front.text_at(slot.range.start..self.offset).contains(',');
        let field = field.filter(|_| !several && !self.is_in_parentheses(slot));
        field.map_or_else(Vec::new, |field| self.unlisted(field, slot))
    }

    /// Whether the cursor is inside the parentheses of a tool, where no tool name is expected.
    fn is_in_parentheses(&self, slot: &Slot<'_>) -> bool {
        let before = self.front.text_at(slot.range.start..self.offset);
        before.rfind('(') > before.rfind(')')
    }

    fn field(&self) -> Option<&Field> {
        self.cursor.field(self.kind)
    }

    /// Returns the values that a list may have and lacks.
    fn unlisted(&self, field: &Field, slot: &Slot<'_>) -> Vec<Completion> {
        let (offers, excluded) = (self.offers(field, slot), self.excluded(field));
        let new = offers.in_order().filter(|offer| {
            !slot.others.contains(&offer.text.as_str()) && !excluded.contains(&offer.text.as_str())
        });
        new.map(|offer| self.completion(field, offer, slot)).collect()
    }

    /// Returns the values of the list that this one subtracts from, or of the one that subtracts from this.
    fn excluded(&self, field: &Field) -> Vec<&str> {
        let takes = |other: &&Field| {
            other.takes_from.as_ref() == Some(&field.name) || field.takes_from.as_ref() == Some(&other.name)
        };
        let Some(other) = self.kind.fields.iter().find(takes).filter(|_| self.cursor.path.len() == 1) else {
            return Vec::new();
        };
        let entry = self.front.yaml.root.as_ref().and_then(|root| root.entry(&other.name));
        let words =
            entry.map(|entry| values::scalar_words(other, &entry.value, self.front)).unwrap_or_default();
        words.into_iter().map(|word| word.text).collect()
    }

    /// Returns the candidates for a field, best first.
    fn offers(&self, field: &Field, slot: &Slot<'_>) -> Offers {
        if let Some(kind) = names::kind_of(field) {
            return Offers::new(self.complete_names(kind, field.values.as_deref()));
        }
        if field.format == Some(ValueFormat::Matcher) {
            return Offers::new(self.matched(field));
        }
        let path = self.document.path.as_deref();
        let words = || words::complete_words(field, path, self.index);
        let (mut offers, shared) = match field.values.as_ref().zip(path) {
            Some((set, path)) => {
                (Vec::new(), Some(self.scope.cache.words((field, set), path, self.index, words)))
            }
            None => (words(), None),
        };
        if self.front.text_at(slot.range.start..self.offset).starts_with('#') {
            offers.extend(digits(field));
        }
        if field.types.contains(&Type::Boolean) && field.values.is_none() {
            offers.extend(["true", "false"].map(|text| words::offer(text, 0, field, "")));
        }
        if field.name == "name" && self.cursor.path.len() == 1 {
            let doc = "The name of the file, or of its folder where all files have the same name.";
            offers.extend(field.name_of(path).map(|name| words::offer(&name, 0, field, doc)));
        }
        Offers { shared, own: offers }
    }

    /// Returns the names that the document can call: those defined in files, then those of the field or built into the
    /// tool.
    fn complete_names(&self, kind: DefinitionKind, known: Option<&Set>) -> Vec<Offer> {
        let names = names::callable_names(kind, CallForm::Key, self.document, self.index).into_iter();
        let mut offers: Vec<_> =
            names.map(|names::Name { text, detail, doc }| Offer { text, detail, doc }).collect();
        let current = || {
            let values = known.iter().flat_map(|set| &set.values);
            values.filter(|value| value.deprecated.is_none())
        };
        let texts: FxHashSet<_> = current().map(|value| value.value.as_str()).collect();
        offers.retain(|offer| !texts.contains(offer.text.as_str()));
        offers.extend(current().map(|value| Offer {
            text: value.value.clone(),
            detail: None,
            doc: Markup::from_line(Line::default().prose(&value.doc)),
        }));
        offers
    }

    /// Returns the values that the matcher of a hook event can have.
    fn matched(&self, field: &Field) -> Vec<Offer> {
        match self.cursor.matched(self.kind) {
            Some(Matched::Words(words)) => {
                words.iter().map(|word| words::offer(word, 0, field, "")).collect()
            }
            Some(Matched::Of(MatchedKind::Agents)) => self.complete_names(DefinitionKind::Agent, None),
            Some(Matched::Of(MatchedKind::Tools)) => {
                let tools = field.values.iter().flat_map(|set| &set.values);
                let current = tools.filter(|value| value.deprecated.is_none());
                current.map(|value| words::offer(&value.value, 0, field, &value.doc)).collect()
            }
            Some(Matched::Of(MatchedKind::Open)) | None => Vec::new(),
        }
    }

    /// Returns the name at the cursor in a list in one string, and the other names.
    fn word_in_list(&self, slot: &Slot<'_>, separates: fn(char) -> bool) -> (Range<usize>, Vec<&str>) {
        let text = self.front.text_at(slot.range.clone());
        let at = self.offset.saturating_sub(slot.range.start);
        let start = text.get(..at).and_then(|before| before.rfind(separates)).map_or(0, |at| at + 1);
        let end = text.get(at..).and_then(|behind| behind.find(separates)).map_or(text.len(), |end| at + end);
        let before = text.get(..start).unwrap_or_default();
        let others = before.split(separates).chain(text.get(end..).unwrap_or_default().split(separates));
        let range = slot.range.start + start..slot.range.start + end;
        (range, others.filter(|word| !word.is_empty()).collect())
    }

    fn completion(&self, field: &Field, offer: &Offer, slot: &Slot<'_>) -> Completion {
        let wants_text = !field.types.contains(&Type::Boolean);
        let plain = match slot.quote {
            Some(quote) if slot.unclosed => format!("{}{quote}", offer.text),
            Some(_) => offer.text.clone(),
            None if self.front.is_toml() => toml_value(&offer.text, field),
            None => quoted(&offer.text, slot.flow, wants_text),
        };
        // Editors for which a hyphen is part of a word search the filter text for it.
        let hyphen = slot.needs_space
            && self.front.text_at(slot.range.start.saturating_sub(1)..slot.range.start) == "-";
        let (lead, start) = match (slot.needs_space, hyphen) {
            (true, true) => ("- ", slot.range.start - 1),
            (true, false) => (" ", slot.range.start),
            (false, _) => ("", slot.range.start),
        };
        let color = palette::is_color(field).then(|| palette::color(&offer.text, field)).flatten();
        // Editors display a swatch for an item whose documentation is a colour.
        let doc = match color {
            Some(color) if offer.doc.is_empty() => Markup::from_line(Line::from(palette::to_hex(color))),
            _ if self.scope.docs || color.is_some() => offer.doc.clone(),
            _ => Markup::default(),
        };
        Completion {
            filter: if hyphen { format!("- {}", offer.text) } else { offer.text.clone() },
            label: offer.text.clone(),
            kind: match names::kind_of(field) {
                Some(kind) => CompletionKind::Name(kind),
                None if color.is_some() => CompletionKind::Color,
                None => CompletionKind::Value,
            },
            detail: offer.detail.clone(),
            doc,
            text: if lead.is_empty() { plain } else { format!("{lead}{plain}") },
            snippet: false,
            insert: start..self.offset,
            replace: start..slot.range.end,
        }
    }
}

/// Returns the named colours of a field by their hex digits, if the tool accepts those too.
fn digits(field: &Field) -> Vec<Offer> {
    let Some(set) = field.values.as_ref().filter(|_| palette::is_color(field)) else { return Vec::new() };
    let digits = |value: &Arc<KnownValue>| {
        let text = palette::to_hex(palette::color(&value.value, field)?);
        set.accepts(&text).then(|| Offer { text, detail: Some(value.value.clone()), doc: Markup::default() })
    };
    set.values.iter().filter_map(digits).collect()
}

/// Whether a field is a list of mappings.
pub(super) fn holds_mappings(field: &Field) -> bool {
    field.types.iter().any(|kind| matches!(kind, Type::List(items) if items.contains(&Type::Map)))
}
