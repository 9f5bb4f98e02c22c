//! The summary of a document's front matter: its definition, its references, and the values it uses.

use std::sync::Arc;

use crate::dialect::{Field, FileKind, Listing, Location, Naming, Type};
use crate::references::{self, Reference, Span};
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Node, Value};
use crate::values;

/// What other documents can see of a front matter and its path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatterSummary {
    /// Its definition, if it is a named agent, skill or command.
    pub definition: Option<Definition>,
    /// The values that it uses for keys with an open vocabulary, such as capabilities.
    pub values: Box<[Usage]>,
    /// Its references to agents, skills and commands, in text order.
    pub references: Box<[Reference]>,
}

/// An agent, a skill or a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// What is defined.
    pub kind: references::DefinitionKind,
    /// The name by which others call it.
    pub name: Box<str>,
    /// The bytes of the name in the front matter, without quotes; `None` if it comes from the path.
    pub span: Option<Span>,
    /// The zero-based line of the name; 0 if the name comes from the path.
    pub line: u32,
    /// Its description.
    pub description: Option<Box<str>>,
    /// The number of UTF-16 code units of its description where the tool lists it, not yet cut; `None` if it may not be
    /// listed.
    pub listed: Option<u32>,
    /// Its tools, as written.
    pub tools: Option<Box<str>>,
    /// The kind of file that defines it.
    pub document: Arc<FileKind>,
    /// The project folder, with a trailing `/`, if the project itself declares where such files are; otherwise it
    /// follows from the path.
    pub root: Option<Box<str>>,
    /// The real path of the file, if the known path is a symbolic link.
    pub real: Option<Box<str>>,
    /// Whether its front matter is valid for every YAML parser. For others, it is unknown whether tools read them.
    pub sound: bool,
}

impl Definition {
    /// Whether two definitions are in the same file, each given with its known path.
    pub(crate) fn is_in_file_of(&self, path: &str, other: &Self, other_path: &str) -> bool {
        self.real.as_deref().unwrap_or(path) == other.real.as_deref().unwrap_or(other_path)
    }

    /// What other documents can tell about whether tools read it.
    pub(crate) fn standing(&self) -> impl PartialEq {
        (self.sound, self.description.is_some())
    }

    /// What is defined, its name, and its location.
    pub(crate) fn definition_key(&self) -> impl PartialEq {
        (self.kind, &*self.name, &self.document.id, self.root.as_deref())
    }
}

/// A value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The key.
    pub key: Box<str>,
    /// The value, without quotes and escapes.
    pub value: Box<str>,
    /// The bytes of the value, without quotes.
    pub span: Span,
    /// Whether the value has the shape that the key expects (list or scalar), so that others may use it.
    pub sound: bool,
}

impl FrontMatterSummary {
    /// Returns the summary of a document of that kind.
    pub(crate) fn from_front_matter(
        kind: &Arc<FileKind>,
        path: Option<&str>,
        location: &Location,
        front: Option<&FrontMatter>,
    ) -> Self {
        let references = front.map(|front| references::of_front_matter(kind, front)).unwrap_or_default();
        Self {
            definition: read_definition(kind, path, front).map(|it| Definition {
                root: location.root().map(Into::into),
                real: location.real().map(Into::into),
                ..it
            }),
            values: front.map(|front| usages(kind, front)).unwrap_or_default(),
            references: references.into(),
        }
    }
}

fn usages(kind: &FileKind, front: &FrontMatter) -> Box<[Usage]> {
    let open = |field: &&Field| field.values.as_ref().is_some_and(|set| !set.closed);
    let usages = kind.fields.iter().filter(open).flat_map(|field| {
        let node =
            front.yaml.root.as_ref().and_then(|root| root.entry(&field.name)).map(|entry| &entry.value);
        let words = node.map(|node| values::scalar_words(field, node, front)).unwrap_or_default();
        let sound = node.is_some_and(|node| matches_shape(field, node));
        words.into_iter().map(move |word| Usage {
            key: field.name.as_str().into(),
            value: word.text.into(),
            span: word.range.into(),
            sound,
        })
    });
    usages.collect()
}

/// Whether a value has the shape (list or scalar) that the field expects.
fn matches_shape(field: &Field, node: &Node) -> bool {
    let list = |kind: &Type| matches!(kind, Type::List(_));
    match &node.value {
        Value::Sequence(_) => field.types.iter().any(list),
        Value::Scalar(_) => field.types.iter().any(|kind| !list(kind) && *kind != Type::Map),
        Value::Mapping(_) | Value::Alias => false,
    }
}

fn read_definition(
    kind: &Arc<FileKind>,
    path: Option<&str>,
    front: Option<&FrontMatter>,
) -> Option<Definition> {
    let root = front.and_then(|front| front.yaml.root.as_ref());
    let entry = |key: &str| root.and_then(|root| root.entry(key)).map(|entry| &entry.value);
    let text = |key: &str| entry(key).and_then(Node::text).filter(|text| !text.is_empty());
    let keyed = || {
        let node = entry("name")?;
        let name = node.text().filter(|_| !node.is_empty() && !node.broken)?;
        Some((name.into(), Some(values::word(node, front?)?.range.into())))
    };
    let given = || Some((kind.name_of_path(path?)?.into_boxed_str(), None));
    let (name, span): (Box<str>, Option<Span>) = match kind.named_by {
        Naming::Key => keyed(),
        Naming::KeyOrFile | Naming::KeyOrFolder | Naming::KeyOrPath => keyed().or_else(given),
        Naming::File | Naming::Path | Naming::Namespace | Naming::Folder => {
            let (name, _) = given()?;
            let said = keyed().filter(|(said, _): &(Box<str>, _)| *said == name).and_then(|(_, span)| span);
            Some((name, said))
        }
    }?;
    let tools = entry("tools").or_else(|| entry("allowed-tools"));
    Some(Definition {
        kind: references::DefinitionKind::from_role(kind.role)?,
        name,
        span,
        line: span.zip(front).map_or(0, |(span, front)| line_of(front, span.range().start)),
        description: text("description").map(Into::into),
        listed: kind.listing.as_ref().and_then(|listing| listed(listing, root)),
        tools: tools.zip(front).map(|(node, front)| front.text_at(node.span.clone()).into()),
        document: kind.clone(),
        root: None,
        real: None,
        sound: front.is_none_or(|front| front.problems.is_empty() && front.yaml.faults.is_empty()),
    })
}

/// Returns how long the description is in the tool's list of all files of that kind, in UTF-16 code units.
fn listed(listing: &Listing, root: Option<&Node>) -> Option<u32> {
    let entry = |key: &String| root.and_then(|root| root.entry(key)).map(|entry| &entry.value);
    if listing.unless.iter().any(|key| entry(key).is_some()) {
        return None;
    }
    let texts = listing.keys.iter().filter_map(|key| entry(key)?.text());
    let units: usize = texts.map(|text| text.trim().encode_utf16().count()).sum();
    u32::try_from(units).ok().filter(|units| *units > 0)
}

fn line_of(front: &FrontMatter, offset: usize) -> u32 {
    let breaks = front.text_at(0..offset).matches('\n').count();
    u32::try_from(breaks).unwrap_or(u32::MAX)
}
