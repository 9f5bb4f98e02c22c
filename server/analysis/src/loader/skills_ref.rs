//! How the reference library of agentskills.io reads skills. It is a validator: tools that read skills are milder, and
//! so a skill that it finds fault with is taken for repaired, as a client would warn and load.
//!
//! Facts: PyPI `skills-ref` 0.1.1 (`skills_ref/parser.py` and `validator.py`, Apache-2.0, with `strictyaml` 1.7.3), and
//! readings of it over 4,300 files.
//!
//! Not modelled: names are compared in Unicode's form NFKC; and a text in quotes may have a tab at the start of a line.

use std::ops::Range;

use super::value::{Map, Value};
use super::{File, Judged, Loader, Outcome, Part, Verdict};

use front::{cut, read};

mod front;

/// The loaders of this tool.
pub(super) static LOADERS: &[Loader] =
    &[Loader::new("agent-skills.skill", "skills-ref", ("0.1.1", "2026-11-23"), judge)];

/// The keys that there are.
const KEYS: [&str; 6] = ["name", "description", "license", "compatibility", "metadata", "allowed-tools"];

fn judge(file: &File<'_>) -> Judged {
    let map = read(file)?;
    for key in ["name", "description"] {
        let (cause, reason) = match map.get(key) {
            Some(Value::Text(text)) if !text.trim().is_empty() => continue,
            Some(Value::Text(_)) => (file.value(&[key]), format!("`{key}` is blank or empty")),
            Some(value) => {
                (file.value(&[key]), format!("`{key}` is {}, and must be a text", value.describe()))
            }
            None => match cut(file) {
                Some(cut) => {
                    (Some(cut), format!("`{key}` is missing: the front matter ends at the first `---`"))
                }
                None => (file.opening(), format!("`{key}` is missing")),
            },
        };
        return Err(Verdict::dropped(Part::Field, cause, reason));
    }
    let mut verdict = match finding(file, &map) {
        Some((cause, reason)) => Verdict::new(Outcome::Repaired, Part::Field, cause, reason),
        None => Verdict::loads(),
    };
    if let Some(cut) = cut(file) {
        let what = "the front matter ends at these dashes, and the rest of it goes to the body";
        verdict.lose(Some(cut), what);
    }
    Ok(verdict)
}

/// The first thing that the validator finds fault with, and where.
fn finding(file: &File<'_>, map: &Map) -> Option<(Option<Range<usize>>, String)> {
    if let Some((key, _)) = map.iter().find(|(key, _)| !KEYS.contains(key)) {
        return Some((file.key(&[key]).or_else(|| file.opening()), format!("`{key}` is no key of a skill")));
    }
    let name = map.get("name").and_then(Value::text).unwrap_or_default().trim();
    let fault = |key: &str| match (key, map.get(key)?) {
        ("name", _) if name.chars().count() > 64 => Some("`name` has more than 64 characters".to_owned()),
        ("name", _) => name_fault(name, file.folder()),
        ("description", Value::Text(text)) if text.chars().count() > 1024 => {
            Some("`description` has more than 1,024 characters".to_owned())
        }
        ("compatibility", Value::Text(text)) if text.chars().count() > 500 => {
            Some("`compatibility` has more than 500 characters".to_owned())
        }
        ("compatibility", value) if value.text().is_none() => {
            Some(format!("`compatibility` is {}, and must be a text", value.describe()))
        }
        _ => None,
    };
    ["name", "description", "compatibility"]
        .into_iter()
        .find_map(|key| Some((file.value(&[key]).or_else(|| file.opening()), fault(key)?)))
}

/// What is wrong with a name.
fn name_fault(name: &str, folder: &str) -> Option<String> {
    let fits = |char: char| char.is_alphanumeric() || char == '-';
    if name != name.to_lowercase() {
        Some("`name` must be in lower case".to_owned())
    } else if name.starts_with('-') || name.ends_with('-') || name.contains("--") {
        Some("`name` may have single hyphens between words only".to_owned())
    } else if !name.chars().all(fits) {
        Some("`name` may hold letters, digits and hyphens only".to_owned())
    } else {
        (name != folder && !folder.is_empty())
            .then(|| format!("`name` must be `{folder}`, the name of its folder"))
    }
}

#[cfg(test)]
mod tests;
