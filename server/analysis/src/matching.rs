//! Patterns of files with which a tool loads a document, and the files of a project that match them.
//!
//! Tools read patterns differently, and of most it is not known how. So a pattern has two readings: by the widest one it
//! matches whatever it matches for any tool. Only where even that matches nothing, it is certain that nothing does.

mod files;
mod pattern;
mod wide;

use std::ops::Range;

pub use files::{FileList, FileTexts, ListedFile, MatchCount};
pub use pattern::FilePattern;

use crate::dialect::{Condition, Field, FileKind, LoadsFor};
use crate::document::Document;
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Entry, Node, Value};
use crate::values::{SharedWord, scalar_words};

/// The patterns of a document that decide with which files a tool loads it.
#[derive(Clone, Debug)]
pub struct LoadPatterns<'a> {
    /// The key.
    pub field: &'a Field,
    /// The key's facts about patterns.
    pub facts: &'a LoadsFor,
    /// The key with its value, as written.
    pub entry: &'a Entry,
    /// The patterns with their ranges in the document.
    pub patterns: Vec<(Range<usize>, FilePattern)>,
    /// The key because of which the patterns do not count, if there is one.
    pub undone_by: Option<&'a str>,
}

impl<'a> LoadPatterns<'a> {
    /// Returns the patterns of a document that is read as a kind of file; `None` if it has no such key, or its value
    /// cannot be read.
    pub fn from_document(document: &'a Document, kind: &'a FileKind) -> Option<Self> {
        let with_facts = |field: &'a Field| Some((field, field.loads_for.as_ref()?));
        let (field, facts) = kind.fields.iter().find_map(with_facts)?;
        let front = document.front_matter()?;
        let root = front.yaml.root.as_ref()?;
        // What a merged mapping says is not followed.
        let is_merged = root.entry("<<").is_some();
        let called = |entry: &&Entry| entry.name().is_some_and(|name| field.is_called(name));
        let entry = root.entries().iter().rfind(called).filter(|_| !is_merged)?;
        let words = words(field, &entry.value, front)?;
        let patterns = words.iter().flat_map(split_patterns);
        let patterns = patterns.map(|word| (word.range, FilePattern::new(word.text, facts.reading)));
        let holds = |condition: &&Condition| is_satisfied(condition, root, front);
        let missing = facts.only_with.iter().find(|condition| !holds(condition));
        let undoing = missing.or_else(|| facts.unless.iter().find(holds));
        Some(Self {
            field,
            facts,
            entry,
            patterns: patterns.collect(),
            undone_by: undoing.map(|condition| &*condition.key),
        })
    }

    /// Returns the patterns that select files, and do not exclude some from those of others.
    pub fn selecting(&self) -> impl Iterator<Item = &FilePattern> {
        self.patterns.iter().map(|(_, pattern)| pattern).filter(|pattern| !pattern.excludes())
    }

    /// Whether it is certain that no file of a project matches any pattern.
    pub fn match_nothing(&self, files: &FileList, project: &str) -> bool {
        let mut selecting = self.selecting().peekable();
        selecting.peek().is_some() && selecting.all(|pattern| files.has_none(pattern, project))
    }
}

/// Returns the texts of a value as the tool reads it; `None` if that is not known.
fn words<'a>(field: &Field, node: &'a Node, front: &'a FrontMatter) -> Option<Vec<SharedWord<'a>>> {
    let is_scalar = matches!(node.value, Value::Scalar(_));
    if is_scalar && (field.raw || node.broken && field.lenient) {
        return Some(vec![unquoted(front.text_at(node.span.clone()), node.span.start)]);
    }
    let is_whole = !node.broken && node.items().iter().all(|item| !item.broken && item.scalar().is_some());
    is_whole.then(|| scalar_words(field, node, front))
}

/// Takes the quotes or brackets around a text away.
fn unquoted(text: &str, start: usize) -> SharedWord<'_> {
    let mut word = trimmed(text, start);
    for (open, close) in [('[', ']'), ('"', '"'), ('\'', '\'')] {
        let inner = word.text.strip_prefix(open).and_then(|text| text.strip_suffix(close));
        if let Some(inner) = inner {
            word = trimmed(inner, word.range.start + 1);
        }
    }
    word
}

fn trimmed(text: &str, start: usize) -> SharedWord<'_> {
    let start = start + text.len() - text.trim_start().len();
    let text = text.trim();
    SharedWord { range: start..start + text.len(), text }
}

/// Splits a text at commas outside of braces. Of tools that do not split it, the parts match no less than the whole.
fn split_patterns<'a>(word: &SharedWord<'a>) -> Vec<SharedWord<'a>> {
    // With escapes, the source is longer than the text.
    let literal = word.range.len() == word.text.len();
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    let ends = word.text.char_indices().map(|(at, char)| (at, Some(char)));
    for (at, char) in ends.chain([(word.text.len(), None)]) {
        match char {
            Some('{') => depth += 1,
            Some('}') => depth = depth.saturating_sub(1),
            Some(',') | None if depth == 0 || char.is_none() => {
                let part = unquoted(word.text.get(start..at).unwrap_or_default(), word.range.start + start);
                let range = if literal { part.range } else { word.range.clone() };
                parts.push(SharedWord { range, text: part.text });
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.retain(|part| !part.text.is_empty());
    parts
}

/// Whether the author's keys satisfy a condition.
fn is_satisfied(condition: &Condition, root: &Node, front: &FrontMatter) -> bool {
    let Condition { key, values, except } = condition;
    let Some(entry) = root.entry(key).filter(|entry| !entry.value.is_empty()) else { return false };
    let text = entry.value.text().unwrap_or_else(|| front.text_at(entry.value.span.clone()).trim());
    let is_among = |words: &[String]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    (values.is_empty() || is_among(values)) && !is_among(except)
}

#[cfg(test)]
mod tests;
