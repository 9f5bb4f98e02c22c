//! Finds every `agentls:` in a text. After an edit, only the changed lines are searched.

use std::ops::Range;

use crate::text::{Edit, Text};

/// The prefix of instructions to agentls.
pub(crate) const MARK: &str = "agentls:";

/// The byte offsets of the marks, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(Vec<usize>);

impl Marks {
    /// Searches a text.
    pub(super) fn from_text(text: &Text) -> Self {
        Self(search(text, 0..text.len()))
    }

    /// Updates the marks after an edit already applied to `text`.
    pub(super) fn edit(&self, text: &Text, edit: &Edit) -> Self {
        let before = self.0.iter().copied().filter(|at| at + MARK.len() <= edit.start);
        let behind = self.0.iter().filter(|at| **at >= edit.old_end);
        let behind = behind.map(|at| at - edit.old_end + edit.new_end);
        let near = edit.start.saturating_sub(MARK.len() - 1)..edit.new_end + MARK.len() - 1;
        let mut all: Vec<_> = before.chain(search(text, near)).chain(behind).collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    pub(super) fn all(&self) -> &[usize] {
        &self.0
    }
}

/// Number of bytes searched at once, or a line if it is longer.
const PIECE: usize = 64 * 1024;

/// Returns the marks in a range, and those before it on its first line.
fn search(text: &Text, range: Range<usize>) -> Vec<usize> {
    let (mut start, end) = (text.line_start(text.line_at(range.start)), range.end.min(text.len()));
    let mut found = Vec::new();
    while start < end {
        let next = if end - start <= PIECE { end } else { next_line(text, start) };
        let piece = text.slice(start..next.min(end));
        // Colons are rare, and searching for them is fast.
        let mark_before = |(colon, _): (usize, &str)| {
            let at = (colon + 1).checked_sub(MARK.len())?;
            (piece.get(at..=colon)? == MARK).then_some(start + at)
        };
        found.extend(piece.match_indices(':').filter_map(mark_before));
        start = next;
    }
    found
}

/// Returns the start of the line that contains the end of a piece, or of the next line.
fn next_line(text: &Text, start: usize) -> usize {
    let line = text.line_at(start + PIECE);
    let next = Some(text.line_start(line)).filter(|next| *next > start);
    next.unwrap_or_else(|| text.line_start(line + 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PIECES: &str = "(agent|ls:|agentls:|ignore|é|\n|# |agentls|:| ){0,6}";

    #[test]
    fn long_texts_and_long_lines_are_looked_at_to_their_end() {
        for line in
            ["é: agentls: x\n".to_owned(), format!("{}agentls:é\n", "x:".repeat(PIECE)), "agentls:".into()]
        {
            let text = line.repeat(3 * PIECE / line.len() + 2);
            let all: Vec<_> = text.match_indices(MARK).map(|(at, _)| at).collect();
            assert_eq!(Marks::from_text(&Text::from(&*text)).all(), all);
        }
    }

    proptest! {
        #[test]
        fn edits_find_what_a_fresh_look_finds(
            first in PIECES,
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, PIECES), 1..5),
        ) {
            let mut text = Text::from(&*first);
            let mut marks = Marks::from_text(&text);
            for (at, length, new) in edits {
                let start = at.index(text.len() + 1);
                let edit = text.replace(start..(start + length).min(text.len()), &new);
                marks = marks.edit(&text, &edit);
                prop_assert_eq!(&marks, &Marks::from_text(&text), "{}", text);
            }
        }
    }
}
