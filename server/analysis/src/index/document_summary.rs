//! The summary of one document.

use std::hash::{DefaultHasher, Hasher};
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
    /// The text that it was read from, if that is a file.
    pub text: SavedText,
}

/// The hash of a file's text. Always equal: what a summary says does not depend on it.
#[derive(Clone, Copy, Debug, Default)]
pub struct SavedText(Option<u64>);

impl SavedText {
    /// Whether it is that text.
    fn is(self, text: &str) -> bool {
        self.0 == Some(hash(text))
    }
}

impl PartialEq for SavedText {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for SavedText {}

impl DocumentSummary {
    /// Returns the summary of a document; `None` if it is not for an agent tool.
    pub fn from_document(document: &Document) -> Option<Self> {
        document.detection.as_ref()?;
        let (front, body) = (document.front_summary().clone(), document.sections().clone());
        Some(Self { front, body, text: SavedText::default() })
    }

    /// Returns the summary to keep of a file with that text, which nobody edits: it takes less memory, and
    /// [`reuse`](Self::reuse) finds it again.
    #[must_use]
    pub fn of_file(self, text: &str) -> Self {
        Self { body: self.body.merged(), text: SavedText(Some(hash(text))), ..self }
    }

    /// Spares a document the analysis of its body, if it has the text that this is the summary of.
    pub fn reuse(&self, document: &Document, text: &str) {
        if self.text.is(text) {
            document.take_sections(&self.body);
        }
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

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}
