//! Agents of plugins, skills and commands, which nearly always load.

use super::*;

/// Asserts the outcome for all three kinds.
fn all(outcome: Outcome, source: &str) {
    for document in [PLUGIN, SKILL, COMMAND] {
        check(document, path(document), outcome, source);
    }
}

#[test]
fn a_description_is_all_they_need() {
    all(
        Outcome::Loads,
        r#"
        ---
        description: Looks around
        ---
        "#,
    );
    all(
        Outcome::Loads,
        r#"
        ---
        name: 42
        description: 42
        ---
        "#,
    );
    all(
        Outcome::Loads,
        r#"
        ---
        name: team:scout
        description: ''
        hooks: 5
        PreToolUse: x
        ---
        "#,
    );
}

#[test]
fn without_one_something_else_is_listed() {
    all(
        Outcome::Placeholder,
        r#"
        ---
        ^^^ `description` is missing
        name: scout
        ---
        "#,
    );
    all(
        Outcome::Placeholder,
        r#"
        ---
        description:
        ^^^^^^^^^^^ `description` is empty
        ---
        "#,
    );
    all(
        Outcome::Placeholder,
        r#"
        ---
        name: scout
        description: !important
        ---
        "#,
    );
}

#[test]
fn without_front_matter_something_else_is_listed() {
    all(
        Outcome::Placeholder,
        r#"
        # Scout

        Look around.
        "#,
    );
    all(Outcome::Placeholder, "");
    all(
        Outcome::Placeholder,
        r#"
        ---
        ---
        Look around.
        "#,
    );
    all(
        Outcome::Placeholder,
        r#"
        ---
        text
        ---
        "#,
    );
    all(
        Outcome::Placeholder,
        r#"
        ---
        name: scout
        description: "Chief" scout
        ---
        "#,
    );
    all(Outcome::Placeholder, "\n---\nname: scout\ndescription: Looks around\n---\n");
}

#[test]
fn the_repair_works_for_them() {
    all(
        Outcome::Repaired,
        r#"
        ---
        name: scout
        description: Looks: around
        ---
        "#,
    );
    all(
        Outcome::Repaired,
        r#"
        ---
        name: a: b
        ---
        "#,
    );
    all(Outcome::Placeholder, "---\r\nname: scout\r\ndescription: Looks: around\r\n---\r\n");
}

#[test]
fn a_description_that_says_nothing_is_replaced() {
    for document in [PLUGIN, SKILL, COMMAND] {
        for line in [
            "description: ' '\n             ^^^",
            "description: [a]\n             ^^^",
            "description: {a: b}\n             ^^^^^^",
        ] {
            loses(document, Outcome::Loads, &format!("---\n{line} no description is listed\n---\n"));
        }
    }
}

#[test]
fn plugins_do_not_give_their_agents_everything() {
    for key in ["hooks", "mcpServers", "permissionMode", "initialPrompt"] {
        let source =
            with(&format!("{key}: plan\n{} has no effect: not in a plugin agent\n", "^".repeat(key.len())));
        loses(PLUGIN, Outcome::Loads, &source);
    }
    loses(PLUGIN, Outcome::Loads, &with("tools: []\n       ^^ the agent has no tools\n"));
    loses(PLUGIN, Outcome::Loads, &with("memory: x\n        ^ `memory` has no effect\n"));
}

#[test]
fn long_names_and_descriptions_are_not_used_whole() {
    let name = "s".repeat(257);
    for document in [PLUGIN, SKILL] {
        let marks = "^".repeat(257);
        let source = format!("---\nname: {name}\n      {marks} `name` has no effect\ndescription: x\n---\n");
        loses(document, Outcome::Loads, &source);
    }
    let long = |length: usize| format!("---\ndescription: {}\n", "d".repeat(length));
    loses(SKILL, Outcome::Loads, &format!("{}---\n", long(1_536)));
    let marked = format!("{}             {} only 1,536 characters\n---\n", long(1_537), "^".repeat(1_537));
    loses(SKILL, Outcome::Loads, &marked);
    loses(SKILL, Outcome::Loads, &with("effort: extreme\n        ^^^^^^^ `effort` has no effect\n"));
}
