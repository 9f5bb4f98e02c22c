//! Schemas of OpenCode's configuration: a value of another shape keeps the whole program from starting, or drops a
//! mode. Other keys are free.

use crate::loading::shape::Shape;
use crate::loading::value::{Map, Value};
use crate::loading::{File, IgnoredPart, Outcome, Part, Verdict, Why};

/// A kind of file that is part of the configuration, of OpenCode or a fork of it.
pub(in crate::tools) struct ConfigKind {
    /// The keys with their shapes.
    pub(in crate::tools) keys: &'static [(&'static str, Shape)],
    /// Those of the keys that may be empty.
    pub(in crate::tools) nullable: &'static [&'static str],
    /// What a permission may be, and each within `permission`.
    pub(in crate::tools) actions: Actions,
    /// The outcome for a value of another shape.
    pub(in crate::tools) misfit: Outcome,
    /// The key that is set to the body, whatever the front matter says.
    pub(in crate::tools) body: &'static str,
    pub(in crate::tools) is_mode: bool,
    /// Tools under `permission` that are under the rules for another, with that.
    pub(in crate::tools) unread_permissions: &'static [(&'static str, &'static str)],
}

/// The shapes of permissions.
#[derive(Clone, Copy)]
pub(in crate::tools) struct Actions {
    /// For all that a tool does.
    pub(in crate::tools) whole: Shape,
    /// For all, or for each pattern.
    pub(in crate::tools) rule: Shape,
}

const ACTION: Shape = Shape::Word(&["ask", "allow", "deny"]);
const ACTIONS: Actions = Actions { whole: ACTION, rule: Shape::Either(&[ACTION, Shape::MapOf(&ACTION)]) };
pub(in crate::tools) const PERMISSION: Shape = Shape::Either(&[ACTION, Shape::Map]);
/// Permissions that apply as a whole, without patterns.
const WHOLE: [&str; 5] = ["todowrite", "question", "webfetch", "websearch", "doom_loop"];
pub(in crate::tools) const COLOR: Shape = Shape::Such(
    is_color,
    "a colour such as `#2196f3`, or `primary`, `secondary`, `accent`, `success`, `warning`, `error` or `info`",
);
pub(in crate::tools) const STEPS: Shape = Shape::SuchNumber(is_steps, "a positive integer");

/// Agents. `prompt` is not among the keys, as the body replaces it before the keys are checked.
pub(in crate::tools) const AGENT: ConfigKind = ConfigKind {
    keys: &[
        ("description", Shape::Text),
        ("mode", Shape::Word(&["subagent", "primary", "all"])),
        ("model", Shape::Text),
        ("variant", Shape::Text),
        ("temperature", Shape::Number),
        ("top_p", Shape::Number),
        ("tools", Shape::Map),
        ("permission", PERMISSION),
        ("steps", STEPS),
        ("maxSteps", STEPS),
        ("color", COLOR),
        ("hidden", Shape::Boolean),
        ("disable", Shape::Boolean),
        ("options", Shape::Map),
    ],
    nullable: &[],
    actions: ACTIONS,
    misfit: Outcome::Stops,
    body: "prompt",
    is_mode: false,
    // Observed: the tools that the program offers the model.
    unread_permissions: &[("write", "edit")],
};

/// Modes: agents of former versions. One with a value of another shape is dropped, and the program starts.
pub(in crate::tools) const MODE: ConfigKind = ConfigKind { misfit: Outcome::Dropped, is_mode: true, ..AGENT };

/// Commands.
pub(in crate::tools) const COMMAND: ConfigKind = ConfigKind {
    keys: &[
        ("description", Shape::Text),
        ("agent", Shape::Text),
        ("model", Shape::Text),
        ("variant", Shape::Text),
        ("subtask", Shape::Boolean),
    ],
    body: "template",
    unread_permissions: &[],
    ..AGENT
};

impl ConfigKind {
    /// Rejects the first key whose value has another shape.
    pub(in crate::tools) fn check_shapes(&self, file: &File<'_>, map: &Map) -> Result<(), Verdict> {
        let outer = self.keys.iter().find_map(|(key, shape)| {
            let value = map.get(key)?;
            let empty = *value == Value::Null && self.nullable.contains(key);
            let why = shape.misfit(key, value).filter(|_| !empty)?;
            Some((vec![*key], why))
        });
        let agent = self.keys.iter().any(|(key, _)| *key == "tools");
        match outer.or_else(|| within(map, self.actions).filter(|_| agent)) {
            Some((path, why)) => {
                let place = (1..=path.len()).rev().find_map(|length| file.value_range(path.get(..length)?));
                Err(Verdict::new(self.misfit, Part::Field, place.or_else(|| file.opening()), why))
            }
            None => Ok(()),
        }
    }

    /// Reports the keys that have no effect.
    pub(in crate::tools) fn lose(&self, file: &File<'_>, map: &Map, verdict: &mut Verdict) {
        let mut lose = |key: &str, why: &str| {
            if map.get(key).is_some() {
                verdict.lose(
                    file.key_range(&[key]),
                    IgnoredPart::new(format!("`{key}` has no effect")).because(why),
                );
            }
        };
        lose(self.body, "the body takes its place");
        if map.get("steps").is_some() {
            lose("maxSteps", "`steps` is set");
        }
        // Authors of files for version 2 know that. `disable` and `permission` are what this version reads.
        for key in ["permissions", "request", "disabled"].iter().filter(|_| self.body == AGENT.body) {
            if map.get(key).is_some() {
                let ignored = IgnoredPart::new(format!("`{key}` has no effect"));
                verdict.lose(file.key_range(&[key]), ignored.because("it is a key of version 2").minor());
            }
        }
        for (name, instead) in self.unread_permissions {
            let word = map.get("permission").and_then(Value::map).and_then(|rules| rules.get(name));
            if word.is_some_and(|word| word.as_str() != Some("allow")) {
                let ignored = IgnoredPart::new(format!("`permission.{name}` has no effect"));
                let why = format!("whether the agent may is for `{instead}` to say");
                verdict.lose(file.key_range(&["permission", name]), ignored.because(why));
            }
        }
        if self.is_mode && map.get("mode").is_some() {
            // Authors who put a file into such a folder know that.
            let ignored =
                IgnoredPart::new("`mode` has no effect").because("modes are always `primary`").minor();
            verdict.lose(file.key_range(&["mode"]), ignored);
        }
    }
}

/// Returns the first value within `tools` or `permission` of another shape: its path of keys, and why.
fn within(map: &Map, actions: Actions) -> Option<(Vec<&str>, Why)> {
    let inner = |key| map.get(key).and_then(Value::map).into_iter().flat_map(Map::iter);
    let wrong = |key, name, value: &Value, shape: Shape| {
        Some((vec![key, name], shape.misfit(&format!("{key}.{name}"), value)?))
    };
    let tool = inner("tools").find_map(|(name, value)| wrong("tools", name, value, Shape::Boolean));
    tool.or_else(|| {
        inner("permission").find_map(|(name, value)| {
            wrong("permission", name, value, if WHOLE.contains(&name) { actions.whole } else { actions.rule })
        })
    })
}

/// Whether it is a number of steps: OpenCode requires JavaScript's safe integers.
fn is_steps(value: &Value) -> bool {
    const MOST: f64 = 9_007_199_254_740_991.0;
    Shape::Count.fits(value) && matches!(value, Value::Number(number) if *number <= MOST)
}

fn is_color(value: &Value) -> bool {
    const NAMES: [&str; 7] = ["primary", "secondary", "accent", "success", "warning", "error", "info"];
    let hex = |digits: &str| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    value.as_str().is_some_and(|text| NAMES.contains(&text) || text.strip_prefix('#').is_some_and(hex))
}
