//! Code lenses: off unless they are asked for, with the commands that the client has.

use crate::support::{Client, Folder, agent, capabilities, of, range_of};
use serde_json::{Value, json};

const LENSES: &str = "textDocument/codeLens";
const REFRESH: &str = "workspace/codeLens/refresh";

/// The capabilities of a client with these commands.
fn with(commands: &[&str]) -> Value {
    let mut can = capabilities(&["utf-8"]);
    can["textDocument"]["codeLens"] = json!({});
    can["workspace"]["codeLens"] = json!({ "refreshSupport": true });
    can["experimental"] = json!({ "commands": { "commands": commands } });
    can
}

/// A project with an agent that two files call.
fn project(settings: &str) -> Folder {
    let folder = Folder::new();
    folder.write("agentls.toml", settings);
    folder.write(".claude/agents/coder.md", &agent("coder", "Do.\n"));
    folder.write(
        ".claude/agents/lead.md",
        &agent("lead", "Use the `coder` agent, then ask the coder agent.\n"),
    );
    folder.write("AGENTS.md", "Use the coder agent.\n");
    folder
}

fn client_in(folder: &Folder, can: &Value) -> (Client, String) {
    let mut client = Client::in_process();
    client.initialize_as(&[&folder.uri("")], can);
    // The index is complete after an answer that waits for it.
    client.call("workspace/symbol", json!({ "query": "" })).unwrap();
    let uri = folder.uri(".claude/agents/coder.md");
    client.open(&uri, &agent("coder", "Do.\n"));
    (client, uri)
}

fn titles(lenses: &Value) -> Vec<&str> {
    let lenses = lenses.as_array().map(Vec::as_slice).unwrap_or_default();
    lenses.iter().map(|lens| lens["command"]["title"].as_str().unwrap_or("unresolved")).collect()
}

#[test]
fn a_client_without_commands_is_told_in_words() {
    let folder = project("code-lenses = true\ntargets = ['claude-code', 'vscode']\n");
    let (mut client, uri) = client_in(&folder, &with(&[]));
    let found = client.call(LENSES, of(&uri)).unwrap();
    let lens = |title: &str| json!({ "range": range_of([0, 0, 0, 3]), "command": { "title": title, "command": "" } });
    assert_eq!(found, json!([lens("called by 2 files"), lens("loads in 2 of 2 tools")]));
    client.finish_amid_findings();
}

#[test]
fn a_client_with_commands_can_go_there() {
    let folder = project("code-lenses = true\n");
    let (mut client, uri) =
        client_in(&folder, &with(&["agentls.showReferences", "agentls.showVerdict", "x"]));
    let found = client.call(LENSES, of(&uri)).unwrap();
    assert_eq!(titles(&found), ["unresolved", "loads in Claude Code"]);
    assert_eq!(found[1]["command"]["command"], "agentls.showVerdict");
    assert_eq!(found[1]["command"]["arguments"], json!([uri]));
    let lens = client.call("codeLens/resolve", found[0].clone()).unwrap();
    assert_eq!(lens["command"]["title"], "called by 2 files");
    assert_eq!(lens["command"]["command"], "agentls.showReferences");
    let [own, place, locations] = lens["command"]["arguments"].as_array().unwrap().as_slice() else {
        panic!("{lens:#}")
    };
    assert_eq!((own, place), (&json!(uri), &json!({ "line": 1, "character": 6 })));
    let mut files: Vec<_> =
        locations.as_array().unwrap().iter().map(|it| it["uri"].as_str().unwrap()).collect();
    files.sort_unstable();
    let lead = folder.uri(".claude/agents/lead.md");
    assert_eq!(files, [&*lead, &lead, &folder.uri("AGENTS.md")]);
    client.finish_amid_findings();
}

#[test]
fn they_are_off_until_the_settings_want_them_and_the_file_wins() {
    let folder = project("");
    let (mut client, uri) = client_in(&folder, &with(&[]));
    assert_eq!(client.call(LENSES, of(&uri)).unwrap(), Value::Null);
    let set = |client: &mut Client, on: bool| {
        let settings = json!({ "agentls": { "code-lenses": on } });
        client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    };
    let refreshed = |client: &mut Client| {
        let id = client.wait(|message| message["method"] == REFRESH)["id"].take();
        client.send(&json!({ "jsonrpc": "2.0", "id": id, "result": null }));
    };
    set(&mut client, true);
    refreshed(&mut client);
    let found = client.call(LENSES, of(&uri)).unwrap();
    assert_eq!(titles(&found), ["called by 2 files", "loads in Claude Code"]);
    folder.write("agentls.toml", "code-lenses = false\n");
    client.notify("textDocument/didSave", of(&folder.uri("agentls.toml")));
    refreshed(&mut client);
    client.until(LENSES, &of(&uri), Value::is_null);
    client.finish_amid_messages();
}

#[test]
fn a_caller_more_or_less_is_a_reason_to_ask_again() {
    let folder = project("code-lenses = true\n");
    let (mut client, uri) = client_in(&folder, &with(&[]));
    assert_eq!(titles(&client.call(LENSES, of(&uri)).unwrap())[0], "called by 2 files");
    client.open(&folder.uri(".claude/agents/lead.md"), &agent("lead", "Does it alone.\n"));
    client.notified(REFRESH);
    assert_eq!(titles(&client.call(LENSES, of(&uri)).unwrap())[0], "called by 1 file");
    client.finish_amid_findings();
}

#[test]
fn only_a_client_with_the_command_is_offered_more_than_titles() {
    for (can, offered) in [
        (capabilities(&["utf-8"]), json!({ "resolveProvider": false })),
        (with(&["agentls.showVerdict"]), json!({ "resolveProvider": false })),
        (with(&["agentls.showReferences"]), json!({ "resolveProvider": true })),
    ] {
        let mut client = Client::in_process();
        assert_eq!(json!(client.initialize_as(&[], &can).capabilities.code_lens_provider), offered);
        client.finish();
    }
}
