//! Undefined names, and what only looks like one.

use super::*;

#[test]
fn names_that_nothing_defines() {
    check_body(
        r#"
        `Task(subagent_type="reviewr")`
                             ^^^^^^^ unknown-reference: No agent is named `reviewr`
        `Skill("deply")`
                ^^^^^ unknown-reference: No skill is named `deply`
        Run `Task("a", "b", "no-such-one")`.
                             ^^^^^^^^^^^ unknown-reference: No agent is named `no-such-one`
        `/sc:plam`
          ^^^^^^^ unknown-reference: No command is named `sc:plam`
        ```js
        x({ agent: "reviewr" })
                    ^^^^^^^ unknown-reference: No agent is named `reviewr`
        ```
        "#,
    );
}

#[test]
fn a_key_that_names_an_agent_where_there_is_none() {
    let check = |path: &str, source: &str| Project::check(source, path, &[]);
    check(
        "/w/.opencode/command/t.md",
        r#"
        ---
        description: d
        agent: zzz
               ^^^ unknown-reference: No agent is named `zzz`
        ---
        Do.
        "#,
    );
    check(
        "/w/.claude/skills/s/SKILL.md",
        r#"
        ---
        name: s
        description: d
        context: fork
        agent: zzz
               ^^^ unknown-reference: No agent is named `zzz`
        ---
        Do.
        "#,
    );
    check(
        "/w/.github/prompts/p.prompt.md",
        r#"
        ---
        description: d
        agent: zzz
               ^^^ unknown-reference: No agent is named `zzz`
        ---
        Do.
        "#,
    );
    check(
        "/w/.opencode/agents/o.md",
        r#"
        ---
        description: d
        permission:
          task:
            "*": deny
            zzz: allow
            ^^^ unknown-reference: No agent is named `zzz`
        ---
        Do.
        "#,
    );
    check(
        "/w/.opencode/command/t.md",
        r#"
        ---
        description: d
        ---
        Call `Task(subagent_type="no-such")`.
        "#,
    );
}

#[test]
fn a_key_that_names_an_agent_that_may_be_there() {
    for (path, lines) in [
        ("/w/.opencode/command/t.md", "agent: build"),
        ("/w/.claude/skills/s/SKILL.md", "name: s\ncontext: fork\nagent: Explore"),
        ("/w/.claude/skills/s/SKILL.md", "name: s\ncontext: fork\nagent: plug:worker"),
        ("/w/.github/prompts/p.prompt.md", "agent: ask"),
        ("/w/.opencode/command/t.md", "agent: your-agent"),
        (
            "/w/.opencode/agents/o.md",
            "permission:\n  task:\n    \"*\": deny\n    zz-*: ask\n    general: allow",
        ),
    ] {
        Project::check(&format!("---\ndescription: d\n{lines}\n---\n"), path, &[]);
    }
}

#[test]
fn the_agents_that_another_may_start_are_references() {
    let lead = r#"
        ---
        description: d
        permission:
          task:
            "reviewr": allow
             ^^^^^^^ unknown-reference: No agent is named `reviewr`
            reviewer: ask
        ---
        "#;
    let reviewer = ("/w/.opencode/agents/reviewer.md", "---\ndescription: Reviews.\nmode: subagent\n---\n");
    Project::check(lead, "/w/.opencode/agents/lead.md", &[reviewer]);
    let text = Fixture::parse(lead).text;
    let project = Project::new(&[("/w/.opencode/agents/lead.md", &text), reviewer]);
    assert_eq!(project.found()[0].fixes[0].edits[0].text, "reviewer");
}

#[test]
fn names_that_may_be_right() {
    check_body(
        r#"
        `Task(subagent_type="reviewer")`, `Skill("deploy")`, `Skill("sc:plan")`
        `Task(subagent_type="general-purpose")`, `Task(subagent_type="Explore")`
        `Task(subagent_type="your-agent")`, `Task(subagent_type="agent-name")`, `Task("a", "b", "related-agent")`
        Use the `tracer` agent. Delegate to planner.
        `Skill("superpowers:debugging")`, `Task(subagent_type="plug:worker-one")`
        ```js
        x({ agent: "security" }); agent_spawn({ type: "painter" })
        ```
        "#,
    );
}

#[test]
fn what_only_looks_like_the_name_of_an_agent() {
    let lead = agent(
        "lead",
        &dedent(
            r#"
            See @agent-lifecycle-crud.md and @agent-notes.yaml.
            Load @agent-governance skill, and the @agent-x plugin.
            `@agent-x/y`, `@agent-x/*`, @agent-x-{name}.md, @agent-x-<name>, @agent-x@1.2.3
            See @agent-known.
            `subagent_type: "string"`, `subagent_type="specialist-agent-name"`, `subagent_type: "agent_type"`
            `Task(subagent_type="myAgent")`, `Task(subagent_type="<name>")`, `Task(subagent_type="subagent")`
            ```ts
            subagent_type: string
            subagent_type: str,
            subagentType: 'agentName'
            ```
            "#,
        ),
    );
    let skill = ("/w/.claude/skills/agent-known/SKILL.md", "---\ndescription: d\n---\n");
    Project::check(&lead, LEAD, &[skill]);
    check_body(
        r#"
        Ask @agent-nobody.
                   ^^^^^^ unknown-reference: No agent is named `nobody`
        "#,
    );
}

#[test]
fn agents_that_the_tool_brings_along_are_meant_too() {
    for (name, meant) in [
        ("explore", "Explore"),
        ("plan", "Plan"),
        ("general-purpos", "general-purpose"),
        ("general_purpose", "general-purpose"),
        ("Exlpore", "Explore"),
    ] {
        let lead = agent("lead", &format!("`Task(subagent_type=\"{name}\")`"));
        let found = Project::new(&[(LEAD, &lead)]).found();
        let [only] = found.as_slice() else { panic!("{name}: {found:?}") };
        assert!(only.message.ends_with(&format!("Did you mean `{meant}`?")), "{}", only.message);
        // They exist in a project without agents as well.
        let command = format!("`Task(subagent_type=\"{name}\")`");
        assert_eq!(Project::new(&[("/w/.claude/commands/go.md", &command)]).found().len(), 1, "{name}");
    }
    check_body("`Task(subagent_type=\"Plan\")`, use the explore agent, `Task(subagent_type=\"build\")`");
    // Another tool has its own built-in agents.
    let text = "---\ndescription: d\n---\n`Task(subagent_type=\"explore\")`\n";
    Project::check(text, "/w/.opencode/agent/x.md", &[]);
}

#[test]
fn nothing_is_unknown_before_everything_is_known_or_where_nothing_is_defined() {
    let call = "`Task(subagent_type=\"nobody\")`";
    let mut project = Project::new(&[(LEAD, &agent("lead", call))]);
    assert_eq!(project.codes(), [("unknown-reference", "nobody".to_owned())]);
    project.index.set_complete(false);
    assert_eq!(project.codes(), []);
    assert_eq!(Project::new(&[("/w/.claude/commands/go.md", call)]).codes(), [], "no agents at all");
    let other =
        Project::new(&[(LEAD, &agent("lead", call)), ("/v/.claude/agents/n.md", &agent("nobody", ""))]);
    assert_eq!(other.codes(), [], "another project of the workspace defines it");
}

#[test]
fn a_file_is_no_name() {
    check_body(
        r#"
        `Task(subagent_type="code-check")`
                             ^^^^^^^^^^ reference-by-file: No agent is named `code-check`
        "#,
    );
}
