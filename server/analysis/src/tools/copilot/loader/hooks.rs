//! Hooks of Copilot CLI's agents. It accepts its own notation and that of Claude Code, in which hooks are grouped, and
//! rejects the agent for what it cannot use.

use std::ops::Range;

use super::events::{Event, HookError};
use super::handler;
use crate::loading::shape::{Shape, excerpt};
use crate::loading::value::{Map, Value};
use crate::loading::{File, Part, Verdict, Why};

/// Index of a hook: its item in the event's list, and its index within that item, if any.
type HookIndex = (usize, Option<usize>);

/// Drops an agent for hooks that Copilot CLI rejects.
pub(super) fn check_hooks(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    let Some(hooks) = map.get("hooks") else { return Ok(()) };
    if let Some(why) = Shape::Map.misfit("hooks", hooks) {
        return Err(Verdict::dropped(Part::Field, file.value_range(&["hooks"]), why));
    }
    for (name, items) in hooks.map().into_iter().flat_map(Map::iter) {
        let Some(event) = Event::called(name) else {
            let reason = format!("{} is not a hook event", excerpt(name));
            return Err(Verdict::dropped(Part::Field, file.key_range(&["hooks", name]), reason));
        };
        let Value::List(items) = items else {
            let why = Why::new(format!("{} hooks must be a list", excerpt(name)));
            let why = why.detail(format!("The value of `{name}` is {}.", items.describe()));
            return Err(Verdict::dropped(Part::Field, file.value_range(&["hooks", name]), why));
        };
        let star = name == event.claude;
        for (index, item) in items.iter().enumerate() {
            if let Some((place, (key, fault))) = group_error(item, index, event, star) {
                let cause =
                    locate_error(file, name, place, key).or_else(|| file.value_range(&["hooks", name]));
                let detail = format!("{} The hook is for `{name}`.", fault.detail);
                let verdict = Verdict::dropped(Part::Field, cause, fault.reason);
                return Err(verdict.detail(detail.trim_start()));
            }
        }
    }
    Ok(())
}

/// Returns what is wrong with an item: a hook, or a group of hooks with a matcher for those without their own.
fn group_error(item: &Value, index: usize, event: &Event, star: bool) -> Option<(HookIndex, HookError)> {
    let here = (index, None);
    let Value::Map(group) = item else {
        return Some((here, not_a_hook(item)));
    };
    let Some(Value::List(hooks)) = group.get("hooks") else {
        return handler::hook_error(group, group.get("matcher"), event, star).map(|fault| (here, fault));
    };
    let matcher = group.get("matcher").filter(|matcher| matcher.as_str().is_some());
    hooks.iter().enumerate().find_map(|(inner, hook)| {
        let fault = match hook {
            Value::Map(hook) if matches!(hook.get("hooks"), Some(Value::List(_))) => {
                Some((Some("hooks"), "a hook group inside a hook group".into()))
            }
            Value::Map(hook) => handler::hook_error(hook, hook.get("matcher").or(matcher), event, star),
            other => Some(not_a_hook(other)),
        };
        fault.map(|fault| ((index, Some(inner)), fault))
    })
}

fn not_a_hook(value: &Value) -> HookError {
    (None, format!("a hook must be a mapping, not {}", value.describe()).into())
}

/// Returns the range of an error in a hook. A matcher may be that of its group.
fn locate_error(
    file: &File<'_>,
    event: &str,
    (index, inner): HookIndex,
    key: Option<&str>,
) -> Option<Range<usize>> {
    let root = file.front?.yaml.root.as_ref()?;
    let group = root.entry("hooks")?.value.entry(event)?.value.items().get(index)?;
    let hook = match inner {
        Some(inner) => group.entry("hooks")?.value.items().get(inner)?,
        None => group,
    };
    let under = key.and_then(|key| hook.entry(key).or_else(|| group.entry(key)));
    Some(under.map_or_else(|| hook.span.clone(), |entry| entry.value_range().clone()))
}
