//! What rules look at: the front matter of a document of a known kind, with the field that each entry is for.

use super::Severity;
use crate::dialect::{Dialects, Effect, Field, FileKind, Presence};
use crate::document::Document;
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Entry, Node, Value};
use crate::text::Text;

/// A document that is for an agent tool and has front matter.
pub(super) struct LintContext<'a> {
    pub(super) kind: &'a FileKind,
    /// The path of the document's file, if it is in one.
    pub(super) path: Option<&'a str>,
    pub(super) text: &'a Text,
    pub(super) front: &'a FrontMatter,
    /// What is known of all tools.
    pub(super) dialects: &'a Dialects,
    /// Every mapping, the outermost first, with the fields that it may have.
    pub(super) mappings: Vec<Mapping<'a>>,
}

/// One mapping of the front matter.
pub(super) struct Mapping<'a> {
    pub(super) entries: Vec<FieldEntry<'a>>,
    /// The fields that it may have; none if nothing is known of it.
    pub(super) fields: &'a [Field],
    /// The field whose value it is; none for the outermost.
    pub(super) parent: Option<Parent<'a>>,
}

/// The field whose value a mapping is, and its key as the author wrote it: a field for any key has no name of its own.
#[derive(Clone, Copy)]
pub(super) struct Parent<'a> {
    pub(super) field: &'a Field,
    pub(super) key: &'a str,
}

/// An entry with its field, if it has one.
pub(super) struct FieldEntry<'a> {
    /// The number of the outermost entry that it lies in.
    pub(super) outermost: usize,
    pub(super) entry: &'a Entry,
    pub(super) field: Option<&'a Field>,
}

impl<'a> LintContext<'a> {
    pub(super) fn new(document: &'a Document) -> Option<Self> {
        Self::of_kind(document, &document.detection.as_ref()?.document)
    }

    /// The same, looked at as another kind of document.
    pub(super) fn of_kind(document: &'a Document, kind: &'a FileKind) -> Option<Self> {
        let front = document.front_matter()?;
        let path = document.path.as_deref();
        let (text, dialects) = (&document.text, &*document.dialects);
        let mut subject = Self { kind, path, text, front, dialects, mappings: Vec::new() };
        if let Some(root) = &front.yaml.root {
            subject.collect(root, &kind.fields, None, None);
        }
        // Where front matter may be missing, lines that are no proper one and hold none of its keys are text.
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

    /// The outermost mapping.
    pub(super) fn root(&self) -> Option<&Mapping<'a>> {
        self.mappings.first().filter(|mapping| mapping.parent.is_none())
    }

    /// Whether an entry is one of the outermost.
    pub(super) fn is_outermost(&self, entry: &Entry) -> bool {
        self.root().is_some_and(|root| root.entries.iter().any(|known| std::ptr::eq(known.entry, entry)))
    }

    /// Whether one of the outermost keys is the tool's. Front matter without any belongs to another document, which
    /// only lies beside the tool's files.
    pub(super) fn knows_a_key(&self) -> bool {
        self.root().is_some_and(|root| root.entries.iter().any(|known| known.field.is_some()))
    }

    /// Whether the lines are those of TOML, of which one has a key of the tool.
    fn knows_a_toml_key(&self) -> bool {
        let lines = self.front.text_at(self.front.content.clone()).lines();
        let mut keys = lines.filter_map(|line| Some(line.split_once('=')?.0.trim()));
        self.is_toml() && keys.any(|key| self.kind.fields.iter().any(|field| field.is_called(key)))
    }

    /// Whether the front matter is written in TOML, which no tool reads.
    pub(super) fn is_toml(&self) -> bool {
        self.front.text_at(self.front.open.clone()) == "+++"
    }

    /// Every entry whose field is known and whose value could be read as YAML.
    pub(super) fn known(&self) -> impl Iterator<Item = (&'a Entry, &'a Field)> {
        self.known_within().map(|(_, entry, field)| (entry, field))
    }

    /// The same, each with the number of the outermost entry that it lies in.
    pub(super) fn known_within(&self) -> impl Iterator<Item = (usize, &'a Entry, &'a Field)> {
        self.mappings
            .iter()
            .flat_map(|mapping| &mapping.entries)
            .filter(|known| !known.entry.value.broken)
            .filter_map(|known| Some((known.outermost, known.entry, known.field?)))
            .filter(|(_, _, field)| !field.raw)
    }

    /// Whether there is front matter with none of the tool's keys, in any case: that of a document beside the agents.
    pub(super) fn is_foreign(&self) -> bool {
        let own = |name: &str| self.kind.fields.iter().any(|field| field.name.eq_ignore_ascii_case(name));
        let foreign = |root: &Mapping<'_>| {
            !root.entries.is_empty() && !root.entries.iter().filter_map(|known| known.entry.name()).any(own)
        };
        !self.knows_a_key() && self.root().is_some_and(foreign)
    }

    /// The name of the folder that the file lies in.
    pub(super) fn folder(&self) -> Option<&'a str> {
        self.path?.rsplit('/').nth(1).filter(|folder| !folder.is_empty())
    }

    /// The name of the tool that the kind is named after.
    pub(super) fn tool(&self) -> &'a str {
        &self.kind.tool
    }
}

/// The key of an entry as the author wrote it, where its field may be one for any key.
pub(super) fn key_of<'a>(entry: &'a Entry, field: &'a Field) -> &'a str {
    entry.name().unwrap_or(&field.name)
}

/// The tool that drops or ignores a value of the field: the last to read it, which is the base of an overlay.
pub(super) fn refuser(field: &Field) -> &str {
    if let Some(program) = &field.minded_by {
        return program;
    }
    field.readers.last().map_or("the tool", String::as_str)
}

/// How bad a value is that the tool does not understand.
pub(super) fn severity(effect: Effect) -> Severity {
    match effect {
        Effect::Dropped | Effect::Stops => Severity::Error,
        Effect::Ignored | Effect::Reported => Severity::Warning,
        Effect::Kept => Severity::Information,
    }
}
