//! Models how the reference library of agentskills.io reads skills. It is a validator: tools that read skills are more
//! lenient, so a skill that it rejects counts as repaired, as a client would warn and load it.
//!
//! Facts: PyPI `skills-ref` 0.1.1 (`skills_ref/parser.py` and `validator.py`, Apache-2.0, with `strictyaml` 1.7.3), and
//! readings of it over 4,300 files.
//!
//! Not modelled: names are compared in Unicode's form NFKC; and a quoted scalar may have a tab at the start of a line.

use std::ops::Range;

use crate::code_span::code_span;
use crate::loading::block::{CUT, CUT_HERE, REST_IS_BODY};
use crate::loading::shape::{Shape, key_excerpt};
use crate::loading::value::{Map, Value};
use crate::loading::{File, IgnoredPart, Loader, Outcome, Part, Verdict, VerdictResult, Why};
use front::{cut, read_front_matter};

mod front;

/// The loaders of this tool.
pub(crate) static LOADERS: &[Loader] = &[Loader::new("agent-skills.skill", skill_verdict)];

/// The valid keys.
const KEYS: [&str; 6] = ["name", "description", "license", "compatibility", "metadata", "allowed-tools"];

fn skill_verdict(file: &File<'_>) -> VerdictResult {
    let map = read_front_matter(file)?;
    for key in ["name", "description"] {
        let (cause, why) = match map.get(key) {
            Some(Value::Text(text)) if !text.trim().is_empty() => continue,
            Some(Value::Text(_)) => (file.value_range(&[key]), format!("`{key}` is empty").into()),
            Some(value) => (file.value_range(&[key]), Shape::Text.mismatch(key, value)),
            None => match cut(file) {
                Some(cut) => (Some(cut), Why::new(CUT).detail(format!("`{key}` is after it."))),
                None => (file.opening(), format!("`{key}` is missing").into()),
            },
        };
        return Err(Verdict::dropped(Part::Field, cause, why));
    }
    let mut verdict = match first_violation(file, &map) {
        Some((cause, why)) => Verdict::new(Outcome::Repaired, Part::Field, cause, why),
        None => Verdict::loads(),
    };
    if let Some(cut) = cut(file) {
        verdict.lose(Some(cut), IgnoredPart::new(REST_IS_BODY).because(CUT_HERE));
    }
    Ok(verdict)
}

/// Returns the first error of the validator, and its range.
fn first_violation(file: &File<'_>, map: &Map) -> Option<(Option<Range<usize>>, Why)> {
    if let Some((key, _)) = map.iter().find(|(key, _)| !KEYS.contains(key)) {
        let why = Why::new(format!("unknown key {}", key_excerpt(key)));
        return Some((file.key_range(&[key]).or_else(|| file.opening()), why));
    }
    let name = map.get("name").and_then(Value::as_str).unwrap_or_default().trim();
    let fault = |key: &str| match (key, map.get(key)?) {
        ("name", _) if name.chars().count() > 64 => Some("`name` is longer than 64 characters".into()),
        ("name", _) => name_error(name, file.folder()),
        ("description", Value::Text(text)) if text.chars().count() > 1024 => {
            Some("`description` exceeds 1,024 characters".into())
        }
        ("compatibility", Value::Text(text)) if text.chars().count() > 500 => {
            Some("`compatibility` exceeds 500 characters".into())
        }
        ("compatibility", value) => Shape::Text.misfit(key, value),
        _ => None,
    };
    ["name", "description", "compatibility"]
        .into_iter()
        .find_map(|key| Some((file.value_range(&[key]).or_else(|| file.opening()), fault(key)?)))
}

/// Returns what is wrong with a name.
fn name_error(name: &str, folder: &str) -> Option<Why> {
    let fits = |char: char| char.is_alphanumeric() || char == '-';
    if name != name.to_lowercase() {
        Some("`name` must be lowercase".into())
    } else if name.starts_with('-') || name.ends_with('-') || name.contains("--") {
        Some(Why::new("misplaced hyphen in `name`").detail("It must be a single one between words."))
    } else if !name.chars().all(fits) {
        Some(Why::new("invalid character in `name`").detail("It must be letters, digits and hyphens only."))
    } else if name != folder && !folder.is_empty() {
        let why = Why::new("`name` does not match the folder name");
        Some(why.detail(format!("The folder is {}.", code_span(folder))))
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
