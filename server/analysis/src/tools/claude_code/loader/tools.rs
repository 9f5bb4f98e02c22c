//! `tools` of agents. A value without any known tool leaves the agent without tools; Claude Code does not report that.

use std::sync::{Arc, LazyLock};

use crate::dialect::{self, Field, Set};
use crate::loading::value::{Map, Value};
use crate::loading::{File, IgnoredPart, Verdict};

/// All tools, as listed in the built-in dialect.
static TOOLS: LazyLock<Option<Arc<Set>>> = LazyLock::new(|| {
    let agent = dialect::document("claude-code.agent")?;
    Field::for_key(&agent.fields, "tools")?.values.clone()
});

/// Reports why an agent has no tools, where that is certain without knowing all tools.
pub(super) fn check_tools(file: &File<'_>, map: &Map, verdict: &mut Verdict) {
    let why = match map.get("tools") {
        None => return,
        Some(Value::Text(text)) => text_error(text),
        Some(Value::List(items)) => list_error(items),
        Some(Value::Null) => Some("`tools` is empty"),
        Some(_) => Some("`tools` is not a list or string"),
    };
    let why = why.or_else(|| all_taken(map));
    if let Some(why) = why {
        verdict.lose(file.value_range(&["tools"]), IgnoredPart::new("the agent has no tools").because(why));
    }
}

/// Returns the reason if every listed tool is removed again. A tool restricted in parentheses is removed entirely.
fn all_taken(map: &Map) -> Option<&'static str> {
    let names = |key: &str| -> Vec<&str> {
        let names: Vec<&str> = match map.get(key) {
            Some(Value::Text(text)) => split(text),
            Some(Value::List(items)) => items.iter().filter_map(Value::as_str).flat_map(split).collect(),
            _ => Vec::new(),
        };
        names.into_iter().map(|name| name.split('(').next().unwrap_or_default()).collect()
    };
    let (given, taken) = (names("tools"), names("disallowedTools"));
    let all = !given.is_empty() && given.iter().all(|name| *name != "*" && taken.contains(name));
    all.then_some("`disallowedTools` takes all of `tools`")
}

fn text_error(text: &str) -> Option<&'static str> {
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
        all => none_known(all.iter().copied()),
    }
}

/// Returns the reason if no name is a known tool. Those of MCP servers count as known, since the servers are unknown.
fn none_known<'a>(mut names: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    (!names.any(is_known)).then_some("no known tool in `tools`")
}

fn is_known(name: &str) -> bool {
    let base = name.split('(').next().unwrap_or_default().trim();
    let gone =
        |value: &dialect::KnownValue| value.deprecated.as_ref().is_some_and(|deprecation| deprecation.gone);
    base == "*"
        || base.starts_with("mcp__")
        || TOOLS.as_ref().is_none_or(|set| set.value(base).is_some_and(|value| !gone(value)))
}

fn list_error(items: &[Value]) -> Option<&'static str> {
    if items.is_empty() {
        return Some("`tools` is empty");
    }
    if items.iter().all(|item| item.as_str().is_none()) {
        return Some("no item of `tools` is a string");
    }
    none_known(items.iter().filter_map(Value::as_str).flat_map(split))
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
