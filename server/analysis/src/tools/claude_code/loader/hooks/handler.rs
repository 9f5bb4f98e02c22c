//! A matcher group of an event: a matcher with its hooks.

use std::ops::Range;

use crate::loading::shape::excerpt;
use crate::loading::value::{Map, Value};
use crate::syntax::yaml as tree;
use crate::syntax::yaml::Node;

/// Type of a value.
#[derive(Clone, Copy)]
enum HookKind {
    Text,
    Boolean,
    /// A positive number.
    Seconds,
}

/// A key of a handler.
struct Key {
    name: &'static str,
    kind: HookKind,
    required: bool,
}

const fn text_key(name: &'static str, required: bool) -> Key {
    Key { name, kind: HookKind::Text, required }
}

/// Returns the keys that handlers of a type require or check; others are ignored.
fn keys(handler: &str) -> Option<&'static [Key]> {
    const TIMEOUT: Key = Key { name: "timeout", kind: HookKind::Seconds, required: false };
    const ASYNC: Key = Key { name: "async", kind: HookKind::Boolean, required: false };
    const COMMAND: &[Key] = &[text_key("command", true), TIMEOUT, ASYNC];
    const PROMPT: &[Key] = &[text_key("prompt", true), TIMEOUT];
    const HTTP: &[Key] = &[text_key("url", true), TIMEOUT];
    const MCP: &[Key] = &[text_key("server", true), text_key("tool", true), TIMEOUT];
    match handler {
        "command" => Some(COMMAND),
        "prompt" | "agent" => Some(PROMPT),
        "http" => Some(HTTP),
        "mcp_tool" => Some(MCP),
        _ => None,
    }
}

/// What cannot be parsed in a matcher group, or in the list of them.
pub(super) struct Unread {
    /// The reason, as a clause.
    pub(super) why: String,
    /// Path to it, the last step first.
    way: Vec<Step>,
}

/// A step on the path to a value.
enum Step {
    Item(usize),
    Key(&'static str),
}

impl Unread {
    fn within(mut self, step: Step) -> Self {
        self.way.push(step);
        self
    }

    /// Returns its range in the value of the event, as far as the path can be followed.
    pub(super) fn range_in(&self, event: &Node) -> Range<usize> {
        let (mut node, mut place) = (event, &event.span);
        for step in self.way.iter().rev() {
            (node, place) = match (step, &node.value) {
                (Step::Item(at), tree::Value::Sequence(items)) => match items.get(*at) {
                    Some(item) => (item, &item.span),
                    None => break,
                },
                (Step::Key(key), _) => match node.entry(key) {
                    Some(entry) => (&entry.value, entry.value_range()),
                    None => break,
                },
                (Step::Item(_), _) => break,
            };
        }
        place.clone()
    }
}

impl<T: Into<String>> From<T> for Unread {
    fn from(why: T) -> Self {
        Self { why: why.into(), way: Vec::new() }
    }
}

/// Returns the first matcher group of an event that cannot be parsed.
pub(super) fn unread(groups: &[Value]) -> Option<Unread> {
    first(groups, group_fault)
}

fn first(items: &[Value], fault: fn(&Value) -> Option<Unread>) -> Option<Unread> {
    let mut items = items.iter().enumerate();
    items.find_map(|(at, item)| Some(fault(item)?.within(Step::Item(at))))
}

fn group_fault(group: &Value) -> Option<Unread> {
    let Some(map) = group.map() else { return Some(not_a_mapping(group)) };
    if let Some(pattern) = map.get("matcher").filter(|pattern| pattern.as_str().is_none()) {
        let why = format!("`matcher` must be a string, not {}", pattern.describe());
        return Some(Unread::from(why).within(Step::Key("matcher")));
    }
    let unread = match map.get("hooks") {
        Some(Value::List(handlers)) => first(handlers, handler_fault)?,
        Some(other) => format!("inner `hooks` must be a list, not {}", other.describe()).into(),
        None => return Some("a matcher group has no `hooks`".into()),
    };
    Some(unread.within(Step::Key("hooks")))
}

fn not_a_mapping(hook: &Value) -> Unread {
    format!("a hook must be a mapping, not {}", hook.describe()).into()
}

fn handler_fault(handler: &Value) -> Option<Unread> {
    let Some(map) = handler.map() else { return Some(not_a_mapping(handler)) };
    let Some(kind) = map.get("type") else { return Some("a hook has no `type`".into()) };
    let Some(keys) = kind.as_str().and_then(keys) else {
        let why = format!("{} is not a hook `type`", excerpt(&kind.to_js_text()));
        return Some(Unread::from(why).within(Step::Key("type")));
    };
    keys.iter().find_map(|key| key_fault(map, key))
}

fn key_fault(handler: &Map, key: &Key) -> Option<Unread> {
    let name = key.name;
    let Some(value) = handler.get(name) else {
        return key.required.then(|| format!("a hook has no `{name}`").into());
    };
    let (fits, wants) = match key.kind {
        HookKind::Text => (value.as_str().is_some(), "a string"),
        HookKind::Boolean => (matches!(value, Value::Boolean(_)), "a boolean"),
        HookKind::Seconds => (matches!(value, Value::Number(number) if *number > 0.0), "a positive number"),
    };
    (!fits).then(|| Unread::from(format!("`{name}` must be {wants}")).within(Step::Key(name)))
}
