//! How pi reads files, step by step.

use crate::loading::Outcome::{self, Dropped, Loads};
use crate::loading::tests;

const PROMPT: &str = "/w/.pi/prompts/x.md";

fn skill(expected: Outcome, source: &str) {
    tests::check("pi.skill", "/w/.pi/skills/x/SKILL.md", expected, source);
}

#[test]
fn lines_end_in_any_way() {
    skill(Loads, "---\nname: x\ndescription: d\n---\n");
    skill(Loads, "\u{feff}---\r\nname: x\r\ndescription: d\r\n---text\r\n");
    skill(Loads, "---\rname: x\rdescription: d\r---\r");
    // The character after the dashes is passed over.
    skill(Loads, "----\ndescription: d\n---\n");
    skill(Dropped, "---\n^^^ no closing\nname: x\ndescription: d\n");
    skill(Dropped, "\n---\nname: x\ndescription: d\n---\n");
    skill(Dropped, "---\n^^^ `description` is missing\n---\nDo.\n");
}

#[test]
fn a_skill_needs_a_description() {
    skill(Loads, "---\nname: My Skill\ndescription: d\n---\n");
    skill(Dropped, "---\nname: x\ndescription: ' '\n             ^^^ `description` is empty\n---\n");
    skill(Dropped, "---\nname: x\ndescription: 5\n             ^ `description` must be\n---\n");
    skill(Dropped, "---\nname: x\ndescription: a: b\n---\n");
    tests::loses(
        "pi.skill",
        "/w/.pi/skills/x/SKILL.md",
        Loads,
        "---\nname: 5\n      ^ `name` has no effect\ndescription: d\ndisable-model-invocation: 'true'\n                          ^^^^^^ `disable-model-invocation` has no effect\n---\n",
    );
}

#[test]
fn a_prompt_needs_valid_yaml() {
    tests::check("pi.prompt", PROMPT, Loads, "Do.\n");
    tests::check("pi.prompt", PROMPT, Dropped, "---\ndescription: a: b\n---\nDo.\n");
    tests::loses(
        "pi.prompt",
        PROMPT,
        Loads,
        "---\nargument-hint: [file]\n               ^^^^^^ `argument-hint` has no effect\n---\nDo.\n",
    );
    tests::loses(
        "pi.prompt",
        PROMPT,
        Loads,
        "---\n^^^ the front matter is part of the prompt\ndescription: d\n",
    );
}
