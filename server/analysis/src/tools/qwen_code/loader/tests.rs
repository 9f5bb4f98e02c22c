use crate::loading::Outcome::{self, Dropped, Loads, Repaired};
use crate::loading::tests;

mod external;
mod lines;
mod losses;

const AGENT: &str = "/w/.qwen/agents/scout.md";

fn check(expected: Outcome, front: &str) {
    tests::check("qwen-code.agent", AGENT, expected, &format!("---\n{front}---\nRead the change first.\n"));
}

/// Asserts the outcome of an agent with these lines after its name and description.
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
    whole(Dropped, &format!("---\n^^^ no closing `---`\n{head}---"));
    whole(Dropped, &format!("--- \n^^^^ a space after the opening `---`\n{head}---\nRead the change.\n"));
    whole(Dropped, &format!("---\n{head}--- \nRead the change.\n"));
    whole(Dropped, &format!("\n---\n{head}---\nRead the change.\n"));
    whole(Dropped, "Read the change.\n^^^^^^^^^^^^^^^^ no front matter\n");
    tests::check(
        "qwen-code.agent",
        "/w/.qwen/agents/scout.MD",
        Dropped,
        r#"
        ---
        name: xy
        ---
        "#,
    );
}

#[test]
fn a_prompt_has_ten_characters() {
    let prompt = |expected, text: &str| {
        let source = format!("---\nname: xy\ndescription: d\n---\n{text}");
        tests::check("qwen-code.agent", AGENT, expected, &source);
    };
    prompt(Dropped, "^^^ the prompt is empty\n");
    prompt(Dropped, "\n \n");
    prompt(Dropped, "\nToo short\n^^^^^^^^^ the prompt is under 10 characters\n");
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
    check(Dropped, "name: x\n      ^ `name` is only one character\ndescription: d\n");
    check(Dropped, "name: a b\n      ^^^ invalid character in `name`\ndescription: d\n");
    check(Dropped, "name: 1.5\n      ^^^ invalid character in `name`\ndescription: d\n");
    check(Dropped, "name: 123456789012345678901234567890\ndescription: d\n");
    check(Dropped, "name: -xy\n      ^^^ `name` starts or ends with `-` or `_`\ndescription: d\n");
    check(Dropped, "name: xy_\n      ^^^ `name` starts or ends with `-` or `_`\ndescription: d\n");
    check(Dropped, "name: System\n      ^^^^^^ the name `System` is reserved\ndescription: d\n");
    check(Dropped, "name: [a, b]\ndescription: d\n");
    check(Dropped, "name: xy\ndescription: \"  \"\n             ^^^^ `description` is empty\n");
    check(Dropped, "name: xy\ndescription: \"\"\n             ^^ `description` is empty\n");
    check(Dropped, "name: xy\ndescription: {a: b}\n             ^^^^^^ `description` must be a string\n");
    check(Dropped, "name: xy\ndescription: [{a: b}]\n             ^^^^^^^^ `description` must be a string\n");
    check(Dropped, "name: xy\ndescription: [~]\n");
    check(Dropped, "name: xy\ndescription:\n^^^^^^^^^^^ `description` is missing or empty\n");
    check(Dropped, "name: xy\n");
    check(Dropped, "description: d\n");
}

#[test]
fn values_that_it_refuses() {
    for line in [
        "approvalMode: acceptEdits\n              ^^^^^^^^^^^ `acceptEdits` is not a valid `approvalMode`",
        "approvalMode: true\n              ^^^^ `approvalMode` cannot be a boolean",
        "model: {a: b}\n       ^^^^^^ `model` cannot be a mapping",
        "model: [{a: b}]\n       ^^^^^^^^ `model` cannot contain a mapping",
        "model: \" \"\n       ^^^ `model` is empty",
        "model: \"openai: \"\n       ^^^^^^^^^^ no model after the `:` in `model`",
        "modelConfig: {model: \"gemini:\"}\n                     ^^^^^^^^^ no model after the `:` in `model`",
        "background: {}\n            ^^ `background` cannot be a mapping",
        "permissionMode: {a: b}\n                ^^^^^^ `permissionMode` cannot be a mapping",
        "maxTurns: {a: b}\n          ^^^^^^ `maxTurns` cannot be a mapping",
        "tools: [\" \"]\n       ^^^^^ an item of `tools` is empty",
        "disallowedTools: [read, \"\"]\n                 ^^^^^^^^^^ an item of `disallowedTools` is empty",
        "runConfig: {max_turns: 0}\n                       ^ `max_turns` must be a positive integer",
        "runConfig: {max_turns: 1.5}\n                       ^^^ `max_turns` must be a positive integer",
        "runConfig: {max_turns: \"5\"}\n                       ^^^ `max_turns` must be a positive integer",
        "runConfig: {max_time_minutes: -1}\n                              ^^ `max_time_minutes` must be a positive number",
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
