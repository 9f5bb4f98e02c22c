//! Agent files that are no markdown, in the editor and on the command line.

use std::process::Command;

use serde_json::json;

use crate::support::{Client, Folder, at, of};

const AGENT: &str = "name = \"reviewer\"\ndescription = \"Reviews.\"\ndeveloper_instructions = \"Review.\"\nsandbox_mode = \"x\"\n";

#[test]
fn a_codex_agent_in_an_editor() {
    let folder = Folder::new();
    folder.write(".codex/agents/deep/other.toml", &AGENT.replace("reviewer", "other"));
    let uri = folder.uri(".codex/agents/reviewer.toml");
    let mut client = Client::in_folder(&folder);
    client.open(&uri, AGENT);
    client.codes_until(&uri, &["unknown-value"]);
    client.edit(&uri, 2, [3, 16, 3, 17], "");
    client.codes_until(&uri, &[]);
    let found = client.call("textDocument/completion", at(&uri, 3, 16)).unwrap();
    let items = found.get("items").unwrap_or(&found).as_array().unwrap().clone();
    let labels: Vec<_> = items.iter().map(|item| item["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["read-only", "workspace-write", "danger-full-access"]);
    let hover = client.call("textDocument/hover", at(&uri, 0, 1)).unwrap();
    assert!(hover["contents"].to_string().contains("What the agent is called"), "{hover}");
    let symbols = client.call("textDocument/documentSymbol", of(&uri)).unwrap();
    let names: Vec<_> = symbols.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["name", "description", "developer_instructions", "sandbox_mode"]);
    client.until_same(
        |client| {
            let found = client.call("workspace/symbol", json!({ "query": "other" })).unwrap();
            found.as_array().unwrap().iter().map(|it| it["name"].clone()).collect()
        },
        &json!(["other"]),
    );
    client.finish_amid_messages();
}

#[test]
fn agents_in_other_formats_are_checked_and_mended() {
    let folder = Folder::new();
    folder.write(".codex/agents/a.toml", &AGENT.replace("\"x\"", "\"readonly\""));
    folder.write(".cline/agents/b.yaml", "---\nname: b\n---\n\nDo.\n");
    folder.write(".agents/skills/s/SKILL.md", "---\nname: s\ndescription: d\n---\nDo.\n");
    folder.write(".agents/skills/s/agents/openai.yaml", "policy:\n  allow_implicit_invocation: \"no\"\n");
    folder.write("config.toml", "color = 1\n");
    folder.write("docs/x.yaml", "---\nname: b\n---\n");
    let agentls = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
        let output = command.args(arguments).current_dir(folder.path("")).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let report: serde_json::Value =
        serde_json::from_str(&agentls(&["check", "--format", "json", "."])).unwrap();
    let files = report["files"].as_array().unwrap();
    let paths: Vec<_> = files.iter().map(|file| file["path"].as_str().unwrap().replace('\\', "/")).collect();
    assert_eq!(
        paths,
        [".agents/skills/s/agents/openai.yaml", ".cline/agents/b.yaml", ".codex/agents/a.toml"],
        "{report}"
    );
    assert_eq!(report["summary"]["files"], 4, "{report}");
}
