//! From text to structure: the front matter with its YAML, and the blocks of the markdown body.
//!
//! Parsing never fails; what is wrong with a text is part of its structure. Nothing here knows any tool.

mod body;
pub mod frontmatter;
pub(crate) mod lines;
pub mod markdown;
mod marks;
pub mod yaml;

use std::sync::Arc;

use body::Body;
use frontmatter::{FrontMatter, Head};
use marks::Marks;
use yaml::Vocabulary;

use crate::text::{Edit, Text};
pub(crate) use marks::MARK;

/// The structure of one version of a text.
#[derive(Debug)]
pub struct Syntax {
    head: Arc<Head>,
    body: Body,
    marks: Marks,
    touched: Touched,
}

/// What the last edit has touched of a front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Touched {
    /// Nothing: it was made behind it.
    Nothing,
    /// One of the outermost entries, by its number. All others read the same, wherever they stand now.
    Entry(usize),
    /// All of it, or so much that it was read anew.
    All,
}

impl Syntax {
    /// Reads a text for the first time.
    pub fn parse(text: &Text) -> Self {
        let (head, marks) = (Arc::new(Head::parse(text)), Marks::from_text(text));
        Self { head, body: Body::default(), marks, touched: Touched::All }
    }

    /// The structure after an edit, which was made already in `text`. Of the front matter, only the entry that the edit
    /// touched is read again, where that is enough.
    pub fn edit(&self, text: &Text, edit: &Edit) -> Self {
        let (head, touched) = if edit.start > self.head.examined {
            (self.head.clone(), Touched::Nothing)
        } else if let Some((head, entry)) = self.head.patched(text, edit) {
            (Arc::new(head), Touched::Entry(entry))
        } else {
            (Arc::new(Head::parse(text)), Touched::All)
        };
        Self { head, body: self.body.edit(edit), marks: self.marks.edit(text, edit), touched }
    }

    /// The structure with the front matter read again, since something is known of its keys, where it is not YAML, or YAML
    /// that says something else than its author meant.
    pub(crate) fn read_again(self, known: &dyn Vocabulary) -> Self {
        match self.head.read_again(known) {
            Some(head) => Self { head: Arc::new(head), touched: Touched::All, ..self },
            None => self,
        }
    }

    /// Whether something in the front matter is not YAML, or not the YAML that was meant.
    pub(crate) fn has_errors(&self) -> bool {
        self.front_matter().is_some_and(|front| !front.yaml.faults.is_empty())
    }

    /// What the last edit has touched of the front matter.
    pub(crate) fn touched(&self) -> Touched {
        self.touched
    }

    /// Whether the front matter is the very same, left alone by every edit in between.
    pub(crate) fn has_head_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.head, &other.head)
    }

    /// The front matter, if there is one.
    pub fn front_matter(&self) -> Option<&FrontMatter> {
        self.head.front_matter.as_ref()
    }

    /// Where the text speaks to agentls: the bytes at which an `agentls:` begins, in the order of the text.
    pub(crate) fn marks(&self) -> &[usize] {
        self.marks.all()
    }

    /// Where the markdown body starts, in bytes.
    pub fn body_start(&self) -> usize {
        self.front_matter().map_or(0, |front| front.end)
    }

    /// The blocks of the markdown body, or none for a text that is too long or too hard.
    pub fn blocks(&self, text: &Text) -> Option<&tree_sitter::Tree> {
        self.body.tree(text, self.body_start())
    }
}

#[cfg(test)]
mod tests;
