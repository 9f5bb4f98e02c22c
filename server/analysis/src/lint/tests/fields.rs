//! Keys, and values of them that no tool or not every tool accepts.

use super::*;

#[test]
fn a_key_that_only_other_tools_know_is_fine() {
    check(
        r#"
        ---
        name: x
        description: d
        my-key: 1
        x-team: [a]
        mode: subagent
        ---
        "#,
    );
}

#[test]
fn types() {
    check(
        r#"
        ---
        name: 12
              ^^ wrong-type: Claude Code drops this agent: `name` must be a string, not a number
        description: [a]
                     ^^^ wrong-type: Claude Code drops this agent: `description` must be a string
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        maxTurns: many
                  ^^^^ wrong-type: Claude Code ignores `maxTurns`: it must be an integer, not a string
        memory: {a: b}
                ^^^^^^ wrong-type: Claude Code ignores `memory`: it must be a string, not a mapping
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        maxTurns: "12"
        background: "true"
        effort: 3
        model: "4"
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        maxTurns: 0
                  ^ invalid-value: Claude Code ignores `maxTurns`: it must be at least 1
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        priority: low
        capabilities: testing
                      ^^^^^^^ wrong-type: `capabilities` cannot be a string
        version: 1.0
        author: 7
        ---
        "#,
    );
}

#[test]
fn values() {
    check(
        r#"
        ---
        name: x
        description: d
        permissionMode: Plan
                        ^^^^ unknown-value: Claude Code ignores `permissionMode`: `Plan` is not a valid value
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        capabilities: [a]
        priority: normal
                  ^^^^^^ unknown-value: `normal` is not a valid value for `priority`
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        tools: Read, grepp, mcp__x__y, Custom, Bash(rm *)
                     ^^^^^ misspelt-value: `grepp` is not a known value for `tools`
                                               ^^^^^^^^^^ ignored-pattern: Claude Code grants all of `Bash`: patterns do not count here
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        model: my-gateway/some-model
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        tools: [Read, Read]
                      ^^^^ duplicate-item: `Read` is listed twice in `tools`
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        priority: low
        type: anything-at-all
        capabilities: [whatever, code-review]
        ---
        "#,
    );
}

#[test]
fn keys() {
    check(
        r#"
        ---
        name: x
        description: d
        tool: Read
        ^^^^ misspelt-key: Claude Code ignores `tool`: it is not a known key
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        model: a
        model: b
        ^^^^^ duplicate-key: `model` is set twice
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        hooks:
          PreTooluse:
          ^^^^^^^^^^ misspelt-key: Claude Code ignores `PreTooluse`: it is not a known key
            - hooks: []
        ---
        "#,
    );
}

#[test]
fn colors() {
    check(
        r#"
        ---
        name: x
        description: d
        priority: low
        color: #ff0000
               ^^^^^^^ unquoted-color: `color` has no value: `#ff0000` is a comment
        ---
        "#,
    );
    check(
        r##"
        ---
        name: x
        description: d
        priority: low
        color: "#ff00"
        ---
        "##,
    );
    check(
        r##"
        ---
        name: x
        description: d
        priority: low
        color: "#ff0g00"
                ^^^^^^^ invalid-color: `#ff0g00` is not a valid colour
        ---
        "##,
    );
    check(
        r#"
        ---
        name: x
        description: d
        color: Blue
               ^^^^ ignored-color: Claude Code ignores `color`: `Blue` is not a valid value
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        color: nonsense
               ^^^^^^^^ invalid-color: Claude Code ignores `color`: `nonsense` is not a valid colour
        ---
        "#,
    );
}

#[test]
fn a_colour_that_stops_the_tool_is_an_error() {
    let agent = Document::new(
        Some("/w/.opencode/agent/x.md".into()),
        0,
        "---\ndescription: d\nmode: all\ncolor: blue\n---\n",
    );
    let found = diagnostics(&agent);
    let [color] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((color.rule.code, color.severity), ("ignored-color", Severity::Error));
    assert!(color.message.ends_with("The nearest is `\"#0000ff\"`."), "{}", color.message);
}

#[test]
fn a_key_without_use_says_why() {
    check_at(
        "/w/plugins/p/agents/x.md",
        r#"
        ---
        name: x
        description: d
        hooks: {}
        ^^^^^ deprecated-key: `hooks` has no effect here
        tools: Read
        ---
        "#,
    );
    let text = "---\ndescription: d\nhooks:\n  PreToolUse: []\n---\n";
    let agent = Document::new(Some("/w/plugins/p/agents/x.md".into()), 0, text);
    let messages: Vec<_> = diagnostics(&agent).into_iter().map(|found| found.message).collect();
    assert_eq!(messages, ["`hooks` has no effect here. Claude Code runs no hooks of the agents of plugins."]);
}

#[test]
fn skills() {
    let path = "/w/.claude/skills/x/SKILL.md";
    check_at(
        path,
        r#"
        ---
        name: x
        description: d
        disable-model-invocation: true
        allowed-tools: Bash(git:*), Read
        license: MIT
        ---
        "#,
    );
    check_at(
        path,
        r#"
        ---
        name: x
        description: d
        user-invocable: maybe
                        ^^^^^ unknown-value: Claude Code ignores `user-invocable`: `maybe` is not a valid value
        context: inline
        ---
        "#,
    );
    check_at(
        path,
        r#"
        ---
        name: x
        description: d
        tools: Read
        ^^^^^ misspelt-key: Claude Code ignores `tools`: it is not a known key
        disallowedTools: Bash
        anything: 1
        ---
        "#,
    );
}

#[test]
fn a_long_name_leaves_room_for_what_is_wrong() {
    let name = "ReasoningBank with AgentDB";
    let found = told("/w/.augment/skills/x/SKILL.md", &format!("---\nname: {name}\ndescription: d\n---\n"));
    let clause = "auggie drops this skill: `ReasoningBank with…` is not a valid `name`.";
    assert_eq!(found, [("invalid-value", Severity::Error, clause.to_owned())]);
    // An item may be wrong where a list is right.
    let found = told(AGENT, &agent("skills: [{ a: b }]"));
    assert_eq!(
        found.first().map(|it| it.2.as_str()),
        Some("Claude Code ignores `skills`: it has an item of a wrong type."),
        "{found:?}"
    );
}
