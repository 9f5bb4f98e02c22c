//! Completion: determines the cursor context, then the candidates, then their order.
//!
//! Offers nothing that would cause a diagnostic, and nothing undocumented.

mod calls;
mod keys;
mod names;
mod offer_cache;
mod overlay;
mod paths;
mod placeholders;
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
pub use skeleton::template;

/// A completion item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The label.
    pub label: String,
    /// Its kind.
    pub kind: CompletionKind,
    /// Details beside the label.
    pub detail: Option<String>,
    /// Its documentation.
    pub doc: Markup,
    /// The text to insert. With `snippet`, it is an LSP snippet whose lines after the first are indented relative to
    /// the first.
    pub text: String,
    /// Whether `text` is a snippet.
    pub snippet: bool,
    /// The bytes to replace in insert mode: up to the cursor.
    pub insert: Range<usize>,
    /// The bytes to replace in replace mode: the whole word. Both ranges are on one line and start at the same offset.
    pub replace: Range<usize>,
    /// The filter text, matched against the replaced text.
    pub filter: String,
}

/// The kind of a completion item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A key.
    Key,
    /// A value.
    Value,
    /// A colour.
    Color,
    /// A name of an agent, a skill or a command, in a call.
    Name(DefinitionKind),
    /// The path of a link.
    File,
    /// The anchor of a link.
    Anchor,
    /// A whole front matter.
    Skeleton,
}

/// Default maximum length of a list. A list of this length may be incomplete, and is requested again after more input.
pub const MOST: usize = 500;

/// What completion depends on besides the document.
#[derive(Clone, Copy, Debug)]
pub struct CompletionScope<'a> {
    /// The index of all documents.
    pub index: &'a AgentIndex,
    /// The target tools.
    pub targets: &'a Targets,
    /// Maximum number of items.
    pub most: usize,
    /// Whether to include documentation. That of a colour is always included, since editors display it as a swatch.
    pub docs: bool,
    /// The cache of the last candidates.
    pub cache: &'a OfferCache,
}

/// Returns the completions at an offset, best first and at most [`MOST`], without target tools.
pub fn completions(document: &Document, offset: usize, index: &AgentIndex) -> Vec<Completion> {
    let (targets, cache) = (&Targets::default(), &OfferCache::default());
    completions_in(&CompletionScope { index, targets, most: MOST, docs: true, cache }, document, offset)
}

/// Returns the completions at an offset, best first.
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

/// Labels keys with the tool they belong to, unless it is the document's own.
fn of_tool(tool: Option<&str>, keys: Vec<Completion>) -> Vec<Completion> {
    let Some(tool) = tool else { return keys };
    keys.into_iter().map(|key| Completion { detail: Some(tool.to_owned()), ..key }).collect()
}

/// Prepends the hyphen that makes a key the first of a list item.
fn with_hyphen(key: Completion) -> Completion {
    Completion { text: format!("- {}", key.text), filter: format!("- {}", key.filter), ..key }
}

/// Whether the text before the cursor is one of the completions and the prefix of no other. If it were offered, editors
/// that accept the only item on Enter would swallow the line break.
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

/// Closes front matter whose `---` is still missing, so that the line being typed is parsed as part of it. Nothing
/// changes up to the end of the line at the offset.
fn closed(document: &Document, offset: usize) -> Option<Document> {
    if document.syntax.front_matter().is_some_and(|front| front.close.is_some()) {
        return None;
    }
    let end = missing_close(&document.text, offset)?;
    // After a lone CR, LF would form one CRLF line break with it.
    let behind_cr = document.text.slice(end.saturating_sub(1)..end) == "\r";
    Some(document.replaced(std::iter::once((end..end, if behind_cr { "\r\n---" } else { "\n---" }))))
}

/// Removes the tab stops of a snippet: `${1:text}` becomes its text, `$0` nothing.
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

/// Whether a text is a subsequence of another, as editors match input, ignoring case.
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
    if let Some(found) = placeholders::placeholders(document, offset, scope) {
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
            // If a list of mappings is expected, a key is the first of an item.
            let item = cursor.field(kind).is_some_and(|field| {
                values::holds_mappings(field) && !field.types.contains(&Type::Map) && !in_item
            });
            let (docs, format) = (scope.docs, front.format);
            let keys = |fields| keys::keys(fields, (word, offset), *complete, item, siblings, docs, format);
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
            if mappings && slot.quote.is_none() && !slot.flow && !front.is_toml() {
                // After a hyphen without a space, the hyphen is inserted again.
                let hyphen = usize::from(slot.needs_space);
                let word = slot.range.start - hyphen..slot.range.end;
                let keys = keys::keys(
                    cursor.fields(kind),
                    (&word, offset),
                    false,
                    true,
                    &[],
                    scope.docs,
                    front.format,
                )
                .into_iter();
                items.extend(keys.map(|key| if hyphen == 0 { key } else { with_hyphen(key) }));
            }
            items
        }
    }
}

#[cfg(test)]
mod tests;
