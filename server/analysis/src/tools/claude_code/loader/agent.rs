//! Agents in `.claude/agents`: why Claude Code drops one, and what it ignores.

use super::front::Front;
use super::hooks::{NEWEST, Release, V2_1_330};
use super::unreadable::keyless;
use super::{fields, hooks, tools};
use crate::loading::block::CUT;
use crate::loading::shape::{Shape, missing};
use crate::loading::value::{Map, Value};
use crate::loading::{File, Outcome, Part, Size, Verdict, VerdictResult, Why};

/// Maximum size of an agent file.
pub(super) const LARGEST: Size = Size::Mebibyte;

/// Maximum length of a name, in UTF-16 code units.
pub(super) const LONGEST_NAME: usize = 256;

/// Keys whose valid values are known.
pub(super) const CHECKS: &[&str] = &[
    "background",
    "color",
    "isolation",
    "permissionMode",
    "memory",
    "effort",
    "maxTurns",
    "autoCompactWindow",
];

pub(super) fn agent_verdict(file: &File<'_>) -> VerdictResult {
    agent_verdict_of(file, NEWEST)
}

/// Returns the verdict of 2.1.330.
pub(super) fn agent_verdict_330(file: &File<'_>) -> VerdictResult {
    agent_verdict_of(file, V2_1_330)
}

fn agent_verdict_of(file: &File<'_>, release: Release) -> VerdictResult {
    file.check_extension()?;
    file.check_size(LARGEST)?;
    let front = Front::from_file(file).map_err(|unreadable| unreadable.verdict(Outcome::Dropped))?;
    let Some(map) = &front.map else { return Err(keyless(file, &front.block).verdict(Outcome::Dropped)) };
    let name = required(file, &front, map, "name")?;
    required(file, &front, map, "description")?;
    check_name(file, name)?;
    let passed_over = hooks::check_agent(file, map, release).map_err(|verdict| by_repair(&front, verdict))?;
    let mut verdict = front.loads(file);
    fields::ignored(file, map, fields::AGENT, &mut verdict);
    tools::check_tools(file, map, &mut verdict);
    hooks::ignored(passed_over, release, &mut verdict);
    Ok(verdict)
}

/// Returns the string of a required key.
fn required<'a>(file: &File<'_>, front: &Front, map: &'a Map, key: &str) -> Result<&'a str, Verdict> {
    let (cause, why) = match map.get(key) {
        Some(Value::Text(text)) if !text.is_empty() => return Ok(text),
        Some(value) => (file.value_range(&[key]), Shape::Text.mismatch(key, value)),
        None => match file.cut(front.block.content.end) {
            Some(cut) => (Some(cut), Why::new(CUT).detail(format!("`{key}` is after it."))),
            None => (file.opening(), missing(map, key)),
        },
    };
    Err(Verdict::dropped(Part::Field, cause, why))
}

/// Returns the verdict on hooks that the repair has broken.
fn by_repair(front: &Front, mut verdict: Verdict) -> Verdict {
    let changed = front.repair.iter().flat_map(|(repair, _)| &repair.changed);
    if changed.into_iter().any(|(key, _)| key == "hooks") {
        verdict.reason = "invalid YAML, and its repair breaks `hooks`".into();
        verdict.detail = "Claude Code puts the value in quotes and reads a string.".into();
    }
    verdict
}

/// Checks a name. The rules apply to its Unicode form NFKC, too.
fn check_name(file: &File<'_>, name: &str) -> Result<(), Verdict> {
    let colons = [':', '\u{fe13}', '\u{fe55}', '\u{ff1a}'];
    let why = if name.contains(colons) {
        Why::new("`name` contains `:`").detail("Only names of plugin agents have one, after the plugin.")
    } else if name.starts_with(['-', '\u{fe63}', '\u{ff0d}']) {
        Why::new("`name` starts with `-`")
    } else if name.encode_utf16().count() > LONGEST_NAME {
        Why::new("`name` is longer than 256 characters")
    } else {
        return Ok(());
    };
    Err(Verdict::dropped(Part::Field, file.value_range(&["name"]), why))
}
