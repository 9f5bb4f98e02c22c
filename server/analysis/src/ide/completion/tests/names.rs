//! Names in calls, destinations in links, and nothing in prose.

use proptest::prelude::*;

mod links;

use super::*;
use crate::fixture::pieces;
use crate::ide::tests::index_of;
use crate::references::CallForm;

const FILES: &[(&str, &str)] = &[
    (
        "/w/.claude/agents/coder.md",
        "---\nname: coder\ndescription: Writes code.\n---\n# Über uns\n\n## A `b`\n\n## A b\n",
    ),
    ("/w/.claude/agents/a/tester.md", "---\nname: tester\ndescription: d\n---\n"),
    ("/home/u/.claude/agents/aide.md", "---\nname: aide\ndescription: d\n---\n"),
    ("/v/.claude/agents/other.md", "---\nname: other\ndescription: d\n---\n"),
    ("/w/.claude/skills/deploy/SKILL.md", "---\nname: deploy\ndescription: d\n---\n"),
    ("/w/.claude/commands/go.md", "---\ndescription: d\n---\n"),
    ("/w/docs (old)/AGENTS.md", "# Old\n"),
];

const AGENTS: &[&str] = &["coder", "tester", "aide"];
const BUILT_IN: &[&str] = &["general-purpose", "Explore", "Plan"];
const SKILLS: &[&str] = &["deploy", "go"];
const COMMANDS: &[&str] = &["deploy", "go"];

fn found(path: &str, source: &str) -> (Document, Vec<Completion>) {
    let own = (AGENT, "---\nname: x\ndescription: d\n---\n");
    let files: Vec<_> = FILES.iter().copied().chain((path == AGENT).then_some(own)).collect();
    let mut index = index_of(&files);
    index.set_home("/home/u");
    complete_at(path, source, &index)
}

/// Asserts the labels, in a body without and with front matter above it.
fn check(body: &str, expected: &[&str]) {
    for source in [body.to_owned(), format!("---\nname: x\ndescription: d\n---\n\n{body}")] {
        let path = if source.starts_with("---") { AGENT } else { "/w/AGENTS.md" };
        assert_eq!(named(path, &source), expected, "{source}");
    }
}

/// Returns the labels without the built-in agents of Claude Code.
fn named(path: &str, source: &str) -> Vec<String> {
    let labels = found(path, source).1.into_iter().map(|item| item.label);
    labels.filter(|label| !BUILT_IN.contains(&label.as_str())).collect()
}

/// Returns the text after accepting the completion with that label in replace mode.
fn accepted(source: &str, label: &str) -> String {
    let (document, items) = found(AGENT, source);
    let item = items.into_iter().find(|item| item.label == label).expect("the label");
    document.replaced([(item.replace, item.text.as_str())].into_iter()).text.to_string()
}

#[test]
fn in_code() {
    for line in [
        "Task({ subagent_type: \"$0\" })",
        "Task({ subagent_type: \"$0",
        "subagent_type: '$0'",
        "subagent_type: $0",
        "subagent_type=cod$0",
        "Task(\"a\", \"b\", \"$0\")",
        "Task(\"a\", \"b\", \"co$0d\")",
        "Task(\"a\", \"b\", \"$0",
        "Task(`a`, `b`, `$0`)",
        "const a = { agent: \"$0\" }",
        "{ agentType: 'te$0st'",
        "mcp__claude-flow__agent_spawn { type: \"$0\" }",
        "mcp__claude-flow__agent_spawn { type: \"$0",
        "mcp__claude-flow__agent_spawn({ type: \"$0\"",
        "claude --agent $0",
        "claude --agent=$0",
        "npx claude-flow agent spawn $0",
        "npx claude-flow agent spawn --type $0",
        "@agent-$0",
    ] {
        check(&format!("```js\n{line}\n```\n"), AGENTS);
    }
    check("```js\nSkill(\"$0\")\n```\n", SKILLS);
    check("```\nSkill(\"d$0\n```\n", SKILLS);
    check("```\n/$0\n```\n", COMMANDS);
    for line in
        ["const a = \"$0\"", "user: \"$0\"", "Task(\"$0\")", "git $0", "a/$0", "// use the code$0", "f($0)"]
    {
        check(&format!("```js\n{line}\n```\n"), &[]);
    }
}

#[test]
fn in_prose() {
    for line in [
        "Use the `$0",
        "Use the `$0`",
        "Then use the `co$0` agent.",
        "Delegate to `$0`.",
        "Ask @agent-$0",
        "@agent-cod$0er, please.",
        "Run `claude --agent $0`",
        "Run `Task(\"a\", \"b\", \"$0\")`.",
    ] {
        check(line, AGENTS);
    }
    check("Run `/$0` first.", COMMANDS);
    check("Run `/d$0", COMMANDS);
    for line in [
        "Use the $0",
        "Use the co$0 agent.",
        "Delegate to co$0.",
        "See `$0`.",
        "He said \"$0\"",
        "A spawn $0",
        "and/$0",
        "/$0",
        "agent: \"$0\"",
        "$0",
    ] {
        check(line, if line == "agent: \"$0\"" { AGENTS } else { &[] });
    }
}

#[test]
fn in_front_matter() {
    for tools in [
        "Read, Agent($0)",
        "Read, Agent(co$0",
        "Agent(tester, $0)",
        "[Read, \"Agent($0)\"]",
        "\n  - Task($0)",
    ] {
        assert_eq!(
            named(AGENT, &format!("---\nname: x\ndescription: d\ntools: {tools}\n---\n")),
            AGENTS,
            "{tools}"
        );
    }
    assert_eq!(
        named(
            AGENT,
            r#"
            ---
            name: x
            description: d
            tools: Skill($0)
            ---
            "#
        ),
        SKILLS
    );
    assert_eq!(
        named(
            AGENT,
            r#"
            ---
            name: x
            description: d
            skills: [$0]
            ---
            "#
        ),
        SKILLS
    );
    assert_eq!(
        named(
            AGENT,
            r#"
            ---
            name: x
            description: d
            skills: deploy, $0
            ---
            "#
        ),
        ["go"]
    );
    assert_eq!(
        named(
            AGENT,
            r#"
            ---
            name: x
            description: d
            skills:
              - deploy
              - "$0"
            ---
            "#
        ),
        ["go"]
    );
    assert_eq!(
        named(
            AGENT,
            r#"
            ---
            name: x
            description: Use the `$0` agent.
            ---
            "#
        ),
        AGENTS
    );
    let hook =
        "---\nname: x\ndescription: d\ncapabilities: [a]\nhooks:\n  pre: |\n    claude --agent $0\n---\n";
    assert_eq!(named(AGENT, hook), AGENTS);
    assert_eq!(
        named(
            "/w/.claude/commands/x.md",
            r#"
            ---
            agent: $0
            ---
            "#
        ),
        AGENTS
    );
}

#[test]
fn agents_that_the_tool_brings_along() {
    for (path, source, expected) in [
        (AGENT, "---\nname: x\n---\nTask({ subagent_type: \"$0\" })\n", BUILT_IN),
        (AGENT, "---\nname: x\n---\n```\nsubagent_type=$0\n```\n", BUILT_IN),
        (AGENT, "---\nname: x\n---\nAsk @agent-$0\n", BUILT_IN),
        (AGENT, "---\nname: x\ntools: Read, Agent($0)\n---\n", BUILT_IN),
        (AGENT, "---\nname: x\n---\n`npx claude-flow agent spawn $0`\n", &[]),
        ("/w/AGENTS.md", "Task({ subagent_type: \"$0\" })\n", &[]),
        ("/w/.claude/skills/s/SKILL.md", "---\ncontext: fork\nagent: $0\n---\n", BUILT_IN),
        ("/w/.claude/commands/c.md", "---\nagent: $0", BUILT_IN),
        ("/w/.opencode/command/c.md", "---\nagent: $0\n---\n", &["build", "plan", "general", "explore"]),
        ("/w/.github/prompts/p.prompt.md", "---\nagent: $0\n---\n", &["ask", "agent", "plan"]),
        ("/w/.github/agents/a.agent.md", "---\nhandoffs:\n  - agent: $0\n---\n", &["ask", "agent", "plan"]),
    ] {
        let labels: Vec<_> =
            complete_at(path, source, &AgentIndex::default()).1.into_iter().map(|item| item.label).collect();
        assert_eq!(labels, expected, "{path}: {source}");
    }
}

#[test]
fn a_file_takes_the_place_of_an_agent_that_the_tool_brings_along() {
    let explore = ("/w/.claude/agents/explore.md", "---\nname: Explore\ndescription: Ours.\n---\n");
    let skill = "/w/.claude/skills/s/SKILL.md";
    let (_, items) = complete_at(
        skill,
        r#"
        ---
        agent: $0
        ---
        "#,
        &index_of(&[explore]),
    );
    let found: Vec<_> = items.iter().map(|item| (item.label.as_str(), item.detail.as_deref())).collect();
    let built_in = Some("built in");
    assert_eq!(found, [("Explore", Some("Ours.")), ("general-purpose", built_in), ("Plan", built_in)]);
}

#[test]
fn what_is_said_and_written() {
    let source = "---\nname: x\ndescription: d\n---\n\nTask(\"a\", \"b\", \"co$0d-x\")\n";
    let (_, items) = found(AGENT, source);
    let first = items.first().expect("an item");
    assert_eq!(first.kind, CompletionKind::Name(crate::references::DefinitionKind::Agent));
    assert_eq!(first.detail.as_deref(), Some("Writes code."));
    assert_eq!(first.doc.markdown(), "Claude Code subagent in `.claude/agents/coder.md`");
    assert_eq!(
        accepted(source, "tester"),
        "---\nname: x\ndescription: d\n---\n\nTask(\"a\", \"b\", \"tester\")\n"
    );
    assert!(
        accepted(
            r#"
            ---
            name: x
            ---
            @agent-co$0
            "#,
            "coder"
        )
        .ends_with("@agent-coder\n")
    );
    assert!(
        accepted(
            r#"
            ---
            name: x
            ---
            Ask @agent-co$0d. So
            "#,
            "coder"
        )
        .ends_with("@agent-coder. So\n")
    );
    assert!(
        accepted(
            r#"
            ---
            name: x
            tools: Agent(a, $0)
            ---
            "#,
            "coder"
        )
        .contains("Agent(a, coder)")
    );
}

#[test]
fn long_lists_hold_what_is_typed() {
    let agents: Vec<_> = (0..MOST * 2)
        .map(|at| {
            (format!("/w/.claude/agents/{at}.md"), format!("---\nname: agent-{at}\ndescription: d\n---\n"))
        })
        .collect();
    let files: Vec<_> = agents.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let index = index_of(&files);
    let count = |source: &str| complete_at("/w/AGENTS.md", source, &index).1.len();
    assert_eq!(count("Delegate to `$0`."), MOST);
    assert_eq!(count("Delegate to `Agt99$0`."), 28, "99, 990 to 999, 199 and its like, 909 and its like");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_a_call_could_have_been_completed(pieces in proptest::collection::vec(pieces::markdown(), 0..12)) {
        let document = Document::new(Some("/w/AGENTS.md".into()), 0, &pieces.concat());
        for (range, found) in document.sections().references() {
            // Words may be in other markup than backticks.
            if found.form != CallForm::Words {
                for offset in range.clone() {
                    let call = calls::call(&document, offset + 1);
                    let call = call.map(|call| (call.kind, call.word.start + call.prefix.len()..call.word.end));
                    prop_assert_eq!(call, Some((found.kind, range.clone())), "{} {:?}", offset + 1, found);
                }
            }
        }
    }
}
