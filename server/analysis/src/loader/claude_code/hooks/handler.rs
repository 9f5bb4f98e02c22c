//! One matcher group of an event: a matcher with its hooks.

use crate::loader::shape::excerpt;
use crate::loader::value::{Map, Value};

/// What a value must be.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Boolean,
    /// A number above zero.
    Seconds,
}

/// A key of a handler.
struct Key {
    name: &'static str,
    kind: Kind,
    required: bool,
}

const fn text(name: &'static str, required: bool) -> Key {
    Key { name, kind: Kind::Text, required }
}

/// What handlers of a type need and what they check; other keys are ignored.
fn keys(handler: &str) -> Option<&'static [Key]> {
    const TIMEOUT: Key = Key { name: "timeout", kind: Kind::Seconds, required: false };
    const ASYNC: Key = Key { name: "async", kind: Kind::Boolean, required: false };
    const COMMAND: &[Key] = &[text("command", true), TIMEOUT, ASYNC];
    const PROMPT: &[Key] = &[text("prompt", true), TIMEOUT];
    const HTTP: &[Key] = &[text("url", true), TIMEOUT];
    const MCP: &[Key] = &[text("server", true), text("tool", true), TIMEOUT];
    match handler {
        "command" => Some(COMMAND),
        "prompt" | "agent" => Some(PROMPT),
        "http" => Some(HTTP),
        "mcp_tool" => Some(MCP),
        _ => None,
    }
}

/// Why a matcher group of an event cannot be read, if it cannot.
pub(super) fn matcher_fault(matcher: &Value) -> Option<String> {
    let Some(map) = matcher.map() else { return Some(not_a_mapping(matcher)) };
    if let Some(pattern) = map.get("matcher").filter(|pattern| pattern.text().is_none()) {
        return Some(format!("`matcher` must be a string, not {}", pattern.describe()));
    }
    match map.get("hooks") {
        Some(Value::List(handlers)) => handlers.iter().find_map(handler_fault),
        Some(other) => Some(format!("inner `hooks` must be a list, not {}", other.describe())),
        None => Some("a matcher group has no `hooks`".into()),
    }
}

fn not_a_mapping(hook: &Value) -> String {
    format!("a hook must be a mapping, not {}", hook.describe())
}

fn handler_fault(handler: &Value) -> Option<String> {
    let Some(map) = handler.map() else { return Some(not_a_mapping(handler)) };
    let Some(kind) = map.get("type") else { return Some("a hook has no `type`".into()) };
    let Some(keys) = kind.text().and_then(keys) else {
        return Some(format!("`{}` is not a hook `type`", excerpt(&kind.to_js_text())));
    };
    keys.iter().find_map(|key| key_fault(map, key))
}

fn key_fault(handler: &Map, key: &Key) -> Option<String> {
    let name = key.name;
    let Some(value) = handler.get(name) else {
        return key.required.then(|| format!("a hook has no `{name}`"));
    };
    let (fits, wants) = match key.kind {
        Kind::Text => (value.text().is_some(), "a string"),
        Kind::Boolean => (matches!(value, Value::Boolean(_)), "a boolean"),
        Kind::Seconds => (matches!(value, Value::Number(number) if *number > 0.0), "a positive number"),
    };
    (!fits).then(|| format!("`{name}` must be {wants}"))
}
