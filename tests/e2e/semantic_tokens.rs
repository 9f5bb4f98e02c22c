//! Semantic tokens, as far as clients take them, and when a client is asked to ask again.

use crate::support::{Client, Folder, agent, capabilities, of, range_of};
use serde_json::{Value, json};

const URI: &str = "file:///w/.claude/skills/x/SKILL.md";
const TEXT: &str = "---\ndescription: d\n---\n😀 $1 and `$ARGUMENTS`\n!`ls $0`\n";
const FULL: &str = "textDocument/semanticTokens/full";
const RANGE: &str = "textDocument/semanticTokens/range";
const REFRESH: &str = "workspace/semanticTokens/refresh";

/// The capabilities of a client that takes tokens of these types and asks for these.
fn taking(types: &[&str], requests: &Value, encoding: &str) -> Value {
    let mut can = capabilities(&[encoding]);
    can["textDocument"]["semanticTokens"] = json!({
        "requests": requests, "tokenTypes": types, "tokenModifiers": ["deprecated"], "formats": ["relative"],
        "overlappingTokenSupport": false, "multilineTokenSupport": false,
    });
    can["workspace"]["semanticTokens"] = json!({ "refreshSupport": true });
    can
}

fn all_in(encoding: &str) -> Value {
    let types = ["namespace", "type", "class", "parameter", "macro", "function", "comment"];
    taking(&types, &json!({ "full": { "delta": true }, "range": true }), encoding)
}

/// What a client with these capabilities is offered, and the tokens of a document.
fn asked(can: &Value, uri: &str, text: &str) -> (Value, Value) {
    let mut client = Client::in_process();
    let offered = client.initialize_as(&[], can).capabilities.semantic_tokens_provider;
    client.open(uri, text);
    let found = client.call(FULL, of(uri)).unwrap();
    client.finish_amid_findings();
    (json!(offered), found)
}

#[test]
fn tokens_are_of_the_types_that_the_client_takes() {
    let (offered, found) = asked(&all_in("utf-16"), URI, TEXT);
    let types = ["class", "namespace", "function", "parameter", "macro", "comment"];
    let legend = json!({ "tokenTypes": types, "tokenModifiers": ["deprecated"] });
    assert_eq!(offered, json!({ "legend": legend, "full": true, "range": true }));
    let parameters = [[3, 3, 2, 3, 0], [0, 8, 10, 3, 0]];
    let shell = [[1, 0, 4, 4, 0], [0, 5, 2, 3, 0], [0, 2, 1, 4, 0]];
    let data = [parameters.concat(), shell.concat()].concat();
    assert_eq!(found, json!({ "data": data }));
    // Bytes are other columns, and a client that takes less is sent less.
    let (offered, found) = asked(&taking(&["parameter", "x"], &json!({ "full": true }), "utf-8"), URI, TEXT);
    let legend = json!({ "tokenTypes": ["parameter"], "tokenModifiers": ["deprecated"] });
    assert_eq!(offered, json!({ "legend": legend, "full": true }));
    assert_eq!(found["data"], json!([3, 5, 2, 0, 0, 0, 8, 10, 0, 0, 1, 5, 2, 0, 0]));
}

#[test]
fn a_client_that_takes_none_is_offered_none() {
    for (types, requests) in [
        (&["keyword"][..], json!({ "full": true })),
        (&["parameter"], json!({ "full": false, "range": false })),
        (&["parameter"], json!({})),
    ] {
        assert_eq!(asked(&taking(types, &requests, "utf-8"), URI, TEXT).0, Value::Null, "{requests}");
    }
    assert_eq!(asked(&capabilities(&["utf-8"]), URI, TEXT).0, Value::Null);
}

#[test]
fn what_is_ignored_is_deprecated() {
    let text = "---\nname: x\ndescription: d\neffort: extreme\n---\n";
    let (_, found) = asked(&all_in("utf-8"), "file:///w/.claude/agents/x.md", text);
    assert_eq!(found["data"], json!([3, 8, 7, 5, 1]));
    let (_, found) = asked(&all_in("utf-8"), "file:///w/README.md", TEXT);
    assert_eq!(found["data"], json!([]), "no tool reads it");
}

#[test]
fn a_range_has_the_tokens_of_its_lines() {
    let mut client = Client::in_process();
    client.initialize_as(&[], &all_in("utf-8"));
    client.open(URI, TEXT);
    let params = json!({ "textDocument": { "uri": URI }, "range": range_of([3, 0, 3, 9]) });
    assert_eq!(client.call(RANGE, params).unwrap()["data"], json!([3, 5, 2, 3, 0]));
    client.finish_amid_findings();
}

/// Answers to a request of the server.
fn refreshed(client: &mut Client) {
    let id = client.wait(|message| message["method"] == REFRESH)["id"].take();
    client.send(&json!({ "jsonrpc": "2.0", "id": id, "result": null }));
}

#[test]
fn a_client_asks_again_when_another_document_defines_a_name() {
    let folder = Folder::new();
    let (lead, coder) = (folder.uri(".claude/agents/lead.md"), folder.uri(".claude/agents/coder.md"));
    let mut client = Client::in_process();
    client.initialize_as(&[&folder.uri("")], &all_in("utf-8"));
    client.open(&lead, &agent("lead", "Ask the coder agent.\n"));
    client.until(FULL, &of(&lead), |found| found["data"] == json!([]));
    client.open(&coder, &agent("coder", ""));
    refreshed(&mut client);
    let found = client.call(FULL, of(&lead)).unwrap()["data"].take();
    assert_eq!(found, json!([5, 8, 5, 0, 0]));
    // What nobody else sees is no reason, whatever is typed.
    for version in 2..5 {
        client.edit(&coder, version, [4, 0, 4, 0], "Text.\n");
    }
    assert_eq!(client.drain(|message| message["method"] == REFRESH), Vec::<Value>::new());
    // Its file is not there.
    client.notify("textDocument/didClose", of(&lead));
    refreshed(&mut client);
    // No other document is open that could see it.
    client.change(&coder, 5, json!([{ "text": agent("writer", "Ask the lead agent.\n") }]));
    assert_eq!(client.drain(|message| message["method"] == REFRESH), Vec::<Value>::new());
    client.finish_amid_findings();
}

#[test]
fn a_client_that_has_asked_for_none_is_not_asked() {
    let mut client = Client::in_process();
    client.initialize_as(&[], &all_in("utf-8"));
    client.open("file:///w/.claude/agents/lead.md", &agent("lead", "Ask the coder agent.\n"));
    client.open("file:///w/.claude/agents/coder.md", &agent("coder", ""));
    assert_eq!(client.drain(|message| message["method"] == REFRESH), Vec::<Value>::new());
    client.finish_amid_findings();
}
