//! How Crush reads skills, step by step.

use crate::loading::Outcome::{self, Dropped, Loads};
use crate::loading::tests;

fn check(expected: Outcome, source: &str) {
    tests::check("crush.skill", "/w/.crush/skills/My-Skill/SKILL.md", expected, source);
}

#[test]
fn dashes_may_follow_blank_lines() {
    check(Loads, "\u{feff}\n \n --- \r\nname: my-skill\r\ndescription: d\r\n  ---\r\n");
    check(Loads, "---\rname: my-skill\rdescription: d\r---\r");
    check(Dropped, "----\n^^^^ text\nname: my-skill\ndescription: d\n---\n");
    check(Dropped, "---\n^^^ no closing\nname: my-skill\ndescription: d\n");
    check(Dropped, "Do.\n^^^ no front matter\n");
}

#[test]
fn a_name_is_the_folder_s_in_any_case() {
    check(Loads, "---\nname: MY-SKILL\ndescription: d\n---\n");
    check(Dropped, "---\nname: other\n      ^^^^^ `name` does not match\ndescription: d\n---\n");
    check(Dropped, "---\nname: my--skill\n      ^^^^^^^^^ misplaced hyphen\ndescription: d\n---\n");
    check(Dropped, "---\nname: my_skill\n      ^^^^^^^^ invalid character\ndescription: d\n---\n");
    check(Dropped, "---\n^^^ `name` is missing\ndescription: d\n---\n");
}

#[test]
fn values_have_the_types_of_the_structure() {
    let with = |line: &str| format!("---\nname: my-skill\ndescription: d\n{line}\n---\n");
    for line in
        ["user-invocable: yes", "user-invocable: Off", "metadata: {a: 5}", "metadata:", "other: {a: [b]}"]
    {
        check(Loads, &with(line));
    }
    for line in
        ["user-invocable: 5", "user-invocable: yEs", "metadata: {a: [b]}", "metadata: a", "license: [a]"]
    {
        check(Dropped, &with(line));
    }
    // Duplicate keys are counted where the structure has the mapping.
    check(Dropped, &with("other: 1\nother: 2"));
    check(Dropped, &with("metadata: {a: 1, a: 2}"));
    check(Loads, &with("other: {a: 1, a: 2}"));
    // Bytes count, not characters.
    check(Loads, &format!("---\nname: my-skill\ndescription: {}\n---\n", "é".repeat(512)));
    check(Dropped, &format!("---\nname: my-skill\ndescription: {}\n---\n", "é".repeat(513)));
}
