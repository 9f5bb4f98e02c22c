//! Models how pi reads skills and prompt templates: YAML without a repair. Skills need a description, prompts nothing.
//!
//! Facts: npm `@earendil-works/pi-coding-agent` 1.6.0 (`dist/core/skills.js`, `dist/core/prompt-templates.js` and
//! `dist/utils/frontmatter.js`, MIT), and readings of its loaders over 532 cases, 2026-11-29.

use std::borrow::Cow;
use std::rc::Rc;

use crate::loading::block::{Block, UNCLOSED, bom, unopened};
use crate::loading::shape::{Shape, missing};
use crate::loading::value::{Map, Value};
use crate::loading::yaml::{ParseError, YamlLibrary};
use crate::loading::{File, IgnoredPart, Loader, Part, Verdict, VerdictResult, Why};

/// The loaders of this tool.
pub(crate) static LOADERS: &[Loader] =
    &[Loader::new("pi.skill", skill_verdict), Loader::new("pi.prompt", prompt_verdict)];

/// npm `yaml` 2.9 with its defaults.
const YAML: YamlLibrary = YamlLibrary::NPM_YAML;

fn skill_verdict(file: &File<'_>) -> VerdictResult {
    let map = read_front_matter(file)??;
    let cause = file.value_range(&["description"]).or_else(|| file.opening());
    let why = match map.get("description") {
        Some(Value::Text(text)) if !text.trim().is_empty() => {
            let mut verdict = Verdict::loads();
            lose_types(file, &map, &["name"], &mut verdict);
            lose_limit(file, &map, &mut verdict);
            return Ok(verdict);
        }
        Some(Value::Text(_)) => Why::new("`description` is empty"),
        Some(value) => Shape::Text.mismatch("description", value),
        None => missing(&map, "description"),
    };
    Err(Verdict::dropped(Part::Field, cause, why))
}

/// Prompts are described by their first line where the front matter does not do it.
fn prompt_verdict(file: &File<'_>) -> VerdictResult {
    file.check_extension()?;
    let mut verdict = Verdict::loads();
    match read_front_matter(file)? {
        Ok(map) => lose_types(file, &map, &["description", "argument-hint"], &mut verdict),
        Err(missing) if file.text().trim_start().starts_with("---") => {
            let ignored = IgnoredPart::new("the front matter is part of the prompt");
            verdict.lose(missing.cause, ignored.because(missing.reason));
        }
        Err(_) => {}
    }
    Ok(verdict)
}

/// Adds values that count as missing because they are not strings.
fn lose_types(file: &File<'_>, map: &Map, keys: &[&str], verdict: &mut Verdict) {
    for key in keys {
        let Some(value) = map.get(key).filter(|value| !matches!(value, Value::Text(_) | Value::Null)) else {
            continue;
        };
        let why = Shape::Text.mismatch(key, value);
        let ignored = IgnoredPart::new(format!("`{key}` has no effect")).because(why.reason);
        verdict.lose(file.value_range(&[key]), ignored);
    }
}

/// Adds a restriction that is not the boolean that pi looks for.
fn lose_limit(file: &File<'_>, map: &Map, verdict: &mut Verdict) {
    const KEY: &str = "disable-model-invocation";
    if map.get(KEY).is_some_and(|value| !matches!(value, Value::Boolean(_) | Value::Null)) {
        let ignored = IgnoredPart::new(format!("`{KEY}` has no effect")).because("it is not a boolean");
        verdict.lose(file.value_range(&[KEY]), ignored);
    }
}

/// Reads the front matter; within, the verdict of a file that has none. What is no mapping has no keys.
fn read_front_matter(file: &File<'_>) -> Result<Result<Rc<Map>, Verdict>, Verdict> {
    let block = match find_front_matter(file) {
        Ok(block) => block,
        Err(missing) => return Ok(Err(missing)),
    };
    let text = with_line_feeds(block.content_of(file.text()));
    let refused = |refusal: ParseError| file.refused(&refusal, block.content.start, refusal.reason());
    match file.load(&text, &YAML).map_err(refused)? {
        Value::Map(map) => Ok(Ok(map)),
        _ => Ok(Ok(Rc::default())),
    }
}

/// Finds the front matter: from three dashes at the start to the next line that starts with three. The character after
/// the first ones is passed over, whatever it is. Lines may end in any way.
fn find_front_matter(file: &File<'_>) -> Result<Block, Verdict> {
    const OPEN: &str = "---";
    let start = bom(file.text());
    let text = file.text().get(start..).unwrap_or_default();
    let Some(rest) = text.strip_prefix(OPEN) else {
        return Err(Verdict::dropped(Part::Delimiters, Some(file.first_line()), unopened(text)));
    };
    let Some(end) = rest.find("\n---").into_iter().chain(rest.find("\r---")).min() else {
        return Err(Verdict::dropped(Part::Delimiters, file.opening(), UNCLOSED));
    };
    let first = match rest.starts_with("\r\n") {
        true => "\r\n".len(),
        false => rest.chars().next().map_or(0, char::len_utf8),
    };
    let content = rest.get(first..end).unwrap_or_default();
    let content = content.strip_suffix('\r').unwrap_or(content);
    let at = start + OPEN.len() + first;
    Ok(Block { content: at..at + content.len(), body: start + OPEN.len() + end + "\n---".len() })
}

/// Returns the text with line feeds where carriage returns end lines: the YAML library knows no others.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    let mut ends = text.match_indices('\r');
    let is_alone = |at: usize| !text.get(at + 1..).is_some_and(|rest| rest.starts_with('\n'));
    match ends.any(|(at, _)| is_alone(at)) {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests;
