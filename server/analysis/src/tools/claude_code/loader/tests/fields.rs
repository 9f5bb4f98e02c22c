//! Required keys of agents, and ignored values.

use super::*;

#[test]
fn a_name_is_a_text() {
    drops(
        r#"
        ---
        ^^^ `name` is missing
        description: Looks around
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: 42
              ^^ `name` must be a string, not an integer
        description: Looks around
        ---
        "#,
    );
    drops(
        r#"
        ---
        name:
        description: Looks around
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: ""
        description: Looks around
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: true
        description: Looks around
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: [scout]
        description: Looks around
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: {agent}
        description: Looks around
        ---
        "#,
    );
    drops(
        r#"
        ---
        Name: scout
        description: Looks around
        ---
        "#,
    );
    loads(
        r#"
        ---
        name: "42"
        description: Looks around
        ---
        "#,
    );
    loads(
        r#"
        ---
        name: '  '
        description: Looks around
        ---
        "#,
    );
    loads(
        r#"
        ---
        name: ../My Scout (é)
        description: Looks around
        ---
        "#,
    );
}

#[test]
fn a_name_has_a_form() {
    drops(
        r#"
        ---
        name: team:scout
              ^^^^^^^^^^ `name` contains `:`
        description: x
        ---
        "#,
    );
    drops("---\nname: team\u{ff1a}scout\ndescription: x\n---\n");
    drops(
        r#"
        ---
        name: -scout
              ^^^^^^ `name` starts with `-`
        description: x
        ---
        "#,
    );
    loads(
        r#"
        ---
        name: scout-
        description: x
        ---
        "#,
    );
    loads(&format!("---\nname: {}\ndescription: x\n---\n", "s".repeat(256)));
    drops(&format!("---\nname: {}\ndescription: x\n---\n", "s".repeat(257)));
    drops(&format!("---\nname: {}\ndescription: x\n---\n", "\u{1f680}".repeat(129)));
}

#[test]
fn a_description_is_a_text() {
    drops(
        r#"
        ---
        ^^^ `description` is missing
        name: scout
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        description: 7
                     ^ `description` must be a string
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        description: # around
        ^^^^^^^^^^^ `description` is empty
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        description: {{around}}
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        description: ""
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        summary: Looks around
        ---
        "#,
    );
    drops(
        r#"
        ---
        name: scout
        metadata:
          description: Looks around
        ---
        "#,
    );
    loads(
        r#"
        ---
        name: scout
        description: " "
        ---
        "#,
    );
    loads(
        r#"
        ---
        name: scout
        description: "7"
        ---
        "#,
    );
}

#[test]
fn values_of_other_keys_do_not_matter() {
    loads(&with("model: [a]\ncolor: {}\nanything: 5\nenabled: false\ninitialPrompt: [a]\n"));
    loses(AGENT, Outcome::Loads, &with("memory:\neffort: ~\nmaxTurns:\nbackground: null\nisolation:\n"));
    loses(
        AGENT,
        Outcome::Loads,
        &with(
            "memory: user\neffort: HIGH\nmaxTurns: 5 turns\nbackground: \"true\"\nisolation: remote\ncolor: pink\n",
        ),
    );
    loses(AGENT, Outcome::Loads, &with("effort: [low]\nmaxTurns: [5]\npermissionMode: manual\n"));
}

#[test]
fn values_that_are_passed_over_are_named() {
    for (line, what) in [
        ("color: Red\n       ^^^", "`color` has no effect"),
        ("color: '#ff0000'\n       ^^^^^^^^^", "`cyan`"),
        ("permissionMode: Plan\n                ^^^^", "`acceptEdits`"),
        ("permissionMode: 1\n                ^", "`permissionMode`"),
        ("maxTurns: many\n          ^^^^", "a positive integer"),
        ("maxTurns: 0\n          ^", "`maxTurns`"),
        ("maxTurns: 2.5\n          ^^^", "`maxTurns`"),
        ("memory: global\n        ^^^^^^", "`user`"),
        ("background: yes\n            ^^^", "a boolean"),
        ("effort: extreme\n        ^^^^^^^", "`xhigh`"),
        ("isolation: docker\n           ^^^^^^", "`worktree`"),
        ("autoCompactWindow: 5\n                   ^", "100,000"),
    ] {
        loses(AGENT, Outcome::Loads, &with(&format!("{line} {what}\n")));
    }
}

#[test]
fn tools_may_come_to_nothing() {
    for line in [
        "tools: Read, Grep",
        "tools: [Read, 5]",
        "tools: \"*\"",
        "tools: Bash(git diff, git log), Read",
        "tools: |\n  Read,\n  Grep",
    ] {
        loses(AGENT, Outcome::Loads, &with(&format!("{line}\n")));
    }
    for (line, what) in [
        ("tools:\n^^^^^", "`tools` is empty"),
        ("tools: []\n       ^^", "`tools` is empty"),
        ("tools: ''\n       ^^", "`tools` is empty"),
        ("tools: {Read: true}\n       ^^^^^^^^^^^^", "not a list or string"),
        ("tools: 5\n       ^", "not a list or string"),
        ("tools: [1, 2]\n       ^^^^^^", "no item of `tools` is a string"),
        ("tools: Bash(git diff, Read\n       ^^^^^^^^^^^^^^^^^^^", "unclosed"),
        ("tools: \"Read\\nGrep\"\n       ^^^^^^^^^^^^", "no commas"),
    ] {
        loses(AGENT, Outcome::Loads, &with(&format!("{line} {what}\n")));
    }
}
