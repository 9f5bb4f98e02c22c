use crate::loader::Outcome::{self, Dropped, Loads};
use crate::loader::tests;

fn check(expected: Outcome, source: &str) {
    tests::check("copilot.agent", "/w/.github/agents/x.agent.md", expected, source);
}

#[test]
fn the_front_matter() {
    check(Loads, "---\ndescription: d\n---\nBody\n");
    check(Loads, "\u{feff}--- \ndescription: d\n---\t\nBody\n");
    check(Loads, "---\r\ndescription: d\r\n---\r\n");
    check(Dropped, "\n---\ndescription: d\n---\n");
    check(Dropped, "--- # comment\n^^^^^^^^^^^^^ here\ndescription: d\n---\n");
    check(Dropped, "---\n^^^ here\ndescription: d\n----\n");
    check(Dropped, "---\rdescription: d\r---\r");
}

#[test]
fn nothing_is_repaired() {
    check(Dropped, "---\ndescription: a: b\n              ^ here\n---\n");
    check(Dropped, "---\ndescription: d\nx: [a\n   ^ here\n---\n");
    check(Dropped, "---\ndescription: a\ndescription: b\n---\n");
    check(Dropped, "---\ndescription: d\nmaxTurns: 99999999999999999999\n---\n");
    check(Loads, "---\ndescription: d\nx: !tag text\n---\n");
}

#[test]
fn keys() {
    check(Loads, "---\nname: A Name\ndescription: d\ntools: read\nmodel: [a, b]\nunknown: {}\n---\n");
    check(Dropped, "---\n^^^ here\nname: x\n---\n");
    check(Dropped, "---\nname:\n^^^^ here\ndescription: d\n---\n");
    check(Dropped, "---\ndescription: 3\n             ^ here\n---\n");
    check(Dropped, "---\ndescription: d\ntools:\n^^^^^ here\n---\n");
    check(Dropped, "---\ndescription: d\nskills: one\n        ^^^ here\n---\n");
    check(Dropped, "---\ndescription: d\nmcp-servers: [a]\n             ^^^ here\n---\n");
    check(Dropped, "---\nname: general-purpose\n      ^^^^^^^^^^^^^^^ here\ndescription: d\n---\n");
}

#[test]
fn hooks() {
    let hooks = |expected, text: &str| check(expected, &format!("---\ndescription: d\nhooks:{text}\n---\n"));
    hooks(Loads, "\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - command: x");
    hooks(Loads, "\n  preToolUse:\n    - type: command\n      bash: x\n      timeout: 3");
    hooks(Loads, " {}");
    hooks(Dropped, "");
    hooks(Dropped, " []");
    hooks(Dropped, "\n  pre: |\n    echo");
    hooks(Dropped, "\n  PreToolUse: text");
    hooks(Dropped, "\n  Stop:\n    - hooks:\n        - type: prompt\n          prompt: x");
    hooks(Dropped, "\n  PostToolUse:\n    - hooks:\n        - type: command");
    hooks(Dropped, "\n  PreToolUse:\n    - hooks:\n        - command: x\n          timeout: -1");
}

#[test]
fn files_by_their_names_and_skills() {
    let text = "---\ndescription: d\n---\n";
    tests::check("copilot.agent", "/w/.github/agents/.hidden.md", Dropped, text);
    tests::check("copilot.agent", "/w/.github/agents/x.txt", Dropped, text);
    let skill = |name: &str, expected| {
        let text = format!("---\nname: {name}\ndescription: d\n---\n");
        tests::check("copilot.skill", "/w/.github/skills/x/SKILL.md", expected, &text);
    };
    skill("My skill: v1.0", Dropped);
    skill("\"My skill: v1.0\"", Loads);
    skill("_x", Dropped);
    skill("{{name}}", Dropped);
}
