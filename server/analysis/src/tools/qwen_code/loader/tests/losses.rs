//! Ignored parts.

use super::*;

fn loses(expected: Outcome, lines: &str) {
    let source =
        format!("---\nname: scout\ndescription: Looks around\n{lines}\n---\nRead the change first.\n");
    tests::loses("qwen-code.agent", AGENT, expected, &source);
}

#[test]
fn values_that_are_passed_over_are_named() {
    for line in [
        "color: teal\n       ^^^^ `auto`",
        "color: 5\n       ^ `color` has no effect",
        "background: yes\n            ^^^ a boolean",
        "permissionMode: yolo\n                ^^^^ `acceptEdits`",
        "maxTurns: many\n          ^^^^ a positive integer",
        "maxTurns: 0\n          ^ `maxTurns`",
        "mcpServers: [a]\n            ^^^ a mapping",
        "mcpServers: {a: b}\n            ^^^^^^ `mcpServers`",
        "hooks: {Stop: x}\n       ^^^^^^^^^ lists",
        "tools: 5\n       ^ `tools` has no effect: it must be a list, not an integer",
        "tools: {read: true}\n       ^^^^^^^^^^^^ a mapping",
        "disallowedTools: [read, 5]\n                 ^^^^^^^^^ they must be strings",
    ] {
        loses(Loads, line);
    }
    loses(
        Loads,
        "color: auto\nbackground: \"true\"\npermissionMode: plan\nmaxTurns: \"5\"\ntools: [read]\nhooks: {Stop: []}\nmcpServers: {a: {}}",
    );
    loses(Loads, "color:\nbackground: ~\npermissionMode:\ntools:\nhooks:");
}

#[test]
fn what_reading_by_lines_loses_is_named() {
    loses(Repaired, "tools:\n- read\n  ^^^^ `tools` is lost\nother: a: b");
    loses(Repaired, "model: 'small'\n       ^^^^^^^ read as `'small'`\nother: a: b");
    loses(Repaired, "tools:\n  - read\nother: a: b");
}
