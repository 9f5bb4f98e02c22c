//! Agents converted for other tools.

use proptest::prelude::*;

use super::properties::source;
use super::*;
use crate::lint::Severity;
use crate::verdicts::tool_verdicts;

const BODY: &str = "\r\n# You\té\n\nUse `Read`.  \n\n---\nno end";

/// An agent of each tool with every key that can be converted.
const AGENTS: &[(&str, &str, &str)] = &[
    (
        "claude-code",
        CLAUDE,
        "name: Code Reviewer\ndescription: |\n  Reviews: all\n\n  of it\ntools: Read, Grep, Edit, MultiEdit, Bash(git *), Monitor\nmodel: inherit\ncolor: purple\npermissionMode: plan\nmaxTurns: 5\nbackground: true\nskills: [a]",
    ),
    (
        "copilot",
        "/w/.github/agents/x.md",
        "name: xy\ndescription: \"It's: so\"\ntools: [read, search, github/get_me]\nmodel: GPT-5 (copilot)\nuser-invocable: true",
    ),
    (
        "gemini-cli",
        "/w/.gemini/agents/x.md",
        "name: x-y\nkind: local\ndescription: It reviews\ntools: [read_file, run_shell_command, complete_task]\nmodel: gemini-2.5-pro\ntemperature: 0.5\nmax_turns: 7",
    ),
    (
        "opencode",
        "/w/.opencode/agent/x.md",
        "name: xy\ndescription: It reviews\nmode: subagent\ntemperature: 0.5\nsteps: 3\nmodel: anthropic/claude-sonnet-4-5\ncolor: \"#DC2626\"\npermission:\n  \"*\": deny\n  read: allow\n  edit: ask\n  bash:\n    \"git *\": allow",
    ),
    (
        "qwen-code",
        "/w/.qwen/agents/x.md",
        "name: xy\ndescription: It reviews\ntools:\n  - read_file\n  - grep_search\napprovalMode: auto-edit\ncolor: auto\nmaxTurns: 2\nbackground: false",
    ),
];

fn agent(front: &str) -> String {
    format!("---\n{front}\n---\n{BODY}")
}

fn nothing(_: &str) -> bool {
    false
}

/// Returns the front matter of a converted agent, with the title.
fn converted(path: &str, front: &str, tool: &str) -> (String, String) {
    let action = convert(&document(path, &agent(front)), tool).expect("it can be written anew");
    let text = action.file.expect("a new file").text;
    let front = text.strip_prefix("---\n").and_then(|text| text.strip_suffix(&format!("---\n{BODY}")));
    (action.title, front.expect("the same body").to_owned())
}

#[test]
fn every_tool_loads_what_is_written_for_it() {
    for (from, path, front) in AGENTS {
        let before = document(path, &agent(front));
        assert!(
            // Claude Code agents do have such patterns.
            diagnostics(&before)
                .iter()
                .all(|it| it.severity > Severity::Warning || it.rule.code == "ignored-pattern"),
            "{from}: {:?}",
            diagnostics(&before)
        );
        for (to, ..) in AGENTS.iter().filter(|(to, ..)| to != from) {
            let action = convert(&before, to).unwrap_or_else(|| panic!("{from} for {to}"));
            assert!(action.edits.is_empty(), "the original stays");
            let file = action.file.expect("a new file");
            let after = document(&file.path, &file.text);
            let read = tool_verdicts(&after, &Policy::default().targets);
            let own: Vec<_> = read.iter().filter(|it| it.loader.document.starts_with(to)).collect();
            assert!(!own.is_empty(), "{to}");
            for reading in own {
                let verdict = &reading.verdict;
                assert!(
                    verdict.reason.is_empty() && verdict.ignored.is_empty(),
                    "{to}: {verdict:?}\n{}",
                    file.text
                );
            }
            let worse = |it: &Diagnostic| it.severity <= Severity::Warning;
            let found: Vec<_> = diagnostics(&after).into_iter().filter(worse).collect();
            assert!(found.is_empty(), "{from} for {to}: {found:?}\n{}", file.text);
            assert!(file.text.ends_with(BODY));
        }
    }
}

#[test]
fn what_cannot_be_said_is_named_and_no_tool_is_added() {
    let (_, path, front) = AGENTS[0];
    assert_eq!(
        converted(path, front, "opencode"),
        (
            "Convert for OpenCode (loses permissionMode, background, skills, 2 tools)".to_owned(),
            "description: |\n  Reviews: all\n\n  of it\nmode: subagent\nsteps: 5\npermission:\n  \"*\": deny\n  read: allow\n  grep: allow\n  edit: allow\ncolor: \"#827dbd\"\n".to_owned(),
        )
    );
    assert_eq!(
        converted(path, front, "gemini-cli"),
        (
            "Convert for Gemini CLI (loses color, permissionMode, background, skills, 2 tools)".to_owned(),
            "name: code-reviewer\ndescription: |\n  Reviews: all\n\n  of it\ntools: [read_file, grep_search, replace]\nmodel: inherit\nmax_turns: 5\n".to_owned(),
        )
    );
    let (_, path, front) = AGENTS[3];
    assert_eq!(
        converted(path, front, "claude-code"),
        (
            "Convert for Claude Code (loses temperature, permission)".to_owned(),
            "name: xy\ndescription: It reviews\ntools: Read, Write, Edit\nmodel: claude-sonnet-4-5\nmaxTurns: 3\ncolor: red\n".to_owned(),
        )
    );
}

#[test]
fn tools_that_are_taken_away_stay_away() {
    let lines = "name: xy\ndescription: d\ndisallowedTools: [Bash(rm *), Write]";
    let front = |tool: &str| converted(CLAUDE, lines, tool);
    let (title, opencode) = front("opencode");
    assert_eq!(title, "Convert for OpenCode");
    assert!(opencode.ends_with("permission:\n  bash: deny\n  edit: deny\n"), "{opencode}");
    assert!(front("qwen-code").1.contains("disallowedTools: [run_shell_command, write_file]\n"));
    assert_eq!(front("gemini-cli").0, "Convert for Gemini CLI (loses disallowedTools)");
    // No tool is left, which does not mean all tools.
    let lines = "name: x\ndescription: d\ntools: Monitor";
    assert!(converted(CLAUDE, lines, "gemini-cli").1.contains("tools: []\n"));
    assert!(converted(CLAUDE, lines, "opencode").1.ends_with("permission:\n  \"*\": deny\n"));
    let lines = "description: d\nmode: all\npermission:\n  bash: allow\n  \"*\": deny";
    assert!(converted("/w/.opencode/agent/x.md", lines, "claude-code").1.contains("tools: []\n"));
}

#[test]
fn it_is_offered_for_tools_that_have_no_such_agent() {
    let tools = |path: &str, front: &str, exists: &dyn Fn(&str) -> bool| -> Vec<_> {
        let document = document(path, &agent(front));
        conversions(&document, exists).into_iter().map(|it| (it.tool, it.path)).collect()
    };
    let path = |tool, path: &str| (tool, path.to_owned());
    let all = [
        path("codex", "/w/.codex/agents/xy.toml"),
        path("gemini-cli", "/w/.gemini/agents/xy.md"),
        path("opencode", "/w/.opencode/agent/xy.md"),
        path("qwen-code", "/w/.qwen/agents/xy.md"),
    ];
    let front = "name: xy\ndescription: d";
    // Copilot CLI reads Claude Code agents, in subfolders too.
    assert_eq!(tools(CLAUDE, front, &nothing), all);
    assert_eq!(tools("/w/.claude/agents/core/x.md", front, &nothing), all);
    assert_eq!(tools(CLAUDE, front, &|path| path.contains("gemini")), [&all[..1], &all[2..]].concat());
    assert_eq!(tools(CLAUDE, "name: xy", &nothing), [], "no tool has use for one without a description");
    assert_eq!(tools(CLAUDE, "name: x\ndescription: d", &nothing).len(), 3, "Qwen Code wants two letters");
    assert_eq!(tools(CLAUDE, "name: x\ndescription: a: b", &nothing), []);
    assert_eq!(tools("/w/.claude/skills/x/SKILL.md", front, &nothing), []);
    assert_eq!(tools("/w/README.md", front, &nothing), []);
}

/// Returns what a Codex agent is told, without the blank ends.
fn told(codex: &Document) -> String {
    let root = codex.front_matter().and_then(|front| front.yaml.root.as_ref()).expect("keys");
    root.entry("developer_instructions")
        .and_then(|entry| entry.value.text())
        .expect("a text")
        .trim()
        .to_owned()
}

#[test]
fn a_codex_agent_has_its_text_in_a_key() {
    const CODEX: &str = "/w/.codex/agents/x.toml";
    let lines = "name: xy\ndescription: |\n  It's\n  \"so\"\ntools: Read\nmodel: inherit";
    let action = convert(&document(CLAUDE, &agent(lines)), "codex").expect("an action");
    assert_eq!(action.title, "Convert for Codex (loses tools)");
    let file = action.file.expect("a file");
    assert_eq!(file.path, "/w/.codex/agents/xy.toml");
    let codex = document(&file.path, &file.text);
    assert!(diagnostics(&codex).is_empty(), "{}", file.text);
    assert_eq!(told(&codex), BODY.trim().replace("\r\n", "\n"));
    assert!(convert(&document(CLAUDE, "---\nname: xy\ndescription: d\n---\n\n"), "codex").is_none());
    let text = "name = \"xy\"\ndescription = \"It's: so\"\nsandbox_mode = \"read-only\"\ndeveloper_instructions = \"Say\\n\\\"a\\\".\"\n";
    let action = convert(&document(CODEX, text), "claude-code").expect("an action");
    assert_eq!(action.title, "Convert for Claude Code (loses sandbox_mode)");
    assert_eq!(
        action.file.expect("a file").text,
        "---\nname: xy\ndescription: \"It's: so\"\n---\n\nSay\n\"a\".\n"
    );
}

#[test]
fn flow_agents_are_those_of_claude_code() {
    let (title, front) =
        converted(CLAUDE, "name: xy\ndescription: d\npriority: high # so\ncapabilities: [a]", "qwen-code");
    assert_eq!(title, "Convert for Qwen Code (loses priority, capabilities, comments)");
    assert_eq!(front, "name: xy\ndescription: d\n");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Every conversion offered for a valid file can be done, and gives what its title says.
    #[test]
    fn what_is_offered_can_be_done(
        path in "/w/([.]claude/agents/a/x|[.]gemini/agents/x|[.]opencode/agent/x|[.]qwen/agents/xy|[.]github/agents/x)[.]md",
        text in source(),
    ) {
        let before = document(&path, &text);
        let right = tool_verdicts(&before, &Policy::default().targets).iter().all(|it| it.verdict.reason.is_empty());
        let right = right && diagnostics(&before).iter().all(|it| it.severity > Severity::Warning);
        for offered in conversions(&before, &nothing) {
            let action = convert(&before, offered.tool);
            prop_assert!(action.is_some() || !right, "{} of\n{text}", offered.title);
            let Some(action) = action else { continue };
            prop_assert_eq!(&action.title, &offered.title);
            let file = action.file.unwrap();
            prop_assert_eq!(&file.path, &offered.path);
            let body = before.text.slice(before.syntax.body_start()..before.text.len()).into_owned();
            if offered.tool == "codex" {
                let text = body.trim().replace("\r\n", "\n");
                prop_assert_eq!(told(&document(&file.path, &file.text)), text);
            } else {
                prop_assert!(file.text.ends_with(&body));
            }
        }
    }
}
