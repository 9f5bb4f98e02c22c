//! What Qwen Code ignores in an agent that loads.

use super::QwenFrontMatter;
use crate::loading::shape::{key_excerpt, read_as};
use crate::loading::value::{Map, Value};
use crate::loading::{File, IgnoredPart, Verdict};

/// A key whose value is ignored if it is invalid.
struct IgnoredField {
    key: &'static str,
    takes: fn(&Value) -> bool,
    /// What it must be, for a sentence.
    wants: &'static str,
}

const FIELDS: &[IgnoredField] = &[
    IgnoredField {
        key: "color",
        takes: |value| one_of(value, &COLORS),
        wants: "`red`, `blue`, `green`, `yellow`, `purple`, `orange`, `pink`, `cyan` or `auto`",
    },
    IgnoredField {
        key: "background",
        takes: |value| matches!(value, Value::Boolean(_)) || one_of(value, &["true", "false"]),
        wants: "a boolean",
    },
    IgnoredField {
        key: "permissionMode",
        takes: |value| one_of(value, &MODES),
        wants: "`acceptEdits`, `auto`, `bypassPermissions`, `default`, `dontAsk` or `plan`",
    },
    IgnoredField { key: "maxTurns", takes: is_count, wants: "a positive integer" },
    IgnoredField {
        key: "mcpServers",
        takes: |value| holds(value, |server| server.map().is_some()),
        wants: "a mapping of names to mappings",
    },
    IgnoredField {
        key: "hooks",
        takes: |value| holds(value, |groups| groups.list().is_some()),
        wants: "a mapping of events to lists",
    },
];

const COLORS: [&str; 9] = ["red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan", "auto"];

/// Modes of Claude Code, which substitute for its own.
const MODES: [&str; 6] = ["acceptEdits", "auto", "bypassPermissions", "default", "dontAsk", "plan"];

/// Returns the ignored part for a key without effect.
fn ignored(key: &str) -> IgnoredPart {
    IgnoredPart::new(format!("`{key}` has no effect"))
}

/// Reports what is ignored.
pub(super) fn add_ignored(file: &File<'_>, front: &QwenFrontMatter<'_>, verdict: &mut Verdict) {
    for IgnoredField { key, takes, wants } in FIELDS {
        if front.map.get(key).is_some_and(|value| !takes(value)) {
            verdict.lose(file.value_range(&[key]), ignored(key).because(format!("it must be {wants}")));
        }
    }
    for key in ["tools", "disallowedTools"] {
        match front.map.get(key) {
            None | Some(Value::Text(_)) => {}
            Some(Value::List(items)) if items.iter().all(|item| item.as_str().is_some()) => {}
            Some(Value::List(_)) => {
                let ignored = IgnoredPart::new(format!("items of `{key}` have no effect"));
                verdict.lose(file.value_range(&[key]), ignored.because("they must be strings"));
            }
            Some(value) => {
                let ignored = ignored(key).because(format!("it must be a list, not {}", value.describe()));
                verdict.lose(file.value_range(&[key]), ignored);
            }
        }
    }
    if front.refusal.is_some() {
        add_by_lines(file, &front.map, verdict);
    }
}

/// Why a value differs from its meaning in YAML.
const BY_LINES: &str = "invalid YAML, read line by line";

/// Reports values that differ when read line by line.
fn add_by_lines(file: &File<'_>, map: &Map, verdict: &mut Verdict) {
    let Some(root) = file.front.and_then(|front| front.yaml.root.as_ref()) else { return };
    for entry in root.entries() {
        let Some(key) = entry.name().filter(|_| !entry.value.is_null()) else { continue };
        let span = entry.value_range();
        match (map.get(key), entry.value.text()) {
            (None, _) => {
                let ignored = IgnoredPart::new(format!("{} is lost", key_excerpt(key)));
                verdict.lose(Some(span.clone()), ignored.because(BY_LINES));
            }
            (Some(Value::Text(found)), Some(meant)) if found.trim() != meant.trim() => {
                verdict.lose(Some(span.clone()), IgnoredPart::new(read_as(key, found)).because(BY_LINES));
            }
            _ => {}
        }
    }
}

fn one_of(value: &Value, words: &[&str]) -> bool {
    value.as_str().is_some_and(|text| words.contains(&text))
}

fn holds(value: &Value, fits: fn(&Value) -> bool) -> bool {
    value.map().is_some_and(|map| map.iter().any(|(_, value)| fits(value)))
}

/// Whether it is a count; a string is parsed as a number.
fn is_count(value: &Value) -> bool {
    let number = match value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.is_some_and(|number: f64| number.is_finite() && number > 0.0 && number.fract() == 0.0)
}
