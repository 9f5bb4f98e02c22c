use crate::loading::Outcome::{self, Dropped, Loads, Placeholder, Repaired};
use crate::loading::tests;

fn check(expected: Outcome, source: &str) {
    tests::check("kilo.agent", "/w/.kilo/agents/x.md", expected, source);
}

#[test]
fn what_is_no_yaml_is_read_again_with_quotes() {
    check(
        Repaired,
        r#"
        ---
        description: Use for: this
                            ^ invalid YAML, read again with quotes
        ---
        "#,
    );
    // Backslashes and quotes stay what they are.
    check(Repaired, "---\ndescription: Use \"a\\b\": this\n---\n");
    check(Placeholder, "---\ndescription: [a\n---\n");
    check(Placeholder, "---\ndescription: d\ndescription: e\n---\n");
    // A value in quotes ends on its line.
    check(
        Dropped,
        r#"
        ---
        description: Use for: this
                            ^ invalid YAML
          and that
        ---
        "#,
    );
    tests::check_losses(
        "kilo.agent",
        "/w/.kilo/agents/x.md",
        "---\nmode: all\ndescription: a: b # c\n---\n",
        &[("`description` includes the comment: it is put in quotes", "# c")],
    );
}

#[test]
fn a_value_of_another_shape_drops_the_agent() {
    for line in [
        "description: ~",
        "model:",
        "variant:",
        "temperature:",
        "steps:",
        "permission:",
        "permission: { bash: ~ }",
        "permission: { edit: { '*': ~ } }",
        "tools: { write: false }",
        "displayName: A",
        "requirements: 5",
        "whatever: [1]",
    ] {
        check(Loads, &format!("---\n{line}\n---\n"));
    }
    for line in [
        "description: 5",
        "tools: Read",
        "tools: [Read]",
        "tools:",
        "permission: { bash: yes }",
        "permission: { bash: maybe }",
        "permission: { edit: { '*': maybe } }",
        "permission: { todowrite: { '*': allow } }",
        "color: blue",
        "steps: 0",
        "maxSteps:",
        "mode: main",
        "hidden: 'true'",
        "displayName: 5",
        "source: 5",
        "options: x",
    ] {
        check(Dropped, &format!("---\n{line}\n---\n"));
    }
    check(
        Dropped,
        r#"
        ---
        permission:
          bash: maybe
                ^^^^^ `maybe` is not a valid `permission.bash`
        ---
        "#,
    );
    tests::check("kilo.mode", "/w/.kilo/modes/x.md", Dropped, "---\nhidden: 5\n---\n");
}

#[test]
fn commands_and_skills() {
    let command = |expected, line: &str| {
        tests::check("kilo.command", "/w/.kilo/commands/x.md", expected, &format!("---\n{line}\n---\n"));
    };
    command(Loads, "description: d");
    command(Loads, "tools: [a]");
    command(Dropped, "description:");
    command(Dropped, "subtask: 1");
    let skill = |expected, lines: &str| {
        tests::check("kilo.skill", "/w/.kilo/skills/x/SKILL.md", expected, &format!("---\n{lines}\n---\n"));
    };
    skill(Loads, "name: x\ndescription: d");
    skill(Placeholder, "name: x");
    skill(Dropped, "description: d");
    skill(Dropped, "name: 5\ndescription: d");
    skill(Dropped, "name: x\ndescription:");
    tests::check("kilo.skill", "/w/.kilo/skills/x/SKILL.md", Dropped, "Text.\n^^^^^ no front matter\n");
}

#[test]
fn a_workflow_has_no_front_matter() {
    let workflow = |expected, text: &str| {
        tests::check("kilo.workflow", "/w/.kilo/workflows/x.md", expected, text);
    };
    workflow(Loads, "# Release\n\nBump the version.\n");
    workflow(Placeholder, "---\n^^^ a workflow has no front matter\ndescription: d\n---\n# Release\n");
}
