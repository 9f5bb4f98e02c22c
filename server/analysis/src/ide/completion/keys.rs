//! Completion of keys, each with a snippet for its value.

use std::ops::Range;

use super::super::cursor::grouped;
use super::{Completion, CompletionKind};
use crate::dialect::{Field, KnownValue, Type, ValueFormat};
use crate::markup::{Line, Markup};
use crate::syntax::FileFormat;

/// Maximum nesting depth of a snippet.
const DEEPEST: usize = 3;

/// Returns the keys that a mapping may have and lacks, in the usual order.
///
/// With `behind_hyphen`, the key follows the hyphen of an item, so that lines below it are indented from there.
pub(super) fn keys<'a>(
    fields: impl IntoIterator<Item = &'a Field>,
    (word, offset): (&Range<usize>, usize),
    complete: bool,
    behind_hyphen: bool,
    siblings: &[&str],
    docs: bool,
    format: FileFormat,
) -> Vec<Completion> {
    let depth = usize::from(behind_hyphen);
    let offered = |field: &&Field| field.evidence.is_offered() && field.deprecated.is_none();
    let key = |name: &str, field: &Field, doc: &str, event: Option<&KnownValue>| {
        let (text, snippet) = if complete {
            (name.to_owned(), false)
        } else {
            (key_snippet(name, field, event, depth, format), true)
        };
        Completion {
            label: name.to_owned(),
            kind: CompletionKind::Key,
            detail: Some(if field.required { "required".to_owned() } else { types(field) }),
            doc: if docs { Markup::from_line(Line::default().prose(doc)) } else { Markup::default() },
            snippet,
            text,
            insert: word.start..offset,
            replace: word.clone(),
            filter: name.to_owned(),
        }
    };
    let all = fields.into_iter().filter(offered).flat_map(|field| {
        let set = field.key_set.iter().flat_map(|keys| &keys.values).map(|value| &**value);
        let from_set = set.map(move |value| (value.value.as_str(), field, value.doc.as_str(), Some(value)));
        let own = Some((field.name.as_str(), field, field.doc.as_str(), None));
        own.filter(|(name, ..)| *name != "*").into_iter().chain(from_set)
    });
    all.filter(|(name, ..)| !siblings.contains(name))
        .map(|(name, field, doc, event)| key(name, field, doc, event))
        .collect()
}

/// Returns the snippet of a key with its value.
pub(super) fn key_snippet(
    name: &str,
    field: &Field,
    event: Option<&KnownValue>,
    depth: usize,
    format: FileFormat,
) -> String {
    match format {
        FileFormat::Toml => format!("{name} = {}", toml_shape(field)),
        _ => format!("{name}:{}", shape(field, event, depth)),
    }
}

/// Returns the snippet of a value in TOML, for the first type of the field.
fn toml_shape(field: &Field) -> &'static str {
    match field.types.first() {
        _ if field.format == Some(ValueFormat::Prose) => "\"\"\"\n$0\n\"\"\"",
        Some(Type::String) => "\"$0\"",
        Some(Type::List(items)) if items.contains(&Type::String) => "[\"$0\"]",
        Some(Type::List(_)) => "[$0]",
        Some(Type::Map) => "{ $0 }",
        _ => "$0",
    }
}

/// Describes the types of a field in a few words.
fn types(field: &Field) -> String {
    let types: Vec<_> = field.types.iter().map(ToString::to_string).collect();
    types.join(" or ")
}

/// Returns the snippet after the colon of a key, for its first and usual type. The key may be one of a set, such as the
/// events of hooks.
pub(super) fn shape(field: &Field, event: Option<&KnownValue>, depth: usize) -> String {
    let indent = "  ".repeat(depth + 1);
    let first = match event {
        Some(event) => grouped(&field.fields, event).next(),
        None => field.fields.first(),
    };
    let first = first.filter(|first| first.name != "*" && depth < DEEPEST);
    let one_line = matches!(field.format, Some(ValueFormat::ToolList | ValueFormat::CommaList));
    match field.types.first() {
        _ if field.format == Some(ValueFormat::Shell) => format!(" |\n{indent}$0"),
        Some(Type::List(items)) if !one_line => match first.filter(|_| items.contains(&Type::Map)) {
            Some(first) => format!("\n{indent}- {}:{}", first.name, shape(first, None, depth + 2)),
            None => format!("\n{indent}- $0"),
        },
        Some(Type::Map) => match first {
            Some(first) => format!("\n{indent}{}:{}", first.name, shape(first, None, depth + 1)),
            None => format!("\n{indent}$0"),
        },
        _ => " $0".to_owned(),
    }
}
