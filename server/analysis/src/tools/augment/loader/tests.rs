//! How auggie reads files, step by step.

use crate::loading::Outcome::{self, Dropped, Loads, Placeholder};
use crate::loading::tests;

const RULE: &str = "/w/.augment/rules/x.md";

fn command(expected: Outcome, source: &str) {
    tests::check("augment.command", "/w/.augment/commands/x.md", expected, source);
}

fn skill(expected: Outcome, source: &str) {
    tests::check("augment.skill", "/w/.augment/skills/x/SKILL.md", expected, source);
}

#[test]
fn both_lines_of_dashes_end_with_a_line_feed() {
    command(Loads, "--- \r\ndescription: d\r\n---\t\r\n");
    command(Loads, "---\n\n\ndescription: d\n---\n");
    command(Loads, "---\ndescription: d\n---x: y\n---\n");
    command(Placeholder, "---\n^^^ no closing\ndescription: d\n---");
    command(Placeholder, "\u{feff}---\ndescription: d\n---\n");
    command(Placeholder, "---\rdescription: d\r---\r");
    command(Placeholder, "Do.\n");
}

#[test]
fn what_is_wrong_with_the_front_matter_costs_all_of_it() {
    command(Placeholder, "---\ndescription: a: b\n              ^ invalid YAML\n---\n");
    command(Placeholder, "---\n^^^ `description` is missing\nname: x\n---\n");
    command(Placeholder, "---\ndescription: ' '\n             ^^^ `description` is empty\n---\n");
    command(Loads, "---\ndescription: 5\n---\n");
    tests::check("augment.command", "/w/.augment/commands/x.txt", Loads, "---\ndescription: d\n---\n");
    tests::check("augment.command", "/w/.augment/commands/x.mdx", Dropped, "---\ndescription: d\n---\n");
}

#[test]
fn a_skill_has_a_name_and_a_description() {
    skill(Loads, "---\nname: other-1\ndescription: d\n---\n");
    skill(Loads, "---\nname: 42\ndescription: true\n---\n");
    skill(Dropped, "---\n^^^ `name` is missing\ndescription: d\n---\n");
    skill(Dropped, "---\nname: A\n      ^ invalid character\ndescription: d\n---\n");
    skill(Dropped, "---\nname: a--b\n      ^^^^ misplaced hyphen\ndescription: d\n---\n");
    skill(Dropped, "---\nname: 2025-01-31\ndescription: d\n---\n");
    skill(Dropped, &format!("---\nname: x\ndescription: {}\n---\n", "d".repeat(1025)));
    skill(Dropped, &format!("---\nname: {}\ndescription: d\n---\n", "n".repeat(65)));
}

#[test]
fn a_rule_is_always_loaded() {
    tests::loses(
        "augment.rule",
        RULE,
        Loads,
        "---\ntype: sometimes\n      ^^^^^^^^^ `type` has no effect: `sometimes` is not a valid `type`\n---\n",
    );
    tests::loses("augment.rule", RULE, Loads, "---\ntype: Manual\ndescription: d\nalwaysApply: true\n---\n");
    tests::loses(
        "augment.rule",
        RULE,
        Loads,
        "---\ntype: a: b\n       ^ the rule always counts: invalid YAML\n---\n",
    );
    tests::loses("augment.rule", RULE, Loads, "Do.\n");
    tests::check("augment.rule", "/w/.augment/rules/x.mdc", Loads, "Do.\n");
    tests::check("augment.rule", "/w/.augment/rules/x.txt", Dropped, "Do.\n");
}
