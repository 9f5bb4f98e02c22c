//! Deviations of Bun's YAML library (npm `@oven/bun-linux-x64` 1.4.4, compared with it on generated texts).
//!
//! Not modelled, as no real file has it: an anchor glued to a bracket, an empty key (`: x`), and empty documents.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event, ScalarStyle, Span, StructureStyle};

use super::{Builder, OpenCollection, ParseError, YamlLibrary, load_documents};
use crate::loading::value::Value;

pub(super) mod stand_ins;
pub(super) mod tabs;

use tabs::Swallows;

/// Parses a text as Bun does: the value of its only document, or a list of several. An empty text is null.
pub(crate) fn load_stream(source: &str, library: &YamlLibrary) -> Result<Value, ParseError> {
    let mut documents = match load_documents(source, library) {
        Ok(documents) => documents,
        Err(refusal) => match stand_ins::put_in(source) {
            Cow::Borrowed(_) => return Err(refusal),
            Cow::Owned(other) => {
                load_documents(&other, &YamlLibrary { stand_ins: true, ..*library }).map_err(|_| refusal)?
            }
        },
    };
    Ok(match documents.len() {
        0 | 1 => documents.pop().unwrap_or(Value::Null),
        _ => Value::List(documents.into()),
    })
}

impl Builder<'_> {
    /// Starts a collection.
    pub(super) fn begin(
        &mut self,
        style: StructureStyle,
        anchor: usize,
        mapping: bool,
        span: &Span,
    ) -> Result<(), ParseError> {
        let flow = style == StructureStyle::Flow;
        let indent = self.open.last().and_then(|open| open.indent);
        let in_mapping = !mapping && self.open.last().is_some_and(|open| open.mapping);
        if flow {
            let start = span.byte_range().unwrap_or_default().start;
            self.check_lines(start..start + 1)?;
        }
        let indent =
            if flow { indent } else { Some(column(self.source, span, indent.filter(|_| in_mapping))) };
        self.open.push(OpenCollection { anchor, values: Vec::new(), mapping, indent, flow });
        Ok(())
    }

    /// Rejects a line that begins with a tab, if Bun does, before an event.
    pub(super) fn check_tabs(&mut self, event: &Event<'_>, range: &Range<usize>) -> Result<(), ParseError> {
        if self.tabs.is_empty() {
            return Ok(());
        }
        let in_block = self.open.last().is_some_and(|open| !open.flow);
        // Two values for the first entry, and at least one for a later one.
        let behind = |open: &OpenCollection| open.mapping && !open.flow && open.values.len() > 2;
        let strict = in_block && self.open.iter().any(behind);
        if let Some(at) = self.tabs.go_to(self.source, range.start, strict) {
            return Err(ParseError::new(at, "a tab used as indentation"));
        }
        let swallows = match event {
            Event::Scalar(_, ScalarStyle::Plain, ..) => Swallows::Blanks,
            Event::Scalar(_, ScalarStyle::Literal | ScalarStyle::Folded, ..) => Swallows::Next,
            Event::Scalar(..) | Event::Alias(_) => Swallows::Nothing,
            Event::SequenceEnd | Event::MappingEnd if !in_block => Swallows::Nothing,
            _ => return Ok(()),
        };
        self.tabs.pass(range.clone(), swallows);
        Ok(())
    }

    /// Rejects flow collections and quoted scalars with a line that is not indented as Bun requires.
    pub(super) fn check_lines(&self, range: Range<usize>) -> Result<(), ParseError> {
        let Some(open) = self.open.last().filter(|_| self.library.bun && !range.is_empty()) else {
            return Ok(());
        };
        let quoted = self.source.get(range.clone()).is_some_and(|text| text.starts_with(['"', '\'']));
        let deeper = open.indent.filter(|_| open.flow || quoted);
        match deeper.and_then(|indent| outdented(self.source, range.clone(), indent, open.flow)) {
            Some(at) => Err(ParseError::new(at, "an unindented line in brackets or quotes")),
            None if !open.flow && is_tabbed(self.source, range.start) => {
                Err(ParseError::new(range.start, "a tab used as indentation"))
            }
            None => Ok(()),
        }
    }
}

/// Returns where a line of a flow collection or quoted scalar is not indented deeper than the enclosing block
/// collection: a later line of it, or within brackets also its start, if that begins a line.
fn outdented(source: &str, range: Range<usize>, indent: usize, flow: bool) -> Option<usize> {
    let before = source.get(..range.start)?;
    let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
    let line_start = range.start - blanks;
    let is_first = flow && (line_start == 0 || before.get(..line_start)?.ends_with('\n'));
    let (mut at, skipped) = if is_first { (line_start, 0) } else { (range.start, 1) };
    for (index, line) in source.get(at..range.end)?.split_inclusive('\n').enumerate() {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        if index >= skipped && spaces <= indent && !line.trim().is_empty() {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// Returns the indentation of a block collection. A sequence may be at the indentation of its mapping; the parser then
/// reports the start of its first item.
fn column(source: &str, span: &Span, around: Option<usize>) -> usize {
    let before = source.get(..span.byte_range().unwrap_or_default().start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let dash = line.find('-').filter(|at| line.get(..*at).is_some_and(|text| text.trim().is_empty()));
    dash.filter(|at| Some(*at) == around).unwrap_or_else(|| span.start.col())
}

/// Whether the line on which a scalar starts is indented with tabs, with nothing but dashes and the like before it.
fn is_tabbed(source: &str, start: usize) -> bool {
    let before = source.get(..start).unwrap_or_default();
    let rest = before.trim_end_matches([' ', '\t', '-', '?', ':']);
    let line = before.get(rest.len()..).unwrap_or_default();
    let starts_line = rest.is_empty() || rest.ends_with('\n');
    starts_line && line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).any(|byte| byte == b'\t')
}
