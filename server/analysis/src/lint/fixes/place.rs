//! Locates a value: its entry or sequence, and the lines that it covers.

use std::ops::Range;

use crate::dialect::{Field, Type};
use crate::lint::subject::LintContext;
use crate::syntax::lines::{Line, lines};
use crate::syntax::yaml::{Entry, Node};

/// A value with the entry that it belongs to, as the entry's value or an item of it.
pub(in crate::lint) struct EntryLocation<'a> {
    pub(in crate::lint) entry: &'a Entry,
    pub(in crate::lint) field: Option<&'a Field>,
    pub(in crate::lint) node: &'a Node,
    pub(in crate::lint) in_list: bool,
}

impl<'a> EntryLocation<'a> {
    /// Returns the location of the value with this range.
    pub(in crate::lint) fn find(subject: &LintContext<'a>, value: &Range<usize>) -> Option<Self> {
        let entries = || subject.mappings.iter().flat_map(|mapping| &mapping.entries);
        let own = entries().find(|known| known.entry.value.span == *value).map(|known| {
            let node = &known.entry.value;
            Self { entry: known.entry, field: known.field, node, in_list: false }
        });
        own.or_else(|| {
            entries().find_map(|known| {
                let node = known.entry.value.items().iter().find(|item| item.span == *value)?;
                Some(Self { entry: known.entry, field: known.field, node, in_list: true })
            })
        })
    }

    /// Whether the tool accepts a string there.
    pub(in crate::lint) fn takes_text(&self) -> bool {
        let text = |kind: &Type| matches!(kind, Type::String | Type::Any | Type::Date);
        self.field.is_none_or(|field| {
            field.types.iter().any(|kind| match kind {
                Type::List(kinds) => self.in_list && kinds.iter().any(text),
                kind => text(kind) && !self.in_list || *kind == Type::Any,
            })
        })
    }

    /// Returns the column that the value's lines must be indented beyond: that of the key or the hyphen.
    pub(in crate::lint) fn column(&self, subject: &LintContext<'_>) -> usize {
        let at = if self.in_list { self.node.span.start } else { self.entry.key.span.start };
        let before = subject.front.text_at(line_start(subject, at)..at);
        // The hyphen opens its line; a key may follow a hyphen.
        if self.in_list { before.len() - before.trim_start().len() } else { before.len() }
    }

    /// Whether the value is in a flow collection, where line breaks mean nothing and commas end it.
    pub(in crate::lint) fn is_in_flow(&self, subject: &LintContext<'_>) -> bool {
        let start = self.entry.key.span.start;
        let holds = |node: &&Node| node.span.start < start && start < node.span.end;
        let mut around = subject.front.yaml.root.as_ref().filter(holds);
        while let Some(node) = around {
            if subject.front.text_at(node.span.clone()).starts_with(['{', '[']) {
                return true;
            }
            let values = node.entries().iter().map(|entry| &entry.value);
            around = values.chain(node.items()).find(holds);
        }
        false
    }

    /// Whether the value begins on the line of its key or hyphen.
    pub(in crate::lint) fn is_beside_key(&self, subject: &LintContext<'_>) -> bool {
        let start = self.node.span.start;
        let sign = if self.in_list { line_start(subject, start) } else { self.entry.key.span.end };
        let between = subject.front.text_at(sign..start);
        !between.contains(['\n', '\r']) && between.contains([':', '-'])
    }
}

/// The lines of a value as its author meant it, which YAML may not parse to the end.
pub(in crate::lint) struct Extent<'a> {
    /// Range from the first byte of the value to the end of its last line.
    pub(in crate::lint) range: Range<usize>,
    /// The lines after the first.
    pub(in crate::lint) below: Vec<Line<'a>>,
    /// Whether some of them are not indented deeper than the key.
    pub(in crate::lint) strays: bool,
}

impl<'a> Extent<'a> {
    /// Returns the extent of the value that starts at a byte and must be indented beyond a column. Unindented lines
    /// belong to it if they start nothing else.
    pub(in crate::lint) fn from_start(subject: &LintContext<'a>, start: usize, column: usize) -> Self {
        let front = subject.front;
        let mut all = lines(front.text_at(start..front.content.end), start);
        let first = all.next().map_or(start..start, |line| line.trimmed());
        let opens = |line: &Line<'_>| {
            line.indent() <= column
                && (line.key().is_some() || line.key_without_space().is_some() || line.is_item())
        };
        let mut below: Vec<_> = all.take_while(|line| !opens(line)).collect();
        while below.last().is_some_and(|line| !line.has_content()) {
            below.pop();
        }
        let end = below.last().map_or(first.end, |line| line.trimmed().end);
        let strays = below.iter().any(|line| !line.is_blank() && line.indent() <= column);
        Self { range: start..end, below, strays }
    }

    /// Returns the extent of a value with a known end.
    pub(in crate::lint) fn within(subject: &LintContext<'a>, range: &Range<usize>) -> Self {
        let below = lines(subject.front.text_at(range.clone()), range.start).skip(1).collect();
        Self { range: range.clone(), below, strays: true }
    }
}

/// Returns the start of a byte's line.
pub(in crate::lint) fn line_start(subject: &LintContext<'_>, at: usize) -> usize {
    subject.front.text_at(0..at).rfind(['\n', '\r']).map_or(0, |at| at + 1)
}
