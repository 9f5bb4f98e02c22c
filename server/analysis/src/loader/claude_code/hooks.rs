//! `hooks` of agents and skills. A hook that may stop a tool must not get lost: when Claude Code cannot read one, it
//! drops the agent. Any other hook that it cannot read is ignored.

use std::ops::Range;

use crate::loader::shape::key_excerpt;
use crate::loader::value::{Map, Value};
use crate::loader::{File, Loss, Part, Verdict};

mod handler;

/// The events whose hooks may stop a tool.
const GUARDS: [&str; 2] = ["PreToolUse", "PermissionRequest"];

/// Every event (2.1.330 and <https://code.claude.com/docs/en/hooks>).
const EVENTS: [&str; 31] = [
    "SessionStart",
    "Setup",
    "UserPromptSubmit",
    "UserPromptExpansion",
    "PreToolUse",
    "PermissionRequest",
    "PermissionDenied",
    "PostToolUse",
    "PostToolUseFailure",
    "PostToolBatch",
    "Notification",
    "MessageDisplay",
    "SubagentStart",
    "SubagentStop",
    "TaskCreated",
    "TaskCompleted",
    "Stop",
    "StopFailure",
    "TeammateIdle",
    "InstructionsLoaded",
    "ConfigChange",
    "CwdChanged",
    "DirectoryAdded",
    "FileChanged",
    "WorktreeCreate",
    "WorktreeRemove",
    "PreCompact",
    "PostCompact",
    "Elicitation",
    "ElicitationResult",
    "SessionEnd",
];

/// What is wrong with the hooks of a file.
pub(super) struct Fault {
    /// The event whose hooks it is about; empty for all hooks.
    event: String,
    /// What is wrong, as a clause.
    why: String,
    range: Option<Range<usize>>,
    /// Whether it is about a hook that may stop a tool, or about all hooks.
    fatal: bool,
}

/// Fails with the verdict on an agent whose hooks make Claude Code drop it. Gives the hooks that are ignored.
pub(super) fn check_agent(file: &File<'_>, map: &Map) -> Result<Vec<Fault>, Verdict> {
    let mut faults = faults(file, map);
    match faults.iter().position(|fault| fault.fatal) {
        Some(at) => {
            let fault = faults.swap_remove(at);
            let verdict = Verdict::dropped(Part::Field, fault.range, fault.why);
            Err(verdict
                .detail("Claude Code drops an agent when it cannot read a hook that may block a tool."))
        }
        None => Ok(faults),
    }
}

/// Adds the hooks of an agent that are ignored.
pub(super) fn ignored(faults: Vec<Fault>, verdict: &mut Verdict) {
    for Fault { event, why, range, .. } in faults {
        let event = key_excerpt(&event);
        let what = match EVENTS.contains(&&*event) {
            true => format!("a `{event}` hook has no effect"),
            false => format!("`{event}` has no effect"),
        };
        verdict.lose(range, Loss::of(what).because(why));
    }
}

/// Adds what a skill loses by its hooks, which never keep it from loading.
pub(super) fn check_skill(file: &File<'_>, map: &Map, verdict: &mut Verdict) {
    let (fatal, other): (Vec<_>, _) = faults(file, map).into_iter().partition(|fault| fault.fatal);
    for fault in fatal {
        verdict.lose(fault.range, Loss::of("the skill has no hooks").because(fault.why));
    }
    ignored(other, verdict);
}

fn faults(file: &File<'_>, map: &Map) -> Vec<Fault> {
    let mut faults: Vec<_> = outside(file, map).into_iter().collect();
    match map.get("hooks") {
        Some(Value::Map(hooks)) => {
            for (event, value) in hooks.iter() {
                faults.extend(event_fault(file, event, value));
            }
        }
        Some(value) if value.is_truthy() => faults.push(Fault {
            event: String::new(),
            why: format!("`hooks` must be a mapping, not {}", value.describe()),
            range: file.value(&["hooks"]),
            fatal: true,
        }),
        _ => {}
    }
    faults
}

/// A guard that stands beside `hooks`, or in another mapping than `hooks`.
fn outside(file: &File<'_>, map: &Map) -> Option<Fault> {
    let fault = |event: &str, range| Fault {
        event: event.to_owned(),
        why: format!("`{event}` must be inside `hooks`"),
        range,
        fatal: true,
    };
    map.iter().find_map(|(key, value)| {
        if GUARDS.contains(&key) && is_there(value) {
            return Some(fault(key, file.key(&[key])));
        }
        let inner = value.map().filter(|_| key != "hooks")?;
        let (event, _) = inner.iter().find(|(event, value)| GUARDS.contains(event) && is_there(value))?;
        Some(fault(event, file.key(&[key, event])))
    })
}

/// Whether a guard holds something that could get lost.
fn is_there(value: &Value) -> bool {
    *value != Value::Null && value.list() != Some(&[])
}

fn event_fault(file: &File<'_>, event: &str, value: &Value) -> Option<Fault> {
    let range = file.key(&["hooks", event]);
    let fault = |why, fatal| Fault { event: event.to_owned(), why, range: range.clone(), fatal };
    if !EVENTS.contains(&event) {
        return Some(fault("it is not a hook event".to_owned(), false));
    }
    let why = match value {
        // It is ignored, but nothing is lost with it.
        Value::Null => return None,
        Value::List(matchers) => matchers.iter().find_map(handler::matcher_fault)?,
        value => format!("`{event}` must be a list, not {}", value.describe()),
    };
    Some(fault(why, GUARDS.contains(&event) && is_there(value)))
}
