//! The schemas of Gemini CLI's agents. They are strict: a key that is not in them is refused.

use crate::dialect;
use crate::loader::shape::{Shape, misfit};
use crate::loader::value::{Map, Value};

const NAME: Shape = Shape::Such(is_name, "a name of lowercase letters, digits, `-` and `_`");
const TOOL: Shape = Shape::Such(is_tool, "the name of one of its tools");
const ADDRESS: Shape = Shape::Such(is_address, "an address such as `https://example.com`");
const TEXTS: Shape = Shape::List(&Shape::Text);
const SIGN_IN: Shape = Shape::Such(is_sign_in, "one of its ways to sign in, with all that it needs");

/// Agents that run here.
pub(super) const LOCAL: &[(&str, Shape)] = &[
    ("kind", Shape::Word(&["local"])),
    ("name", NAME),
    ("description", Shape::SomeText),
    ("display_name", Shape::Text),
    ("tools", Shape::List(&TOOL)),
    ("mcp_servers", Shape::MapOf(&SERVER)),
    ("model", Shape::Text),
    ("temperature", Shape::Number),
    ("max_turns", Shape::Count),
    ("timeout_mins", Shape::Count),
];

/// Remote agents.
pub(super) const REMOTE: &[(&str, Shape)] = &[
    ("kind", Shape::Word(&["remote"])),
    ("name", NAME),
    ("description", Shape::Text),
    ("display_name", Shape::Text),
    ("auth", SIGN_IN),
    ("agent_card_url", ADDRESS),
    ("agent_card_json", Shape::Such(is_json, "JSON in a text")),
];

const SERVER: Shape = Shape::Keys(&[
    ("command", Shape::Text),
    ("args", TEXTS),
    ("env", Shape::MapOf(&Shape::Text)),
    ("cwd", Shape::Text),
    ("url", Shape::Text),
    ("http_url", Shape::Text),
    ("headers", Shape::MapOf(&Shape::Text)),
    ("tcp", Shape::Text),
    ("type", Shape::Word(&["sse", "http"])),
    ("timeout", Shape::Number),
    ("trust", Shape::Boolean),
    ("description", Shape::Text),
    ("include_tools", TEXTS),
    ("exclude_tools", TEXTS),
    ("auth", Shape::Map),
]);

/// The keys that an agent must have.
pub(super) fn required(remote: bool) -> &'static [&'static str] {
    if remote { &["name"] } else { &["name", "description"] }
}

/// Whether an agent is meant to be a remote one.
pub(super) fn is_meant_remote(map: &Map) -> bool {
    match map.get("kind").and_then(Value::text) {
        Some("remote") => true,
        Some("local") => false,
        _ => ["agent_card_url", "agent_card_json", "auth"].iter().any(|key| map.get(key).is_some()),
    }
}

/// Whether the schema of remote agents takes a mapping.
pub(super) fn is_remote(map: &Map) -> bool {
    let known = map.iter().all(|(name, _)| REMOTE.iter().any(|(key, _)| *key == name));
    let one = map.get("agent_card_url").is_some() != map.get("agent_card_json").is_some();
    known && one && map.get("name").is_some() && misfit(map, REMOTE).is_none()
}

fn is_name(value: &Value) -> bool {
    let fits = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || matches!(char, '-' | '_');
    value.text().is_some_and(|text| !text.is_empty() && text.chars().all(fits))
}

/// The tools are data of the dialect. `search_file_content` is the former name of one.
fn is_tool(value: &Value) -> bool {
    let field =
        dialect::document("gemini-cli.agent").and_then(|kind| dialect::Field::find(&kind.fields, "tools"));
    let set = field.and_then(|field| field.values.as_ref());
    let known = |text: &str| text == "search_file_content" || set.is_none_or(|set| set.accepts(text));
    value.text().is_some_and(known)
}

fn is_address(value: &Value) -> bool {
    let scheme = |text: &str| {
        text.split_once(':').is_some_and(|(scheme, rest)| {
            scheme.starts_with(|char: char| char.is_ascii_alphabetic())
                && scheme.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '+' | '-' | '.'))
                && !rest.trim_start_matches('/').is_empty()
        })
    };
    value.text().is_some_and(scheme)
}

/// JSON is nearly YAML, and reading it as that is near enough: it must be a collection or a scalar without a fault.
fn is_json(value: &Value) -> bool {
    let parses = |text: &str| crate::loader::yaml::load(text, &super::JS_YAML).is_ok();
    value.text().is_some_and(|text| text.trim_start().starts_with(['{', '[', '"']) && parses(text))
}

fn is_sign_in(value: &Value) -> bool {
    let Some(map) = value.map() else { return false };
    let has = |key: &str| map.get(key).is_some_and(|value| Shape::SomeText.fits(value));
    match map.get("type").and_then(Value::text) {
        Some("apiKey") => has("key"),
        Some("http") => {
            has("scheme")
                && match map.get("scheme").and_then(Value::text) {
                    _ if has("value") => true,
                    Some("Bearer") => has("token"),
                    Some("Basic") => has("username") && has("password"),
                    _ => false,
                }
        }
        Some("google-credentials" | "oauth") => map.get("scopes").is_none_or(|scopes| TEXTS.fits(scopes)),
        _ => false,
    }
}
