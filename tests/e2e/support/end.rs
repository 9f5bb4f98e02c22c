//! How a client leaves, and what must have been read by then.

use std::sync::mpsc::RecvTimeoutError;

use serde_json::{Value, json};

use super::{Client, Server};

impl Client {
    /// Says good-bye as the specification wants it, and fails unless everything was read.
    pub(crate) fn finish(mut self) {
        self.call("shutdown", Value::Null).unwrap();
        self.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
        assert_eq!(self.wait_for_exit(), 0, "exit code");
    }

    /// The same, with findings that may still be on their way: those that follow what the server learns from the disk.
    pub(crate) fn finish_amid_findings(mut self) {
        self.findings_expected = true;
        self.finish();
    }

    /// The same, with messages of any kind.
    pub(crate) fn finish_amid_messages(mut self) {
        self.call("shutdown", Value::Null).unwrap();
        self.unread.clear();
        self.findings_expected = true;
        self.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
        assert_eq!(self.wait_for_exit(), 0, "exit code");
    }

    /// Waits for the end of the server and gives its exit code. Fails unless everything was read.
    pub(crate) fn wait_for_exit(&mut self) -> i32 {
        // The output ends with the server.
        loop {
            match self.receive() {
                Ok(message) => self.unread.push_back(message),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(error) => panic!("the server is still there: {error}"),
            }
        }
        if self.findings_expected {
            self.unread.retain(|message| message["method"] != "textDocument/publishDiagnostics");
        }
        // What takes long is said, and that depends on the machine.
        let is_progress = |method: &str| matches!(method, "window/workDoneProgress/create" | "$/progress");
        self.unread.retain(|message| !message["method"].as_str().is_some_and(is_progress));
        assert!(self.unread.is_empty(), "unread: {:#?}", self.unread);
        match &mut self.server {
            Server::Thread(server) => server.take().unwrap().join().unwrap(),
            Server::Process(child) => child.wait().unwrap().code().unwrap_or(-1),
        }
    }
}
