//! The servers that are measured: agentls, one that does nothing, and others that look at agent files, where they are
//! installed.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::client::Client;

/// A server, and how it is started.
pub(crate) struct Server {
    pub(crate) name: &'static str,
    program: &'static str,
    arguments: &'static [&'static str],
    /// The language id of the documents that it is for.
    pub(crate) language: &'static str,
}

/// Other servers. `cargo install agnix-lsp` and `npm install --global yaml-language-server` put them on the path. That of
/// VS Code for markdown is not among them: it leaves the parsing of markdown to its client.
const PEERS: [Server; 2] = [
    Server { name: "agnix-lsp", program: "agnix-lsp", arguments: &[], language: "markdown" },
    Server { name: "yaml-ls", program: "yaml-language-server", arguments: &["--stdio"], language: "yaml" },
];

/// The peers that are installed.
pub(crate) fn peers() -> Vec<&'static Server> {
    let installed = |server: &&Server| {
        let mut command = Command::new(server.program);
        let child = command
            .args(server.arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        child.map(|mut child| (child.kill(), child.wait())).is_ok()
    };
    PEERS.iter().filter(installed).collect()
}

/// agentls as it was built for this benchmark, with a home of its own.
pub(crate) fn agentls(home: &Path, folder: Option<&Path>) -> Client {
    let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
    command.env("HOME", home);
    Client::start(command, folder, "markdown")
}

/// This program itself, with the same transport and no analysis.
pub(crate) fn echo() -> Client {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg("--echo");
    Client::start(command, None, "markdown")
}

/// Another server.
pub(crate) fn start(server: &Server, folder: Option<&Path>) -> Client {
    Client::start(command(server), folder, server.language)
}

/// How another server is started.
pub(crate) fn command(server: &Server) -> Command {
    let mut command = Command::new(server.program);
    command.args(server.arguments).stderr(Stdio::null());
    command
}
