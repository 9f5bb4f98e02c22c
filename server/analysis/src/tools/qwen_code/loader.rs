//! Models how Qwen Code reads agents: leniently. What its YAML library rejects is read line by line, so that nearly
//! every front matter yields some keys; required are a valid name, a description and a prompt.
//!
//! Facts: npm `@qwen-code/qwen-code` 0.24.4 (`packages/core/src/subagents` and
//! `packages/core/src/utils/yaml-parser.ts`, Apache-2.0), and readings of it over 3,700 files.
//!
//! Not modelled: npm `yaml` rejects more than a hundred aliases, which only a bomb has.

use std::borrow::Cow;
use std::rc::Rc;

use crate::loading::block::{UNCLOSED, bom, unopened};
use crate::loading::value::{Map, Value};
use crate::loading::yaml::{ParseError, YamlLibrary};
use crate::loading::{File, Loaded, Loader, Outcome, Part, Verdict, VerdictResult};

mod losses;
mod rules;
mod simple;

/// The loaders of this tool.
pub(crate) static LOADERS: &[Loader] = &[Loader::new("qwen-code.agent", agent_verdict).reading(read_loaded)];

/// npm `yaml` 2.8, core schema.
const YAML: YamlLibrary = YamlLibrary::NPM_YAML;

fn agent_verdict(file: &File<'_>) -> VerdictResult {
    file.check_extension()?;
    let text = normal(file.text());
    let (block, body) = split(&text).map_err(|reason| {
        let verdict = |cause| Verdict::dropped(Part::Delimiters, cause, reason);
        match reason {
            UNCLOSED => {
                verdict(file.opening()).detail("It must be alone on its line, with text on the next.")
            }
            _ => verdict(Some(file.first_line())),
        }
    })?;
    let front = QwenFrontMatter::from_block(file, block);
    rules::check_rules(file, &front, body).map_err(|verdict| {
        // If read line by line, unexpected keys and values follow from the invalid YAML.
        let part = if front.refusal.is_some() { Part::Yaml } else { verdict.part };
        Verdict { part, ..verdict }
    })?;
    let mut verdict = match &front.refusal {
        None => Verdict::loads(),
        Some(refusal) => Verdict::new(
            Outcome::Repaired,
            Part::Yaml,
            file.error_range(refusal, file.front.map_or(0, |front| front.content.start)),
            "invalid YAML, read line by line",
        ),
    };
    losses::add_ignored(file, &front, &mut verdict);
    Ok(verdict)
}

/// Returns what Qwen Code has of an agent that it loads.
fn read_loaded(file: &File<'_>) -> Loaded {
    let text = normal(file.text());
    let Ok((block, _)) = split(&text) else { return Loaded { map: Rc::default(), body: 0 } };
    let map = Rc::new(QwenFrontMatter::from_block(file, block).map);
    let mut body = 0;
    for (index, line) in file.text().split_inclusive('\n').enumerate() {
        body += line.len();
        if index > 0 && line.trim_end_matches(['\r', '\n']) == "---" {
            break;
        }
    }
    Loaded { map, body }
}

/// Returns the text without its byte-order mark, with LF line endings.
fn normal(text: &str) -> Cow<'_, str> {
    let text = text.get(bom(text)..).unwrap_or_default();
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns the front matter and the body, or why there is none.
fn split(text: &str) -> Result<(&str, &str), &'static str> {
    let Some(rest) = text.strip_prefix("---\n") else {
        return Err(unopened(text));
    };
    let end = rest.find("\n---\n").ok_or(UNCLOSED)?;
    Ok((rest.get(..end).unwrap_or_default(), rest.get(end + "\n---\n".len()..).unwrap_or_default()))
}

/// The parsed front matter.
struct QwenFrontMatter<'a> {
    block: &'a str,
    /// Its keys, without null values.
    map: Map,
    /// Its keys as the YAML library returns them, if it accepts them.
    whole: Option<Rc<Map>>,
    /// Why the YAML library rejects it, so that it is read line by line.
    refusal: Option<ParseError>,
}

impl<'a> QwenFrontMatter<'a> {
    fn from_block(file: &File<'_>, block: &'a str) -> Self {
        let (whole, refusal) = match file.load(block, &YAML) {
            Ok(Value::Map(map)) => (Some(map), None),
            // YAML that is no mapping is read line by line as well, and loads silently.
            Ok(_) => (None, None),
            Err(refusal) => (None, Some(refusal)),
        };
        let map = match &whole {
            Some(map) => without_nulls(map),
            None => without_nulls(&simple::parse(block)),
        };
        Self { block, map, whole, refusal }
    }
}

fn without_nulls(map: &Map) -> Map {
    let mut kept = Map::default();
    for (key, value) in map.iter().filter(|(_, value)| **value != Value::Null) {
        kept.set(Rc::from(key), value.clone());
    }
    kept
}

#[cfg(test)]
mod tests;
