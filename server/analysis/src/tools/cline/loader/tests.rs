use crate::loading::Outcome::{self, Dropped, Loads, Placeholder};
use crate::loading::tests;

fn check(expected: Outcome, source: &str) {
    tests::check("cline.rule", "/w/.clinerules/x.md", expected, source);
}

fn skill(expected: Outcome, lines: &str) {
    let text = format!("---\n{lines}\n---\nText.\n");
    tests::check("cline.skill", "/w/.cline/skills/x/SKILL.md", expected, &text);
}

#[test]
fn the_front_matter_of_a_rule() {
    check(Loads, "---\nname: x\n---\nText.\n");
    check(Loads, "\u{feff}---\r\nname: x\r\n---\r\nText.\r\n");
    check(Loads, "---\nname: x\n---- glued: Text.\n");
    check(Placeholder, "Text.\n^^^^^ no front matter\n");
    check(Placeholder, "--- \nname: x\n---\nText.\n");
    check(Placeholder, "---\n# nothing\n---\nText.\n");
    check(Placeholder, "---\n- x\n---\nText.\n");
    check(Placeholder, "---\n^^^ no closing `---`\nname: x\n");
    check(
        Dropped,
        r#"
        ---
        description: a: b
                      ^ invalid YAML
        ---
        Text.
        "#,
    );
    check(Dropped, "---\nname: x\n---\n^^^ the body is empty\n \n");
    check(Dropped, "");
}

#[test]
fn the_name_of_a_file() {
    for (name, outcome) in [("x.markdown", Loads), ("x.TXT", Loads), ("x.mdc", Dropped), (".md", Dropped)] {
        let path = format!("/w/.clinerules/{name}");
        tests::check("cline.rule", &path, outcome, "---\nname: x\n---\nText.\n");
    }
    tests::check("cline.rule", "/w/.clinerules", Loads, "---\nname: x\n---\nText.\n");
}

#[test]
fn texts_and_switches() {
    for lines in ["name: ''", "name:\ndescription:", "disabled: false", "disabled:\nenabled: false", "a: 1"] {
        skill(Loads, lines);
    }
    // The second switch is not looked at.
    skill(Loads, "disabled: false\nenabled: 5");
    for lines in ["name: 5", "description: [a]", "disabled: 'yes'", "disabled: no", "enabled: 1"] {
        skill(Dropped, lines);
    }
    check(Loads, "---\nname: x\ndescription: 5\n---\nText.\n");
    tests::check_losses(
        "cline.rule",
        "/w/.clinerules/x.md",
        "---\npaths: [src]\ndisabled: false\nenabled: true\n---\nText.\n",
        &[
            ("`paths` has no effect: every rule counts", "paths"),
            ("`enabled` has no effect: `disabled` is set", "enabled"),
        ],
    );
}

#[test]
fn an_agent_ends_its_front_matter_where_that_is_whole() {
    let check = |expected, source: &str| {
        tests::check("cline.agent", "/w/.cline/agents/x.yaml", expected, source);
    };
    const KEYS: &str = "name: x\ndescription: d\n";
    check(Loads, &format!("---\n{KEYS}---\nPrompt.\n"));
    check(Loads, &format!("--- \t\n{KEYS}--- \nPrompt.\n"));
    check(Loads, &format!("---\n{KEYS}tools: a, b\nskills: [c]\nmaxIterations: 3\n---\nPrompt.\n"));
    // In the text between the dashes a document would begin.
    check(Loads, &format!("---\n{KEYS}---\nPrompt.\n\n---\n\nMore.\n"));
    check(Dropped, &format!("---\n{KEYS}----\nPrompt.\n"));
    check(Dropped, &format!("---\n{KEYS}"));
    check(Dropped, &format!("---\n{KEYS}---\n^^^ the body is empty\n"));
    check(Dropped, "---\n^^^ `description` is missing\nname: x\n---\nPrompt.\n");
    check(Dropped, "Prompt.\n^^^^^^^ no front matter\n");
    for line in ["tools:", "maxIterations: 0", "modelId: ''", "providerId: ' '", "skills: [1]"] {
        check(Dropped, &format!("---\n{KEYS}{line}\n---\nPrompt.\n"));
    }
    tests::check("cline.agent", "/w/.cline/agents/x.md", Dropped, &format!("---\n{KEYS}---\nPrompt.\n"));
}
