//! Values that Claude Code ignores although the file loads.

use crate::loading::value::{Map, Value};
use crate::loading::{File, IgnoredPart, Verdict};

/// A key whose values are checked when the file is loaded.
#[derive(Debug)]
pub(super) struct CheckedField {
    key: &'static str,
    /// Whether a value is used.
    takes: fn(&Value) -> bool,
    /// What it must be, for a sentence.
    wants: &'static str,
}

const MEMORY: CheckedField =
    CheckedField { key: "memory", takes: is_scope, wants: "`user`, `project` or `local`" };
const EFFORT: CheckedField = CheckedField {
    key: "effort",
    takes: is_effort,
    wants: "`low`, `medium`, `high`, `xhigh`, `max` or an integer",
};
const TURNS: CheckedField = CheckedField { key: "maxTurns", takes: is_count, wants: "a positive integer" };
const WINDOW: CheckedField =
    CheckedField { key: "autoCompactWindow", takes: is_window, wants: "an integer of at least 100,000" };

/// Checked keys of agents in `.claude/agents`.
pub(super) const AGENT: &[CheckedField] = &[
    CheckedField { key: "background", takes: is_switch, wants: "a boolean" },
    CheckedField {
        key: "color",
        takes: is_color,
        wants: "`red`, `blue`, `green`, `yellow`, `purple`, `orange`, `pink` or `cyan`",
    },
    CheckedField { key: "isolation", takes: is_isolation, wants: "`worktree` or `remote`" },
    CheckedField {
        key: "permissionMode",
        takes: is_mode,
        wants: "`acceptEdits`, `auto`, `bypassPermissions`, `default`, `dontAsk` or `plan`",
    },
    MEMORY,
    EFFORT,
    TURNS,
    WINDOW,
];

/// Checked keys of agents of plugins.
pub(super) const PLUGIN_AGENT: &[CheckedField] = &[MEMORY, EFFORT, TURNS, WINDOW];

/// Checked keys of skills.
pub(super) const SKILL: &[CheckedField] = &[EFFORT];

/// Reports ignored values. An empty value is ignored as well, but nothing is lost with it.
pub(super) fn ignored(file: &File<'_>, map: &Map, fields: &[CheckedField], verdict: &mut Verdict) {
    for field in fields {
        let Some(value) = map.get(field.key).filter(|value| **value != Value::Null) else { continue };
        if !(field.takes)(value) {
            let (key, wants) = (field.key, field.wants);
            let ignored = IgnoredPart::new(format!("`{key}` has no effect"));
            verdict.lose(file.value_range(&[key]), ignored.because(format!("it must be {wants}")));
        }
    }
}

fn one_of(value: &Value, words: &[&str]) -> bool {
    value.as_str().is_some_and(|text| words.contains(&text))
}

fn is_scope(value: &Value) -> bool {
    one_of(value, &["user", "project", "local"])
}

fn is_switch(value: &Value) -> bool {
    matches!(value, Value::Boolean(_)) || one_of(value, &["true", "false"])
}

fn is_isolation(value: &Value) -> bool {
    one_of(value, &["worktree", "remote"])
}

/// Whether it is a permission mode; `manual` is an alias of `default`.
fn is_mode(value: &Value) -> bool {
    one_of(value, &["acceptEdits", "auto", "bypassPermissions", "default", "dontAsk", "manual", "plan"])
}

fn is_color(value: &Value) -> bool {
    one_of(value, &["red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan"])
}

/// Whether it is an effort. Any string that starts with a number counts as one, and a list of one item as the item.
fn is_effort(value: &Value) -> bool {
    let text = value.to_js_text();
    ["low", "medium", "high", "xhigh", "max"].contains(&text.to_lowercase().as_str())
        || leading_integer(&text).is_some()
}

fn is_count(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.fract() == 0.0 && *number > 0.0,
        value => leading_integer(&value.to_js_text()).is_some_and(|number| number > 0.0),
    }
}

/// Whether it is a window. Only numbers are known to be rejected.
fn is_window(value: &Value) -> bool {
    !matches!(value, Value::Number(number) if *number < 100_000.0 || number.fract() != 0.0)
}

/// Parses the leading integer of a string, as JavaScript's `parseInt` does.
fn leading_integer(text: &str) -> Option<f64> {
    let text = text.trim_start();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let (radix, digits) = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(rest) => (16, rest),
        None => (10, digits),
    };
    let mut number = None;
    for digit in digits.chars().map_while(|char| char.to_digit(radix)) {
        number = Some(number.unwrap_or(0.0) * f64::from(radix) + f64::from(digit));
    }
    number.map(|number| sign * number)
}
