//! Lines that begin with a tab and are empty or a comment. Bun ignores them, but not after the first entry of a block
//! mapping: there the tab is rejected as indentation, unless a scalar swallows the line.

use std::ops::Range;

/// The lines of a text that begin with a tab, and the last token before them.
#[derive(Debug, Default)]
pub(in crate::loading::yaml) struct Tabs {
    /// Starts of the lines not yet reached, the next one last.
    lines: Vec<usize>,
    last: Range<usize>,
    swallows: Swallows,
}

/// Which lines after it a token swallows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::loading::yaml) enum Swallows {
    /// None.
    #[default]
    Nothing,
    /// Empty lines: a plain scalar.
    Blanks,
    /// The line right after it: a block scalar. After an empty line, Bun looks for more of its text, and rejects the
    /// tab.
    Next,
}

impl Tabs {
    /// Collects the lines of a text that begin with a tab.
    pub(in crate::loading::yaml) fn from_source(source: &str) -> Self {
        let mut lines: Vec<_> = source.match_indices("\n\t").map(|(at, _)| at + 1).collect();
        lines.reverse();
        Self { lines, ..Self::default() }
    }

    /// Whether no line is left.
    pub(in crate::loading::yaml) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Advances to an offset and returns the first line before it that Bun rejects. `strict` says whether the place
    /// before was after the first entry of a mapping, and not within brackets.
    pub(in crate::loading::yaml) fn go_to(
        &mut self,
        source: &str,
        place: usize,
        strict: bool,
    ) -> Option<usize> {
        while let Some(line) = self.lines.pop_if(|line| *line < place) {
            let before = source.get(self.last.end..line).unwrap_or_default();
            let line_before =
                source.get(..line - 1).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
            let (swallowed, strict) = match self.swallows {
                Swallows::Nothing => (line < self.last.end, strict),
                Swallows::Blanks => (before.trim().is_empty(), strict),
                Swallows::Next => {
                    (!line_before.trim().is_empty(), strict || line_before.trim_end_matches('\r').is_empty())
                }
            };
            let rest = source.get(line..).unwrap_or_default();
            let content = rest.lines().next().unwrap_or_default().trim();
            if strict && !swallowed && (content.is_empty() || content.starts_with('#')) {
                return Some(line);
            }
        }
        None
    }

    /// Records the last token.
    pub(in crate::loading::yaml) fn pass(&mut self, last: Range<usize>, swallows: Swallows) {
        if !last.is_empty() {
            (self.last, self.swallows) = (last, swallows);
        }
    }
}
