//! `agentls check --verdict`, and how many files are loaded by no tool.

use std::path::Path;

use serde_json::Value;

use super::{BROKEN, Folder, SOUND, agentls, command};

/// The verdicts on a folder, with further arguments.
fn verdicts(arguments: &[&str], folder: &Folder) -> (i32, String) {
    let arguments = ["--verdict"].iter().chain(arguments).map(Path::new);
    let (code, out, err) = agentls(&arguments.chain([&*folder.0]).collect::<Vec<_>>());
    assert_eq!(err, "");
    (code, out)
}

/// Two files that Gemini CLI loads, and one that no tool does.
fn three_files(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write(".gemini/agents/a.md", SOUND.replace("name: x", "name: a"));
    folder.write(".gemini/agents/b.md", BROKEN);
    folder.write(".gemini/agents/c.md", SOUND.replace("name: x", "name: c"));
    folder
}

#[test]
fn the_summary_counts_files_that_no_tool_loads() {
    let folder = three_files("summary-not-loaded");
    let (_, out, _) = agentls(&[&folder.0]);
    assert!(out.ends_with("\n3 agent files checked: 1 error; 1 is loaded by no tool (--verdict)\n1 fixable with `agentls fix`\n"), "{out}");
    folder.write(".gemini/agents/d.md", BROKEN);
    let (_, out, _) = agentls(&[&folder.0]);
    assert!(out.contains("; 2 are loaded by no tool"), "{out}");
    let (_, out, _) = agentls(&[Path::new("--format=json"), &folder.0]);
    let all: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(all["summary"]["notLoaded"], 2);
}

#[test]
fn a_validator_is_no_tool() {
    let folder = Folder::new("summary-validator");
    // `skills-ref` rejects the braces, and tools load it.
    folder.write(".agents/skills/x/SKILL.md", "---\nname: x\ndescription: d\nmetadata: {a: b}\n---\nText.\n");
    assert!(!agentls(&[&folder.0]).1.contains("loaded by no tool"));
    let (code, out) = verdicts(&["--only=not-loaded"], &folder);
    assert_eq!((code, &*out), (0, "1 agent file checked\n"));
    assert_eq!(verdicts(&["--only=not-loaded", "--target=agent-skills"], &folder).0, 3);
}

#[test]
fn only_what_is_not_loaded_is_listed_with_totals() {
    let folder = three_files("verdict-only");
    let (code, out) = verdicts(&["--only", "not-loaded"], &folder);
    assert_eq!(code, 3);
    assert!(out.contains("b.md") && !out.contains("a.md") && !out.contains("loads it"), "{out}");
    let totals = out.split_once("\n\n").unwrap().1;
    assert!(totals.starts_with("1 of 3 does not load in Gemini CLI\n"), "{out}");
    assert!(out.ends_with("\n3 agent files checked: 1 is loaded by no tool\n"), "{out}");
    let (code, all) = verdicts(&[], &folder);
    assert_eq!(code, 3);
    assert!(all.contains("a.md: Gemini CLI subagent\n  Gemini CLI 0.") && all.ends_with(totals), "{all}");
    let (code, out) = verdicts(&["--only=not-loaded", "--format=json"], &folder);
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, found.as_array().unwrap().len()), (3, 1));
    let tools = found[0]["tools"].as_array().unwrap();
    assert!(tools.iter().all(|tool| tool["outcome"] == "dropped"), "{out}");
}

#[test]
fn the_exit_code_is_of_the_tools_that_count() {
    let folder = Folder::new("verdict-code");
    folder.write(".claude/agents/a.md", SOUND);
    assert_eq!(verdicts(&[], &folder).0, 0);
    // Claude Code puts quotes around the description, and Copilot does not.
    folder.write(".claude/agents/b.md", "---\nname: b\ndescription: Use this: now\n---\n");
    assert_eq!(verdicts(&[], &folder).0, 0);
    assert_eq!(verdicts(&["--target=copilot"], &folder).0, 3);
    folder.write("agentls.toml", "targets = ['nobody']\n");
    assert_eq!(command(&["check", "--verdict", folder.0.to_str().unwrap()]).0, 2);
    let (code, _, err) = command(&["check", "--only=not-loaded", "."]);
    assert!(code == 2 && err.contains("--verdict"), "{err}");
}
