//! Whatever a document and its path say, all that the server says of them is text: without control characters, and in
//! markdown without links, images and HTML.
//!
//! An input is the name of the file, a zero, and the text; or the text alone.

#![no_main]

#[path = "../../sinks/markdown.rs"]
mod markdown;

use std::io::{self, Read, Write};
use std::sync::{Arc, Condvar, Mutex};

use agentls::transport::Outbox;
use agentls_analysis::printable::is_control;
use agentls_analysis::text::{Encoding, Text};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

/// What is no text for people, or is written into files as it is.
const UNSHOWN: &[&str] = &[
    "uri",
    "targetUri",
    "href",
    "target",
    "data",
    "edit",
    "textEdit",
    "newText",
    "filterText",
    "documentChanges",
];

fuzz_target!(|data: &[u8]| {
    let Some((place, rest)) = agentls_fuzz::place(data) else { return };
    let (name, text) = rest.split_once('\0').unwrap_or(("x", rest));
    let Some((folder, file)) = place.rsplit_once('/') else { return };
    let file = file.replace('x', &name.replace('/', "_"));
    let Ok(uri) = url::Url::from_file_path(format!("{folder}/{file}")) else { return };
    let offset = usize::from(data.first().copied().unwrap_or_default()) * text.len() / 256;
    for markup in ["markdown", "plaintext"] {
        for message in answers(&session(uri.as_str(), text, offset, markup)) {
            check(&message);
        }
    }
});

/// The messages of a client that asks for everything at an offset.
fn session(uri: &str, text: &str, offset: usize, markup: &str) -> Vec<Value> {
    let document = json!({ "uri": uri });
    let rope = Text::from(text);
    let offset = (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let place = rope.position(offset, Encoding::Utf8);
    let position = json!({ "line": place.line, "character": place.column });
    let at = json!({ "textDocument": document, "position": position, "newName": text });
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9999, "character": 0 } });
    let capabilities = json!({
        "general": { "positionEncodings": ["utf-8"] },
        "textDocument": {
            "hover": { "contentFormat": [markup] },
            "completion": { "completionItem": { "documentationFormat": [markup] } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "publishDiagnostics": { "relatedInformation": true },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [""] } } },
        },
    });
    let opened = |uri: &str| {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } })
    };
    let mut messages = vec![
        json!({ "method": "initialize", "params": { "capabilities": capabilities } }),
        json!({ "method": "initialized", "params": {} }),
        opened("file:///w/.claude/agents/other.md"),
        opened(uri),
    ];
    for (method, params) in [
        ("textDocument/hover", &at),
        ("textDocument/completion", &at),
        ("textDocument/prepareRename", &at),
        ("textDocument/rename", &at),
        ("textDocument/prepareCallHierarchy", &at),
        ("textDocument/documentSymbol", &json!({ "textDocument": document })),
        ("textDocument/documentLink", &json!({ "textDocument": document })),
        (
            "textDocument/codeAction",
            &json!({ "textDocument": document, "range": whole, "context": { "diagnostics": [] } }),
        ),
        ("agentls/verdict", &json!({ "textDocument": document })),
        ("agentls/graph", &json!({ "workspaceFolder": "file:///w" })),
        ("workspace/symbol", &json!({ "query": "" })),
        ("shutdown", &Value::Null),
    ] {
        messages.push(json!({ "method": method, "params": params }));
    }
    for (id, message) in messages.iter_mut().enumerate() {
        message["jsonrpc"] = "2.0".into();
        let method = message["method"].as_str().unwrap_or_default();
        if method != "initialized" && method != "textDocument/didOpen" {
            message["id"] = id.into();
        }
        if message["params"].is_null() {
            message.as_object_mut().map(|message| message.remove("params"));
        }
    }
    messages
}

/// What the server has written, and a sign that there is more.
#[derive(Clone, Default)]
struct Written(Arc<(Mutex<Vec<u8>>, Condvar)>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.0.lock().expect("the lock").extend(bytes);
        self.0.1.notify_all();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What the client sends; it leaves when it has all answers.
struct Sent<'a> {
    bytes: &'a [u8],
    written: Written,
    answers: usize,
}

impl Read for Sent<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.bytes.is_empty() {
            let missing = |bytes: &mut Vec<u8>| {
                messages(bytes).iter().filter(|it| it.get("method").is_none()).count() < self.answers
            };
            let lock = self.written.0.0.lock().expect("the lock");
            drop(self.written.0.1.wait_while(lock, missing).expect("the lock"));
        }
        self.bytes.read(into)
    }
}

/// The messages of a server.
fn messages(mut bytes: &[u8]) -> Vec<Value> {
    let mut found = Vec::new();
    while let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
        let header = std::str::from_utf8(&bytes[..end]).expect("a header");
        let length = header.rsplit(' ').next().and_then(|length| length.parse::<usize>().ok());
        let Some(body) = length.and_then(|length| bytes.get(end + 4..end + 4 + length)) else { break };
        found.push(serde_json::from_slice(body).expect("JSON"));
        bytes = &bytes[end + 4 + body.len()..];
    }
    found
}

/// What the server says to a client.
fn answers(session: &[Value]) -> Vec<Value> {
    let written = Written::default();
    let Ok(outbox) = Outbox::new(written.clone(), || true) else { return Vec::new() };
    let bodies = session.iter().map(Value::to_string);
    let bytes: String = bodies.map(|body| format!("Content-Length: {}\r\n\r\n{body}", body.len())).collect();
    let asked = session.iter().filter(|message| message.get("id").is_some()).count();
    let sent = Sent { bytes: bytes.as_bytes(), written: written.clone(), answers: asked };
    let _ = agentls::serve(sent, &outbox, None);
    let found = messages(&written.0.0.lock().expect("the lock"));
    found
}

/// Holds a message to be text for people.
fn check(value: &Value) {
    match value {
        Value::Object(entries) => {
            let kind = entries.get("kind").and_then(Value::as_str);
            let markup = kind.filter(|kind| matches!(*kind, "markdown" | "plaintext"));
            if let Some((kind, text)) = markup.zip(entries.get("value").and_then(Value::as_str)) {
                assert!(!text.contains(|c| is_control(c) && c != '\n'), "{text:?}");
                if kind == "markdown" {
                    let live = markdown::live_beside_verdicts(text);
                    assert!(live.is_empty(), "{live:?} in {text:?}");
                }
                return;
            }
            let shown = entries.iter().filter(|(key, _)| !UNSHOWN.contains(&key.as_str()));
            shown.for_each(|(_, value)| check(value));
        }
        Value::Array(items) => items.iter().for_each(check),
        Value::String(text) => assert!(!text.contains(is_control), "{text:?}"),
        _ => {}
    }
}
