use crate::loading::Outcome::{self, Dropped, Loads, Placeholder, Repaired, Stops};
use crate::loading::tests;

mod lenient;
mod repair;
mod shapes;

fn check(expected: Outcome, source: &str) {
    tests::check("opencode.agent", "/w/.opencode/agent/x.md", expected, source);
}

#[test]
fn the_front_matter_as_gray_matter_finds_it() {
    for text in [
        "---\ndescription: d\n---\nBody\n",
        "\u{feff}---\ndescription: d\n---\nBody\n",
        "---\r\ndescription: d\r\n---\r\nBody\r\n",
        "--- \ndescription: d\n---  \nBody\n",
        "---yaml\ndescription: d\n---\nBody\n",
        "---\ndescription: d\n---- and more\n",
        "---\ndescription: d\n",
        "---\n---\nBody\n",
        "---\n# nothing but a comment\n---\nBody\n",
    ] {
        check(Loads, text);
    }
    check(Placeholder, "Just text\n^^^^^^^^^ no front matter\n");
    check(Placeholder, "\n---\ndescription: d\n---\n");
    check(
        Placeholder,
        r#"
        ----
        description: d
        ----
        "#,
    );
    check(
        Placeholder,
        r#"
        --- # a comment
        description: d
        ---
        "#,
    );
}

#[test]
fn what_is_no_yaml_is_repaired_dropped_or_taken_for_the_prompt() {
    check(
        Repaired,
        r#"
        ---
        description: Use for: this
                            ^ invalid YAML, read again as block scalars
        ---
        "#,
    );
    check(Repaired, "---\r\ndescription: Use for: this\r\n---\r\n");
    check(
        Placeholder,
        r#"
        ---
        description: *star
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        my-key: a: b
        description: d
        ---
        "#,
    );
    check(
        Placeholder,
        r#"
        ---
        description: a
        description: b
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        description: Use for: this
        model: "open
        ---
        "#,
    );
}

#[test]
fn a_value_of_another_shape_stops_the_program() {
    check(
        Loads,
        r##"
        ---
        description: d
        tools:
          bash: false
        color: "#ff0000"
        mode: all
        anything: [1]
        ---
        "##,
    );
    check(
        Loads,
        r#"
        ---
        permission:
          edit: ask
          bash:
            "git *": allow
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---
        tools: Read
               ^^^^ `tools` must be a mapping, not a string
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---
        tools: [Read]
               ^^^^^^ `tools` must be a mapping, not a list
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---
        color: red
               ^^^ `red` is not a valid `color`
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---
        color: #ff0000
        ^^^^^ `color` is empty
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---
        description: 12
                     ^^ `description` must be a string
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---
        description: 2026-01-31
                     ^^^^^^^^^^ `description` must be a string
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---
        mode: agent
              ^^^^^ `agent` is not a valid `mode`
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---
        steps: 0
               ^ `steps` must be a positive integer
        ---
        "#,
    );
    check(
        Stops,
        r#"
        ---
        permission: never
                    ^^^^^ `never` is not a valid `permission`
        ---
        "#,
    );
}

#[test]
fn tabs_hang_keys_on_the_outermost_mapping() {
    check(Loads, "---\noptions:\n  a: b\n\thidden: true\n---\n");
    check(Stops, "---\nx: y\n\thidden: 1\n---\n");
    check(Loads, "---\n\tdescription: d\n---\n");
    check(Placeholder, "---\n\tdescription: d\nmodel: m\n---\n");
}

#[test]
fn commands_and_skills() {
    let command =
        |expected, text: &str| tests::check("opencode.command", "/w/.opencode/command/x.md", expected, text);
    command(Loads, "---\ndescription: d\nsubtask: true\n---\nDo it\n");
    command(Placeholder, "Do it\n");
    command(Stops, "---\nsubtask: always\n         ^^^^^^ `subtask` must be a boolean\n---\nDo it\n");
    let skill = |expected, text: &str| {
        tests::check("opencode.skill", "/w/.opencode/skill/x/SKILL.md", expected, text);
    };
    skill(Loads, "---\nname: x\ndescription: d\n---\n");
    skill(Repaired, "---\nname: x\ndescription: a: b\n---\n");
    skill(Dropped, "---\n^^^ `name` is missing\ndescription: d\n---\n");
    skill(Dropped, "---\nname: 12\n      ^^ `name` must be a string, not an integer\ndescription: d\n---\n");
    skill(Placeholder, "---\nname: x\n---\n");
    skill(Dropped, "No front matter\n");
}

#[test]
fn a_denied_write_denies_nothing() {
    let lost = "`permission.write` has no effect: whether the agent may is for `edit` to say";
    for (permission, losses) in [
        ("{write: deny}", &[(lost, "write")][..]),
        ("{write: {'*': ask}}", &[(lost, "write")]),
        ("{write: allow}", &[]),
        ("{edit: deny}", &[]),
        ("deny", &[]),
    ] {
        let text = format!("---\ndescription: d\npermission: {permission}\n---\n");
        tests::check_losses("opencode.agent", "/w/.opencode/agent/x.md", &text, losses);
    }
}

#[test]
fn keys_of_version_2_have_no_effect() {
    tests::check_losses(
        "opencode.agent",
        "/w/.opencode/agent/x.md",
        "---\ndescription: d\ndisabled: true\npermissions: []\n---\n",
        &[
            ("`permissions` has no effect: it is a key of version 2", "permissions"),
            ("`disabled` has no effect: it is a key of version 2", "disabled"),
        ],
    );
    let command = "---\ndescription: d\ndisabled: true\n---\n";
    tests::check_losses("opencode.command", "/w/.opencode/command/x.md", command, &[]);
}
