//! Models how OpenCode reads files.
//!
//! The front matter is parsed by gray-matter ([`markdown`]), whose YAML library is js-yaml 3 ([`js_yaml`]); what that
//! rejects is repaired ([`repair`]) and parsed again. A key of the wrong type keeps the whole program from starting, or
//! drops a mode ([`config`]).
//!
//! Facts: readings of npm `opencode-ai` 1.18.33 over 600 files and, for modes, over single files; its sources
//! (anomalyco/opencode, `packages/opencode/src/config`, `packages/core/src/v1/config`); npm `gray-matter` 4.0.3.

use crate::loading::shape::Shape;
use crate::loading::value::Map;
use crate::loading::{File, Loader, Outcome, Part, Verdict, VerdictResult, lose_limits};
use config::ConfigKind;
use markdown::{GrayMatter, read_gray_matter, read_loaded};
use repair::{BLOCK_SCALARS, SecondTry};

pub(in crate::tools) mod config;
mod js_yaml;
pub(in crate::tools) mod markdown;
pub(in crate::tools) mod repair;

/// The loaders of this tool.
pub(crate) static LOADERS: &[Loader] = &[
    loader("opencode.agent", |file| config_verdict(file, &BLOCK_SCALARS, &config::AGENT)),
    loader("opencode.mode", |file| config_verdict(file, &BLOCK_SCALARS, &config::MODE)),
    loader("opencode.command", |file| config_verdict(file, &BLOCK_SCALARS, &config::COMMAND)),
    loader("opencode.skill", |file| skill_verdict(file, &BLOCK_SCALARS)),
];

const fn loader(document: &'static str, judge: fn(&File<'_>) -> VerdictResult) -> Loader {
    Loader::new(document, judge).reading(|file| read_loaded(file, &BLOCK_SCALARS))
}

/// Loads agents, modes and commands, which are part of the configuration.
pub(in crate::tools) fn config_verdict(
    file: &File<'_>,
    again: &'static SecondTry,
    kind: &ConfigKind,
) -> VerdictResult {
    file.check_extension()?;
    let front = read_gray_matter(file, again)?;
    let GrayMatter::Keys { map, .. } = &front else { return front.verdict(file) };
    kind.check_shapes(file, map)?;
    let mut verdict = front.verdict(file)?;
    kind.lose(file, map, &mut verdict);
    Ok(verdict)
}

/// Loads skills: listed if they have a name and, to be useful, a description.
pub(in crate::tools) fn skill_verdict(file: &File<'_>, again: &'static SecondTry) -> VerdictResult {
    let front = read_gray_matter(file, again)?;
    let GrayMatter::Keys { map, .. } = &front else {
        let verdict = front.verdict(file).unwrap_or_else(|verdict| verdict);
        return Err(Verdict { outcome: Outcome::Dropped, detail: String::new(), ..verdict });
    };
    check_skill(file, map)?;
    let mut verdict = front.verdict(file)?;
    lose_limits(file, map, &mut verdict);
    let reason = match map.get("description").map(|text| text.as_str().unwrap_or_default().is_empty()) {
        Some(false) => return Ok(verdict),
        Some(true) => "`description` is empty",
        None => "`description` is missing",
    };
    let cause = file.value_range(&["description"]).or_else(|| file.opening());
    let placeholder = Verdict::new(Outcome::Placeholder, Part::Field, cause, reason)
        .detail("Without one, the model is not told what the skill is for.");
    Err(Verdict { ignored: verdict.ignored, ..placeholder })
}

/// Drops a skill without a name, or with a name or description that is not a string.
fn check_skill(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    for key in ["name", "description"] {
        let why = match map.get(key) {
            Some(value) => Shape::Text.misfit(key, value),
            None if key == "name" => Some("`name` is missing".into()),
            None => None,
        };
        if let Some(why) = why {
            let cause = file.value_range(&[key]).or_else(|| file.opening());
            return Err(Verdict::dropped(Part::Field, cause, why));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
