//! Comments that suppress diagnostics, and those that fail to.

use super::*;

#[test]
fn a_comment_leaves_out_what_it_names_on_its_line_or_the_next() {
    check(
        r#"
        ---
        name: x
        description: d
        permissionMode: Plan # agentls: ignore[unknown-value] ours
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        # agentls: ignore[unknown-value]

        # a comment
        permissionMode: Plan
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        # agentls: ignore-file[unknown-value, misspelt-key]
        model: opus
        permissionMode: Plan
        tool: Read
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        permissionMode: Plan
        ---

        <!-- agentls: ignore-file[unknown-value] ours -->
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: a: b # agentls: ignore[colon-in-plain-value]
        ---
        "#,
    );
}

#[test]
fn other_lines_and_other_codes_are_found() {
    check(
        r#"
        ---
        name: x
        description: d
        # agentls: ignore[misspelt-key]
                          ^^^^^^^^^^^^ unused-suppression: This comment ignores nothing: no `misspelt-key` here
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
        permissionMode: Plan
                        ^^^^ unknown-value: Claude Code ignores `permissionMode`: `Plan` is not a valid value
        # agentls: ignore[unknown-value]
                          ^^^^^^^^^^^^^ unused-suppression: This comment ignores nothing: no `unknown-value` here
        ---
        "#,
    );
}

#[test]
fn what_is_misspelt_is_said() {
    check(
        r#"
        ---
        name: x
        description: d
        # agentls: ignroe[unknown-value]
                   ^^^^^^ invalid-suppression: This comment ignores nothing: unknown word `ignroe`
        model: opus
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        # agentls: ignore
                   ^^^^^^ invalid-suppression: This comment names no rule
        # agentls: ignore[]
                   ^^^^^^ invalid-suppression: This comment names no rule
        # agentls: ignore[unknown-values]
                          ^^^^^^^^^^^^^^ invalid-suppression: This comment ignores nothing: unknown rule `unknown-values`
        model: opus
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        # agentls: see our notes
        ---
        "#,
    );
}

#[test]
fn what_is_no_comment_suppresses_nothing() {
    check(
        r#"
        ---
        name: x
        description: d
        initialPrompt: |
          # agentls: ignore-file[unknown-value]
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
        permissionMode: Plan
                        ^^^^ unknown-value: Claude Code ignores `permissionMode`: `Plan` is not a valid value
        ---

        ```html
        <!-- agentls: ignore-file[unknown-value] -->
        ```
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        permissionMode: Plan
                        ^^^^ unknown-value: Claude Code ignores `permissionMode`: `Plan` is not a valid value
        ---

        Write `agentls: ignore-file[unknown-value]` somewhere.
        "#,
    );
}

#[test]
fn a_document_of_no_tool_has_no_suppressions() {
    check_at(
        "/w/notes.md",
        r#"
        ---
        title: x # agentls: ignore[nothing]
        ---
        "#,
    );
}
