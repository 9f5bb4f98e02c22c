//! Findings for clients that ask for them: of one document, and of the whole workspace.

use crate::support::{Client, Folder, of};
use serde_json::{Value, json};

const SOUND: &str = "---\nname: x\ndescription: d\n---\n";
const FAULTY: &str = "---\nname: x\ndescription: a: b\n---\n";

fn client(folder: &Folder) -> Client {
    let mut client = Client::in_process();
    let result = client.initialize_pulling(&[&folder.uri("")]);
    assert!(result.capabilities.diagnostic_provider.is_some());
    client
}

fn codes(report: &Value) -> Vec<&str> {
    report["items"].as_array().unwrap().iter().map(|found| found["code"].as_str().unwrap()).collect()
}

#[test]
fn a_document_is_asked_for_and_nothing_is_sent() {
    let folder = Folder::new();
    let mut client = client(&folder);
    let uri = folder.uri(".claude/agents/x.md");
    client.open(&uri, FAULTY);
    let first = client.call("textDocument/diagnostic", of(&uri)).unwrap();
    assert_eq!((first["kind"].as_str(), codes(&first)), (Some("full"), vec!["colon-in-plain-value"]));
    let again = |client: &mut Client, report: &Value| {
        let mut params = of(&uri);
        params["previousResultId"] = report["resultId"].clone();
        client.call("textDocument/diagnostic", params).unwrap()
    };
    let second = again(&mut client, &first);
    assert_eq!(second, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    client.change(&uri, 2, json!([{ "text": SOUND }]));
    let third = again(&mut client, &second);
    assert_eq!((third["kind"].as_str(), codes(&third)), (Some("full"), vec![]));
    // Neovim shows nothing in a document that it has opened again, and asks with the id that it had.
    client.notify("textDocument/didClose", of(&uri));
    client.open(&uri, FAULTY);
    assert_eq!(codes(&again(&mut client, &first)), ["colon-in-plain-value"]);
    client.finish();
}

#[test]
fn the_workspace_says_what_is_new_and_then_waits() {
    let folder = Folder::new();
    folder.write(".claude/agents/faulty.md", FAULTY);
    folder.write(".claude/agents/sound.md", &SOUND.replace('x', "y"));
    let mut client = client(&folder);
    let ask = |previous: Value| json!({ "previousResultIds": previous, "partialResultToken": "t" });
    let first = client.call("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
    let items = first["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "a sound file needs no words: {items:?}");
    assert_eq!(items[0]["uri"], folder.uri(".claude/agents/faulty.md"));
    assert_eq!(codes(&items[0]), ["colon-in-plain-value"]);
    let known = json!([{ "uri": items[0]["uri"], "value": items[0]["resultId"] }]);
    // There is nothing new, so the answer waits, and others do not wait for it.
    let id = client.start("workspace/diagnostic", ask(known.clone()));
    // A client that asks once is answered, and so is one that comes for the first time.
    let once = client.call("workspace/diagnostic", json!({ "previousResultIds": known })).unwrap();
    assert_eq!(once, json!({ "items": [] }));
    let all = client.call("workspace/diagnostic", ask(json!([]))).unwrap();
    assert_eq!(
        all["items"].as_array().unwrap().iter().map(codes).collect::<Vec<_>>(),
        [vec!["colon-in-plain-value"], vec![]]
    );
    // At once, or the server may read it while it is empty.
    folder.write("new.md", SOUND);
    std::fs::rename(folder.path("new.md"), folder.path(".claude/agents/faulty.md")).unwrap();
    let second = client.answer(id).unwrap();
    assert_eq!(codes(&second["items"][0]), [""; 0]);
    // The last client of all is told that a file is gone.
    folder.write(".claude/agents/faulty.md", FAULTY);
    client.until("workspace/diagnostic", &json!({ "previousResultIds": [] }), |found| {
        !found["items"].as_array().unwrap().is_empty()
    });
    let id = client.start("workspace/diagnostic", ask(known));
    std::fs::remove_file(folder.path(".claude/agents/faulty.md")).unwrap();
    let third = client.answer(id).unwrap();
    assert_eq!(
        (third["items"][0]["uri"].as_str(), codes(&third["items"][0]).len()),
        (items[0]["uri"].as_str(), 0)
    );
    client.finish();
}

#[test]
fn what_was_typed_and_not_saved_is_gone_with_the_document() {
    let folder = Folder::new();
    folder.write(".claude/agents/x.md", SOUND);
    let mut client = client(&folder);
    // One lies in the workspace, and one is in no file.
    let uris = [folder.uri(".claude/agents/x.md"), "untitled:.claude/agents/new.md".to_owned()];
    client.call("workspace/symbol", json!({ "query": "" })).unwrap();
    // What a client has of a sound file.
    let known = json!([{ "uri": uris[0], "value": "0" }]);
    let ask = json!({ "previousResultIds": known, "partialResultToken": "t" });
    let id = client.start("workspace/diagnostic", ask.clone());
    for uri in &uris {
        client.open(uri, FAULTY);
        client.call("textDocument/diagnostic", of(uri)).unwrap();
    }
    let mut cleared = Vec::new();
    let mut take = |report: &Value| {
        for item in report["items"].as_array().unwrap() {
            assert_eq!(codes(item), [""; 0]);
            cleared.push(item["uri"].as_str().unwrap().to_owned());
        }
    };
    client.notify("textDocument/didClose", of(&uris[0]));
    take(&client.answer(id).unwrap());
    let id = client.start("workspace/diagnostic", ask);
    client.notify("textDocument/didClose", of(&uris[1]));
    take(&client.answer(id).unwrap());
    assert_eq!(cleared, uris);
    client.finish();
}

#[test]
fn what_a_file_says_after_it_was_closed_is_said_twice() {
    let folder = Folder::new();
    for name in ["x", "gone"] {
        folder.write(&format!(".claude/agents/{name}.md"), FAULTY);
    }
    let mut client = client(&folder);
    client.call("workspace/symbol", json!({ "query": "" })).unwrap();
    for (name, now) in [("x", vec!["colon-in-plain-value"]), ("gone", vec![])] {
        let uri = folder.uri(&format!(".claude/agents/{name}.md"));
        let known = |reports: &Value| {
            let reports = reports["items"].as_array().unwrap().iter();
            let ids = reports.map(|it| json!({ "uri": it["uri"], "value": it["resultId"] }));
            json!({ "previousResultIds": ids.collect::<Vec<_>>() })
        };
        client.open(&uri, SOUND);
        client.call("textDocument/diagnostic", of(&uri)).unwrap();
        if now.is_empty() {
            std::fs::remove_file(folder.path(".claude/agents/gone.md")).unwrap();
        }
        client.notify("textDocument/didClose", of(&uri));
        // A client that drops the first report, since the document itself was asked for, has the id of it all the same.
        let told = |report: &Value| codes(report).into_iter().map(str::to_owned).collect::<Vec<_>>();
        let of_it = |reports: &Value| {
            reports["items"].as_array().unwrap().iter().find(|it| it["uri"] == uri).map(told)
        };
        let mut reports = json!({ "items": [] });
        for _ in 0..2 {
            reports = client.call("workspace/diagnostic", known(&reports)).unwrap();
            assert_eq!(of_it(&reports), Some(now.iter().map(ToString::to_string).collect()));
        }
    }
    client.finish();
}

#[test]
fn the_client_asks_again_when_others_change_what_it_has() {
    let folder = Folder::new();
    let mut client = client(&folder);
    let uri = folder.uri(".claude/agents/x.md");
    client.open(&uri, &format!("{SOUND}Start `Task(subagent_type=\"helper\")`.\n"));
    let asked = client.until("textDocument/diagnostic", &of(&uri), |found| !codes(found).is_empty());
    assert_eq!(codes(&asked), ["unknown-reference"]);
    folder.write(".claude/agents/helper.md", &SOUND.replace('x', "helper"));
    let refresh = client.wait(|message| message["method"] == "workspace/diagnostic/refresh");
    assert_eq!(refresh.get("params"), None);
    client.send(&json!({ "jsonrpc": "2.0", "id": refresh["id"], "result": null }));
    client.until("textDocument/diagnostic", &of(&uri), |found| codes(found).is_empty());
    client.finish_amid_messages();
}
