//! Parses text into its structure: front matter with YAML, and the blocks of the markdown body.
//!
//! Parsing never fails; errors are part of the structure. Nothing here knows any tool.

mod body;
mod format;
pub mod frontmatter;
pub(crate) mod lines;
pub mod markdown;
mod marks;
mod toml;
pub mod yaml;

use std::sync::Arc;

use body::Body;
use frontmatter::{FrontMatter, Head};
use marks::Marks;
use yaml::Vocabulary;

use crate::text::{Edit, Text};
pub use format::FileFormat;
pub(crate) use marks::MARK;

/// The structure of one version of a text.
#[derive(Debug)]
pub struct Syntax {
    format: FileFormat,
    head: Arc<Head>,
    body: Body,
    marks: Marks,
    touched: Touched,
}

/// The part of the front matter that the last edit changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Touched {
    /// Nothing: the edit was below it.
    Nothing,
    /// The outermost entry of this index. All others are unchanged except for their positions.
    Entry(usize),
    /// All of it, or so much that it was parsed anew.
    All,
}

impl Syntax {
    /// Parses a markdown text.
    pub fn parse(text: &Text) -> Self {
        Self::parse_as(text, FileFormat::Markdown)
    }

    /// Parses a text of that format.
    pub fn parse_as(text: &Text, format: FileFormat) -> Self {
        let (head, marks) = (Arc::new(Head::parse(text, format)), Marks::from_text(text));
        Self { format, head, body: Body::default(), marks, touched: Touched::All }
    }

    /// Updates the structure after an edit already applied to `text`. Reparses only the changed entry of the front
    /// matter where that is enough.
    pub fn edit(&self, text: &Text, edit: &Edit) -> Self {
        let (head, touched) = if edit.start > self.head.examined {
            (self.head.clone(), Touched::Nothing)
        } else if let Some((head, entry)) = self.head.patched(text, edit) {
            (Arc::new(head), Touched::Entry(entry))
        } else {
            (Arc::new(self.head.parse_again(text, self.format)), Touched::All)
        };
        Self {
            format: self.format,
            head,
            body: self.body.edit(edit),
            marks: self.marks.edit(text, edit),
            touched,
        }
    }

    /// Reparses the front matter with knowledge of its keys if it is not valid YAML, or not the YAML that its author
    /// meant.
    pub(crate) fn read_again(self, known: &dyn Vocabulary) -> Self {
        match self.head.read_again(known) {
            Some(head) => Self { head: Arc::new(head), touched: Touched::All, ..self },
            None => self,
        }
    }

    /// Whether the front matter is not valid YAML, or not the YAML that was meant.
    pub(crate) fn has_errors(&self) -> bool {
        self.front_matter().is_some_and(|front| !front.yaml.faults.is_empty())
    }

    /// Returns what the last edit changed in the front matter.
    pub(crate) fn touched(&self) -> Touched {
        self.touched
    }

    /// Whether the front matter is the same value, untouched by all edits in between.
    pub(crate) fn has_head_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.head, &other.head)
    }

    /// The format of the text.
    pub fn format(&self) -> FileFormat {
        self.format
    }

    /// The front matter, if there is one; of a format without a body, the whole text.
    pub fn front_matter(&self) -> Option<&FrontMatter> {
        self.head.front_matter.as_ref()
    }

    /// Returns the byte offset of every `agentls:`, in the order of the text.
    pub(crate) fn marks(&self) -> &[usize] {
        self.marks.all()
    }

    /// Returns the offset of the markdown body, in bytes.
    pub fn body_start(&self) -> usize {
        self.front_matter().map_or(0, |front| front.end)
    }

    /// Returns the block tree of the markdown body; `None` if the text is too long or too slow to parse.
    pub fn blocks(&self, text: &Text) -> Option<&tree_sitter::Tree> {
        self.body.tree(text, self.body_start())
    }
}

#[cfg(test)]
mod tests;
