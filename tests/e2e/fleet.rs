//! Agents across files over the protocol: definition, references, rename, and what changes on disk.

use std::fs;

use crate::support::{Client, Folder, at, range_of};
use serde_json::{Value, json};

/// A client with a workspace in a folder.
fn client(folder: &Folder) -> Client {
    let mut client = Client::in_process();
    client.initialize_in(&[&folder.uri("")], &["utf-8"]);
    client
}

fn agent(name: &str, body: &str) -> String {
    format!("---\nname: {name}\ndescription: What {name} does.\n---\n\n{body}")
}

/// The places of locations, as file and line.
fn places(folder: &Folder, locations: &Value) -> Vec<(String, u64)> {
    let place = |location: &Value| {
        let file = location["uri"].as_str().unwrap().strip_prefix(&folder.uri("")).unwrap();
        let file = file.trim_start_matches('/').to_owned();
        (file, location["range"]["start"]["line"].as_u64().unwrap())
    };
    locations.as_array().unwrap().iter().map(place).collect()
}

#[test]
fn definition_references_and_highlights() {
    let folder = Folder::new();
    folder.write(".claude/agents/coder.md", &agent("coder", "The coder.\n"));
    folder.write(".claude/agents/lead.md", &agent("lead", "Use the `coder` agent.\n"));
    folder.write("docs/.claude/agents/other.md", &agent("other", "`subagent_type: \"coder\"`\n"));
    folder.write("node_modules/x/.claude/agents/x.md", &agent("x", "@agent-coder\n"));
    let mut client = client(&folder);
    let uri = folder.uri("CLAUDE.md");
    client.open(&uri, "Ask @agent-coder.\n");
    assert_eq!(client.codes(&uri), [""; 0]);
    let found = client.call("textDocument/definition", at(&uri, 0, 13)).unwrap();
    assert_eq!(found[0]["targetUri"], folder.uri(".claude/agents/coder.md"));
    assert_eq!(found[0]["targetRange"], range_of([1, 6, 1, 11]));
    assert_eq!(found[0]["originSelectionRange"], range_of([0, 11, 0, 16]));
    let ask = |with| {
        let mut params = at(&uri, 0, 13);
        params["context"] = json!({ "includeDeclaration": with });
        params
    };
    let lead = (".claude/agents/lead.md".to_owned(), 5);
    let other = ("docs/.claude/agents/other.md".to_owned(), 5);
    let own = ("CLAUDE.md".to_owned(), 0);
    let found = client.call("textDocument/references", ask(false)).unwrap();
    assert_eq!(places(&folder, &found), [lead.clone(), own.clone(), other.clone()]);
    let found = client.call("textDocument/references", ask(true)).unwrap();
    assert_eq!(places(&folder, &found), [(".claude/agents/coder.md".to_owned(), 1), lead, own, other]);
    let found = client.call("textDocument/documentHighlight", at(&uri, 0, 13)).unwrap();
    assert_eq!(found, json!([{ "range": range_of([0, 11, 0, 16]), "kind": 2 }]));
    assert_eq!(client.call("textDocument/definition", at(&uri, 0, 1)).unwrap(), Value::Null);
    client.finish();
}

#[test]
fn a_rename_is_one_edit_with_the_file() {
    let folder = Folder::new();
    folder.write(".claude/agents/coder.md", &agent("coder", "The coder.\n"));
    folder.write(".claude/agents/lead.md", &agent("lead", "Use the `coder` agent.\n"));
    let mut client = client(&folder);
    let uri = folder.uri("CLAUDE.md");
    client.open(&uri, "Ask @agent-coder.\n");
    assert_eq!(client.codes(&uri), [""; 0]);
    let found = client.call("textDocument/prepareRename", at(&uri, 0, 13)).unwrap();
    assert_eq!(found, json!({ "range": range_of([0, 11, 0, 16]), "placeholder": "coder" }));
    let rename = |to: &str| {
        let mut params = at(&uri, 0, 13);
        params["newName"] = json!(to);
        params
    };
    let edit = client.call("textDocument/rename", rename("writer")).unwrap();
    let edited = |file: &str, version: Value, range: [u32; 4]| {
        json!({
            "textDocument": { "uri": folder.uri(file), "version": version },
            "edits": [{ "range": range_of(range), "newText": "writer" }],
        })
    };
    let changes = json!([
        edited(".claude/agents/coder.md", Value::Null, [1, 6, 1, 11]),
        edited(".claude/agents/lead.md", Value::Null, [5, 9, 5, 14]),
        edited("CLAUDE.md", json!(1), [0, 11, 0, 16]),
        {
            "kind": "rename",
            "oldUri": folder.uri(".claude/agents/coder.md"),
            "newUri": folder.uri(".claude/agents/writer.md"),
        },
    ]);
    assert_eq!(edit, json!({ "documentChanges": changes }));
    for (to, why) in [("lead", "is the name of another one already"), ("a b", "cannot be a name")] {
        let error = client.call("textDocument/rename", rename(to)).unwrap_err();
        assert!(error["message"].as_str().unwrap().contains(why), "{error}");
    }
    client.finish();
}

#[test]
fn an_open_document_counts_and_not_its_file() {
    let folder = Folder::new();
    folder.write(".claude/agents/coder.md", &agent("coder", ""));
    let mut client = client(&folder);
    let (uri, own) = (folder.uri("CLAUDE.md"), folder.uri(".claude/agents/coder.md"));
    client.open(&own, &agent("writer", ""));
    client.findings(&own);
    client.open(&uri, "Ask @agent-coder, then @agent-writer.\n");
    client.ignore("textDocument/publishDiagnostics");
    let found = client.call("textDocument/definition", at(&uri, 0, 32)).unwrap();
    assert_eq!(found[0]["targetUri"], own);
    assert_eq!(client.call("textDocument/definition", at(&uri, 0, 12)).unwrap(), Value::Null);
    // What was typed and not saved is gone with the document.
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": own } }));
    client.until("textDocument/definition", &at(&uri, 0, 12), |found| !found.is_null());
    client.ignore("textDocument/publishDiagnostics");
    client.finish();
}

#[test]
fn files_that_come_and_go_are_seen() {
    let folder = Folder::new();
    folder.write(".claude/agents/lead.md", &agent("lead", ""));
    let mut client = client(&folder);
    let uri = folder.uri("CLAUDE.md");
    client.open(&uri, "Ask @agent-coder, @agent-deep.\n");
    assert_eq!(client.call("textDocument/definition", at(&uri, 0, 12)).unwrap(), Value::Null);
    // This client watches nothing: the server does.
    folder.write(".claude/agents/coder.md", &agent("coder", ""));
    client.until("textDocument/definition", &at(&uri, 0, 12), |found| !found.is_null());
    folder.write(".claude/agents/new/folder/deep.md", &agent("deep", ""));
    client.until("textDocument/definition", &at(&uri, 0, 26), |found| !found.is_null());
    fs::rename(folder.path(".claude/agents/new"), folder.path("gone")).unwrap();
    client.until("textDocument/definition", &at(&uri, 0, 26), Value::is_null);
    fs::remove_file(folder.path(".claude/agents/coder.md")).unwrap();
    client.until("textDocument/definition", &at(&uri, 0, 12), Value::is_null);
    client.ignore("textDocument/publishDiagnostics");
    client.finish();
}

#[test]
fn folders_of_the_workspace_come_and_go() {
    let (one, two) = (Folder::new(), Folder::new());
    one.write(".claude/agents/a.md", &agent("a", "@agent-b\n"));
    two.write("deep/.claude/agents/b.md", &agent("b", ""));
    let mut client = client(&one);
    let uri = two.uri("deep/CLAUDE.md");
    let folders = |added: &[&Folder], removed: &[&Folder]| {
        let folder = |it: &&Folder| json!({ "uri": it.uri(""), "name": "x" });
        let list = |them: &[&Folder]| them.iter().map(folder).collect::<Vec<_>>();
        json!({ "event": { "added": list(added), "removed": list(removed) } })
    };
    let symbols = |client: &mut Client| client.call("workspace/symbol", json!({ "query": "b" })).unwrap();
    assert_eq!(symbols(&mut client), json!([]));
    client.notify("workspace/didChangeWorkspaceFolders", folders(&[&two], &[]));
    client.until("workspace/symbol", &json!({ "query": "b" }), |found| found.as_array().unwrap().len() == 1);
    client.open(&uri, "@agent-b\n");
    assert!(!client.call("textDocument/definition", at(&uri, 0, 7)).unwrap().is_null());
    client.notify("workspace/didChangeWorkspaceFolders", folders(&[], &[&two]));
    assert_eq!(symbols(&mut client), json!([]));
    client.ignore("textDocument/publishDiagnostics");
    client.finish();
}
