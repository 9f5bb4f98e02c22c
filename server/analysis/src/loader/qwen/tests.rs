use crate::loader::Outcome::{self, Dropped, Loads, Repaired};
use crate::loader::tests;

fn check(expected: Outcome, front: &str) {
    let source = format!("---\n{front}---\nRead the change first.\n");
    tests::check("qwen-code.agent", "/w/.qwen/agents/x.md", expected, &source);
}

#[test]
fn the_header_needs_a_line_behind_it() {
    let whole =
        |expected, text: &str| tests::check("qwen-code.agent", "/w/.qwen/agents/x.md", expected, text);
    let head = "name: xy\ndescription: d\n";
    whole(Loads, &format!("\u{feff}---\n{head}---\nRead the change.\n"));
    whole(Loads, &format!("---\n{head}---\nRead the change.\n").replace('\n', "\r\n"));
    whole(Loads, &format!("---\n{head}---\nRead the change.\n").replace('\n', "\r"));
    whole(Dropped, &format!("---\n{head}---"));
    whole(Dropped, &format!("---\n{head}---\n"));
    whole(Dropped, &format!("---\n{head}---\nToo short\n"));
    whole(Dropped, &format!("--- \n{head}---\nRead the change.\n"));
    whole(Dropped, &format!("---\n{head}--- \nRead the change.\n"));
}

#[test]
fn names_and_descriptions() {
    check(Loads, "name: 42\ndescription: [a, b]\n");
    check(Loads, "name: 审查员\ndescription: d\n");
    check(Dropped, "name: x\n      ^ here\ndescription: d\n");
    check(Dropped, "name: a b\n      ^^^ here\ndescription: d\n");
    check(Dropped, "name: -xy\n      ^^^ here\ndescription: d\n");
    check(Dropped, "name: system\n      ^^^^^^ here\ndescription: d\n");
    check(Dropped, "name: xy\ndescription: \"  \"\n             ^^^^ here\n");
    check(Dropped, "name: xy\ndescription: {a: b}\n             ^^^^^^ here\n");
    check(Dropped, "name: xy\n");
}

#[test]
fn other_keys() {
    check(
        Loads,
        "name: xy\ndescription: d\napprovalMode: auto-edit\ncolor: none\ntools: 3\nmaxTurns: never\n",
    );
    check(Dropped, "name: xy\ndescription: d\napprovalMode: acceptEdits\n              ^^^^^^^^^^^ here\n");
    check(Dropped, "name: xy\ndescription: d\nmodel: {a: b}\n       ^^^^^^ here\n");
    check(Dropped, "name: xy\ndescription: d\nexecutor: codex\n          ^^^^^ here\n");
    check(Dropped, "name: xy\ndescription: d\nrunConfig: {max_turns: 0}\n                       ^ here\n");
}

#[test]
fn what_is_no_yaml_is_read_by_lines() {
    check(Repaired, "name: xy\ndescription: a: b\n              ^ here\n");
    check(Repaired, "name: xy\ndescription: *star\n             ^^^^^ here\n");
    check(Repaired, "name: xy\ndescription: d\ntools:\n  - a\n  - \"open\n");
    check(Repaired, "name: xy\nname: xz\ndescription: d\n");
    check(Dropped, "name: \"xy\ndescription: d\n");
}
