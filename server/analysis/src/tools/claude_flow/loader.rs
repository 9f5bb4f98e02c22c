//! Models how claude-flow 2 and agentic-flow read agents, and how ruflo lists them, which is claude-flow 3. The first two
//! require the same header, with LF line endings only.
//!
//! claude-flow 3 has no such loader any more: it leaves agents to Claude Code ([`ruflo`]).
//!
//! Facts: npm `claude-flow` 2.7.35 (`dist/src/agents/agent-loader.js`, with npm `yaml`) and npm `agentic-flow` 2.1.3
//! (`dist/utils/agentLoader.js`), both MIT, and readings of them over 3,600 files.
//!
//! Not modelled: npm `yaml` rejects more than a hundred aliases, which only a bomb has.

use std::ops::Range;

use crate::loading::block::{UNCLOSED, unopened};
use crate::loading::value::{Map, Value};
use crate::loading::yaml::YamlLibrary;
use crate::loading::{File, IgnoredPart, Loader, Part, Verdict, VerdictResult, Why};

mod agentic;
mod ruflo;

/// The loaders of these tools.
pub(crate) static LOADERS: &[Loader] = &[
    Loader { id: "ruflo.agent", ..Loader::new(KIND, ruflo::ruflo_verdict) },
    Loader { retired: true, ..Loader::new(KIND, agent_verdict) },
    Loader { id: "agentic-flow.agent", ..Loader::new(KIND, agentic::agentic_verdict) },
];

/// The file kind that all of them read.
const KIND: &str = "claude-flow.agent";

/// npm `yaml` 2 with its defaults.
const YAML: YamlLibrary = YamlLibrary::NPM_YAML;

/// Drops a file because of its name. Some names are reserved for documentation.
fn check_name(file: &File<'_>, documentation: &[&str]) -> Result<(), Verdict> {
    file.check_extension()?;
    let name = file.file_name();
    if documentation.contains(&name) {
        return Err(Verdict::dropped(Part::File, None, format!("files named {name} are skipped")));
    }
    Ok(())
}

/// Returns the front matter: between a line `---` at the very start and the next, which needs a line break.
fn find_front_matter<'a>(file: &'a File<'_>) -> Result<&'a str, Verdict> {
    file.check_no_bom()?;
    let Some(rest) = file.text().strip_prefix("---\n") else {
        let reason = match file.text().strip_prefix("---\r\n") {
            Some(_) => "CRLF line endings, not LF",
            None => unopened(file.text()),
        };
        return Err(Verdict::dropped(Part::Delimiters, Some(file.first_line()), reason));
    };
    let end = rest.find("\n---\n").and_then(|end| rest.get(..end));
    end.ok_or_else(|| {
        let verdict = Verdict::dropped(Part::Delimiters, file.opening(), UNCLOSED);
        verdict.detail("It must be alone on its line, with a line feed (LF) after it.")
    })
}

fn agent_verdict(file: &File<'_>) -> VerdictResult {
    check_name(file, &["README.md", "MIGRATION_SUMMARY.md"])?;
    file.check_visible()?;
    let value = file.load(find_front_matter(file)?, &YAML).map_err(|refusal| {
        let cause = file.error_range(&refusal, "---\n".len());
        Verdict::dropped(Part::Yaml, cause, refusal.reason())
    })?;
    let map = value.map();
    let Some(name) = map.and_then(|map| map.get("name")).filter(|name| name.is_truthy()) else {
        let (cause, why) = wanting(file, map, &["name"]);
        return Err(Verdict::dropped(Part::Field, cause, why));
    };
    let metadata = map.and_then(|map| map.get("metadata")).and_then(Value::map);
    if !metadata.and_then(|metadata| metadata.get("description")).is_some_and(Value::is_truthy) {
        let (cause, why) = wanting(file, metadata, &["metadata", "description"]);
        let why = match map.and_then(|map| map.get("description")) {
            Some(_) if metadata.is_none_or(|metadata| metadata.get("description").is_none()) => {
                why.detail("The one outside of `metadata` does not count.")
            }
            _ => why,
        };
        return Err(Verdict::dropped(Part::Field, cause, why));
    }
    let mut verdict = Verdict::loads();
    if name.as_str().is_none() {
        verdict.lose(
            file.value_range(&["name"]),
            IgnoredPart::new("listing agents fails").because("`name` must be a string"),
        );
    }
    Ok(verdict)
}

/// Returns the range of, and the reason for, a value that is missing or falsy in JavaScript. `holder` is the mapping
/// that it must be in.
fn wanting(file: &File<'_>, holder: Option<&Map>, path: &[&str]) -> (Option<Range<usize>>, Why) {
    let name = path.join(".");
    let place = file.value_range(path).or_else(|| file.key_range(path.get(..1)?)).or_else(|| file.opening());
    let why = match path.last().and_then(|key| holder?.get(key)) {
        None => Why::new(format!("`{name}` is missing")),
        Some(Value::Null | Value::Text(_)) => Why::new(format!("`{name}` is empty")),
        Some(value) => {
            let why = Why::new(format!("`{name}` is `{}`", value.to_js_text()));
            why.detail("It counts as missing.")
        }
    };
    (place, why)
}

#[cfg(test)]
mod tests;
