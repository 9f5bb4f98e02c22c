//! Completion of keys, each with the shape that its value takes.

use std::ops::Range;

use super::{Completion, CompletionKind};
use crate::dialect::{Document as Kind, Field, Format, Type};
use crate::document::Document;

/// Deeper shapes are left to the author.
const DEEPEST: usize = 3;

/// The keys that a mapping may have and has not yet, in the order in which one would write them.
///
/// `behind_hyphen` says that the key stands behind the hyphen of an item, so that lines below it are indented from
/// there.
pub(super) fn keys(
    fields: &'static [Field],
    word: &Range<usize>,
    offset: usize,
    complete: bool,
    behind_hyphen: bool,
    siblings: &[&str],
) -> Vec<Completion> {
    let depth = usize::from(behind_hyphen);
    let offered = |field: &&Field| field.evidence.is_offered() && field.deprecated.is_none();
    let key = |name: &str, field: &Field, doc: &str| {
        let (text, snippet) = if complete {
            (name.to_owned(), false)
        } else {
            (format!("{name}:{}", shape(field, depth)), true)
        };
        Completion {
            label: name.to_owned(),
            kind: CompletionKind::Key,
            detail: Some(if field.required { "required".to_owned() } else { types(field) }),
            doc: doc.to_owned(),
            snippet,
            text,
            insert: word.start..offset,
            replace: word.clone(),
            filter: name.to_owned(),
        }
    };
    let all = fields.iter().filter(offered).flat_map(|field| {
        let set = field.key_set.iter().flat_map(|keys| &keys.values);
        let from_set = set.map(move |value| (value.value.as_str(), field, value.doc.as_str()));
        let own = Some((field.name.as_str(), field, field.doc.as_str())).filter(|(name, ..)| *name != "*");
        own.into_iter().chain(from_set)
    });
    all.filter(|(name, ..)| !siblings.contains(name))
        .map(|(name, field, doc)| key(name, field, doc))
        .collect()
}

/// The types of a field in a few words.
fn types(field: &Field) -> String {
    let types: Vec<_> = field.types.iter().map(ToString::to_string).collect();
    types.join(" or ")
}

/// What follows the colon of a key, as a snippet.
fn shape(field: &Field, depth: usize) -> String {
    let indent = "  ".repeat(depth + 1);
    let one_line = matches!(field.format, Some(Format::ToolList | Format::CommaList));
    match field.types.first() {
        _ if field.format == Some(Format::Shell) => format!(" |\n{indent}$0"),
        Some(Type::List(items)) if !one_line && field.types.iter().all(|kind| *kind != Type::String) => {
            match field.fields.first().filter(|_| items.contains(&Type::Map) && depth < DEEPEST) {
                Some(first) if first.name != "*" => {
                    format!("\n{indent}- {}:{}", first.name, shape(first, depth + 2))
                }
                _ => format!("\n{indent}- $0"),
            }
        }
        Some(Type::Map) => match field.fields.first().filter(|first| first.name != "*" && depth < DEEPEST) {
            Some(first) => format!("\n{indent}{}:{}", first.name, shape(first, depth + 1)),
            None => format!("\n{indent}$0"),
        },
        _ => " $0".to_owned(),
    }
}

/// The front matter of a new file: in an empty one, or behind the first dashes.
pub(super) fn skeleton(document: &Document, kind: &'static Kind, offset: usize) -> Option<Completion> {
    let text = document.text.slice(0..document.text.len().min(16));
    let written = text.trim_end();
    let blank = document.text.len() <= 16 && written.len() <= 3 && written.bytes().all(|byte| byte == b'-');
    if !blank || offset > written.len() {
        return None;
    }
    let stem = file_stem(document.path.as_deref());
    let name = stem.as_deref().unwrap_or("my-agent");
    let text = format!("---\nname: ${{1:{name}}}\ndescription: ${{2:When to use this agent.}}\n---\n\n$0");
    Some(Completion {
        label: format!("--- {}", kind.title),
        kind: CompletionKind::Skeleton,
        detail: Some("front matter".to_owned()),
        doc: format!(
            "The front matter of a new {}: what {} needs before it loads the file.",
            kind.title, kind.tool
        ),
        text,
        snippet: true,
        insert: 0..offset,
        replace: 0..written.len(),
        filter: "---".to_owned(),
    })
}

/// The name of a file without its extension, if it can be the name of an agent.
pub(super) fn file_stem(path: Option<&str>) -> Option<String> {
    let name = path?.rsplit('/').next()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let plain = stem.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_'));
    (plain && !stem.is_empty() && !stem.starts_with('-')).then(|| stem.to_owned())
}
