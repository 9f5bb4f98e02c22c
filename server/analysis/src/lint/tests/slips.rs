//! Typos in keys and tool names, and what only looks like one.

use super::*;

#[test]
fn slips_in_keys() {
    for key in [
        "modle: opus",
        "Model: opus",
        "efort: high",
        "max-turns: 5",
        "permission_mode: plan",
        "tool: Read",
        "maxTurn: 5",
        "disallowedTool: Bash",
    ] {
        let name = key.split(':').next().unwrap_or_default();
        let (carets, said) =
            ("^".repeat(name.len()), format!("Claude Code ignores `{name}`: it is not a known key"));
        check(&format!("{PLAIN}{key}\n{carets} misspelt-key: {said}\n---\n"));
    }
    check(
        r#"
        ---
        name: x
        description: d
        capabilities: [a]
        prioritty: low
        ^^^^^^^^^ misspelt-key: claude-flow ignores `prioritty`: it is not a known key
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        hooks:
          pre_tool_use:
          ^^^^^^^^^^^^ misspelt-key: Claude Code ignores `pre_tool_use`: it is not a known key
            - hooks: []
          task_complete:
          ^^^^^^^^^^^^^ unknown-key: Claude Code ignores `task_complete`: it is not a valid key of `hooks`
            - hooks: []
        ---
        "#,
    );
    let skill = |lines: &str| check_at(SKILL, &front_matter(PLAIN, lines));
    skill(
        r#"
        tools: [read, my-tool]
        ^^^^^ misspelt-key: Claude Code ignores `tools`: it is not a known key
        "#,
    );
    skill(
        r#"
        tools: Bash(git *)
        ^^^^^ misspelt-key: Claude Code ignores `tools`: it is not a known key
        "#,
    );
    skill(
        r#"
        globs: "**/*.ts"
        ^^^^^ misspelt-key: Claude Code ignores `globs`: it is not a known key
        "#,
    );
    skill(
        r#"
        allowed_tools: my_tool
        ^^^^^^^^^^^^^ misspelt-key: Claude Code ignores `allowed_tools`: it is not a known key
        "#,
    );
}

#[test]
fn slips_in_short_names_of_tools() {
    let agent = |lines: &str| check(&front_matter(PLAIN, lines));
    agent(
        r#"
        tools: Grep, Raed
                     ^^^^ misspelt-value: `Raed` is not a known value for `tools`
        "#,
    );
    agent(
        r#"
        tools: Bsh, Grep
               ^^^ misspelt-value: `Bsh` is not a known value for `tools`
        "#,
    );
    agent(
        r#"
        tools: [Gerp]
                ^^^^ misspelt-value: The agent has no tools in Claude Code: `Gerp` is not a known value
        "#,
    );
    agent(
        r#"
        tools: Writ, Glob
               ^^^^ misspelt-value: `Writ` is not a known value for `tools`
        "#,
    );
    for other in
        ["Load", "Text", "Test", "Node", "Grid", "Real", "Base", "Bush", "Lead", "Rust", "Go", "Find", "Web"]
    {
        agent(&format!("tools: Read, {other}"));
    }
    // In the case of the tool's names.
    agent("tools: Grep, RAED, BSh, bsh, raed");
    check_at(
        COPILOT,
        r#"
        ---
        description: d
        tools: [raed, Raed]
                ^^^^ misspelt-value: `raed` is not a known value for `tools`
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        priority: low
        type: Raed
        capabilities: [Raed, tst]
        ---
        "#,
    );
}

#[test]
fn the_keys_of_copilot_are_those_that_it_reads() {
    check_at(
        COPILOT,
        r#"
        ---
        name: x
        description: d
        reasoning-effort: high
        model-policy: required
        ---
        "#,
    );
    check_at(
        COPILOT,
        r#"
        ---
        name: x
        description: d
        reasoningEffort: high
        ^^^^^^^^^^^^^^^ misspelt-key: `reasoningEffort` is not a known key
        modelPolicy: required
        ^^^^^^^^^^^ misspelt-key: `modelPolicy` is not a known key
        ---
        "#,
    );
}

#[test]
fn rules_of_opencode_2_are_no_slip() {
    let rules = "permissions:\n  - {action: edit, resource: \"*\", effect: deny}";
    check_at(OPENCODE, &format!("---\ndescription: d\n{rules}\n---\n"));
    check_at(
        OPENCODE,
        r#"
        ---
        description: d
        permissions: [a]
                     ^^^ wrong-type: `permissions` has an item of a wrong type
        ---
        "#,
    );
    check_at(
        OPENCODE,
        r#"
        ---
        description: d
        permissions:
          bash: deny
          ^^^^^^^^^^ wrong-type: `permissions` must be
        ---
        "#,
    );
    check_at(
        OPENCODE,
        r#"
        ---
        description: d
        disabled: true
        permissions:
          - { action: shell, resource: "rm *", effect: nope }
                                                       ^^^^ unknown-value: `nope` is not a valid value
        ---
        "#,
    );
    check_at(
        OPENCODE,
        r#"
        ---
        description: d
        temperature: 0.5
        permissions:
        ^^^^^^^^^^^ key-relation: OpenCode ignores `permissions` beside a key of version 1
          - { action: edit, resource: "*", effect: deny }
        disabled: true
        ^^^^^^^^ key-relation: OpenCode ignores `disabled` beside a key of version 1
        ---
        "#,
    );
}
