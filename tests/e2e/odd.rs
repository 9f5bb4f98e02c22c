//! Clients whose messages are nearly right: what can be read of them is, and nothing becomes something else.

use serde_json::{Value, json};

use crate::support::{Client, at, framed, of};

const URI: &str = "file:///w/.claude/agents/x.md";
const TEXT: &str = "---\nname: x\ndescription: d\npriority: hihg\n---\n";

fn change(client: &mut Client, version: &Value, event: &Value) {
    let document = json!({ "uri": URI, "version": version });
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [event] }));
}

fn range(start: &Value, end: &Value) -> Value {
    json!({ "start": { "line": start, "character": 10 }, "end": { "line": end, "character": 14 } })
}

fn hover(client: &mut Client) -> Value {
    client.call("textDocument/hover", at(URI, 3, 2)).unwrap()
}

#[test]
fn a_change_that_cannot_be_read_is_no_whole_text() {
    for lost in [
        json!({ "range": range(&json!("a"), &json!(3)), "text": "high" }),
        json!({ "range": { "start": { "line": 3, "character": 10 } }, "text": "high" }),
        json!({ "range": range(&json!(null), &json!(3)), "text": "high" }),
        json!({ "range": 7, "text": "high" }),
        json!({ "range": range(&json!(3), &json!(3)), "text": 7 }),
    ] {
        let mut client = Client::ready();
        client.open(URI, TEXT);
        assert_eq!(client.codes(URI), ["unknown-value"]);
        change(&mut client, &json!(2), &lost);
        assert_eq!(client.codes(URI), [""; 0], "{lost}");
        let said = client.notified("window/showMessage");
        let said = said["message"].as_str().unwrap();
        assert!(said.starts_with("agentls: x.md is out of step with the editor: "), "{said}");
        // Nothing is said of a text that may be wrong, however it goes on.
        let next = json!({ "range": range(&json!(3), &json!(3)), "text": "low" });
        for event in [&next, &lost] {
            change(&mut client, &json!(3), event);
            assert_eq!(hover(&mut client), Value::Null);
            assert_eq!(client.call("textDocument/completion", at(URI, 3, 10)).unwrap(), Value::Null);
        }
        let renamed = json!({ "textDocument": { "uri": URI }, "position": { "line": 1, "character": 7 }, "newName": "y" });
        assert!(client.call("textDocument/rename", renamed).is_err());
        // The whole text ends that, also amid other changes.
        let document = json!({ "uri": URI, "version": 4 });
        let whole = json!({ "text": TEXT.replace("hihg", "wrong") });
        let part = json!({ "range": { "start": { "line": 1, "character": 6 }, "end": { "line": 1, "character": 7 } }, "text": "z" });
        let params = json!({ "textDocument": document, "contentChanges": [next, whole, part] });
        client.notify("textDocument/didChange", params);
        let found = client.findings(URI);
        assert!(json!(found).to_string().contains("`wrong`"), "{found:?}");
        assert!(hover(&mut client)["contents"]["value"].is_string());
        change(
            &mut client,
            &json!(5),
            &json!({ "range": { "start": { "line": 3, "character": 10 }, "end": { "line": 3, "character": 15 } }, "text": "high" }),
        );
        assert_eq!(client.codes_of(URI, 5), [""; 0]);
        client.finish_amid_findings();
    }
}

#[test]
fn a_document_that_was_lost_can_be_opened_and_closed() {
    let mut client = Client::ready();
    client.open(URI, TEXT);
    assert_eq!(client.codes(URI), ["unknown-value"]);
    for again in [true, false] {
        change(&mut client, &json!(2), &json!({ "range": [], "text": "x" }));
        assert_eq!(client.codes(URI), [""; 0]);
        client.notified("window/showMessage");
        client.notify("textDocument/didClose", of(URI));
        if again {
            client.open(URI, TEXT);
            assert_eq!(client.codes(URI), ["unknown-value"]);
        }
    }
    // It is closed: a whole text is not for it any more.
    change(&mut client, &json!(9), &json!({ "text": TEXT }));
    assert_eq!(hover(&mut client), Value::Null);
    client.finish();
}

#[test]
fn versions_and_positions_are_taken_as_far_as_they_can_be() {
    for version in [json!(null), json!("8"), json!(8.0), json!(2_147_483_648_u64), json!({})] {
        for (start, end) in [(json!(3), json!(3)), (json!(3.0), json!("3"))] {
            let mut client = Client::ready();
            client.open(URI, TEXT);
            assert_eq!(client.codes(URI), ["unknown-value"]);
            change(&mut client, &version, &json!({ "range": range(&start, &end), "text": "high" }));
            assert_eq!(client.codes(URI), [""; 0], "{version} {start}");
            change(&mut client, &version, &json!({ "range": range(&start, &end), "text": "hihg" }));
            assert_eq!(client.codes(URI), ["unknown-value"], "{version} {start}");
            client.finish();
        }
    }
    // Before the start is the start, and behind the end is the end.
    let mut client = Client::ready();
    client.open(URI, "x");
    assert_eq!(client.codes(URI), ["not-loaded"]);
    let all = json!({ "start": { "line": -4, "character": -1 }, "end": { "line": 4_294_967_296_u64, "character": 7 } });
    change(&mut client, &json!(2), &json!({ "range": all, "rangeLength": "x", "text": TEXT }));
    assert_eq!(client.codes(URI), ["unknown-value"]);
    client.finish();
}

#[test]
fn an_ill_typed_capability_costs_itself() {
    let mut client = Client::stdio(&[]);
    let body = json!({
        "jsonrpc": "2.0",
        "id": "odd",
        "method": "initialize",
        "params": {
            "processId": null,
            "rootUri": 3,
            "workspaceFolders": [{ "uri": "file:///w" }],
            "capabilities": { "textDocument": {
                "publishDiagnostics": { "tagSupport": true, "codeDescriptionSupport": true },
            } },
        },
    });
    // The mark before it is no part of JSON.
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend(body.to_string().into_bytes());
    client.raw(&framed(&bytes));
    let answer = client.wait(|message| message["id"] == "odd");
    assert_eq!(answer["result"]["serverInfo"]["name"], "agentls", "{answer}");
    client.notify("initialized", json!({}));
    client.open(URI, TEXT);
    let found = client.findings(URI);
    assert!(found[0]["codeDescription"].is_object() && found[0]["tags"].is_null(), "{found:?}");
    client.finish();
}
