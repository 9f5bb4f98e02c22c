//! From text to structure: the front matter with its YAML, and the blocks of the markdown body.
//!
//! Parsing never fails; what is wrong with a text is part of its structure. Nothing here knows any tool.

mod body;
pub mod frontmatter;
pub(crate) mod lines;
pub mod markdown;
pub mod yaml;

use std::sync::Arc;

use body::Body;
use frontmatter::{FrontMatter, Head};

use crate::text::{Edit, Text};

/// The structure of one version of a text.
#[derive(Debug)]
pub struct Syntax {
    head: Arc<Head>,
    body: Body,
}

impl Syntax {
    /// Reads a text for the first time.
    pub fn parse(text: &Text) -> Self {
        Self { head: Arc::new(Head::parse(text)), body: Body::default() }
    }

    /// The structure after an edit, which was made already in `text`. Of the front matter, only the entry that the edit
    /// touched is read again, where that is enough.
    pub fn edit(&self, text: &Text, edit: &Edit) -> Self {
        let head = if edit.start > self.head.examined {
            self.head.clone()
        } else {
            Arc::new(self.head.patched(text, edit).unwrap_or_else(|| Head::parse(text)))
        };
        Self { head, body: self.body.edit(edit) }
    }

    /// Whether the front matter is the very same, left alone by every edit in between.
    pub(crate) fn has_head_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.head, &other.head)
    }

    /// The front matter, if there is one.
    pub fn front_matter(&self) -> Option<&FrontMatter> {
        self.head.front_matter.as_ref()
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
