//! How the command line of GitHub Copilot reads files. It repairs nothing and says what it refuses.
//!
//! Facts: readings of npm `@github/copilot` 1.0.102 over 650 files, with its own messages. The package is proprietary
//! and nothing of it is copied here.

use std::ops::Range;
use std::rc::Rc;

use super::block::{Block, bom};
use super::shape::{Shape, misfit};
use super::value::{Map, Value};
use super::yaml::{Flavour, Numbers, load};
use super::{File, Judged, Loader, Outcome, Part, Verdict};
use crate::syntax::lines::{break_length, lines};

mod hooks;

/// The loaders of this tool.
pub(super) static LOADERS: &[Loader] =
    &[loader("copilot.agent", judge), loader("copilot.skill", judge_skill)];

const fn loader(document: &'static str, judge: fn(&File<'_>) -> Judged) -> Loader {
    Loader { id: document, document, tool: "Copilot CLI", version: "1.0.102", checked: "2026-11-23", judge }
}

/// The messages are those of Rust's `serde_yaml`: libyaml, with keys that may not repeat and 128 levels.
const YAML: Flavour = Flavour {
    last_key_wins: false,
    merges: false,
    dates: false,
    numbers: Numbers::Serde,
    unknown_tags: true,
    strict: false,
    deepest: 128,
    texts_only: false,
    old_breaks: true,
    controls: false,
    libyaml: true,
    bun: false,
    stand_ins: false,
};

/// The largest file, in bytes.
const LARGEST: usize = 1_048_576;

/// The keys of an agent whose shape is checked.
const AGENT: &[(&str, Shape)] = &[
    ("name", Shape::Text),
    ("description", Shape::Text),
    ("tools", Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)])),
    ("model", Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)])),
    ("mcp-servers", Shape::Map),
    ("skills", Shape::List(&Shape::Text)),
];

fn judge(file: &File<'_>) -> Judged {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    if !name.is_empty() && (name.starts_with('.') || !name.ends_with(".md")) {
        let reason = "only files that are not hidden and whose names end in `.md` are read";
        return Err(dropped(Part::File, None, reason));
    }
    if file.length > LARGEST {
        return Err(dropped(Part::File, None, "it is larger than 1,048,576 bytes"));
    }
    let map = read(file)?;
    if map.get("description").is_none() {
        return Err(dropped(Part::Field, file.opening(), "`description` is missing"));
    }
    if let Some((key, reason)) = misfit(&map, AGENT) {
        return Err(dropped(Part::Field, file.value(&[key]).or_else(|| file.opening()), reason));
    }
    hooks::check(file, &map)?;
    match map.get("name").and_then(Value::text) {
        Some("general-purpose") => Err(dropped(
            Part::Field,
            file.value(&["name"]),
            "`general-purpose` is a name that it keeps for itself",
        )),
        Some(name) if name.trim().is_empty() && !name.is_empty() => {
            Err(dropped(Part::Field, file.value(&["name"]), "`name` is blank"))
        }
        _ => Ok(Verdict::loads()),
    }
}

/// Skills: what is known is what they refuse in a name.
fn judge_skill(file: &File<'_>) -> Judged {
    let map = read(file)?;
    let fits = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.' | ':' | ' ');
    let good =
        |name: &str| name.starts_with(|first: char| first.is_ascii_alphanumeric()) && name.chars().all(fits);
    match map.get("name").and_then(Value::text) {
        Some(name) if !good(name) => {
            let reason = "`name` must start with a letter or a digit, and hold ASCII letters, digits, `-`, `_`, `.`, \
                          `:` and blanks only";
            Err(dropped(Part::Field, file.value(&["name"]), reason))
        }
        _ => Ok(Verdict::loads()),
    }
}

fn dropped(part: Part, cause: Option<Range<usize>>, reason: impl Into<String>) -> Verdict {
    Verdict::new(Outcome::Dropped, part, cause, reason)
}

/// The keys of the front matter.
fn read(file: &File<'_>) -> Result<Rc<Map>, Verdict> {
    let block = find(file)?;
    let text = block.text(file);
    if let Some(at) = text.find(is_control) {
        let at = block.content.start + at;
        return Err(dropped(Part::Yaml, Some(at..at + 1), "the front matter holds a control character"));
    }
    match load(text, &YAML) {
        Ok(Value::Map(map)) => Ok(map),
        Ok(Value::Null) => Ok(Rc::default()),
        Ok(_) => Err(dropped(Part::Yaml, file.opening(), "the front matter holds no keys")),
        Err(refusal) => {
            let cause = file.fault(&refusal, block.content.start);
            Err(dropped(Part::Yaml, cause, refusal.reason()))
        }
    }
}

fn is_control(char: char) -> bool {
    char.is_control() && !matches!(char, '\n' | '\r' | '\t' | '\u{85}')
}

/// A line of three dashes and blanks at the very start, behind one byte-order mark at most, up to the next such line.
fn find(file: &File<'_>) -> Result<Block, Verdict> {
    let start = bom(file.text);
    let delimiter = |text: &str| text.starts_with("---") && text.trim_end_matches([' ', '\t']) == "---";
    // A lone CR ends no line here.
    let whole = file.text.get(start..).unwrap_or_default();
    let broken = |at: usize| {
        file.text.get(at..).is_some_and(|rest| rest.starts_with('\r') && !rest.starts_with("\r\n"))
    };
    let mut found = lines(whole, start).filter(|line| !broken(line.end()));
    let Some(first) = found.next().filter(|line| line.start == start && delimiter(line.text)) else {
        let reason = "it does not start with a line `---`";
        return Err(dropped(Part::Delimiters, Some(file.first_line()), reason));
    };
    let content = first.end() + break_length(file.text.get(first.end()..).unwrap_or_default());
    match found.find(|line| delimiter(line.text)) {
        Some(close) => Ok(Block { content: content..close.start, body: close.end() }),
        None => Err(dropped(Part::Delimiters, file.opening(), "no line `---` closes the front matter")),
    }
}

#[cfg(test)]
mod tests;
