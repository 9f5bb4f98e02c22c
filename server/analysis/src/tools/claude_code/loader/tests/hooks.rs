//! Hooks: those that may block a tool must not get lost.

use super::*;

/// Returns `hooks` with one entry for an event.
fn entry(event: &str, entry: &str) -> String {
    with(&format!("hooks:\n  {event}:\n    - {entry}\n"))
}

/// Returns `hooks` with one handler for an event.
fn handler(event: &str, handler: &str) -> String {
    entry(event, &format!("{{matcher: Bash, hooks: [{handler}]}}"))
}

#[test]
fn hooks_are_a_mapping() {
    loads(&with("hooks:\n"));
    loads(&with("hooks: {}\n"));
    loads(&with("hooks: ''\n"));
    drops(&with("hooks: []\n       ^^ `hooks` must be a mapping, not a list\n"));
    drops(&with("hooks: echo\n       ^^^^ `hooks` must be a mapping, not a string\n"));
    drops(&with("hooks: 5\n"));
    drops(&with("hooks: true\n"));
    drops(&with("hooks:\n  - PreToolUse\n"));
}

#[test]
fn good_handlers_load() {
    for good in [
        "{type: command, command: echo, timeout: 5, async: true, extra: 1}",
        "{type: prompt, prompt: ok?}",
        "{type: agent, prompt: ok?}",
        "{type: http, url: 'http://localhost/x'}",
        "{type: mcp_tool, server: s, tool: t}",
    ] {
        loses(AGENT, Outcome::Loads, &handler("PreToolUse", good));
        loses(AGENT, Outcome::Loads, &handler("Stop", good));
    }
    loads(&entry("PreToolUse", "hooks: [{type: command, command: echo}]"));
    loads(&entry("PreToolUse", "{matcher: 'Bash(', hooks: []}"));
}

const BAD_HANDLERS: [&str; 9] = [
    "{type: shell, command: echo}",
    "{command: echo}",
    "{type: command}",
    "{type: command, command: [echo]}",
    "{type: command, command: echo, timeout: '5'}",
    "{type: command, command: echo, timeout: -1}",
    "{type: command, command: echo, async: 'yes'}",
    "{type: http}",
    "echo",
];

#[test]
fn bad_hooks_that_guard_tools_drop_the_agent() {
    for bad in BAD_HANDLERS {
        drops(&handler("PreToolUse", bad));
        drops(&handler("PermissionRequest", bad));
        drops(&handler("PreSkillShellCommand", bad));
    }
    drops(&entry("PreToolUse", "echo"));
    drops(&entry("PreToolUse", "{matcher: [Bash], hooks: []}"));
    drops(&entry("PreToolUse", "{matcher: , hooks: []}"));
    drops(&entry("PreToolUse", "{matcher: Bash, type: command, command: echo}"));
    drops(&with(
        "hooks:\n  PreToolUse: echo\n              ^^^^ `PreToolUse` must be a list, not a string\n",
    ));
    drops(&with("hooks:\n  PreToolUse: {matcher: Bash}\n"));
}

#[test]
fn events_come_from_the_dialect() {
    loads(&handler("PreModelSwitch", "{type: command, command: echo}"));
    loses(
        AGENT,
        Outcome::Loads,
        &with("hooks:\n  PreModelSwitch: x\n                  ^ `PreModelSwitch` hook\n"),
    );
    drops(&with(
        "hooks:\n  PreSkillShellCommand: x\n                        ^ `PreSkillShellCommand` must be a list, not a string\n",
    ));
    loads(&with("hooks:\n  PreSkillShellCommand: []\n"));
}

#[test]
fn other_bad_hooks_are_passed_over() {
    for bad in BAD_HANDLERS {
        loads(&handler("PostToolUse", bad));
    }
    loses(AGENT, Outcome::Loads, &with("hooks:\n  Stop: echo\n        ^^^^ a `Stop` hook has no effect\n"));
    loses(
        AGENT,
        Outcome::Loads,
        &with("hooks:\n  pre: echo\n  ^^^ `pre` has no effect: it is not a hook event\n"),
    );
    loses(AGENT, Outcome::Loads, &with("hooks:\n  preToolUse: []\n  ^^^^^^^^^^ is not a hook event\n"));
    loses(AGENT, Outcome::Loads, &with("hooks:\n  PreToolUse:\n"));
    loses(AGENT, Outcome::Loads, &with("hooks:\n  PreToolUse: []\n"));
}

#[test]
fn skills_lose_their_hooks_and_load() {
    loses(SKILL, Outcome::Loads, &with("hooks: echo\n       ^^^^ the skill has no hooks\n"));
    loses(SKILL, Outcome::Loads, &with("PreToolUse: echo\n^^^^^^^^^^ the skill has no hooks\n"));
    loses(SKILL, Outcome::Loads, &with("hooks:\n  Stop: echo\n        ^^^^ has no effect\n"));
    loses(COMMAND, Outcome::Loads, &with("PreToolUse: echo\n^^^^^^^^^^ the command has no hooks\n"));
}

#[test]
fn a_skill_loses_its_permissions_with_its_hooks() {
    let lost = |lines: &str| -> Vec<_> {
        let verdict = verdict(SKILL, &with(&format!("{lines}allowed-tools: Bash\n")));
        verdict.ignored.iter().map(|ignored| (ignored.what.clone(), ignored.minor)).collect()
    };
    let hooks = ("the skill has no hooks".to_owned(), false);
    let tools = ("`allowed-tools` has no effect".to_owned(), true);
    assert_eq!(lost("hooks: {PreToolUse: echo}\n"), [tools, hooks.clone()]);
    // For these, Claude Code's log does not mention tools.
    assert_eq!(lost("hooks: echo\n"), std::slice::from_ref(&hooks));
    assert_eq!(lost("PreToolUse: echo\n"), [hooks]);
}

#[test]
fn what_cannot_be_read_is_shown() {
    for (source, place) in [
        ("[echo]", "echo"),
        ("[{hooks: []}, {hooks: [x]}]", "x"),
        ("[{matcher: [Bash], hooks: []}]", "[Bash]"),
        ("[{matcher: , hooks: []}]", "matcher"),
        ("[{hooks: 5}]", "5"),
        ("[{matcher: Bash}]", "{matcher: Bash}"),
        ("[{hooks: [{type: shell}]}]", "shell"),
        ("[{hooks: [{type: command}]}]", "{type: command}"),
        ("[{hooks: [{type: prompt, prompt: x, timeout: soon}]}]", "soon"),
    ] {
        for event in ["PreToolUse", "Stop"] {
            let text = with(&format!("hooks:\n  {event}: {source}\n"));
            let verdict = verdict(AGENT, &text);
            let range = verdict.cause.clone().or_else(|| verdict.ignored.first()?.range.clone());
            assert_eq!(range.map(|range| &text[range]), Some(place), "{text}: {verdict:?}");
        }
    }
    // Up to an alias.
    drops(&with("x: &x [echo]\nhooks:\n  PreToolUse: *x\n              ^^\n"));
}
