//! Authors' own keys, keys for other tools, and what is a typo all the same.

use super::*;

/// Returns the diagnostics of a file at a path: severity, rule and message.
fn said(path: &str, text: &str) -> Vec<(Severity, &'static str, String)> {
    let document = Document::new(Some(path.into()), 0, text);
    diagnostics(&document).into_iter().map(|it| (it.severity, it.rule.code, it.message)).collect()
}

/// Returns the titles of a file's safe fixes.
fn safe_titles(path: &str, text: &str) -> Vec<String> {
    let document = Document::new(Some(path.into()), 0, text);
    let fixes = diagnostics(&document).into_iter().flat_map(|found| found.fixes);
    fixes.filter(|fix| fix.safe).map(|fix| fix.title).collect()
}

#[test]
fn scripts_of_claude_flow_may_be_lists() {
    for key in
        ["pre", "post", "pre_task", "post_task", "post_edit", "pre_execution", "on_error", "notification"]
    {
        check(&format!("{FLOW}hooks:\n  {key}:\n    - npx a\n    - npx b\n---\n"));
        check(&format!("{FLOW}hooks:\n  {key}: [npx a]\n---\n"));
    }
    check(
        r#"
        ---
        name: x
        description: d
        priority: low
        constraints:
          - no network
        ---
        "#,
    );
}

#[test]
fn a_shape_that_nobody_reads_or_that_another_tool_has_is_a_hint_at_most() {
    for (text, key) in [
        ("triggers: [a, b]", "triggers"),
        ("communication: brief", "communication"),
        ("metrics:\n  - speed", "metrics"),
        ("optimization: [a]", "optimization"),
    ] {
        let text = format!("{FLOW}{text}\n---\n");
        let found = said(AGENT, &text);
        assert!(found.iter().all(|(severity, ..)| *severity == Severity::Hint), "{found:?}");
        assert!(found.iter().all(|(.., message)| message.contains(key)), "{found:?}");
        assert_eq!(safe_titles(AGENT, &text), [""; 0]);
    }
    // Copilot has lists of models, and Gemini CLI has servers by name.
    for text in ["model: [sonnet, opus]", "mcpServers:\n  pg: {command: x}"] {
        let found = said(AGENT, &format!("{PLAIN}{text}\n---\n"));
        assert!(found.iter().all(|(severity, ..)| *severity == Severity::Hint), "{found:?}");
    }
    // What the tool was observed to do with it counts all the same.
    let found = said(AGENT, &format!("{PLAIN}tools: {{read: true}}\n---\n"));
    assert_eq!(found.first().map(|it| (it.0, it.1)), Some((Severity::Warning, "wrong-type")));
    let found = said(AGENT, &format!("{PLAIN}memory: [user]\n---\n"));
    assert_eq!(found.first().map(|it| (it.0, it.1)), Some((Severity::Warning, "wrong-type")));
}

#[test]
fn messages_name_the_key_that_is_written() {
    for (path, text, message) in [
        (
            OPENCODE,
            "tools:\n  write:\n    \"*\": false\n",
            "OpenCode does not start: `write` must be a boolean, not a mapping.",
        ),
        (
            OPENCODE,
            "permission:\n  bash:\n    \"rm *\": never\n",
            "OpenCode does not start: `never` is not a valid value for `rm *`. Valid values: `ask`, `allow` or `deny`.",
        ),
        (SKILL, "name: x\nhooks:\n  Stop: x\n", "Claude Code ignores `Stop`: it must be a list of mappings."),
        (SKILL, "name: x\ndisallowedTools: [Read, Read]\n", "`Read` is listed twice in `disallowedTools`."),
        (AGENT, "name: x\ndisallowed-tools: Read, Read\n", "`Read` is listed twice in `disallowed-tools`."),
    ] {
        let found = said(path, &format!("---\ndescription: d\n{text}---\n"));
        assert!(found.iter().any(|(.., it)| it == message), "{text}: {found:?}");
        assert!(!found.iter().any(|(.., it)| it.contains("`*`")), "{text}: {found:?}");
    }
}

#[test]
fn keys_of_their_own() {
    for text in [
        "hooks:\n  pre: a\n  task_complete: b\n  session_end: b",
        "integrations: [github]",
        "integrations:\n  github: true",
        "update: 2025-01-01",
        "versions: [1, 2]",
        "authors: [a, b]",
        "category_id: 3",
        "requirement: x",
        "tag: a",
    ] {
        check(&format!("{FLOW}{text}\n---\n"));
    }
    for text in [
        "tools: [claude, cursor]",
        "tools:\n  - name: x",
        "globs: {a: b}",
        "content: long",
        "path: a/b",
        "agents: [a]",
        "hook: x",
        "metadata:\n  scope: [root]\n  tags: [a, b]\n  more: {a: [b]}",
    ] {
        check_at(SKILL, &format!("---\nname: x\ndescription: d\n{text}\n---\n"));
    }
    for text in ["skill: x", "integrations: x", "version_id: 1", "memo: user", "color_scheme: x"] {
        check(&format!("{PLAIN}{text}\n---\n"));
    }
}

#[test]
fn lists_below_metadata_are_the_author_s() {
    for path in
        [SKILL, "/w/.agents/skills/x/SKILL.md", "/w/.opencode/skill/x/SKILL.md", "/w/skills/x/SKILL.md"]
    {
        let text =
            "---\nname: x\ndescription: d\nmetadata:\n  scope: [root]\n  tags:\n    - a\n    - a\n---\nDo.\n";
        let found = said(path, text);
        assert!(found.iter().all(|(severity, ..)| *severity == Severity::Hint), "{path}: {found:?}");
        assert_eq!(safe_titles(path, text), [""; 0], "{path}");
    }
}

#[test]
fn only_sets_have_no_use_for_a_second_one() {
    check(
        r#"
        ---
        name: x
        description: d
        mcpServers:
          - pg:
              command: docker
              args: [run, -e, A, -e, B, img]
        ---
        "#,
    );
    let hook = "hooks:\n  Stop:\n    - hooks:\n        - {type: command, command: x, args: [-v, -v]}";
    check(&format!("{PLAIN}{hook}\n---\n"));
    check(
        r#"
        ---
        name: x
        description: d
        priority: low
        focus: [a, a]
        hooks:
          pre: [a, a]
        triggers: {keywords: [a, a]}
        ---
        "#,
    );
    check_at(
        SKILL,
        r#"
        ---
        name: x
        description: d
        arguments: [a, a]
        ---
        "#,
    );
    check_at(
        COPILOT,
        r#"
        ---
        name: x
        description: d
        model: [a, a]
        mcp-servers: {x: {type: local, command: c, args: [-e, -e], tools: ["*"]}}
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        priority: low
        capabilities: [a, b, a]
                             ^ duplicate-item: `a` is listed twice in `capabilities`
        ---
        "#,
    );
    check(
        r#"
        ---
        name: x
        description: d
        skills: [a, b, a]
                       ^ duplicate-item: `a` is listed twice in `skills`
        ---
        "#,
    );
    check_at(
        SKILL,
        r#"
        ---
        name: x
        description: d
        paths: [a, b, a]
                      ^ duplicate-item: `a` is listed twice in `paths`
        ---
        "#,
    );
    check_at(
        "/w/.augment/agents/x.md",
        r#"
        ---
        name: x
        tools: [a, a]
                   ^ duplicate-item: `a` is listed twice in `tools`
        ---
        "#,
    );
}

#[test]
fn a_second_tool_goes_unseen_where_it_is_one_for_sure() {
    for (tools, titles) in [
        ("Read, Bash, Bash", &["Remove the second `Bash`"][..]),
        ("Read Bash Bash", &["Remove the second `Bash`"]),
        ("[Bash, 'Bash']", &["Remove the second `Bash`"]),
        ("mcp__a__b, mcp__a__b", &["Remove the second `mcp__a__b`"]),
        ("Bash(a), Bash(a)", &["Remove the second `Bash(a)`"]),
        ("Edit, MultiEdit", &["Remove `MultiEdit`, since `Edit` is listed"]),
        ("[NotebookRead, Read]", &["Remove `NotebookRead`, since `Read` is listed"]),
        // Names of two words, a name before its parentheses, and names of no tool.
        ("Bash (a), Bash (b)", &[]),
        ("Bash (a) Bash (b)", &[]),
        ("Read Me, Read You", &[]),
        ("Mine, Mine", &[]),
        // What still works, and what is restricted.
        ("Agent, Task", &[]),
        ("Edit(src/**), MultiEdit", &[]),
        ("Agent, Task(a)", &[]),
        ("MultiEdit, Read", &[]),
    ] {
        let text = format!("{PLAIN}tools: {tools}\n---\n");
        assert_eq!(safe_titles(AGENT, &text), titles, "{tools}");
    }
    assert_eq!(safe_titles(AGENT, &format!("{FLOW}capabilities: [testing, testing]\n---\n")), [""; 0]);
}
