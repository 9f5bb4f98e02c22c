//! The events for which Copilot CLI has hooks, and what can be wrong with a hook.

use crate::loading::Why;

/// An event.
#[derive(Debug)]
pub(super) struct Event {
    /// Its name here.
    pub(super) name: &'static str,
    /// Its name in Claude Code's notation.
    pub(super) claude: &'static str,
    /// Whether matchers count; otherwise they may be anything.
    pub(super) matched: bool,
}

const fn event(name: &'static str, claude: &'static str, matched: bool) -> Event {
    Event { name, claude, matched }
}

/// The events that there are. Claude Code has more, which are refused.
const EVENTS: &[Event] = &[
    event("sessionStart", "SessionStart", false),
    event("sessionEnd", "SessionEnd", false),
    event("userPromptSubmitted", "UserPromptSubmit", false),
    event("preToolUse", "PreToolUse", true),
    event("postToolUse", "PostToolUse", true),
    event("postToolUseFailure", "PostToolUseFailure", false),
    event("preMcpToolCall", "PreMcpToolCall", true),
    event("permissionRequest", "PermissionRequest", true),
    event("notification", "Notification", true),
    event("preCompact", "PreCompact", true),
    event("subagentStart", "SubagentStart", true),
    event("subagentStop", "SubagentStop", false),
    event("agentStop", "Stop", false),
    event("errorOccurred", "ErrorOccurred", false),
];

impl Event {
    /// The event with a name, in either notation.
    pub(super) fn called(name: &str) -> Option<&'static Self> {
        EVENTS.iter().find(|event| name == event.name || name == event.claude)
    }
}

/// What is wrong with a hook: under which key, if it is one, and what.
pub(super) type HookError = (Option<&'static str>, Why);
