//! Diagnostics that were once missing: retired models, lists of tools that do not do what they say, keys that require
//! each other.

use super::*;
use crate::dialect::document;

#[test]
fn models_that_are_switched_off() {
    for (model, day, new) in [
        ("claude-3-5-sonnet-20241022", "2025-10-28", Some("sonnet")),
        ("claude-3-opus-20240229", "2026-01-05", Some("opus")),
        ("claude-3-5-haiku-latest", "2026-02-19", Some("haiku")),
        ("claude-sonnet-4-20250514", "2026-06-15", Some("sonnet")),
        ("claude-opus-4-1", "2026-08-05", Some("opus")),
        ("claude-2.1", "2025-07-21", Some("opus")),
        ("claude-instant-1.2", "2024-11-06", Some("haiku")),
    ] {
        let text = agent(&format!("model: {model}"));
        let said = format!("`{model}` was retired on {day}.");
        assert_eq!(told(AGENT, &text), [("deprecated-value", Severity::Warning, said)], "{model}");
        let found = diagnostics(&Document::new(Some(AGENT.into()), 0, &text));
        let fix = found[0].fixes.first().map(|fix| (fix.edits[0].text.as_str(), fix.safe));
        assert_eq!(fix, new.map(|new| (new, false)), "{model}");
    }
    check_at(
        "/w/.opencode/agents/x.md",
        r#"
        ---
        description: d
        model: anthropic/claude-3-opus-20240229
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ deprecated-value: `anthropic/claude-3-opus-20240229` was retired on 2026-01-05
        ---
        "#,
    );
    for model in ["claude-sonnet-5", "claude-opus-4-8", "sonnet[1m]", "claude-3-5-sonnet-of-ours", "gpt-5"] {
        check(&agent(&format!("model: {model}")));
    }
}

#[test]
fn names_of_models_for_people() {
    for model in [
        "Claude Sonnet 4.5",
        "Claude 3.5 Sonnet",
        "claude opus 4",
        "Opus 4.1",
        "Claude Haiku",
        "\"Sonnet 5\"",
    ] {
        let told = told(AGENT, &agent(&format!("model: {model}")));
        assert!(matches!(told[..], [("wrong-form", Severity::Warning, _)]), "{model}: {told:?}");
    }
    // VS Code names them this way.
    check_at(
        "/w/.github/agents/x.agent.md",
        r#"
        ---
        description: d
        model: Claude Sonnet 4.5
        ---
        "#,
    );
    check(&agent("model: our sonnet"));
}

#[test]
fn models_of_opencode_have_a_provider() {
    for (path, models) in [
        ("/w/.opencode/agents/x.md", ["ollama:qwen:latest", "claude-sonnet-5", "inherit"]),
        ("/w/.opencode/command/x.md", ["sonnet", "gpt-5", "claude-sonnet-4"]),
        ("/w/.kilo/agents/x.md", ["sonnet", "gpt-5", "Claude Sonnet 4.5"]),
    ] {
        for model in models {
            let told = told(path, &format!("---\ndescription: d\nmodel: {model}\n---\n"));
            assert!(matches!(told[..], [("wrong-form", Severity::Warning, _)]), "{model}: {told:?}");
        }
        for model in ["anthropic/claude-opus-5", "openrouter/a/b:free", "\"{env:MODEL}\""] {
            check_at(path, &format!("---\ndescription: d\nmodel: {model}\n---\n"));
        }
    }
}

#[test]
fn tools_that_are_taken_away_again() {
    check(&agent(
        r#"
        tools: Read, Bash
                     ^^^^ excluded-tool: `disallowedTools` takes `Bash` away again
        disallowedTools: Bash
        "#,
    ));
    check(&agent(
        r#"
        tools:
          - Bash(git *)
            ^^^^^^^^^^^ excluded-tool: `disallowedTools` takes `Bash` away again
          - Read
        disallowedTools: [Write, Bash]
        "#,
    ));
    check_at(
        "/w/.claude/skills/s/SKILL.md",
        r#"
        ---
        name: s
        description: d
        allowed-tools: Bash(git *), Read
                       ^^^^^^^^^^^ excluded-tool: `disallowed-tools` takes `Bash` away again
        disallowed-tools: Bash
        ---
        "#,
    );
    check_at(
        "/w/.qwen/agents/x.md",
        r#"
        ---
        name: xy
        description: d
        tools: [a, b]
                   ^ excluded-tool: `disallowedTools` takes `b` away again
        disallowedTools: [b]
        ---
        Read the change first.
        "#,
    );
    check(&agent(
        r#"
        tools: Read, Agent
        disallowedTools: Bash, Write
        "#,
    ));
    // A pattern may leave the rest of the tool.
    check_at(
        "/w/.claude/skills/s/SKILL.md",
        r#"
        ---
        name: s
        description: d
        allowed-tools: Bash(git *)
        disallowed-tools: Bash(git push *)
        ---
        "#,
    );
    check(&agent(
        r#"
        tools: "*"
        disallowedTools: Bash
        "#,
    ));
}

#[test]
fn patterns_that_do_not_count() {
    check(&agent(
        r#"
        tools: Read, Bash(git diff:*), Bash(npm *)
                     ^^^^^^^^^^^^^^^^ ignored-pattern: Claude Code grants all of `Bash`: patterns do not count here
        "#,
    ));
    check(&agent(
        r#"
        disallowedTools: Bash(rm *)
                         ^^^^^^^^^^ ignored-pattern: Claude Code takes away all of `Bash`: patterns do not count here
        "#,
    ));
    // One tool, one diagnostic.
    check(&agent(
        r#"
        tools: Read, Bash(git *)
        disallowedTools: Bash(rm *)
                         ^^^^^^^^^^ ignored-pattern: Claude Code takes away all of `Bash`: patterns do not count here
        "#,
    ));
    check_at(
        "/w/plugins/p/agents/x.md",
        r#"
        ---
        name: x
        description: d
        tools: [WebFetch(domain:a.b)]
                ^^^^^^^^^^^^^^^^^^^^ ignored-pattern: Claude Code grants all of `WebFetch`: patterns do not count here
        ---
        "#,
    );
    check(&agent(
        r#"
        tools: Read, Bash(*), Agent(a, b), Skill(c)
        disallowedTools: Write(*)
        "#,
    ));
    let allowed = "description: d\nallowed-tools: Bash(git *), Read(src/**)\n---\n";
    check_at("/w/.claude/skills/s/SKILL.md", &format!("---\nname: s\n{allowed}"));
    check_at("/w/.claude/commands/x.md", &format!("---\n{allowed}"));
}

#[test]
fn wrong_forms_are_none_of_the_right_ones() {
    for kind in crate::dialect::file_kinds() {
        for set in kind.fields.iter().filter_map(|field| field.values.as_ref()) {
            for value in &set.values {
                assert!(set.wrong_form(&value.value).is_none(), "{}: {}", kind.id, value.value);
            }
        }
    }
    let kind = document("claude-flow.agent").expect("a kind");
    let tools = kind.fields.iter().find(|field| field.name == "tools").expect("a field");
    assert!(tools.parentheses.is_some(), "an overlay has what its base says of a list");
}
