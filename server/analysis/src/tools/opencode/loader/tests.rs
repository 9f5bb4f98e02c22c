use crate::loading::Outcome::{self, Dropped, Loads, Placeholder, Repaired, Stops};
use crate::loading::tests;

mod lenient;
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
    check(Placeholder, "----\ndescription: d\n----\n");
    check(Placeholder, "--- # a comment\ndescription: d\n---\n");
}

#[test]
fn what_is_no_yaml_is_repaired_dropped_or_taken_for_the_prompt() {
    check(
        Repaired,
        "---\ndescription: Use for: this\n                    ^ invalid YAML, read again as block scalars\n---\n",
    );
    check(Repaired, "---\r\ndescription: Use for: this\r\n---\r\n");
    check(Placeholder, "---\ndescription: *star\n---\n");
    check(Placeholder, "---\nmy-key: a: b\ndescription: d\n---\n");
    check(Placeholder, "---\ndescription: a\ndescription: b\n---\n");
    check(Dropped, "---\ndescription: Use for: this\nmodel: \"open\n---\n");
}

#[test]
fn a_value_of_another_shape_stops_the_program() {
    check(
        Loads,
        "---\ndescription: d\ntools:\n  bash: false\ncolor: \"#ff0000\"\nmode: all\nanything: [1]\n---\n",
    );
    check(Loads, "---\npermission:\n  edit: ask\n  bash:\n    \"git *\": allow\n---\n");
    check(Stops, "---\ntools: Read\n       ^^^^ `tools` must be a mapping, not a string\n---\n");
    check(Stops, "---\ntools: [Read]\n       ^^^^^^ `tools` must be a mapping, not a list\n---\n");
    check(Stops, "---\ncolor: red\n       ^^^ `red` is not a valid `color`\n---\n");
    check(Stops, "---\ncolor: #ff0000\n^^^^^ `color` is empty\n---\n");
    check(Stops, "---\ndescription: 12\n             ^^ `description` must be a string\n---\n");
    check(
        Stops,
        "---\ndescription: 2026-01-31\n             ^^^^^^^^^^ `description` must be a string\n---\n",
    );
    check(Stops, "---\nmode: agent\n      ^^^^^ `agent` is not a valid `mode`\n---\n");
    check(Stops, "---\nsteps: 0\n       ^ `steps` must be a positive integer\n---\n");
    check(Stops, "---\npermission: never\n            ^^^^^ `never` is not a valid `permission`\n---\n");
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
