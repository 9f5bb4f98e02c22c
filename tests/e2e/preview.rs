//! `agentls preview` and `agentls/preview`.

use std::process::Command;

use serde_json::{Value, json};

use crate::support::{Client, Folder, of};

fn run(folder: &Folder, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
    let output = command.arg("preview").args(arguments).current_dir(folder.path("")).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

const COMMAND: &str = "---\ndescription: Fixes an issue.\nallowed-tools: Bash(git *)\n---\nFix $0: $ARGUMENTS. Now: !`git status $0`\n";

#[test]
fn a_command_is_shown_with_its_arguments_and_nothing_runs() {
    let folder = Folder::new();
    folder.write(".claude/commands/fix.md", COMMAND);
    folder.write(".claude/commands/touch.md", "Now: !`touch ran`\n");
    let (code, out, err) = run(&folder, &[".claude/commands/fix.md", "--args", "12 --now"]);
    assert_eq!((code, &*err), (Some(0), ""));
    assert_eq!(
        out,
        ".claude/commands/fix.md: Claude Code command in Claude Code 2.1.332\n  loads\n\n  name          /fix\n  \
         description   Fixes an issue. (15 characters, about 4 tokens)\n  allowed-tools Bash(git *)\n\nSent as a message (53 characters, about 14 tokens):\n  \
         | Fix 12: 12 --now. Now: [runs at load: git status 12]\n  |\n"
    );
    assert_eq!(run(&folder, &[".claude/commands/touch.md"]).0, Some(0));
    assert!(!folder.path("ran").exists() && !folder.path(".claude/commands/ran").exists());
}

#[test]
fn json_has_the_same() {
    let folder = Folder::new();
    folder.write(".claude/agents/a.md", "---\nname: a\ndescription: d\ntools: Read, Nope\n---\nDo \u{1b}.\n");
    let (code, out, _) = run(&folder, &["--format=json", ".claude/agents/a.md"]);
    assert!(!out.contains('\u{1b}'), "{out}");
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &found["verdict"]["outcome"]), (Some(0), &json!("loads")));
    assert_eq!(found["loaded"]["tools"]["names"], json!(["Read"]));
    assert_eq!(found["loaded"]["tools"]["lost"][0]["name"], "Nope");
    assert_eq!(found["loaded"]["prompt"]["text"], "Do \u{1b}.");
}

#[test]
fn a_dropped_file_has_a_code_and_a_reason_only() {
    let folder = Folder::new();
    folder.write(".claude/agents/a.md", "---\nname: a\n---\nDo.\n");
    let (code, out, _) = run(&folder, &[".claude/agents/a.md"]);
    assert_eq!(code, Some(3));
    assert!(
        out.ends_with("  1:1: does not load: `description` is missing\n") && out.lines().count() == 2,
        "{out}"
    );
}

#[test]
fn what_cannot_be_shown_is_an_error() {
    let folder = Folder::new();
    folder.write("x.md", "Text.\n");
    folder.write(".claude/agents/a.md", "---\nname: a\ndescription: d\n---\nDo.\n");
    for (arguments, says) in [
        (&["x.md"][..], "x.md: this is no file of a tool that agentls knows\n"),
        (&["absent.md"], "absent.md"),
        (
            &[".claude/agents/a.md", "--tool=claude-cod"],
            "--tool: unknown tool `claude-cod`. Did you mean `claude-code`?",
        ),
        (&[".claude/agents/a.md", "--tool=gemini-cli"], "`gemini-cli` reads no such file here\n"),
    ] {
        let (code, out, err) = run(&folder, arguments);
        assert_eq!((code, &*out), (Some(2), ""), "{arguments:?}");
        assert!(err.contains(says), "{err}");
    }
}

#[test]
fn files_outside_of_the_project_are_not_read() {
    let folder = Folder::new();
    folder.write("secret.md", "SECRET\n");
    folder.write("project/.git/HEAD", "");
    folder.write("project/near.md", "NEAR\n");
    let outside = folder.path("secret.md");
    let text = format!("@near.md @../secret.md @{}\n", outside.display());
    folder.write("project/CLAUDE.md", &text);
    let (_, out, _) = run(&folder, &["project/CLAUDE.md"]);
    assert!(out.contains("  | NEAR\n") && !out.contains("SECRET"), "{out}");
    assert!(out.contains("Not read"), "{out}");
}

#[test]
fn the_server_previews_what_the_editor_has() {
    let folder = Folder::new();
    folder.write("notes.md", "Notes.\n");
    let uri = folder.uri("CLAUDE.md");
    let mut client = Client::ready();
    client.open(&uri, "See @notes.md\n");
    let found = client.call("agentls/preview", of(&uri)).unwrap();
    let text = found["text"].as_str().unwrap();
    assert!(text.starts_with("CLAUDE.md: CLAUDE.md in Claude Code\n"), "{text}");
    assert!(text.contains("  | See @notes.md\n") && text.contains("  | Notes.\n"), "{text}");
    client.edit(&uri, 2, [0, 0, 0, 3], "Read");
    let mut question = of(&uri);
    let found = client.call("agentls/preview", question.clone()).unwrap();
    assert_eq!(found["preview"]["loaded"]["prompt"]["text"], "Read @notes.md");
    question["tool"] = json!("gemini-cli");
    let found = client.call("agentls/preview", question).unwrap();
    assert_eq!(
        found,
        json!({ "text": "No preview: `gemini-cli` reads no such file here.\n", "preview": null })
    );
    let command = folder.uri(".claude/commands/fix.md");
    client.open(&command, COMMAND);
    let mut question = of(&command);
    question["args"] = json!("7");
    let found = client.call("agentls/preview", question).unwrap();
    assert!(found["text"].as_str().unwrap().contains("Fix 7: 7."), "{found}");
    assert_eq!(client.call("agentls/preview", of("file:///w/other.md")), Ok(Value::Null));
    client.finish_amid_findings();
}
