use crate::loading::Outcome::{self, Dropped, Loads, Placeholder};
use crate::loading::tests;

const RULE: &str = "/w/.continue/rules/x.md";

fn check(expected: Outcome, source: &str) {
    tests::check("continue.rule", RULE, expected, source);
}

#[test]
fn the_text_is_split_at_lines_of_dashes() {
    check(Loads, "---\nname: x\n---\nText.\n");
    check(Loads, "---\r\nname: x\r\n--- \t\r\nText.\r\n");
    // Wherever they stand.
    check(Loads, "# Title\n\n---\nname: x\n---\nText.\n");
    check(Loads, "\u{feff}---\n\n---\nname: x\n---\nText.\n");
    check(Loads, "---\rname: x\r---\rText.\r");
    check(Loads, "---\n\n\n---\nText.\n");
    check(Placeholder, "Text.\n^^^^^ no front matter\n");
    check(Placeholder, "---\n^^^ no closing `---`\nname: x\n----\nText.\n");
    check(
        Placeholder,
        r#"
        ---
        globs: **/*.ts
               ^^^^^^^ invalid YAML
        ---
        Text.
        "#,
    );
    check(Dropped, "---\nname: x\n---\n^^^ the rule has no text\n");
    check(Dropped, "");
}

#[test]
fn a_rule_that_never_counts() {
    for line in ["alwaysApply: true\nglobs: x", "globs: ''", "regex:", "name: 5", "- x"] {
        check(Loads, &format!("---\n{line}\n---\nText.\n"));
    }
    for line in ["globs: []", "regex: x", "alwaysApply: false", "alwaysApply: 'true'", "alwaysApply:"] {
        check(Dropped, &format!("---\n{line}\n---\nText.\n"));
    }
    check(
        Dropped,
        r#"
        ---
        globs: "*.ts"
        ^^^^^ `globs` without `alwaysApply: true`
        ---
        Text.
        "#,
    );
    tests::check_losses(
        "continue.rule",
        RULE,
        "---\ninvokable: true\nglobs: x\n---\nText.\n",
        &[("it is no rule: `invokable` makes it a command", "invokable")],
    );
}

#[test]
fn a_skill_needs_a_name_and_a_description() {
    let skill = |expected, lines: &str| {
        let text = format!("---\n{lines}\n---\n");
        tests::check("continue.skill", "/w/.continue/skills/x/SKILL.md", expected, &text);
    };
    skill(Loads, "name: x\ndescription: d");
    for lines in
        ["name: x", "description: d", "name: 5\ndescription: d", "name: x\ndescription: ''", "- x", ""]
    {
        skill(Dropped, lines);
    }
    tests::check(
        "continue.skill",
        "/w/.continue/skills/x/SKILL.md",
        Dropped,
        "Text.\n^^^^^ no front matter\n",
    );
}
