//! Skills.

use super::*;

const SKILL: &str = "/w/.github/skills/tidy/SKILL.md";

fn skill(expected: Outcome, lines: &str) {
    tests::check("copilot.skill", SKILL, expected, &format!("---\n{lines}---\nTidy up.\n"));
}

#[test]
fn names() {
    skill(Loads, "name: Tidy.up:2-x_y\ndescription: d\n");
    skill(Loads, &format!("name: {}\ndescription: d\n", "t".repeat(64)));
    skill(Dropped, &format!("name: {}\ndescription: d\n", "t".repeat(65)));
    skill(Dropped, "name: _tidy\n      ^^^^^ invalid character in `name`\ndescription: d\n");
    skill(Dropped, "name: tidy!\n      ^^^^^ invalid character in `name`\ndescription: d\n");
    skill(Dropped, "name: ré\n      ^^ invalid character in `name`\ndescription: d\n");
    skill(Dropped, "name:\n^^^^ `name` is empty\ndescription: d\n");
    skill(Dropped, "name: \" \"\ndescription: d\n");
    skill(Dropped, "name: 5\ndescription: d\n");
    skill(Dropped, "name: {{name}}\ndescription: d\n");
    tests::loses(
        "copilot.skill",
        SKILL,
        Loads,
        r#"
        ---
        name: Tidy it  up
              ^^^^^^^^^^^ `Tidy-it-up`
        description: d
        ---
        "#,
    );
}

#[test]
fn the_folder_stands_in_for_a_name() {
    let at = |expected, folder: &str| {
        let path = format!("/w/.github/skills/{folder}/SKILL.md");
        tests::check(
            "copilot.skill",
            &path,
            expected,
            r#"
            ---
            description: d
            ---
            "#,
        );
    };
    at(Loads, "tidy");
    at(Loads, "tidy up");
    at(Dropped, "tidy!");
    at(Dropped, "-tidy");
    at(Dropped, ".tidy");
}

#[test]
fn descriptions() {
    skill(Loads, "name: tidy\ndescription: \"\"\n");
    skill(Loads, &format!("name: tidy\ndescription: {}\n", "é".repeat(1024)));
    skill(Dropped, &format!("name: tidy\ndescription: {}\n", "é".repeat(1025)));
    skill(Dropped, &format!("name: tidy\ndescription: {}\n", "\u{1f680}".repeat(513)));
    skill(Dropped, "name: tidy\ndescription:\n^^^^^^^^^^^ `description` is empty\n");
    skill(Dropped, "name: tidy\ndescription: 5\n             ^ `description` must be a string\n");
    tests::loses(
        "copilot.skill",
        SKILL,
        Loads,
        r#"
        ---
        ^^^ taken from the body
        name: tidy
        ---
        Tidy up.
        "#,
    );
    tests::loses(
        "copilot.skill",
        SKILL,
        Loads,
        r#"
        ---
        ^^^ `description` is taken from the body
        - name: tidy
        ---
        Tidy up.
        "#,
    );
}

#[test]
fn other_keys() {
    for line in [
        "allowed-tools: [read]",
        "allowed-tools: read",
        "argument-hint:",
        "user-invocable: false",
        "paths: 5",
    ] {
        skill(Loads, &format!("description: d\n{line}\n"));
    }
    for line in [
        "allowed-tools:\n^^^^^^^^^^^^^ `allowed-tools` is empty",
        "allowed-tools: [5]\n               ^^^ an item of `allowed-tools` is an integer",
        "argument-hint: [file]\n               ^^^^^^ `argument-hint` must be a string",
        "user-invocable: \"false\"\n                ^^^^^^^ `user-invocable` must be a boolean",
        "disable-model-invocation:\n^^^^^^^^^^^^^^^^^^^^^^^^ `disable-model-invocation` is empty",
    ] {
        skill(Dropped, &format!("description: d\n{line}\n"));
    }
}

#[test]
fn the_header_must_be_there() {
    tests::check(
        "copilot.skill",
        SKILL,
        Dropped,
        r#"
        # Tidy

        Tidy up.
        "#,
    );
    tests::check(
        "copilot.skill",
        SKILL,
        Loads,
        r#"
        ---
        ---
        Tidy up.
        "#,
    );
    tests::check(
        "copilot.skill",
        SKILL,
        Dropped,
        r#"
        ---
        name: a: b
               ^ invalid YAML
        ---
        "#,
    );
}
