//! How the reference library of agentskills.io reads skills. It is a validator: tools that read skills are milder, and
//! so a skill that it finds fault with is taken for repaired, as a client would warn and load.
//!
//! Facts: PyPI `skills-ref` 0.1.1 (`skills_ref/parser.py` and `validator.py`, Apache-2.0, with `strictyaml` 1.7.3), and
//! readings of it over 4,300 files.
//!
//! Not modelled: names are compared in Unicode's form NFKC; and a text in quotes may have a tab at the start of a line.

use std::ops::Range;
use std::rc::Rc;

use super::block::bom;
use super::value::{Map, Value};
use super::yaml::{DEEPEST, Flavour, Numbers, load};
use super::{File, Judged, Loader, Outcome, Part, Verdict};
use crate::syntax::lines::lines;

/// The loaders of this tool.
pub(super) static LOADERS: &[Loader] = &[Loader {
    id: "agent-skills.skill",
    document: "agent-skills.skill",
    tool: "skills-ref",
    version: "0.1.1",
    checked: "2026-11-23",
    judge,
}];

/// strictyaml 1.7.
const STRICT_YAML: Flavour = Flavour {
    last_key_wins: false,
    merges: false,
    dates: false,
    numbers: Numbers::Core,
    unknown_tags: false,
    strict: false,
    deepest: DEEPEST,
    texts_only: true,
    old_breaks: false,
    controls: false,
    libyaml: false,
    bun: false,
    stand_ins: false,
};

/// The keys that there are.
const KEYS: [&str; 6] = ["name", "description", "license", "compatibility", "metadata", "allowed-tools"];

fn judge(file: &File<'_>) -> Judged {
    let map = read(file)?;
    for key in ["name", "description"] {
        let dropped = |cause, reason: String| Verdict::new(Outcome::Dropped, Part::Field, cause, reason);
        match map.get(key) {
            None => return Err(dropped(file.opening(), format!("`{key}` is missing"))),
            Some(Value::Text(text)) if !text.trim().is_empty() => {}
            Some(_) => return Err(dropped(file.value(&[key]), format!("`{key}` is no text, or is empty"))),
        }
    }
    let unknown = map.iter().map(|(key, _)| key).find(|key| !KEYS.contains(key));
    let repaired = |key: &str, cause: Option<Range<usize>>, reason: String| {
        let cause = cause.or_else(|| file.key(&[key])).or_else(|| file.opening());
        Verdict::new(Outcome::Repaired, Part::Field, cause, reason)
    };
    if let Some(key) = unknown {
        return Ok(repaired(key, file.key(&[key]), format!("`{key}` is no key of a skill")));
    }
    if let Some(value) = map.get("compatibility").filter(|value| value.text().is_none()) {
        let reason = format!("`compatibility` is {}, and must be a text", value.describe());
        return Ok(repaired("compatibility", file.value(&["compatibility"]), reason));
    }
    for (key, longest) in [("name", 64), ("description", 1024), ("compatibility", 500)] {
        let Some(text) = map.get(key).and_then(Value::text) else { continue };
        let text = if key == "name" { text.trim() } else { text };
        if text.chars().count() > longest {
            let reason = format!("`{key}` has more than {longest} characters");
            return Ok(repaired(key, file.value(&[key]), reason));
        }
    }
    match map.get("name").and_then(Value::text).and_then(|name| name_fault(name.trim(), file.folder())) {
        Some(reason) => Ok(repaired("name", file.value(&["name"]), reason)),
        None => Ok(Verdict::loads()),
    }
}

/// What is wrong with a name.
fn name_fault(name: &str, folder: &str) -> Option<String> {
    let fits = |char: char| char.is_alphanumeric() || char == '-';
    if name != name.to_lowercase() {
        Some("`name` must be in lower case".to_owned())
    } else if name.starts_with('-') || name.ends_with('-') || name.contains("--") {
        Some("`name` may have single hyphens between words only".to_owned())
    } else if !name.chars().all(fits) {
        Some("`name` may hold letters, digits and hyphens only".to_owned())
    } else {
        (name != folder && !folder.is_empty())
            .then(|| format!("`name` must be `{folder}`, the name of its folder"))
    }
}

/// Three dashes at the very start, and then whatever stands before the next three, even within a value.
fn read(file: &File<'_>) -> Result<Rc<Map>, Verdict> {
    let dropped = |part, cause, reason: &str| Err(Verdict::new(Outcome::Dropped, part, cause, reason));
    if bom(file.text) > 0 {
        let cause = Some(0..bom(file.text));
        return dropped(Part::Delimiters, cause, "a byte-order mark stands before the front matter");
    }
    let Some(rest) = file.text.strip_prefix("---") else {
        return dropped(Part::Delimiters, Some(file.first_line()), "it does not start with `---`");
    };
    let Some(end) = rest.find("---") else {
        return dropped(Part::Delimiters, file.opening(), "no `---` closes the front matter");
    };
    // Python reads a lone CR as the end of a line.
    let block = rest.get(..end).unwrap_or_default().replace("\r\n", "\n").replace('\r', "\n");
    let start = "---".len();
    if let Some(at) = stray_tab(&block) {
        return dropped(
            Part::Yaml,
            Some(start + at..start + at + 1),
            "the front matter holds a tab outside of quotes",
        );
    }
    if let Some(at) = block.find(|char: char| char.is_control() && !matches!(char, '\n' | '\t' | '\u{85}')) {
        return dropped(
            Part::Yaml,
            Some(start + at..start + at + 1),
            "the front matter holds a control character",
        );
    }
    match load(&block, &STRICT_YAML) {
        Ok(Value::Map(map)) => Ok(map),
        Ok(_) => dropped(Part::Yaml, file.opening(), "the front matter holds no keys"),
        Err(refusal) => {
            let reason = if refusal.plain {
                refusal.message.as_str()
            } else {
                "the front matter is not YAML as strictyaml takes it"
            };
            dropped(Part::Yaml, file.fault(&refusal, start), reason)
        }
    }
}

/// A tab that its library does not take: outside of quotes, blocks and comments.
fn stray_tab(block: &str) -> Option<usize> {
    let mut within_block = None;
    lines(block, 0).find_map(|line| {
        if within_block.is_some_and(|indent| line.is_blank() || line.indent() > indent) {
            return None;
        }
        within_block = crate::syntax::lines::block_scalar_header(line.text).map(|_| line.indent());
        let tab = line.text.find('\t')?;
        let before = line.text.get(..tab)?;
        let quoted = before.matches('"').count() % 2 == 1 || before.matches('\'').count() % 2 == 1;
        (!quoted && !before.contains('#')).then_some(line.start + tab)
    })
}

#[cfg(test)]
mod tests;
