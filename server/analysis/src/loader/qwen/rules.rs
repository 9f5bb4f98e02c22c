//! What Qwen Code asks of an agent.

use std::ops::Range;

use crate::loader::value::{Map, Value};
use crate::loader::{File, Outcome, Part, Verdict};

/// Names that it keeps for itself.
const RESERVED: &[&str] = &["self", "system", "user", "model", "tool", "config", "default", "main"];

/// How an agent may ask for permission.
const APPROVAL_MODES: &[&str] = &["plan", "default", "auto-edit", "auto", "yolo", "bubble"];

/// The shortest prompt, in UTF-16 code units.
const SHORTEST_PROMPT: usize = 10;

/// Refuses what it refuses, in its order.
pub(super) fn check(file: &File<'_>, map: &Map, body: &str, block: &str) -> Result<(), Verdict> {
    let name = required(file, map, "name")?;
    let description = required(file, map, "description")?;
    if block.lines().any(|line| line.trim_start().starts_with("executionBackend:")) {
        check_backend(file, map)?;
    }
    if map.get("model").is_some_and(|model| model.map().is_some()) {
        return Err(dropped(file.value(&["model"]), "`model` is a mapping, and must be a text"));
    }
    check_approval(file, map)?;
    check_executor(file, map)?;
    if let Some(reason) = name_fault(&name) {
        return Err(dropped(file.value(&["name"]), reason));
    }
    if description.trim().is_empty() {
        return Err(dropped(file.value(&["description"]), "`description` is blank"));
    }
    let prompt = body.trim();
    if prompt.is_empty() && file.is_whole() {
        return Err(Verdict::new(
            Outcome::Dropped,
            Part::File,
            file.opening(),
            "it has no text below the front matter",
        ));
    }
    if prompt.encode_utf16().count() < SHORTEST_PROMPT && file.is_whole() {
        let reason = "the text below the front matter has fewer than ten characters";
        return Err(Verdict::new(Outcome::Dropped, Part::File, file.opening(), reason));
    }
    check_tools(file, map)?;
    check_run(file, map)
}

fn dropped(cause: Option<Range<usize>>, reason: impl Into<String>) -> Verdict {
    Verdict::new(Outcome::Dropped, Part::Field, cause, reason)
}

/// The text of a key that an agent must have. Numbers and lists become texts.
fn required(file: &File<'_>, map: &Map, key: &str) -> Result<String, Verdict> {
    match map.get(key) {
        Some(Value::Text(text)) if text.is_empty() => {
            Err(dropped(file.value(&[key]), format!("`{key}` is empty")))
        }
        // A mapping has no text of its own, and asking for one fails.
        Some(Value::Map(_)) => {
            Err(dropped(file.value(&[key]), format!("`{key}` is a mapping, and must be a text")))
        }
        Some(value) => Ok(value.to_js_text()),
        None => {
            Err(dropped(file.key(&[key]).or_else(|| file.opening()), format!("`{key}` is missing or empty")))
        }
    }
}

/// What is wrong with a name.
fn name_fault(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let length = name.encode_utf16().count();
    let fits = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_');
    if name.is_empty() {
        Some("`name` is blank")
    } else if length < 2 {
        Some("`name` has only one character")
    } else if length > 50 {
        Some("`name` has more than 50 characters")
    } else if !name.chars().all(fits) {
        Some("`name` may hold letters, digits, `-` and `_` only")
    } else if name.starts_with(['-', '_']) || name.ends_with(['-', '_']) {
        Some("`name` may not begin or end with `-` or `_`")
    } else {
        RESERVED
            .contains(&name.to_lowercase().as_str())
            .then_some("`name` is a word that it keeps for itself")
    }
}

fn check_approval(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    let wrong = match map.get("approvalMode") {
        None => false,
        Some(Value::Text(text)) => !text.is_empty() && !APPROVAL_MODES.contains(&&**text),
        Some(_) => true,
    };
    if wrong {
        let reason = format!("`approvalMode` must be one of `{}`", APPROVAL_MODES.join("`, `"));
        return Err(dropped(file.value(&["approvalMode"]), reason));
    }
    Ok(())
}

fn check_backend(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    match map.get("executionBackend").and_then(Value::text) {
        Some("container") => Ok(()),
        _ => Err(dropped(file.value(&["executionBackend"]), "`executionBackend` must be `container`")),
    }
}

fn check_executor(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    let Some(executor) = map.get("executor") else { return Ok(()) };
    let fits = executor.map().is_some_and(|executor| {
        let kind = executor.get("kind").and_then(Value::text);
        let command = executor.get("command").and_then(Value::text);
        matches!(kind, Some("acp" | "codex")) && command.is_some_and(|command| !command.trim().is_empty())
    });
    if fits {
        Ok(())
    } else {
        Err(dropped(file.value(&["executor"]), "`executor` needs a `kind` and a `command`"))
    }
}

fn check_tools(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    for key in ["tools", "disallowedTools"] {
        let blank = |item: &Value| item.text().is_some_and(|text| text.trim().is_empty());
        if map.get(key).and_then(Value::list).is_some_and(|items| items.iter().any(blank)) {
            return Err(dropped(file.value(&[key]), format!("an item of `{key}` is blank")));
        }
    }
    Ok(())
}

fn check_run(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    let Some(run) = map.get("runConfig").and_then(Value::map) else { return Ok(()) };
    for (key, whole) in [("max_time_minutes", false), ("max_turns", true)] {
        let fits = |value: &Value| matches!(value, Value::Number(number) if *number > 0.0 && (!whole || number.fract() == 0.0));
        if run.get(key).is_some_and(|value| *value != Value::Null && !fits(value)) {
            return Err(dropped(
                file.value(&["runConfig", key]),
                format!("`{key}` must be a number above zero"),
            ));
        }
    }
    Ok(())
}

/// What it passes over.
pub(super) fn ignored(file: &File<'_>, map: &Map, verdict: &mut Verdict) {
    const COLORS: &[&str] = &["red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan", "auto"];
    if map.get("color").is_some_and(|color| !color.text().is_some_and(|color| COLORS.contains(&color))) {
        verdict.lose(file.value(&["color"]), "`color` has no effect, as it is none of its names");
    }
    if map.get("mcpServers").is_some_and(|servers| servers.map().is_none()) {
        verdict.lose(file.value(&["mcpServers"]), "`mcpServers` has no effect, as it is no mapping");
    }
}
