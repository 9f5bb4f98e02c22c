//! Lines between tokens that are indented with tabs and are empty or a comment. libyaml rejects them in block style,
//! and right after a plain scalar where the tab is no deeper than the scalar's mapping.

use std::ops::Range;

/// The previous token, after which the next gap begins.
#[derive(Debug, Default)]
pub(in crate::loading::yaml) struct Gap {
    /// Its end offset.
    end: usize,
    /// Minimum indentation of a tab on a line after it; `None` if it is no plain scalar.
    plain: Option<usize>,
}

impl Gap {
    /// Returns the first rejected tab between the previous token and an offset.
    pub(super) fn tab(&self, source: &str, start: usize, flow: bool) -> Option<usize> {
        let (mut at, mut plain) = (self.end, self.plain);
        for (index, line) in source.get(self.end..start)?.split_inclusive('\n').enumerate() {
            let content = line.trim_start_matches([' ', '\t']);
            if index > 0 {
                let blanks = line.get(..line.len() - content.len())?;
                let deep = plain.unwrap_or(if flow { 0 } else { usize::MAX });
                if let Some(tab) = blanks.find('\t').filter(|tab| *tab < deep) {
                    return Some(at + tab);
                }
            }
            if !content.trim_end().is_empty() {
                plain = None;
            }
            at += line.len();
        }
        None
    }

    /// Records a token.
    pub(super) fn pass(&mut self, source: &str, range: Range<usize>, plain: Option<usize>) {
        // Block scalars extend into what follows them.
        let text = source.get(range.clone()).unwrap_or_default();
        *self = Self { end: range.start + text.trim_end().len(), plain };
    }
}
