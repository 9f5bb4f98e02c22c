//! Keys without a value, a colon or an effect.

use super::*;

#[test]
fn keys_without_a_value() {
    check("tools:\nmodel: opus", &[("Remove the key `tools`", "model: opus")]);
    check("tools: [] # none yet", &[]);
    check_at(
        "/w/.claude/agents/reviewer.md",
        "---\nname:$0\ndescription: d\n---\n",
        &[("Write `reviewer`, as the file is called", "---\nname: reviewer\ndescription: d\n---\n")],
    );
    check_at(CLAUDE, "---\nname: x\ndescription: \"\"$0\n---\n", &[]);
}

#[test]
fn lines_that_are_no_entries() {
    check_at(
        CLAUDE,
        "---\nmodel = opus$0\nname: x\ndescription: d\n---\n",
        &[
            ("Put a colon behind `model`", "---\nmodel: opus\nname: x\ndescription: d\n---\n"),
            ("Turn the line into a comment", "---\n# model = opus\nname: x\ndescription: d\n---\n"),
        ],
    );
    let text = "---\nname: x\ndescription: d\ntools\n---\n";
    let actions = fixes_at(&document(CLAUDE, text), &(0..text.len()));
    let new = applied(text, &actions[0].edits);
    assert_eq!(actions[0].cursor.map(|at| &new[..at]), Some("---\nname: x\ndescription: d\ntools: "));
    check_at(
        CLAUDE,
        "---\nMy best$0 agent\nname: x\ndescription: d\n---\n",
        &[("Turn the line into a comment", "---\n# My best agent\nname: x\ndescription: d\n---\n")],
    );
}

#[test]
fn keys_that_the_tool_does_not_take() {
    check_at(
        "/w/.gemini/agents/x.md",
        "---\nname: x\ndescription: d\nhooks:$0\n  Stop:\n\n    - a # so\nmodel: gemini-2.5-pro\n---\n",
        &[(
            "Turn `hooks` into a comment",
            "---\nname: x\ndescription: d\n# hooks:\n#   Stop:\n\n#     - a # so\nmodel: gemini-2.5-pro\n---\n",
        )],
    );
    check(
        "hooks:\n  Whenever: []\n  Stop: []",
        &[("Turn `Whenever` into a comment", "hooks:\n  # Whenever: []\n  Stop: []")],
    );
}

#[test]
fn keys_out_of_use() {
    check(
        "priority: high\nresponsibilities: [a]",
        &[("Rename `responsibilities` to `capabilities`", "priority: high\ncapabilities: [a]")],
    );
    check("priority: high\nresponsibilities: [a]\ncapabilities: [b]", &[]);
    check_at("/w/.opencode/agent/x.md", "---\ndescription: d\nmode: all\ntools: {read: true}\n---\n", &[]);
    check_at(
        "/w/plugins/p/agents/x.md",
        "---\nname: x\ndescription: d\npermissionMode: plan\n---\n",
        &[("Remove the key `permissionMode`", "---\nname: x\ndescription: d\n---\n")],
    );
}
