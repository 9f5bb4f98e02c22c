//! Lines between the parts of a text that are indented with tabs and hold nothing or a comment. libyaml refuses them
//! in block notation, and right after a plain scalar where the tab stands no deeper than the scalar's mapping.

use std::ops::Range;

/// What was read last, after which the next gap begins.
#[derive(Debug, Default)]
pub(in crate::loading::yaml) struct Gap {
    /// Where it ends.
    end: usize,
    /// How deep a line after it must be indented before a tab may stand there; none if it is no plain scalar.
    plain: Option<usize>,
}

impl Gap {
    /// The first tab between what was read last and an offset that is refused.
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

    /// Remembers what was read.
    pub(super) fn pass(&mut self, source: &str, range: Range<usize>, plain: Option<usize>) {
        // Block scalars run on into what stands after them.
        let text = source.get(range.clone()).unwrap_or_default();
        *self = Self { end: range.start + text.trim_end().len(), plain };
    }
}
