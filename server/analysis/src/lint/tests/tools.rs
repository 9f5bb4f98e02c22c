//! Rules for the files of single tools.

use super::*;
use crate::dialect::Dialects;
use crate::verdicts::Targets;

const GEMINI: &str = "/w/.gemini/agents/x.md";

#[test]
fn gemini_cli_refuses_what_it_does_not_know() {
    let check = |lines: &str| check_at(GEMINI, &front_matter(PLAIN, lines));
    check(
        r#"
        color: blue
        ^^^^^ unknown-key: Gemini CLI drops this agent: `color` is not a known key
        "#,
    );
    check(
        r#"
        max_turn: 5
        ^^^^^^^^ misspelt-key: Gemini CLI drops this agent: `max_turn` is not a known key
        "#,
    );
    check(
        r#"
        mcpServers: {}
        ^^^^^^^^^^ misspelt-key: Gemini CLI drops this agent: `mcpServers` is not a known key
        "#,
    );
    check(
        r#"
        tools: read_file
               ^^^^^^^^^ wrong-type: Gemini CLI drops this agent: `tools` must be a list of strings
        "#,
    );
    check(
        r#"
        tools: [read_file, Bash]
                           ^^^^ unknown-value: Gemini CLI drops this agent: `Bash` is not a valid value for `tools`
        "#,
    );
    check("tools: [read_file, mcp_github_*, mcp_*, discovered_tool_x, '*']");
    check(
        r#"
        tools: [mcp__github__x]
                ^^^^^^^^^^^^^^ unknown-value: Gemini CLI drops this agent: `mcp__github__x` is not a valid value
        "#,
    );
    check(
        r#"
        temperature: 3
                     ^ invalid-value: `temperature` must be at most 2
        "#,
    );
    check(
        r#"
        max_turns: 12
        timeout_mins: 5
        model: gemini-3-pro
        kind: local
        "#,
    );
    check(
        r#"
        mcp_servers:
          x:
            command: y
            args: [a]
        "#,
    );
    check_at(
        GEMINI,
        r#"
        ---
        name: My Agent
              ^^^^^^^^ invalid-value: Gemini CLI drops this agent: `My Agent` is not a valid `name`
        description: d
        ---
        "#,
    );
    check_at(
        GEMINI,
        r#"
        ---
        ^^^ not-loaded: Gemini CLI drops this agent: `name` is missing
        title: Notes
        layout: page
        ---
        "#,
    );
}

#[test]
fn a_remote_agent_of_gemini_cli_needs_no_description() {
    check_at(
        GEMINI,
        r#"
        ---
        name: x
        agent_card_url: https://example.com/card
        ---
        "#,
    );
    check_at(
        GEMINI,
        r#"
        ---
        name: x
        agent_card_json: '{}'
        ---
        "#,
    );
    check_at(
        GEMINI,
        r#"
        ---
        - name: x
          agent_card_url: https://example.com/card
        ---
        "#,
    );
    check_at(
        GEMINI,
        r#"
        ---
        ^^^ missing-field: Gemini CLI drops this agent: `description` is missing
        name: x
        ---
        "#,
    );
    let document = Document::new(Some(GEMINI.into()), 0, "---\nname: x\ndescription: d\ncolor: red\n---\n");
    assert_eq!(diagnostics(&document).first().map(|found| found.severity), Some(Severity::Error));
}

#[test]
fn names_of_qwen_code() {
    let check = |name: &str, marks: &str| {
        check_at(
            "/w/.qwen/agents/x.md",
            &format!("---\nname: {name}\n{marks}description: d\n---\nRead the change first.\n"),
        );
    };
    for name in ["reviewer", "a1", "code_review-2", "审查员", "rédacteur", "42", "\"  padded  \""] {
        check(name, "");
    }
    for (name, why) in [
        ("a", "`name` must have at least 2 characters"),
        ("-x", "`-x` is not a valid `name`"),
        ("x-", "`x-` is not a valid `name`"),
        ("a b", "`a b` is not a valid `name`"),
        ("a.b", "`a.b` is not a valid `name`"),
        ("main", "`main` is reserved"),
        ("system", "`system` is reserved"),
    ] {
        let carets = "^".repeat(name.len());
        check(name, &format!("      {carets} invalid-value: Qwen Code drops this agent: {why}\n"));
    }
}

#[test]
fn values_of_qwen_code() {
    let check = |lines: &str| {
        let text = front_matter("---\nname: xy\ndescription: d\n", lines);
        check_at("/w/.qwen/agents/x.md", &format!("{text}Read the change first.\n"));
    };
    check(
        r#"
        approvalMode: acceptEdits
                      ^^^^^^^^^^^ unknown-value: Qwen Code drops this agent: `acceptEdits` is not a valid value
        "#,
    );
    check(
        r#"
        approvalMode: auto-edit
        color: auto
        model: openai:gpt-5
        tools: read_file, x
        maxTurns: 3
        "#,
    );
    check(
        r#"
        color: navy
               ^^^^ ignored-color: Qwen Code ignores `color`: `navy` is not a valid value
        "#,
    );
    check(
        r#"
        modelConfig: {a: b}
        ^^^^^^^^^^^ deprecated-key: `modelConfig` is deprecated
        "#,
    );
    check(
        r#"
        mcpServers: [a]
                    ^^^ wrong-type: Qwen Code ignores `mcpServers`: it must be a mapping, not a list
        "#,
    );
}

#[test]
fn open_vocabularies_stay_open() {
    for (path, text) in [
        ("/w/.kiro/steering/x.md", "inclusion: sometimes\nfileMatchPattern: [a, b]"),
        (
            "/w/.kiro/agents/x.md",
            "tools: [read, '@git', '@git/status', my_tool]\npermissions:\n  - capability: new\n    effect: allow",
        ),
        ("/w/.windsurf/rules/x.md", "trigger: whenever\nglobs: [a, b]"),
        (
            "/w/.factory/droids/x.md",
            "name: x\ndescription: d\ntools: [Read, LS]\nreasoningEffort: dynamic\nmodel: custom:x",
        ),
        ("/w/.agents/checks/x.md", "name: x\nseverity-default: blocker"),
        ("/w/.cursor/agents/x.md", "model: gpt-5\ntools: Read\ncolor: blue\nmode: x"),
        ("/w/.junie/agents/x.md", "description: d\nreasoningLevel: extreme\nmax_turns: 3"),
        ("/w/.kilo/agents/x.md", "mode: all\ncolor: \"#ff0000\"\nreasoning: high"),
        ("/w/.augment/agents/x.md", "name: x\ncolor: brightgreen"),
    ] {
        check_at(path, &format!("---\n{text}\n---\n"));
    }
    check_at(
        "/w/.kilo/agents/x.md",
        r#"
        ---
        mode: main
              ^^^^ unknown-value: Kilo drops this agent: `main` is not a valid value for `mode`
        color: blue
               ^^^^ ignored-color: Kilo drops this agent: `blue` is not a valid value for `color`
        ---
        "#,
    );
}

#[test]
fn a_skill_is_called_like_its_folder() {
    let check = |path: &str, text: &str| check_at(path, text);
    check("/w/.agents/skills/pdf/SKILL.md", "---\nname: pdf\ndescription: d\n---\nDo.\n");
    // No tool rejects it, so it is only reported if the specification is a target.
    let other = "---\nname: other\ndescription: d\n---\nDo.\n";
    check("/w/.agents/skills/pdf/SKILL.md", other);
    let document = Document::new(Some("/w/.agents/skills/pdf/SKILL.md".into()), 0, other);
    let (targets, _) = Targets::new(["agent-skills"], Dialects::built_in());
    let found = diagnostics_for(&document, &Policy { targets, ..Policy::default() });
    let codes: Vec<_> = found.iter().map(|found| found.rule.code).collect();
    assert_eq!(codes, ["invalid-value"], "{found:?}");
    // Claude Code uses the folder's name, whatever the file says.
    check("/w/.claude/skills/pdf/SKILL.md", "---\nname: other\ndescription: d\n---\n");
}

#[test]
fn a_validator_makes_no_errors_where_tools_load() {
    let text = "---\nname: pdf\ndescription: d\nmetadata: {version: \"1\"}\nmodel: opus\n---\nDo.\n";
    let document = Document::new(Some("/w/.agents/skills/pdf/SKILL.md".into()), 0, text);
    assert!(diagnostics(&document).iter().all(|found| found.severity > Severity::Warning));
}

#[test]
fn a_byte_order_mark_costs_an_agent_of_gemini_cli() {
    let document = Document::new(Some(GEMINI.into()), 0, "\u{feff}---\nname: x\ndescription: d\n---\nBody\n");
    let found = diagnostics(&document);
    let [mark] = &found[..] else { panic!("{found:?}") };
    assert_eq!((mark.rule.code, mark.severity, mark.range.clone()), ("not-loaded", Severity::Error, 0..3));
    assert_eq!(mark.fixes.first().map(|fix| fix.title.as_str()), Some("Remove the byte-order mark"));
}
