//! Formatting of the front matter in editors, which is off unless settings ask for it.

use crate::support::{Client, Folder, range_of};
use serde_json::{Value, json};

const LOOSE: &str = "---\nname:   😀\n\n\n\ncolor: red\ntools: [Read,Grep]\n---\n\nYou  review.  \n";

fn format(client: &mut Client, uri: &str) -> Value {
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let params = json!({ "textDocument": { "uri": uri }, "options": options });
    client.call("textDocument/formatting", params).unwrap()
}

#[test]
fn only_changed_lines_are_replaced() {
    let folder = Folder::new();
    folder.write("agentls.toml", "format = true\n");
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri(".claude/agents/x.md");
    client.open(&uri, LOOSE);
    let edits = json!([
        { "range": range_of([1, 0, 4, 0]), "newText": "name: 😀\n" },
        { "range": range_of([6, 0, 7, 0]), "newText": "tools: [Read, Grep]\n" },
    ]);
    assert_eq!(format(&mut client, &uri), edits);
    client.change(&uri, 2, json!([{ "text": "---\nname: x\ndescription: d\n---\n" }]));
    assert_eq!(format(&mut client, &uri), json!([]));
    client.change(&uri, 3, json!([{ "text": "---\nname:   x\ndescription: Use: it: now\n---\n" }]));
    assert_eq!(format(&mut client, &uri), Value::Null);
    assert_eq!(format(&mut client, &folder.uri("closed.md")), Value::Null);
    client.finish_amid_findings();
}

#[test]
fn it_is_offered_once_settings_ask_for_it() {
    let dynamic = json!({ "textDocument": { "formatting": { "dynamicRegistration": true } } });
    let mut client = Client::in_process();
    let server = client.initialize_as(&[], &dynamic);
    assert_eq!(server.capabilities.document_formatting_provider, None);
    let uri = "file:///w/.claude/agents/x.md";
    client.open(uri, LOOSE);
    assert_eq!(format(&mut client, uri), Value::Null);
    for (on, method, part) in [
        (true, "client/registerCapability", "registrations"),
        (false, "client/unregisterCapability", "unregisterations"),
    ] {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": { "format": on } }));
        let asked = client.wait(|message| message["method"] == method);
        assert_eq!(asked["params"][part][0]["method"], "textDocument/formatting");
        client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": null }));
        assert_eq!(format(&mut client, uri).is_array(), on);
    }
    client.finish_amid_findings();
}

#[test]
fn excluded_files_are_not_formatted() {
    let folder = Folder::new();
    folder.write("agentls.toml", "format = true\nexclude = ['vendor']\n");
    let mut client = Client::in_folder(&folder);
    for (file, is_formatted) in [("vendor/.claude/agents/x.md", false), (".claude/agents/x.md", true)] {
        let uri = folder.uri(file);
        client.open(&uri, LOOSE);
        assert_eq!(format(&mut client, &uri).is_array(), is_formatted, "{file}");
    }
    client.finish_amid_findings();
}

#[test]
fn the_file_decides_over_the_editor() {
    let folder = Folder::new();
    folder.write("agentls.toml", "format = false\n");
    let mut client = Client::in_folder(&folder);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "format": true } }));
    let (inside, outside) = (folder.uri(".claude/agents/x.md"), "file:///w/.claude/agents/x.md");
    client.open(&inside, LOOSE);
    client.open(outside, LOOSE);
    client.until_same(|client| format(client, outside)[0]["newText"].clone(), &json!("name: 😀\n"));
    assert_eq!(format(&mut client, &inside), Value::Null);
    client.finish_amid_findings();
}
