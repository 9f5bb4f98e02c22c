//! The built program over stdio: it answers, and it leaves when it should.

#[cfg(unix)]
use std::process::{Command, Stdio};

use crate::support::Client;
use serde_json::{Value, json};

const URI: &str = "file:///w/.claude/agents/x.md";

fn ready(arguments: &[&str]) -> Client {
    let mut client = Client::stdio(arguments);
    client.initialize(&["utf-8"]);
    client
}

#[test]
fn every_way_to_start_the_server() {
    for arguments in [&[][..], &["--stdio"], &["server"], &["server", "--stdio"]] {
        let mut client = ready(arguments);
        client.open(URI, "---\nname: x\ndescription: d\npriority: hihg\n---\n");
        assert_eq!(client.codes(URI), ["unknown-value"]);
        client.finish();
    }
}

#[test]
fn it_leaves_after_exit_with_its_input_still_open() {
    let mut polite = ready(&[]);
    polite.call("shutdown", Value::Null).unwrap();
    polite.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(polite.wait_for_exit(), 0);

    let mut abrupt = ready(&[]);
    abrupt.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(abrupt.wait_for_exit(), 1);
}

#[test]
fn it_leaves_when_its_input_is_closed() {
    let mut client = ready(&[]);
    client.hang_up();
    assert_eq!(client.wait_for_exit(), 1);

    let mut shut_down = ready(&[]);
    shut_down.call("shutdown", Value::Null).unwrap();
    shut_down.hang_up();
    assert_eq!(shut_down.wait_for_exit(), 0);
}

#[cfg(unix)]
#[test]
fn it_leaves_when_its_parent_dies() {
    let mut parent = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut client = Client::stdio(&[]);
    client.call("initialize", json!({ "processId": parent.id(), "capabilities": {} })).unwrap();
    assert!(client.call("agentls/nothing", Value::Null).is_err(), "it runs while its parent does");
    drop(parent.stdin.take());
    parent.wait().unwrap();
    assert_eq!(client.wait_for_exit(), 1);
}

#[cfg(unix)]
#[test]
fn a_parent_that_cannot_be_seen_is_no_reason_to_leave() {
    // In a container, the editor's process has no number that means anything.
    let mut stranger = Command::new("true").spawn().unwrap();
    let id = stranger.id();
    stranger.wait().unwrap();
    let mut client = Client::stdio(&[]);
    client.call("initialize", json!({ "processId": id, "capabilities": {} })).unwrap();
    client.open(URI, "---\nname: x\ndescription: d\npriority: hihg\n---\n");
    assert_eq!(client.codes(URI), ["unknown-value"]);
    client.finish();
}

#[test]
fn a_very_large_document_is_served() {
    let mut client = ready(&[]);
    let line = "A line of prose that says nothing about anything.\n";
    let text = format!(
        "---\nname: x\ndescription: d\npriority: hihg\n---\n{}",
        line.repeat(20_000_000 / line.len())
    );
    client.open(URI, &text);
    // No tool reads an agent of that size, and that is said as well.
    assert_eq!(client.codes(URI), ["not-loaded", "unknown-value", "too-large"]);
    client.edit(URI, 2, [3, 10, 3, 14], "high");
    assert_eq!(client.codes(URI), ["not-loaded", "too-large"]);
    client.finish();
}
