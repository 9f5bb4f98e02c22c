//! What OpenCode's configuration takes: every value of another shape stops the program. Other keys are free.

use crate::loader::shape::{Shape, misfit};
use crate::loader::value::{Map, Value};
use crate::loader::{File, Outcome, Part, Verdict};

/// The keys of one kind of file with the shapes that they take.
pub(super) type Schema = [(&'static str, Shape)];

const ACTION: Shape = Shape::Word(&["ask", "allow", "deny"]);
const PERMISSION: Shape =
    Shape::Either(&[ACTION, Shape::MapOf(&Shape::Either(&[ACTION, Shape::MapOf(&ACTION)]))]);
const COLOR: Shape = Shape::Such(
    is_color,
    "a colour such as `#2196f3`, or one of `primary`, `secondary`, `accent`, `success`, `warning`, `error`, `info`",
);

/// Agents and modes.
pub(super) const AGENT: &Schema = &[
    ("description", Shape::Text),
    ("mode", Shape::Word(&["subagent", "primary", "all"])),
    ("model", Shape::Text),
    ("variant", Shape::Text),
    ("temperature", Shape::Number),
    ("top_p", Shape::Number),
    ("prompt", Shape::Text),
    ("tools", Shape::MapOf(&Shape::Boolean)),
    ("permission", PERMISSION),
    ("steps", Shape::Count),
    ("maxSteps", Shape::Count),
    ("color", COLOR),
    ("hidden", Shape::Boolean),
    ("disable", Shape::Boolean),
    ("options", Shape::Map),
];

/// Commands.
pub(super) const COMMAND: &Schema = &[
    ("description", Shape::Text),
    ("agent", Shape::Text),
    ("model", Shape::Text),
    ("variant", Shape::Text),
    ("subtask", Shape::Boolean),
];

/// Refuses the first key whose value has another shape.
pub(super) fn check(file: &File<'_>, map: &Map, schema: &Schema) -> Result<(), Verdict> {
    match misfit(map, schema) {
        Some((key, reason)) => {
            let cause = file.value(&[key]).or_else(|| file.opening());
            Err(Verdict::new(Outcome::Stops, Part::Field, cause, reason))
        }
        None => Ok(()),
    }
}

fn is_color(value: &Value) -> bool {
    const NAMES: [&str; 7] = ["primary", "secondary", "accent", "success", "warning", "error", "info"];
    let hex = |digits: &str| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    value.text().is_some_and(|text| NAMES.contains(&text) || text.strip_prefix('#').is_some_and(hex))
}
