//! Tabs that a library rejects although the shared parser accepts them.

use std::ops::Range;

use granit_parser::{Event, ScalarStyle, StructureStyle};

use super::{Builder, ParseError};

impl Builder<'_> {
    /// Rejects tabs where npm `yaml` requires spaces (2.8.1, `parse/lexer.js` and `compose/`): before a sequence or a
    /// mapping, and before the continuation of a scalar, which then is no part of it.
    pub(super) fn check_npm_tabs(&self, event: &Event<'_>, range: &Range<usize>) -> Result<(), ParseError> {
        let tab = match event {
            Event::SequenceStart(StructureStyle::Block, ..)
            | Event::MappingStart(StructureStyle::Block, ..) => {
                let before = self.source.get(..range.start).unwrap_or_default();
                // For the parser, a sequence that is not indented begins after its first dash.
                let is_value = self.open.last().is_some_and(|open| open.mapping);
                let behind_dash = matches!(event, Event::SequenceStart(..)) && is_value;
                let dash = before.trim_end_matches([' ', '\t']).strip_suffix('-').filter(|_| behind_dash);
                let before = dash.unwrap_or(before);
                let text = before.trim_end_matches([' ', '\t']);
                before.get(text.len()..).and_then(|blanks| blanks.find('\t')).map(|at| text.len() + at)
            }
            Event::Scalar(_, ScalarStyle::Plain, ..) => {
                let indent = self.open.last().and_then(|open| open.indent).map_or(0, |indent| indent + 1);
                let first = self.source.get(range.clone()).and_then(|text| text.find('\n'));
                first.and_then(|end| self.shallow_tab(range.start + end + 1..range.end, indent, false))
            }
            Event::Scalar(_, ScalarStyle::Literal | ScalarStyle::Folded, ..) => {
                let before = self.source.get(..range.start).unwrap_or_default();
                let indent = before.len() - before.trim_end_matches(' ').len();
                // Empty lines below a block scalar belong to it, and must not be indented less than others.
                self.shallow_tab(range.end..self.source.len(), indent, true)
            }
            _ => None,
        };
        tab.map_or(Ok(()), |tab| Err(ParseError::new(tab, "a tab used as indentation")))
    }

    /// Returns the first tab after fewer than `indent` spaces at the start of a line in a range; with `blank`, only up
    /// to the first nonempty line.
    fn shallow_tab(&self, lines: Range<usize>, indent: usize, blank: bool) -> Option<usize> {
        let mut at = lines.start;
        for line in self.source.get(lines)?.split_inclusive('\n') {
            let rest = line.trim_start_matches(' ');
            let spaces = line.len() - rest.len();
            if spaces < indent && rest.starts_with('\t') {
                return Some(at + spaces);
            }
            if blank && !rest.trim().is_empty() {
                return None;
            }
            at += line.len();
        }
        None
    }

    /// Rejects tabs outside of quotes, block scalars and comments, as strictyaml's bundled scanner does (PyPI
    /// `strictyaml` 1.7.3, `strictyaml/ruamel/scanner.py`: "character '\t' that cannot start any token").
    pub(super) fn check_stray_tabs(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
    ) -> Result<(), ParseError> {
        let (range, plain) = match event {
            Event::Scalar(_, style, ..) if !range.is_empty() => (range.clone(), *style == ScalarStyle::Plain),
            Event::StreamEnd => (self.source.len()..self.source.len(), false),
            _ => return Ok(()),
        };
        let gap = self.read.min(range.start)..range.start;
        let within =
            if plain { self.source.get(range.clone()).and_then(|text| text.find('\t')) } else { None };
        let stray = self.source.get(gap.clone()).and_then(outside_comments);
        if let Some(tab) = stray.map(|tab| gap.start + tab).or(within.map(|tab| range.start + tab)) {
            return Err(ParseError::new(tab, "a tab outside of quotes"));
        }
        self.read = range.end;
        Ok(())
    }
}

/// Returns the first tab outside comments in the text between scalars.
fn outside_comments(gap: &str) -> Option<usize> {
    let mut at = 0;
    for line in gap.split_inclusive('\n') {
        let code = line.find('#').and_then(|hash| line.get(..hash)).unwrap_or(line);
        if let Some(tab) = code.find('\t') {
            return Some(at + tab);
        }
        at += line.len();
    }
    None
}
