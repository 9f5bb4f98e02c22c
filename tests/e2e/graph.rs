//! `agentls/graph`: the graph of the command line, as an editor asks for it.

use std::process::Command;

use serde_json::{Value, json};

use crate::support::{Client, Folder, agent};

#[test]
fn the_graph_is_that_of_the_command_line_and_follows_edits() {
    let folder = Folder::new();
    folder.write(".claude/agents/coder.md", &agent("coder", "@agent-lead and @agent-gone\n"));
    folder.write(".claude/agents/lead.md", &agent("lead", "Use the `coder` agent.\n"));
    folder.write("docs/x.md", "x\n");
    folder.write("CLAUDE.md", "@docs/x.md\n");
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri(".claude/agents/lead.md");
    let asked = client.call("agentls/graph", json!({ "workspaceFolder": folder.uri("") })).unwrap();
    assert_eq!(client.call("agentls/graph", json!({})).unwrap(), asked);
    let output = Command::new(env!("CARGO_BIN_EXE_agentls"))
        .args(["graph", "--format=json"])
        .current_dir(folder.path(""))
        .output()
        .unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap(), asked);
    let totals = json!({ "files": 4, "edges": 4, "dead": 1, "cycles": 1, "islands": 0, "dropped": 0 });
    assert_eq!(asked["totals"], totals);
    // What is not saved counts.
    client.open(&uri, &agent("lead", "Do it.\n"));
    client.codes(&uri);
    let asked = client.call("agentls/graph", json!({})).unwrap();
    assert_eq!((&asked["totals"]["cycles"], &asked["totals"]["edges"]), (&json!(0), &json!(3)));
    client.finish();
    assert_eq!(Client::ready().call("agentls/graph", json!({})), Ok(Value::Null));
}

#[test]
#[cfg(unix)]
fn a_file_that_links_lead_to_is_there_once() {
    let folder = Folder::new();
    folder.write("shared/.claude/agents/coder.md", &agent("coder", "Do it.\n"));
    folder.write(".claude/agents/lead.md", &agent("lead", "@agent-coder\n"));
    std::os::unix::fs::symlink("../../shared/.claude/agents", folder.path(".claude/agents/link")).unwrap();
    let mut client = Client::in_folder(&folder);
    let asked = client.call("agentls/graph", json!({})).unwrap();
    let nodes = asked["nodes"].as_array().unwrap();
    let names: Vec<_> = nodes.iter().filter_map(|node| node["path"].as_str()).collect();
    assert_eq!(names.iter().filter(|path| path.ends_with("coder.md")).count(), 2, "{names:?}");
    let outside: Vec<_> = nodes.iter().filter(|node| node["outside"] == true).collect();
    assert_eq!(outside.len(), 1, "{asked}");
}
