use crate::loading::Outcome::{self, Dropped, Loads, Repaired};
use crate::loading::tests;

mod remote;
mod skills;

fn check(expected: Outcome, source: &str) {
    tests::check("gemini-cli.agent", "/w/.gemini/agents/x.md", expected, source);
}

#[test]
fn the_front_matter_needs_clean_dashes() {
    check(
        Loads,
        r#"
        ---
        name: x
        description: d
        ---
        Body
        "#,
    );
    check(Loads, "---\r\nname: x\r\ndescription: d\r\n---\r\nBody\r\n");
    check(
        Loads,
        r#"
        ---
        name: x
        description: d
        ---glued
        "#,
    );
    check(Dropped, "\u{feff}---\nname: x\ndescription: d\n---\n");
    check(Dropped, "--- \n^^^^ a space after the opening `---`\nname: x\ndescription: d\n---\n");
    check(
        Dropped,
        r#"
        ---
        ^^^ no closing `---`
        name: x
        description: d
        "#,
    );
    check(Dropped, "Text\n^^^^ no front matter\n");
}

#[test]
fn the_schema_is_strict() {
    check(
        Loads,
        r#"
        ---
        name: a_b-1
        description: d
        tools: [read_file, mcp_github_*, "*"]
        max_turns: 3
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        ^^^ `description` is missing
        name: x
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: Upper
              ^^^^^ `Upper` is not a valid `name`
        description: d
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: 12
              ^^ `name` cannot be `12`
        description: d
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        description:
        ^^^^^^^^^^^ `description` is empty
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        description: d
        color: red
        ^^^^^ unknown key `color`
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        description: d
        tools: read_file
               ^^^^^^^^^ `tools` must be a list, not a string
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        description: d
        tools: [Read]
               ^^^^^^ `Read` is not valid in `tools`
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        description: d
        max_turns: 0
                   ^ `max_turns` must be a positive integer
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        description: d
        model:
        ^^^^^ `model` is empty
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        description: a: b
                      ^ invalid YAML
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        name: y
        description: d
        ---
        "#,
    );
}

#[test]
fn remote_agents() {
    check(
        Loads,
        r#"
        ---
        name: x
        agent_card_url: https://example.com/card
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        - name: x
          agent_card_json: '{}'
        - name: y
          agent_card_url: https://example.com
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        kind: remote
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        agent_card_url: nowhere
                        ^^^^^^^ `nowhere` is not a valid `agent_card_url`
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        - name: x
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        agent_card_url: https://a.b
        auth:
          type: http
          scheme: Basic
        ---
        "#,
    );
}

#[test]
fn files_by_their_names() {
    let named = |name: &str, expected| {
        let path = format!("/w/.gemini/agents/{name}");
        tests::check(
            "gemini-cli.agent",
            &path,
            expected,
            r#"
            ---
            name: x
            description: d
            ---
            "#,
        );
    };
    named("x.md", Loads);
    named("_x.md", Dropped);
    named("x.markdown", Dropped);
}

#[test]
fn skills_are_read_by_their_lines_if_need_be() {
    let skill = |expected, text: &str| {
        tests::check("gemini-cli.skill", "/w/.gemini/skills/x/SKILL.md", expected, text);
    };
    skill(Loads, "---\nname: x\ndescription: d\nother: 1\n---\n");
    skill(Loads, "---\nname: 12\ndescription:\n---\n");
    skill(
        Repaired,
        "---\nname: x\ndescription: a: b\n              ^ invalid YAML, read line by line\n---\n",
    );
    skill(Dropped, "---\n^^^ no line starts with `description:`\nname: x\n---\n");
    skill(Dropped, "name: x\n^^^^^^^ no front matter\ndescription: d\n");
}
