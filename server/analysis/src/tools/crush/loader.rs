//! Models how Crush reads skills: strict YAML into a structure, and the rules of the Agent Skills specification. It shows
//! each error.
//!
//! Facts: `internal/skills/skills.go` of charmbracelet/crush of 2026-08-21 (FSL-1.1-MIT) with `yaml.v3` 3.0.1, and readings
//! of that package, built alone, over 536 cases, 2026-11-29.

use std::rc::Rc;

use crate::code_span::code_span;
use crate::loading::block::{Block, CUT, CUT_HERE, REST_IS_BODY, UNCLOSED, bom, unopened};
use crate::loading::shape::{Shape, keyless, missing};
use crate::loading::value::{Map, Value};
use crate::loading::yaml::{Structure, YamlLibrary};
use crate::loading::{File, IgnoredPart, Loader, Part, Verdict, VerdictResult, Why};

/// The loaders of this tool.
pub(crate) static LOADERS: &[Loader] =
    &[Loader { unreleased: true, ..Loader::new("crush.skill", skill_verdict) }];

/// What a skill's front matter is read into.
static SKILL: Structure = Structure {
    keys: &[
        ("name", &[]),
        ("description", &[]),
        ("user-invocable", &[]),
        ("disable-model-invocation", &[]),
        ("license", &[]),
        ("compatibility", &[]),
        ("metadata", &["*"]),
    ],
    is_unique: true,
};

/// `yaml.v3` 3.0.1.
const YAML: YamlLibrary = YamlLibrary::yaml_v3(&SKILL);

/// Scalars are strings, whatever they look like, and null is none.
const TEXT: Shape = Shape::Such(is_text, "a string");
const BOOLEAN: Shape = Shape::Such(is_boolean, "a boolean");
const METADATA: Shape = Shape::Such(is_metadata, "a mapping of strings");

/// The keys with their shapes.
const KEYS: &[(&str, Shape)] = &[
    ("name", TEXT),
    ("description", TEXT),
    ("user-invocable", BOOLEAN),
    ("disable-model-invocation", BOOLEAN),
    ("license", TEXT),
    ("compatibility", TEXT),
    ("metadata", METADATA),
];

/// Maximum lengths, in bytes.
const LONGEST: [(&str, usize, &str); 3] = [
    ("name", 64, "`name` is longer than 64 bytes"),
    ("description", 1024, "`description` exceeds 1,024 bytes"),
    ("compatibility", 500, "`compatibility` exceeds 500 bytes"),
];

fn skill_verdict(file: &File<'_>) -> VerdictResult {
    let block = find_front_matter(file)?;
    let map = read_skill(file, &block)?;
    let field = |key: &str, why: Why| {
        let cause = file.value_range(&[key]).or_else(|| file.opening());
        Verdict::dropped(Part::Field, cause, why)
    };
    let text = |key: &str| map.get(key).and_then(Value::as_str).unwrap_or_default();
    for key in ["name", "description"] {
        if text(key).is_empty() {
            return Err(match (map.get(key), file.cut_after(block.content.end)) {
                (Some(_), _) => field(key, format!("`{key}` is empty").into()),
                (None, Some(cut)) => {
                    let why = Why::new(CUT).detail(format!("`{key}` is after it."));
                    Verdict::dropped(Part::Field, Some(cut), why)
                }
                (None, None) => field(key, missing(&map, key)),
            });
        }
    }
    if let Some((key, _, reason)) = LONGEST.iter().find(|(key, most, _)| text(key).len() > *most) {
        return Err(field(key, (*reason).into()));
    }
    if let Some(why) = name_error(text("name"), file.folder()) {
        return Err(field("name", why));
    }
    let mut verdict = Verdict::loads();
    if let Some(cut) = file.cut_after(block.content.end) {
        verdict.lose(Some(cut), IgnoredPart::new(REST_IS_BODY).because(CUT_HERE));
    }
    Ok(verdict)
}

/// Finds the front matter: between the first line that is not blank and a later one of three dashes, both with any white
/// space around. Lines may end in any way.
fn find_front_matter(file: &File<'_>) -> Result<Block, Verdict> {
    let start = bom(file.text());
    let mut at = start;
    let mut content = None;
    for line in file.text().get(start..).unwrap_or_default().split_inclusive(['\n', '\r']) {
        let next = at + line.len();
        match (line.trim(), content) {
            ("", None) => {}
            ("---", None) => content = Some(next),
            (_, None) => break,
            ("---", Some(content)) => {
                // The line break before the dashes does not count.
                let text = file.text().get(content..at).unwrap_or_default();
                let text = text.strip_suffix('\n').unwrap_or(text);
                let text = text.strip_suffix('\r').unwrap_or(text);
                return Ok(Block { content: content..content + text.len(), body: next });
            }
            _ => {}
        }
        at = next;
    }
    let (cause, reason) = match content {
        Some(_) => (file.opening(), UNCLOSED),
        None => {
            let text = file.text().get(start..).unwrap_or_default();
            let reason = Some(unopened(text)).filter(|reason| *reason != UNCLOSED);
            (Some(file.first_line()), reason.unwrap_or("no front matter"))
        }
    };
    Err(Verdict::dropped(Part::Delimiters, cause, reason))
}

/// Parses the front matter and checks it against the structure.
fn read_skill(file: &File<'_>, block: &Block) -> Result<Rc<Map>, Verdict> {
    let text = block.content_of(file.text());
    let map = match file.load_by_libyaml(text, block.content.start, &YAML)? {
        Value::Map(map) => map,
        Value::Null => Rc::default(),
        value => return Err(Verdict::dropped(Part::Yaml, file.opening(), keyless(&value))),
    };
    file.check_shapes(&map, KEYS)?;
    Ok(map)
}

fn is_text(value: &Value) -> bool {
    !value.is_collection()
}

/// Whether a scalar is a boolean of YAML 1.2, or of 1.1.
fn is_boolean(value: &Value) -> bool {
    const SHORT: [&str; 4] = ["y", "Y", "n", "N"];
    const WORDS: [&str; 6] = ["true", "false", "yes", "no", "on", "off"];
    let is_word = |text: &str| {
        let lower = text.to_lowercase();
        let (first, rest) = text.split_at_checked(1).unwrap_or_default();
        // `yes`, `Yes` and `YES`, but not `yEs`.
        let is_regular = text == lower
            || text == text.to_uppercase()
            || first != first.to_lowercase() && rest == rest.to_lowercase();
        SHORT.contains(&text) || is_regular && WORDS.contains(&lower.as_str())
    };
    match value {
        Value::Null => true,
        value => value.as_str().is_some_and(is_word),
    }
}

fn is_metadata(value: &Value) -> bool {
    match value {
        Value::Null => true,
        value => value.map().is_some_and(|map| map.iter().all(|(_, value)| is_text(value))),
    }
}

/// Returns what is wrong with a name.
fn name_error(name: &str, folder: &str) -> Option<Why> {
    if !name.chars().all(|char| char.is_ascii_alphanumeric() || char == '-') {
        let why = Why::new("invalid character in `name`");
        Some(why.detail("It must be letters, digits and hyphens only."))
    } else if name.split('-').any(str::is_empty) {
        Some(Why::new("misplaced hyphen in `name`").detail("It must be a single one between words."))
    } else if !folder.is_empty() && !name.eq_ignore_ascii_case(folder) {
        let why = Why::new("`name` does not match the folder name");
        Some(why.detail(format!("The folder is {}.", code_span(folder))))
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
