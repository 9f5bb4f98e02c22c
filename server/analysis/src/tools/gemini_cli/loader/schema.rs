//! Schemas of Gemini CLI's agents. They are strict: unknown keys are rejected.

use super::sign_in::{self, ADDRESS, TEXTS};
use crate::dialect;
use crate::loading::json;
use crate::loading::shape::{Shape, misfit};
use crate::loading::value::{Map, Value};

const NAME: Shape = Shape::Such(is_name, "a name of lowercase letters, digits, `-` and `_`");
const TOOL: Shape = Shape::Such(is_tool, "the name of a tool of Gemini CLI");
/// Any number, even an infinite one.
const NUMBER: Shape = Shape::SuchNumber(is_number, "a number");
const SIGN_IN: Shape = Shape::Such(sign_in::of_agent, "a complete sign-in method");

/// Local agents.
pub(super) const LOCAL: &[(&str, Shape)] = &[
    ("kind", Shape::Word(&["local"])),
    ("name", NAME),
    ("description", Shape::SomeText),
    ("display_name", Shape::Text),
    ("tools", Shape::List(&TOOL)),
    ("mcp_servers", Shape::MapOf(&SERVER)),
    ("model", Shape::Text),
    ("temperature", NUMBER),
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
    ("agent_card_json", Shape::Such(is_json, "a string with valid JSON")),
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
    ("timeout", NUMBER),
    ("trust", Shape::Boolean),
    ("description", Shape::Text),
    ("include_tools", TEXTS),
    ("exclude_tools", TEXTS),
    ("auth", Shape::Such(sign_in::of_server, "a sign-in method for servers")),
]);

/// Returns the required keys of an agent.
pub(super) fn required(remote: bool) -> &'static [&'static str] {
    if remote { &["name"] } else { &["name", "description"] }
}

/// Whether an agent is meant to be remote.
pub(super) fn is_meant_remote(map: &Map) -> bool {
    match map.get("kind").and_then(Value::as_str) {
        Some("remote") => true,
        Some("local") => false,
        _ => ["agent_card_url", "agent_card_json", "auth"].iter().any(|key| map.get(key).is_some()),
    }
}

/// Whether the schema of remote agents accepts a mapping.
pub(super) fn is_remote(map: &Map) -> bool {
    let known = map.iter().all(|(name, _)| REMOTE.iter().any(|(key, _)| *key == name));
    let one = map.get("agent_card_url").is_some() != map.get("agent_card_json").is_some();
    known && one && map.get("name").is_some() && misfit(map, REMOTE).is_none()
}

fn is_number(value: &Value) -> bool {
    matches!(value, Value::Number(number) if !number.is_nan())
}

fn is_name(value: &Value) -> bool {
    let fits = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || matches!(char, '-' | '_');
    value.as_str().is_some_and(|text| !text.is_empty() && text.chars().all(fits))
}

/// Whether it is a tool. Tools are data of the dialect; `search_file_content` is the former name of one.
fn is_tool(value: &Value) -> bool {
    let field =
        dialect::document("gemini-cli.agent").and_then(|kind| dialect::Field::for_key(&kind.fields, "tools"));
    let set = field.and_then(|field| field.values.as_ref());
    let known = |text: &str| text == "search_file_content" || set.is_none_or(|set| set.accepts(text));
    value.as_str().is_some_and(known)
}

fn is_json(value: &Value) -> bool {
    value.as_str().is_some_and(json::is_json)
}
