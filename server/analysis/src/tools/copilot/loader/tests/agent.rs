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
    check(Dropped, "--- # comment\n^^^^^^^^^^^^^ here\ndescription: d\n---\n");
    check(Dropped, "---yaml\n^^^^^^^ here\ndescription: d\n---\n");
    check(Dropped, "---\n^^^ never closed\ndescription: d\n----\n");
    check(Dropped, "---\ndescription: d\n ---\n");
    check(Dropped, "---\ndescription: d\n...\n");
    check(Dropped, "---\rdescription: d\r---\r");
    check(Dropped, "# Scout\n^^^^^^^ here\n\nBe brief.\n");
}

#[test]
fn a_description_is_there_and_a_text() {
    check(Dropped, "---\n^^^ here\nname: scout\n---\n");
    check(Dropped, "---\n^^^ here\nmetadata:\n  description: d\n---\n");
    check(Dropped, "---\n---\nBe brief.\n");
    check(Dropped, "---\nLooks around\n---\n");
    check(Dropped, "---\n- description: d\n---\n");
    check(Dropped, "---\ndescription: 3\n             ^ here\n---\n");
    check(Dropped, "---\ndescription:\n^^^^^^^^^^^ here\n---\n");
    check(Dropped, "---\ndescription: [d]\n             ^^^ here\n---\n");
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
        "name:\n^^^^ here",
        "name: 5\n      ^ here",
        "tools:\n^^^^^ here",
        "tools: {read: true}\n       ^^^^^^^^^^^^ here",
        "tools: [read, 5]\n       ^^^^^^^^^ here",
        "model: []\n       ^^ here",
        "model: true\n       ^^^^ here",
        "skills: tidy\n        ^^^^ here",
        "infer: \"true\"\n       ^^^^^^ here",
        "user-invocable: yes\n                ^^^ here",
        "disable-model-invocation:\n^^^^^^^^^^^^^^^^^^^^^^^^ here",
        "reasoning-effort: 3\n                  ^ here",
        "github: read\n        ^^^^ here",
        "github: {permissions: all}\n                      ^^^ here",
    ] {
        with(Dropped, &format!("{line}\n"));
    }
}

#[test]
fn a_name_is_kept_for_itself() {
    with(Dropped, "name: general-purpose\n      ^^^^^^^^^^^^^^^ here\n");
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
