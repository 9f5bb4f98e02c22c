//! Skills as YAML and line by line, and what is ignored of them and of agents.

use crate::loading::Outcome::{self, Dropped, Loads, Repaired};
use crate::loading::tests::{self, check_losses};

fn check(expected: Outcome, source: &str) {
    tests::check("gemini-cli.skill", "/w/.gemini/skills/x/SKILL.md", expected, source);
}

fn lost(source: &str, expected: &[(&str, &str)]) {
    check_losses("gemini-cli.skill", "/w/.gemini/skills/x/SKILL.md", source, expected);
}

#[test]
fn yaml_with_two_texts_is_enough() {
    check(
        Loads,
        r#"
        ---
        name: x
        description: >-
          d
        name2: [1]
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        {name: x, description: d}
        ---
        "#,
    );
    check(Loads, "---\r\nname: x\r\ndescription: d\r\n---");
    check(
        Dropped,
        r#"
        ---
        {name: x, description: 3}
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        description: d
        --
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        "description": 3
        ---
        "#,
    );
}

#[test]
fn lines_where_yaml_fails() {
    check(
        Loads,
        r#"
        ---
        name: 3
        description: [a]
        ---
        "#,
    );
    check(
        Loads,
        r#"
        ---
        x:
          name: y
          description: d
        ---
        "#,
    );
    check(
        Repaired,
        r#"
        ---
        name: x
        description: d
        other: @x
               ^ invalid YAML, read line by line
        ---
        "#,
    );
    check(
        Repaired,
        r#"
        ---
        description: a: b

          name: x
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        description: a: b
          name: x
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name : x
        description: a: b
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        - name: x
        - description: d
        ---
        "#,
    );
    check(Repaired, "---\nname:x\ndescription:\u{a0}d: e: f\n---\n");
}

#[test]
fn what_is_taken_as_it_stands() {
    let stands = |key: &str| format!("`{key}` is read as written: including YAML syntax");
    lost(
        "---\nname: \"x\"\ndescription: a: b # note\n---\n",
        &[
            (&stands("name"), "\"x\""),
            ("the name becomes `-x-`: file names cannot contain `\"`", "\"x\""),
            (&stands("description"), "a: b # note"),
        ],
    );
    lost("---\nname: x\ndescription: |\n  d\nother: @x\n---\n", &[(&stands("description"), "|")]);
    lost("---\nname: x\ndescription: |\n  d\n---\n", &[]);
    lost("---\nname:\ndescription: d\n---\n", &[("the skill has no name: `name` is empty", "---")]);
    lost(
        "---\nname: team/x\ndescription: d\n---\n",
        &[("the name becomes `team-x`: file names cannot contain `/`", "team/x")],
    );
}

#[test]
fn a_body_behind_dashes_that_are_not_alone_is_lost() {
    let what = "the body is lost: the closing `---` is not alone";
    for (close, range) in [("--- ", "--- "), ("----", "----"), ("---#", "---#"), ("--- \r", "--- ")] {
        lost(&format!("---\nname: x\ndescription: d\n{close}\nBody\n"), &[(what, range)]);
    }
    for end in ["---\nBody\n", "---\r\nBody\n", "---", "--- \n\n"] {
        lost(&format!("---\nname: x\ndescription: d\n{end}"), &[]);
    }
    let agent = "---\nname: x\ndescription: d\n--- \nBody\n";
    check_losses("gemini-cli.agent", "/w/.gemini/agents/x.md", agent, &[(what, "--- ")]);
    let remote = "---\nname: x\nagent_card_url: https://a.b\n--- \nBody\n";
    check_losses("gemini-cli.agent", "/w/.gemini/agents/x.md", remote, &[]);
}
