//! Moves the offsets of a tree.

use std::ops::Range;

use super::{Entry, Node, Value};

/// The offset by which an edit moves what follows.
#[derive(Clone, Copy)]
pub(in crate::syntax) struct Shift {
    pub(in crate::syntax) from: usize,
    pub(in crate::syntax) by: isize,
}

impl Shift {
    pub(in crate::syntax) fn offset(self, offset: usize) -> usize {
        if offset < self.from { offset } else { offset.saturating_add_signed(self.by) }
    }

    pub(in crate::syntax) fn range(self, range: &Range<usize>) -> Range<usize> {
        self.offset(range.start)..self.offset(range.end)
    }

    pub(in crate::syntax) fn node(self, node: &Node) -> Node {
        let value = match &node.value {
            Value::Sequence(items) => Value::Sequence(items.iter().map(|item| self.node(item)).collect()),
            Value::Mapping(entries) => {
                Value::Mapping(entries.iter().map(|entry| self.shift_entry(entry)).collect())
            }
            other => other.clone(),
        };
        Node { span: self.range(&node.span), value, broken: node.broken }
    }

    pub(in crate::syntax) fn shift_entry(self, entry: &Entry) -> Entry {
        Entry { key: self.node(&entry.key), value: self.node(&entry.value) }
    }
}
