//! Where files lie: what is read there, by whom, and what almost lies where a tool looks.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{Folder, agentls};

const AGENT: &str = "---\nname: x\ndescription: Does x. Use it for that.\n---\n\nYou do x.\n";

/// Checks from within a folder, down to hints. Gives the exit code and the output.
fn check_in(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
    command.args(["check", "--severity=hint"]).args(arguments).current_dir(folder);
    let output = command.stdin(Stdio::null()).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// The kind of a file, as `agentls dialects` says it.
fn kind(file: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
    command.args(["dialects", "--format=json"]).arg(file);
    let output = command.stdin(Stdio::null()).output().unwrap();
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    found["kind"].as_str().or(found["document"].as_str()).unwrap_or_default().to_owned()
}

#[test]
fn what_a_tool_almost_finds_is_an_error_with_the_right_path() {
    let folder = Folder::new("shared/places-near");
    for (path, right) in [
        (
            ".claude/agent/x.md",
            "Claude Code never sees this agent: its folder must be `agents`. Move it to `.claude/agents/x.md`.",
        ),
        (
            ".claude/skills/flat.md",
            "Claude Code never sees this skill: it needs a folder of its own. Move it to `.claude/skills/flat/SKILL.md`.",
        ),
        (
            ".claude/skills/own/own.md",
            "Claude Code never sees this skill: the file must be `SKILL.md`. Rename it to `.claude/skills/own/SKILL.md`.",
        ),
        (
            ".claude/skills/g/x/SKILL.md",
            "Claude Code never sees this skill: it lies a folder too deep. Move it to `.claude/skills/x/SKILL.md`.",
        ),
        (
            ".claude/agents/a.MD",
            "Claude Code never sees this agent: its name must end in `.md`. Rename it to `.claude/agents/a.md`.",
        ),
        (".claude/agents/b.mdx", "Rename it to `.claude/agents/b.md`."),
        (".github/prompts/q.md", "Rename it to `.github/prompts/q.prompt.md`."),
        (
            ".github/skills/x/skill.md",
            "Copilot never sees this skill: the file must be `SKILL.md`. Rename it to `.github/skills/x/SKILL.md`.",
        ),
        (
            ".gemini/agents/sub/x.md",
            "Gemini CLI never sees this agent: subfolders are not read. Move it to `.gemini/agents/x.md`.",
        ),
        ("app/.qwen/agent/x.md", "Move it to `app/.qwen/agents/x.md`."),
        (".claude/agent/security.md", "Move it to `.claude/agents/security.md`."),
        (".claude/agent/test-docs-writer.md", "Move it to `.claude/agents/test-docs-writer.md`."),
    ] {
        folder.write(path, AGENT);
        let (code, out) = check_in(&folder.0, &["--select=wrong-place", "."]);
        let says = |sentence: &str| out.contains(sentence.trim_end_matches('.'));
        assert!(
            out.contains("error[wrong-place]") && right.split_inclusive(". ").map(str::trim).all(says),
            "{path}: {out}"
        );
        assert_eq!(code, 1, "{path}");
        // Given as a file, it is the same.
        assert!(check_in(&folder.0, &[path]).1.contains("error[wrong-place]"), "{path}");
        fs::remove_file(folder.0.join(path)).unwrap();
    }
}

#[test]
fn what_only_lies_beside_agents_and_skills_is_left_alone() {
    let folder = Folder::new("places-beside");
    let plain = "# Notes\n\nText.\n";
    for (path, text) in [
        (".claude/skills/x/references/a.md", plain),
        (".claude/skills/x/README.md", plain),
        (".claude/skills/x/x.md", AGENT),
        (".claude/skills/notes/notes.md", plain),
        (".claude/skills/x/templates/skill.md", AGENT),
        (".claude/skills/x/y/SKILL.md", AGENT),
        (".claude/skills/notes.md", plain),
        (".claude/skills/README.md", AGENT),
        (".claude/skills/x.md", AGENT),
        (".claude/agent/CHANGELOG.md", plain),
        (".claude/agent/notes.md", plain),
        (".claude/agent/agent-template.md", AGENT),
        (".claude/docs/x.md", AGENT),
        (".gemini/agents/archive/x.md", AGENT),
        (".gemini/agents/docs/x.md", plain),
        (".github/CONTRIBUTING.md", plain),
        (".github/agents/sub/ok.md", AGENT),
        (".opencode/agent/ok.md", "---\ndescription: d\n---\n"),
    ] {
        folder.write(path, text);
    }
    folder.write(".claude/skills/x/SKILL.md", AGENT);
    let (_, out) = check_in(&folder.0, &["--select=wrong-place", "."]);
    assert!(!out.contains("[wrong-place]"), "{out}");
}

#[test]
fn a_skill_is_one_wherever_it_lies() {
    let folder = Folder::new("places-skills");
    let paths = [
        "skills/g/x/SKILL.md",
        "x/SKILL.md",
        "skills/.curated/x/SKILL.md",
        "internal/skills/builtin/x/SKILL.md",
    ];
    for path in paths {
        let file = folder.write(path, AGENT);
        assert_eq!(kind(&file), "agent-skills.skill", "{path}");
    }
    folder.write("node_modules/p/skills/x/SKILL.md", AGENT);
    folder.write("target/x/SKILL.md", AGENT);
    folder.write("x/skill.txt", AGENT);
    assert!(check_in(&folder.0, &["."]).1.contains("4 agent files checked"));
}

#[test]
fn a_tools_folder_goes_before_the_ending_of_a_name() {
    let folder = Folder::new("places-ending");
    for (path, id) in [
        (".opencode/agents/x.agent.md", "opencode.agent"),
        (".cursor/rules/x.instructions.md", "cursor.rule"),
        (".kiro/steering/x.instructions.md", "kiro.steering"),
        (".claude/commands/x.prompt.md", "claude-code.command"),
        (".claude/agents/x.agent.md", "claude-code.agent"),
        (".clinerules/x.instructions.md", "cline.rule"),
        ("docs/x.agent.md", "copilot.agent"),
    ] {
        assert_eq!(kind(&folder.write(path, AGENT)), id, "{path}");
    }
}

#[test]
fn manifests_name_places() {
    let folder = Folder::new("places-manifests");
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.write(
        "p/.claude-plugin/plugin.json",
        r#"{ "name": "p", "agents": ["./rev.md", "./bots"], "skills": "./know", "commands": ["../../out", "/etc"] }"#,
    );
    folder.write(
        ".github/plugin/marketplace.json",
        r#"{ "plugins": [{ "source": "./market/one", "agents": "./team" }, { "source": { "source": "github" } }, { "source": "../up" }] }"#,
    );
    folder.write(
        ".vscode/settings.json",
        "{\n  // Ours.\n  \"chat.agentFilesLocations\": { \"bots/vs\": true, \"off\": false, },\n  \
         \"chat.agentSkillsLocations\": { \"know/vs\": true },\n}\n",
    );
    folder.write("broken/.claude-plugin/plugin.json", "{ \"agents\": ");
    for (path, id) in [
        ("p/rev.md", "claude-code.plugin-agent"),
        ("p/bots/deep/x.md", "claude-code.plugin-agent"),
        ("p/agents/x.md", "claude-code.plugin-agent"),
        ("p/know/x/SKILL.md", "claude-code.skill"),
        ("p/skills/x/SKILL.md", "claude-code.skill"),
        ("p/commands/x.md", "claude-code.command"),
        ("p/agents/README.md", ""),
        ("p/notes.md", ""),
        ("p/.opencode/agent/x.md", "opencode.agent"),
        ("market/one/team/x.md", "copilot.agent"),
        ("market/one/agents/x.md", "copilot.agent"),
        ("market/one/skills/x/SKILL.md", "copilot.skill"),
        ("market/two/team/x.md", ""),
        ("bots/vs/x.md", "copilot.agent"),
        ("off/x.md", ""),
        ("know/vs/x/SKILL.md", "copilot.skill"),
        ("broken/bots/x.md", ""),
    ] {
        let text = if id.is_empty() { "# Notes\n" } else { AGENT };
        assert_eq!(kind(&folder.write(path, text)), id, "{path}");
    }
    // Another repository within is none of this one's business, and settings go first.
    folder.write("p/bots/inner/.git", "gitdir: elsewhere\n");
    assert_eq!(kind(&folder.write("p/bots/inner/x.md", "# Notes\n")), "");
    folder.write("agentls.toml", "[[locations]]\nfiles = [\"p/rev.md\"]\nkind = \"opencode.agent\"\n");
    assert_eq!(kind(&folder.0.join("p/rev.md")), "opencode.agent");
    assert_eq!(kind(&folder.0.join("p/bots/deep/x.md")), "claude-code.plugin-agent");
}

#[cfg(unix)]
#[test]
fn a_file_with_two_paths_is_one_file_with_the_readers_of_both() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("places-links");
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.write(".agents/skills/x/SKILL.md", AGENT);
    fs::create_dir_all(folder.0.join(".claude/agents")).unwrap();
    symlink("../.agents/skills", folder.0.join(".claude/skills")).unwrap();
    folder.write("shared/one.md", AGENT.replace("name: x", "name: one"));
    symlink("../../shared/one.md", folder.0.join(".claude/agents/one.md")).unwrap();
    symlink("one.md", folder.0.join(".claude/agents/again.md")).unwrap();
    symlink("../agents", folder.0.join(".claude/agents/circle")).unwrap();
    symlink("../../gone.md", folder.0.join(".claude/agents/gone.md")).unwrap();
    folder.write("elsewhere/team/two.md", AGENT.replace("name: x", "name: two"));
    symlink("../../elsewhere/team", folder.0.join(".claude/agents/team")).unwrap();
    let (code, out) = check_in(&folder.0, &["."]);
    assert!(out.contains("3 agent files checked"), "{out}");
    assert!(!out.contains("[duplicate-name]") && !out.contains("[shadowed-name]"), "{out}");
    assert_eq!(code, 0, "{out}");
    for path in [".agents/skills/x/SKILL.md", ".claude/skills/x/SKILL.md"] {
        let (_, out, _) = agentls(&[Path::new("--verdict"), &folder.0.join(path)]);
        assert!(out.contains("Gemini CLI") && out.contains("Claude Code"), "{path}: {out}");
    }
}

#[test]
fn the_working_folder_changes_nothing() {
    let folder = Folder::new("places-working");
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.write(".claude/agents/a.md", AGENT);
    let agents = folder.0.join(".claude/agents");
    for arguments in [&["."][..], &[".."], &["../.."], &["../agents", "."], &["../../.claude", "a.md"]] {
        let (code, out) = check_in(&agents, arguments);
        assert!(out.contains("1 agent file checked: no problems"), "{arguments:?}: {out}");
        assert_eq!(code, 0);
    }
    folder.write(".claude/agents/b.md", AGENT);
    for arguments in ["a.md b.md", ".", "..", "../../.claude/agents"] {
        let arguments: Vec<_> = arguments.split(' ').collect();
        let (_, out) = check_in(&agents, &arguments);
        assert_eq!(out.matches("[duplicate-name]").count(), 2, "{arguments:?}: {out}");
    }
    let paths = |arguments: &[&str]| {
        let (_, out) = check_in(&agents, arguments);
        out.lines().find(|line| line.contains("defined in")).unwrap_or_default().to_owned()
    };
    assert!(paths(&["."]).contains("`b.md`"));
    assert!(paths(&["../.."]).contains("`b.md`"));
}

#[test]
fn messages_name_paths_as_they_are_shown() {
    let folder = Folder::new("places-shown");
    folder.write("docs/ja/skills/x/SKILL.md", AGENT.to_owned() + "See [r](references/r.md).\n");
    let (_, out) = check_in(&folder.0, &["."]);
    assert!(out.contains("`docs/ja/skills/x/references/r.md`"), "{out}");
    let (_, out) = check_in(&folder.0, &[folder.0.to_str().unwrap()]);
    assert!(out.contains("`docs/ja/skills/x/references/r.md`"), "{out}");
    let (_, out) = check_in(&folder.0.join("docs"), &["../docs/ja"]);
    assert!(out.contains("`ja/skills/x/references/r.md`"), "{out}");
}

#[test]
fn a_dialect_of_the_project_adds_to_the_tools_rules() {
    let folder = Folder::new("places-own-dialect");
    let dialect = |head: &str| {
        format!(
            "{head}tool: House\nchecked: \"2026-11-29\"\nversions: ours\nsources: {{ us: \"https://example.org\" }}\n\
             documents:\n  - id: house.agent\n    title: House agent\n    role: agent\n    \
             globs: [\"**/.claude/agents/**/*.md\"]\n    fields:\n      \
             - {{ name: owner, types: [string], required: true, invalid: dropped, source: us, doc: Who looks after it. }}\n      \
             - {{ name: model, types: [string], source: us, doc: Ours., invalid: dropped, values: {{ closed: true, values: [{{ value: haiku, doc: x }}] }} }}\n"
        )
    };
    folder.write("agentls.toml", "dialects = [\"house.yaml\"]\n");
    folder.write("house.yaml", dialect("id: house\n"));
    folder.write(
        ".claude/agents/x.md",
        "---\nname: x\ndescription: d\nmodel: opus\nowner: [a]\nmaxTurns: many\n---\n",
    );
    folder.write(".claude/agents/y.md", "---\nname: y\nmodel: haiku\n---\n");
    let (_, out) = check_in(&folder.0, &["."]);
    assert!(out.contains("House drops this agent: `opus`"), "{out}");
    assert!(out.contains("`owner` must be") && out.contains("maxTurns"), "{out}");
    assert!(out.contains("`owner` is missing") && out.contains("`description` is missing"), "{out}");
    assert!(!out.contains("unknown-key"), "{out}");
    let (_, out, _) = agentls(&[Path::new("--verdict"), &folder.0.join(".claude/agents")]);
    assert!(out.contains("Claude Code 2.1"), "{out}");
}

/// An index of git, version 2, with these files.
fn git_index(names: &[&str]) -> Vec<u8> {
    let mut bytes = [b"DIRC".as_slice(), &[0, 0, 0, 2, 0, 0, 0, names.len() as u8]].concat();
    for name in names {
        let start = bytes.len();
        bytes.extend([&[0; 24][..], &[0, 0, 0o201, 0o244], &[0; 32], &[0, name.len() as u8]].concat());
        bytes.extend(name.as_bytes());
        bytes.extend(vec![0; 8 - (bytes.len() - start) % 8]);
    }
    bytes
}

#[test]
fn what_git_tracks_is_checked_though_it_is_ignored() {
    let folder = Folder::new("places-tracked");
    folder.write("main/.git/HEAD", "ref: refs/heads/main\n");
    let tracked = [".claude/agents/gone.md", ".claude/agents/x.md", "../out.md", "node_modules/SKILL.md"];
    folder.write("main/.git/index", git_index(&tracked));
    folder.write("main/.git/worktrees/wt/index", git_index(&[".claude/agents/x.md"]));
    folder.write("wt/.git", format!("gitdir: {}\n", folder.0.join("main/.git/worktrees/wt").display()));
    folder.write("broken/.git/index", "DIRC");
    for tree in ["main", "wt", "broken"] {
        folder.write(&format!("{tree}/.gitignore"), ".claude/\n");
        folder.write(&format!("{tree}/.claude/agents/x.md"), AGENT);
        folder.write(&format!("{tree}/.claude/agents/y.md"), AGENT.replace("name: x", "name: y"));
    }
    folder.write("main/node_modules/SKILL.md", AGENT);
    for (tree, part, count) in
        [("main", ".", "1 agent file "), ("wt", ".", "1 agent file "), ("broken", ".", "0 agent")]
    {
        let (_, out) = check_in(&folder.0.join(tree), &[part]);
        assert!(out.contains(count), "{tree}: {out}");
    }
    let (_, out) = check_in(&folder.0.join("main/.claude"), &["../../main"]);
    assert!(out.contains("1 agent file "), "{out}");
    folder.write("main/.gitignore", "agents/x.md\n");
    for (part, count) in [(".", "2 agent files "), ("agents", "2 agent files "), ("..", "2 agent files ")] {
        assert!(check_in(&folder.0.join("main/.claude"), &[part]).1.contains(count), "{part}");
    }
}

#[test]
fn a_baseline_holds_wherever_the_project_lies() {
    let (one, other) = (Folder::new("places-baseline-one"), Folder::new("places-baseline-two"));
    for folder in [&one, &other] {
        folder.write(".git/HEAD", "ref: refs/heads/main\n");
        for name in ["a", "b"] {
            folder.write(&format!(".claude/agents/{name}.md"), AGENT.to_owned() + "[g](../gone.md)\n");
        }
    }
    fs::create_dir_all(one.0.join("ci")).unwrap();
    fs::create_dir_all(other.0.join("ci")).unwrap();
    for file in ["known.json", "ci/known.json"] {
        for whole in [false, true] {
            let at =
                |folder: &Folder| if whole { folder.0.to_str().unwrap().to_owned() } else { ".".to_owned() };
            check_in(&one.0, &["--write-baseline", "--baseline", file, &at(&one)]);
            let text = fs::read_to_string(one.0.join(file)).unwrap();
            assert!(!text.contains("places-baseline") && text.contains("duplicate-name"), "{text}");
            fs::write(other.0.join(file), text).unwrap();
            let (code, out) = check_in(&other.0, &["--baseline", file, &at(&other)]);
            assert_eq!(code, 0, "{out}");
        }
    }
}

#[test]
fn servers_that_the_project_does_not_define_are_hints() {
    let folder = Folder::new("shared/places-servers");
    let agent = AGENT.replace("---\n\nYou", "tools: Read, mcp__githb__x, mcp__jira__y\n---\n\nYou");
    folder.write("p/.claude/agents/x.md", &agent);
    let root = folder.0.join("p");
    let (code, out) = check_in(&root, &["."]);
    assert_eq!((code, out.contains("unknown-server")), (0, false), "{out}");
    folder.write("p/.mcp.json", "{ \"mcpServers\": { \"github\": { \"command\": \"gh\" } } }");
    let (code, out) = check_in(&root, &["."]);
    assert_eq!(code, 1, "{out}");
    for said in
        ["no MCP server `githb`", "Did you mean `github`?", "no MCP server `jira`", "Its tools are missing"]
    {
        assert!(out.contains(said), "{said}: {out}");
    }
    // The files above define servers as well, and one that cannot be used says nothing of the others.
    folder.write(".mcp.json", "{ \"mcpServers\": { \"jira\": { \"command\": \"jira\" } } }");
    let (_, out) = check_in(&root, &["."]);
    assert!(out.contains("`githb`") && !out.contains("`jira`"), "{out}");
    folder.write("p/.mcp.json", "{ \"mcpServers\": ");
    let (_, out) = check_in(&root, &["."]);
    assert!(!out.contains("unknown-server"), "{out}");
}
