//! Agents of plugins, skills and commands. Claude Code lists them whatever their front matter says, and replaces what
//! it cannot read there.

use std::rc::Rc;

use super::agent::{LARGEST, LONGEST_NAME};
use super::front::Front;
use super::hooks::{NEWEST, Release, V2_1_330};
use super::unreadable::keyless;
use super::{fields, hooks, tools};
use crate::loading::value::{Map, Value};
use crate::loading::{File, IgnoredPart, Outcome, Part, Size, Verdict, VerdictResult};

/// Maximum size of a `SKILL.md`.
const LARGEST_SKILL: Size = Size::Megabyte;

/// Maximum listed length of a skill's description, in UTF-16 code units.
const LONGEST_DESCRIPTION: usize = 1_536;

pub(super) fn plugin_agent_verdict(file: &File<'_>) -> VerdictResult {
    // Unlike in `.claude/agents`, the extension is case-insensitive.
    if !file.path.is_empty() && !file.path.to_ascii_lowercase().ends_with(".md") {
        return Err(Verdict::dropped(Part::File, None, "the file name does not end in `.md`"));
    }
    file.check_size(LARGEST)?;
    let (map, mut verdict) = read_front_matter(file)?;
    long_name(file, &map, &mut verdict);
    for key in ["hooks", "mcpServers", "permissionMode", "initialPrompt"] {
        if map.get(key).is_some() {
            let ignored = IgnoredPart::new(format!("`{key}` has no effect"));
            verdict.lose(file.key_range(&[key]), ignored.because("not in a plugin agent"));
        }
    }
    fields::ignored(file, &map, fields::PLUGIN_AGENT, &mut verdict);
    tools::check_tools(file, &map, &mut verdict);
    Ok(verdict)
}

pub(super) fn skill_verdict(file: &File<'_>) -> VerdictResult {
    skill_verdict_of(file, NEWEST)
}

/// Returns the verdict of 2.1.330.
pub(super) fn skill_verdict_330(file: &File<'_>) -> VerdictResult {
    skill_verdict_of(file, V2_1_330)
}

fn skill_verdict_of(file: &File<'_>, release: Release) -> VerdictResult {
    file.check_size(LARGEST_SKILL)?;
    let (map, mut verdict) = read_front_matter(file)?;
    long_name(file, &map, &mut verdict);
    let long = |text: &str| text.encode_utf16().count() > LONGEST_DESCRIPTION;
    if map.get("description").and_then(Value::as_str).is_some_and(long) {
        let ignored = IgnoredPart::new("`description` is cut").because("only 1,536 characters are listed");
        verdict.lose(file.value_range(&["description"]), ignored);
    }
    fields::ignored(file, &map, fields::SKILL, &mut verdict);
    hooks::check_listed(file, &map, "skill", release, &mut verdict);
    Ok(verdict)
}

pub(super) fn command_verdict(file: &File<'_>) -> VerdictResult {
    command_verdict_of(file, NEWEST)
}

/// Returns the verdict of 2.1.330.
pub(super) fn command_verdict_330(file: &File<'_>) -> VerdictResult {
    command_verdict_of(file, V2_1_330)
}

fn command_verdict_of(file: &File<'_>, release: Release) -> VerdictResult {
    let (map, mut verdict) = read_front_matter(file)?;
    hooks::check_listed(file, &map, "command", release, &mut verdict);
    Ok(verdict)
}

/// Reads the keys and the outcome, or fails if the file is listed without its front matter or own description.
fn read_front_matter(file: &File<'_>) -> Result<(Rc<Map>, Verdict), Verdict> {
    let front = Front::from_file(file).map_err(|unreadable| unreadable.verdict(Outcome::Placeholder))?;
    let Some(map) = front.map.clone() else {
        return Err(keyless(file, &front.block).verdict(Outcome::Placeholder));
    };
    let mut verdict = front.loads(file);
    if let Some((part, why)) = replaced(map.get("description")) {
        if part == Part::Field && front.repair.is_none() {
            let cause = file.key_range(&["description"]).or_else(|| file.opening());
            let placeholder = Verdict::new(Outcome::Placeholder, part, cause, why)
                .detail("Claude Code lists another text in its place.");
            verdict = Verdict { ignored: verdict.ignored, ..placeholder };
        } else {
            let ignored = IgnoredPart::new("no description is listed").because(why);
            verdict.lose(file.value_range(&["description"]).or_else(|| file.opening()), ignored);
        }
    }
    Ok((map, verdict))
}

/// Returns why the list shows a substitute description: there is none, or it is empty or not a string.
fn replaced(description: Option<&Value>) -> Option<(Part, &'static str)> {
    match description {
        None => Some((Part::Field, "`description` is missing")),
        Some(Value::Null) => Some((Part::Field, "`description` is empty")),
        Some(Value::Text(text)) if text.trim().is_empty() => Some((Part::Yaml, "`description` is empty")),
        Some(Value::List(_) | Value::Map(_)) => Some((Part::Yaml, "`description` must be a string")),
        Some(_) => None,
    }
}

/// Reports a name that is too long, and is replaced by that of the file or the folder.
fn long_name(file: &File<'_>, map: &Map, verdict: &mut Verdict) {
    let long = |name: &str| name.encode_utf16().count() > LONGEST_NAME;
    if map.get("name").and_then(Value::as_str).is_some_and(long) {
        let ignored = IgnoredPart::new("`name` has no effect").because("longer than 256 characters");
        verdict.lose(file.value_range(&["name"]), ignored);
    }
}
