//! Recovers the items of a list.

use super::{DEEPEST, MOST_TRIED, Recovery, into_entries, pieces};
use crate::syntax::lines::{KeyLine, Line};
use crate::syntax::yaml::vocabulary::Vocabulary;
use crate::syntax::yaml::{Entry, Node, Value, suspect};

impl<'a> Recovery<'a> {
    /// Recovers the list whose hyphens have that indentation.
    pub(super) fn sequence(&mut self, lines: &[Line<'a>], indent: usize, known: &dyn Vocabulary) -> Node {
        let opens = |line: &Line<'_>| line.indent() == indent && line.is_item();
        let items: Vec<_> = pieces(lines, opens).flat_map(|piece| self.recover_item(piece, known)).collect();
        let start = items.first().map_or(self.base, |item| item.span.start);
        let end = items.last().map_or(start, |item| item.span.end);
        Node { span: start..end, value: Value::Sequence(items), broken: false }
    }

    /// Recovers the item of one piece: a line with a hyphen, and the lines up to the next one.
    pub(super) fn recover_item(&mut self, piece: &[Line<'a>], known: &dyn Vocabulary) -> Vec<Node> {
        let Some((first, below)) = piece.split_first() else { return Vec::new() };
        let behind = first.content().trim_start_matches('-');
        let text = behind.trim_start();
        let start = first.end() - text.len();
        let line = KeyLine { key: start..start, colon: start, value: start..start + text.trim_end().len() };
        if self.faults.len() > MOST_TRIED {
            return vec![self.raw(piece, &line)];
        }
        let opening = Line { start, text };
        let glued = opening.key_without_space().is_some_and(|line| known.knows(self.key_text(&line)));
        let error = match self.parse(piece) {
            Ok(yaml) => {
                self.faults.extend(yaml.faults);
                let items = match yaml.root.map(|root| root.value) {
                    Some(Value::Sequence(items)) => items,
                    _ => Vec::new(),
                };
                if !glued || !items.iter().all(suspect::is_glued) {
                    return items;
                }
                None
            }
            Err(error) => Some(error),
        };
        if self.depth < DEEPEST && (opening.key().is_some() || glued) {
            self.depth += 1;
            let entries = self.entries_behind_hyphen(opening, below, start - first.start, known);
            self.depth -= 1;
            let span = start..entries.last().map_or(start, |entry| entry.span().end);
            return vec![Node { span, value: Value::Mapping(entries), broken: false }];
        }
        let node = self.raw(piece, &line);
        if let Some(error) = error {
            self.explain(piece, &line, &node.span, &error);
        }
        vec![node]
    }

    /// Recovers the entries of `- key: value`: a mapping whose first line starts after the hyphen.
    pub(super) fn entries_behind_hyphen(
        &mut self,
        opening: Line<'a>,
        below: &[Line<'a>],
        indent: usize,
        known: &dyn Vocabulary,
    ) -> Vec<Entry> {
        let sibling = |line: &Line<'_>| {
            line.indent() == indent && (line.key().is_some() || line.key_without_space().is_some())
        };
        let (own, others) = below.split_at(below.iter().position(sibling).unwrap_or(below.len()));
        let first: Vec<_> = std::iter::once(opening).chain(own.iter().copied()).collect();
        let mut entries = self.recover_entry(&first, known, &[]);
        entries.extend(into_entries(self.mapping(others, indent, known)));
        entries
    }
}
