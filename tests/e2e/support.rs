//! A typed LSP client for tests, over pipes to a server in this process or over stdio to the built program.
//!
//! It waits with a deadline and never sleeps. Every message of the server is held against the protocol. When it is finished, every message of the server must have been read:
//! one that nobody expected is a failure.

mod end;
mod folder;

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use agentls::transport::Outbox;
use serde_json::{Value, json};
use tower_lsp::gen_lsp_types as lsp;

pub(crate) use folder::Folder;

use crate::protocol;

/// Long enough for every machine, and short enough to fail rather than hang.
pub(crate) const DEADLINE: Duration = Duration::from_secs(60);

/// A client with its server.
pub(crate) struct Client {
    input: Option<Box<dyn Write + Send>>,
    incoming: Receiver<Value>,
    unread: VecDeque<Value>,
    next_id: i64,
    /// The method of each request by its id, as far as it was not sent as bytes.
    asked: HashMap<String, String>,
    /// Whether findings may be unread at the end.
    findings_expected: bool,
    server: Server,
}

enum Server {
    Thread(Option<thread::JoinHandle<i32>>),
    Process(Child),
}

impl Client {
    /// A server of agentls in this process, not initialized.
    pub(crate) fn in_process() -> Self {
        Self::with(|input, outbox| agentls::serve(input, &outbox, None).unwrap())
    }

    /// Any server in this process. It gives the exit code.
    pub(crate) fn with(serve: impl FnOnce(std::io::PipeReader, Outbox) -> i32 + Send + 'static) -> Self {
        let (to_server, input) = {
            let (reader, writer) = std::io::pipe().unwrap();
            (writer, reader)
        };
        let (output, from_server) = {
            let (reader, writer) = std::io::pipe().unwrap();
            (writer, reader)
        };
        // The reader thread below always reads, so that writing on the spot cannot block for long.
        let server = thread::spawn(move || serve(input, Outbox::new(output, || true).unwrap()));
        Self::new(Box::new(to_server), from_server, Server::Thread(Some(server)))
    }

    /// A server in this process with a folder for its workspace.
    pub(crate) fn in_folder(folder: &Folder) -> Self {
        let mut client = Self::in_process();
        client.initialize_in(&[&folder.uri("")], &["utf-8"]);
        client
    }

    /// The built program, not initialized.
    pub(crate) fn stdio(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
        command.args(arguments);
        Self::of(command)
    }

    /// A program that serves over stdio, not initialized.
    pub(crate) fn of(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self::new(Box::new(input), output, Server::Process(child))
    }

    /// How many threads the program has now.
    #[cfg(target_os = "linux")]
    pub(crate) fn threads(&self) -> usize {
        let Server::Process(child) = &self.server else { panic!("the server is in this process") };
        std::fs::read_dir(format!("/proc/{}/task", child.id())).unwrap().count()
    }

    fn new(input: Box<dyn Write + Send>, output: impl Read + Send + 'static, server: Server) -> Self {
        let (sender, incoming) = channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read_message(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Self {
            input: Some(input),
            incoming,
            unread: VecDeque::new(),
            next_id: 0,
            asked: HashMap::new(),
            findings_expected: false,
            server,
        }
    }

    /// Initializes with the capabilities of a client that can do everything, counting in UTF-8 unless told otherwise.
    pub(crate) fn initialize(&mut self, encodings: &[&str]) -> lsp::InitializeResult {
        self.initialize_in(&[], encodings)
    }

    /// The same in a workspace with these folders.
    pub(crate) fn initialize_in(&mut self, folders: &[&str], encodings: &[&str]) -> lsp::InitializeResult {
        self.initialize_as(folders, &capabilities(encodings))
    }

    /// The same as a client that watches files when asked to.
    pub(crate) fn initialize_watching(&mut self, folders: &[&str]) -> lsp::InitializeResult {
        let mut capabilities = capabilities(&["utf-8"]);
        capabilities["workspace"]["didChangeWatchedFiles"] = json!({ "dynamicRegistration": true });
        self.initialize_as(folders, &capabilities)
    }

    /// The same as a client that asks for findings.
    pub(crate) fn initialize_pulling(&mut self, folders: &[&str]) -> lsp::InitializeResult {
        let mut capabilities = capabilities(&["utf-8"]);
        capabilities["textDocument"]["diagnostic"] = json!({});
        capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
        self.initialize_as(folders, &capabilities)
    }

    /// The same as a client of these capabilities.
    pub(crate) fn initialize_as(&mut self, folders: &[&str], capabilities: &Value) -> lsp::InitializeResult {
        let folders: Vec<_> = folders.iter().map(|uri| json!({ "uri": uri, "name": "folder" })).collect();
        let params = json!({
            "processId": null, "rootUri": null, "workspaceFolders": folders, "capabilities": capabilities,
        });
        let result = self.call("initialize", params).unwrap();
        self.notify("initialized", json!({}));
        serde_json::from_value(result).unwrap()
    }

    /// A server of agentls in this process, ready for documents.
    pub(crate) fn ready() -> Self {
        let mut client = Self::in_process();
        client.initialize(&["utf-8"]);
        client
    }

    /// Sends bytes as they are.
    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    /// Sends one message with its header.
    pub(crate) fn send(&mut self, message: &Value) {
        if let (Some(id), Some(method)) = (message.get("id"), message["method"].as_str()) {
            self.asked.insert(id.to_string(), method.to_owned());
        }
        self.raw(&framed(message.to_string().as_bytes()));
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and gives its id.
    pub(crate) fn start(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params }));
        self.next_id
    }

    /// Waits for the answer to a request.
    pub(crate) fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let message = self.wait(|message| message["id"] == id && message.get("method").is_none());
        if message.get("error").is_some() {
            return Err(message["error"].clone());
        }
        Ok(message["result"].clone())
    }

    /// Sends a request and waits for its answer.
    pub(crate) fn call(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.start(method, params);
        self.answer(id)
    }

    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces a range, given as line and column of its start and its end.
    pub(crate) fn edit(&mut self, uri: &str, version: i32, range: [u32; 4], text: &str) {
        let change = json!({ "range": range_of(range), "text": text });
        self.change(uri, version, json!([change]));
    }

    pub(crate) fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Waits for a notification or request of the server.
    pub(crate) fn notified(&mut self, method: &str) -> Value {
        self.wait(|message| message["method"] == method)["params"].take()
    }

    /// Waits for findings and gives their codes.
    pub(crate) fn codes(&mut self, uri: &str) -> Vec<String> {
        self.findings(uri).into_iter().map(|found| found["code"].as_str().unwrap().to_owned()).collect()
    }

    /// Waits for findings with exactly these codes; those before are forgotten.
    pub(crate) fn codes_until(&mut self, uri: &str, wanted: &[&str]) {
        while self.codes(uri) != wanted {}
    }

    /// Waits for the findings of a version and gives their codes.
    pub(crate) fn codes_of(&mut self, uri: &str, version: i32) -> Vec<String> {
        let params = self.wait(|message| message["params"]["uri"] == uri && message["params"]["version"] == version)
            ["params"]
            .take();
        params["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| found["code"].as_str().unwrap().to_owned())
            .collect()
    }

    pub(crate) fn findings(&mut self, uri: &str) -> Vec<Value> {
        let params = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
        })["params"]
            .take();
        params["diagnostics"].as_array().unwrap().clone()
    }

    /// The first message for which `wanted` holds; those before it stay unread.
    pub(crate) fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.unread.iter().position(&wanted) {
            return self.unread.remove(at).unwrap();
        }
        loop {
            match self.receive() {
                Ok(message) if wanted(&message) => return message,
                Ok(message) => self.unread.push_back(message),
                Err(error) => panic!("no such message ({error}); unread: {:#?}", self.unread),
            }
        }
    }

    /// The next message, which must be as the protocol has it.
    fn receive(&mut self) -> Result<Value, RecvTimeoutError> {
        let message = self.incoming.recv_timeout(DEADLINE)?;
        let asked = message.get("id").and_then(|id| self.asked.get(&id.to_string()));
        if let Err(breach) = protocol::check(&message, asked.map(String::as_str)) {
            panic!("{breach}\nin {message:#}");
        }
        Ok(message)
    }

    /// Takes out all messages that are the consequence of what was sent, and for which `wanted` holds.
    pub(crate) fn drain(&mut self, wanted: impl Fn(&Value) -> bool) -> Vec<Value> {
        // Findings are sent when nothing more has arrived: behind the first answer, and before the second.
        for _ in 0..2 {
            let _ = self.call("agentls/nothing", json!(null));
        }
        let (taken, left): (VecDeque<_>, _) =
            std::mem::take(&mut self.unread).into_iter().partition(|message| wanted(message));
        self.unread = left;
        Vec::from(taken)
    }

    /// Asks until the answer is as wanted: for what the server learns from the disk beside everything else.
    pub(crate) fn until(&mut self, method: &str, params: &Value, wanted: impl Fn(&Value) -> bool) -> Value {
        let start = Instant::now();
        loop {
            let answer = self.call(method, params.clone()).unwrap();
            if wanted(&answer) {
                return answer;
            }
            assert!(start.elapsed() < DEADLINE, "still {answer:#}");
            thread::yield_now();
        }
    }

    /// Asks until what is asked gives what is wanted.
    pub(crate) fn until_same(&mut self, look: impl Fn(&mut Self) -> Value, wanted: &Value) {
        let start = Instant::now();
        loop {
            let found = look(self);
            if found == *wanted {
                return;
            }
            assert!(start.elapsed() < DEADLINE, "still {found:#}, not {wanted:#}");
            thread::yield_now();
        }
    }

    /// Forgets the messages of a method that have arrived, or will before the next answer.
    pub(crate) fn ignore(&mut self, method: &str) {
        self.drain(|message| message["method"] == method);
    }

    /// Closes the server's input.
    pub(crate) fn hang_up(&mut self) {
        self.input = None;
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if let Server::Process(child) = &mut self.server {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// An agent's file.
pub(crate) fn agent(name: &str, body: &str) -> String {
    format!("---\nname: {name}\ndescription: What {name} does.\n---\n\n{body}")
}

/// A body with its header.
pub(crate) fn framed(body: &[u8]) -> Vec<u8> {
    [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

pub(crate) fn range_of([from_line, from, to_line, to]: [u32; 4]) -> Value {
    json!({ "start": { "line": from_line, "character": from }, "end": { "line": to_line, "character": to } })
}

/// A document and a position in it.
pub(crate) fn at(uri: &str, line: u32, column: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": column } })
}

/// A document.
pub(crate) fn of(uri: &str) -> Value {
    json!({ "textDocument": { "uri": uri } })
}

pub(crate) fn capabilities(encodings: &[&str]) -> Value {
    json!({
        "general": { "positionEncodings": encodings },
        "workspace": { "workspaceEdit": {
            "documentChanges": true, "snippetEditSupport": true, "resourceOperations": ["create", "rename", "delete"],
        } },
        "textDocument": {
            "completion": { "completionItem": {
                "snippetSupport": true, "insertReplaceSupport": true, "documentationFormat": ["markdown"],
                "insertTextModeSupport": { "valueSet": [1, 2] },
            } },
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "source.fixAll"] } },
                "isPreferredSupport": true,
            },
            "hover": { "contentFormat": ["markdown"] },
            "definition": { "linkSupport": true },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "publishDiagnostics": {
                "relatedInformation": true, "codeDescriptionSupport": true, "versionSupport": true,
                "tagSupport": { "valueSet": [1, 2] },
            },
        },
    })
}

fn read_message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse::<usize>().ok(),
            _ if line.trim_end().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
