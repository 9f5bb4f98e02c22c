//! `tools` of agents. A value that names no tool leaves the agent without any; that is not an error to Claude Code.

use crate::loader::value::{Map, Value};
use crate::loader::{File, Loss, Verdict};

/// Adds what makes an agent have no tool, where that can be said without knowing which tools there are.
pub(super) fn check(file: &File<'_>, map: &Map, verdict: &mut Verdict) {
    let why = match map.get("tools") {
        None => return,
        Some(Value::Text(text)) => text_fault(text),
        Some(Value::List(items)) => list_fault(items),
        Some(Value::Null) => Some("`tools` is empty"),
        Some(_) => Some("`tools` is not a list or string"),
    };
    if let Some(why) = why {
        verdict.lose(file.value(&["tools"]), Loss::of("the agent has no tools").because(why));
    }
}

fn text_fault(text: &str) -> Option<&'static str> {
    if text.trim().is_empty() {
        return Some("`tools` is empty");
    }
    let entries = split(text);
    if entries.contains(&"*") {
        return None;
    }
    match entries.as_slice() {
        [only] if only.contains('(') && !only.contains(')') => Some("unclosed `(` in `tools`"),
        [only] if only.contains('\n') => Some("no commas between the names"),
        _ => None,
    }
}

fn list_fault(items: &[Value]) -> Option<&'static str> {
    if items.is_empty() {
        return Some("`tools` is empty");
    }
    items.iter().all(|item| item.text().is_none()).then_some("no item of `tools` is a string")
}

/// Splits at commas and spaces outside of parentheses.
fn split(text: &str) -> Vec<&str> {
    let mut open = false;
    let parts = text.trim().split(move |char| {
        open = if open { char != ')' } else { char == '(' };
        !open && matches!(char, ',' | ' ')
    });
    parts.filter(|part| !part.trim().is_empty()).collect()
}
