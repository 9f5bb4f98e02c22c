//! What one document tells the others.

use std::ops::Range;
use std::sync::Arc;

use crate::document::Document;
use crate::references::Reference;
use crate::sections::Sections;
use crate::summary::{Definition, FrontMatterSummary};

/// What one document tells the others. A clone costs two reference counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentSummary {
    /// What its front matter and its path tell.
    pub front: Arc<FrontMatterSummary>,
    /// What its body tells.
    pub body: Sections,
}

impl DocumentSummary {
    /// The facts of a document; none if it is not for an agent tool.
    pub fn from_document(document: &Document) -> Option<Self> {
        document.detection.as_ref()?;
        Some(Self { front: document.front_summary().clone(), body: document.sections().clone() })
    }

    /// Whether others would read the same in another version, wherever it stands there.
    pub fn same_summary(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.front, &other.front) && self.body.same_summary(&other.body)
    }

    /// The agent, skill or command that it defines.
    pub fn definition(&self) -> Option<&Definition> {
        self.front.definition.as_ref()
    }

    /// The name of what it defines.
    pub fn name(&self) -> Option<&str> {
        self.definition().map(|definition| &*definition.name)
    }

    /// Where it names agents, skills and commands, with the bytes of the names, in the order of the text.
    pub fn references(&self) -> impl Iterator<Item = (Range<usize>, &Reference)> {
        let front = self.front.references.iter().map(|found| (found.span.range(), found));
        front.chain(self.body.references())
    }
}
