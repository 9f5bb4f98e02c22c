//! The lines of a source text: an excerpt needs those around it, and not the whole text each time.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

/// A text with the starts of its lines.
pub(super) struct SourceLines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

/// Some whole lines of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window<'a> {
    pub(super) text: &'a str,
    /// The byte offset of the first line.
    start: usize,
    /// The number of the first line, counted from one.
    pub(super) line: usize,
}

impl<'a> SourceLines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Returns the number of the line at an offset, counted from one.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// Returns the text of a range.
    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// Returns the column of an offset, counted from one, in terminal columns.
    pub(super) fn terminal_column(&self, offset: usize) -> usize {
        let start = self.starts.get(self.line_at(offset) - 1).copied().unwrap_or_default();
        self.slice(start..offset).width() + 1
    }

    /// Returns the lines of a range and one on either side, so that an empty last line has a line before it.
    pub(super) fn around(&self, range: &Range<usize>) -> Window<'a> {
        let line = self.line_at(range.start).saturating_sub(1).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let end = self.starts.get(self.line_at(range.end) + 1).copied().unwrap_or(self.text.len());
        Window { text: self.slice(start..end), start, line }
    }
}

impl Window<'_> {
    /// Returns where a range of the text is in the window.
    pub(super) fn range(&self, range: &Range<usize>) -> Range<usize> {
        range.start.saturating_sub(self.start)..range.end.saturating_sub(self.start)
    }
}
