//! How claude-flow 2 and agentic-flow read agents. Both take the same header, with LF alone at the end of its lines.
//!
//! claude-flow 3 reads no agents itself: it leaves them to Claude Code.
//!
//! Facts: readings of npm `claude-flow` 2.7.35 (`dist/src/agents/agent-loader.js`) and npm `agentic-flow` 2.1.3
//! (`dist/utils/agentLoader.js`), both MIT, over 600 files.

use std::ops::Range;

use super::block::bom;
use super::value::Value;
use super::yaml::{Flavour, load};
use super::{File, Judged, Loader, Outcome, Part, Verdict};

/// The loaders of these tools.
pub(super) static LOADERS: &[Loader] = &[
    Loader {
        id: "claude-flow.agent",
        document: "claude-flow.agent",
        tool: "claude-flow",
        version: "2.7.35",
        checked: "2026-11-23",
        judge,
    },
    Loader {
        id: "agentic-flow.agent",
        document: "claude-flow.agent",
        tool: "agentic-flow",
        version: "2.1.3",
        checked: "2026-11-23",
        judge: judge_agentic,
    },
];

/// npm `yaml` 2, as it is without settings.
const YAML: Flavour = Flavour::npm_yaml();

fn dropped(part: Part, cause: Option<Range<usize>>, reason: impl Into<String>) -> Verdict {
    Verdict::new(Outcome::Dropped, part, cause, reason)
}

/// The front matter: between a line `---` at the very start and the next, which needs a line end.
fn find<'a>(file: &File<'a>) -> Result<&'a str, Verdict> {
    if !file.path.is_empty() && !file.path.ends_with(".md") {
        return Err(dropped(Part::File, None, "the name of the file does not end in `.md`"));
    }
    if bom(file.text) > 0 {
        let reason = "a byte-order mark stands before the front matter";
        return Err(dropped(Part::Delimiters, Some(0..bom(file.text)), reason));
    }
    let Some(rest) = file.text.strip_prefix("---\n") else {
        let reason = "it does not start with a line `---` that ends in LF";
        return Err(dropped(Part::Delimiters, Some(file.first_line()), reason));
    };
    let end = rest.find("\n---\n").and_then(|end| rest.get(..end));
    end.ok_or_else(|| {
        dropped(Part::Delimiters, file.opening(), "no line `---` that ends in LF closes the front matter")
    })
}

fn judge(file: &File<'_>) -> Judged {
    let block = find(file)?;
    let value = load(block, &YAML).map_err(|refusal| {
        let cause = file.fault(&refusal, "---\n".len());
        dropped(Part::Yaml, cause, refusal.reason())
    })?;
    let map = value.map();
    let name = map.and_then(|map| map.get("name")).is_some_and(Value::is_truthy);
    if !name {
        let cause = file.value(&["name"]).or_else(|| file.opening());
        return Err(dropped(Part::Field, cause, "`name` is missing or empty"));
    }
    let metadata = map.and_then(|map| map.get("metadata")).and_then(Value::map);
    let description = metadata.and_then(|metadata| metadata.get("description")).is_some_and(Value::is_truthy);
    if !description {
        let cause = file.value(&["metadata"]).or_else(|| file.opening());
        return Err(dropped(
            Part::Field,
            cause,
            "it looks for the description in `metadata`, and there is none",
        ));
    }
    Ok(Verdict::loads())
}

/// agentic-flow reads lines: a word at the start, a colon, and at least one character behind it, from which quotes are
/// taken off. The last line of a key counts. Documentation, by its name, is passed over.
fn judge_agentic(file: &File<'_>) -> Judged {
    if file.path.ends_with("/README.md") {
        return Err(dropped(Part::File, None, "files called README.md are passed over"));
    }
    let block = find(file)?;
    let value = |line: &'_ str, key: &str| {
        let text = line.strip_prefix(key)?.strip_prefix(':')?.to_owned();
        // The dot of JavaScript's regular expressions does not stand for these line ends.
        (!text.is_empty() && !text.contains(['\r', '\u{2028}', '\u{2029}'])).then_some(text)
    };
    for key in ["name", "description"] {
        let last = block.split('\n').filter_map(|line| value(line, key)).next_back();
        let quoted = |text: &str| matches!(text.trim(), "\"\"" | "''" | "\"" | "'");
        if last.is_none_or(|text| quoted(&text)) {
            let cause = file.key(&[key]).or_else(|| file.opening());
            return Err(dropped(Part::Field, cause, format!("no line starts with `{key}:` and has a value")));
        }
    }
    Ok(Verdict::loads())
}

#[cfg(test)]
mod tests;
