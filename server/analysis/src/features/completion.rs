//! Completion: first the place, then what may stand there, then the rank.
//!
//! Nothing is offered that a rule would find fault with, and nothing that is not documented.

mod calls;
mod keys;
mod names;
mod paths;
mod values;

use std::ops::Range;

use super::cursor::{Cursor, Place};
use crate::dialect::Presence;
use crate::document::Document;
use crate::fleet::Fleet;
use crate::references::Kind;

/// Something that can be written at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What the author sees, and types to choose it.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside the label.
    pub detail: Option<String>,
    /// Markdown about it.
    pub doc: String,
    /// What to write. With `snippet`, in the syntax of LSP snippets, and lines after the first are indented relative
    /// to the first.
    pub text: String,
    /// Whether `text` is a snippet.
    pub snippet: bool,
    /// The bytes to replace when what follows the cursor stays: up to the cursor.
    pub insert: Range<usize>,
    /// The bytes to replace when the whole word is replaced. Both are on one line and start together.
    pub replace: Range<usize>,
    /// The text of the replaced bytes is matched against this.
    pub filter: String,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A key.
    Key,
    /// A value.
    Value,
    /// A colour.
    Color,
    /// An agent, a skill or a command that is called.
    Name(Kind),
    /// The file that a link leads to.
    File,
    /// The heading that a link leads to.
    Anchor,
    /// A whole front matter.
    Skeleton,
}

/// No list is longer unless told otherwise. One of this length may lack something, and is asked for again when more has been typed.
pub const MOST: usize = 500;

/// What can be written at an offset, the best first, and no more than [`MOST`].
pub fn completions(document: &Document, offset: usize, fleet: &Fleet) -> Vec<Completion> {
    completions_up_to(MOST, document, offset, fleet)
}

/// What can be written at an offset, the best first, and no more than so many.
pub fn completions_up_to(most: usize, document: &Document, offset: usize, fleet: &Fleet) -> Vec<Completion> {
    let mut found = all(document, offset, fleet);
    if found.len() > most {
        found.retain(|item| is_in(&document.text.slice(item.insert.clone()), &item.filter));
        found.truncate(most);
    }
    found
}

/// Whether the letters of a text come in that order in another, as editors match what is typed.
fn is_in(typed: &str, text: &str) -> bool {
    let mut left = text.chars().flat_map(char::to_lowercase);
    typed.chars().flat_map(char::to_lowercase).all(|char| left.any(|other| other == char))
}

fn all(document: &Document, offset: usize, fleet: &Fleet) -> Vec<Completion> {
    let Some(detection) = &document.detection else { return Vec::new() };
    if let Some((kind, word)) = calls::slot(document, offset) {
        let names = names::names(kind, document, fleet).into_iter();
        return names.map(|name| name.completion(&word, offset, kind)).collect();
    }
    if let Some(found) = paths::paths(document, offset, fleet) {
        return found;
    }
    if detection.document.front_matter == Presence::None {
        return Vec::new();
    }
    let Some(front) = document.front_matter() else {
        return keys::skeleton(document, &detection.document, offset).into_iter().collect();
    };
    let Some(cursor) = Cursor::at(front, offset) else { return Vec::new() };
    let kind = &*detection.document;
    match &cursor.place {
        Place::Key { word, complete, siblings } => {
            keys::keys(cursor.fields(kind), word, offset, *complete, false, siblings)
        }
        Place::Value(slot) => cursor
            .field(kind)
            .map_or_else(Vec::new, |field| values::value(field, slot, offset, document, fleet, front)),
        Place::Item(slot) => cursor.field(kind).map_or_else(Vec::new, |field| {
            let mut items = values::item(field, slot, offset, document, fleet);
            if values::holds_mappings(field) && slot.quote.is_none() && !slot.needs_space && !slot.flow {
                items.extend(keys::keys(&field.fields, &slot.range, offset, false, true, &[]));
            }
            items
        }),
    }
}

#[cfg(test)]
mod tests;
