//! Quick fixes as an editor asks for them and applies them.

use crate::support::{Client, Folder, range_of};
use serde_json::{Value, json};

const URI: &str = "file:///w/.claude/agents/slow-reviewer.md";
const AGENT: &str = include_str!("../example/.claude/agents/slow-reviewer.md");

/// The actions for a range of lines, of some kinds or of any.
fn actions(client: &mut Client, uri: &str, lines: [u32; 2], only: Option<&[&str]>) -> Vec<Value> {
    let mut context = json!({ "diagnostics": [] });
    if let Some(only) = only {
        context["only"] = json!(only);
    }
    let range = range_of([lines[0], 0, lines[1], 0]);
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
    client.call("textDocument/codeAction", params).unwrap().as_array().cloned().unwrap_or_default()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().unwrap()).collect()
}

/// A client without some capabilities, ready for documents.
fn plain_client(capabilities: Value) -> Client {
    let mut client = Client::in_process();
    client
        .call("initialize", json!({ "processId": null, "rootUri": null, "capabilities": capabilities }))
        .unwrap();
    client.notify("initialized", json!({}));
    client
}

#[test]
fn the_fix_of_a_finding_says_which_version_it_is_for() {
    let mut client = Client::ready();
    client.open(URI, AGENT);
    let found = client.findings(URI);
    let offered = actions(&mut client, URI, [3, 3], Some(&["quickfix"]));
    let ignored = ["Ignore `unquoted-color` on this line", "Ignore `unquoted-color` in this file"];
    assert_eq!(titles(&offered), [&["Put `#8E24AA` in quotes"], &ignored[..]].concat());
    let quotes = &offered[0];
    assert_eq!((&quotes["kind"], &quotes["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(quotes["diagnostics"], json!([found[0]]));
    let edit = json!({ "range": range_of([3, 7, 3, 14]), "newText": "\"#8E24AA\"" });
    let change = json!({ "textDocument": { "uri": URI, "version": 1 }, "edits": [edit] });
    assert_eq!(quotes["edit"], json!({ "documentChanges": [change] }));

    client.edit(URI, 2, [3, 7, 3, 14], "\"#8E24AA\"");
    client.findings(URI);
    assert_eq!(actions(&mut client, URI, [3, 3], None), Vec::<Value>::new(), "there is nothing left to mend");
    client.finish();
}

#[test]
fn kinds_are_honoured() {
    let mut client = Client::ready();
    client.open(URI, AGENT);
    client.findings(URI);
    for (only, kinds) in [
        (None, &["quickfix", "source.fixAll.agentls"][..]),
        (Some(&["quickfix"][..]), &["quickfix"]),
        (Some(&["source"][..]), &["source.fixAll.agentls"]),
        (Some(&["source.fixAll.agentls"][..]), &["source.fixAll.agentls"]),
        (Some(&["refactor"][..]), &[]),
    ] {
        let offered = actions(&mut client, URI, [3, 3], only);
        let mut found: Vec<_> = offered.iter().map(|action| action["kind"].as_str().unwrap()).collect();
        found.dedup();
        assert_eq!(found, kinds, "{only:?}");
    }
    client.finish();
}

#[test]
fn all_of_a_kind_are_mended_at_once() {
    let agent = "---\nname: x\ndescription: d\ntools: read, grep\nmodel: Opus\n---\n";
    let mut client = Client::ready();
    client.open(URI, agent);
    client.findings(URI);
    let offered = actions(&mut client, URI, [3, 3], Some(&["quickfix"]));
    let all =
        offered.iter().find(|it| it["title"] == "Fix all 3 `misspelt-value` findings in the file").unwrap();
    assert_eq!(all["edit"]["documentChanges"][0]["edits"].as_array().unwrap().len(), 3);
    assert_eq!(all.get("isPreferred"), None);
    client.finish();
}

#[test]
fn everything_safe_is_one_edit_and_leaves_the_rest() {
    let mut client = Client::ready();
    client.open(URI, AGENT);
    client.findings(URI);
    let offered = actions(&mut client, URI, [0, 0], Some(&["source.fixAll"]));
    let edits = offered[0]["edit"]["documentChanges"][0]["edits"].as_array().unwrap().clone();
    let changes = edits.iter().rev().map(|edit| json!({ "range": edit["range"], "text": edit["newText"] }));
    client.change(URI, 2, changes.collect());
    // What is a guess is left to the author.
    assert_eq!(client.codes(URI), ["duplicate-item", "unknown-value", "misspelt-key"]);
    client.finish();
}

#[test]
fn the_cursor_goes_where_something_is_to_be_written() {
    let agent = "---\nname: x\ntools: Read\n---\n";
    let mut client = Client::ready();
    client.open(URI, agent);
    client.findings(URI);
    let offered = actions(&mut client, URI, [0, 0], Some(&["quickfix"]));
    assert_eq!(titles(&offered), ["Add `description:`", "Ignore `missing-field` in this file"]);
    let edit = &offered[0]["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!(edit["snippet"], json!({ "kind": "snippet", "value": "description: $0\n" }));
    assert_eq!(edit["range"], range_of([2, 0, 2, 0]));
    client.finish();
}

#[test]
fn a_client_that_can_do_less_gets_less() {
    let literals = json!({ "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } });
    let mut client = plain_client(json!({ "textDocument": { "codeAction": literals } }));
    client.open(URI, "---\nname: x\ntools: Read\n---\n");
    client.findings(URI);
    let offered = actions(&mut client, URI, [0, 0], None);
    let edit = json!({ "range": range_of([2, 0, 2, 0]), "newText": "description: \n" });
    assert_eq!(offered[0]["edit"], json!({ "changes": { URI: [edit] } }));
    assert_eq!(offered[0].get("isPreferred"), None);
    client.finish();

    let mut client = plain_client(json!({}));
    client.open(URI, AGENT);
    client.findings(URI);
    assert_eq!(actions(&mut client, URI, [3, 3], None), Vec::<Value>::new());
    client.finish();
}

#[test]
fn other_documents_have_no_actions() {
    let mut client = Client::ready();
    let uri = "file:///w/notes.md";
    client.open(uri, "---\ntitle: a: b\n---\n");
    assert_eq!(actions(&mut client, uri, [1, 1], None), Vec::<Value>::new());
    assert_eq!(actions(&mut client, "file:///never/opened.md", [1, 1], None), Vec::<Value>::new());
    client.finish();
}

#[test]
fn a_value_is_written_in_another_way() {
    let agent = "---\nname: x\ndescription: d\npriority: high\ncapabilities:\n  - b # so\n  - a\n---\n";
    let mut client = Client::ready();
    client.open(URI, agent);
    client.findings(URI);
    let offered = actions(&mut client, URI, [5, 5], Some(&["refactor"]));
    assert_eq!(titles(&offered), ["Sort `capabilities`"]);
    let edit = json!({ "range": range_of([5, 0, 7, 0]), "newText": "  - a\n  - b # so\n" });
    let change = json!({ "textDocument": { "uri": URI, "version": 1 }, "edits": [edit] });
    let action = json!({
        "title": "Sort `capabilities`", "kind": "refactor.rewrite", "edit": { "documentChanges": [change] },
    });
    assert_eq!(offered[0], action);
    // agentic-flow would take the sign for the description.
    assert_eq!(actions(&mut client, URI, [2, 2], None), Vec::<Value>::new());
    client.edit(URI, 2, [3, 0, 7, 0], "");
    client.findings(URI);
    assert_eq!(titles(&actions(&mut client, URI, [2, 2], None)), ["Write `description` below `>-`"]);
    client.finish();
}

#[test]
fn what_is_meant_is_ignored_on_its_line_in_its_file_or_in_the_settings() {
    let folder = Folder::new();
    let uri = folder.uri(".claude/agents/x.md");
    let agent = "---\nname: x\ndescription: d\npermissionMode: strict\n---\n";
    let mut client = Client::in_process();
    client.initialize_in(&[&folder.uri("")], &["utf-8"]);
    client.open(&uri, agent);
    assert_eq!(client.codes(&uri), ["unknown-value"]);
    let offered = actions(&mut client, &uri, [3, 3], Some(&["quickfix"]));
    let all = [
        "Ignore `unknown-value` on this line",
        "Ignore `unknown-value` in this file",
        "Turn `unknown-value` off in agentls.toml",
    ];
    assert_eq!(titles(&offered), all);
    let line = &offered[0]["edit"]["documentChanges"][0];
    assert_eq!(line["textDocument"]["version"], json!(1));
    assert_eq!(line["edits"][0]["newText"], json!("# agentls: ignore[unknown-value]\n"));
    assert_eq!(offered[0]["diagnostics"][0]["code"], json!("unknown-value"));

    // There are no settings yet.
    let settings = folder.uri("agentls.toml");
    let changes = &offered[2]["edit"]["documentChanges"];
    let options = json!({ "overwrite": false, "ignoreIfExists": false });
    assert_eq!(changes[0], json!({ "kind": "create", "uri": settings, "options": options }));
    assert_eq!(changes[1]["edits"][0]["newText"], json!("[rules]\nunknown-value = \"off\"\n"));

    folder.write("agentls.toml", "# ours\n[rules] # some\nmisspelt-key = 'hint'\n");
    let offered = actions(&mut client, &uri, [3, 3], Some(&["quickfix"]));
    let edit = json!({ "range": range_of([3, 0, 3, 0]), "newText": "unknown-value = \"off\"\n" });
    let change = json!({ "textDocument": { "uri": settings, "version": null }, "edits": [edit] });
    assert_eq!(offered[2]["edit"], json!({ "documentChanges": [change] }));

    // What is typed and not saved counts.
    client.open(&settings, "[rules]\nunknown-value = 'error' # here\n");
    let offered = actions(&mut client, &uri, [3, 3], Some(&["quickfix"]));
    let change = &offered[2]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["version"], json!(1));
    assert_eq!(change["edits"][0]["range"], range_of([1, 16, 1, 23]));
    client.finish_amid_findings();
}
