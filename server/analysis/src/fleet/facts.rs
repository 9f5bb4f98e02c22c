//! What one document tells the others.

use crate::dialect::{Field, Naming, Presence};
use crate::document::Document;
use crate::links::{Anchor, Link, anchors, links};
use crate::references::{self, Kind, Reference, Span};
use crate::syntax::markdown::read;
use crate::syntax::yaml::Node;
use crate::values;

/// What one document tells the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What it defines, if it is an agent, a skill or a command and has a name.
    pub definition: Option<Definition>,
    /// The values that it uses for keys with an open vocabulary, such as capabilities.
    pub values: Box<[Usage]>,
    /// Where it names agents, skills and commands, in the order of the text.
    pub references: Box<[Reference]>,
    /// Its relative links, in the order of the text.
    pub links: Box<[Link]>,
    /// Its headings, in the order of the text.
    pub anchors: Box<[Anchor]>,
}

/// An agent, a skill or a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// What is defined.
    pub kind: Kind,
    /// The name by which others call it.
    pub name: Box<str>,
    /// The bytes of the name in the front matter, without quotes; none if the path gives the name.
    pub span: Option<Span>,
    /// What it is for.
    pub description: Option<Box<str>>,
    /// Its tools, as they are written.
    pub tools: Option<Box<str>>,
}

/// A value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The key.
    pub key: Box<str>,
    /// The value, after quotes and escapes.
    pub value: Box<str>,
    /// The bytes of the value, without quotes.
    pub span: Span,
}

impl Facts {
    /// The facts of a document; none if it is not for an agent tool, or is mere text that defines nothing.
    pub fn of(document: &Document) -> Option<Self> {
        let kind = document.detection.as_ref()?.document;
        if kind.front_matter == Presence::None && Kind::of(kind.role).is_none() {
            return None;
        }
        let front = document.front_matter();
        let root = front.and_then(|front| front.yaml.root.as_ref());
        let mut references = front.map(|front| references::of_front_matter(kind, front)).unwrap_or_default();
        let mut facts = Self { definition: definition(document, root), ..Self::default() };
        if let (Some(front), Some(root)) = (front, root) {
            let open = |field: &&Field| field.values.as_ref().is_some_and(|set| !set.closed);
            let usages = kind.fields.iter().filter(open).flat_map(|field| {
                let node = root.entry(&field.name).map(|entry| &entry.value);
                let words = node.map(|node| values::words(field, node, front)).unwrap_or_default();
                words.into_iter().map(|word| Usage {
                    key: field.name.as_str().into(),
                    value: word.text.into(),
                    span: word.range.into(),
                })
            });
            facts.values = usages.collect();
        }
        let start = document.syntax.body_start();
        if document.text.len() - start.min(document.text.len()) <= references::LONGEST {
            let body = document.text.slice(start..document.text.len());
            let markdown = read(&body, start);
            references.extend(references::scan_markdown(&body, start, &markdown));
            facts.links = links(&body, start, &markdown).into();
            facts.anchors = anchors(&markdown).into();
        }
        facts.references = references.into();
        Some(facts)
    }

    /// The name of what it defines.
    pub fn name(&self) -> Option<&str> {
        self.definition.as_ref().map(|definition| &*definition.name)
    }
}

fn definition(document: &Document, root: Option<&Node>) -> Option<Definition> {
    let kind = document.detection.as_ref()?.document;
    let entry = |key: &str| root.and_then(|root| root.entry(key)).map(|entry| &entry.value);
    let text = |key: &str| entry(key).and_then(Node::text).filter(|text| !text.is_empty());
    let keyed = || {
        let (node, front) = (entry("name")?, document.front_matter()?);
        let name = node.text().filter(|_| !node.is_empty() && !node.broken)?;
        Some((name.into(), Some(values::word(node, front)?.range.into())))
    };
    let given = || {
        let name = document.path.as_deref().and_then(|path| kind.name_of_path(path))?;
        Some((name.into_boxed_str(), None))
    };
    let (name, span) = match kind.named_by {
        Naming::Key => keyed(),
        Naming::KeyOrFile => keyed().or_else(given),
        Naming::File | Naming::Path | Naming::Namespace | Naming::Folder => given(),
    }?;
    let tools = entry("tools").or_else(|| entry("allowed-tools"));
    Some(Definition {
        kind: Kind::of(kind.role)?,
        name,
        span,
        description: text("description").map(Into::into),
        tools: tools.zip(document.front_matter()).map(|(node, front)| front.text(node.span.clone()).into()),
    })
}
