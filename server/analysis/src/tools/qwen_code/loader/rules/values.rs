//! Keys with values that Qwen Code rejects.

use super::{dropped, no_text, text_of, trim};
use crate::loading::shape::Shape;
use crate::loading::value::{Map, Value};
use crate::loading::{File, Verdict};

/// Valid approval modes.
const APPROVAL_MODES: &[&str] = &["plan", "default", "auto-edit", "auto", "yolo", "bubble"];

/// Valid prefixes of a model, before the colon: the service that has it.
const SERVICES: [&str; 6] = ["openai", "openai-responses", "qwen-oauth", "gemini", "vertex-ai", "anthropic"];

/// Checks the approval mode. An empty string means none.
pub(super) fn check_approval(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    const KEY: &str = "approvalMode";
    let value = map.get(KEY).filter(|value| value.as_str() != Some(""));
    match value.and_then(|value| Shape::Word(APPROVAL_MODES).misfit(KEY, value)) {
        Some(why) => Err(dropped(file.value_range(&[KEY]), why)),
        None => Ok(()),
    }
}

/// Checks the model: the string of `model`, or else the one within `modelConfig`.
pub(super) fn check_model(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    let empty = Value::Text("".into());
    let (path, text): (&[&str], String) = match map.get("model").filter(|model| **model != empty) {
        Some(model) => match text_of(model) {
            Some(text) => (&["model"], text),
            None => return Err(dropped(file.value_range(&["model"]), no_text("model", model))),
        },
        None => match map.get("modelConfig").and_then(|config| config.map()?.get("model")?.as_str()) {
            Some(text) => (&["modelConfig", "model"], text.to_owned()),
            None => return Ok(()),
        },
    };
    let reason = match trim(&text).split_once(':') {
        _ if text.is_empty() => return Ok(()),
        None if trim(&text).is_empty() => "`model` is empty",
        Some((service, model)) if SERVICES.contains(&trim(service)) && trim(model).is_empty() => {
            "no model after the `:` in `model`"
        }
        _ => return Ok(()),
    };
    Err(dropped(file.value_range(path), reason))
}

/// Checks lists of tools. Items that are not strings are ignored.
pub(super) fn check_tools(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    for key in ["tools", "disallowedTools"] {
        let blank = |item: &Value| item.as_str().is_some_and(|text| trim(text).is_empty());
        if map.get(key).and_then(Value::list).is_some_and(|items| items.iter().any(blank)) {
            return Err(dropped(file.value_range(&[key]), format!("an item of `{key}` is empty")));
        }
    }
    Ok(())
}

/// Checks the limits of a run.
pub(super) fn check_run(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    let Some(run) = map.get("runConfig").and_then(Value::map) else { return Ok(()) };
    // `.nan` is not below zero either.
    let is_above_zero =
        |value: &Value| matches!(value, Value::Number(number) if *number > 0.0 || number.is_nan());
    let is_count = |value: &Value| {
        is_above_zero(value) && matches!(value, Value::Number(number) if number.fract() == 0.0)
    };
    let wrong = |key: &str, fits: &dyn Fn(&Value) -> bool| {
        run.get(key).is_some_and(|value| *value != Value::Null && !fits(value))
    };
    let (key, wants) = if wrong("max_time_minutes", &is_above_zero) {
        ("max_time_minutes", "a positive number")
    } else if wrong("max_turns", &is_count) {
        ("max_turns", "a positive integer")
    } else {
        return Ok(());
    };
    Err(dropped(file.value_range(&["runConfig", key]), format!("`{key}` must be {wants}")))
}

/// Checks keys whose wrong values go into a warning, which fails for values without a string form.
pub(super) fn check_warned(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    for key in ["background", "permissionMode", "maxTurns"] {
        if let Some(value) = map.get(key).filter(|value| text_of(value).is_none()) {
            return Err(dropped(file.value_range(&[key]), no_text(key, value)));
        }
    }
    Ok(())
}
