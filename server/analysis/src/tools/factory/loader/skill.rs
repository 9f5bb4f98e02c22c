//! Skills: what droid switches off, and what it lists without offering it to the model.

use super::{DroidFront, TEXTS, check_schema, no_line, read_front_matter};
use crate::loading::shape::{Shape, missing};
use crate::loading::value::Value;
use crate::loading::{File, IgnoredPart, Outcome, Part, Verdict, VerdictResult, Why};

/// The keys of a skill. Those but the first two may be missing, and none may be empty.
const SKILL: &[(&str, Shape)] = &[
    ("name", Shape::Text),
    ("description", Shape::Text),
    ("license", Shape::Text),
    ("compatibility", Shape::Text),
    ("metadata", Shape::Map),
    ("allowed-tools", TEXTS),
    ("tools", TEXTS),
    ("enabled", Shape::Boolean),
    ("user-invocable", Shape::Boolean),
    ("disable-model-invocation", Shape::Boolean),
];

pub(super) fn skill_verdict(file: &File<'_>) -> VerdictResult {
    let DroidFront { block, value, mut verdict } = read_front_matter(file)?;
    let map = check_schema(file, &value, SKILL)?;
    if let Some(key) = ["name", "description"].into_iter().find(|key| map.get(key).is_none()) {
        return Err(match verdict.outcome {
            Outcome::Repaired => Verdict::dropped(Part::Yaml, verdict.cause, no_line(key)),
            _ => Verdict::dropped(Part::Field, file.opening(), missing(&map, key)),
        });
    }
    let name = map.get("name").and_then(Value::as_str).unwrap_or_default();
    if let Some(why) = name_error(name) {
        let cause = file.value_range(&["name"]).or_else(|| file.opening());
        return Err(Verdict::dropped(Part::Field, cause, why));
    }
    let body = file.text().get(block.body..).unwrap_or_default();
    if file.is_whole() && body.trim().is_empty() {
        return Err(Verdict::dropped(Part::File, file.opening(), "the skill has no text"));
    }
    if map.get("enabled") == Some(&Value::Boolean(false)) {
        let ignored = IgnoredPart::new("the skill is switched off").because("`enabled` is `false`");
        verdict.lose(file.key_range(&["enabled"]), ignored.minor());
    }
    Ok(verdict)
}

/// Returns what is wrong with a name.
fn name_error(name: &str) -> Option<Why> {
    let fits = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit();
    if name.is_empty() {
        Some("`name` is empty".into())
    } else if !name.chars().all(|char| fits(char) || char == '-') {
        let why = Why::new("invalid character in `name`");
        Some(why.detail("It must be lowercase letters, digits and hyphens only."))
    } else if !name.contains(fits) {
        Some("`name` has no letter or digit".into())
    } else {
        None
    }
}
