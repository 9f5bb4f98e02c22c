//! What can be done about a finding: a few replacements in the text, as a value.
//!
//! A fix never takes away a word that the author wrote, unless it or its successor stands in the text already, or another
//! word is put in its place. Whether it mends the finding is tried before it is offered (`ide/actions.rs`).

use std::ops::Range;

/// Some new text in place of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The bytes that are replaced; empty where the text is only inserted.
    pub range: Range<usize>,
    /// What stands there now.
    pub text: String,
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the author does by taking it, in the imperative.
    pub title: String,
    /// The replacements in the order of the text, none over another, in bytes of the text before all of them.
    pub edits: Vec<Replacement>,
    /// Whether it is the one right answer to the finding.
    pub preferred: bool,
    /// Whether it may be made without a look at it.
    pub safe: bool,
    /// Where the author goes on to write, in bytes of the text behind all replacements.
    pub cursor: Option<usize>,
}

impl Fix {
    /// A fix without replacements, which is one of several answers and wants a look.
    pub(super) fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), edits: Vec::new(), preferred: false, safe: false, cursor: None }
    }

    /// With a replacement.
    pub(super) fn replace(mut self, range: Range<usize>, text: impl Into<String>) -> Self {
        self.edits.push(Replacement { range, text: text.into() });
        self.edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        self
    }

    /// With new text at a place.
    pub(super) fn insert(self, at: usize, text: impl Into<String>) -> Self {
        self.replace(at..at, text)
    }

    /// As the one right answer.
    pub(super) fn preferred(mut self) -> Self {
        self.preferred = true;
        self
    }

    /// As one that may be made without a look, if that is so.
    pub(super) fn safe_if(mut self, safe: bool) -> Self {
        self.safe = safe;
        self
    }
}
