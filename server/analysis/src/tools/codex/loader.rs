//! Models how Codex reads skills: strict YAML into a structure, and on any error once more with quoted values.
//!
//! Facts: `codex-rs/core-skills` of openai/codex (Apache-2.0), and readings of npm `@openai/codex` 0.171.0 over 536 cases
//! and 188 files, 2026-11-29.

use std::borrow::Cow;
use std::rc::Rc;

use crate::loading::block::{Block, CUT, CUT_HERE, REST_IS_BODY, UNCLOSED, unopened};
use crate::loading::shape::{Shape, keyless, missing};
use crate::loading::value::{Map, Value};
use crate::loading::yaml::{Structure, YamlLibrary};
use crate::loading::{File, IgnoredPart, LIMITS, Loaded, Loader, Outcome, Part, Verdict, VerdictResult, Why};

mod repair;

/// The loaders of this tool.
pub(crate) static LOADERS: &[Loader] = &[
    Loader::new("codex.skill", skill_verdict).reading(read_loaded),
    Loader::new("codex.prompt", prompt_verdict),
];

/// What a skill's front matter is read into; any scalar is a string.
static SKILL: Structure = Structure {
    keys: &[("name", &[]), ("description", &[]), ("metadata", &["short-description"])],
    is_unique: false,
};

/// `serde_yaml` 0.9.
const YAML: YamlLibrary = YamlLibrary::serde_yaml(&SKILL);

/// Maximum length of a name, in characters.
const LONGEST_NAME: usize = 64;

/// Length from which on the model is shown the start of a description only, in characters.
const LONGEST_SHOWN: usize = 1024;

/// A string, or nothing where the key is missing or null.
const TEXT: Shape = Shape::Such(is_text, "a string");
const METADATA: Shape = Shape::Such(is_metadata, "a mapping");

/// Maximum depth of a skill's folder below the folder of all skills.
const DEEPEST: usize = 6;

/// Codex has skills in place of prompts.
fn prompt_verdict(_: &File<'_>) -> VerdictResult {
    let verdict = Verdict::dropped(Part::File, None, "Codex has no prompts any more");
    Err(verdict.detail("Make it a skill: `.codex/skills/NAME/SKILL.md`."))
}

fn skill_verdict(file: &File<'_>) -> VerdictResult {
    check_place(file)?;
    let block = find_front_matter(file)?;
    let text = block.content_of(file.text());
    let (map, mut verdict) = match read_skill(file, &block, text) {
        Ok(map) => (map, Verdict::loads()),
        Err(first) => repaired(file, &block, text, first)?,
    };
    check_name(file, &map)?;
    check_description(file, &map, &block, &mut verdict)?;
    lose_rest(file, &map, &block, &mut verdict);
    Ok(verdict)
}

/// Returns what Codex has of a skill that it loads.
fn read_loaded(file: &File<'_>) -> Loaded {
    let Ok(block) = find_front_matter(file) else { return Loaded { map: Rc::default(), body: 0 } };
    let text = block.content_of(file.text());
    let read = read_skill(file, &block, text);
    let read = read.or_else(|first| repaired(file, &block, text, first).map(|(map, _)| map));
    Loaded { map: read.unwrap_or_default(), body: block.body }
}

/// Drops a skill in a folder where Codex does not look.
fn check_place(file: &File<'_>) -> Result<(), Verdict> {
    let below = file.path.rsplit_once("/skills/").map_or("", |(_, below)| below);
    let folders = || below.split('/').rev().skip(1);
    let reason = if folders().any(|folder| folder.starts_with('.')) {
        "the folder of the skill is hidden"
    } else if folders().count() > DEEPEST {
        "the folder is more than 6 levels deep"
    } else {
        return Ok(());
    };
    Err(Verdict::dropped(Part::File, None, reason))
}

/// Finds the front matter: between a first line and a later one of three dashes, both with any white space around.
fn find_front_matter(file: &File<'_>) -> Result<Block, Verdict> {
    file.check_no_bom()?;
    let mut lines = file.text().split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim() != "---" {
        let reason = match unopened(file.text()) {
            UNCLOSED => "no front matter",
            reason => reason,
        };
        return Err(Verdict::dropped(Part::Delimiters, Some(file.first_line()), reason));
    }
    let start = first.len();
    let mut at = start;
    for line in lines {
        if line.trim() != "---" {
            at += line.len();
        } else if at == start {
            return Err(Verdict::dropped(Part::Delimiters, file.opening(), "the front matter is empty"));
        } else {
            // The line break before the dashes does not count.
            let content = file.text().get(start..at).unwrap_or_default();
            let content = content.strip_suffix('\n').unwrap_or(content);
            let content = content.strip_suffix('\r').unwrap_or(content);
            return Ok(Block { content: start..start + content.len(), body: at + line.len() });
        }
    }
    Err(Verdict::dropped(Part::Delimiters, file.opening(), UNCLOSED))
}

/// Reads the text again with its values in quotes. If that fails, too, the first error stands.
fn repaired(
    file: &File<'_>,
    block: &Block,
    text: &str,
    first: Verdict,
) -> Result<(Rc<Map>, Verdict), Verdict> {
    let Some(mended) = repair::quote_values(text) else { return Err(first) };
    let Ok(map) = read_skill(file, block, &mended) else { return Err(first) };
    if first.part == Part::Field {
        // The YAML is valid, and what is not a string becomes one.
        let mut verdict = Verdict::loads();
        let ignored = IgnoredPart::new("a value is read as written").because(first.reason);
        verdict.lose(first.cause, ignored);
        return Ok((map, verdict));
    }
    let verdict = Verdict::new(Outcome::Repaired, first.part, first.cause, first.reason);
    Ok((map, verdict.detail("Codex reads it with quotes around the values that are not valid YAML.")))
}

/// Parses a text and checks it against the structure.
fn read_skill(file: &File<'_>, block: &Block, text: &str) -> Result<Rc<Map>, Verdict> {
    let map = match file.load_by_libyaml(text, block.content.start, &YAML)? {
        Value::Map(map) => map,
        // Nothing but comments.
        Value::Null => Rc::default(),
        value => return Err(Verdict::dropped(Part::Yaml, file.opening(), keyless(&value))),
    };
    file.check_shapes(&map, &[("name", TEXT), ("description", TEXT), ("metadata", METADATA)])?;
    Ok(map)
}

fn is_text(value: &Value) -> bool {
    !value.is_collection()
}

fn is_metadata(value: &Value) -> bool {
    let is_short = |map: &Map| map.get("short-description").is_none_or(is_text);
    match value {
        Value::Null => true,
        value => value.map().is_some_and(is_short),
    }
}

/// Returns a string as Codex keeps it: on one line, with single spaces.
fn one_line(value: Option<&Value>) -> Cow<'_, str> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    value.and_then(Value::as_str).map_or(Cow::Borrowed(""), |text| Cow::Owned(words(text)))
}

fn check_name(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    let name = one_line(map.get("name"));
    let (name, cause, what) = match name.is_empty() {
        true => (Cow::Borrowed(file.folder()), file.opening(), "the folder name"),
        false => (name, file.value_range(&["name"]), "`name`"),
    };
    if name.chars().count() > LONGEST_NAME {
        let reason = format!("{what} is longer than 64 characters");
        return Err(Verdict::dropped(Part::Field, cause, reason));
    }
    Ok(())
}

fn check_description(
    file: &File<'_>,
    map: &Map,
    block: &Block,
    verdict: &mut Verdict,
) -> Result<(), Verdict> {
    let description = one_line(map.get("description"));
    let cause = file.value_range(&["description"]).or_else(|| file.opening());
    if description.is_empty() {
        let (cause, why) = match (map.get("description"), file.cut_after(block.content.end)) {
            (Some(_), _) => (cause, Why::new("`description` is empty")),
            (None, Some(cut)) => (Some(cut), Why::new(CUT).detail("`description` is after it.")),
            (None, None) => (cause, missing(map, "description")),
        };
        return Err(Verdict::dropped(Part::Field, cause, why));
    }
    if description.chars().count() > LONGEST_SHOWN {
        let ignored = IgnoredPart::new("`description` is cut after 1,021 characters");
        verdict.lose(cause, ignored.because("the model's list of skills shows no more"));
    }
    Ok(())
}

/// Adds what is not read: restrictions, and lines below dashes that end the front matter too early.
fn lose_rest(file: &File<'_>, map: &Map, block: &Block, verdict: &mut Verdict) {
    let is_set = |key: &&&str| match map.get(key) {
        Some(Value::Text(text)) => !matches!(&**text, "" | "false" | "False" | "FALSE"),
        Some(value) => *value != Value::Null,
        None => false,
    };
    for key in LIMITS.iter().filter(is_set) {
        let ignored = IgnoredPart::new(format!("`{key}` has no effect")).because("this key is not read");
        verdict.lose(file.key_range(&[key]), ignored);
    }
    if let Some(cut) = file.cut_after(block.content.end) {
        verdict.lose(Some(cut), IgnoredPart::new(REST_IS_BODY).because(CUT_HERE));
    }
}

#[cfg(test)]
mod tests;
