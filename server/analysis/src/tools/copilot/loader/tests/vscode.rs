//! VS Code: it loads every agent and skill that it finds, and says nothing of what it passes over.

use crate::loading::Outcome::{Dropped, Loads, Placeholder};
use crate::loading::tests::{check, loses};

const AGENT: &str = "/w/.github/agents/scout.md";
const CLAUDE: &str = "/w/.claude/agents/scout.md";
const SKILL: &str = "/w/.github/skills/scout/SKILL.md";

/// Asserts that an agent loads, and that the marked parts have no effect.
fn agent(lines: &str) {
    loses("vscode.agent", AGENT, Loads, &format!("---\ndescription: d\n{lines}---\nBe brief.\n"));
}

/// Asserts that an agent of Claude Code loads, and that the marked parts have no effect.
fn claude(lines: &str) {
    loses("vscode.claude-agent", CLAUDE, Loads, &format!("---\nname: x\ndescription: d\n{lines}---\n"));
}

#[test]
fn without_a_description_it_is_listed() {
    let agent = |expected, text: &str| check("vscode.agent", AGENT, expected, text);
    agent(Loads, "--- \r\ndescription: a: b\r\n---  \r\n");
    agent(Loads, "---\ndescription: d\n");
    agent(Placeholder, "Be brief.\n^^^^^^^^^ no front matter\n");
    agent(Placeholder, "---yaml\n^^^^^^^ text after the opening\ndescription: d\n---\n");
    agent(Placeholder, "---\n^^^ the front matter is empty\n---\n");
    agent(Placeholder, "---\n^^^ the front matter is not a mapping\n- a\n---\n");
    agent(Placeholder, "---\n^^^ `description` is missing\nname: x\n---\n");
    agent(Placeholder, "---\ndescription: [d]\n             ^^^ `description` must be a string\n---\n");
    agent(Placeholder, "---\nname: x\n<b>\n^^^ `description` is not read\ndescription: d\n---\n");
}

#[test]
fn some_files_are_not_looked_at() {
    let text = "---\ndescription: d\n---\n";
    for path in ["/w/.github/agents/README.md", "/w/.github/agents/a/scout.md", "/w/.github/agents/scout.txt"]
    {
        check("vscode.agent", path, Dropped, text);
    }
    check("vscode.claude-agent", "/w/.claude/agents/a/scout.md", Dropped, text);
    check("vscode.agent", "/w/elsewhere/scout.agent.md", Loads, text);
}

#[test]
fn what_it_does_not_understand_has_no_effect() {
    agent("tools: {a: b}\n       ^^^^^^ it must be a string or a list\n");
    agent("agents: reviewer\n        ^^^^^^^^ it must be a list\n");
    agent("user-invocable: yes\n                ^^^ it must be a boolean\n");
    agent("user-invocable: \"true\"\nmodel:\ninfer: all\n");
    agent("target: vs-code\n        ^^^^^^^ it must be `vscode` or `github-copilot`\n");
    agent("model-policy: required\n^^^^^^^^^^^^ unknown key\n");
    agent("tools: [a, [b]]\n       ^^^^^^^^ an item of `tools`\n");
    agent("hooks:\n  pre: []\n  ^^^ it is not a hook event\n  Stop: x\n  ^^^^ it must be a list\n");
    agent("name: a\nname: b\n^^^^ the first one counts\n");
    agent("name: a\n  b: c\n^^^^^^ it is read as a key\n");
    agent("<b>\n^^^ the rest of the front matter has no effect\nname: x\n");
}

#[test]
fn a_handoff_needs_a_label_an_agent_and_a_prompt() {
    agent("handoffs:\n  - {label: a, agent: b, prompt: \"\"}\n");
    agent("handoffs:\n  - {label: a, agent: b}\n    ^^^^^^^^^^^^^^^^^^^^ it has no `prompt`\n");
    agent(
        "handoffs:\n  - {label: \"\", agent: b, prompt: c}\n    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ it has no `label`\n",
    );
}

#[test]
fn models_and_tools_of_claude_code_are_translated() {
    claude("model: opus\ntools: Read, Grep\n");
    claude("model: claude-opus-4-1\n       ^^^^^^^^^^^^^^^ it must be `sonnet`\n");
    claude("tools: [read, edit]\n       ^^^^^^^^^^^^ the agent has no tools\n");
    claude("tools: \"*\"\n       ^^^ the agent has no tools\n");
    claude("tools: Read, mcp__x\n       ^^^^^^^^^^^^ some of `tools` have no effect\n");
}

#[test]
fn a_skill_has_the_name_of_its_folder() {
    let skill = |expected, text: &str| loses("vscode.skill", SKILL, expected, text);
    skill(Loads, "---\nname: scout\ndescription: d\nlicense: MIT\n---\n");
    skill(Loads, "---\nname: other\n      ^^^^^ the skill has the folder's name\ndescription: d\n---\n");
    skill(Placeholder, "---\nname: scout\n---\n");
}
