//! Finds the symbol at an offset: a name, a reference, a word of an open vocabulary, a link.

use std::ops::Range;

use crate::document::Document;
use crate::index::AgentIndex;
use crate::links::Link;
use crate::references::Reference;
use crate::summary::{Definition, Usage};

/// The symbol at an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// The name of the document's definition, as written in the document.
    Definition(&'a Definition),
    /// A reference to an agent, a skill or a command.
    Reference(&'a Reference),
    /// A word of an open vocabulary, such as a capability.
    Word(&'a Usage),
    /// A relative link.
    Link(&'a Link),
}

/// Returns the symbol at an offset or right before it, with its bytes. Words of prose are references only if the name
/// is defined.
pub fn target<'a>(
    document: &'a Document,
    offset: usize,
    index: &AgentIndex,
) -> Option<(Range<usize>, Target<'a>)> {
    document.detection.as_ref()?;
    let summary = document.front_summary();
    let path = document.path.as_deref().unwrap_or_default();
    let counts = |found: &Reference| !found.prose || index.resolve(found.kind, &found.name, path).is_some();
    let definition = summary.definition.as_ref();
    let named = definition.and_then(|it| Some((it.span?.range(), Target::Definition(it))));
    let front = summary.references.iter().map(|it| (it.span.range(), it));
    let references = front.chain(document.sections().references()).filter(|(_, it)| counts(it));
    let words = summary.values.iter().map(|it| (it.span.range(), Target::Word(it)));
    let links = document.links().map(|(range, it)| (range, Target::Link(it)));
    let all = named.into_iter().chain(references.map(|(range, it)| (range, Target::Reference(it))));
    all.chain(words).chain(links).find(|(range, _)| range.start <= offset && offset <= range.end)
}
