//! Hooks in both notations.

use super::*;

fn hooks(expected: Outcome, lines: &str) {
    with(expected, &format!("hooks:{lines}\n"));
}

/// Asserts the outcome for an event's hook with these entries in braces.
fn hook(expected: Outcome, event: &str, entries: &str) {
    hooks(expected, &format!("\n  {event}:\n    - {{{entries}}}"));
    hooks(expected, &format!("\n  {event}:\n    - hooks:\n        - {{{entries}}}"));
}

#[test]
fn hooks_are_a_mapping_of_events_to_lists() {
    hooks(Loads, " {}");
    hooks(Loads, "\n  Stop: []");
    hooks(Dropped, "");
    hooks(Dropped, " []\n       ^^ `hooks` must be a mapping, not a list");
    hooks(Dropped, " off\n       ^^^ `hooks` must be a mapping, not a string");
    hooks(Dropped, "\n  Stop:\n  ^^^^ `Stop` hooks must be a list");
    hooks(Dropped, "\n  PreToolUse: text\n              ^^^^ `PreToolUse` hooks must be a list");
    hooks(Dropped, "\n  pre: |\n  ^^^ `pre` is not a hook event\n    echo");
}

#[test]
fn events_have_two_names() {
    for event in ["preToolUse", "PreToolUse", "agentStop", "Stop", "userPromptSubmitted", "UserPromptSubmit"]
    {
        hook(Loads, event, "command: x");
    }
    for event in ["AgentStop", "stop", "UserPromptSubmitted", "userPromptSubmit", "Setup", "PostCompact"] {
        hook(Dropped, event, "command: x");
    }
}

#[test]
fn groups_hold_hooks_and_no_groups() {
    hooks(Loads, "\n  Stop:\n    - matcher: a\n      hooks: []");
    hooks(Loads, "\n  Stop:\n    - type: nonsense\n      hooks:\n        - command: x");
    hooks(Dropped, "\n  Stop:\n    - text\n      ^^^^ a hook must be a mapping, not a string");
    hooks(Dropped, "\n  Stop:\n    - hooks: [x]\n              ^ a hook must be a mapping, not a string");
    hooks(Dropped, "\n  Stop:\n    - hooks: {command: x}\n      ^^^^^^^^^^^^^^^^^^^ a hook has no `command`");
    hooks(Dropped, "\n  Stop:\n    - hooks:\n        - hooks: [{command: x}]");
}

#[test]
fn commands() {
    for entries in [
        "command: x",
        "type: command, bash: x, powershell: y",
        "windows: x, linux: y, osx: z",
        "exec: x, args: [a, b]",
        "command: \"\"",
        "command: x, cwd: a, env: {A: b}, timeout: 0.5, timeoutSec: 30, async: maybe",
    ] {
        hook(Loads, "preToolUse", entries);
    }
    for entries in [
        "type: command",
        "type: Command, command: x",
        "type: 5, command: x",
        "command: 5",
        "linux: 5",
        "command: x, exec: y",
        "exec: x, args: a",
        "exec: x, args: [5]",
        "command: x, cwd: 5",
        "command: x, env: [A]",
        "command: x, env: {A: 5}",
        "command: x, timeout: 0",
        "command: x, timeout: \"5\"",
        "command: x, timeoutSec: -1",
        "command: x, timeout:",
    ] {
        hook(Dropped, "preToolUse", entries);
    }
    hooks(
        Dropped,
        "\n  Stop:\n    - command: x\n      timeout: never\n               ^^^^^ `timeout` must be a positive number",
    );
    hooks(
        Dropped,
        "\n  Stop:\n    - hooks:\n        - type: agent\n                ^^^^^ `agent` is not a valid `type`",
    );
}

#[test]
fn requests() {
    hook(Loads, "postToolUse", "type: http, url: \"http://example.com\"");
    hook(
        Loads,
        "preToolUse",
        "type: http, url: \"HTTPS://example.com/x\", headers: {A: b}, allowedEnvVars: [A]",
    );
    hook(Dropped, "preToolUse", "type: http, url: \"http://localhost\"");
    hook(Dropped, "PermissionRequest", "type: http, url: \"http://example.com\"");
    for entries in [
        "type: http",
        "type: http, url: 5",
        "type: http, url: example.com",
        "type: http, url: \"https://\"",
        "type: http, url: \"ftp://example.com\"",
        "type: http, url: \"https://example.com\", headers: [A]",
        "type: http, url: \"https://example.com\", allowedEnvVars: A",
    ] {
        hook(Dropped, "postToolUse", entries);
    }
}

#[test]
fn prompts_are_for_the_start_of_a_session() {
    hook(Loads, "sessionStart", "type: prompt, prompt: Look around");
    hook(Loads, "SessionStart", "type: prompt, prompt: Look around");
    hook(Dropped, "sessionStart", "type: prompt");
    hook(Dropped, "sessionStart", "type: prompt, prompt: \"\"");
    hook(Dropped, "sessionEnd", "type: prompt, prompt: Look around");
    hook(Dropped, "Stop", "type: prompt, prompt: Look around");
}

#[test]
fn matchers_count_for_some_events() {
    let matcher = |expected, event: &str, matcher: &str| {
        hooks(expected, &format!("\n  {event}:\n    - {{command: x, matcher: {matcher}}}"));
    };
    matcher(Loads, "PreToolUse", "Write|Edit");
    matcher(Loads, "PreToolUse", "\"*\"");
    matcher(Dropped, "preToolUse", "\"*\"");
    matcher(Dropped, "PreToolUse", "\"*.ts\"");
    matcher(Dropped, "Notification", "\"(\"");
    matcher(Dropped, "PreToolUse", "\"\"");
    matcher(Dropped, "PreToolUse", "5");
    for event in ["Stop", "SessionStart", "postToolUseFailure", "SubagentStop"] {
        matcher(Loads, event, "\"(\"");
        matcher(Loads, event, "5");
    }
}

#[test]
fn a_group_lends_its_matcher() {
    let group = |expected, group: &str, own: &str| {
        hooks(
            expected,
            &format!("\n  preToolUse:\n    - matcher: {group}\n      hooks: [{{command: x{own}}}]"),
        );
    };
    group(Loads, "Bash", "");
    group(Loads, "5", "");
    group(Loads, "\"(\"", ", matcher: Bash");
    group(Dropped, "\"(\"", "");
    group(Dropped, "Bash", ", matcher: \"(\"");
    group(Dropped, "Bash", ", matcher: 5");
    hooks(
        Dropped,
        "\n  preToolUse:\n    - matcher: \"*\"\n               ^^^ `*` is not a valid `matcher`\n      hooks:\n        - command: x",
    );
}
