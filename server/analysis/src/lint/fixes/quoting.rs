//! Quotes values, or turns them into block scalars, so that YAML reads them as meant.

use super::place::{EntryLocation, Extent};
use crate::code_span::code_span;
use crate::lint::fix::Fix;
use crate::lint::subject::LintContext;
use crate::quote::enclosed;
use crate::syntax::lines::Line;
use crate::syntax::yaml::SyntaxError;

/// Turns the whole value of a syntax error into a string: quoted, or below `|-`.
pub(super) fn quote_value(subject: &LintContext<'_>, fault: &SyntaxError) -> Vec<Fix> {
    let Some(place) = EntryLocation::find(subject, &fault.value).filter(EntryLocation::takes_text) else {
        return Vec::new();
    };
    let column = place.column(subject);
    let extent = Extent::from_start(subject, fault.value.start, column);
    let text = subject.front.text_at(extent.range.clone());
    let clear = !has_comment(text);
    // A word of a vocabulary is never a multi-line string.
    let words = place.field.is_some_and(|field| field.values.is_some() || field.format.is_some());
    let block = if words && extent.below.is_empty() { None } else { block(subject, &place, &extent, column) };
    if extent.strays {
        return block.into_iter().map(Fix::preferred).collect();
    }
    let quotes = Fix::new(format!("Put {} in quotes", value_title(&place)))
        .replace(extent.range.clone(), enclosed(text));
    match block {
        // A block scalar keeps the lines; quotes fold them into one.
        Some(block) if !extent.below.is_empty() => vec![block.preferred().safe_if(clear), quotes],
        block => std::iter::once(quotes.preferred().safe_if(clear)).chain(block).collect(),
    }
}

/// Returns what to call a value in a title.
pub(super) fn value_title(place: &EntryLocation<'_>) -> String {
    let name = place.entry.name().unwrap_or("the key");
    if place.in_list {
        format!("the item of {}", code_span(name))
    } else {
        format!("the value of {}", code_span(name))
    }
}

/// Whether a part of a text may be meant as a comment: a `#` between spaces, or at the start of a later line.
pub(super) fn has_comment(text: &str) -> bool {
    text.contains(" # ") || text.lines().skip(1).any(|line| line.trim_start().starts_with('#'))
}

/// Turns a value into a block scalar with `|-`, which keeps every line.
pub(super) fn block(
    subject: &LintContext<'_>,
    place: &EntryLocation<'_>,
    extent: &Extent<'_>,
    column: usize,
) -> Option<Fix> {
    let mut written = subject.front.text_at(extent.range.clone()).split(['\n', '\r']);
    let first = written.next()?.trim_end();
    let tabs =
        extent.below.iter().any(|line| line.text.get(..line.indent()).is_some_and(|it| it.contains('\t')));
    if first.is_empty() || tabs || !place.is_beside_key(subject) {
        return None;
    }
    let deep = extent.below.iter().filter(|line| !line.is_blank() && line.indent() > column);
    // What is indented below an unindented item belongs to that.
    let items = extent.below.iter().any(|line| line.is_item() && line.indent() <= column);
    let shared = if items { 0 } else { deep.map(Line::indent).min().unwrap_or_default() };
    let indentation = " ".repeat(column + 2);
    let mut text = String::from("|-");
    for line in std::iter::once(first).chain(extent.below.iter().map(|line| {
        let end = if line.end() > extent.range.end { line.text.trim_end() } else { line.text };
        end.get(line.indent().min(shared)..).unwrap_or_default()
    })) {
        text += subject.text.line_break();
        if !line.trim().is_empty() {
            text += &indentation;
            text += line;
        }
    }
    Some(Fix::new(format!("Put {} below `|-`", value_title(place))).replace(extent.range.clone(), text))
}
