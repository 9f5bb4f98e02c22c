//! A client that sends one message and reads until its answer is there.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use serde_json::{Value, json};

/// A server with pipes to it.
pub(crate) struct Client {
    pub(crate) server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    language: &'static str,
    uri: String,
    version: i32,
    requests: i64,
    /// When the last message was there, before it was parsed.
    arrived: Instant,
    /// What came before it was waited for, if that is kept.
    pub(crate) unread: Option<Vec<Value>>,
}

impl Client {
    /// Starts a server, with a workspace if there is one, and waits until it has answered `initialize`.
    pub(crate) fn start(command: Command, folder: Option<&Path>, language: &'static str) -> Self {
        Self::start_as(&capabilities(), command, folder, language)
    }

    /// The same for a client with other capabilities.
    pub(crate) fn start_as(
        capabilities: &Value,
        mut command: Command,
        folder: Option<&Path>,
        language: &'static str,
    ) -> Self {
        let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (server.stdin.take().unwrap(), BufReader::new(server.stdout.take().unwrap()));
        let mut client = Self {
            server,
            input,
            output,
            language,
            uri: String::new(),
            version: 0,
            requests: 0,
            arrived: Instant::now(),
            unread: None,
        };
        let root = folder
            .map(|folder| url::Url::from_file_path(folder.canonicalize().unwrap()).unwrap().to_string());
        client.request(
            "initialize",
            json!({ "processId": null, "rootUri": root, "capabilities": capabilities }),
        );
        client.notify("initialized", json!({}));
        client
    }

    /// The memory that the server holds, in megabytes, where Linux says so.
    pub(crate) fn memory_mb(&self) -> f64 {
        let pages = std::fs::read_to_string(format!("/proc/{}/statm", self.server.id())).unwrap_or_default();
        let resident = pages.split(' ').nth(1).and_then(|pages| pages.parse::<f64>().ok());
        resident.map_or(f64::NAN, |pages| pages * 4096.0 / 1e6)
    }

    /// Opens a document and waits for its findings.
    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        uri.clone_into(&mut self.uri);
        self.version = 0;
        let document = json!({ "uri": uri, "languageId": self.language, "version": 0, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
        self.wait_for_findings();
    }

    /// Whether what was typed last is still there.
    pub(crate) fn is_typed(&self) -> bool {
        self.version % 2 == 1
    }

    /// Does something, and gives the microseconds until the last message was there: to parse it is not the server's work.
    pub(crate) fn timed<T>(&mut self, call: impl FnOnce(&mut Self) -> T) -> (T, f64) {
        let start = Instant::now();
        let result = call(self);
        (result, self.arrived.duration_since(start).as_secs_f64() * 1e6)
    }

    /// Types a character, or deletes it again, and waits for the findings.
    pub(crate) fn type_or_delete(&mut self, line: u32, column: u32) {
        let at = |character: u32| json!({ "line": line, "character": character });
        let (end, text) = if self.is_typed() { (column + 1, "") } else { (column, "x") };
        let change = json!({ "range": { "start": at(column), "end": at(end) }, "text": text });
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [change] }),
        );
        self.wait_for_findings();
    }

    /// Sends a request and waits for its answer.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer_to(id)
    }

    /// Sends a request, and gives its id.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Waits for the answer to a request.
    pub(crate) fn answer_to(&mut self, id: i64) -> Value {
        self.wait(|message| message["id"] == id && message.get("method").is_none())
    }

    /// Waits for the findings of the version that was sent last, or of whichever where a server names none.
    fn wait_for_findings(&mut self) {
        self.findings_of(&self.uri.clone(), self.version);
    }

    /// The same for a version of any document.
    pub(crate) fn findings_of(&mut self, uri: &str, version: i32) {
        self.wait(|message| {
            let params = &message["params"];
            let newest = params.get("version").is_none_or(|it| it.is_null() || *it == version);
            message["method"] == "textDocument/publishDiagnostics" && params["uri"] == uri && newest
        });
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn send(&mut self, message: &Value) {
        self.send_body(&message.to_string());
    }

    /// Sends a message that is written out already.
    pub(crate) fn send_body(&mut self, body: &str) {
        self.input.write_all(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).unwrap();
    }

    fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(message) = self.unread.iter_mut().flatten().find(|message| wanted(message)) {
            return message.take();
        }
        loop {
            let message = self.read();
            if wanted(&message) {
                return message;
            }
            // Servers ask for settings, and wait for them.
            if let (Some(id), Some(_)) = (message.get("id"), message.get("method")) {
                self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": null }));
            } else if let Some(unread) = &mut self.unread {
                unread.push(message);
            }
        }
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server is gone");
            match line.trim_end().strip_prefix("Content-Length: ") {
                Some(number) => length = number.parse().unwrap(),
                None if line.trim_end().is_empty() => break,
                None => {}
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        self.arrived = Instant::now();
        serde_json::from_slice(&body).unwrap()
    }
}

/// What a plain client can do.
pub(crate) fn capabilities() -> Value {
    let general = json!({ "positionEncodings": ["utf-8"] });
    let publish = json!({ "versionSupport": true });
    let action = json!({ "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } });
    let tokens = json!({
        "requests": { "full": true }, "tokenModifiers": ["deprecated"], "formats": ["relative"],
        "tokenTypes": ["class", "namespace", "function", "parameter", "macro", "comment"],
    });
    let lens = json!({});
    let text = json!({ "publishDiagnostics": publish, "codeAction": action, "semanticTokens": tokens, "codeLens": lens });
    json!({ "general": general, "textDocument": text })
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
