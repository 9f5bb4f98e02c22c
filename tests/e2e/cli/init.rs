//! What `agentls init` writes for agents, and that it leaves alone what a person wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::{Folder, run};

/// The agents whose files are in `editors/agents`, besides Claude Code, which has a plugin there.
const AGENTS: [&str; 7] = ["codex", "copilot", "cursor", "gemini-cli", "kilo", "opencode", "qwen-code"];

fn init(agent: &str, folder: &Path) -> (i32, String, String) {
    run(&[Path::new("init"), Path::new("--agent"), Path::new(agent), folder])
}

/// The files below a folder, by their paths in it.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        if entry.is_dir() {
            found.extend(files(&entry).into_iter().map(|(path, text)| (format!("{name}/{path}"), text)));
        } else {
            found.insert(name, fs::read_to_string(&entry).unwrap());
        }
    }
    found
}

fn ours(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/agents").join(path)
}

fn parsed(path: impl AsRef<Path>) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn what_it_writes_is_what_editors_agents_has() {
    for agent in AGENTS {
        let folder = Folder::new(&format!("init-{agent}"));
        let (code, out, err) = init(agent, &folder.0);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        assert_eq!(
            files(&folder.0),
            files(&ours(agent)),
            "`agentls init --agent {agent}` in editors/agents/{agent}"
        );
        let again = init(agent, &folder.0);
        assert_eq!(
            (again.0, again.1.matches(" has it already\n").count()),
            (0, files(&folder.0).len()),
            "{}",
            again.1
        );
    }
    let folder = Folder::new("init-claude-code");
    init("claude-code", &folder.0);
    assert_eq!(parsed(folder.0.join(".claude/settings.json")), parsed(ours("claude-code/hooks/hooks.json")));
}

#[test]
fn the_readme_shows_each_file() {
    let readme = fs::read_to_string(ours("README.md")).unwrap();
    for agent in AGENTS {
        for path in files(&ours(agent)).into_keys() {
            assert!(readme.contains(&format!("]({agent}/{path})")), "{agent}/{path}");
        }
        assert!(readme.contains(&format!("agentls init --agent {agent}")), "{agent}");
    }
}

#[test]
fn settings_of_a_person_are_added_to_and_otherwise_kept() {
    let folder = Folder::new("init-added");
    let own = "{\n    \"model\":   \"opus\",\n    \"hooks\": {\"Stop\": []}\n}";
    let path = folder.write(".claude/settings.json", own);
    let (code, out, _) = init("claude-code", &folder.0);
    assert_eq!(code, 0);
    assert!(out.contains(".claude/settings.json added to; what was there is as it was\n"), "{out}");
    let text = fs::read_to_string(&path).unwrap();
    let (start, end) = (own.strip_suffix("}\n}").unwrap(), "}\n}");
    assert!(text.starts_with(start) && text.ends_with(end), "{text}");
    let mut value = parsed(&path);
    assert_eq!(
        value["hooks"]["PostToolUse"].take(),
        parsed(ours("claude-code/hooks/hooks.json"))["hooks"]["PostToolUse"]
    );
}

#[test]
fn what_cannot_be_added_to_is_left_and_the_rest_is_shown() {
    let texts = ["{\n  // mine\n  \"lsp\": {}\n}\n", "{\"lsp\": true}", "no JSON", "{\"lsp\": {},}"];
    for text in texts.map(str::as_bytes).into_iter().chain([&b"{\"a\": \"\xff\"}"[..]]) {
        let folder = Folder::new("init-kept");
        let path = folder.write("opencode.jsonc", text);
        let (code, out, _) = init("opencode", &folder.0);
        assert_eq!(code, 1, "{out}");
        assert_eq!(fs::read(&path).unwrap(), text);
        let (_, shown) = out.split_once("opencode.jsonc left as it is: ").unwrap();
        let (_, json) = shown.split_once("Add to it:\n").unwrap();
        let (json, _) = json.split_once("\n  OpenCode ").unwrap();
        assert_eq!(serde_json::from_str::<Value>(json).unwrap(), parsed(ours("opencode/opencode.json")));
        assert!(!folder.0.join("opencode.json").exists(), "the other name of the file is not written");
    }
}

#[test]
fn what_cannot_be_written_is_said() {
    let folder = Folder::new("init-failed");
    folder.write(".qwen", "a file");
    let (code, out, err) = init("qwen-code", &folder.0);
    assert!(code == 2 && err.contains(".qwen/settings.json: "), "{err}");
    assert!(out.contains(".lsp.json written"), "the other file is: {out}");
    let (code, _, err) = init("claude", &folder.0);
    assert_eq!(code, 2);
    let known = "claude-code, codex, copilot, cursor, gemini-cli, kilo, opencode, qwen-code";
    assert_eq!(
        err,
        format!("agentls: unknown agent `claude`. Did you mean `claude-code`? Known are {known}\n")
    );
}

#[test]
fn the_plugin_is_of_this_version_and_its_files_have_no_problem() {
    assert_eq!(parsed(ours("claude-code/.claude-plugin/plugin.json"))["version"], env!("CARGO_PKG_VERSION"));
    let marketplace = parsed(ours(".claude-plugin/marketplace.json"));
    assert_eq!(marketplace["plugins"][0]["source"], "./claude-code");
    assert_eq!(
        marketplace["plugins"][0]["name"],
        parsed(ours("claude-code/.claude-plugin/plugin.json"))["name"]
    );
    let extensions = json!({".md": "markdown", ".mdc": "markdown"});
    assert_eq!(parsed(ours("claude-code/.lsp.json"))["agentls"]["extensionToLanguage"], extensions);
    let (code, out, err) = run(&[Path::new("check"), Path::new("--severity=hint"), &ours("")]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "1 agent file checked: no problems\n", ""));
    let (code, out, _) = run(&[Path::new("check"), Path::new("--verdict"), &ours("")]);
    assert!(code == 0 && !out.contains("- ") && out.contains("Claude Code skill\n"), "{out}");
}

/// The skill names commands and options of this program.
#[test]
fn the_skill_tells_of_commands_that_there_are() {
    let skill = fs::read_to_string(ours("claude-code/skills/agent-files/SKILL.md")).unwrap();
    let mut told = 0;
    for command in skill.split("agentls ").skip(1) {
        let words: Vec<_> = command.split(['`', '#', '\n']).next().unwrap().split_whitespace().collect();
        let [name, options @ ..] = &words[..] else { continue };
        let help = run(&[Path::new(name), Path::new("--help")]);
        if help.0 != 0 {
            continue;
        }
        for option in options.iter().filter(|word| word.starts_with("--")) {
            assert!(help.1.contains(option), "agentls {name} has no {option}");
        }
        told += 1;
    }
    assert!(told >= 8, "{told}");
}
