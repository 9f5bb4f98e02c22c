//! Input of the rules: the front matter of a document of a known kind, with the field of each entry.

use super::Severity;
use crate::dialect::{Dialects, Effect, Field, FileKind, Presence};
use crate::document::Document;
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Entry, Node, Value};
use crate::text::Text;

/// A document of a known kind that has front matter.
pub(super) struct LintContext<'a> {
    pub(super) kind: &'a FileKind,
    /// Path of the document's file, if it has one.
    pub(super) path: Option<&'a str>,
    pub(super) text: &'a Text,
    pub(super) front: &'a FrontMatter,
    /// All dialects.
    pub(super) dialects: &'a Dialects,
    /// Every mapping, the outermost first, with its valid fields.
    pub(super) mappings: Vec<Mapping<'a>>,
}

/// A mapping of the front matter.
pub(super) struct Mapping<'a> {
    pub(super) entries: Vec<FieldEntry<'a>>,
    /// Its valid fields; empty if nothing is known of it.
    pub(super) fields: &'a [Field],
    /// The field whose value it is; `None` for the outermost.
    pub(super) parent: Option<Parent<'a>>,
}

/// The field whose value a mapping is, and its key as written: a field for any key has no name of its own.
#[derive(Clone, Copy)]
pub(super) struct Parent<'a> {
    pub(super) field: &'a Field,
    pub(super) key: &'a str,
}

/// An entry with its field, if it has one.
pub(super) struct FieldEntry<'a> {
    /// Index of the top-level entry that contains it.
    pub(super) outermost: usize,
    pub(super) entry: &'a Entry,
    pub(super) field: Option<&'a Field>,
}

impl<'a> LintContext<'a> {
    pub(super) fn new(document: &'a Document) -> Option<Self> {
        Self::of_kind(document, &document.detection.as_ref()?.document)
    }

    /// Creates the context for a document treated as another kind.
    pub(super) fn of_kind(document: &'a Document, kind: &'a FileKind) -> Option<Self> {
        let front = document.front_matter()?;
        let path = document.path.as_deref();
        let (text, dialects) = (&document.text, &*document.dialects);
        let mut subject = Self { kind, path, text, front, dialects, mappings: Vec::new() };
        if let Some(root) = &front.yaml.root {
            subject.collect(root, &kind.fields, None, None);
        }
        // Where front matter is optional, lines that are no valid one and hold none of its keys are text.
        let mapping = front.yaml.root.as_ref().is_none_or(|root| matches!(root.value, Value::Mapping(_)));
        let proper = mapping && front.problems.is_empty() && front.yaml.faults.is_empty();
        let known = subject.knows_a_key() || subject.knows_a_toml_key();
        let text = kind.front_matter == Presence::Optional && !proper && !known;
        (!text).then_some(subject)
    }

    fn collect(
        &mut self,
        node: &'a Node,
        fields: &'a [Field],
        parent: Option<Parent<'a>>,
        outermost: Option<usize>,
    ) {
        match &node.value {
            Value::Mapping(entries) => {
                let known = |(at, entry): (usize, &'a Entry)| FieldEntry {
                    outermost: outermost.unwrap_or(at),
                    entry,
                    field: entry.name().and_then(|name| Field::for_key(fields, name)),
                };
                let entries: Vec<_> = entries.iter().enumerate().map(known).collect();
                let open = |known: &&FieldEntry<'_>| !known.field.is_some_and(|field| field.raw);
                let nested = entries.iter().filter(open);
                let parent_of = |known: &FieldEntry<'a>| {
                    known.field.map(|field| Parent { field, key: known.entry.name().unwrap_or_default() })
                };
                let nested: Vec<_> =
                    nested.map(|known| (&known.entry.value, parent_of(known), known.outermost)).collect();
                self.mappings.push(Mapping { entries, fields, parent });
                for (value, parent, outermost) in nested {
                    let fields = parent.map_or(&[][..], |parent| &parent.field.fields);
                    self.collect(value, fields, parent, Some(outermost));
                }
            }
            Value::Sequence(items) => {
                for item in items {
                    self.collect(item, fields, parent, outermost);
                }
            }
            _ => {}
        }
    }

    /// Returns the outermost mapping.
    pub(super) fn root(&self) -> Option<&Mapping<'a>> {
        self.mappings.first().filter(|mapping| mapping.parent.is_none())
    }

    /// Whether an entry is at the top level.
    pub(super) fn is_outermost(&self, entry: &Entry) -> bool {
        self.root().is_some_and(|root| root.entries.iter().any(|known| std::ptr::eq(known.entry, entry)))
    }

    /// Whether a top-level key is one of the tool's. Front matter without any belongs to another document that only
    /// lies beside the tool's files.
    pub(super) fn knows_a_key(&self) -> bool {
        self.root().is_some_and(|root| root.entries.iter().any(|known| known.field.is_some()))
    }

    /// Whether the lines are TOML and one has a key of the tool.
    fn knows_a_toml_key(&self) -> bool {
        let lines = self.front.text_at(self.front.content.clone()).lines();
        let mut keys = lines.filter_map(|line| Some(line.split_once('=')?.0.trim()));
        self.is_toml() && keys.any(|key| self.kind.fields.iter().any(|field| field.is_called(key)))
    }

    /// Whether the front matter is TOML, which no tool reads there.
    pub(super) fn is_toml(&self) -> bool {
        self.front.is_toml() && !self.front.is_whole_file()
    }

    /// Returns the entries with a known field whose value is valid YAML.
    pub(super) fn known(&self) -> impl Iterator<Item = (&'a Entry, &'a Field)> {
        self.known_within().map(|(_, entry, field)| (entry, field))
    }

    /// Like [`Self::known`], each with the index of the top-level entry that contains it.
    pub(super) fn known_within(&self) -> impl Iterator<Item = (usize, &'a Entry, &'a Field)> {
        self.mappings
            .iter()
            .flat_map(|mapping| &mapping.entries)
            .filter(|known| !known.entry.value.broken)
            .filter_map(|known| Some((known.outermost, known.entry, known.field?)))
            .filter(|(_, _, field)| !field.raw)
    }

    /// Whether the front matter has none of the tool's keys (ignoring case): that of a document beside the agents.
    pub(super) fn is_foreign(&self) -> bool {
        let own = |name: &str| self.kind.fields.iter().any(|field| field.name.eq_ignore_ascii_case(name));
        let foreign = |root: &Mapping<'_>| {
            !root.entries.is_empty() && !root.entries.iter().filter_map(|known| known.entry.name()).any(own)
        };
        !self.knows_a_key() && self.root().is_some_and(foreign)
    }

    /// Returns the name of the folder that contains the file.
    pub(super) fn folder(&self) -> Option<&'a str> {
        self.path?.rsplit('/').nth(1).filter(|folder| !folder.is_empty())
    }

    /// Returns the name of the tool that the kind is named after.
    pub(super) fn tool(&self) -> &'a str {
        &self.kind.tool
    }
}

/// Returns the key of an entry as written; its field may be one for any key.
pub(super) fn key_of<'a>(entry: &'a Entry, field: &'a Field) -> &'a str {
    entry.name().unwrap_or(&field.name)
}

/// Returns the tool that drops or ignores an invalid value of the field: the last to read it, the base of an overlay.
pub(super) fn refuser(field: &Field) -> &str {
    if let Some(program) = &field.minded_by {
        return program;
    }
    field.readers.last().map_or("the tool", String::as_str)
}

/// Returns the severity of a value that the tool does not understand.
pub(super) fn severity(effect: Effect) -> Severity {
    match effect {
        Effect::Dropped | Effect::Stops => Severity::Error,
        Effect::Ignored | Effect::Reported => Severity::Warning,
        Effect::Kept => Severity::Information,
    }
}
