//! Models how Augment's auggie reads commands, skills and rules. Whatever is wrong with the front matter, it does without
//! it and says nothing; values of other types become strings.
//!
//! Facts: readings of npm `@augmentcode/auggie` 0.36.0 over 536 cases each of commands, skills and rules, and over 400
//! files, 2026-11-29; and what its bundle does. It is proprietary and nothing of it is copied here.

use std::rc::Rc;

use crate::loading::block::{Block, UNCLOSED, js_space, unopened};
use crate::loading::shape::{excerpt, keyless, missing};
use crate::loading::value::{Map, Value};
use crate::loading::yaml::{Numbers, YamlLibrary};
use crate::loading::{File, IgnoredPart, Loader, Outcome, Part, Verdict, VerdictResult, Why, lose_limits};

/// The loaders of this tool.
pub(crate) static LOADERS: &[Loader] = &[
    Loader::new("augment.command", command_verdict),
    Loader::new("augment.skill", skill_verdict),
    Loader::new("augment.rule", rule_verdict),
];

/// js-yaml 4, `load`.
const JS_YAML: YamlLibrary = YamlLibrary::js_yaml(Numbers::JsYaml4);

/// Maximum length of a skill's name, in characters.
const LONGEST_NAME: usize = 64;

/// Maximum length of a skill's description, in UTF-16 code units.
const LONGEST_DESCRIPTION: usize = 1024;

/// When a rule counts.
const RULE_TYPES: [&str; 3] = ["always_apply", "manual", "agent_requested"];

fn command_verdict(file: &File<'_>) -> VerdictResult {
    check_extension(file, &[".md", ".txt"])?;
    file.check_visible()?;
    let map = read_front_matter(file).map_err(placeholder)?;
    let (cause, why) = match string(&map, "description") {
        Some(text) if !text.is_empty() => {
            let mut verdict = Verdict::loads();
            lose_types(file, &map, &["description", "argument-hint", "model"], &mut verdict);
            lose_limits(file, &map, &mut verdict);
            return Ok(verdict);
        }
        Some(_) => (file.value_range(&["description"]), Why::new("`description` is empty")),
        None => (file.value_range(&["description"]), missing(&map, "description")),
    };
    Ok(Verdict::new(Outcome::Placeholder, Part::Field, cause.or_else(|| file.opening()), why))
}

fn skill_verdict(file: &File<'_>) -> VerdictResult {
    let map = read_front_matter(file)?;
    for key in ["name", "description"] {
        let cause = file.value_range(&[key]).or_else(|| file.opening());
        let why = match string(&map, key) {
            Some(text) if text.is_empty() => Why::new(format!("`{key}` is empty")),
            Some(text) if key == "name" => match name_error(&text) {
                Some(why) => why,
                None => continue,
            },
            Some(text) if text.encode_utf16().count() > LONGEST_DESCRIPTION => {
                Why::new("`description` exceeds 1,024 characters")
            }
            Some(_) => continue,
            None => missing(&map, key),
        };
        return Err(Verdict::dropped(Part::Field, cause, why));
    }
    let mut verdict = Verdict::loads();
    lose_types(file, &map, &["name", "description"], &mut verdict);
    if map.get("hidden") == Some(&Value::Boolean(true)) {
        let ignored = IgnoredPart::new("the skill is not listed").because("`hidden` is `true`");
        verdict.lose(file.key_range(&["hidden"]), ignored.minor());
    }
    lose_limits(file, &map, &mut verdict);
    Ok(verdict)
}

/// Rules are always loaded; the front matter says when they count.
fn rule_verdict(file: &File<'_>) -> VerdictResult {
    check_extension(file, &[".md", ".mdc"])?;
    file.check_visible()?;
    let mut verdict = Verdict::loads();
    match read_front_matter(file) {
        Err(Verdict { cause, reason, .. }) => {
            if file.front.is_some() || file.text().starts_with("---") {
                let ignored = IgnoredPart::new("the rule always counts").because(reason);
                verdict.lose(cause, ignored);
            }
        }
        Ok(map) => {
            let kind = string(&map, "type").filter(|kind| !kind.is_empty());
            if let Some(kind) = kind.filter(|kind| !RULE_TYPES.contains(&kind.to_lowercase().as_str())) {
                let ignored = IgnoredPart::new("`type` has no effect");
                let why = format!("{} is not a valid `type`", excerpt(&kind));
                verdict.lose(file.value_range(&["type"]), ignored.because(why));
            }
            if map.get("alwaysApply").is_some_and(|value| !matches!(value, Value::Boolean(_))) {
                let ignored = IgnoredPart::new("`alwaysApply` has no effect").because("it is not a boolean");
                verdict.lose(file.value_range(&["alwaysApply"]), ignored);
            }
            lose_types(file, &map, &["description"], &mut verdict);
        }
    }
    Ok(verdict)
}

/// The verdict of a file that is listed without its front matter.
fn placeholder(verdict: Verdict) -> Verdict {
    Verdict { outcome: Outcome::Placeholder, ..verdict }
}

fn check_extension(file: &File<'_>, endings: &[&str; 2]) -> Result<(), Verdict> {
    if file.path.is_empty() || endings.iter().any(|ending| file.path.ends_with(ending)) {
        return Ok(());
    }
    let [first, second] = endings;
    let reason = format!("the file does not end in `{first}` or `{second}`");
    Err(Verdict::dropped(Part::File, None, reason))
}

/// Returns a value as a string, as it is trimmed; `None` if it is missing or null.
fn string(map: &Map, key: &str) -> Option<String> {
    match map.get(key)? {
        Value::Null => None,
        // JSON is never empty, and never a name.
        value @ (Value::List(_) | Value::Map(_) | Value::Date(_)) => {
            Some(format!("\"{}\"", value.to_js_text()))
        }
        value => Some(value.to_js_text().trim_matches(js_space).to_owned()),
    }
}

/// Adds lists and mappings that are shown as text.
fn lose_types(file: &File<'_>, map: &Map, keys: &[&str], verdict: &mut Verdict) {
    for key in keys.iter().filter(|key| map.get(key).is_some_and(Value::is_collection)) {
        let ignored = IgnoredPart::new(format!("`{key}` is read as JSON")).because("it is not a string");
        verdict.lose(file.value_range(&[key]), ignored);
    }
}

/// Returns what is wrong with the name of a skill.
fn name_error(name: &str) -> Option<Why> {
    let fits = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
    if !name.chars().all(fits) {
        let why = Why::new("invalid character in `name`");
        Some(why.detail("It must be lowercase letters, digits and hyphens only."))
    } else if name.len() > LONGEST_NAME {
        Some("`name` is longer than 64 characters".into())
    } else if name.starts_with('-') || name.ends_with('-') || name.contains("--") {
        Some(Why::new("misplaced hyphen in `name`").detail("It must be a single one between words."))
    } else {
        None
    }
}

/// Reads the front matter.
fn read_front_matter(file: &File<'_>) -> Result<Rc<Map>, Verdict> {
    let block = find_front_matter(file)?;
    match file.load(block.content_of(file.text()), &JS_YAML) {
        Ok(Value::Map(map)) => Ok(map),
        Ok(Value::Null) => Ok(Rc::default()),
        Ok(value) => Err(Verdict::dropped(Part::Yaml, file.opening(), keyless(&value))),
        Err(refusal) => Err(file.refused(&refusal, block.content.start, "invalid YAML")),
    }
}

/// Finds the front matter: from a first line of dashes to the next, both with nothing but white space after them, and a
/// line feed.
fn find_front_matter(file: &File<'_>) -> Result<Block, Verdict> {
    file.check_no_bom()?;
    let text = file.text();
    let rest = text.strip_prefix("---").unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches(js_space).len();
    let opening = rest.get(..blank).unwrap_or_default();
    if opening.contains('\n') {
        // Blank lines belong to the opening, if anything closes the front matter then.
        let starts = opening.match_indices('\n').map(|(at, _)| "---".len() + at + 1).rev();
        for start in starts {
            if let Some((end, body)) = closing(text, start) {
                return Ok(Block { content: start..end, body });
            }
        }
        return Err(Verdict::dropped(Part::Delimiters, file.opening(), UNCLOSED));
    }
    let reason = match unopened(text) {
        "a space after the opening `---`" => UNCLOSED,
        reason => reason,
    };
    Err(Verdict::dropped(Part::Delimiters, Some(file.first_line()), reason))
}

/// Returns where the content from an offset on ends, and the body after it begins.
fn closing(text: &str, start: usize) -> Option<(usize, usize)> {
    let rest = text.get(start..)?;
    rest.match_indices("\n---").find_map(|(at, dashes)| {
        let behind = rest.get(at + dashes.len()..)?;
        let blank = behind.get(..behind.len() - behind.trim_start_matches(js_space).len())?;
        let body = blank.rfind('\n')? + 1;
        Some((start + at, start + at + dashes.len() + body))
    })
}

#[cfg(test)]
mod tests;
