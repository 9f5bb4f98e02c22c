//! Quick fixes as an editor asks for them and applies them.

use crate::support::{Client, Folder, range_of};
use serde_json::{Value, json};

const URI: &str = "file:///w/.claude/agents/slow-reviewer.md";
const AGENT: &str = include_str!("../fixtures/.claude/agents/slow-reviewer.md");

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
        offered.iter().find(|it| it["title"] == "Fix all 3 `misspelt-value` problems in this file").unwrap();
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
    let words = "one two three four five six seven eight nine";
    let head = format!("---\nname: x\ndescription: {words}\n");
    let agent = &format!("{head}priority: high\ncapabilities:\n  - b # so\n  - a\n---\n");
    let mut client = Client::ready();
    client.open(URI, agent);
    client.findings(URI);
    let offered = actions(&mut client, URI, [5, 5], Some(&["refactor"]));
    assert_eq!(titles(&offered)[0], "Sort `capabilities`");
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
    assert_eq!(
        titles(&actions(&mut client, URI, [2, 2], None)),
        ["Convert `description` to a block scalar (`>-`)"]
    );
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

/// A client that asks for the edits of actions when they are taken, or one that does not.
fn converting_client(resolves: bool) -> Client {
    let mut actions = json!({ "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } });
    if resolves {
        actions["dataSupport"] = json!(true);
        actions["resolveSupport"] = json!({ "properties": ["edit"] });
    }
    let edits = json!({ "documentChanges": true, "resourceOperations": ["create"] });
    plain_client(json!({
        "general": { "positionEncodings": ["utf-8"] },
        "workspace": { "workspaceEdit": edits },
        "textDocument": { "codeAction": actions },
    }))
}

#[test]
fn an_agent_is_written_anew_for_another_tool() {
    let folder = Folder::new();
    let uri = folder.uri(".claude/agents/reviewer.md");
    let agent =
        "---\nname: reviewer\ndescription: Reviews.\ntools: Read, Grep\ncolor: red\n---\nYou review.\n";
    folder.write(".qwen/agents/reviewer.md", "");
    let all = [
        "Convert for Codex (loses color, tools)",
        "Convert for Gemini CLI (loses color)",
        "Convert for OpenCode",
    ];
    let new =
        "---\nname: reviewer\ndescription: Reviews.\ntools: [read_file, grep_search]\n---\nYou review.\n";
    for resolves in [true, false] {
        let mut client = converting_client(resolves);
        client.open(&uri, agent);
        client.findings(&uri);
        assert_eq!(actions(&mut client, &uri, [6, 6], None), Vec::<Value>::new());
        assert_eq!(titles(&actions(&mut client, &uri, [6, 6], Some(&["refactor"]))), all);
        let offered = actions(&mut client, &uri, [0, 0], None);
        assert_eq!(titles(&offered), all);
        assert_eq!(offered[1]["kind"], json!("refactor.rewrite"));
        assert_eq!(offered[1].get("edit").is_none(), resolves);
        let taken = offered[1].clone();
        let action = if resolves { client.call("codeAction/resolve", taken).unwrap() } else { taken };
        let changes = &action["edit"]["documentChanges"];
        let target = folder.uri(".gemini/agents/reviewer.md");
        assert_eq!((&changes[0]["kind"], &changes[0]["uri"]), (&json!("create"), &json!(target)));
        assert_eq!(changes[1]["textDocument"], json!({ "uri": target, "version": null }));
        assert_eq!(changes[1]["edits"][0], json!({ "range": range_of([0, 0, 0, 0]), "newText": new }));
        assert_eq!(changes.get(2), None, "the original stays");
        if resolves {
            client.edit(&uri, 2, [6, 0, 6, 0], "X");
            let error = client.call("codeAction/resolve", offered[1].clone()).unwrap_err();
            assert_eq!(error["code"], json!(-32801));
        }
        client.finish_amid_findings();
    }
}

#[test]
fn an_agent_that_is_called_and_not_there_is_made() {
    let folder = Folder::new();
    folder.write(".claude/agents/tester.md", "---\nname: tester\ndescription: d\n---\n");
    let uri = folder.uri(".claude/commands/paint.md");
    let mut client = Client::in_process();
    client.initialize_in(&[&folder.uri("")], &["utf-8"]);
    client.open(&uri, "Start `Task(subagent_type=\"house-painter\")`.\n");
    client.codes_until(&uri, &["unknown-reference"]);
    let offered = actions(&mut client, &uri, [0, 0], Some(&["quickfix"]));
    let create = offered.iter().find(|it| it["title"] == "Create the agent `house-painter`").unwrap();
    let changes = &create["edit"]["documentChanges"];
    assert_eq!(changes[0]["uri"], json!(folder.uri(".claude/agents/house-painter.md")));
    let text = changes[1]["edits"][0]["newText"].as_str().unwrap();
    assert!(text.starts_with("---\nname: house-painter\ndescription: "), "{text}");
    assert_eq!(create["diagnostics"][0]["code"], json!("unknown-reference"));
    client.finish_amid_findings();
}

#[test]
fn the_script_of_a_hook_gets_a_file() {
    let agent = "---\nname: x\ndescription: d\npriority: high\nhooks:\n  pre: |\n    a\n    b\n---\n";
    let mut client = converting_client(false);
    client.open(URI, agent);
    client.findings(URI);
    let offered = actions(&mut client, URI, [6, 6], Some(&["refactor.extract"]));
    assert_eq!(titles(&offered), ["Extract the script to .claude/hooks/x-pre.sh"]);
    assert_eq!(offered[0]["kind"], json!("refactor.extract"));
    let changes = &offered[0]["edit"]["documentChanges"];
    assert_eq!(changes[0]["uri"], json!("file:///w/.claude/hooks/x-pre.sh"));
    assert_eq!(changes[1]["edits"][0]["newText"], json!("#!/usr/bin/env bash\na\nb\n"));
    assert_eq!(changes[2]["textDocument"], json!({ "uri": URI, "version": 1 }));
    assert_eq!(changes[2]["edits"][0]["newText"], json!("bash .claude/hooks/x-pre.sh"));
    client.finish();
}
