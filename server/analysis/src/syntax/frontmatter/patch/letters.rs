//! Updates an entry after letters and digits were typed or deleted within one of its scalars. Between others of their
//! kind they have no meaning in YAML, so no parser is needed.

use super::Shift;
use crate::syntax::yaml::{Entry, Node, Style, Value};
use crate::text::Edit;

/// Keys are limited to 1,024 characters (YAML 1.2.2, 7.4.2). Those close to it, in bytes, are parsed.
const LONGEST_KEY: usize = 1_000;

/// Returns the entry after such an edit, already applied to `source`; `None` for other edits, and if a scalar's text
/// differs from its source.
pub(super) fn typed(entry: &Entry, removed: &str, source: &str, edit: &Edit, shift: Shift) -> Option<Entry> {
    let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let letter = |at: usize| source.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    let before = edit.start.checked_sub(1)?;
    let begins_word = source.as_bytes().get(before) == Some(&b' ') && letter(edit.new_end);
    let among_letters = letter(before) || begins_word;
    if !among_letters || !letters(removed) || !letters(source.get(edit.start..edit.new_end)?) {
        return None;
    }
    let mut entry = shift.shift_entry(entry);
    let node = scalar_of(&mut entry, edit)?;
    let written = source.get(node.span.clone())?;
    let Value::Scalar(scalar) = &mut node.value else { return None };
    scalar.text = read_scalar(written, scalar.style)?.into();
    Some(entry)
}

/// Returns the scalar that contains an edit, after its first byte.
fn scalar_of<'a>(entry: &'a mut Entry, edit: &Edit) -> Option<&'a mut Node> {
    if holds(&entry.key, edit) {
        let short = entry.key.span.len() < LONGEST_KEY;
        return Some(&mut entry.key).filter(|key| short && key.scalar().is_some());
    }
    within(&mut entry.value, edit)
}

fn within<'a>(node: &'a mut Node, edit: &Edit) -> Option<&'a mut Node> {
    if !holds(node, edit) {
        return None;
    }
    if node.scalar().is_some() {
        return Some(node);
    }
    match &mut node.value {
        Value::Sequence(items) => items.iter_mut().find_map(|item| within(item, edit)),
        Value::Mapping(entries) => entries.iter_mut().find_map(|entry| scalar_of(entry, edit)),
        _ => None,
    }
}

fn holds(node: &Node, edit: &Edit) -> bool {
    node.span.start < edit.start && edit.new_end <= node.span.end
}

/// Returns the value of a single-line scalar; `None` if it differs from its source.
fn read_scalar(written: &str, style: Style) -> Option<&str> {
    let quoted = |quote: char| written.strip_prefix(quote)?.strip_suffix(quote);
    let text = match style {
        Style::Plain => written,
        Style::SingleQuoted => quoted('\'').filter(|text| !text.contains('\''))?,
        Style::DoubleQuoted => quoted('"').filter(|text| !text.contains('\\'))?,
        Style::Literal | Style::Folded => return None,
    };
    (!text.contains(['\n', '\r'])).then_some(text)
}
