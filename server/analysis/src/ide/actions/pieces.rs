//! Composes successive replacements into replacements of the original text.

use std::ops::Range;

use crate::lint::Replacement;

/// A text as kept ranges of the original and new strings.
pub(super) struct Pieces(Vec<Piece>);

enum Piece {
    /// A byte range of the original text. They stay in order.
    Kept(Range<usize>),
    New(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Self::Kept(range) => range.len(),
            Self::New(text) => text.len(),
        }
    }

    fn part(&self, range: Range<usize>) -> Self {
        match self {
            Self::Kept(kept) => Self::Kept(kept.start + range.start..kept.start + range.end),
            Self::New(text) => Self::New(text.get(range).unwrap_or_default().to_owned()),
        }
    }
}

impl Pieces {
    /// Creates an unchanged text of that length.
    pub(super) fn with_length(length: usize) -> Self {
        Self(vec![Piece::Kept(0..length)])
    }

    /// Applies non-overlapping replacements, in the order and the offsets of the current text.
    pub(super) fn apply_edits(&mut self, edits: &[Replacement]) {
        for edit in edits.iter().rev() {
            let (mut pieces, mut at, mut put) = (Vec::new(), 0, false);
            for piece in &self.0 {
                let end = at + piece.len();
                let before = edit.range.start.clamp(at, end);
                let behind = edit.range.end.clamp(at, end);
                pieces.push(piece.part(0..before - at));
                if !put && edit.range.start <= end {
                    pieces.push(Piece::New(edit.text.clone()));
                    put = true;
                }
                pieces.push(piece.part(behind - at..end - at));
                at = end;
            }
            if !put {
                pieces.push(Piece::New(edit.text.clone()));
            }
            pieces.retain(|piece| piece.len() > 0);
            self.0 = pieces;
        }
    }

    /// Returns the replacements that turn the original text, of that length, into this one.
    pub(super) fn into_edits(self, length: usize) -> Vec<Replacement> {
        let (mut edits, mut at, mut text) = (Vec::new(), 0, String::new());
        for piece in self.0.into_iter().chain([Piece::Kept(length..length)]) {
            match piece {
                Piece::New(new) => text += &new,
                Piece::Kept(kept) => {
                    if at < kept.start || !text.is_empty() {
                        edits.push(Replacement { range: at..kept.start, text: std::mem::take(&mut text) });
                    }
                    at = kept.end;
                }
            }
        }
        edits
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn apply(text: &str, edits: &[Replacement]) -> String {
        let mut text = text.to_owned();
        edits.iter().rev().for_each(|edit| text.replace_range(edit.range.clone(), &edit.text));
        text
    }

    proptest! {
        #[test]
        fn as_one_they_do_what_they_do_one_after_the_other(
            first in "[a-z]{0,12}",
            steps in prop::collection::vec((0usize..14, 0usize..5, "[A-Z]{0,3}"), 0..6),
        ) {
            let (mut text, mut pieces) = (first.clone(), Pieces::with_length(first.len()));
            for (start, length, new) in steps {
                let start = start.min(text.len());
                let edit = Replacement { range: start..(start + length).min(text.len()), text: new };
                text = apply(&text, std::slice::from_ref(&edit));
                pieces.apply_edits(&[edit]);
            }
            let edits = pieces.into_edits(first.len());
            prop_assert_eq!(apply(&first, &edits), text);
            prop_assert!(edits.windows(2).all(|pair| pair[0].range.end < pair[1].range.start));
        }
    }
}
