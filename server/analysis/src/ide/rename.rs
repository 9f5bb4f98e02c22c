//! Rename of an agent, a skill, a command or a word: the edits in every document, and the file's new path.

use std::ops::Range;
use std::sync::Arc;

use super::navigate::{SymbolTarget, naming_documents, occurrences, subject};
use crate::code_span::{code_excerpt, code_span};
use crate::document::Document;
use crate::index::{AgentIndex, DocumentSummary};
use crate::lint::Replacement;
use crate::printable::is_control;
use crate::quote::quoted;
use crate::references::{LONGEST_NAME, is_name, is_name_byte};

/// Returns the bytes and the name of what can be renamed at an offset, if anything can.
pub fn prepare(document: &Document, offset: usize, index: &AgentIndex) -> Option<(Range<usize>, String)> {
    let (range, subject) = subject(document, offset, index)?;
    let name = match subject {
        SymbolTarget::Named { name, .. } => name,
        SymbolTarget::Word { value, .. } => value,
        SymbolTarget::Unknown { .. } | SymbolTarget::File { .. } => return None,
    };
    Some((range, name.into()))
}

/// A validated rename.
#[derive(Clone, Debug)]
pub struct Rename {
    subject: SymbolTarget,
    new: String,
    /// The file or folder with the same name: its old and its new path.
    pub moved: Option<(String, String)>,
}

impl Rename {
    /// Validates a new name.
    ///
    /// # Errors
    ///
    /// Why it is not possible, in a sentence for the user.
    pub fn new(subject: SymbolTarget, new: &str, index: &AgentIndex) -> Result<Self, String> {
        // Surrounding spaces are typed by mistake. A line break or another control character is not trimmed but
        // rejected.
        let new = new.trim_matches(|c: char| c.is_whitespace() && !is_control(c));
        let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        let mut moved = None;
        match &subject {
            SymbolTarget::Unknown { name, .. } => {
                return Err(format!("Nothing defines {}.", code_span(name)));
            }
            SymbolTarget::File { .. } => {
                return Err("Links cannot be renamed; rename the file instead.".to_owned());
            }
            SymbolTarget::Named { kind, name, path } => {
                let definition = index.get(path).and_then(DocumentSummary::definition);
                let document = definition.map(|it| &it.document);
                let parts = document.is_some_and(|document| document.has_path_names());
                if new.len() > LONGEST_NAME && new.bytes().all(is_name_byte) {
                    return Err(format!(
                        "{} is too long: a name has at most {LONGEST_NAME} characters.",
                        code_excerpt(new)
                    ));
                }
                if !is_name(new) || !parts && new.contains([':', '/']) || quoted(new, false, true) != new {
                    return Err(format!(
                        "{} cannot be a name: it must be letters, digits, `-`, `_` and `.`, and start with a letter or \
                         digit.",
                        code_excerpt(new)
                    ));
                }
                let taken = index.resolve(*kind, new, path);
                if let Some((other, _)) = taken.filter(|(other, _)| new != &**name && *other != path) {
                    return Err(format!("{} is already defined in {other}", code_excerpt(new)));
                }
                moved = document.and_then(|document| document.path_after_rename(path, name, new));
            }
            SymbolTarget::Word { .. } if new.is_empty() || new.contains(',') || new.contains(breaks) => {
                return Err(
                    "The new name must be on one line, without commas and control characters.".to_owned()
                );
            }
            SymbolTarget::Word { .. } => {}
        }
        Ok(Self { subject, new: new.to_owned(), moved })
    }

    /// Whether the name comes from the path only, so that the file has to move.
    pub fn needs_move(&self, index: &AgentIndex) -> bool {
        let SymbolTarget::Named { path, .. } = &self.subject else { return false };
        let definition = index.get(path).and_then(DocumentSummary::definition);
        let document = definition.map(|it| &it.document);
        let by_key = document.is_some_and(|it| it.named_by.is_by_key());
        !(by_key && definition.is_some_and(|it| it.span.is_some()))
    }

    /// Returns the path of the document that defines the subject.
    pub fn definition(&self) -> Option<&str> {
        self.subject.definition()
    }

    /// Returns the documents that may need edits, by path.
    pub fn affected_documents(&self, index: &AgentIndex) -> Vec<Arc<str>> {
        naming_documents(&self.subject, index)
    }

    /// Returns the edits of one document, in text order.
    ///
    /// # Errors
    ///
    /// Why an occurrence cannot be edited, in a sentence for the user.
    pub fn edits(&self, document: &Document, index: &AgentIndex) -> Result<Vec<Replacement>, String> {
        let edit = |it: super::navigate::Occurrence| {
            if !it.writable {
                let line = document.text.line_at(it.range.start) + 1;
                let path = document.path.as_deref().unwrap_or_default();
                return Err(format!(
                    "The name in {path}, line {line}, has escapes or spans several lines. Write it without them first."
                ));
            }
            let text = self.written(document, &it.range);
            Ok(Replacement { range: it.range, text })
        };
        occurrences(&self.subject, document, index).into_iter().map(edit).collect()
    }

    /// Returns the new name as written in place of the old one.
    fn written(&self, document: &Document, old: &Range<usize>) -> String {
        if let SymbolTarget::Named { .. } = self.subject {
            return self.new.clone();
        }
        let quote = document.text.slice(old.start.saturating_sub(1)..old.start);
        match quote.as_ref() {
            "\"" => self.new.replace('\\', "\\\\").replace('"', "\\\""),
            "'" => self.new.replace('\'', "''"),
            _ => quoted(&self.new, true, true),
        }
    }
}

#[cfg(test)]
mod tests;
