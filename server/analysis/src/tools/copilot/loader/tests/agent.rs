//! Headers of agents, their keys and values.

use super::*;

#[test]
fn the_header_is_between_lines_of_dashes() {
    check(
        Loads,
        r#"
        ---
        description: d
        ---
        Be brief.
        "#,
    );
    check(Loads, "---\ndescription: d\n---");
    check(Loads, "\u{feff}--- \t\ndescription: d\n---\u{a0}\nBe brief.\n");
    check(Loads, "---\r\ndescription: d\r\n---\r\nBe brief.\r\n");
    check(
        Loads,
        r#"
        ---
        description: |
          d
          ---
          e
        ---
        "#,
    );
    check(Dropped, "\n---\ndescription: d\n---\n");
    check(
        Dropped,
        r#"
        --- # comment
        ^^^^^^^^^^^^^ text after the opening `---`
        description: d
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---yaml
        ^^^^^^^ text after the opening `---`
        description: d
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        ^^^ no closing `---`
        description: d
        ----
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        description: d
         ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        description: d
        ...
        "#,
    );
    check(Dropped, "---\rdescription: d\r---\r");
    check(
        Dropped,
        r#"
        # Scout
        ^^^^^^^ no front matter

        Be brief.
        "#,
    );
}

#[test]
fn a_description_is_there_and_a_text() {
    check(
        Dropped,
        r#"
        ---
        ^^^ `description` is missing
        name: scout
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        ^^^ `description` is missing
        metadata:
          description: d
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        ---
        Be brief.
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        Looks around
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        - description: d
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        description: 3
                     ^ `description` must be a string
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        description:
        ^^^^^^^^^^^ `description` is empty
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        description: [d]
                     ^^^ `description` must be a string
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        description: true
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        description: .inf
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        description: ""
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        description: 2026-01-31
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        description: 007
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        description: yes
        ---
        "#,
    );
}

#[test]
fn known_keys_have_values_of_their_shape() {
    for line in [
        "name: A name (of sorts)",
        "name: \"  \"",
        "tools: read, search",
        "tools: []",
        "model: [gpt-5, o4]",
        "skills: [tidy]",
        "infer: false",
        "user-invocable: True",
        "reasoning-effort: any",
        "github: {permissions: {contents: read}, toolsets: [all], more: 1}",
    ] {
        with(Loads, &format!("{line}\n"));
    }
    for line in [
        "name:\n^^^^ `name` is empty",
        "name: 5\n      ^ `name` must be a string, not an integer",
        "tools:\n^^^^^ `tools` is empty",
        "tools: {read: true}\n       ^^^^^^^^^^^^ `tools` cannot be a mapping",
        "tools: [read, 5]\n       ^^^^^^^^^ an item of `tools` is an integer",
        "model: []\n       ^^ `model` cannot be a list",
        "model: true\n       ^^^^ `model` cannot be a boolean",
        "skills: tidy\n        ^^^^ `skills` must be a list of strings",
        "infer: \"true\"\n       ^^^^^^ `infer` must be a boolean, not a string",
        "user-invocable: yes\n                ^^^ `user-invocable` must be a boolean",
        "disable-model-invocation:\n^^^^^^^^^^^^^^^^^^^^^^^^ `disable-model-invocation` is empty",
        "reasoning-effort: 3\n                  ^ `reasoning-effort` must be a string",
        "github: read\n        ^^^^ `github` must be a mapping, not a string",
        "github: {permissions: all}\n                      ^^^ `github.permissions` must be a mapping",
    ] {
        with(Dropped, &format!("{line}\n"));
    }
}

#[test]
fn a_name_is_kept_for_itself() {
    with(Dropped, "name: general-purpose\n      ^^^^^^^^^^^^^^^ the name `general-purpose` is reserved\n");
    with(Loads, "name: General-Purpose\n");
    with(Loads, "name: explore\n");
}

#[test]
fn keys_that_it_does_not_know_have_no_effect() {
    tests::loses(
        "copilot.agent",
        AGENT,
        Loads,
        r#"
        ---
        description: d
        color: red
        ^^^^^ unknown key
        maxTurns: [1]
        ^^^^^^^^ `maxTurns` has no effect
        ---
        "#,
    );
    tests::loses(
        "copilot.agent",
        AGENT,
        Loads,
        r#"
        ---
        name: scout
        description: d
        hooks: {}
        mcp-servers:
        ---
        "#,
    );
}

#[test]
fn files_are_read_by_their_names_and_sizes() {
    let text = "---\ndescription: d\n---\n";
    for (path, expected) in [
        ("/w/.github/agents/scout.md", Loads),
        ("/w/.claude/agents/deep/scout.md", Loads),
        ("/w/.github/agents/README.md", Loads),
        ("/w/.github/agents/.scout.md", Dropped),
        ("/w/.github/agents/scout.MD", Dropped),
        ("/w/.github/agents/scout.txt", Dropped),
    ] {
        tests::check("copilot.agent", path, expected, text);
    }
    check(Loads, &format!("{text}{}", "x".repeat(1_048_576 - text.len())));
    check(Dropped, &format!("{text}{}", "x".repeat(1_048_577 - text.len())));
}
