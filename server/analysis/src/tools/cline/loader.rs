//! Models how Cline reads rules, workflows, skills and agents. None of them needs a key but agents; what is wrong drops
//! the file, and nothing is said.
//!
//! Facts: npm `cline` 3.0.65 with `@cline/core` 0.0.86 (Apache-2.0) and npm `yaml` 2, and readings of its loaders over
//! 600 files. The extension for VS Code reads rules by other means, and no verdict is about it.
//!
//! Not modelled: npm `yaml` rejects more than a hundred aliases, which only a bomb has.

use std::rc::Rc;

use crate::loading::block::{Block, UNCLOSED, bom, js_space, unopened};
use crate::loading::shape::{Shape, keyless};
use crate::loading::value::{Map, Value};
use crate::loading::yaml::{ParseError, YamlLibrary};
use crate::loading::{File, IgnoredPart, Loader, Outcome, Part, Verdict, VerdictResult, lose_limits};

mod agent;

/// The loaders of this tool.
pub(crate) static LOADERS: &[Loader] = &[
    Loader::new("cline.rule", |file| {
        check_extension(file, &["md", "markdown", "txt"])?;
        file_verdict(file, &["name"])
    }),
    Loader::new("cline.workflow", |file| {
        check_extension(file, &["md", "markdown", "txt"])?;
        file_verdict(file, &["name"])
    }),
    Loader::new("cline.skill", |file| file_verdict(file, &["name", "description"])),
    Loader::new("cline.agent", agent::agent_verdict),
];

/// npm `yaml` 2, core schema.
const YAML: YamlLibrary = YamlLibrary::NPM_YAML;

/// Drops a file with another extension. A rule may have the name `.clinerules`.
fn check_extension(file: &File<'_>, extensions: &[&str]) -> Result<(), Verdict> {
    let name = file.file_name();
    let extension =
        name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, extension)| extension);
    let fits = |extension: &str| extensions.iter().any(|known| known.eq_ignore_ascii_case(extension));
    if name.is_empty() || name == ".clinerules" || extension.is_some_and(fits) {
        return Ok(());
    }
    let reason = format!("the file name does not end in `.{}`", extensions.first().unwrap_or(&"md"));
    Err(Verdict::dropped(Part::File, None, reason))
}

/// Loads a file whose `texts` are strings, whose switches are booleans, and which has a body.
fn file_verdict(file: &File<'_>, texts: &[&str]) -> VerdictResult {
    let block = find_front_matter(file.text());
    let (map, mut verdict) = match &block {
        None => (None, placeholder(file, Part::Delimiters, unopened_in(file))),
        Some(block) => match read_keys(file, block)? {
            Value::Map(map) if map.iter().next().is_some() => (Some(map), Verdict::loads()),
            Value::Map(_) => (None, placeholder(file, Part::Yaml, "the front matter is empty")),
            value => (None, placeholder(file, Part::Yaml, keyless(&value))),
        },
    };
    check_body(file, block.map_or(0, |block| block.body))?;
    if let Some(map) = &map {
        check_keys(file, map, texts)?;
        add_ignored(file, map, &mut verdict);
    }
    Ok(verdict)
}

/// Returns the front matter: from a line of exactly `---` at the very start, behind at most one byte-order mark, to the
/// next line that starts with three dashes.
fn find_front_matter(text: &str) -> Option<Block> {
    let open = bom(text);
    let rest = text.get(open..)?;
    let start = ["---\n", "---\r\n"].iter().find(|line| rest.starts_with(**line))?.len();
    let rest = rest.get(start..)?;
    let end = rest.find("\n---")?;
    let content = rest.get(..end)?;
    let content = content.strip_suffix('\r').unwrap_or(content);
    let start = open + start;
    Some(Block { content: start..start + content.len(), body: start + end + "\n---".len() })
}

/// Returns why no front matter was found.
fn unopened_in(file: &File<'_>) -> &'static str {
    let text = file.text();
    unopened(text.get(bom(text)..).unwrap_or_default())
}

fn placeholder(file: &File<'_>, part: Part, reason: &'static str) -> Verdict {
    let cause = if reason == UNCLOSED { file.opening() } else { Some(file.first_line()) };
    Verdict::new(Outcome::Placeholder, part, cause, reason).detail("The whole text counts.")
}

/// Parses the front matter. What is no mapping counts as no keys.
fn read_keys(file: &File<'_>, block: &Block) -> Result<Value, Verdict> {
    let refused = |refusal: ParseError| file.refused(&refusal, block.content.start, "invalid YAML");
    file.load(block.content_of(file.text()), &YAML).map_err(refused)
}

/// Drops a file without a text behind an offset. If the file continues beyond the text that was read, it has one.
fn check_body(file: &File<'_>, start: usize) -> Result<(), Verdict> {
    let body = file.text().get(start..).unwrap_or_default();
    if !file.is_whole() || !body.trim_matches(js_space).is_empty() {
        return Ok(());
    }
    let cause = file.front.and_then(|front| front.close.clone()).or_else(|| file.opening());
    Err(Verdict::dropped(Part::File, cause, "the body is empty"))
}

/// Returns the value of a key, if it is not empty.
fn given<'a>(map: &'a Map, key: &str) -> Option<&'a Value> {
    map.get(key).filter(|value| **value != Value::Null)
}

/// Drops a file with a value of another type. Empty values count as missing.
fn check_keys(file: &File<'_>, map: &Rc<Map>, texts: &[&str]) -> Result<(), Verdict> {
    // The second switch is looked at if the first is not there.
    let switches: &[&str] = if given(map, "disabled").is_some() { &["disabled"] } else { &["enabled"] };
    let texts = texts.iter().map(|key| (key, Shape::Text));
    for (key, shape) in texts.chain(switches.iter().map(|key| (key, Shape::Boolean))) {
        if let Some(why) = given(map, key).and_then(|value| shape.misfit(key, value)) {
            let cause = file.value_range(&[key]).or_else(|| file.opening());
            return Err(Verdict::dropped(Part::Field, cause, why));
        }
    }
    Ok(())
}

/// Reports what has no effect. Patterns limit a rule in VS Code, so that authors of such rules know of them.
fn add_ignored(file: &File<'_>, map: &Map, verdict: &mut Verdict) {
    lose_limits(file, map, verdict);
    if map.get("paths").is_some() {
        let ignored = IgnoredPart::new("`paths` has no effect").because("every rule counts").minor();
        verdict.lose(file.key_range(&["paths"]), ignored);
    }
    if given(map, "disabled").is_some() && given(map, "enabled").is_some() {
        let ignored = IgnoredPart::new("`enabled` has no effect").because("`disabled` is set");
        verdict.lose(file.key_range(&["enabled"]), ignored);
    }
}

#[cfg(test)]
mod tests;
