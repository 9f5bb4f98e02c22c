//! Texts that nobody writes: the server answers every question about them, what it finds has an end, an edit leads where
//! a first look leads, and other files are served as always.

mod inputs;

use std::time::Instant;

use inputs::{Input, inputs};
use serde_json::{Value, json};

use crate::support::{Client, DEADLINE, of};

const URI: &str = "file:///w/.claude/agents/x.md";
const FRESH: &str = "file:///v/.claude/agents/x.md";
const OTHER: &str = "file:///w/.claude/agents/other.md";

/// More findings of one text are never sent: a front matter of 64 KB, a body with 10,000 things, and each one line.
const MOST_FINDINGS: usize = 20_000;

/// What can be asked about a place.
const QUESTIONS: &[&str] = &[
    "hover",
    "completion",
    "codeAction",
    "documentSymbol",
    "documentColor",
    "documentLink",
    "definition",
    "references",
    "documentHighlight",
    "prepareRename",
    "prepareCallHierarchy",
    "semanticTokens/full",
    "semanticTokens/range",
    "codeLens",
];

fn ask(client: &mut Client, uri: &str, question: &str, line: usize) -> Value {
    let at = json!({ "line": line, "character": 2 });
    let params = json!({
        "textDocument": { "uri": uri },
        "position": at,
        "range": { "start": at, "end": at },
        "context": { "diagnostics": [], "includeDeclaration": true, "triggerKind": 1 },
    });
    client
        .call(&format!("textDocument/{question}"), params)
        .unwrap_or_else(|error| panic!("{question}: {error}"))
}

/// What was last found in a text; none if nothing was sent, as of one that is no agent's.
fn found(client: &mut Client, uri: &str) -> Option<Vec<String>> {
    // An answer that waits for all that is open says that it was looked at.
    let at =
        json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 0 }, "newName": "z" });
    let _ = client.call("textDocument/rename", at);
    let sent = client.drain(|message| {
        message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
    });
    let all = sent.last()?["params"]["diagnostics"].as_array().unwrap();
    assert!(all.len() < MOST_FINDINGS, "{} findings", all.len());
    // Whether files are there that links lead to is learnt beside everything else.
    let now = all.iter().filter(|found| found["code"] != "broken-link");
    Some(now.map(|found| format!("{} {} {}", found["code"], found["range"], found["message"])).collect())
}

fn serve(client: &mut Client, Input { name, text }: &Input) {
    client.open(URI, text);
    let lines = text.lines().count();
    for line in [1, lines / 2, lines] {
        for question in QUESTIONS {
            ask(client, URI, question, line);
        }
        assert!(ask(client, OTHER, "hover", 1)["contents"]["value"].is_string(), "{name}: another file");
    }
    // A letter comes and goes: by then the server knows what it would from the start.
    let last = u32::try_from(lines.saturating_sub(1)).unwrap();
    if last > 0 {
        client.edit(URI, 2, [1, 0, 1, 0], "x");
        client.edit(URI, 3, [1, 0, 1, 1], "");
    }
    client.edit(URI, 4, [last, 0, last, 0], "x");
    let edited = found(client, URI).unwrap_or_default();
    let at = text.match_indices('\n').map(|(at, _)| at + 1).nth(lines.saturating_sub(2)).unwrap_or(0);
    let mut now = text.clone();
    if text.contains('\r') {
        return close(client, &[URI]);
    }
    now.insert(at, 'x');
    client.open(FRESH, &now);
    // What is not there is said when everything around it was read.
    let mut fresh = found(client, FRESH).unwrap_or_default();
    let start = Instant::now();
    while edited != fresh && start.elapsed() < DEADLINE {
        fresh = found(client, FRESH).unwrap_or(fresh);
    }
    assert_eq!(edited, fresh, "{name}");
    for question in ["documentSymbol", "documentColor", "documentLink"] {
        let method = format!("textDocument/{question}");
        let [edited, fresh] = [URI, FRESH].map(|uri| client.call(&method, of(uri)).unwrap().to_string());
        assert_eq!(edited, fresh.replace("/v/", "/w/"), "{name}: {question}");
    }
    close(client, &[URI, FRESH]);
}

fn close(client: &mut Client, uris: &[&str]) {
    for uri in uris {
        client.notify("textDocument/didClose", of(uri));
    }
    client.ignore("textDocument/publishDiagnostics");
}

fn serve_all(mut client: Client, many: usize) {
    client.initialize(&["utf-8"]);
    client.open(OTHER, "---\nname: other\ndescription: d\n---\n");
    for input in inputs(many) {
        serve(&mut client, &input);
    }
    client.finish_amid_findings();
}

#[test]
fn every_text_is_served_and_edited() {
    serve_all(Client::in_process(), 500);
}

#[test]
fn every_text_is_served_by_the_program() {
    serve_all(Client::stdio(&[]), 3_000);
}

/// The codes that are found in a body behind front matter that is right.
fn codes(body: &str) -> Vec<String> {
    let mut client = Client::ready();
    client.open(URI, &format!("---\nname: x\ndescription: d\n---\n{body}"));
    let codes = client.codes(URI);
    client.finish_amid_findings();
    codes
}

#[test]
fn what_is_not_looked_at_is_said() {
    assert_eq!(codes(&(">".repeat(10_000) + " x\n")), ["too-deep"]);
    assert_eq!(codes(&("1. ".repeat(10_000) + " x\n")), ["too-deep"]);
    assert_eq!(codes(&"# H\n".repeat(10_001)), ["too-large"]);
    assert_eq!(codes(&"# H\n".repeat(10_000)), [""; 0]);
    assert_eq!(codes(&("> ".repeat(100) + "x\n")), [""; 0]);
    assert_eq!(codes(&("- ".repeat(200) + "\n")), [""; 0], "a rule");
    assert_eq!(codes(&"word ".repeat(500_000)), ["not-loaded", "too-large"]);
}
