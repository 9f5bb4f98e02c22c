//! What a tool may replace in a document.

use std::ops::Range;

use super::Document;
use crate::dialect::Placeholders;
use crate::substitutions::{Substitution, scan_substitutions};
use crate::syntax::markdown::Markdown;

impl Document {
    /// Returns what a tool may replace, with its bytes, in text order: in the body, or in the value that stands for one.
    pub fn substitutions(&self) -> impl Iterator<Item = (Range<usize>, Substitution)> {
        let value = self.placeholders().is_some_and(|it| it.within.is_some()).then(|| self.replaced_range());
        let in_value = value.into_iter().flat_map(|value| {
            let text = self.text.slice(value.clone());
            let moved = move |found: Substitution| {
                let range = found.span.range();
                (range.start + value.start..range.end + value.start, found)
            };
            scan_substitutions(&text, &Markdown::default()).into_iter().map(moved)
        });
        in_value.chain(self.sections().substitutions().map(|(range, found)| (range, found.clone())))
    }

    /// Returns the bytes in which a tool replaces something.
    pub(crate) fn replaced_range(&self) -> Range<usize> {
        match self.placeholders().and_then(|placeholders| placeholders.within.as_ref()) {
            Some(key) => {
                let root = self.front_matter().and_then(|front| front.yaml.root.as_ref());
                let entry = root.and_then(|root| root.entry(key));
                entry.map_or(0..0, |entry| entry.value_range().clone())
            }
            None => self.syntax.body_start()..self.text.len(),
        }
    }

    /// Whether a tool may replace something in the body.
    pub fn has_placeholders(&self) -> bool {
        self.placeholders().is_some() && self.substitutions().next().is_some()
    }

    fn placeholders(&self) -> Option<&Placeholders> {
        self.dialects.base(&self.detection.as_ref()?.document).placeholders.as_ref()
    }
}
