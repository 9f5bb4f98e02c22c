//! Agents: keys that Copilot CLI knows must have values of their shape, and others are passed over.

use std::rc::Rc;

use super::{dropped, hooks, read, servers};
use crate::loader::shape::{Shape, misfit};
use crate::loader::value::{Map, Value};
use crate::loader::{File, Judged, Part, Verdict};

/// The keys whose values are checked, with the shapes that they must have.
const KEYS: &[(&str, Shape)] = &[
    ("name", Shape::Text),
    ("description", Shape::Text),
    ("tools", Shape::Either(&[Shape::Text, TEXTS])),
    ("model", Shape::Either(&[Shape::Text, Shape::Such(is_models, "a list of texts that is not empty")])),
    ("reasoning-effort", Shape::Text),
    ("skills", TEXTS),
    ("infer", Shape::Boolean),
    ("user-invocable", Shape::Boolean),
    ("disable-model-invocation", Shape::Boolean),
    ("github", Shape::Map),
];

/// What the key `github` may hold.
const GITHUB: &[(&str, Shape)] = &[("permissions", Shape::MapOf(&Shape::Text)), ("toolsets", TEXTS)];

const TEXTS: Shape = Shape::List(&Shape::Text);

/// The keys whose values are checked elsewhere.
const OTHER_KEYS: [&str; 2] = ["mcp-servers", "hooks"];

pub(super) fn judge(file: &File<'_>) -> Judged {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    if !name.is_empty() && !name.ends_with(".md") {
        return Err(dropped(Part::File, None, "the name of the file does not end in `.md`"));
    }
    if name.starts_with('.') {
        return Err(dropped(Part::File, None, "the file is hidden, as its name begins with a dot"));
    }
    let map = match read(file)?.1 {
        Value::Map(map) => map,
        Value::Null => Rc::default(),
        value => {
            let reason = format!("the front matter is {}, and must be a mapping", value.describe());
            return Err(dropped(Part::Yaml, file.opening(), reason));
        }
    };
    if map.get("description").is_none() {
        return Err(dropped(Part::Field, file.opening(), missing(&map)));
    }
    if let Some((key, reason)) = misfit(&map, KEYS) {
        return Err(dropped(Part::Field, file.value(&[key]).or_else(|| file.opening()), reason));
    }
    if let Some((key, reason)) = map.get("github").and_then(Value::map).and_then(|map| misfit(map, GITHUB)) {
        return Err(dropped(Part::Field, file.value(&["github", key]), reason));
    }
    servers::check(file, &map)?;
    hooks::check(file, &map)?;
    if map.get("name").and_then(Value::text) == Some("general-purpose") {
        let reason = "`general-purpose` is a name that it keeps for itself";
        return Err(dropped(Part::Field, file.value(&["name"]), reason));
    }
    Ok(with_losses(file, &map))
}

fn is_models(value: &Value) -> bool {
    value.list().is_some_and(|items| !items.is_empty() && items.iter().all(|item| item.text().is_some()))
}

/// That the description is missing, and where it stands instead.
fn missing(map: &Map) -> String {
    let holds = |value: &Value| value.map().is_some_and(|inner| inner.get("description").is_some());
    match map.iter().find(|(_, value)| holds(value)) {
        Some((name, _)) => format!("`description` is missing, as the one within `{name}` does not count"),
        None => "`description` is missing".to_owned(),
    }
}

/// The verdict on an agent that loads. It says itself which keys it does not know.
fn with_losses(file: &File<'_>, map: &Map) -> Verdict {
    /// More of them, which only a broken file has, say nothing more.
    const ENOUGH: usize = 50;
    let is_known = |key: &str| OTHER_KEYS.contains(&key) || KEYS.iter().any(|(known, _)| *known == key);
    let mut verdict = Verdict::loads();
    for (key, _) in map.iter().filter(|(key, _)| !is_known(key)).take(ENOUGH) {
        verdict.lose(file.key(&[key]), format!("`{key}` has no effect, as it is no key that is known"));
    }
    verdict
}
