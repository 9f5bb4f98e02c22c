//! Events for which Copilot CLI has hooks, and errors of hooks.

use crate::loading::Why;

/// An event.
#[derive(Debug)]
pub(super) struct Event {
    /// Its name in Copilot's notation.
    pub(super) name: &'static str,
    /// Its name in Claude Code's notation.
    pub(super) claude: &'static str,
    /// Whether matchers are used; otherwise they may be anything.
    pub(super) matched: bool,
}

const fn event(name: &'static str, claude: &'static str, matched: bool) -> Event {
    Event { name, claude, matched }
}

/// All events. Claude Code has more, which are rejected.
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
    /// Returns the event of that name, in either notation.
    pub(super) fn called(name: &str) -> Option<&'static Self> {
        EVENTS.iter().find(|event| name == event.name || name == event.claude)
    }
}

/// What is wrong with a hook: the key, if it is one, and the reason.
pub(super) type HookError = (Option<&'static str>, Why);
