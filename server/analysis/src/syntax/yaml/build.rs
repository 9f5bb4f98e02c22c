//! Builds a tree from the events of `granit-parser`.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle, options};

use super::advice::advice;
use super::{Entry, Node, Scalar, Style, SyntaxError, SyntaxErrorKind, Value, Yaml};
use crate::syntax::lines::block_scalar_header;

/// The offset at which the parser failed, in bytes of the source, and what to do about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct ParseError {
    pub(super) offset: usize,
    pub(super) advice: &'static str,
    pub(super) tab: bool,
}

/// Parses a source that is valid YAML; `base` is added to every offset.
pub(super) fn build(source: &str, base: usize) -> Result<Yaml, ParseError> {
    let options = options! {
        emit_unresolved_aliases: true,
        emit_comments: source.contains('#'),
        max_buffered_comment_events: 4096,
    };
    let mut builder = Builder { source, base, open: Vec::new(), yaml: Yaml::default() };
    for next in Parser::new_from_str_with_options(source, options) {
        let (event, span) = next.map_err(|error| convert_error(&error))?;
        builder.handle_event(event, span.byte_range().unwrap_or_default());
    }
    Ok(builder.yaml)
}

fn convert_error(error: &ScanError) -> ParseError {
    use granit_parser::ErrorKind as Kind;
    ParseError {
        offset: error.marker().byte_offset().unwrap_or_default(),
        advice: advice(error.kind()),
        tab: matches!(
            error.kind(),
            Kind::TabNotAllowed
                | Kind::TabInBlockIndentation
                | Kind::TabInIndentation
                | Kind::TabAtBlockScalarStart
                | Kind::InvalidBlockEntryWhitespace
        ),
    }
}

/// A collection whose end has not been seen yet.
struct OpenNode {
    start: Option<usize>,
    nodes: Vec<Node>,
    mapping: bool,
}

struct Builder<'a> {
    source: &'a str,
    base: usize,
    open: Vec<OpenNode>,
    yaml: Yaml,
}

impl Builder<'_> {
    fn handle_event(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Scalar(text, style, _, _) => self.scalar(&text, style, span),
            Event::SequenceStart(style, _, _) => self.start(style, &span, false),
            Event::MappingStart(style, _, _) => self.start(style, &span, true),
            Event::SequenceEnd | Event::MappingEnd => self.end(&span),
            Event::Alias(_) => self.node(span, Value::Alias, false),
            Event::UnresolvedAlias(_) => {
                self.push_error(SyntaxErrorKind::ReservedIndicator('*'), span.clone());
                let text = self.source.get(span.clone()).unwrap_or_default().into();
                self.node(span, Value::Scalar(Scalar { text, style: Style::Plain }), true);
            }
            Event::Comment(..) => self.yaml.comments.push(self.shift(span)),
            Event::DocumentStart(..) if self.yaml.root.is_some() => {
                self.push_error(SyntaxErrorKind::SecondDocument, span);
            }
            _ => {}
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Range<usize>) {
        let (style, span) = match style {
            ScalarStyle::SingleQuoted => (Style::SingleQuoted, span),
            ScalarStyle::DoubleQuoted => (Style::DoubleQuoted, span),
            ScalarStyle::Literal => (Style::Literal, self.block_scalar_span(&span)),
            ScalarStyle::Folded => (Style::Folded, self.block_scalar_span(&span)),
            _ => (Style::Plain, span),
        };
        // The parser returns a missing value as `~`.
        let text = if span.is_empty() { "" } else { text };
        self.node(span, Value::Scalar(Scalar { text: text.into(), style }), false);
    }

    /// Corrects the span of a block scalar: the parser's starts at the content and includes the next line's
    /// indentation; ours is from the `|` or `>` to the end of the last line with content.
    fn block_scalar_span(&self, span: &Range<usize>) -> Range<usize> {
        let before = self.source.get(..span.start).unwrap_or_default().trim_end();
        let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let line = before.get(line_start..).unwrap_or_default();
        let Some(header) = block_scalar_header(line) else {
            // The parser's span of an empty one at the end of the text starts at the indicator and covers the rest.
            let from = self.source.get(span.start..).unwrap_or_default().lines().next();
            return span.start
                ..from.and_then(block_scalar_header).map_or(span.end, |header| span.start + header.end);
        };
        let content = self.source.get(span.clone()).unwrap_or_default().trim_end();
        let end = if content.is_empty() { line_start + header.end } else { span.start + content.len() };
        line_start + header.start..end
    }

    fn start(&mut self, style: StructureStyle, span: &Range<usize>, mapping: bool) {
        let flow = style == StructureStyle::Flow;
        self.open.push(OpenNode { start: flow.then_some(span.start), nodes: Vec::new(), mapping });
    }

    fn end(&mut self, span: &Range<usize>) {
        let Some(OpenNode { start, nodes, mapping }) = self.open.pop() else { return };
        let base = self.base;
        let first = nodes.first().map_or(span.start, |node| node.span.start - base);
        let last = nodes.last().map_or(span.end, |node| node.span.end - base);
        // A flow collection ends at its bracket, a block collection with its last child.
        let span = start.map_or(first..last, |start| start..span.end);
        let value = if mapping { Value::Mapping(pair(nodes)) } else { Value::Sequence(nodes) };
        self.node(span, value, false);
    }

    fn node(&mut self, span: Range<usize>, value: Value, broken: bool) {
        let node = Node { span: self.shift(span), value, broken };
        match self.open.last_mut() {
            Some(open) => open.nodes.push(node),
            None if self.yaml.root.is_none() => self.yaml.root = Some(node),
            None => {}
        }
    }

    fn push_error(&mut self, kind: SyntaxErrorKind, span: Range<usize>) {
        let key = self.open.last().filter(|open| open.mapping).and_then(|open| open.nodes.last());
        let key = key.and_then(Node::text).map(Into::into);
        let range = self.shift(span);
        self.yaml.faults.push(SyntaxError { kind, value: range.clone(), range, key });
    }

    fn shift(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.base..span.end + self.base
    }
}

/// Pairs alternating keys and values.
fn pair(nodes: Vec<Node>) -> Vec<Entry> {
    let mut nodes = nodes.into_iter();
    let mut entries = Vec::with_capacity(nodes.len() / 2);
    while let (Some(key), Some(value)) = (nodes.next(), nodes.next()) {
        entries.push(Entry { key, value });
    }
    entries
}
