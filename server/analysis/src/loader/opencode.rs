//! How OpenCode reads files.
//!
//! The front matter is read by gray-matter, whose YAML library is js-yaml 3; what that refuses is repaired and read
//! again ([`markdown`]). A key of the wrong type stops the whole program ([`config`]).
//!
//! Facts: readings of npm `opencode-ai` 1.18.33 over 600 files, its sources (anomalyco/opencode,
//! `packages/opencode/src/config`), and npm `gray-matter` 4.0.3.

use super::{File, Judged, Loader, Outcome, Part, Verdict};
use config::Schema;
use markdown::Front;

mod config;
mod markdown;

/// The loaders of this tool.
pub(super) static LOADERS: &[Loader] = &[
    loader("opencode.agent", |file| judge(file, config::AGENT)),
    loader("opencode.mode", |file| judge(file, config::AGENT)),
    loader("opencode.command", |file| judge(file, config::COMMAND)),
    loader("opencode.skill", judge_skill),
];

const fn loader(document: &'static str, judge: fn(&File<'_>) -> Judged) -> Loader {
    Loader { id: document, document, tool: "OpenCode", version: "1.18.33", checked: "2026-11-23", judge }
}

/// Agents, modes and commands: part of the configuration, of which one wrong value stops the program.
fn judge(file: &File<'_>, schema: &Schema) -> Judged {
    if !file.path.is_empty() && !file.path.ends_with(".md") {
        let reason = "the name of the file does not end in `.md`";
        return Err(Verdict::new(Outcome::Dropped, Part::File, None, reason));
    }
    let front = markdown::read(file)?;
    if let Front::Keys { map, .. } = &front {
        config::check(file, map, schema)?;
    }
    front.verdict(file)
}

/// Skills: listed if they have a name and, to be of use, a description.
fn judge_skill(file: &File<'_>) -> Judged {
    let front = markdown::read(file)?;
    let drop = |key: &str, reason: String| {
        let cause = file.value(&[key]).or_else(|| file.opening());
        Verdict::new(Outcome::Dropped, Part::Field, cause, reason)
    };
    let Front::Keys { map, .. } = &front else {
        let verdict = front.verdict(file).unwrap_or_else(|verdict| verdict);
        return Err(Verdict { outcome: Outcome::Dropped, ..verdict });
    };
    match map.get("name") {
        Some(name) if name.text().is_some() => {}
        Some(other) => {
            return Err(drop("name", format!("`name` is {}, and must be a text", other.describe())));
        }
        None => return Err(drop("name", "`name` is missing".to_owned())),
    }
    let verdict = front.verdict(file)?;
    match map.get("description") {
        Some(text) if text.text().is_some_and(|text| !text.is_empty()) => Ok(verdict),
        Some(text) if text.text().is_none() => {
            Err(drop("description", format!("`description` is {}, and must be a text", text.describe())))
        }
        _ => Err(Verdict::new(
            Outcome::Placeholder,
            Part::Field,
            file.opening(),
            "`description` is missing, so nothing says what it is for",
        )),
    }
}

#[cfg(test)]
mod tests;
