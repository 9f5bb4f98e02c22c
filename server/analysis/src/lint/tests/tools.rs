//! What holds for the files of single tools.

use super::*;
use crate::dialect::Dialects;
use crate::verdicts::Targets;

#[test]
fn front_matter_that_no_tool_reads_is_text() {
    for path in ["/w/AGENTS.md", "/w/app/AGENTS.override.md", "/home/u/.codex/AGENTS.md"] {
        check_at(path, "---\nname: \"x\nglobs: *\nglobs: a: b\n---\n");
        check_at(path, "name: x\n---\n");
        check_at(path, "# Rules\n\n---\nname: x\n");
    }
}

#[test]
fn a_text_that_only_looks_like_front_matter_is_text_where_none_is_needed() {
    for path in ["/w/.cursor/commands/x.md", "/w/.kiro/steering/x.md", "/w/.clinerules/x.md"] {
        check_at(path, "Usage: run it\n---\nand look\n");
        check_at(path, "\n---\nNote: this is a line\n");
        check_at(path, "---\nNote: this is a line\n\nand prose\n");
        check_at(path, "---\nprose between rules\n---\n");
        check_at(path, "---\nNote: as this: shows\n---\n");
    }
    check_at(
        "/w/.cursor/commands/x.md",
        "---\ndescription: d\n^^^^^^^^^^^^^^ front-matter-unclosed\n\nprose\n",
    );
}

#[test]
fn cursor_takes_patterns_as_they_are() {
    for globs in [
        "**/*.ts",
        "*.ts, *.tsx",
        "src/**/*.{ts,tsx}",
        "{**/*.ts,**/*.tsx}",
        "{a,b}/*.ts",
        "{a,a}",
        "[a-z]*.ts",
        "[**/*.ts, **/*.tsx]",
        "!**/*.test.ts",
        "\"**/*.ts\", \"**/*.tsx\"",
        "\"**/*.ts",
        "@types/**",
        "a: b",
        "",
    ] {
        for path in ["/w/.cursor/rules/x.mdc", "/w/.windsurf/rules/x.md"] {
            check_at(path, &format!("---\ndescription: d\nglobs: {globs}\nalwaysApply: false\n---\n"));
            check_at(path, &format!("---\nglobs: {globs}\n---\n"));
        }
    }
    check_at("/w/.cursor/rules/x.mdc", "---\nglobs:\n  - **/*.ts\n  - *.tsx\nalwaysApply: false\n---\n");
}

#[test]
fn the_other_lines_of_a_rule_are_yaml() {
    let path = "/w/.cursor/rules/x.mdc";
    check_at(path, "---\ndescription: Rules: for *.ts, see issue #4\nglobs: *.ts\nalwaysApply: false\n---\n");
    check_at(
        path,
        "---\nalwaysApply: a: b\n              ^ colon-in-plain-value\nglobs: **/*.ts\ndescripton: d\n^^^^^^^^^^ misspelt-key\n---\n",
    );
    check_at(path, "---\nglobs:*.ts\n     ^ missing-space\nalwaysApply: maybe\n---\n");
    check_at(path, "---\nglobs: *.ts\nno key here\n^^^^^^^^^^^ unindented-line\nalwaysApply: false\n---\n");
    check_at("/w/.cursor/commands/x.md", "---\ndescription: *x\n             ^^ reserved-character\n---\n");
}

const GEMINI: &str = "/w/.gemini/agents/x.md";

#[test]
fn gemini_cli_refuses_what_it_does_not_know() {
    let check = |text: &str| check_at(GEMINI, &format!("---\nname: x\ndescription: d\n{text}\n---\n"));
    check("color: blue\n^^^^^ unknown-key");
    check("max_turn: 5\n^^^^^^^^ misspelt-key");
    check("mcpServers: {}\n^^^^^^^^^^ misspelt-key");
    check("tools: read_file\n       ^^^^^^^^^ wrong-type");
    check("tools: [read_file, Bash]\n                   ^^^^ unknown-value");
    check("tools: [read_file, mcp_github_*, mcp_*, discovered_tool_x, '*']");
    check("tools: [mcp__github__x]\n        ^^^^^^^^^^^^^^ unknown-value");
    check("temperature: 3\n             ^ invalid-value");
    check("max_turns: 12\ntimeout_mins: 5\nmodel: gemini-3-pro\nkind: local");
    check("mcp_servers:\n  x:\n    command: y\n    args: [a]");
    check_at(GEMINI, "---\nname: My Agent\n      ^^^^^^^^ invalid-value\ndescription: d\n---\n");
    check_at(GEMINI, "---\n^^^ not-loaded\ntitle: Notes\nlayout: page\n---\n");
}

#[test]
fn a_remote_agent_of_gemini_cli_needs_no_description() {
    check_at(GEMINI, "---\nname: x\nagent_card_url: https://example.com/card\n---\n");
    check_at(GEMINI, "---\nname: x\nagent_card_json: '{}'\n---\n");
    check_at(GEMINI, "---\n- name: x\n  agent_card_url: https://example.com/card\n---\n");
    check_at(GEMINI, "---\n^^^ missing-field\nname: x\n---\n");
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
    for name in ["a", "-x", "x-", "a b", "a.b", "main", "system"] {
        check(name, &format!("      {} invalid-value\n", "^".repeat(name.len())));
    }
}

#[test]
fn values_of_qwen_code() {
    let check = |text: &str| {
        check_at(
            "/w/.qwen/agents/x.md",
            &format!("---\nname: xy\ndescription: d\n{text}\n---\nRead the change first.\n"),
        );
    };
    check("approvalMode: acceptEdits\n              ^^^^^^^^^^^ unknown-value");
    check("approvalMode: auto-edit\ncolor: auto\nmodel: openai:gpt-5\ntools: read_file, x\nmaxTurns: 3");
    check("color: navy\n       ^^^^ ignored-color");
    check("modelConfig: {a: b}\n^^^^^^^^^^^ deprecated-key");
    check("mcpServers: [a]\n            ^^^ wrong-type");
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
        ("/w/.factory/droids/x.md", "name: x\ntools: [Read, LS]\nreasoningEffort: dynamic\nmodel: custom:x"),
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
        "---\nmode: main\n      ^^^^ unknown-value\ncolor: blue\n       ^^^^ ignored-color\n---\n",
    );
}

#[test]
fn a_skill_is_called_like_its_folder() {
    let check = |path: &str, text: &str| check_at(path, text);
    check("/w/.agents/skills/pdf/SKILL.md", "---\nname: pdf\ndescription: d\n---\n");
    // No tool minds, so only those are told who want to follow the specification.
    let other = "---\nname: other\ndescription: d\n---\n";
    check("/w/.agents/skills/pdf/SKILL.md", other);
    let document = Document::new(Some("/w/.agents/skills/pdf/SKILL.md".into()), 0, other);
    let (targets, _) = Targets::new(["agent-skills"], Dialects::built_in());
    let found = diagnostics_for(&document, &Policy { targets, ..Policy::default() });
    let codes: Vec<_> = found.iter().map(|found| found.rule.code).collect();
    assert_eq!(codes, ["invalid-value"], "{found:?}");
    // Claude Code calls it by its folder, whatever it says.
    check("/w/.claude/skills/pdf/SKILL.md", "---\nname: other\ndescription: d\n---\n");
}

#[test]
fn a_validator_makes_no_errors_where_tools_load() {
    let text = "---\nname: pdf\ndescription: d\nmetadata: {version: \"1\"}\nmodel: opus\n---\n";
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
