//! Agents: keys known to Copilot CLI must have values of their shape; others are ignored.

use std::rc::Rc;

use super::{hooks, read_front_matter, servers};
use crate::loading::shape::{Shape, key_excerpt, keyless, misfit_within, missing};
use crate::loading::value::{Map, Value};
use crate::loading::{File, IgnoredPart, LIMITS, Part, Verdict, VerdictResult};

/// Checked keys with their shapes.
const KEYS: &[(&str, Shape)] = &[
    ("name", Shape::Text),
    ("description", Shape::Text),
    ("tools", Shape::Either(&[Shape::Text, TEXTS])),
    ("model", Shape::Either(&[Shape::Text, Shape::Such(is_models, "a non-empty list of strings")])),
    ("reasoning-effort", Shape::Text),
    ("model-policy", Shape::Word(&["preferred", "required"])),
    ("skills", TEXTS),
    ("deferred-tool-loading", Shape::Boolean),
    ("strict-tools-list", Shape::Boolean),
    ("include-custom-instructions", Shape::Boolean),
    ("infer", Shape::Boolean),
    ("user-invocable", Shape::Boolean),
    ("disable-model-invocation", Shape::Boolean),
    ("github", Shape::Map),
];

/// Keys of `github`.
const GITHUB: &[(&str, Shape)] = &[("permissions", Shape::MapOf(&Shape::Text)), ("toolsets", TEXTS)];

const TEXTS: Shape = Shape::List(&Shape::Text);

/// Keys whose values are checked elsewhere.
const OTHER_KEYS: [&str; 2] = ["mcp-servers", "hooks"];

pub(super) fn agent_verdict(file: &File<'_>) -> VerdictResult {
    file.check_extension()?;
    file.check_visible()?;
    let map = match read_front_matter(file)?.1 {
        Value::Map(map) => map,
        Value::Null => Rc::default(),
        value => {
            return Err(Verdict::dropped(Part::Yaml, file.opening(), keyless(&value)));
        }
    };
    if map.get("description").is_none() {
        return Err(Verdict::dropped(Part::Field, file.opening(), missing(&map, "description")));
    }
    file.check_shapes(&map, KEYS)?;
    let github = map.get("github").and_then(Value::map);
    if let Some((key, why)) = github.and_then(|map| misfit_within("github", map, GITHUB)) {
        return Err(Verdict::dropped(Part::Field, file.value_range(&["github", key]), why));
    }
    servers::check_servers(file, &map)?;
    hooks::check_hooks(file, &map)?;
    if map.get("name").and_then(Value::as_str) == Some("general-purpose") {
        let reason = "the name `general-purpose` is reserved";
        return Err(Verdict::dropped(Part::Field, file.value_range(&["name"]), reason));
    }
    Ok(with_ignored(file, &map))
}

fn is_models(value: &Value) -> bool {
    value.list().is_some_and(|items| !items.is_empty() && items.iter().all(|item| item.as_str().is_some()))
}

/// Returns the verdict on an agent that loads. Copilot CLI itself reports the unknown keys.
fn with_ignored(file: &File<'_>, map: &Map) -> Verdict {
    /// Only a broken file has more of them, and they add nothing.
    const ENOUGH: usize = 50;
    let is_known = |key: &str| OTHER_KEYS.contains(&key) || KEYS.iter().any(|(known, _)| *known == key);
    let mut verdict = Verdict::loads();
    for (key, _) in map.iter().filter(|(key, _)| !is_known(key)).take(ENOUGH) {
        // An author may keep keys for other programs.
        let ignored = IgnoredPart::new(format!("{} has no effect", key_excerpt(key))).because("unknown key");
        let is_limit = LIMITS.contains(&key);
        verdict.lose(file.key_range(&[key]), if is_limit { ignored } else { ignored.minor() });
    }
    verdict
}
