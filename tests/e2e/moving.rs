//! Clients that list operations on files and do not say that they take `documentChanges`: they take them all the same,
//! and a rename moves the file, and a conversion makes one.

use crate::support::{Client, Folder, at, range_of};
use serde_json::{Value, json};

const CODER: &str = "---\nname: coder\ndescription: Codes.\n---\nThe coder.\n";
const LEAD: &str = "---\nname: lead\ndescription: Leads.\n---\nUse the `coder` agent.\n";

/// Such clients by name, with what each says of edits and actions.
fn clients() -> [(&'static str, Value); 2] {
    let kinds =
        ["", "quickfix", "refactor", "refactor.extract", "refactor.inline", "refactor.rewrite", "source"];
    let action = json!({
        "codeActionLiteralSupport": { "codeActionKind": { "valueSet": kinds } },
        "dataSupport": true, "disabledSupport": true, "isPreferredSupport": true,
        "resolveSupport": { "properties": ["edit", "command"] },
    });
    [
        (
            "Neovim 0.12",
            json!({
                "general": { "positionEncodings": ["utf-8", "utf-16", "utf-32"] },
                "workspace": { "applyEdit": true, "workspaceEdit": {
                    "changeAnnotationSupport": { "groupsOnLabel": true }, "normalizesLineEndings": true,
                    "resourceOperations": ["rename", "create", "delete"],
                } },
                "textDocument": { "codeAction": action, "rename": {
                    "dynamicRegistration": true, "honorsChangeAnnotations": true, "prepareSupport": true,
                } },
            }),
        ),
        (
            "yegappan/lsp",
            json!({
                "general": { "positionEncodings": ["utf-32", "utf-16"] },
                "workspace": { "applyEdit": true, "workspaceEdit": {
                    "resourceOperations": ["rename", "create", "delete"],
                } },
                "textDocument": { "codeAction": action, "rename": {
                    "dynamicRegistration": false, "prepareSupport": false,
                } },
            }),
        ),
    ]
}

/// A folder of two agents, and a server that was greeted by such a client in it.
fn greeted(capabilities: &Value) -> (Folder, Client) {
    let folder = Folder::new();
    folder.write(".claude/agents/coder.md", CODER);
    folder.write(".claude/agents/lead.md", LEAD);
    let mut client = Client::in_process();
    client.initialize_as(&[&folder.uri("")], capabilities);
    (folder, client)
}

/// The changes that follow when the agent `coder` becomes `writer`, asked for in its own file.
fn renamed(client: &mut Client, uri: &str) -> Value {
    let mut params = at(uri, 1, 8);
    params["newName"] = json!("writer");
    client.call("textDocument/rename", params).unwrap()["documentChanges"].take()
}

#[test]
fn a_rename_moves_the_file() {
    // A client is told of what it has open as it has spelled that.
    let spellings = ["coder.md", "%63oder.md"];
    for ((name, capabilities), spelling) in
        clients().into_iter().flat_map(|client| spellings.map(|spelling| (client.clone(), spelling)))
    {
        let (folder, mut client) = greeted(&capabilities);
        let uri = format!("{}/{spelling}", folder.uri(".claude/agents"));
        let edited = |file: &str, version: Value, range: [u32; 4]| {
            let file = if file.ends_with("coder.md") { uri.clone() } else { folder.uri(file) };
            json!({
                "textDocument": { "uri": file, "version": version },
                "edits": [{ "range": range_of(range), "newText": "writer" }],
            })
        };
        let moved = json!({
            "kind": "rename", "oldUri": uri, "newUri": folder.uri(".claude/agents/writer.md"),
        });
        let lead = edited(".claude/agents/lead.md", Value::Null, [4, 9, 4, 14]);
        client.open(&uri, CODER);
        let own = edited(".claude/agents/writer.md", Value::Null, [1, 6, 1, 11]);
        assert_eq!(renamed(&mut client, &uri), json!([moved, own, lead]), "{name}");
        // What was typed and not saved is not in the file, and would be edited in the wrong places there.
        client.edit(&uri, 2, [4, 0, 4, 0], "X");
        let own = edited(".claude/agents/coder.md", json!(2), [1, 6, 1, 11]);
        assert_eq!(renamed(&mut client, &uri), json!([own, lead, moved]), "{name}");
        client.finish_amid_findings();
    }
}

#[test]
fn a_conversion_makes_a_file_and_overwrites_none() {
    for (name, capabilities) in clients() {
        let (folder, mut client) = greeted(&capabilities);
        let uri = folder.uri(".claude/agents/coder.md");
        client.open(&uri, CODER);
        let params = json!({
            "textDocument": { "uri": uri }, "range": range_of([0, 0, 0, 0]), "context": { "diagnostics": [] },
        });
        let offered = client.call("textDocument/codeAction", params).unwrap();
        let offered = offered.as_array().unwrap().iter();
        let action = offered.clone().find(|it| it["title"] == "Convert for Qwen Code").cloned().unwrap();
        let taken = client.call("codeAction/resolve", action.clone()).unwrap();
        let made = folder.uri(".qwen/agents/coder.md");
        let options = json!({ "overwrite": false, "ignoreIfExists": false });
        // The client ends the last line.
        let edit = json!({ "range": range_of([0, 0, 0, 0]), "newText": CODER.trim_end() });
        let changes = json!([
            { "kind": "create", "uri": made, "options": options },
            { "textDocument": { "uri": made, "version": null }, "edits": [edit] },
        ]);
        assert_eq!(taken["edit"], json!({ "documentChanges": changes }), "{name}");
        folder.write(".qwen/agents/coder.md", "");
        let error = client.call("codeAction/resolve", action).unwrap_err();
        assert!(error["message"].as_str().unwrap().contains("already exists"), "{name}: {error}");
        client.finish_amid_findings();
    }
}

#[test]
fn a_client_without_operations_on_files_gets_plain_changes() {
    let (folder, mut client) = greeted(&json!({ "general": { "positionEncodings": ["utf-8"] } }));
    let uri = folder.uri(".claude/agents/coder.md");
    client.open(&uri, CODER);
    let mut params = at(&uri, 1, 8);
    params["newName"] = json!("writer");
    let edit = client.call("textDocument/rename", params).unwrap();
    assert_eq!(edit.get("documentChanges"), None);
    let edited = |range| json!([{ "range": range_of(range), "newText": "writer" }]);
    assert_eq!(edit["changes"][&uri], edited([1, 6, 1, 11]));
    assert_eq!(edit["changes"][folder.uri(".claude/agents/lead.md")], edited([4, 9, 4, 14]));
    client.finish_amid_findings();
}
