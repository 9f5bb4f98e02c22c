//! What Qwen Code requires of an agent (`subagent-manager.ts`, `validation.ts`).

use std::ops::Range;

use super::QwenFrontMatter;
use crate::code_span::code_span;
use crate::loading::block::js_space;
use crate::loading::shape::Shape;
use crate::loading::value::{Map, Value};
use crate::loading::{File, Part, Verdict, Why};

mod external;
mod values;

/// Reserved names.
const RESERVED: &[&str] = &["self", "system", "user", "model", "tool", "config", "default", "main"];

/// Minimum length of a prompt, in UTF-16 code units.
const SHORTEST_PROMPT: usize = 10;

/// Fails on whatever Qwen Code rejects.
pub(super) fn check_rules(file: &File<'_>, front: &QwenFrontMatter<'_>, body: &str) -> Result<(), Verdict> {
    let map = &front.map;
    external::check_backend(file, front)?;
    let name = required(file, map, "name")?;
    let description = required(file, map, "description")?;
    values::check_approval(file, map)?;
    values::check_warned(file, map)?;
    external::check_executor(file, front)?;
    if let Some(why) = name_error(&name) {
        return Err(dropped(file.value_range(&["name"]), why));
    }
    if trim(&description).is_empty() {
        return Err(dropped(file.value_range(&["description"]), "`description` is empty"));
    }
    check_prompt(file, body)?;
    values::check_tools(file, map)?;
    values::check_model(file, map)?;
    values::check_run(file, map)
}

fn dropped(cause: Option<Range<usize>>, why: impl Into<Why>) -> Verdict {
    Verdict::dropped(Part::Field, cause, why)
}

/// Trims as JavaScript does: a byte-order mark is a space.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(js_space)
}

/// Returns the string of a required key. Numbers and lists are converted.
fn required(file: &File<'_>, map: &Map, key: &str) -> Result<String, Verdict> {
    match map.get(key) {
        Some(Value::Text(text)) if text.is_empty() => {
            Err(dropped(file.value_range(&[key]), format!("`{key}` is empty")))
        }
        Some(value) => {
            text_of(value).ok_or_else(|| dropped(file.value_range(&[key]), Shape::Text.mismatch(key, value)))
        }
        None => Err(dropped(
            file.key_range(&[key]).or_else(|| file.opening()),
            format!("`{key}` is missing or empty"),
        )),
    }
}

/// Converts a value to a string as JavaScript does. Mappings come without a method for that, so that the program fails
/// on them.
fn text_of(value: &Value) -> Option<String> {
    let holds_map = |items: &[Value]| items.iter().any(|item| text_of(item).is_none());
    match value {
        Value::Map(_) => None,
        Value::List(items) if holds_map(items) => None,
        value => Some(value.to_js_text()),
    }
}

/// Returns why a value cannot be converted to a string.
fn no_text(key: &str, value: &Value) -> String {
    let does = if value.map().is_some() { "be" } else { "contain" };
    format!("`{key}` cannot {does} a mapping")
}

/// Returns what is wrong with a name. Letters are Unicode's alphabetic characters here, which include vowel signs of
/// Indic scripts; the program excludes those.
fn name_error(name: &str) -> Option<Why> {
    let name = trim(name);
    let length = name.encode_utf16().count();
    let fits = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_');
    let reason = if name.is_empty() {
        "`name` is empty"
    } else if length < 2 {
        "`name` is only one character"
    } else if length > 50 {
        "`name` is longer than 50 characters"
    } else if !name.chars().all(fits) {
        return Some(
            Why::new("invalid character in `name`").detail("It must be letters, digits, `-` and `_` only."),
        );
    } else if name.starts_with(['-', '_']) || name.ends_with(['-', '_']) {
        "`name` starts or ends with `-` or `_`"
    } else if RESERVED.contains(&name.to_lowercase().as_str()) {
        return Some(format!("the name {} is reserved", code_span(name)).into());
    } else {
        return None;
    };
    Some(reason.into())
}

/// Checks the body. If the file continues beyond the text that was read, it is long enough.
fn check_prompt(file: &File<'_>, body: &str) -> Result<(), Verdict> {
    let prompt = trim(body);
    let reason = match prompt.encode_utf16().count() {
        _ if !file.is_whole() => return Ok(()),
        0 => "the prompt is empty",
        length if length < SHORTEST_PROMPT => "the prompt is under 10 characters",
        _ => return Ok(()),
    };
    let end = file.text().trim_end().len();
    let cause = match (prompt, file.front.and_then(|front| front.close.clone())) {
        ("", Some(close)) => close,
        _ => end - prompt.len().min(end)..end,
    };
    Err(Verdict::dropped(Part::File, Some(cause), reason))
}
