//! The header of an agent, its keys and their values.

use super::*;

#[test]
fn the_header_is_between_lines_of_dashes() {
    check(Loads, "---\ndescription: d\n---\nBe brief.\n");
    check(Loads, "---\ndescription: d\n---");
    check(Loads, "\u{feff}--- \t\ndescription: d\n---\u{a0}\nBe brief.\n");
    check(Loads, "---\r\ndescription: d\r\n---\r\nBe brief.\r\n");
    check(Loads, "---\ndescription: |\n  d\n  ---\n  e\n---\n");
    check(Dropped, "\n---\ndescription: d\n---\n");
    check(Dropped, "--- # comment\n^^^^^^^^^^^^^ text after the opening `---`\ndescription: d\n---\n");
    check(Dropped, "---yaml\n^^^^^^^ text after the opening `---`\ndescription: d\n---\n");
    check(Dropped, "---\n^^^ no closing `---`\ndescription: d\n----\n");
    check(Dropped, "---\ndescription: d\n ---\n");
    check(Dropped, "---\ndescription: d\n...\n");
    check(Dropped, "---\rdescription: d\r---\r");
    check(Dropped, "# Scout\n^^^^^^^ no front matter\n\nBe brief.\n");
}

#[test]
fn a_description_is_there_and_a_text() {
    check(Dropped, "---\n^^^ `description` is missing\nname: scout\n---\n");
    check(Dropped, "---\n^^^ `description` is missing\nmetadata:\n  description: d\n---\n");
    check(Dropped, "---\n---\nBe brief.\n");
    check(Dropped, "---\nLooks around\n---\n");
    check(Dropped, "---\n- description: d\n---\n");
    check(Dropped, "---\ndescription: 3\n             ^ `description` must be a string\n---\n");
    check(Dropped, "---\ndescription:\n^^^^^^^^^^^ `description` is empty\n---\n");
    check(Dropped, "---\ndescription: [d]\n             ^^^ `description` must be a string\n---\n");
    check(Dropped, "---\ndescription: true\n---\n");
    check(Dropped, "---\ndescription: .inf\n---\n");
    check(Loads, "---\ndescription: \"\"\n---\n");
    check(Loads, "---\ndescription: 2026-01-31\n---\n");
    check(Loads, "---\ndescription: 007\n---\n");
    check(Loads, "---\ndescription: yes\n---\n");
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
        "---\ndescription: d\ncolor: red\n^^^^^ unknown key\nmaxTurns: [1]\n^^^^^^^^ `maxTurns` has no effect\n---\n",
    );
    tests::loses(
        "copilot.agent",
        AGENT,
        Loads,
        "---\nname: scout\ndescription: d\nhooks: {}\nmcp-servers:\n---\n",
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
