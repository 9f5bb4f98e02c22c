//! Models how Gemini CLI reads files: agents by a strict schema, of which any violation drops the agent; skills line by
//! line where they are not YAML.
//!
//! Facts: readings of npm `@google/gemini-cli` 0.61.0 over 600 files, and the sources of npm
//! `@google/gemini-cli-core` 0.61.0 (`dist/src/agents/agentLoader.js`, `dist/src/skills/skillLoader.js`).

use std::rc::Rc;

use crate::loading::block::{Block, UNCLOSED, unopened};
use crate::loading::shape::{key_excerpt, keyless};
use crate::loading::value::{Map, Value};
use crate::loading::yaml::{Numbers, YamlLibrary};
use crate::loading::{File, IgnoredPart, Loaded, Loader, Part, Verdict, VerdictResult, Why};

mod schema;
mod sign_in;
mod skill;

/// The loaders of this tool.
pub(crate) static LOADERS: &[Loader] = &[
    loader("gemini-cli.agent", agent_verdict).reading(read_loaded),
    loader("gemini-cli.skill", skill::skill_verdict),
];

const fn loader(document: &'static str, judge: fn(&File<'_>) -> VerdictResult) -> Loader {
    Loader::new(document, judge)
}

/// js-yaml 4, `load`.
const JS_YAML: YamlLibrary = YamlLibrary::js_yaml(Numbers::JsYaml4);

fn agent_verdict(file: &File<'_>) -> VerdictResult {
    let name = file.file_name();
    if !name.is_empty() && (name.starts_with('_') || !name.ends_with(".md")) {
        let reason = match name.starts_with('_') {
            true => "the file name starts with `_`",
            false => "the file name does not end in `.md`",
        };
        return Err(Verdict::dropped(Part::File, None, reason));
    }
    let block = find_front_matter(file)?;
    let value = file
        .load(block.content_of(file.text()), &JS_YAML)
        .map_err(|refusal| file.refused(&refusal, block.content.start, "invalid YAML"))?;
    match value {
        Value::Map(map) => {
            check_schema(file, &map)?;
            let mut verdict = Verdict::loads();
            if !schema::is_meant_remote(&map) {
                body(file, &block, &mut verdict);
            }
            Ok(verdict)
        }
        Value::List(items) if items.is_empty() => {
            Err(Verdict::dropped(Part::Yaml, file.opening(), "the list of agents is empty"))
        }
        Value::List(items) => match items.iter().all(|item| item.map().is_some_and(schema::is_remote)) {
            true => Ok(Verdict::loads()),
            false => {
                Err(Verdict::dropped(Part::Yaml, file.opening(), "an item of the list is not a remote agent"))
            }
        },
        value => Err(Verdict::dropped(Part::Yaml, file.opening(), keyless(&value))),
    }
}

/// Returns what Gemini CLI has of an agent that it loads.
fn read_loaded(file: &File<'_>) -> Loaded {
    let Ok(block) = find_front_matter(file) else { return Loaded { map: Rc::default(), body: 0 } };
    let map = match file.load(block.content_of(file.text()), &JS_YAML) {
        Ok(Value::Map(map)) => map,
        _ => Rc::default(),
    };
    let behind = file.text().get(block.body..).unwrap_or_default();
    let line_end = behind.strip_prefix('\r').unwrap_or(behind);
    let line_end = line_end.strip_prefix('\n').unwrap_or(line_end);
    Loaded { map, body: block.body + behind.len() - line_end.len() }
}

/// Reports that the body is ignored, if anything but a line break follows the closing dashes on their line.
fn body(file: &File<'_>, block: &Block, verdict: &mut Verdict) {
    let behind = file.text().get(block.body..).unwrap_or_default();
    let line = behind.split('\n').next().unwrap_or_default();
    let alone = line.is_empty() || line == "\r" && behind.len() > 1;
    let empty = file.is_whole() && behind.trim().is_empty();
    if !alone && !empty {
        let ignored = IgnoredPart::new("the body is lost").because("the closing `---` is not alone");
        verdict.lose(Some(block.body - 3..block.body + line.trim_end_matches('\r').len()), ignored);
    }
}

/// Finds the front matter: from a first line of exactly `---` to the next line that starts with three dashes.
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
        return Err(Verdict::dropped(Part::Delimiters, file.opening(), UNCLOSED));
    };
    let content = rest.get(..end).unwrap_or_default();
    let content = content.strip_suffix('\r').unwrap_or(content);
    Ok(Block { content: start..start + content.len(), body: start + end + "\n---".len() })
}

/// Drops what the schema rejects: that of local agents, or of remote ones.
fn check_schema(file: &File<'_>, map: &Rc<Map>) -> Result<(), Verdict> {
    let remote = schema::is_meant_remote(map);
    let keys = if remote { schema::REMOTE } else { schema::LOCAL };
    let field = |cause, why: Why| Err(Verdict::dropped(Part::Field, cause, why));
    for key in schema::required(remote) {
        if map.get(key).is_none() {
            return field(file.opening(), format!("`{key}` is missing").into());
        }
    }
    file.check_shapes(map, keys)?;
    let unknown = map.iter().find(|(name, _)| !keys.iter().any(|(key, _)| key == name));
    if let Some((name, _)) = unknown {
        let why = Why::new(format!("unknown key {}", key_excerpt(name)));
        return field(
            file.key_range(&[name]),
            why.detail("Gemini CLI rejects agents with keys that it does not know."),
        );
    }
    if !remote || schema::is_remote(map) {
        return Ok(());
    }
    let reason = match map.get("agent_card_url") {
        Some(_) => "both `agent_card_url` and `agent_card_json`",
        None => "no `agent_card_url` or `agent_card_json`",
    };
    field(file.opening(), Why::new(reason).detail("A remote agent must have exactly one of them."))
}

#[cfg(test)]
mod tests;
