//! Actions that write a value in another way, so that it says the same.

mod sort;
mod text;

use std::ops::Range;

use super::{Action, ActionKind};
use crate::dialect::Field;
use crate::document::Document;
use crate::rules::Replacement;
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Entry, Node};
use crate::verdicts::{Targets, readings};

/// The ways to write the value at a range of bytes differently: a list of words in order, a text below a sign or on one
/// line. None in front matter that is not whole, where nobody knows what a value is.
pub fn rewrites(document: &Document, range: &Range<usize>) -> Vec<Action> {
    find(document, range)
        .map(|place| sort::actions(&place).chain(text::actions(&place)).collect())
        .unwrap_or_default()
}

/// A value that may be written in another way.
struct Place<'a> {
    document: &'a Document,
    front: &'a FrontMatter,
    entry: &'a Entry,
    name: &'a str,
    field: &'a Field,
    /// Whether the entry is one of the outermost.
    outermost: bool,
}

/// The innermost entry at a range, if its field is known.
fn find<'a>(document: &'a Document, range: &Range<usize>) -> Option<Place<'a>> {
    let front = document.front_matter().filter(|front| front.close.is_some())?;
    let kind = &document.detection.as_ref()?.document;
    let whole = front.yaml.faults.is_empty() && front.problems.is_empty() && front.contains(range.start);
    let (mut node, mut fields) = (root(document).filter(|_| whole)?, kind.fields.as_slice());
    let mut found = None;
    loop {
        let touches = |entry: &&Entry| entry.span().start <= range.end && range.start <= entry.span().end;
        let Some(entry) = node.entries().iter().find(touches) else { return found };
        let Some((name, field)) = entry.name().and_then(|name| Some((name, Field::find(fields, name)?)))
        else {
            return found;
        };
        let outermost = found.is_none();
        found = Some(Place { document, front, entry, name, field, outermost });
        (node, fields) = (&entry.value, field.fields.as_slice());
    }
}

impl Place<'_> {
    /// The action with some edits, if `holds` of the document behind them and the tools take it as they took this one.
    fn action(
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

/// The value that the front matter holds.
pub(super) fn root(document: &Document) -> Option<&Node> {
    document.front_matter()?.yaml.root.as_ref()
}

/// Whether every tool does the same with both, for the same part of the file.
pub(super) fn is_taken_alike(before: &Document, after: &Document) -> bool {
    let taken = |document| {
        let readings = readings(document, &Targets::default()).into_iter();
        let what = |reading: crate::verdicts::Reading| {
            let verdict = reading.verdict;
            (reading.loader.id, verdict.outcome, verdict.part, verdict.losses.len())
        };
        readings.map(what).collect::<Vec<_>>()
    };
    taken(before) == taken(after)
}
