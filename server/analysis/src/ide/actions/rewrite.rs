//! Actions that write a value differently without changing its meaning.

mod sort;
mod text;

use std::ops::Range;

use super::{Action, ActionKind};
use crate::dialect::Field;
use crate::document::Document;
use crate::lint::Replacement;
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Entry, Node, Value};
use crate::verdicts::{Targets, tool_verdicts};

/// Returns other ways to write the value at a byte range: a sorted list, a block scalar, a single line. None if the
/// front matter has syntax errors.
pub fn rewrites(document: &Document, range: &Range<usize>) -> Vec<Action> {
    locate_value(document, range)
        .map(|place| sort::actions(&place).chain(text::actions(&place)).collect())
        .unwrap_or_default()
}

/// A value that may be rewritten.
pub(super) struct ValueLocation<'a> {
    document: &'a Document,
    pub(super) front: &'a FrontMatter,
    pub(super) entry: &'a Entry,
    /// The entries of its mapping, itself included.
    pub(super) siblings: &'a [Entry],
    pub(super) name: &'a str,
    pub(super) field: &'a Field,
    /// The keys that lead to it, the outermost first, its own last.
    pub(super) keys: Vec<&'a str>,
}

/// Returns the innermost entry at a range, if its field is known.
pub(super) fn locate_value<'a>(document: &'a Document, range: &Range<usize>) -> Option<ValueLocation<'a>> {
    let front = document.front_matter().filter(|front| front.close.is_some() && !front.is_toml())?;
    let kind = &document.detection.as_ref()?.document;
    let whole = front.yaml.faults.is_empty() && front.problems.is_empty() && front.contains(range.start);
    let (mut node, mut fields) = (root(document).filter(|_| whole)?, kind.fields.as_slice());
    let (mut found, mut keys) = (None, Vec::new());
    loop {
        let touches = |span: Range<usize>| span.start <= range.end && range.start <= span.end;
        if let Some(item) = node.items().iter().find(|item| touches(item.span.clone())) {
            node = item;
            continue;
        }
        let siblings = node.entries();
        let known = siblings.iter().find(|entry| touches(entry.span())).and_then(|entry| {
            let name = entry.name()?;
            Some((entry, name, Field::for_key(fields, name)?))
        });
        let Some((entry, name, field)) = known else { return found };
        keys.push(name);
        found = Some(ValueLocation { document, front, entry, siblings, name, field, keys: keys.clone() });
        (node, fields) = (&entry.value, field.fields.as_slice());
    }
}

impl ValueLocation<'_> {
    /// Returns the action with the edits, if `holds` for the resulting document and all tools read it as before.
    pub(super) fn action(
        &self,
        title: String,
        edits: Vec<Replacement>,
        holds: impl Fn(&Document) -> bool,
    ) -> Option<Action> {
        let after = self.document.replaced(edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str())));
        let whole = after.front_matter().is_some_and(|front| front.yaml.faults.is_empty());
        let sound = whole && holds(&after) && is_taken_alike(self.document, &after);
        sound.then(|| Action { edits, ..Action::new(title, ActionKind::Rewrite) })
    }
}

/// Returns the root value of the front matter.
pub(super) fn root(document: &Document) -> Option<&Node> {
    document.front_matter()?.yaml.root.as_ref()
}

/// Whether two values mean the same, except at `changed`, where `holds` must be true.
pub(super) fn same_but(before: &Node, after: &Node, changed: &Node, holds: &dyn Fn(&Node) -> bool) -> bool {
    if before.span == changed.span {
        return holds(after);
    }
    if !before.span.contains(&changed.span.start) {
        return before.means(after);
    }
    let same = |one: &Node, other: &Node| same_but(one, other, changed, holds);
    match (&before.value, &after.value) {
        (Value::Sequence(items), Value::Sequence(others)) => {
            items.len() == others.len() && std::iter::zip(items, others).all(|(one, other)| same(one, other))
        }
        (Value::Mapping(entries), Value::Mapping(others)) => {
            let mut pairs = std::iter::zip(entries, others);
            let equal =
                |(one, other): (&Entry, &Entry)| one.key.means(&other.key) && same(&one.value, &other.value);
            entries.len() == others.len() && pairs.all(equal)
        }
        _ => false,
    }
}

/// Whether every tool's outcome, its part and the number of ignored parts are the same.
pub(super) fn is_taken_alike(before: &Document, after: &Document) -> bool {
    let taken = |document| {
        let readings = tool_verdicts(document, &Targets::default()).into_iter();
        let what = |reading: crate::verdicts::ToolVerdict| {
            let verdict = reading.verdict;
            (reading.loader.id, verdict.outcome, verdict.part, verdict.ignored.len())
        };
        readings.map(what).collect::<Vec<_>>()
    };
    taken(before) == taken(after)
}
