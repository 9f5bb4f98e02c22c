//! `hooks` of agents, skills and commands. A hook that may block something must not get lost: if Claude Code cannot
//! read one, it drops the agent. Any other unreadable hook is ignored.

use std::ops::Range;

use crate::loading::shape::{excerpt, key_excerpt};
use crate::loading::value::{Map, Value};
use crate::loading::{File, IgnoredPart, Part, Verdict};
use handler::Unread;
pub(super) use release::{NEWEST, Release, V2_1_330};
use search::{Hooks, Search};

mod handler;
mod outside;
mod release;
mod search;

const UNREAD: &str = "Claude Code drops an agent when it cannot read a hook that may block a tool.";

/// An error in the hooks of a file.
pub(super) struct HookFault {
    /// The event that it is about; empty for all hooks.
    event: String,
    /// What is wrong, as a clause.
    why: String,
    /// What to do about it, or details, in a sentence.
    detail: &'static str,
    range: Option<Range<usize>>,
    harm: Harm,
}

/// What an error makes ineffective.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Harm {
    /// The hooks of the event.
    Event,
    /// All hooks, and the agent that has them.
    Hooks,
    /// All hooks, and the `allowed-tools` of a skill.
    Permissions,
}

impl HookFault {
    /// Creates an error of a key in `hooks`.
    fn for_event(
        file: &File<'_>,
        event: &str,
        why: impl Into<String>,
        (harm, detail): (Harm, &'static str),
    ) -> Self {
        let range = file.key_range(&["hooks", event]);
        Self { event: event.to_owned(), why: why.into(), detail, range, harm }
    }

    fn is_fatal(&self) -> bool {
        self.harm != Harm::Event
    }
}

/// Fails with the verdict if Claude Code drops an agent because of its hooks. Returns the ignored hooks.
pub(super) fn check_agent(file: &File<'_>, map: &Map, release: Release) -> Result<Vec<HookFault>, Verdict> {
    let mut faults = hook_faults(file, map, release);
    match faults.iter().position(HookFault::is_fatal) {
        Some(at) => {
            let fault = faults.swap_remove(at);
            Err(Verdict::dropped(Part::Field, fault.range, fault.why).detail(fault.detail))
        }
        None => Ok(faults),
    }
}

/// Reports the ignored hooks of an agent.
pub(super) fn ignored(faults: Vec<HookFault>, release: Release, verdict: &mut Verdict) {
    for HookFault { event, why, range, .. } in faults {
        let what = match release.is_event(&event) {
            true => format!("a {} hook has no effect", key_excerpt(&event)),
            false => format!("{} has no effect", key_excerpt(&event)),
        };
        verdict.lose(range, IgnoredPart::new(what).because(why));
    }
}

/// Reports what a skill or a command loses by its hooks, which never keep it from loading.
pub(super) fn check_listed(file: &File<'_>, map: &Map, noun: &str, release: Release, verdict: &mut Verdict) {
    let (fatal, other): (Vec<_>, _) =
        hook_faults(file, map, release).into_iter().partition(HookFault::is_fatal);
    let allowed = map.get("allowed-tools").is_some_and(Value::is_truthy);
    if allowed && fatal.iter().any(|fault| fault.harm == Harm::Permissions) {
        let ignored = IgnoredPart::new("`allowed-tools` has no effect").because("a hook cannot be read");
        // It follows from the hooks, which are reported in detail.
        verdict.lose(file.key_range(&["allowed-tools"]), ignored.minor());
    }
    for fault in fatal {
        verdict.lose(fault.range, IgnoredPart::new(format!("the {noun} has no hooks")).because(fault.why));
    }
    ignored(other, release, verdict);
}

fn hook_faults(file: &File<'_>, map: &Map, release: Release) -> Vec<HookFault> {
    let mut faults: Vec<_> = outside::misplaced_hooks(file, map, release).into_iter().collect();
    match map.get("hooks") {
        Some(Value::Map(hooks)) if search::is_group(hooks, release) => faults.push(HookFault::for_event(
            file,
            "hooks",
            "`hooks` must map events to lists",
            (Harm::Permissions, "Put the matcher group in a list below an event, such as `PreToolUse`."),
        )),
        Some(Value::Map(hooks)) => {
            let mut search = Search::new(release, &[]);
            faults.extend(
                hooks.iter().filter_map(|(event, value)| event_fault(file, &mut search, event, value)),
            );
        }
        Some(value) if value.is_truthy() => faults.push(HookFault {
            event: String::new(),
            why: format!("`hooks` must be a mapping, not {}", value.describe()),
            detail: UNREAD,
            range: file.value_range(&["hooks"]),
            harm: Harm::Hooks,
        }),
        _ => {}
    }
    faults
}

/// Whether the value of an event contains something that could get lost.
fn is_there(value: &Value) -> bool {
    *value != Value::Null && value.list() != Some(&[])
}

fn event_fault(file: &File<'_>, search: &mut Search, event: &str, value: &Value) -> Option<HookFault> {
    if !search.release.is_event(event) {
        return Some(match search.find_hooks(event, value, value.list().is_none()) {
            Some(_) => {
                let why = format!("{} is not a hook event", excerpt(event));
                let detail = "Move the hooks in it below an event in `hooks`, or remove them.";
                HookFault::for_event(file, event, why, (Harm::Permissions, detail))
            }
            None => HookFault::for_event(file, event, "it is not a hook event", (Harm::Event, "")),
        });
    }
    let unread = match value {
        // Ignored, but nothing is lost with it.
        Value::Null => return None,
        Value::List(groups) => handler::unread(groups),
        value => Some(format!("`{event}` must be a list, not {}", value.describe()).into()),
    };
    let place = |unread: &Unread| Some(unread.range_in(file.node(&["hooks", event])?));
    let at = |unread: &Unread, kind| HookFault {
        range: place(unread),
        ..HookFault::for_event(file, event, &*unread.why, kind)
    };
    let blocks = search.release.blocks(event) && is_there(value);
    if let Some(unread) = unread.as_ref().filter(|_| blocks) {
        return Some(at(unread, (Harm::Permissions, UNREAD)));
    }
    if let Some(inner) = misplaced(search, event, value) {
        let kind = (Harm::Permissions, "Move it directly below `hooks`.");
        let fault = HookFault::for_event(file, event, format!("`{inner}` in `{event}`"), kind);
        let whole = value.list().is_none();
        let range = unread.as_ref().filter(|_| whole).and_then(place).or(fault.range);
        return Some(HookFault { range, ..fault });
    }
    Some(at(&unread?, (Harm::Event, "")))
}

/// Finds an event whose hooks may block something in an event's value, searching each group separately.
fn misplaced(search: &mut Search, event: &str, value: &Value) -> Option<&'static str> {
    let found = match value {
        Value::List(groups) => groups.iter().find_map(|group| search.find_hooks("", group, false)),
        value => search.find_hooks(event, value, false),
    };
    match found? {
        Hooks::Blocking(inner) => Some(inner),
        Hooks::Group => None,
    }
}
