//! What authors did not mean to write into a body: characters that hide text, and a code fence that is never closed.

use std::ops::Range;

use super::Sections;
use crate::printable::unseen::unseen_runs;
use crate::references::Span;
use crate::syntax::markdown::Markdown;

/// Maximum number of runs of hidden characters that are kept of a text that is parsed at once.
const MOST_UNSEEN: usize = 100;

/// What was not meant in a section. Ranges are in bytes from its start.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Slips {
    /// Runs of characters that hide text.
    pub(super) unseen: Box<[Span]>,
    /// The opening line of a code fence that is never closed; only the last section has one.
    pub(super) unclosed: Option<Span>,
}

impl Sections {
    /// Whether anything was not meant, as far as the sections show it. Whether it is reported depends on the whole text.
    pub fn has_slips(&self) -> bool {
        self.unseen().next().is_some() || self.unclosed_fence().is_some()
    }

    /// Returns the runs of characters that hide text with their bytes in the document, in text order; of very many, the
    /// first.
    pub(crate) fn unseen(&self) -> impl Iterator<Item = Range<usize>> {
        self.each(|section| &section.slips.unseen, |run| *run).map(|(range, _)| range)
    }

    /// Returns the bytes of the opening line of the code fence that is never closed, if there is one.
    pub(crate) fn unclosed_fence(&self) -> Option<Range<usize>> {
        let (start, section) = self.told().iter().next_back()?;
        let line = section.slips.unclosed?.range();
        Some(start + line.start..start + line.end)
    }
}

/// Returns the first runs of hidden characters of a text.
pub(super) fn first_unseen(text: &str) -> Vec<Span> {
    unseen_runs(text).into_iter().take(MOST_UNSEEN).map(Span::from).collect()
}

/// Returns the opening line of the code fence that the end of a text closes, outside quotes and lists.
pub(super) fn unclosed_fence(text: &str, markdown: &Markdown) -> Option<Range<usize>> {
    let block = markdown.blocks.last().filter(|block| block.language.is_some())?;
    let written = text.get(block.range.clone()).filter(|_| block.range.end >= text.trim_end().len())?;
    let before = text.get(..block.range.start)?;
    let indent = before.len() - before.trim_end_matches(' ').len();
    let mark = written.chars().next()?;
    let marks = written.len() - written.trim_start_matches(mark).len();
    let end = written.find(['\n', '\r']).unwrap_or(written.len());
    let last = written.get(end..)?.lines().next_back().unwrap_or_default().trim();
    let closes = last.len() >= marks && last.chars().all(|c| c == mark);
    let first = before.len() == indent || before.trim_end_matches(' ').ends_with(['\n', '\r']);
    (first && indent <= 3 && !closes).then(|| block.range.start..block.range.start + end)
}
