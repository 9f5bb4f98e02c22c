//! How Codex reads skills, step by step.

use crate::loading::Outcome::{self, Dropped, Loads, Repaired};
use crate::loading::tests;

const PATH: &str = "/w/.codex/skills/x/SKILL.md";

fn check(expected: Outcome, source: &str) {
    tests::check("codex.skill", PATH, expected, source);
}

#[track_caller]
fn loses(expected: Outcome, source: &str) {
    tests::loses("codex.skill", PATH, expected, source);
}

#[test]
fn dashes_are_found_with_white_space_around_them() {
    check(Loads, "---\nname: x\ndescription: d\n---\n");
    check(Loads, " --- \r\nname: x\r\ndescription: d\r\n  ---\t\r\n");
    check(Dropped, "---- \n^^^^^ text\nname: x\ndescription: d\n---\n");
    check(Dropped, "---\n^^^ no closing\nname: x\ndescription: d\n...\n");
    check(Dropped, "---\n^^^ the front matter is empty\n---\nDo.\n");
    check(Dropped, "Do.\n^^^ no front matter\n");
    check(Dropped, "\u{feff}---\nname: x\ndescription: d\n---\n");
    check(Dropped, "---\rname: x\rdescription: d\r---\r");
    loses(
        Loads,
        "---\ndescription: d\nx: |\n  a\n  ---\n  ^^^ the rest is body text: this `---` ends the front matter\nname: y\n---\n",
    );
}

#[test]
fn scalars_are_strings_and_nothing_else_is() {
    for value in ["5", "true", "2025-01-31", "0x1f", ".inf", "!x y", "&x y", "99999999999999999999"] {
        check(Loads, &format!("---\nname: {value}\ndescription: {value}\n---\n"));
    }
    check(Loads, "---\nname: ~\ndescription: d\nmetadata:\nother: {a: [b]}\nother: 5\n---\n");
    check(
        Dropped,
        "---\nname: x\ndescription: [a, b]\n             ^^^^^^ `description` must be a string\n---\n",
    );
    check(
        Dropped,
        "---\nname: x\ndescription: d\nmetadata: v1\n          ^^ `v1` is not a valid `metadata`\n---\n",
    );
    check(Dropped, "---\nname: x\nname: x\n^^^^^ duplicate key\ndescription: d\n---\n");
    check(Dropped, "---\n- a\n---\n");
    check(Dropped, "---\n...\n^^^ `...` before\nname: x\ndescription: d\n---\n");
}

#[test]
fn values_are_quoted_once() {
    check(
        Repaired,
        "---\nname: x\ndescription: Use this: now # c\n                     ^ invalid YAML\n---\n",
    );
    check(Repaired, "---\nname: x\ndescription: it's `a: b`\nhint: [a] b\n---\n");
    check(Repaired, "---\nname: x\ndescription: @a\n---\n");
    check(Dropped, "---\nname: x\ndescription: *\n---\n");
    check(Dropped, "---\nname: x\ndescription: \"open\n---\n");
    check(Dropped, "---\nname: x\ndescription: d\n  more: a: b\n---\n");
    // A list in brackets has no colon, and is YAML; with a colon it becomes a string.
    loses(Loads, "---\nname: x\ndescription: {a: b}\n             ^^^^^^ a value is read as written\n---\n");
}

#[test]
fn a_description_is_needed_and_a_name_is_short() {
    check(Dropped, "---\n^^^ `description` is missing\nname: x\n---\n");
    check(Dropped, "---\nname: x\ndescription: ' '\n             ^^^ `description` is empty\n---\n");
    let name = "n".repeat(65);
    check(Dropped, &format!("---\nname: {name}\ndescription: d\n---\n"));
    let long = "d".repeat(5_000);
    let text = format!("---\nname: A b!\ndescription: {long}\n---\n");
    check(Loads, &text);
    let cut = "`description` is cut after 1,021 characters: the model's list of skills shows no more";
    tests::check_losses("codex.skill", PATH, &text, &[(cut, &long)]);
}

#[test]
fn what_restricts_a_skill_elsewhere_does_nothing() {
    loses(
        Loads,
        "---\nname: x\ndescription: d\ndisable-model-invocation: true\n^^^^^^^^^^^^^^^^^^^^^^^^ `disable-model-invocation` has no effect\n---\n",
    );
    loses(Loads, "---\nname: x\ndescription: d\ndisable-model-invocation: false\n---\n");
}

#[test]
fn skills_lie_up_to_six_folders_deep_and_prompts_are_gone() {
    let at = |path: &str, expected| {
        tests::check("codex.skill", path, expected, "---\nname: x\ndescription: d\n---\n");
    };
    at("/w/.codex/skills/SKILL.md", Loads);
    at("/w/.agents/skills/a/b/c/d/e/x/SKILL.md", Loads);
    at("/w/.agents/skills/a/b/c/d/e/f/x/SKILL.md", Dropped);
    at("/w/.codex/skills/.hidden/x/SKILL.md", Dropped);
    tests::check("codex.prompt", "/w/.codex/prompts/x.md", Dropped, "Do.\n");
}
