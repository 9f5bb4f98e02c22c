//! Fixes that change a value's type: a number to a string, and sequences, strings and mappings to each other.

use super::place::EntryLocation;
use super::quoting::value_title;
use crate::dialect::{Field, Type, ValueFormat};
use crate::lint::fix::Fix;
use crate::lint::subject::LintContext;
use crate::quote::{enclosed, quoted};
use crate::syntax::yaml::{Node, ScalarKind, Style, Value};
use crate::values::{SharedWord, scalar_words, split};

/// Returns fixes that convert the value to one of the field's types.
pub(in crate::lint) fn shape_fixes(subject: &LintContext<'_>, field: &Field, value: &Node) -> Vec<Fix> {
    let Some(place) = EntryLocation::find(subject, &value.span) else { return Vec::new() };
    let fix = match &value.value {
        Value::Scalar(scalar) if place.takes_text() && scalar.kind() != ScalarKind::Text => {
            in_quotes(subject, &place)
        }
        Value::Sequence(_) | Value::Mapping(_) if place.takes_text() => only_item(subject, &place)
            .or_else(|| comma_text(subject, field, &place))
            .or_else(|| in_quotes(subject, &place)),
        Value::Scalar(_) | Value::Sequence(_) => {
            list(subject, field, &place).or_else(|| switches(subject, field, &place))
        }
        Value::Mapping(_) | Value::Alias => None,
    };
    fix.map(Fix::preferred).into_iter().collect()
}

/// Quotes a value that YAML does not read as a string. Only its type changes.
fn in_quotes(subject: &LintContext<'_>, place: &EntryLocation<'_>) -> Option<Fix> {
    let text = subject.front.text_at(place.node.span.clone());
    let single = place.node.scalar().is_some();
    let free = place.field.is_none_or(|field| field.values.is_none() && field.format.is_none());
    let flow = free && text.starts_with(['[', '{']) && !text.contains(['\n', '\r']);
    let fix = Fix::new(format!("Put {} in quotes", value_title(place)))
        .replace(place.node.span.clone(), enclosed(text));
    (single || flow).then(|| fix.safe_if(single))
}

/// Replaces a flow sequence by its only item.
fn only_item(subject: &LintContext<'_>, place: &EntryLocation<'_>) -> Option<Fix> {
    let [item] = place.node.items() else { return None };
    let text =
        item.scalar().filter(|scalar| scalar.style != Style::Literal && scalar.style != Style::Folded)?;
    let written = subject.front.text_at(place.node.span.clone());
    let inside = written.strip_prefix('[')?.strip_suffix(']')?.trim();
    let bare = inside == subject.front.text_at(item.span.clone());
    let text = if text.style == Style::Plain { quoted(&text.text, false, true) } else { inside.to_owned() };
    let fix = Fix::new(format!("Take {} out of its brackets", value_title(place)));
    bare.then(|| fix.replace(place.node.span.clone(), text).safe_if(true))
}

/// Returns the names in a scalar; empty for a sequence.
fn split_names<'a>(subject: &LintContext<'a>, field: &Field, node: &'a Node) -> Vec<SharedWord<'a>> {
    let words = scalar_words(field, node, subject.front);
    match words.as_slice() {
        [whole] if node.scalar().is_some() => {
            let blanks = field.format == Some(ValueFormat::ToolList) || field.values.is_some();
            let format = if blanks && !whole.text.contains(',') {
                ValueFormat::ToolList
            } else {
                ValueFormat::CommaList
            };
            split(format, whole, subject.front)
        }
        _ => words,
    }
}

/// Converts the names in a string to a flow sequence.
fn list(subject: &LintContext<'_>, field: &Field, place: &EntryLocation<'_>) -> Option<Fix> {
    let text = |kind: &Type| matches!(kind, Type::List(kinds) if kinds.iter().any(|kind| matches!(kind, Type::String | Type::Any)));
    let names = split_names(subject, field, place.node);
    let plain = place.node.scalar().is_some() && field.types.iter().any(text) && !names.is_empty();
    let items: Vec<_> = names.iter().map(|name| quoted(name.text, true, true)).collect();
    let fix = Fix::new(format!("Make {} a list", value_title(place)));
    plain.then(|| fix.replace(place.node.span.clone(), format!("[{}]", items.join(", "))).safe_if(true))
}

/// Converts a sequence to a comma-separated string, for a tool that splits it.
fn comma_text(subject: &LintContext<'_>, field: &Field, place: &EntryLocation<'_>) -> Option<Fix> {
    let commas =
        matches!(field.format, Some(ValueFormat::ToolList | ValueFormat::CommaList | ValueFormat::GlobList));
    let names = split_names(subject, field, place.node);
    let whole = names.len() == place.node.items().len() && !names.is_empty();
    let single = names.iter().all(|name| !name.text.contains([',', '\n']));
    let text = names.iter().map(|name| name.text).collect::<Vec<_>>().join(", ");
    let start = behind_key(subject, place);
    let beside = subject.front.text_at(0..start).ends_with(':');
    (commas && whole && single && beside && !has_comments(subject, place)).then(|| {
        Fix::new(format!("Make {} a text with commas", value_title(place)))
            .replace(
                start..place.node.span.end,
                format!(" {}", quoted(&text, place.is_in_flow(subject), true)),
            )
            .safe_if(true)
    })
}

/// Converts names to a mapping of each to `true`, for a tool that expects switches.
fn switches(subject: &LintContext<'_>, field: &Field, place: &EntryLocation<'_>) -> Option<Fix> {
    let switch = field.fields.iter().any(|any| any.name == "*" && any.types.contains(&Type::Boolean));
    let names = split_names(subject, field, place.node);
    let whole = place.node.scalar().is_some() || names.len() == place.node.items().len();
    if !switch
        || !field.types.contains(&Type::Map)
        || names.is_empty()
        || !whole
        || has_comments(subject, place)
    {
        return None;
    }
    let range = behind_key(subject, place)..place.node.span.end;
    let text = if place.is_in_flow(subject) {
        let switches: Vec<_> =
            names.iter().map(|name| format!("{}: true", quoted(name.text, true, true))).collect();
        format!(" {{{}}}", switches.join(", "))
    } else {
        let lead = format!("{}{}", subject.text.line_break(), " ".repeat(place.column(subject) + 2));
        names.iter().map(|name| format!("{lead}{}: true", quoted(name.text, false, true))).collect()
    };
    Some(Fix::new(format!("Make {} a mapping", value_title(place))).replace(range, text).safe_if(true))
}

/// Returns the end of what precedes a value: its key, or a comment after it.
fn behind_key(subject: &LintContext<'_>, place: &EntryLocation<'_>) -> usize {
    let before = subject.front.text_at(0..place.node.span.start);
    if place.is_beside_key(subject) {
        before.trim_end().len()
    } else {
        before.trim_end_matches(['-', ' ', '\t', '\r', '\n']).len()
    }
}

/// Whether a value contains a comment, for which another shape has no place.
fn has_comments(subject: &LintContext<'_>, place: &EntryLocation<'_>) -> bool {
    let written = subject.front.text_at(place.node.span.clone());
    written.contains(" #") || written.lines().any(|line| line.trim_start().starts_with('#'))
}
