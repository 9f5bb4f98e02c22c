//! Settings that take long to read: nobody waits for them, and nothing is said without them.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::support::{Client, Folder, at, of};

/// Has a setting, and many words.
fn settings(setting: &str, words: usize) -> String {
    let mut text = format!("{setting}\n[vocabulary]\ntools = [\n");
    for word in 0..words {
        writeln!(text, "  'word{word}',").unwrap();
    }
    text + "]\n"
}

const WORDS: usize = 10_000;
const OFF: &str = "[rules]\nunknown-value = 'off'";
const AGENT: &str = "---\nname: x\ndescription: d\npriority: hihg\n---\n";

fn codes_of_report(report: &Value) -> Vec<&str> {
    report["items"].as_array().unwrap().iter().map(|found| found["code"].as_str().unwrap()).collect()
}

#[test]
fn nothing_is_found_before_large_settings_are_read() {
    let folder = Folder::new();
    folder.write("agentls.toml", &settings(OFF, WORDS));
    let uri = folder.uri(".claude/agents/x.md");
    // Where they are known from the start, and where a file alone is opened.
    for folders in [vec![folder.uri("")], vec![]] {
        let folders: Vec<_> = folders.iter().map(String::as_str).collect();
        let mut client = Client::in_process();
        client.initialize_in(&folders, &["utf-8"]);
        client.open(&uri, AGENT);
        assert_eq!(client.codes(&uri), [""; 0]);
        client.finish_amid_messages();
        let mut client = Client::in_process();
        client.initialize_pulling(&folders);
        client.open(&uri, AGENT);
        let report = client.call("textDocument/diagnostic", of(&uri)).unwrap();
        assert_eq!(codes_of_report(&report), [""; 0]);
        client.finish_amid_messages();
    }
}

#[test]
fn large_settings_take_effect_when_they_are_saved_and_set() {
    let folder = Folder::new();
    folder.write("agentls.toml", &settings(OFF, WORDS));
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri(".claude/agents/x.md");
    client.open(&uri, AGENT);
    assert_eq!(client.codes(&uri), [""; 0]);
    folder.write("agentls.toml", &settings("", WORDS));
    client.codes_until(&uri, &["unknown-value"]);
    // What is set in the editor follows one after the other, large or not.
    for (rules, words, codes) in
        [(OFF, WORDS, &[][..]), ("", 1, &["unknown-value"]), (OFF, 1, &[]), ("", WORDS, &["unknown-value"])]
    {
        let off = json!({ "unknown-value": if rules == OFF { "off" } else { "warning" } });
        let words: Vec<_> = (0..words).map(|word| format!("w{word}")).collect();
        let section = json!({ "rules": off, "vocabulary": { "tools": words } });
        client.notify("workspace/didChangeConfiguration", json!({ "settings": { "agentls": section } }));
        client.codes_until(&uri, codes);
    }
    client.finish_amid_messages();
}

#[test]
fn a_large_settings_file_is_checked_as_it_is_typed() {
    let folder = Folder::new();
    folder.write("agentls.toml", &settings("", WORDS));
    let mut client = Client::in_folder(&folder);
    let (uri, agent) = (folder.uri("agentls.toml"), folder.uri(".claude/agents/x.md"));
    client.open(&agent, AGENT);
    client.open(&uri, &settings("", WORDS));
    client.edit(&uri, 2, [0, 0, 0, 0], "colour = 1");
    client.codes_until(&uri, &["invalid-setting"]);
    assert!(client.call("textDocument/hover", at(&agent, 3, 2)).unwrap()["contents"]["value"].is_string());
    client.edit(&uri, 3, [0, 0, 0, 10], "");
    client.codes_until(&uri, &[]);
    client.finish_amid_messages();
}
