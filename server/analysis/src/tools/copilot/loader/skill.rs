//! Skills: what Copilot CLI rejects in one. Front matter is required; without keys it counts as empty.

use std::ops::Range;
use std::rc::Rc;

use super::read_front_matter;
use crate::loading::shape::{Shape, excerpt};
use crate::loading::value::{Map, Value};
use crate::loading::{File, IgnoredPart, Part, Verdict, VerdictResult};

/// Maximum length of a name, in characters.
const LONGEST_NAME: usize = 64;

/// Maximum length of a description, in UTF-16 code units.
const LONGEST_DESCRIPTION: usize = 1024;

/// Checked keys with their shapes.
const KEYS: &[(&str, Shape)] = &[
    ("name", Shape::Text),
    ("description", Shape::Text),
    ("allowed-tools", Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)])),
    ("argument-hint", Shape::Such(is_hint, "a string")),
    ("user-invocable", Shape::Boolean),
    ("disable-model-invocation", Shape::Boolean),
];

pub(super) fn skill_verdict(file: &File<'_>) -> VerdictResult {
    if file.folder().starts_with('.') {
        let verdict = Verdict::dropped(Part::File, None, "the folder of the skill is hidden");
        return Err(verdict.detail("Its name starts with a dot."));
    }
    let map = match read_front_matter(file)?.1 {
        Value::Map(map) => map,
        _ => Rc::default(),
    };
    file.check_shapes(&map, KEYS)?;
    let mut verdict = Verdict::loads();
    match map.get("name").and_then(Value::as_str) {
        Some(name) => check_name(name, file.value_range(&["name"]), "`name`", &mut verdict)?,
        None if file.path.is_empty() => {}
        None => {
            check_name(file.folder(), file.opening(), "the folder name", &mut verdict)
                .map_err(|verdict| verdict.detail("`name` is missing, so the folder name is used."))?;
        }
    }
    check_description(file, &map, &mut verdict)?;
    Ok(verdict)
}

fn is_hint(value: &Value) -> bool {
    matches!(value, Value::Text(_) | Value::Null)
}

/// Checks a name. Spaces around it are trimmed, and those within become hyphens.
fn check_name(
    name: &str,
    cause: Option<Range<usize>>,
    what: &str,
    verdict: &mut Verdict,
) -> Result<(), Verdict> {
    let name = name.trim();
    let fits = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.' | ':' | ' ');
    let verdict = if name.is_empty() {
        Verdict::dropped(Part::Field, cause, format!("{what} is empty"))
    } else if name.chars().count() > LONGEST_NAME {
        Verdict::dropped(Part::Field, cause, format!("{what} is longer than 64 characters"))
    } else if !name.starts_with(|first: char| first.is_ascii_alphanumeric()) || !name.chars().all(fits) {
        Verdict::dropped(Part::Field, cause, format!("invalid character in {what}")).detail(
            "It must be ASCII letters, digits, `-`, `_`, `.`, `:` and spaces, with a letter or digit first.",
        )
    } else {
        if name.contains(' ') {
            let listed = name.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
            let ignored = IgnoredPart::new(format!("the skill is listed as {}", excerpt(&listed)));
            verdict.lose(cause, ignored.because("spaces become hyphens"));
        }
        return Ok(());
    };
    Err(verdict)
}

fn check_description(file: &File<'_>, map: &Map, verdict: &mut Verdict) -> Result<(), Verdict> {
    match map.get("description").and_then(Value::as_str) {
        Some(text) if text.encode_utf16().count() > LONGEST_DESCRIPTION => {
            let reason = "`description` exceeds 1,024 characters";
            Err(Verdict::dropped(Part::Field, file.value_range(&["description"]), reason))
        }
        Some(_) => Ok(()),
        None => {
            let ignored = IgnoredPart::new("`description` is taken from the body").because("it is missing");
            verdict.lose(file.opening(), ignored);
            Ok(())
        }
    }
}
