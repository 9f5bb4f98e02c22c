//! Sorts lists of words and removes duplicates.

use std::ops::Range;

use super::{ValueLocation, root, same_but};
use crate::code_span::code_span;
use crate::dialect::{Field, Type, ValueFormat};
use crate::document::Document;
use crate::ide::actions::Action;
use crate::lint::Replacement;
use crate::syntax::lines::{Line, lines};
use crate::syntax::yaml::{Node, Value};
use crate::values::scalar_words;

/// A word with the text that moves with it.
struct Item<'a> {
    text: &'a str,
    /// Its bytes: the word with its quotes, or its lines.
    range: Range<usize>,
    /// Whether it has a comment, so that it must not be removed.
    comment: bool,
}

/// Returns the action that sorts the words of a value and removes duplicates; none if nothing changes.
pub(super) fn actions(place: &ValueLocation<'_>) -> impl Iterator<Item = Action> {
    let ValueLocation { front, field, entry, .. } = place;
    let written = front.text_at(entry.value.span.clone());
    let block = matches!(entry.value.value, Value::Sequence(_)) && !written.starts_with('[');
    let items = if block { of_lines(place) } else { of_one_line(place) };
    let items = items.filter(|items| items.len() > 1 && is_unordered(field));
    items.and_then(|items| sorted(place, &items, block)).into_iter()
}

/// Whether a field holds words of a vocabulary or names, whose order has no meaning.
fn is_unordered(field: &Field) -> bool {
    let names = matches!(
        field.format,
        Some(ValueFormat::ToolList | ValueFormat::CommaList | ValueFormat::SkillRef | ValueFormat::AgentRef)
    );
    let list = field.types.iter().any(|kind| matches!(kind, Type::List(_)));
    list && (names || field.values.is_some()) && !field.raw
}

/// Returns the items of a block sequence, each with the comments above and after it.
fn of_lines<'a>(place: &ValueLocation<'a>) -> Option<Vec<Item<'a>>> {
    let ValueLocation { front, entry, .. } = *place;
    let all: Vec<Line<'_>> = lines(front.text_at(front.content.clone()), front.content.start).collect();
    let ends = |line: &Line<'_>| {
        let next = all.iter().find(|other| other.start > line.start);
        next.map_or(front.content.end, |next| next.start)
    };
    let key = all.iter().rfind(|line| line.start <= entry.key.span.start)?;
    let mut start = ends(key);
    let item = |node: &'a Node| {
        let line = all.iter().rfind(|line| line.start <= node.span.start)?;
        let alone = line.is_item() && node.span.end <= line.end();
        let range = start..ends(line);
        start = range.end;
        let written = front.text_at(range.clone());
        let comment = front.yaml.comments.iter().any(|comment| range.contains(&comment.start));
        (alone && written.ends_with(['\n', '\r'])).then_some(Item { text: node.text()?, range, comment })
    };
    entry.value.items().iter().map(item).collect()
}

/// Returns the words of a flow sequence, or of a string that the tool splits.
fn of_one_line<'a>(place: &ValueLocation<'a>) -> Option<Vec<Item<'a>>> {
    let ValueLocation { front, entry, field, .. } = *place;
    let span = &entry.value.span;
    let comment = |comment: &Range<usize>| span.contains(&comment.start);
    if front.yaml.comments.iter().any(comment) {
        return None;
    }
    if let Value::Sequence(nodes) = &entry.value.value {
        let item =
            |node: &'a Node| Some(Item { text: node.text()?, range: node.span.clone(), comment: false });
        return nodes.iter().map(item).collect();
    }
    let words = scalar_words(field, &entry.value, front);
    // In a string with escapes, words have no ranges of their own.
    let apart = words.windows(2).all(|pair| matches!(pair, [one, next] if one.range.end <= next.range.start));
    let item =
        |word: crate::values::SharedWord<'a>| Item { text: word.text, range: word.range, comment: false };
    apart.then(|| words.into_iter().map(item).collect())
}

fn sorted(place: &ValueLocation<'_>, items: &[Item<'_>], block: bool) -> Option<Action> {
    let mut order: Vec<&Item<'_>> = items.iter().collect();
    order.sort_by_key(|item| (item.text.to_lowercase(), item.text, !item.comment));
    let moved = std::iter::zip(items, &order).any(|(item, sorted)| item.text != sorted.text);
    order.dedup_by(|next, kept| next.text == kept.text && !next.comment);
    let name = place.name;
    let title = match (moved, order.len() < items.len()) {
        (true, false) => format!("Sort {}", code_span(name)),
        (true, true) => format!("Sort {} and remove duplicates", code_span(name)),
        (false, true) => format!("Remove the duplicates in {}", code_span(name)),
        (false, false) => return None,
    };
    let texts: Vec<_> = order.iter().map(|item| place.front.text_at(item.range.clone())).collect();
    let edits = if block { whole(items, &texts) } else { slot_by_slot(items, &texts) };
    let words: Vec<_> = order.iter().map(|item| item.text).collect();
    place.action(title, edits?, |after| is_now(after, place, &words))
}

/// Replaces all lines at once.
fn whole(items: &[Item<'_>], texts: &[&str]) -> Option<Vec<Replacement>> {
    let range = items.first()?.range.start..items.last()?.range.end;
    Some(vec![Replacement { range, text: texts.concat() }])
}

/// Replaces each word in place, so that the text between them stays; the last places are removed.
fn slot_by_slot(items: &[Item<'_>], texts: &[&str]) -> Option<Vec<Replacement>> {
    let slots = std::iter::zip(items, texts);
    let mut edits: Vec<_> = slots
        .map(|(item, text)| Replacement { range: item.range.clone(), text: (*text).to_owned() })
        .collect();
    let (end, last) = (items.last()?.range.end, edits.last_mut()?);
    last.range.end = end;
    Some(edits)
}

/// Whether the value has these words, and all other values mean the same.
fn is_now(after: &Document, place: &ValueLocation<'_>, expected: &[&str]) -> bool {
    let (Some(before), Some(root)) = (root(place.document), root(after)) else { return false };
    let Some(front) = after.front_matter() else { return false };
    same_but(before, root, &place.entry.value, &|node| {
        let found = scalar_words(place.field, node, front);
        found.iter().map(|word| word.text).eq(expected.iter().copied())
    })
}
