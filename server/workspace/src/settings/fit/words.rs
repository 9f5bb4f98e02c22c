//! Wording of messages about invalid settings.

use agentls_analysis::code_span::code_excerpt;
use serde_json::Value as Schema;

use super::super::suggestion;
use super::super::tree::TreeValue;
use super::types;

/// Returns the message about an unknown key.
pub(in crate::settings) fn unknown(path: &str, key: &str, schema: &Schema) -> String {
    let known: Vec<_> =
        schema["properties"].as_object().into_iter().flat_map(|map| map.keys().map(String::as_str)).collect();
    let parent = path.strip_suffix(key).unwrap_or_default().trim_end_matches('.');
    let wrong = code_excerpt(key);
    let what = match last(parent) {
        "rules" => format!("rule {wrong}"),
        "" => format!("setting {wrong}"),
        _ => format!("key {wrong} in {}", setting_name(parent)),
    };
    let hint = suggestion(key, known.iter().copied());
    let all = match (hint.is_empty(), last(parent)) {
        (false, _) => String::new(),
        (true, "rules") => " `agentls explain` lists all rules.".to_owned(),
        (true, _) => format!(" Valid keys: {}.", list(&known)),
    };
    format!("Unknown {what}.{hint}{all}")
}

pub(in crate::settings) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Returns the last key of a path, without an index.
pub(in crate::settings) fn last(path: &str) -> &str {
    let key = path.rsplit('.').next().unwrap_or(path);
    key.split('[').next().unwrap_or(key)
}

pub(in crate::settings) fn setting_name(path: &str) -> String {
    code_excerpt(last(path)).to_string()
}

/// Formats the part at a path as the beginning of a sentence.
pub(in crate::settings) fn subject(path: &str) -> String {
    match path {
        "" => "This".to_owned(),
        path if path.ends_with(']') => format!("An item of {}", setting_name(path)),
        path => setting_name(path),
    }
}

pub(in crate::settings) fn wanted(schema: &Schema) -> String {
    let word = |kind: &str| match kind {
        "object" => "a table",
        "array" if schema["items"]["type"] == "string" => "a list of strings",
        "array" => "a list of tables",
        "integer" => "an integer",
        "number" => "a number",
        "boolean" => "a boolean",
        _ => "a string",
    };
    let words: Vec<_> = types(schema).filter(|kind| *kind != "null").map(word).collect();
    words.join(" or ")
}

pub(in crate::settings) fn a(value: &TreeValue) -> &'static str {
    match value {
        TreeValue::Table(_) => "a table",
        TreeValue::List(_) => "a list",
        TreeValue::Text(_) => "a string",
        TreeValue::Integer(_) => "an integer",
        TreeValue::Boolean(_) => "a boolean",
        TreeValue::Number(_) => "a number",
        TreeValue::Null => "empty",
        TreeValue::Other(what) => what,
    }
}

/// Formats words as a list in a sentence.
pub(in crate::settings) fn list(words: &[&str]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}
