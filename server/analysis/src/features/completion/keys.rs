//! Completion of keys, each with the shape that its value takes.

use std::ops::Range;

use super::{Completion, CompletionKind};
use crate::dialect::{Document as Kind, Field, Format, Role, Type};
use crate::document::Document;

/// Deeper shapes are left to the author.
const DEEPEST: usize = 3;

/// The keys that a mapping may have and has not yet, in the order in which one would write them.
///
/// `behind_hyphen` says that the key stands behind the hyphen of an item, so that lines below it are indented from
/// there.
pub(super) fn keys(
    fields: &[Field],
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

/// What follows the colon of a key, as a snippet: the shape of the first type, which is the usual one.
fn shape(field: &Field, depth: usize) -> String {
    let indent = "  ".repeat(depth + 1);
    let one_line = matches!(field.format, Some(Format::ToolList | Format::CommaList));
    match field.types.first() {
        _ if field.format == Some(Format::Shell) => format!(" |\n{indent}$0"),
        Some(Type::List(items)) if !one_line => {
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
pub(super) fn skeleton(document: &Document, kind: &Kind, offset: usize) -> Option<Completion> {
    let text = document.text.slice(0..document.text.len().min(16));
    let written = text.trim_end();
    let blank = document.text.len() <= 16 && written.len() <= 3 && written.bytes().all(|byte| byte == b'-');
    if !blank || offset > written.len() {
        return None;
    }
    let fields = first_fields(kind);
    if fields.is_empty() {
        return None;
    }
    let mut lines = String::new();
    for (at, field) in fields.iter().enumerate() {
        let stop = match placeholder(field, kind, document.path.as_deref()) {
            Some(text) => format!("${{{}:{text}}}", at + 1),
            None => format!("${}", at + 1),
        };
        lines += &format!("{}:{}\n", field.name, shape(field, 0).replace("$0", &stop));
    }
    let text = format!("---\n{lines}---\n\n$0");
    Some(Completion {
        label: format!("--- {}", kind.title),
        kind: CompletionKind::Skeleton,
        detail: Some("front matter".to_owned()),
        doc: format!("The front matter of a new {}, as {} expects it.", kind.title, kind.tool),
        text,
        snippet: true,
        insert: 0..offset,
        replace: 0..written.len(),
        filter: "---".to_owned(),
    })
}

/// The keys that a new file should have: those that the tool needs or wants, or else the first two.
fn first_fields(kind: &Kind) -> Vec<&Field> {
    let offered = |field: &&Field| field.evidence.is_offered() && field.deprecated.is_none();
    let wanted = |field: &&Field| offered(field) && (field.required || field.recommended);
    let fields: Vec<_> = kind.fields.iter().filter(wanted).collect();
    if fields.is_empty() { kind.fields.iter().filter(offered).take(2).collect() } else { fields }
}

/// What a key of a new file says until the author has said it.
fn placeholder(field: &Field, kind: &Kind, path: Option<&str>) -> Option<String> {
    match (field.name.as_str(), kind.role) {
        ("name", _) => Some(field.name_of(path).unwrap_or_else(|| "my-name".to_owned())),
        ("description", Role::Agent) => Some("When to use this agent.".to_owned()),
        ("description", Role::Skill) => Some("When to use this skill.".to_owned()),
        ("description", _) => Some("What this is for.".to_owned()),
        _ => None,
    }
}
