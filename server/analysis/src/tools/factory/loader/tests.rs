//! How droid reads files, step by step.

use crate::loading::Outcome::{self, Dropped, Loads, Placeholder, Repaired};
use crate::loading::tests;

fn droid(expected: Outcome, source: &str) {
    tests::check("factory.droid", "/w/.factory/droids/x.md", expected, source);
}

fn skill(expected: Outcome, source: &str) {
    tests::check("factory.skill", "/w/.factory/skills/x/SKILL.md", expected, source);
}

fn command(expected: Outcome, source: &str) {
    tests::check("factory.command", "/w/.factory/commands/x.md", expected, source);
}

#[test]
fn the_front_matter_starts_with_the_file() {
    droid(Loads, "---\nname: Code Reviewer\ndescription: d\n---\n");
    droid(Loads, "---\r\ndescription: d\r\n---text\r\n");
    droid(Placeholder, "\u{feff}---\ndescription: d\n---\n");
    droid(Placeholder, "--- \n^^^^ a space\ndescription: d\n---\n");
    droid(Placeholder, "---\n^^^ the front matter is empty\n---\nDo.\n");
    droid(Placeholder, "Do.\n^^^ no front matter\n");
}

#[test]
fn one_wrong_value_costs_the_front_matter_of_a_droid() {
    droid(Placeholder, "---\ndescription: d\nmodel:\n^^^^^ `model` is empty\n---\n");
    droid(Placeholder, "---\ndescription: 42\n             ^^ `description` must be a string\n---\n");
    droid(Placeholder, "---\ndescription: d\ntools: 5\n       ^ `tools` cannot be\n---\n");
    droid(Placeholder, "---\ndescription: d\nmcpServers: {a: b}\n---\n");
    droid(Placeholder, "---\n^^^ `description` is missing\nname: x\n---\n");
    droid(Loads, "---\ndescription: d\ntools: Read, Grep\nmcpServers: [a]\nother: 5\n---\n");
}

#[test]
fn what_is_no_mapping_is_read_line_by_line() {
    droid(Repaired, "---\nname: x\ndescription: Use this: now\n                     ^ invalid YAML\n---\n");
    droid(Repaired, "---\n  name: x\n description: \"d\ntools:\n- Read\n  - 'Grep'\n---\n");
    droid(Repaired, "---\ndescription:d\n---\n");
    // JSON has types, and a word is a boolean.
    droid(Placeholder, "---\ndescription: true\n             ^^^^ `description` must be\nx: a: b\n---\n");
    droid(Placeholder, "---\ndescription: [\"d\"]\nx: a: b\n---\n");
    droid(Repaired, "---\ndescription: [d]\nx: a: b\n---\n");
    droid(Placeholder, "---\nname: x\nx: a: b\n    ^ invalid YAML, and no line\n---\n");
    tests::check_losses(
        "factory.droid",
        "/w/.factory/droids/x.md",
        "---\nname: x: y\ndescription: |\n  text\n---\n",
        &[("`description` is read as `|`: it is read without YAML", "|\n  text")],
    );
}

#[test]
fn a_skill_needs_a_name_a_description_and_a_text() {
    skill(Loads, "---\nname: other-1\ndescription: d\nenabled: false\n---\nDo.\n");
    skill(Dropped, "---\n^^^ `name` is missing\ndescription: d\n---\nDo.\n");
    skill(Dropped, "---\nname: My Skill\n      ^^^^^^^^ invalid character\ndescription: d\n---\nDo.\n");
    skill(Dropped, "---\nname: --\ndescription: d\n---\nDo.\n");
    skill(Dropped, "---\n^^^ the skill has no text\nname: x\ndescription: d\n---\n \n");
    skill(
        Dropped,
        "---\nname: x\ndescription: d\nuser-invocable: 'yes'\n                ^^^^^ `user-invocable`\n---\nDo.\n",
    );
    skill(Dropped, "---\nname: x\ndescription: d\nmetadata:\n^^^^^^^^ `metadata` is empty\n---\nDo.\n");
    skill(Repaired, "---\nname: x\ndescription: a: b\n---\nDo.\n");
    skill(Dropped, "Do.\n^^^ no front matter\n");
}

#[test]
fn a_command_needs_nothing() {
    command(Loads, "Do.\n");
    command(Loads, "---\ndescription: 5\n---\nDo.\n");
    command(Repaired, "---\ndescription: a: b\n---\nDo.\n");
    tests::check("factory.command", "/w/.factory/commands/x.MD", Loads, "Do.\n");
    tests::check("factory.command", "/w/.factory/commands/x.txt", Dropped, "Do.\n");
    tests::check("factory.command", "/w/.factory/commands/x", Loads, "#!/bin/sh\n");
}
