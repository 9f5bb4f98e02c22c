//! Completion: first the place, then what may stand there, then the rank.
//!
//! Nothing is offered that a rule would find fault with, and nothing that is not documented.

mod calls;
mod keys;
mod names;
mod offer_cache;
mod overlay;
mod paths;
mod skeleton;
mod values;
mod words;

use std::ops::Range;

use super::cursor::{Cursor, CursorContext};
use crate::dialect::{Presence, Type};
use crate::document::Document;
use crate::index::AgentIndex;
use crate::markup::Markup;
use crate::references::DefinitionKind;
use crate::syntax::frontmatter::missing_close;
use crate::verdicts::Targets;
pub use offer_cache::OfferCache;
use overlay::Kinds;

/// Something that can be written at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What the author sees, and types to choose it.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside the label.
    pub detail: Option<String>,
    /// What is said about it.
    pub doc: Markup,
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
    Name(DefinitionKind),
    /// The file that a link leads to.
    File,
    /// The heading that a link leads to.
    Anchor,
    /// A whole front matter.
    Skeleton,
}

/// No list is longer unless told otherwise. One of this length may lack something, and is asked for again when more has been typed.
pub const MOST: usize = 500;

/// What completions depend on beside the document.
#[derive(Clone, Copy, Debug)]
pub struct CompletionScope<'a> {
    /// The other documents.
    pub index: &'a AgentIndex,
    /// The tools that the author writes for.
    pub targets: &'a Targets,
    /// The longest list that is wanted, in completions.
    pub most: usize,
    /// Whether it is wanted what is said about them. What is said of a colour is a part of how it is shown.
    pub docs: bool,
    /// What was offered last.
    pub cache: &'a OfferCache,
}

/// What can be written at an offset, the best first, and no more than [`MOST`], whichever tools it is for.
pub fn completions(document: &Document, offset: usize, index: &AgentIndex) -> Vec<Completion> {
    let (targets, cache) = (&Targets::default(), &OfferCache::default());
    completions_in(&CompletionScope { index, targets, most: MOST, docs: true, cache }, document, offset)
}

/// What can be written at an offset, the best first.
pub fn completions_in(scope: &CompletionScope<'_>, document: &Document, offset: usize) -> Vec<Completion> {
    if let Some(skeleton) = skeleton::skeleton(document, offset) {
        return vec![skeleton];
    }
    let mut found = match closed(document, offset) {
        Some(closed) => all(&closed, offset, scope),
        None => all(document, offset, scope),
    };
    if is_typed_in_full(document, &found) {
        return Vec::new();
    }
    if found.len() > scope.most {
        found.retain(|item| is_in(&document.text.slice(item.insert.clone()), &item.filter));
        found.truncate(scope.most);
    }
    found
}

/// Keys that show a tool, if they are not those of the document's own.
fn of_tool(tool: Option<&str>, keys: Vec<Completion>) -> Vec<Completion> {
    let Some(tool) = tool else { return keys };
    keys.into_iter().map(|key| Completion { detail: Some(tool.to_owned()), ..key }).collect()
}

/// A key with the hyphen that makes it the first of an item.
fn with_hyphen(key: Completion) -> Completion {
    Completion { text: format!("- {}", key.text), filter: format!("- {}", key.filter), ..key }
}

/// Whether what stands before the cursor is one of the completions already, and the start of no other. An editor that
/// takes the only entry of its list at Enter would otherwise eat a line break.
fn is_typed_in_full(document: &Document, found: &[Completion]) -> bool {
    let Some(first) = found.first() else { return false };
    let typed = document.text.slice(first.insert.clone());
    let is_typed = |item: &Completion| {
        item.filter == typed && !item.snippet && item.text == item.filter && item.insert == first.insert
    };
    let begins = |other: &&Completion| {
        other.filter.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(&typed))
    };
    found.iter().any(is_typed) && found.iter().filter(begins).count() == 1
}

/// The document with the closing dashes that its front matter lacks while an author types in it, so that a half-typed line
/// is read as a part of it. Everything up to the end of the line at the offset stays where it is.
fn closed(document: &Document, offset: usize) -> Option<Document> {
    if document.syntax.front_matter().is_some_and(|front| front.close.is_some()) {
        return None;
    }
    let end = missing_close(&document.text, offset)?;
    // Behind a lone CR, LF would make one line break of both.
    let behind_cr = document.text.slice(end.saturating_sub(1)..end) == "\r";
    Some(document.replaced(std::iter::once((end..end, if behind_cr { "\r\n---" } else { "\n---" }))))
}

/// A snippet without its stops: `${1:text}` is its text, `$0` nothing.
pub fn without_stops(snippet: &str) -> String {
    let (mut text, mut rest) = (String::new(), snippet);
    while let Some((before, stop)) = rest.split_once('$') {
        text += before;
        let (default, behind) = match stop.strip_prefix('{').and_then(|stop| stop.split_once('}')) {
            Some((stop, behind)) => (stop.split_once(':').map_or("", |(_, text)| text), behind),
            None => ("", stop.trim_start_matches(|char: char| char.is_ascii_digit())),
        };
        text += default;
        rest = behind;
    }
    text + rest
}

/// Whether the letters of a text come in that order in another, as editors match what is typed.
fn is_in(typed: &str, text: &str) -> bool {
    let mut left = text.chars().flat_map(char::to_lowercase);
    typed.chars().flat_map(char::to_lowercase).all(|char| left.any(|other| other == char))
}

fn all<'a>(document: &'a Document, offset: usize, scope: &'a CompletionScope<'a>) -> Vec<Completion> {
    let index = scope.index;
    let Some(detection) = &document.detection else { return Vec::new() };
    if let Some(call) = calls::call(document, offset) {
        let names = names::callable_names(call.kind, call.form, document, index).into_iter();
        return names.map(|name| name.completion(&call, offset)).collect();
    }
    if let Some(found) = paths::paths(document, offset, index) {
        return found;
    }
    if detection.document.front_matter == Presence::None {
        return Vec::new();
    }
    let Some(front) = document.front_matter() else { return Vec::new() };
    let Some(cursor) = Cursor::at(front, offset) else { return Vec::new() };
    let kinds = Kinds::for_document(document, &detection.document, scope);
    let kind = kinds.kind_at(&cursor.path);
    let place = || values::ValueContext { document, kind, index, front, cursor: &cursor, offset, scope };
    match &cursor.place {
        CursorContext::Key { word, complete, in_item, siblings } => {
            // Where a list of mappings is to stand, a key is the first of an item.
            let item = cursor.field(kind).is_some_and(|field| {
                values::holds_mappings(field) && !field.types.contains(&Type::Map) && !in_item
            });
            let keys = |fields| keys::keys(fields, (word, offset), *complete, item, siblings, scope.docs);
            if cursor.path.is_empty() {
                return kinds
                    .outermost()
                    .into_iter()
                    .flat_map(|(tool, fields)| of_tool(tool, keys(fields)))
                    .collect();
            }
            let mut found = keys(cursor.fields(kind));
            if item {
                found = found
                    .into_iter()
                    .map(|key| Completion { filter: key.label.clone(), ..with_hyphen(key) })
                    .collect();
            }
            found
        }
        CursorContext::Value(slot) => place().complete_value(slot),
        CursorContext::Item(slot) => {
            let mut items = place().complete_item(slot);
            let mappings = cursor.field(kind).is_some_and(values::holds_mappings);
            if mappings && slot.quote.is_none() && !slot.flow {
                // Behind a hyphen without a blank, the hyphen is written again.
                let hyphen = usize::from(slot.needs_space);
                let word = slot.range.start - hyphen..slot.range.end;
                let keys = keys::keys(cursor.fields(kind), (&word, offset), false, true, &[], scope.docs)
                    .into_iter();
                items.extend(keys.map(|key| if hyphen == 0 { key } else { with_hyphen(key) }));
            }
            items
        }
    }
}

#[cfg(test)]
mod tests;
