//! What is a reference, in which form, and what only looks like one.

use super::*;
use crate::document::Document;
use crate::fixture::Fixture;

mod properties;

fn shown(references: Vec<Reference>) -> impl Iterator<Item = (Range<usize>, String)> {
    references.into_iter().map(|found| {
        let kind = format!("{:?} {:?}", found.kind, found.form).to_lowercase();
        let prose = if found.prose { " prose" } else { "" };
        let fixed = if found.renamable { "" } else { " fixed" };
        (found.span.range(), format!("{kind}{prose}{fixed}"))
    })
}

fn check(source: &str) {
    let fixture = Fixture::parse(source);
    fixture.assert_found(shown(scan(&fixture.text, 0)));
}

fn check_front(path: &str, source: &str) {
    let fixture = Fixture::parse(source);
    let document = Document::new(Some(path.into()), 0, &fixture.text);
    let kind = &document.detection.as_ref().expect("a kind").document;
    fixture.assert_found(shown(of_front_matter(kind, document.front_matter().expect("front matter"))));
}

#[test]
fn keys_of_objects() {
    check(
        r#"
        ```js
        const a = { agent: "coder", agentType: 'code-analyzer' };
                            ^^^^^ agent object
                                                ^^^^^^^^^^^^^ agent object
        x = {"agent": "tester", agent: coder, useragent: "no", user-agent: "no", agent: "two words"}
                       ^^^^^^ agent object
          agent: `planner`, agent: "${x}", agent: "AGENT_NAME", agent: ""
                  ^^^^^^^ agent object
        ```

        In prose, { agent: "coder" } is one, and the agent: "coder" is none.
                            ^^^^^ agent object
        - agent: "coder"
                  ^^^^^ agent object
        "#,
    );
}

#[test]
fn spawned_agents() {
    check(
        r#"
        ```
        mcp__claude-flow__agent_spawn { type: "coordinator", name: "Issue Coordinator" }
                                               ^^^^^^^^^^^ agent spawn
        await mcp__claude_flow__agent_spawn({ name: "x", meta: { type: "no" }, type: "coder" });
                                                                                      ^^^^^ agent spawn
        mcp__claude-flow__agent_spawn {
          // type: "no" }
          type: 'analyst' /* { */
                 ^^^^^^^ agent spawn
        }
        mcp__claude-flow__agent_spawn researcher --capabilities="a,b"
                                      ^^^^^^^^^^ agent spawn
        mcp__ruv-swarm__agent_spawn      // Spawn agents
        ```
        "#,
    );
}

#[test]
fn tasks() {
    check(
        r#"
        ```js
        Task("Plan", "Plan it", "planner")
                                 ^^^^^^^ agent task
        Task("Build", `
          Don't stop: { "a": [1, 2) } ${ f({ b: `${c}` }) }

          Say "done".
        `, 'coder', 4)
            ^^^^^ agent task
        Task("Escape \" it", 'it\'s, (', "tester",)
                                          ^^^^^^ agent task
        Task("Explore", f"""several " quotes
        """, "researcher")  # Task("no", "end",
              ^^^^^^^^^^ agent task
        Task("two", "arguments")
        Task(description="a", prompt="b", "c")
        Task("a", "b", name)
        Task("a", "b", "c" + d)
        Task("a", "b", `c-${d}`)
        createTask("a", "b", "no")
        Task("a", "b", // the agent
          "reviewer")
           ^^^^^^^^ agent task
        ```
        "#,
    );
}

#[test]
fn types_of_subagents() {
    check(
        r#"
        `subagent_type: "one"` `subagent_type=two` `Task(subagent_type: three, x)` and subagent_type: none here
                         ^^^ agent subagenttype
                                              ^^^ agent subagenttype
                                                                        ^^^^^ agent subagenttype
        Prose with subagent_type="four" and "subagent_type": 'five'.
                                  ^^^^ agent subagenttype
                                                              ^^^^ agent subagenttype
        "#,
    );
}

#[test]
fn skills_and_mentions() {
    check(
        r#"
        Run `Skill("deploy")`, `Skill(skill="brain:storm", args: "x")` or Skill('tdd'); ask @agent-coder.
                    ^^^^^^ skill skill
                                             ^^^^^^^^^^^ skill skill
                                                                                 ^^^ skill skill
                                                                                                   ^^^^^ agent mention
        No: @agent-sh/agnix, me@agent-x.com, @agent, @agents-x, Skill(x), Skills("x").
        "#,
    );
}

#[test]
fn sentences() {
    check(
        r#"
        Use the `reviewer` agent, delegate to the "code-analyzer" sub-agent, and hand off to
                 ^^^^^^^^ agent words
                                                   ^^^^^^^^^^^^^ agent words
        `tester`. Then use the planner agent; I'll use the code-reviewer subagent.
         ^^^^^^ agent words prose
                               ^^^^^^^ agent words prose
                                                           ^^^^^^^^^^^^^ agent words prose
        Delegate to **database-architect** for schemas. Delegate to humans. Use `waitFor` with an agent.
                      ^^^^^^^^^^^^^^^^^^ agent words prose
        Use this agent, use the agents, the coder agent, use

        the coder agent. Reuse the coder agent. Use the coder agents and the reviewer agent-like thing.
        "#,
    );
}

#[test]
fn command_lines() {
    check(
        r#"
        ```bash
        npx claude-flow@v3alpha agent spawn coder --name x
                                            ^^^^^ agent commandline
        claude-flow agent spawn --name "a b" --type analyst
                                                    ^^^^^^^ agent commandline
        npx ruflo-flow agent spawn \
          -t tester
             ^^^^^^ agent commandline
        run --agent reviewer --agent=planner --agent "$X" --agent <agent-id> --agents no --agent 'x y'
                    ^^^^^^^^ agent flag
                                     ^^^^^^^ agent flag
        the agent spawn rate
        ```
        In prose, npx claude-flow agent spawn coder is none; `x --agent coder` is one.
                                                                        ^^^^^ agent flag
        "#,
    );
}

#[test]
fn commands() {
    check(
        r#"
        Type `/deploy now` or `/sc:build`, not `/usr/bin`, `a /b`, `/x.md` or /deploy.
               ^^^^^^ command slash prose
                                ^^^^^^^^ command slash
        ```
        /deploy-all --fast
         ^^^^^^^^^^ command slash prose
          /usr/bin/env
        x /deploy
        /re/.test(x)
        ```
        "#,
    );
}

#[test]
fn front_matter_of_claude_code() {
    check_front(
        "/w/.claude/agents/x.md",
        r#"---
name: x
description: Use the coder agent first.
                     ^^^^^ agent words prose
tools: Read, Agent(worker, re-search), Bash(git *)
                   ^^^^^^ agent tool
                           ^^^^^^^^^ agent tool
skills: one, "two"
        ^^^ skill key
             ^^^^^ skill key
hooks:
  Stop:
    - hooks:
        - type: command
          command: npx claude-flow agent spawn tester
                                               ^^^^^^ agent commandline
---
"#,
    );
}

#[test]
fn front_matter_of_others() {
    check_front(
        "/w/.github/agents/x.agent.md",
        r#"---
description: d
agents: [planner, '*', "code\x2dreviewer"]
         ^^^^^^^ agent key
                        ^^^^^^^^^^^^^^^^ agent key fixed
handoffs:
  - label: Go
    agent: implementer
           ^^^^^^^^^^^ agent key
    prompt: Do it.
---
"#,
    );
    check_front(
        "/w/.claude/skills/x/SKILL.md",
        r#"
        ---
        description: d
        allowed-tools: Skill(deploy), Task(coder)
                             ^^^^^^ skill tool
                                           ^^^^^ agent tool
        agent: Explore
               ^^^^^^^ agent key
        ---
        "#,
    );
}

#[test]
fn brackets_without_end_cost_little() {
    let text = format!("```\n{}\n```\n", "Task({`${".repeat(50_000));
    assert_eq!(scan(&text, 0), []);
    let text = format!("```\n{}\n```\n", "Task('".repeat(50_000));
    assert_eq!(scan(&text, 0), []);
}
