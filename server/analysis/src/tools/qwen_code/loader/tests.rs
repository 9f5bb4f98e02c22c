use crate::loading::Outcome::{self, Dropped, Loads, Repaired};
use crate::loading::tests;

mod external;
mod lines;
mod losses;

const AGENT: &str = "/w/.qwen/agents/scout.md";

fn check(expected: Outcome, front: &str) {
    tests::check("qwen-code.agent", AGENT, expected, &format!("---\n{front}---\nRead the change first.\n"));
}

/// An agent with these lines after its name and its description.
fn with(expected: Outcome, lines: &str) {
    check(expected, &format!("name: scout\ndescription: Looks around\n{lines}\n"));
}

#[test]
fn the_header_needs_a_line_behind_it() {
    let whole = |expected, text: &str| tests::check("qwen-code.agent", AGENT, expected, text);
    let head = "name: xy\ndescription: d\n";
    whole(Loads, &format!("\u{feff}---\n{head}---\nRead the change.\n"));
    whole(Loads, &format!("---\n{head}---\nRead the change.\n").replace('\n', "\r\n"));
    whole(Loads, &format!("---\n{head}---\nRead the change.\n").replace('\n', "\r"));
    whole(Dropped, &format!("---\n^^^ here\n{head}---"));
    whole(Dropped, &format!("--- \n^^^^ here\n{head}---\nRead the change.\n"));
    whole(Dropped, &format!("---\n{head}--- \nRead the change.\n"));
    whole(Dropped, &format!("\n---\n{head}---\nRead the change.\n"));
    whole(Dropped, "Read the change.\n^^^^^^^^^^^^^^^^ here\n");
    tests::check("qwen-code.agent", "/w/.qwen/agents/scout.MD", Dropped, "---\nname: xy\n---\n");
}

#[test]
fn a_prompt_has_ten_characters() {
    let prompt = |expected, text: &str| {
        let source = format!("---\nname: xy\ndescription: d\n---\n{text}");
        tests::check("qwen-code.agent", AGENT, expected, &source);
    };
    prompt(Dropped, "^^^ here\n");
    prompt(Dropped, "\n \n");
    prompt(Dropped, "\nToo short\n^^^^^^^^^ here\n");
    prompt(Loads, "Just right\n");
    prompt(Loads, "One\nand two");
    prompt(Loads, "\u{1f680}\u{1f680}\u{1f680}\u{1f680}\u{1f680}");
}

#[test]
fn names_and_descriptions() {
    check(Loads, "name: 42\ndescription: [a, b]\n");
    check(Loads, "name: true\ndescription: 0\n");
    check(Loads, "name: 审查员\ndescription: d\n");
    check(Loads, "name: \" scout \"\ndescription: d\n");
    check(Loads, &format!("name: {}\ndescription: d\n", "s".repeat(50)));
    check(Dropped, &format!("name: {}\ndescription: d\n", "s".repeat(51)));
    check(Dropped, "name: x\n      ^ here\ndescription: d\n");
    check(Dropped, "name: a b\n      ^^^ here\ndescription: d\n");
    check(Dropped, "name: 1.5\n      ^^^ here\ndescription: d\n");
    check(Dropped, "name: 123456789012345678901234567890\ndescription: d\n");
    check(Dropped, "name: -xy\n      ^^^ here\ndescription: d\n");
    check(Dropped, "name: xy_\n      ^^^ here\ndescription: d\n");
    check(Dropped, "name: System\n      ^^^^^^ here\ndescription: d\n");
    check(Dropped, "name: [a, b]\ndescription: d\n");
    check(Dropped, "name: xy\ndescription: \"  \"\n             ^^^^ here\n");
    check(Dropped, "name: xy\ndescription: \"\"\n             ^^ here\n");
    check(Dropped, "name: xy\ndescription: {a: b}\n             ^^^^^^ here\n");
    check(Dropped, "name: xy\ndescription: [{a: b}]\n             ^^^^^^^^ here\n");
    check(Dropped, "name: xy\ndescription: [~]\n");
    check(Dropped, "name: xy\ndescription:\n^^^^^^^^^^^ here\n");
    check(Dropped, "name: xy\n");
    check(Dropped, "description: d\n");
}

#[test]
fn values_that_it_refuses() {
    for line in [
        "approvalMode: acceptEdits\n              ^^^^^^^^^^^ here",
        "approvalMode: true\n              ^^^^ here",
        "model: {a: b}\n       ^^^^^^ here",
        "model: [{a: b}]\n       ^^^^^^^^ here",
        "model: \" \"\n       ^^^ here",
        "model: \"openai: \"\n       ^^^^^^^^^^ here",
        "modelConfig: {model: \"gemini:\"}\n                     ^^^^^^^^^ here",
        "background: {}\n            ^^ here",
        "permissionMode: {a: b}\n                ^^^^^^ here",
        "maxTurns: {a: b}\n          ^^^^^^ here",
        "tools: [\" \"]\n       ^^^^^ here",
        "disallowedTools: [read, \"\"]\n                 ^^^^^^^^^^ here",
        "runConfig: {max_turns: 0}\n                       ^ here",
        "runConfig: {max_turns: 1.5}\n                       ^^^ here",
        "runConfig: {max_turns: \"5\"}\n                       ^^^ here",
        "runConfig: {max_time_minutes: -1}\n                              ^^ here",
    ] {
        with(Dropped, line);
    }
    for line in [
        "approvalMode: auto-edit",
        "approvalMode: \"\"",
        "model: openai:gpt",
        "model: \"elsewhere:\"",
        "model: \"\"",
        "model: 5",
        "modelConfig: gemini",
        "tools: \" , \"",
        "tools:",
        "runConfig: {max_turns: 5, max_time_minutes: 0.5}",
        "runConfig: {max_turns: ~, other: 0}",
        "runConfig: never",
    ] {
        with(Loads, line);
    }
}
