//! The keys that are in force: settings, hooks, skills and MCP servers.

use serde::Serialize;

use super::Subject;
use crate::dialect::{Field, ValueFormat};
use crate::loading::value::{Map, Value};
use crate::printable::printable;

/// A key that the tool reads, with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PreviewSetting {
    /// The key.
    pub key: String,
    /// The value in one line, shortened if it is long.
    pub value: String,
}

/// A hook that runs at an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PreviewHook {
    /// The event.
    pub event: String,
    /// What it is for, if that is limited.
    pub matcher: Option<String>,
    /// What kind of handler it is, as the file says.
    pub form: Option<String>,
    /// What runs: a command line, a prompt, an address or a tool.
    pub runs: String,
}

/// Keys for how permission is asked for.
pub(super) const PERMISSION: &[&str] = &["permissionMode", "approvalMode"];

/// Keys of MCP servers.
const SERVERS: &[&str] = &["mcpServers", "mcp-servers", "mcp_servers"];

/// Keys of which the preview has parts of its own.
const OTHER: &[&str] = &["name", "description", "model", "hooks"];

/// What a hook may run, by its keys.
const RUNS: &[&str] = &["command", "bash", "prompt", "url", "tool"];

/// Length from which on a value is shortened, in bytes.
const LONG: usize = 200;

/// Maximum number of hooks, skills or servers that are shown.
const ENOUGH: usize = 200;

impl Subject<'_> {
    /// Returns the first of some keys, with its value, if the tool does not ignore it.
    pub(super) fn in_force<'a>(&'a self, keys: &[&'a str]) -> Option<(&'a str, &'a Value)> {
        let found = keys.iter().find_map(|key| Some((*key, self.loaded.map.get(key)?)));
        found.filter(|(key, value)| **value != Value::Null && !self.is_void(key))
    }

    /// Whether the verdict says that a key has no effect.
    fn is_void(&self, key: &str) -> bool {
        let ignored = self.reading.iter().flat_map(|reading| &reading.verdict.ignored);
        ignored.into_iter().any(|ignored| ignored.voids(key))
    }

    /// Returns the text of the first of some keys.
    pub(super) fn text_of(&self, keys: &[&str]) -> Option<String> {
        let keys: Vec<&str> = keys.to_vec();
        Some(self.in_force(&keys)?.1.as_str()?.to_owned())
    }

    /// Returns the keys that the tool knows and that nothing else of the preview shows.
    pub(super) fn other_settings(&self) -> Vec<PreviewSetting> {
        let tools = self.sent.map(|sent| [&sent.tools.allowed, &sent.tools.denied]);
        let text = self.sent.and_then(|sent| sent.text_key.as_deref());
        let has_part = |field: &Field, key: &str| {
            [PERMISSION, SERVERS, OTHER].iter().any(|keys| keys.contains(&key))
                || tools.is_some_and(|tools| tools.into_iter().flatten().any(|own| field.is_called(own)))
                || text == Some(key)
                || field.format == Some(ValueFormat::SkillRef)
        };
        let shown = |(key, value): (&str, &Value)| {
            let field = self.kind.fields.iter().find(|field| field.is_called(key))?;
            let counts = *value != Value::Null && !self.is_void(key) && !has_part(field, key);
            counts.then(|| PreviewSetting { key: key.to_owned(), value: shortened(value) })
        };
        self.loaded.map.iter().filter_map(shown).collect()
    }

    /// Returns the skills with which it starts.
    pub(super) fn skills(&self) -> Vec<String> {
        let is_skills = |field: &&Field| field.format == Some(ValueFormat::SkillRef);
        let field = self.kind.fields.iter().find(is_skills);
        let value = field.and_then(|field| self.in_force(&[&field.name]));
        let mut names = Vec::new();
        match value {
            Some((_, Value::Text(text))) => names.extend(text.split(',').map(str::trim).map(str::to_owned)),
            Some((_, Value::List(items))) => {
                names.extend(items.iter().take(ENOUGH).filter_map(|item| Some(item.as_str()?.to_owned())));
            }
            _ => {}
        }
        names.retain(|name| !name.is_empty());
        names
    }

    /// Returns the names of the MCP servers.
    pub(super) fn servers(&self) -> Vec<String> {
        let names = |map: &Map| map.iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
        let item = |item: &Value| match item {
            Value::Text(name) => vec![name.to_string()],
            Value::Map(map) => names(map),
            _ => Vec::new(),
        };
        match self.in_force(SERVERS) {
            Some((_, Value::Map(map))) => names(map),
            Some((_, Value::List(items))) => items.iter().take(ENOUGH).flat_map(item).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns the hooks of the events that the tool knows.
    pub(super) fn hooks(&self) -> Vec<PreviewHook> {
        let Some((_, Value::Map(events))) = self.in_force(&["hooks"]) else { return Vec::new() };
        let file = self.document.as_file();
        let known = self.kind.fields.iter().find(|field| field.is_called("hooks"));
        let is_known =
            |event: &str| known.is_some_and(|field| Field::for_key(&field.fields, event).is_some());
        let is_lost = |event: &str| {
            let range = file.key_range(&["hooks", event]);
            let ignored = self.reading.iter().flat_map(|reading| &reading.verdict.ignored);
            range.is_some() && ignored.into_iter().any(|ignored| ignored.range == range)
        };
        let mut found = Vec::new();
        for (event, groups) in events.iter().filter(|(event, _)| is_known(event) && !is_lost(event)) {
            for group in groups.list().unwrap_or_default() {
                push_hooks(event, group, &mut found);
            }
        }
        found.truncate(ENOUGH);
        found
    }
}

/// Adds the handlers of a group, or the group if it is a handler itself.
fn push_hooks(event: &str, group: &Value, found: &mut Vec<PreviewHook>) {
    let Some(group) = group.map() else { return };
    let text = |map: &Map, key: &str| Some(map.get(key)?.as_str()?.to_owned());
    let matcher = text(group, "matcher").filter(|matcher| !matcher.is_empty());
    let handlers = group.get("hooks").and_then(Value::list);
    let handlers = handlers.map(|handlers| handlers.iter().filter_map(Value::map).collect::<Vec<_>>());
    for handler in handlers.unwrap_or_else(|| vec![group]).into_iter().take(ENOUGH) {
        let Some(runs) = RUNS.iter().find_map(|key| text(handler, key)) else { continue };
        let (event, form) = (event.to_owned(), text(handler, "type"));
        found.push(PreviewHook { event, matcher: matcher.clone(), form, runs });
    }
}

/// Returns a value in one line, shortened if it is long.
fn shortened(value: &Value) -> String {
    let mut text = String::new();
    push_value(value, 0, &mut text);
    let mut end = text.len().min(LONG);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let cut = end < text.len();
    text.truncate(end);
    if cut {
        text.push('…');
    }
    printable(text.trim_end()).into_owned()
}

/// Adds a value. Aliases may make it far longer than the file.
fn push_value(value: &Value, depth: usize, text: &mut String) {
    const DEEPEST: usize = 8;
    if text.len() > LONG || depth > DEEPEST {
        return;
    }
    match value {
        Value::List(items) => {
            for (index, item) in items.iter().take(ENOUGH).enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                push_value(item, depth + 1, text);
            }
        }
        Value::Map(map) => {
            text.push('{');
            for (index, (key, value)) in map.iter().take(ENOUGH).enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                text.push_str(key);
                text.push_str(": ");
                push_value(value, depth + 1, text);
            }
            text.push('}');
        }
        scalar => text.push_str(&scalar.to_js_text()),
    }
}
