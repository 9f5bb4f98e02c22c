//! Where files lie, as editors see it: places that manifests name, and files that almost lie where a tool looks.

use serde_json::json;

use super::check;
#[cfg(unix)]
use super::messages;
use crate::support::{Client, Folder, at};

const AGENT: &str = "---\nname: x\ndescription: Does x.\n---\n";

#[test]
fn a_file_in_a_wrong_place_is_told_where_it_belongs() {
    let folder = Folder::new();
    let mut client = Client::in_folder(&folder);
    let near = folder.uri("app/.claude/agent/x.md");
    folder.write("app/.claude/agent/x.md", AGENT);
    client.open(&near, AGENT);
    client.codes_until(&near, &["wrong-place"]);
    let skill = folder.uri(".claude/skills/x.md");
    client.open(&skill, AGENT);
    client.codes_until(&skill, &["wrong-place"]);
    // Where its right path is taken, it may be something else.
    folder.write(".claude/skills/x/SKILL.md", AGENT);
    client.codes_until(&skill, &[]);
    client.finish_amid_findings();
}

#[test]
fn a_file_is_found_in_folders_that_come_to_be_one_by_one() {
    let folder = Folder::new();
    let mut client = Client::in_folder(&folder);
    for round in 0..40 {
        let mut path = format!("p{round}");
        let skill = folder.uri(&format!("{path}/.claude/skills/x.md"));
        client.open(&skill, AGENT);
        client.codes_until(&skill, &["wrong-place"]);
        // The system tells of each folder on its own; how far the server has come by then differs from round to round.
        for part in [".claude", "skills", "x"] {
            path = format!("{path}/{part}");
            std::fs::create_dir_all(folder.path(&path)).unwrap();
            let _ = client.call("agentls/nothing", json!(null));
        }
        folder.write(&format!("{path}/SKILL.md"), AGENT);
        client.codes_until(&skill, &[]);
    }
    client.finish_amid_findings();
}

#[test]
fn a_manifest_counts_as_soon_as_it_names_a_place() {
    let folder = Folder::new();
    folder.write("p/.claude-plugin/plugin.json", "{ \"name\": \"p\" }");
    folder.write("p/bots/x.md", "---\nname: rev\ndescription: Reviews.\nmaxTurns: [a]\n---\n");
    let mut client = Client::in_folder(&folder);
    let caller = folder.uri("p/commands/caller.md");
    client.open(&caller, "---\ndescription: d\n---\n@agent-rev\n");
    assert_eq!(client.call("textDocument/definition", at(&caller, 3, 9)).unwrap(), json!(null));
    folder.write("p/.claude-plugin/plugin.json", "{ \"name\": \"p\", \"agents\": \"./bots\" }");
    let bot = folder.uri("p/bots/x.md");
    client.until("textDocument/definition", &at(&caller, 3, 9), |found| found[0]["targetUri"] == bot);
    let (_, out, _) = check(&folder, &["check", "--severity=hint", "."]);
    assert!(out.contains("1 agent file checked: 1 warning"), "{out}");
    client.finish_amid_findings();
}

#[test]
fn the_servers_of_a_project_are_followed_while_a_file_is_open() {
    let folder = Folder::new();
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri(".claude/agents/x.md");
    client.open(&uri, "---\nname: x\ndescription: Does x.\ntools: Read, mcp__githb__x\n---\n");
    assert_eq!(client.codes(&uri), [""; 0], "no file says which servers there are");
    folder.write(".mcp.json", "{ \"mcpServers\": { \"github\": {} } }");
    client.codes_until(&uri, &["unknown-server"]);
    folder.write(".mcp.json", "{ \"mcpServers\": { \"githb\": {} } }");
    client.codes_until(&uri, &[]);
    folder.write(".mcp.json", "{ \"mcpServers\": {} }");
    client.codes_until(&uri, &["unknown-server"]);
    // A plugin brings servers along.
    folder.write(".claude-plugin/plugin.json", "{ \"name\": \"p\" }");
    client.codes_until(&uri, &[]);
    std::fs::remove_dir_all(folder.path(".claude-plugin")).unwrap();
    client.codes_until(&uri, &["unknown-server"]);
    std::fs::remove_file(folder.path(".mcp.json")).unwrap();
    client.codes_until(&uri, &[]);
    client.finish_amid_findings();
}

#[test]
fn a_client_that_watches_files_is_asked_for_those_of_servers() {
    let folder = Folder::new();
    let mut client = Client::in_process();
    client.initialize_watching(&[&folder.uri("")]);
    let asked = client.wait(|message| message["method"] == "client/registerCapability");
    let watchers = &asked["params"]["registrations"][0]["registerOptions"]["watchers"];
    assert!(watchers.as_array().unwrap().contains(&json!({ "globPattern": "**/.mcp.json" })), "{asked}");
    client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": null }));
    let uri = folder.uri(".claude/agents/x.md");
    client.open(&uri, "---\nname: x\ndescription: Does x.\ntools: Read, mcp__githb__x\n---\n");
    assert_eq!(client.codes(&uri), [""; 0]);
    folder.write(".mcp.json", "{ \"mcpServers\": { \"github\": {} } }");
    let changes = json!({ "changes": [{ "uri": folder.uri(".mcp.json"), "type": 1 }] });
    client.notify("workspace/didChangeWatchedFiles", changes);
    client.codes_until(&uri, &["unknown-server"]);
    client.ignore("client/registerCapability");
    client.finish_amid_findings();
}

#[cfg(unix)]
#[test]
fn a_linked_file_is_no_duplicate_of_itself() {
    let folder = Folder::new();
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.write("shared/x.md", AGENT);
    std::fs::create_dir_all(folder.path(".claude/agents/deep")).unwrap();
    for (target, link) in [("../../shared/x.md", "x.md"), ("x.md", "y.md"), ("../x.md", "deep/z.md")] {
        std::os::unix::fs::symlink(target, folder.path(".claude/agents").join(link)).unwrap();
    }
    let mut client = Client::in_folder(&folder);
    let other = folder.uri(".claude/agents/other.md");
    client.open(&other, "---\nname: other\ndescription: d\n---\n@agent-x\n");
    client.until("textDocument/definition", &at(&other, 4, 8), |found| found[0]["targetUri"].is_string());
    let link = folder.uri(".claude/agents/x.md");
    client.open(&link, &AGENT.replace("Does x.", "Does x.\nmaxTurns: many"));
    let found = client.findings(&link);
    assert!(messages(&found).iter().all(|message| !message.contains("is defined in")), "{found:?}");
    client.finish_amid_findings();
}

#[test]
fn excluded_files_have_no_diagnostics_and_are_not_drawn() {
    const BROKEN: &str = "---\nname: x\ndescription: \"d\n---\n";
    let folder = Folder::new();
    folder.write("agentls.toml", "exclude = ['vendor']\n");
    folder.write("vendor/.claude/agents/z.md", BROKEN);
    let mut client = Client::in_folder(&folder);
    let (left_out, checked) = (folder.uri("vendor/.claude/agents/x.md"), folder.uri(".claude/agents/y.md"));
    client.open(&left_out, BROKEN);
    assert_eq!(client.findings(&left_out), [json!(null); 0]);
    client.open(&checked, BROKEN);
    client.codes_until(&checked, &["unclosed-quote"]);
    let graph = client.call("agentls/graph", json!({})).unwrap().to_string();
    assert!(graph.contains("y.md") && !graph.contains("vendor"), "{graph}");
    client.finish_amid_findings();
}
