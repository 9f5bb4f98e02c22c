//! What the server says, as a client shows it.

use serde_json::{Value, json};

use super::{agent, hostile, hostile_file, is_plain, markdown, runner, texts, workspace};
use crate::support::{Client, Folder, at, of, range_of};

/// What is no text for people, or is written into files as it is.
const UNSHOWN: &[&str] = &[
    "uri",
    "targetUri",
    "href",
    "data",
    "edit",
    "textEdit",
    "newText",
    "additionalTextEdits",
    "filterText",
    "sortText",
    "target",
    "jsonrpc",
];

/// Holds an answer to be plain text, each in one line, and markup to be nothing more than text.
fn check(answer: &Value) {
    match answer {
        Value::Object(entries)
            if entries.get("kind").is_some_and(|kind| kind == "markdown" || kind == "plaintext") =>
        {
            let value = entries["value"].as_str().unwrap();
            assert!(value.lines().all(is_plain), "{value:?}");
            if entries["kind"] == "markdown" {
                assert_eq!(markdown::live_beside_verdicts(value), [""; 0], "{value}");
            } else {
                assert!(!value.contains("**`") && !value.contains("[source]"), "{value}");
            }
        }
        Value::Object(entries) => {
            entries.iter().filter(|(key, _)| !UNSHOWN.contains(&key.as_str())).for_each(|(_, it)| check(it));
        }
        Value::Array(items) => items.iter().for_each(check),
        Value::String(text) => assert!(is_plain(text), "{text:?}"),
        _ => {}
    }
}

/// A client of the workspace that takes markup of a kind, with what was found in the documents that are open in it.
fn client(folder: &Folder, markup: &str) -> Client {
    let mut client = Client::in_process();
    let mut capabilities = crate::support::capabilities(&["utf-8"]);
    capabilities["textDocument"]["hover"] = json!({ "contentFormat": [markup] });
    capabilities["textDocument"]["completion"]["completionItem"]["documentationFormat"] = json!([markup]);
    client.initialize_as(&[&folder.uri("")], &capabilities);
    client
}

/// The documents of the workspace, with their texts.
fn documents(folder: &Folder) -> Vec<(String, String)> {
    let (name, file) = (hostile(), hostile_file());
    let body = "\n# TITLE\n\n@agent-caller [a](command:x) [b](caller.md)\n"
        .replace("TITLE", &name.replace('\n', " "));
    vec![
        (folder.uri(&format!(".claude/agents/{file}.md")), agent(&name) + &body),
        (folder.uri(&format!(".our-runner/agents/{file}.md")), runner(&name)),
    ]
}

/// Asks for all that can be shown of a document. Gives the answers.
fn all(client: &mut Client, uri: &str, text: &str) -> Vec<Value> {
    let mut answers = Vec::new();
    let lines: Vec<_> = text.lines().map(str::to_owned).collect();
    for method in ["documentSymbol", "documentLink", "documentColor", "foldingRange", "codeLens"] {
        answers.push(client.call(&format!("textDocument/{method}"), of(uri)).unwrap());
    }
    answers.push(client.call("agentls/verdict", of(uri)).unwrap());
    answers.push(client.call("agentls/graph", json!({})).unwrap());
    let preview = client.call("agentls/preview", of(uri)).unwrap();
    answers.extend(preview["text"].as_str().unwrap().lines().map(Value::from));
    for (number, line) in lines.iter().enumerate() {
        let value = line.find(": ").map_or(1, |at| at + 3);
        for column in [0, 2, value, line.len() / 2, line.len()] {
            let place = at(uri, number as u32, column.min(line.len()) as u32);
            for method in ["textDocument/hover", "textDocument/completion", "textDocument/prepareRename"] {
                answers.push(client.call(method, place.clone()).unwrap());
            }
            let mut rename = place.clone();
            rename["newName"] = json!(hostile());
            answers.push(client.call("textDocument/rename", rename).unwrap_or_else(|error| error));
            let items = client.call("textDocument/prepareCallHierarchy", place).unwrap();
            for item in items.as_array().into_iter().flatten() {
                for method in ["callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"] {
                    answers.push(client.call(method, json!({ "item": item })).unwrap());
                }
            }
            answers.push(items);
        }
    }
    let range = range_of([0, 0, lines.len() as u32, 0]);
    let actions = json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
    answers.push(client.call("textDocument/codeAction", actions).unwrap());
    answers
}

#[test]
fn all_that_is_said_of_a_document_is_text() {
    let folder = workspace();
    for markup in ["markdown", "plaintext"] {
        let mut client = client(&folder, markup);
        for (uri, text) in documents(&folder) {
            client.open(&uri, &text);
            let findings = Value::from(client.findings(&uri));
            assert!(!findings.as_array().unwrap().is_empty());
            check(&findings);
            let answers = Value::from(all(&mut client, &uri, &text));
            check(&answers);
            let mut shown = Vec::new();
            texts(&answers, UNSHOWN, &mut shown);
            assert!(shown.iter().filter(|text| text.contains("forged")).count() > 20, "{shown:#?}");
        }
        let symbols = client.call("workspace/symbol", json!({ "query": "" })).unwrap();
        assert!(symbols.to_string().contains("forged"), "{symbols}");
        check(&symbols);
        client.finish_amid_findings();
    }
}

#[test]
fn links_lead_to_files() {
    let folder = workspace();
    let mut client = client(&folder, "markdown");
    let (uri, text) = &documents(&folder)[0];
    client.open(uri, text);
    let links = client.call("textDocument/documentLink", of(uri)).unwrap();
    let targets: Vec<_> =
        links.as_array().unwrap().iter().map(|link| link["target"].as_str().unwrap()).collect();
    assert_eq!(targets, [folder.uri(".claude/agents/caller.md")]);
    client.finish_amid_findings();
}

#[test]
fn what_is_said_of_settings_is_text() {
    let folder = workspace();
    let name = super::quoted(&hostile());
    folder.write("agentls.toml", &format!("{name} = 1\ntargets = [{name}]\ndialects = [{name}]\n"));
    let mut client = client(&folder, "markdown");
    let found = Value::from(client.findings(&folder.uri("agentls.toml")));
    assert!(found.to_string().contains("forged"), "{found}");
    check(&found);
    // What the client says of settings is told of by a message.
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "agentls": { hostile(): hostile(), "targets": [hostile()] } } }),
    );
    let message = client.notified("window/showMessage");
    assert!(message["message"].as_str().unwrap().contains("forged"), "{message}");
    check(&message);
    client.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": [hostile()] }));
    check(&client.wait(|message| message.get("error").is_some()));
    check(&client.notified("window/logMessage"));
    client.finish_amid_findings();
}

#[test]
fn edits_are_written_as_they_are() {
    let folder = Folder::new();
    let mut client = client(&folder, "markdown");
    let uri = folder.uri(".claude/agents/x.md");
    client.open(&uri, "---\nname: x\ndescription: d\ncapabilities: [a]\n---\n");
    let new = "a\u{202e}b](command:x) `c`";
    let mut rename = at(&uri, 3, 15);
    rename["newName"] = json!(new);
    let edit = client.call("textDocument/rename", rename).unwrap();
    let written = edit["documentChanges"][0]["edits"][0]["newText"].as_str().unwrap();
    assert_eq!(written, format!("\"{new}\""));
    client.finish_amid_findings();
}
