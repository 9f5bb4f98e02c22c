//! The names of agents, skills and commands that a document can call.

use super::{Completion, CompletionKind};
use crate::dialect::{Field, Format};
use crate::document::Document;
use crate::facts::Definition;
use crate::features::first_words;
use crate::fleet::Fleet;
use crate::references::Kind;

/// A name that can be called, with what is said about it.
pub(super) struct Name {
    pub(super) text: String,
    /// What it is for, in a few words.
    pub(super) detail: Option<String>,
    /// Markdown about it.
    pub(super) doc: String,
}

/// What the value of a field names.
pub(super) fn kind_of(field: &Field) -> Option<Kind> {
    match field.format? {
        Format::AgentRef => Some(Kind::Agent),
        Format::SkillRef => Some(Kind::Skill),
        _ => None,
    }
}

/// The names of that kind that a document can call, the nearest first, its own left out.
pub(super) fn names(kind: Kind, document: &Document, fleet: &Fleet) -> Vec<Name> {
    let Some(from) = document.path.as_deref() else { return Vec::new() };
    let name = |(path, definition): (_, &Definition)| Name {
        text: definition.name.to_string(),
        detail: definition.description.as_deref().map(first_words),
        doc: format!("{} in `{}`", title(definition), fleet.shown(path, from)),
    };
    let others = fleet.visible(kind, from).into_iter().filter(|(path, _)| ***path != *from);
    others.map(|(path, definition)| name((path, definition))).collect()
}

/// What kind of document defines it, in words.
fn title(definition: &Definition) -> &str {
    &definition.document.title
}

impl Name {
    /// Puts the name in place of a word, or of what of it stands before the cursor.
    pub(super) fn completion(self, word: &std::ops::Range<usize>, offset: usize, kind: Kind) -> Completion {
        Completion {
            label: self.text.clone(),
            kind: CompletionKind::Name(kind),
            detail: self.detail,
            doc: self.doc,
            filter: self.text.clone(),
            text: self.text,
            snippet: false,
            insert: word.start..offset,
            replace: word.clone(),
        }
    }
}
