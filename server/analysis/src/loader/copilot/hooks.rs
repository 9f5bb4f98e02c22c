//! The hooks of Copilot CLI's agents. It takes the notation of Claude Code and its own, and refuses the agent for what
//! it cannot use.

use super::dropped;
use crate::loader::value::{Map, Value};
use crate::loader::{File, Part, Verdict};

/// The events that it was seen to refuse are all that others do not know either; those of Claude Code are let pass.
const EVENTS: &[&str] = &[
    "sessionStart",
    "sessionEnd",
    "userPromptSubmitted",
    "userPromptSubmit",
    "preToolUse",
    "postToolUse",
    "postToolUseFailure",
    "errorOccurred",
    "agentStop",
    "stop",
    "subagentStart",
    "subagentStop",
    "preCompact",
    "postCompact",
    "permissionRequest",
    "permissionDenied",
    "notification",
    "preMcpToolCall",
    "setup",
    "taskCreated",
    "taskCompleted",
    "teammateIdle",
    "configChange",
    "cwdChanged",
    "fileChanged",
    "worktreeCreate",
    "worktreeRemove",
    "instructionsLoaded",
    "elicitation",
    "elicitationResult",
    "stopFailure",
    "postToolBatch",
    "userPromptExpansion",
    "messageDisplay",
    "directoryAdded",
];

/// Refuses what it refuses.
pub(super) fn check(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    let Some(hooks) = map.get("hooks") else { return Ok(()) };
    let refuse = |path: &[&str], reason: String| {
        let cause = file.value(path).or_else(|| file.value(&["hooks"])).or_else(|| file.opening());
        Err(dropped(Part::Field, cause, reason))
    };
    let Value::Map(hooks) = hooks else {
        return refuse(&["hooks"], format!("`hooks` is {}, and must be a mapping", hooks.describe()));
    };
    for (event, groups) in hooks.iter() {
        let lower: String = event
            .char_indices()
            .map(|(at, char)| if at == 0 { char.to_ascii_lowercase() } else { char })
            .collect();
        if !EVENTS.contains(&lower.as_str()) {
            let cause = file.key(&["hooks", event]);
            return Err(dropped(Part::Field, cause, format!("`{event}` is no event that its hooks know")));
        }
        let Value::List(groups) = groups else {
            let has = groups.describe();
            return refuse(
                &["hooks", event],
                format!("the hooks for `{event}` are {has}, and must be a list"),
            );
        };
        for group in groups.iter() {
            if let Some(fault) = fault(group, &lower) {
                return refuse(&["hooks", event], format!("a hook for `{event}` cannot be used: {fault}"));
            }
        }
    }
    Ok(())
}

/// What is wrong with one entry: a group of handlers, or a handler itself.
fn fault(group: &Value, event: &str) -> Option<String> {
    let Value::Map(group) = group else { return Some("it is no mapping".to_owned()) };
    if let Some(Value::Text(matcher)) = group.get("matcher")
        && !is_balanced(matcher)
    {
        return Some("its `matcher` is no regular expression".to_owned());
    }
    match group.get("hooks") {
        Some(Value::List(handlers)) => handlers.iter().find_map(|handler| match handler {
            Value::Map(handler) => handler_fault(handler, event),
            _ => Some("a handler is no mapping".to_owned()),
        }),
        _ => handler_fault(group, event),
    }
}

fn handler_fault(handler: &Map, event: &str) -> Option<String> {
    let text = |key: &str| handler.get(key).and_then(Value::text);
    let guards = matches!(event, "preToolUse" | "preMcpToolCall" | "permissionRequest");
    match handler.get("type") {
        None => {}
        Some(Value::Text(kind)) if &**kind == "command" => {}
        Some(Value::Text(kind)) if &**kind == "http" => {
            let plain = text("url").is_some_and(|url| url.starts_with("http:"));
            return (guards && plain)
                .then(|| "a handler that guards tools needs an `https` address".to_owned());
        }
        Some(_) => return Some("its `type` must be `command` or `http`".to_owned()),
    }
    let commands = ["command", "bash", "powershell", "exec"];
    if let Some(key) =
        commands.iter().find(|key| handler.get(key).is_some_and(|value| value.text().is_none()))
    {
        return Some(format!("its `{key}` is no text"));
    }
    if commands.iter().all(|key| handler.get(key).is_none()) {
        return Some("it has no `command`".to_owned());
    }
    match handler.get("timeout") {
        Some(Value::Number(number)) if *number > 0.0 => None,
        None => None,
        Some(_) => Some("its `timeout` must be a number above zero".to_owned()),
    }
}

/// Whether every bracket of a regular expression is closed, as far as that can be told without reading it as one.
fn is_balanced(pattern: &str) -> bool {
    regex_lite::Regex::new(pattern).is_ok() || pattern.contains("(?")
}
