//! Whatever a client says of itself, it is greeted: what is ill-typed in `initialize` costs itself alone. An input is the
//! parameters as JSON, or changes to what a real client says: three bytes each, for the place and what stands there.

#![no_main]

use std::io::{self, Write};
use std::sync::{Arc, LazyLock, Mutex};

use agentls::transport::Outbox;
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};

/// What real clients say.
static CLIENTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let clients: Map<String, Value> =
        serde_json::from_str(include_str!("../../e2e/clients.json")).expect("JSON");
    let greeting = |client: &Value| {
        json!({
            "processId": 1, "rootUri": "file:///w", "rootPath": "/w", "locale": "en", "trace": "off",
            "clientInfo": { "name": "x", "version": "1" }, "capabilities": client["capabilities"],
            "workspaceFolders": [{ "uri": "file:///w", "name": "w" }, { "uri": "file:///v", "name": "v" }],
            "initializationOptions": { "targets": ["claude-code"], "rules": { "unknown-key": "off" } },
        })
    };
    clients.values().map(greeting).collect()
});

/// What is put in place of a part.
static VALUES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(3.5),
        json!(u64::MAX),
        json!(""),
        json!("utf-16"),
        json!("\u{0}é"),
        json!([]),
        json!([null, 1, "x", {}]),
        json!({}),
        json!({ "valueSet": [1, "x"] }),
        json!([[{}]]),
    ]
});

/// What the server writes.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fuzz_target!(|data: &[u8]| {
    let mut params = match serde_json::from_slice(data) {
        Ok(Value::Object(params)) => Value::Object(params),
        _ => changed(data),
    };
    // The server would wait for the end of a process that is there, and one whose number is none cannot be.
    if params["processId"].as_i64().is_some() {
        params["processId"] = json!(i32::MAX);
    }
    let greeting = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params });
    let input = [greeting, json!({ "jsonrpc": "2.0", "method": "exit" })].map(|message| {
        let body = message.to_string();
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    });
    let written = Written::default();
    let Ok(outbox) = Outbox::new(written.clone(), || true) else { return };
    let _ = agentls::serve(input.concat().as_bytes(), &outbox, None);
    outbox.close();
    let output = String::from_utf8(std::mem::take(&mut *written.0.lock().expect("no panic"))).expect("UTF-8");
    let answered =
        output.split("Content-Length: ").filter_map(|frame| frame.split_once("\r\n\r\n")).any(|(_, body)| {
            let message: Value = serde_json::from_str(body).expect("JSON");
            message["id"] == 1 && message["result"]["capabilities"].is_object()
        });
    assert!(answered, "{params} is answered with {output:?}");
});

/// What a client says, with the changes that the bytes tell.
fn changed(data: &[u8]) -> Value {
    let (first, rest) = data.split_first().unwrap_or((&0, &[]));
    let mut params = CLIENTS[usize::from(*first) % CLIENTS.len()].clone();
    for change in rest.chunks_exact(3).take(16) {
        let at = usize::from(change[0]) * 256 + usize::from(change[1]);
        let mut pointers = Vec::new();
        collect(&params, String::new(), &mut pointers);
        let pointer = &pointers[at % pointers.len()];
        if let Some(part) = params.pointer_mut(pointer) {
            *part = VALUES[usize::from(change[2]) % VALUES.len()].clone();
        }
    }
    params
}

/// The places in a value, but for itself, as JSON pointers.
fn collect(value: &Value, pointer: String, found: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(entries) => {
            entries.iter().map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        Value::Array(items) => items.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (key, value) in inner {
        let pointer = format!("{pointer}/{key}");
        found.push(pointer.clone());
        collect(value, pointer, found);
    }
}
