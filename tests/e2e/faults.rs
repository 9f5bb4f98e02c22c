//! Disks, clients and messages that fail: the server says less, and goes on.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::{Client, Folder, at, framed};

const AGENT: &str = "---\nname: NAME\ndescription: d\n---\n# H\nUse the `other` agent.\n";

fn agent(name: &str) -> String {
    AGENT.replace("NAME", name)
}

/// The names that the workspace knows.
fn names(client: &mut Client) -> Vec<String> {
    let found = client.call("workspace/symbol", json!({ "query": "" })).unwrap();
    let name = |it: &Value| it["name"].as_str().unwrap_or_default().to_owned();
    let mut names: Vec<_> = found.as_array().into_iter().flatten().map(name).collect();
    names.sort();
    names
}

/// The number of a user who owns nothing.
const NOBODY: u32 = 65534;

/// Whether this test may read whatever it likes, so that somebody else has to be refused.
fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

#[test]
fn what_may_not_be_read_costs_only_itself() {
    let folder = Folder::new();
    for name in ["open", "closed", "other"] {
        folder.write(&format!(".claude/agents/{name}.md"), &agent(name));
    }
    folder.write(".claude/agents/locked/inner.md", &agent("inner"));
    // Reading memory that is nobody's is an error of the disk as far as a reader can tell.
    symlink("/proc/self/mem", folder.path(".claude/agents/broken.md")).unwrap();
    symlink("nowhere.md", folder.path(".claude/agents/dangling.md")).unwrap();
    fs::write(folder.path(".claude/agents/bytes.md"), (0..=255).collect::<Vec<u8>>()).unwrap();
    let mode = |file: &str, mode| fs::set_permissions(folder.path(file), fs::Permissions::from_mode(mode));
    mode("", 0o755).unwrap();
    mode(".claude/agents/closed.md", 0).unwrap();
    mode(".claude/agents/locked", 0).unwrap();
    let program = folder.path("agentls");
    fs::copy(env!("CARGO_BIN_EXE_agentls"), &program).unwrap();
    let command = || {
        let mut command = Command::new(&program);
        if is_root() {
            command.uid(NOBODY);
        }
        command
    };

    let mut client = Client::of(command());
    client.initialize_in(&[&folder.uri("")], &["utf-8"]);
    let open = folder.uri(".claude/agents/open.md");
    client.open(&open, &agent("open"));
    let definition = client.call("textDocument/definition", at(&open, 5, 10)).unwrap();
    assert!(definition.to_string().contains("other.md"), "{definition}");
    assert_eq!(names(&mut client), ["open", "other"]);
    client.finish_amid_findings();

    let checked = command().arg("check").arg(folder.path("")).output().unwrap();
    let said =
        String::from_utf8_lossy(&checked.stderr).into_owned() + &String::from_utf8_lossy(&checked.stdout);
    assert!(said.contains("closed.md"), "what was not checked is said: {said}");
    mode(".claude/agents/locked", 0o755).unwrap();
}

#[test]
fn files_that_vanish_while_they_are_read() {
    let folder = Folder::new();
    let file = |number: usize| format!(".claude/agents/a{number}.md");
    for number in 0..300 {
        folder.write(&file(number), &agent(&format!("a{number}")));
    }
    let mut client = Client::in_process();
    client.initialize_in(&[&folder.uri("")], &["utf-8"]);
    for number in 10..300 {
        fs::remove_file(folder.path(&file(number))).unwrap();
    }
    let left: Vec<_> = (0..10).map(|number| format!("a{number}")).collect();
    client.until_same(|client| json!(names(client)), &json!(left));
    client.finish_amid_findings();
}

#[test]
fn two_servers_on_one_workspace() {
    let folder = Folder::new();
    folder.write(".claude/agents/x.md", &agent("x"));
    let uri = folder.uri(".claude/agents/x.md");
    let mut clients: Vec<_> = (0..2).map(|_| Client::stdio(&[])).collect();
    for client in &mut clients {
        client.initialize_in(&[&folder.uri("")], &["utf-8"]);
        client.open(&uri, &agent("x"));
    }
    // What is typed in one is not seen by the other; what is written is seen by both.
    clients[0].edit(&uri, 2, [1, 6, 1, 7], "typed");
    clients[0].until_same(|client| json!(names(client)), &json!(["typed"]));
    clients[1].until_same(|client| json!(names(client)), &json!(["x"]));
    folder.write(".claude/agents/y.md", &agent("written"));
    clients[0].until_same(|client| json!(names(client)), &json!(["typed", "written"]));
    clients[1].until_same(|client| json!(names(client)), &json!(["written", "x"]));
    clients.into_iter().for_each(Client::finish_amid_findings);
}

#[test]
fn it_leaves_when_nobody_reads_any_more() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_agentls"));
    let mut server = server.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    drop(server.stdout.take());
    let mut input = server.stdin.take().unwrap();
    let ask = framed(br#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#);
    // The input stays open: what tells that the client is gone is that nothing can be written.
    while input.write_all(&ask).is_ok() {}
    assert_eq!(server.wait().unwrap().code(), Some(1));
}

#[test]
fn nonsense_on_the_wire_leaves_documents_as_they_are() {
    let uri = "file:///w/.claude/agents/x.md";
    let mut client = Client::stdio(&[]);
    client.initialize(&["utf-8"]);
    client.open(uri, "---\nname: x\ndescription: d\npriority: hihg\n---\n");
    assert_eq!(client.codes(uri), ["unknown-value"]);
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    for nonsense in
        [&b"{}\r\n\r\n"[..], &framed(b"[1, 2]"), &framed(b"{\"jsonrpc\":\"2.0\",\"method\":7}"), &bytes]
    {
        client.raw(nonsense);
    }
    client.raw(b"\r\n\r\n");
    for params in [json!(null), json!([]), json!({ "textDocument": 7 }), json!({ "contentChanges": "x" })] {
        client.notify("textDocument/didChange", params.clone());
        client.notify("textDocument/didOpen", params.clone());
        assert!(client.call("textDocument/hover", params).is_err());
    }
    client.edit(uri, 2, [3, 10, 3, 14], "high");
    assert_eq!(client.codes(uri), [""; 0]);
    client.drain(|message| message["id"].is_null() || message["method"] == "window/logMessage");
    client.finish();
}
