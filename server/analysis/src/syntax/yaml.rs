//! The YAML of a front matter as a tree with exact byte spans, even if it is invalid.
//!
//! If `granit-parser` accepts the whole block, its result is used. Otherwise the block is split at its keys and each
//! entry parsed on its own ([`recover`]), so that an invalid entry never hides its neighbours. This is the only YAML
//! parsing in agentls; which tool would accept the result is not decided here.

mod advice;
mod build;
mod fault;
mod offsets;
mod parts;
mod recognise;
mod recover;
mod scalar;
mod shift;
mod suspect;
mod vocabulary;

use std::ops::Range;

pub use fault::{SyntaxError, SyntaxErrorKind};
pub(crate) use offsets::written_at;
pub use parts::ParsedParts;
use parts::PartCache;
pub use scalar::{Scalar, ScalarKind, Style};
pub(super) use shift::Shift;
pub use vocabulary::{Nothing, Vocabulary};

/// The content of a front matter.
#[derive(Debug, Default)]
pub struct Yaml {
    /// The root value; `None` if the block is empty or nothing could be parsed.
    pub root: Option<Node>,
    /// Syntax errors, in the order of the text.
    pub faults: Vec<SyntaxError>,
    /// The range of the first error beyond the reported maximum.
    pub rest: Option<Range<usize>>,
    /// Comments, from `#` to the end of the line. Those inside recovered entries are missing.
    pub comments: Vec<Range<usize>>,
    /// What the parser made of its parts, if it was not parsed as a whole.
    pub(super) parts: ParsedParts,
}

/// A value with its range, in bytes of the document.
#[derive(Clone, Debug)]
pub struct Node {
    /// The range of the value as written, including quotes, brackets and the `|` of a block scalar, without anchors,
    /// tags and comments. Empty where a value is missing.
    pub span: Range<usize>,
    /// The parsed value.
    pub value: Value,
    /// Whether the value could not be parsed and holds its raw text, so that its type is unknown.
    pub broken: bool,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Value {
    /// A single value. A missing one is a scalar with an empty span.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping.
    Mapping(Vec<Entry>),
    /// An alias of an anchor. It is not resolved.
    Alias,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key; a scalar except in exotic files.
    pub key: Node,
    /// Its value.
    pub value: Node,
}

impl Entry {
    /// Returns the key's text, if it is a scalar.
    pub fn name(&self) -> Option<&str> {
        self.key.text()
    }

    /// Returns the range from the start of the key to the end of the value.
    pub fn span(&self) -> Range<usize> {
        self.key.span.start..self.value.span.end.max(self.key.span.end)
    }

    /// Returns the range of the value, or of the key if there is no value.
    pub fn value_range(&self) -> &Range<usize> {
        if self.value.span.is_empty() { &self.key.span } else { &self.value.span }
    }
}

impl Node {
    /// Returns the text of a scalar, after quotes and escapes.
    pub fn text(&self) -> Option<&str> {
        self.scalar().map(|scalar| &*scalar.text)
    }

    /// Returns the scalar, if it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        if let Value::Scalar(scalar) = &self.value { Some(scalar) } else { None }
    }

    /// Returns the entries of a mapping; empty for everything else.
    pub fn entries(&self) -> &[Entry] {
        if let Value::Mapping(entries) = &self.value { entries } else { &[] }
    }

    /// Returns the items of a list; empty for everything else.
    pub fn items(&self) -> &[Node] {
        if let Value::Sequence(items) = &self.value { items } else { &[] }
    }

    /// Returns the first entry with that key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.name() == Some(key))
    }

    /// Whether both have the same YAML value, regardless of style.
    pub fn means(&self, other: &Self) -> bool {
        let all = |nodes: &[Self], others: &[Self]| {
            nodes.len() == others.len() && std::iter::zip(nodes, others).all(|(one, other)| one.means(other))
        };
        match (&self.value, &other.value) {
            (Value::Scalar(one), Value::Scalar(other)) => {
                one.text == other.text && one.kind() == other.kind()
            }
            (Value::Sequence(items), Value::Sequence(others)) => all(items, others),
            (Value::Mapping(entries), Value::Mapping(others)) => {
                let same = |(one, other): (&Entry, &Entry)| {
                    one.key.means(&other.key) && one.value.means(&other.value)
                };
                entries.len() == others.len() && std::iter::zip(entries, others).all(same)
            }
            (Value::Alias, Value::Alias) => true,
            _ => false,
        }
    }

    /// Whether the YAML value is null: nothing, `~` or `null`.
    pub fn is_null(&self) -> bool {
        self.scalar().is_some_and(|scalar| scalar.kind() == ScalarKind::Null)
    }

    /// Whether the value is missing, null, or an empty string, list or mapping.
    pub fn is_empty(&self) -> bool {
        match &self.value {
            Value::Scalar(scalar) => scalar.text.is_empty() || self.is_null(),
            Value::Sequence(items) => items.is_empty(),
            Value::Mapping(entries) => entries.is_empty(),
            Value::Alias => false,
        }
    }
}

/// Parses a part of a front matter that starts with a key at byte `base`. Returns its only entry and the comments;
/// `None` if it contains anything else or an error.
pub(super) fn entry_of(source: &str, base: usize) -> Option<(Entry, Vec<Range<usize>>)> {
    let yaml = build::build(source, base).ok().filter(|yaml| yaml.faults.is_empty())?;
    let Value::Mapping(entries) = yaml.root?.value else { return None };
    let [entry] = <[Entry; 1]>::try_from(entries).ok()?;
    (entry.key.span.start == base).then_some((entry, yaml.comments))
}

/// Parses the content of a front matter, given what is known of its keys.
///
/// `source` is the text between the delimiters with its last line break; `base` is its byte offset in the document,
/// which is added to every span.
pub fn parse(source: &str, base: usize, known: &dyn Vocabulary) -> Yaml {
    parse_after(&ParsedParts::default(), source, base, known)
}

/// Like [`parse`], without parsing the parts again that an earlier version had.
pub(super) fn parse_after(before: &ParsedParts, source: &str, base: usize, known: &dyn Vocabulary) -> Yaml {
    let cache = PartCache::new(before);
    let (whole, error) = match cache.build_whole(source, base) {
        Ok(yaml) if !suspect::says_something_else(&yaml, source, base, known) => return yaml,
        Ok(yaml) => (yaml, None),
        Err(error) => (Yaml::default(), Some(error)),
    };
    let yaml = recover::recover(source, base, error.as_ref(), known, &cache).unwrap_or(whole);
    Yaml { parts: cache.finish(), ..yaml }
}

/// Reparses a content with knowledge of its keys; `None` if that makes no difference.
pub(super) fn parse_again(before: &Yaml, source: &str, base: usize, known: &dyn Vocabulary) -> Option<Yaml> {
    let differs = !before.faults.is_empty() || suspect::says_something_else(before, source, base, known);
    differs.then(|| parse_after(&before.parts, source, base, known))
}
