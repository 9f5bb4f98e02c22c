//! The summary of one document.

use std::ops::Range;
use std::sync::Arc;

use crate::document::Document;
use crate::references::Reference;
use crate::sections::Sections;
use crate::summary::{Definition, FrontMatterSummary};

/// What other documents can see of a document. A clone costs two reference counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentSummary {
    /// The summary of its front matter and path.
    pub front: Arc<FrontMatterSummary>,
    /// The summary of its body.
    pub body: Sections,
}

impl DocumentSummary {
    /// Returns the summary of a document; `None` if it is not for an agent tool.
    pub fn from_document(document: &Document) -> Option<Self> {
        document.detection.as_ref()?;
        Some(Self { front: document.front_summary().clone(), body: document.sections().clone() })
    }

    /// Whether two summaries are the same to other documents, apart from positions.
    pub fn same_summary(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.front, &other.front) && self.body.same_summary(&other.body)
    }

    /// Returns the agent, skill or command that it defines.
    pub fn definition(&self) -> Option<&Definition> {
        self.front.definition.as_ref()
    }

    /// Returns the name of its definition.
    pub fn name(&self) -> Option<&str> {
        self.definition().map(|definition| &*definition.name)
    }

    /// Returns its references to agents, skills and commands, with the byte ranges of the names, in text order.
    pub fn references(&self) -> impl Iterator<Item = (Range<usize>, &Reference)> {
        let front = self.front.references.iter().map(|found| (found.span.range(), found));
        front.chain(self.body.references())
    }
}
