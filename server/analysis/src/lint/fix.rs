//! Fixes of a diagnostic, as text edits.
//!
//! A fix never removes a word of the author, unless the word or its successor is in the text already, or another word
//! replaces it. Whether it removes the diagnostic is tried before it is offered (`ide/actions.rs`).

use std::ops::Range;

/// A text edit: new text for a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The replaced range, in bytes; empty for an insertion.
    pub range: Range<usize>,
    /// The text that is there now.
    pub text: String,
}

/// A change that removes a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Title in the imperative.
    pub title: String,
    /// Edits in text order, not overlapping; ranges are bytes of the original text.
    pub edits: Vec<Replacement>,
    /// Whether it is the only right fix of the diagnostic.
    pub preferred: bool,
    /// Whether it can be applied without review.
    pub safe: bool,
    /// Where the author continues typing, in bytes of the text after all edits.
    pub cursor: Option<usize>,
}

impl Fix {
    /// Creates a fix without edits, neither preferred nor safe.
    pub(super) fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), edits: Vec::new(), preferred: false, safe: false, cursor: None }
    }

    /// Adds an edit.
    pub(super) fn replace(mut self, range: Range<usize>, text: impl Into<String>) -> Self {
        self.edits.push(Replacement { range, text: text.into() });
        self.edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        self
    }

    /// Adds an insertion.
    pub(super) fn insert(self, at: usize, text: impl Into<String>) -> Self {
        self.replace(at..at, text)
    }

    /// Marks it as the only right fix.
    pub(super) fn preferred(mut self) -> Self {
        self.preferred = true;
        self
    }

    /// Marks it as safe to apply without review if `safe` is set.
    pub(super) fn safe_if(mut self, safe: bool) -> Self {
        self.safe = safe;
        self
    }
}
