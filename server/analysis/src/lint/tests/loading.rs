//! Diagnostics of files that tools drop, or of which they ignore a part: kinds that users have reported.

use super::*;
use crate::dialect::Dialects;
use crate::verdicts::Targets;
use Severity::{Error, Hint, Information, Warning};

/// Returns the diagnostics of a file: severity, rule, and first clause.
fn said(path: &str, text: &str, targets: &[&str]) -> Vec<(Severity, &'static str, String)> {
    let document = Document::new(Some(path.into()), 0, text);
    let (targets, unknown) = Targets::new(targets.iter().copied(), Dialects::built_in());
    assert!(unknown.is_empty(), "{unknown:?}");
    let found = diagnostics_for(&document, &Policy { targets, ..Policy::default() });
    found.iter().map(|it| (it.severity, it.rule.code, it.first_clause().to_owned())).collect()
}

/// A path, a text, and the expected diagnostics.
type Row<'a> = (&'a str, &'a str, &'a [(Severity, &'a str)]);

/// Asserts the diagnostics of files.
fn check_all(rows: &[Row<'_>]) {
    for (path, text, expected) in rows {
        let found = said(path, text, &[]);
        let brief: Vec<_> = found.iter().map(|(severity, code, _)| (*severity, *code)).collect();
        assert_eq!(brief, *expected, "{path}: {text:?}: {found:#?}");
        for (.., clause) in &found {
            assert!(clause.chars().count() <= LONGEST_CLAUSE, "{clause}");
        }
    }
}

#[test]
fn what_has_no_front_matter_is_dropped() {
    const DROPPED: &[(Severity, &str)] = &[(Error, "not-loaded")];
    for path in [
        "/w/.claude/agents/sec.md",
        "/w/.gemini/agents/sec.md",
        "/w/.qwen/agents/sec.md",
        "/w/.github/agents/sec.md",
        "/w/.github/agents/x.agent.md",
        "/w/.github/agents/AGENTS.md",
        "/w/x.agent.md",
        "/w/.gemini/skills/x/SKILL.md",
        "/w/.github/skills/x/SKILL.md",
        "/w/.kilo/skills/x/SKILL.md",
        "/w/.continue/skills/x/SKILL.md",
    ] {
        for text in ["Fill the form.\n", "# A\n\nDo.\n", ""] {
            check_all(&[(path, text, DROPPED)]);
        }
    }
    // Cline lists a skill without front matter, and one without a text is nobody's.
    for path in ["/w/.agents/skills/x/SKILL.md", "/w/skills/group/x/SKILL.md", "/w/x/SKILL.md"] {
        check_all(&[
            (path, "Fill the form.\n", &[(Warning, "not-loaded")]),
            (path, "", &[(Error, "not-loaded"), (Error, "not-loaded")]),
        ]);
    }
    let clause = &said("/w/.agents/skills/x/SKILL.md", "Fill the form.\n", &[])[0].2;
    assert_eq!(clause, "Codex and 7 others drop this skill: no front matter.");
    // A command and a rule are valid without front matter, and so is a document about its folder.
    for path in [
        "/w/.claude/commands/x.md",
        "/w/.claude/rules/x.md",
        "/w/.opencode/command/x.md",
        "/w/.claude/agents/README.md",
        "/w/.claude/agents/readme.md",
        "/w/.gemini/agents/README.md",
    ] {
        check_all(&[(path, "Fill the form.\n", &[])]);
    }
    check_all(&[(
        "/w/.claude/agents/README.md",
        "---\nname: x\ndescription: 5\n---\n",
        &[(Error, "wrong-type")],
    )]);
}

#[test]
fn delimiters_that_are_none_cost_the_front_matter() {
    let text = |line: &str| format!("{line}\ndescription: d\nmode: primary\n{line}\nDo.\n");
    for line in ["--", "----", "—", "***", "```"] {
        let text = text(line);
        for (path, expected) in [
            ("/w/.opencode/agents/x.md", (Warning, "front-matter-unopened")),
            ("/w/.opencode/commands/x.md", (Warning, "front-matter-unopened")),
            ("/w/.claude/commands/x.md", (Warning, "front-matter-unopened")),
            ("/w/.cursor/commands/x.md", (Warning, "front-matter-unopened")),
        ] {
            let found = said(path, &text, &[]);
            let first = found.iter().map(|(severity, code, _)| (*severity, *code)).next();
            assert_eq!(first, Some(expected), "{path}: {text:?}: {found:#?}");
        }
        let rule = format!("{line}\npaths: \"src/**\"\n{line}\nDo.\n");
        check_all(&[("/w/.claude/rules/x.md", &rule, &[(Warning, "front-matter-unopened")])]);
        let agent = format!("{line}\nname: x\ndescription: d\n{line}\nDo.\n");
        check_all(&[("/w/.claude/agents/x.md", &agent, &[(Error, "front-matter-unopened")])]);
    }
    let toml = "+++\ndescription = \"d\"\n+++\nDo.\n";
    check_all(&[
        ("/w/.claude/commands/x.md", toml, &[(Warning, "front-matter-unopened")]),
        ("/w/.opencode/agents/x.md", toml, &[(Warning, "front-matter-unopened")]),
        ("/w/.gemini/agents/x.md", toml, &[(Error, "front-matter-unopened")]),
        // Thematic breaks around prose are markdown.
        ("/w/.claude/commands/x.md", "----\n\nRead the change.\n\n----\n", &[]),
        ("/w/.claude/commands/x.md", "***\nNote: this is prose.\nIt goes on.\n***\n", &[]),
    ]);
}

#[test]
fn skills_of_which_some_readers_do_without() {
    let long = format!("---\nname: x\ndescription: {}\n---\nDo.\n", "a".repeat(1_499));
    check_all(&[
        ("/w/.agents/skills/x/SKILL.md", "---\nname: x\n---\nDo.\n", &[(Warning, "missing-field")]),
        ("/w/.agents/skills/x/SKILL.md", &long, &[(Warning, "invalid-value")]),
        (
            "/w/.agents/skills/x/SKILL.md",
            "\u{feff}---\nname: x\ndescription: d\n---\nDo.\n",
            &[(Warning, "not-loaded")],
        ),
        ("/w/.agents/skills/x/SKILL.md", "---\nname: x\ndescription: d\n---\nDo.\n", &[]),
        // Only the specification rejects this.
        ("/w/.agents/skills/x/SKILL.md", "---\nname: other\ndescription: d\n---\nDo.\n", &[]),
        (
            "/w/.agents/skills/x/SKILL.md",
            "---\nname: x\ndescription: d\nmetadata: {tags: [a]}\n---\nDo.\n",
            &[],
        ),
        // Copilot CLI reads it.
        (
            "/w/.agents/skills/x/SKILL.md",
            "---\nname: x\ndescription: d\ndisable-model-invocation: true\n---\nDo.\n",
            &[],
        ),
        (
            "/w/.gemini/skills/x/SKILL.md",
            "---\nname: x\ndescription: d\ndisable-model-invocation: true\n---\nDo.\n",
            &[(Warning, "no-effect")],
        ),
        (
            "/w/.opencode/skill/x/SKILL.md",
            "---\nname: x\ndescription: d\ndisable-model-invocation: true\n---\nDo.\n",
            &[(Warning, "no-effect")],
        ),
    ]);
    let other = "---\nname: other\ndescription: d\n---\nDo.\n";
    let named = said("/w/.agents/skills/x/SKILL.md", other, &["agent-skills"]);
    assert_eq!(named.iter().map(|it| it.1).collect::<Vec<_>>(), ["invalid-value"]);
}

#[test]
fn what_two_tools_mind_is_said_once() {
    let text = "---\nname: x\ndescription:\ntools: {read: true}\n---\nDo.\n";
    let found = said("/w/plugins/p/agents/x.md", text, &[]);
    let loud: Vec<_> = found.iter().filter(|it| it.0 <= Warning).map(|it| (it.0, it.1)).collect();
    assert_eq!(loud, [(Error, "not-loaded")], "{found:#?}");
}

#[test]
fn what_is_ignored_though_it_was_meant() {
    let agent = |lines: &str| format!("---\nname: x\ndescription: d\n{lines}\n---\nDo.\n");
    for (lines, expected) in [
        ("tools: codebase, edit/editFiles, search", &[(Warning, "no-effect")][..]),
        ("tools: [codebase, \"search\"]", &[(Warning, "no-effect")]),
        // That no tool is left is reported once.
        ("tools: LS, MultiEdit", &[(Warning, "deprecated-value")]),
        ("tools: codebase, mcp__github__search", &[]),
        ("tools: mcp__github", &[]),
        ("tools: codebase, Read", &[]),
        ("tools: \"*\"", &[]),
        ("effort: ultra", &[(Warning, "no-effect")]),
        ("effort: high", &[]),
    ] {
        let found = said("/w/.claude/agents/x.md", &agent(lines), &["claude-code"]);
        let brief: Vec<_> =
            found.iter().map(|it| (it.0, it.1)).filter(|(severity, _)| *severity <= Information).collect();
        assert_eq!(brief, expected, "{lines}: {found:#?}");
    }
    let found = said("/w/.claude/agents/x.md", &agent("tools: codebase"), &[]);
    assert_eq!(found[0].2, "The agent has no tools in Claude Code: no known tool in `tools`.");
    let found = said("/w/.claude/agents/x.md", &agent("model: [opus]"), &["claude-code"]);
    assert_eq!(found[0].2, "Claude Code ignores `model`: it must be a string, not a list.");
    let limited = agent("disallowedTools: Bash\nteam: core");
    check_all(&[("/w/.github/agents/x.agent.md", &limited, &[(Warning, "no-effect")])]);
}

#[test]
fn patterns_that_tools_read_without_quotes_are_no_errors() {
    check_all(&[
        ("/w/.claude/rules/a.md", "---\npaths: **/*.ts\n---\nx\n", &[(Warning, "reserved-character")]),
        ("/w/.claude/rules/a.md", "---\npaths:\n  - **/*.ts\n---\nx\n", &[(Warning, "reserved-character")]),
        ("/w/.claude/rules/a.md", "---\npaths: 3\n---\nx\n", &[(Warning, "no-effect")]),
        ("/w/.claude/rules/a.md", "---\npaths: []\n---\nx\n", &[(Warning, "no-effect")]),
        ("/w/.claude/rules/a.md", "---\npaths: \"./src/**\"\n---\nx\n", &[(Warning, "no-effect")]),
        ("/w/.claude/rules/a.md", "---\npaths: \"src/**\"\n---\nx\n", &[]),
        ("/w/.github/instructions/a.instructions.md", "---\napplyTo: **/*.ts,**/*.tsx\n---\nx\n", &[]),
        ("/w/.github/instructions/a.instructions.md", "---\napplyTo: *.py\n---\nx\n", &[]),
        (
            "/w/.github/instructions/a.instructions.md",
            "---\napplyTo:\n  - \"**/*.m\"\n---\nx\n",
            &[(Hint, "wrong-type")],
        ),
        ("/w/.continue/rules/a.md", "---\nglobs: **/*.ts\n---\nx\n", &[(Warning, "reserved-character")]),
    ]);
}

#[test]
fn others_that_read_the_folder_are_a_note() {
    // Copilot CLI reads agents of Claude Code and accepts no number as a model.
    let text = "---\nname: x\ndescription: d\nmodel: 4\n---\nDo.\n";
    let found = said("/w/.claude/agents/x.md", text, &[]);
    let brief: Vec<_> = found.iter().map(|it| (it.0, it.1)).collect();
    assert_eq!(brief, [(Information, "not-loaded")], "{found:#?}");
    for target in ["copilot", "copilot-cli"] {
        assert_eq!(said("/w/.claude/agents/x.md", text, &[target])[0].0, Error, "{target}");
    }
    let said_of = |target| said("/w/.claude/agents/x.md", text, &[target]);
    let found = said_of("vscode");
    assert_eq!(found, [(Warning, "no-effect", "`model` has no effect in VS Code.".to_owned())]);
    assert_eq!(said_of("claude-code"), []);
}

#[test]
fn the_format_of_another_tool_is_no_mistake() {
    let flow = "---\nname: x\ntype: developer\ncolor: \"#2196F3\"\ndescription: d\ncapabilities:\n  - a\npriority: high\n\
                hooks:\n  pre: |\n    echo a\n  post: |\n    echo b\n---\n\nDo.\n";
    check_all(&[("/w/.claude/agents/x.md", flow, &[])]);
    let found = said("/w/.claude/agents/x.md", flow, &["copilot"]);
    let [(Error, "not-loaded", clause)] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(clause, "Copilot CLI drops this agent: `pre` is not a hook event.");
    // What version 2 required counts for nobody.
    assert_eq!(said("/w/.claude/agents/x.md", flow, &["claude-flow"]), []);
}

#[test]
fn the_key_that_is_written_is_named() {
    for (path, text, key) in [
        ("/w/.opencode/agent/x.md", "---\ndescription: d\npermission:\n  write: false\n---\n", "`write`"),
        (
            "/w/.opencode/agent/x.md",
            "---\ndescription: d\ntools:\n  write:\n    \"*\": false\n---\n",
            "`write`",
        ),
    ] {
        let found = said(path, text, &[]);
        assert!(found.iter().any(|(.., clause)| clause.contains(key)), "{text}: {found:#?}");
        assert!(found.iter().all(|(.., clause)| !clause.contains("`*`")), "{text}: {found:#?}");
    }
}

#[test]
fn front_matter_that_is_not_found_where_it_stands() {
    for text in [
        "--- # meta\ndescription: Tags a release\n---\nGo.\n",
        "# Tag\n\n---\ndescription: Tags a release\n---\nGo.\n",
        "\u{a0}---\ndescription: Tags a release\n---\nGo.\n",
        "---\ndescription:Tags\nallowed-tools:Bash\n---\nGo.\n",
    ] {
        let found = said("/w/.claude/commands/tag.md", text, &[]);
        assert!(found.iter().any(|(severity, ..)| *severity == Warning), "{text:?}: {found:#?}");
        assert!(found.iter().all(|(severity, ..)| *severity >= Warning), "{text:?}: {found:#?}");
    }
}

#[test]
fn what_a_tool_was_seen_to_take_is_no_mistake() {
    let agent = |lines: &str| format!("---\nname: x\ndescription: d\n{lines}\n---\nDo.\n");
    for lines in ["background: True", "maxTurns: [7]", "maxTurns: \"5 turns\"", "isolation: remote"] {
        let found = said("/w/.claude/agents/x.md", &agent(lines), &["claude-code"]);
        assert_eq!(found, [], "{lines}");
    }
    check_all(&[
        // Copilot CLI does not merge `<<`, which is a note.
        (
            "/w/.claude/agents/x.md",
            "---\nbase: &b\n  description: d\nname: x\n<<: *b\n---\nDo.\n",
            &[(Information, "not-loaded")],
        ),
        // Copilot CLI uses the folder's name.
        ("/w/.github/skills/rel/SKILL.md", "---\ndescription: d\n---\nDo.\n", &[]),
    ]);
    let found = said("/w/.claude/agents/x.md", &agent("tools:\n  Read: true"), &["claude-code"]);
    assert_eq!(found[0].2, "The agent has no tools in Claude Code: `tools` cannot be a mapping.");
    let found = said("/w/.claude/agents/x.md", &agent("tools: Read, Grep\ndisallowedTools: Read, Grep"), &[]);
    assert_eq!((found[0].0, found[0].1), (Warning, "excluded-tool"), "{found:#?}");
    assert!(found[0].2.starts_with("The agent has no tools in Claude Code."), "{found:#?}");
}

#[test]
fn keys_of_copilot_cli() {
    let agent = |line: &str| format!("---\nname: x\ndescription: d\n{line}\n---\nDo.\n");
    for (line, expected) in [
        ("reasoning-effort: high", None),
        ("model-policy: required", None),
        ("strict-tools-list: true", None),
        ("strict-tools-list: \"true\"", Some(Error)),
        ("deferred-tool-loading: 1", Some(Error)),
        ("include-custom-instructions: \"no\"", Some(Error)),
        ("model-policy: never", Some(Error)),
    ] {
        let found = said("/w/.github/agents/x.agent.md", &agent(line), &[]);
        assert_eq!(found.iter().map(|it| it.0).min(), expected, "{line}: {found:#?}");
    }
}

#[test]
fn targets_count_where_they_read() {
    // Claude Code does not read the folder.
    let text = "---\ndescription: d\nmode: all\n---\nDo.\n";
    assert_eq!(said("/w/.opencode/agents/x.md", text, &["claude-code"]), []);
    // What tools do that are not targets is at most a note.
    let text = "---\nname: x\ndescription: # nothing\nx: a: b\n---\nDo.\n";
    for (path, target) in [("/w/.claude/agents/x.md", "opencode"), ("/w/.gemini/agents/x.md", "claude-code")]
    {
        let found = said(path, text, &[target]);
        assert!(found.iter().all(|(severity, ..)| *severity >= Information), "{path}: {found:#?}");
    }
}

#[test]
fn names_that_say_what_a_file_is() {
    for name in ["CHANGELOG.md", "LICENSE.md", "README.de.md", "CONTRIBUTING.md"] {
        check_all(&[(&format!("/w/.claude/agents/{name}"), "# About\n", &[])]);
    }
    check_all(&[("/w/.claude/agents/security.md", "# About\n", &[(Error, "not-loaded")])]);
}

#[test]
fn one_mistake_in_hooks_is_one_error() {
    const GROUP: &str = "{matcher: Bash, hooks: [{type: command, command: echo}]}";
    let agent =
        |lines: &str| format!("---\nname: x\ndescription: d\n{}\n---\nDo.\n", lines.replace('G', GROUP));
    for (lines, expected) in [
        ("PreToolUses: [G]", (Error, "not-loaded")),
        ("PreToolUse: [G]", (Error, "not-loaded")),
        ("Hooks: {PreToolUse: [G]}", (Error, "misspelt-key")),
        ("hook: {PreToolUse: [G]}", (Error, "misspelt-key")),
        ("hooks: {PreToolUses: G}", (Error, "misspelt-key")),
        ("hooks: {PreToolUses: [G]}", (Warning, "misspelt-key")),
        ("hooks: {foo: {PreToolUse: [G]}}", (Error, "unknown-key")),
        ("hooks: {hooks: [G]}", (Error, "unknown-key")),
        ("hooks: {PreToolUse: G}", (Error, "wrong-type")),
        ("hooks: {PreToolUse: echo}", (Error, "wrong-type")),
        ("hooks: {PreToolUse: [echo]}", (Error, "wrong-type")),
        ("hooks: {Stop: echo}", (Warning, "wrong-type")),
        ("hooks: {Stop: {PreToolUse: [G]}}", (Error, "wrong-type")),
        ("hooks: {Stop: [{PreToolUse: [G]}]}", (Error, "not-loaded")),
        ("hooks: {PreToolUse: [{hooks: [{type: comand, command: x}]}]}", (Error, "unknown-value")),
    ] {
        // What Copilot CLI would do with it is a note.
        let mut found = said("/w/.claude/agents/x.md", &agent(lines), &[]);
        found.retain(|it| it.0 <= Warning);
        assert_eq!(
            found.iter().map(|it| (it.0, it.1)).collect::<Vec<_>>(),
            [expected],
            "{lines}: {found:#?}"
        );
    }
    for (lines, code) in [
        ("PreToolUses: [G]", "no-effect"),
        ("Hooks: {PreToolUse: [G]}", "misspelt-key"),
        ("hooks: {PreToolUse: G}\nallowed-tools: Bash", "wrong-type"),
    ] {
        check_all(&[("/w/.claude/skills/x/SKILL.md", &agent(lines), &[(Warning, code)])]);
    }
}

/// The command line loads no rule for some files only, and that is how people write rules for the editors.
#[test]
fn a_rule_for_the_editors_of_continue_is_meant_so() {
    let path = "/w/.continue/rules/x.md";
    for front in ["globs: \"**/*.ts\"", "regex: x", "alwaysApply: false", "globs: a\nalwaysApply: false"] {
        check_all(&[(path, &format!("---\n{front}\n---\nUse tabs.\n"), &[])]);
    }
    check_all(&[(path, "---\nalwaysApply: \"true\"\n---\nUse tabs.\n", &[(Error, "not-loaded")])]);
}
