//! What authors were not told once: models that are gone, lists of tools that do not do what they say, keys that need
//! each other.

use super::*;
use crate::dialect::document;

const AGENT: &str = "/w/.claude/agents/x.md";

fn agent(lines: &str) -> String {
    format!("{PLAIN}{lines}\n---\n")
}

/// The codes, severities and first sentences of what is found.
fn told(path: &str, text: &str) -> Vec<(&'static str, Severity, String)> {
    let document = Document::new(Some(path.into()), 0, text);
    let told =
        |found: Diagnostic| (found.rule.code, found.severity, found.first_clause().trim_end().to_owned());
    diagnostics(&document).into_iter().map(told).collect()
}

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
        "---\ndescription: d\nmodel: anthropic/claude-3-opus-20240229\n       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ deprecated-value\n---\n",
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
    // VS Code names them so.
    check_at("/w/.github/agents/x.agent.md", "---\ndescription: d\nmodel: Claude Sonnet 4.5\n---\n");
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
    check(&agent("tools: Read, Bash\n             ^^^^ excluded-tool\ndisallowedTools: Bash"));
    check(&agent(
        "tools:\n  - Bash(git *)\n    ^^^^^^^^^^^ excluded-tool\n  - Read\ndisallowedTools: [Write, Bash]",
    ));
    check_at(
        "/w/.claude/skills/s/SKILL.md",
        "---\nname: s\ndescription: d\nallowed-tools: Bash(git *), Read\n               ^^^^^^^^^^^ excluded-tool\ndisallowed-tools: Bash\n---\n",
    );
    check_at(
        "/w/.qwen/agents/x.md",
        "---\nname: xy\ndescription: d\ntools: [a, b]\n           ^ excluded-tool\ndisallowedTools: [b]\n---\nRead the change first.\n",
    );
    check(&agent("tools: Read, Agent\ndisallowedTools: Bash, Write"));
    // A pattern may leave the rest of the tool.
    check_at(
        "/w/.claude/skills/s/SKILL.md",
        "---\nname: s\ndescription: d\nallowed-tools: Bash(git *)\ndisallowed-tools: Bash(git push *)\n---\n",
    );
    check(&agent("tools: \"*\"\ndisallowedTools: Bash"));
}

#[test]
fn patterns_that_do_not_count() {
    check(&agent(
        "tools: Read, Bash(git diff:*), Bash(npm *)\n             ^^^^^^^^^^^^^^^^ ignored-pattern",
    ));
    check(&agent("disallowedTools: Bash(rm *)\n                 ^^^^^^^^^^ ignored-pattern"));
    // One tool, one finding.
    check(&agent(
        "tools: Read, Bash(git *)\ndisallowedTools: Bash(rm *)\n                 ^^^^^^^^^^ ignored-pattern",
    ));
    check_at(
        "/w/plugins/p/agents/x.md",
        "---\nname: x\ndescription: d\ntools: [WebFetch(domain:a.b)]\n        ^^^^^^^^^^^^^^^^^^^^ ignored-pattern\n---\n",
    );
    check(&agent("tools: Read, Bash(*), Agent(a, b), Skill(c)\ndisallowedTools: Write(*)"));
    let allowed = "description: d\nallowed-tools: Bash(git *), Read(src/**)\n---\n";
    check_at("/w/.claude/skills/s/SKILL.md", &format!("---\nname: s\n{allowed}"));
    check_at("/w/.claude/commands/x.md", &format!("---\n{allowed}"));
}

#[test]
fn two_keys_of_which_one_counts() {
    check(&agent("tools: Read\nallowed-tools: Bash\n^^^^^^^^^^^^^ key-relation"));
    check(&agent("allowedTools: Bash\n^^^^^^^^^^^^ key-relation\ntools: Read"));
    let skill = "/w/.claude/skills/s/SKILL.md";
    check_at(
        skill,
        "---\nname: s\ndescription: d\nallowed-tools: Read\ntools: Bash\n^^^^^ key-relation\n---\n",
    );
    check_at(skill, "---\nname: s\ndescription: d\ntools: Bash\n^^^^^ misspelt-key\n---\n");
    check_at(
        "/w/.augment/agents/x.md",
        "---\nname: x\ntools: [a]\n^^^^^ key-relation\ndisabled_tools: [b]\n---\n",
    );
}

#[test]
fn keys_that_need_others() {
    let check = |path: &str, lines: &str| check_at(path, &format!("---\n{lines}\n---\n"));
    let kiro = "/w/.kiro/steering/x.md";
    check(kiro, "inclusion: fileMatch\n           ^^^^^^^^^ key-relation");
    check(kiro, "inclusion: fileMatch\n           ^^^^^^^^^ key-relation\nfileMatchPattern: \"\"");
    check(kiro, "inclusion: auto\n           ^^^^ key-relation\ndescription: d");
    check(kiro, "inclusion: auto\n           ^^^^ key-relation\nname: x");
    check(kiro, "fileMatchPattern: \"*.ts\"\n^^^^^^^^^^^^^^^^ key-relation");
    check(kiro, "inclusion: always\nfileMatchPattern: \"*.ts\"\n^^^^^^^^^^^^^^^^ key-relation");
    check(kiro, "inclusion: fileMatch\nfileMatchPattern: [\"*.ts\"]");
    check(kiro, "inclusion: auto\nname: x\ndescription: d");
    check(kiro, "inclusion: sometimes\nfileMatchPattern: \"*.ts\"");
    check(kiro, "inclusion: fileMatch\nfileMatchPatern: a\n^^^^^^^^^^^^^^^ misspelt-key");
    let windsurf = "/w/.windsurf/rules/x.md";
    check(windsurf, "trigger: glob\n         ^^^^ key-relation");
    check(windsurf, "trigger: glob\n         ^^^^ key-relation\nglobs:");
    check(windsurf, "trigger: model_decision\n         ^^^^^^^^^^^^^^ key-relation");
    check(windsurf, "trigger: manual\nglobs: *.ts\n^^^^^ key-relation");
    check(windsurf, "trigger: glob\nglobs: *.ts");
    check(windsurf, "trigger: model_decision\ndescription: d");
    let cursor = "/w/.cursor/rules/x.mdc";
    check(cursor, "alwaysApply: false\n             ^^^^^ key-relation");
    check(cursor, "description:\nglobs:\nalwaysApply: false\n             ^^^^^ key-relation");
    check(cursor, "globs: *.ts\n^^^^^ key-relation\nalwaysApply: true");
    check(cursor, "globs: **/*\nalwaysApply: true");
    check(cursor, "description: d\nalwaysApply: true");
    check(cursor, "description: d\nalwaysApply: false");
    for skill in ["/w/.claude/skills/s/SKILL.md", "/w/plugins/p/skills/s/SKILL.md"] {
        check(skill, "name: s\ndescription: d\nagent: Explore\n       ^^^^^^^ key-relation");
        check(skill, "name: s\ndescription: d\nagent: Explore\n       ^^^^^^^ key-relation\ncontext: inline");
        check(skill, "name: s\ndescription: d\nagent: Explore\ncontext: fork");
        check(
            skill,
            "name: s\ndescription: d\nuser-invocable: false\n                ^^^^^ key-relation\ndisable-model-invocation: true",
        );
        check(skill, "name: s\ndescription: d\nuser-invocable: true\ndisable-model-invocation: true");
    }
}

#[test]
fn commands_have_the_relations_of_skills() {
    check_at(
        "/w/.claude/commands/x.md",
        "---\ndescription: d\nagent: Explore\n       ^^^^^^^ key-relation\n---\n",
    );
}

#[test]
fn a_rule_that_its_author_may_want_so_is_information() {
    let told = told("/w/.cursor/rules/x.mdc", "---\nalwaysApply: false\n---\n");
    assert!(matches!(told[..], [("key-relation", Severity::Information, _)]), "{told:?}");
}

#[test]
fn the_missing_key_is_added() {
    let text = "---\nname: s\ndescription: d\nagent: Explore # looks around\n---\n";
    let document = Document::new(Some("/w/.claude/skills/s/SKILL.md".into()), 0, text);
    let found = diagnostics(&document);
    assert!(found[0].fixes.is_empty(), "a comment may be about the line");
    let text = "---\nname: s\ndescription: d\nagent: Explore\n---\n";
    let document = Document::new(Some("/w/.claude/skills/s/SKILL.md".into()), 0, text);
    let found = diagnostics(&document);
    let edits = found[0].fixes[0].edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str()));
    let fixed = document.replaced(edits).text.slice(0..usize::MAX).into_owned();
    assert_eq!(fixed, "---\nname: s\ndescription: d\nagent: Explore\ncontext: fork\n---\n");
    assert!(!found[0].fixes[0].safe);
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
