//! Models how Factory's droid reads files: js-yaml, or line by line what that does not read as a mapping; then a schema, of
//! which any violation costs the whole front matter.
//!
//! Facts: readings of npm `droid` 0.215.0 over 536 cases each of droids, skills and commands, and over 900 files,
//! 2026-11-29; and what its bundle does. It is proprietary and nothing of it is copied here.

use std::rc::Rc;

use crate::loading::block::{Block, UNCLOSED, unopened};
use crate::loading::shape::{Shape, read_as};
use crate::loading::value::{Map, Value};
use crate::loading::yaml::{Numbers, YamlLibrary};
use crate::loading::{File, IgnoredPart, Loader, Outcome, Part, Verdict, VerdictResult, lose_limits};

mod lines;
mod skill;

/// The loaders of this tool.
pub(crate) static LOADERS: &[Loader] = &[
    Loader::new("factory.droid", droid_verdict),
    Loader::new("factory.skill", skill::skill_verdict),
    Loader::new("factory.command", command_verdict),
];

/// js-yaml 4.1, `load`.
const JS_YAML: YamlLibrary = YamlLibrary::js_yaml(Numbers::JsYaml4);

const TEXTS: Shape = Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)]);

/// The keys of a droid. Each may be missing, and none may be empty.
const DROID: &[(&str, Shape)] = &[
    ("name", Shape::Text),
    ("description", Shape::Text),
    ("model", Shape::Text),
    ("reasoningEffort", Shape::Text),
    ("tools", TEXTS),
    ("mcpServers", TEXTS),
];

/// What the front matter was read as.
struct DroidFront {
    block: Block,
    /// The value: a mapping, or what else is an object in JavaScript.
    value: Value,
    /// The verdict so far: whether it was read line by line.
    verdict: Verdict,
}

fn droid_verdict(file: &File<'_>) -> VerdictResult {
    file.check_extension()?;
    let DroidFront { value, mut verdict, .. } =
        read_front_matter(file).map_err(|verdict| Verdict { outcome: Outcome::Placeholder, ..verdict })?;
    let map =
        check_schema(file, &value, DROID).map_err(|Verdict { part, cause, reason, detail, .. }| {
            let part = if part == Part::Field { Part::Schema } else { part };
            let detail = format!("{detail} One wrong value costs the whole front matter.");
            Verdict::new(Outcome::Placeholder, part, cause, reason).detail(detail.trim_start())
        })?;
    let is_empty = |value: &Value| value.as_str().is_none_or(str::is_empty);
    match map.get("description") {
        Some(value) if !is_empty(value) => {}
        found => {
            let (part, cause, reason) = match (found, verdict.outcome) {
                (None, Outcome::Repaired) => (Part::Yaml, verdict.cause, no_line("description")),
                (None, _) => (Part::Field, file.opening(), "`description` is missing".to_owned()),
                (Some(_), _) => {
                    let cause = file.value_range(&["description"]);
                    (Part::Field, cause, "`description` is empty".to_owned())
                }
            };
            let none = Verdict::new(Outcome::Placeholder, part, cause.or_else(|| file.opening()), reason);
            verdict = Verdict { ignored: verdict.ignored, ..none };
        }
    }
    lose_limits(file, &map, &mut verdict);
    Ok(verdict)
}

/// Commands need nothing, and are described by their first line where the front matter does not do it.
fn command_verdict(file: &File<'_>) -> VerdictResult {
    let is_script = file.text().starts_with("#!");
    if !file.path.is_empty() && !file.path.to_lowercase().ends_with(".md") && !is_script {
        return Err(Verdict::dropped(Part::File, None, "the file name does not end in `.md`"));
    }
    let DroidFront { value, mut verdict, .. } = match read_front_matter(file) {
        Ok(front) => front,
        // What was meant as front matter is part of the prompt.
        Err(missing) => {
            let mut verdict = Verdict::loads();
            if file.text().starts_with("---") || file.front.is_some() {
                let ignored = IgnoredPart::new("the front matter is part of the prompt");
                verdict.lose(missing.cause, ignored.because(missing.reason));
            }
            return Ok(verdict);
        }
    };
    for key in ["description", "argument-hint"] {
        match value.map().and_then(|map| map.get(key)) {
            None | Some(Value::Text(_) | Value::Null) => {}
            Some(value) => {
                let why = Shape::Text.mismatch(key, value);
                let ignored = IgnoredPart::new(format!("`{key}` has no effect")).because(why.reason);
                verdict.lose(file.value_range(&[key]), ignored);
            }
        }
    }
    Ok(verdict)
}

/// The reason that a key is missing in a front matter that was read line by line.
fn no_line(key: &str) -> String {
    format!("invalid YAML, and no line for `{key}`")
}

/// Checks the value against a schema. Any violation drops it as a whole.
fn check_schema(file: &File<'_>, value: &Value, keys: &[(&str, Shape)]) -> Result<Rc<Map>, Verdict> {
    let Value::Map(map) = value else {
        let reason = "the front matter is not a mapping";
        return Err(Verdict::dropped(Part::Yaml, file.opening(), reason));
    };
    file.check_shapes(map, keys)?;
    Ok(map.clone())
}

/// Reads the front matter: as YAML if that gives an object, else line by line.
fn read_front_matter(file: &File<'_>) -> Result<DroidFront, Verdict> {
    let block = find_front_matter(file)?;
    let text = block.content_of(file.text());
    let read = file.load(text, &JS_YAML);
    if let Ok(value @ (Value::Map(_) | Value::List(_) | Value::Date(_))) = read {
        return Ok(DroidFront { block, value, verdict: Verdict::loads() });
    }
    let (cause, reason) = match &read {
        Err(refusal) => (file.error_range(refusal, block.content.start), "invalid YAML, read line by line"),
        Ok(_) => (file.opening(), "not a mapping, read line by line"),
    };
    let mut verdict = Verdict::new(Outcome::Repaired, Part::Yaml, cause, reason)
        .detail("droid splits each line at its first colon, whatever its indentation.");
    let map = lines::read_lines(text);
    for (key, _) in DROID {
        let Some(found) = map.get(key).and_then(Value::as_str) else { continue };
        // The tolerant parser shows what was meant.
        let meant = file.node(&[key]).and_then(|node| node.text());
        if meant.is_some_and(|meant| meant.trim() != found) {
            let ignored = IgnoredPart::new(read_as(key, found)).because("it is read without YAML");
            verdict.lose(file.value_range(&[key]), ignored);
        }
    }
    Ok(DroidFront { block, value: Value::Map(map.into()), verdict })
}

/// Finds the front matter: from a first line of exactly `---` to the next line that starts with three dashes, with
/// something between.
fn find_front_matter(file: &File<'_>) -> Result<Block, Verdict> {
    file.check_no_bom()?;
    let text = file.text();
    let Some(start) =
        ["---\n", "---\r\n"].iter().find(|open| text.starts_with(**open)).map(|open| open.len())
    else {
        return Err(Verdict::dropped(Part::Delimiters, Some(file.first_line()), unopened(text)));
    };
    let rest = text.get(start..).unwrap_or_default();
    let Some(end) = rest.find("\n---") else {
        let reason = if rest.starts_with("---") { "the front matter is empty" } else { UNCLOSED };
        return Err(Verdict::dropped(Part::Delimiters, file.opening(), reason));
    };
    let content = rest.get(..end).unwrap_or_default();
    let content = content.strip_suffix('\r').unwrap_or(content);
    Ok(Block { content: start..start + content.len(), body: start + end + "\n---".len() })
}

#[cfg(test)]
mod tests;
