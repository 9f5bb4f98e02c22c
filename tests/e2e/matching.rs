//! Rules for certain files: how many of the workspace match, and that this follows the disk.

use std::fs;

use serde_json::json;

use crate::support::{Client, Folder, at};

const RULE: &str = ".claude/rules/r.md";

fn rule(pattern: &str) -> String {
    format!("---\npaths: \"{pattern}\"\n---\nDo it.\n")
}

/// What the hover over the pattern says, until it is that.
fn hovers(client: &mut Client, uri: &str, said: &str) {
    client.until("textDocument/hover", &at(uri, 1, 10), |hover| hover["contents"]["value"] == said);
}

#[test]
fn a_rule_matches_nothing_until_a_file_is_there() {
    let folder = Folder::new();
    folder.write("src/a.rs", "");
    folder.write(".gitignore", "/dist\n");
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri(RULE);
    client.open(&uri, &rule("/src/*.ts"));
    client.codes_until(&uri, &["rule-matches-nothing"]);
    hovers(
        &mut client,
        &uri,
        "`/src/*.ts` matches no file of this project, not counting those that are ignored.",
    );
    folder.write("src/b.ts", "");
    client.codes_until(&uri, &[]);
    hovers(&mut client, &uri, "`/src/*.ts` matches 1 file of this project: `src/b.ts`.");
    fs::remove_file(folder.path("src/b.ts")).unwrap();
    client.codes_until(&uri, &["rule-matches-nothing"]);
    // A folder that comes from elsewhere, with what is in it.
    let other = Folder::new();
    other.write("new/deep/c.ts", "");
    fs::rename(other.path("new"), folder.path("new")).unwrap_or_else(|_| folder.write("new/deep/c.ts", ""));
    client.change(&uri, 2, json!([{ "text": rule("new/deep") }]));
    client.codes_until(&uri, &[]);
    folder.write("new/deep/later.ts", "");
    hovers(
        &mut client,
        &uri,
        "`new/deep` matches 2 files of this project: `new/deep/c.ts`, `new/deep/later.ts`.",
    );
    fs::rename(folder.path("new"), folder.path("other")).unwrap();
    client.codes_until(&uri, &["rule-matches-nothing"]);
    // What is ignored may well be there.
    client.change(&uri, 3, json!([{ "text": rule("dist/*.js") }]));
    client.codes_until(&uri, &[]);
    fs::remove_file(folder.path(".gitignore")).unwrap();
    client.codes_until(&uri, &["rule-matches-nothing"]);
    client.finish_amid_findings();
}

#[test]
fn nothing_is_listed_unless_a_rule_asks_and_a_client_that_watches_is_asked_to_tell() {
    let folder = Folder::new();
    folder.write("src/a.rs", "");
    let mut client = Client::in_process();
    client.initialize_watching(&[&folder.uri("")]);
    let registered = client.wait(|message| message["method"] == "client/registerCapability");
    assert_eq!(registered["params"]["registrations"][0]["id"], "agentls/files");
    client.send(&json!({ "jsonrpc": "2.0", "id": registered["id"], "result": null }));
    let (uri, other) = (folder.uri(RULE), folder.uri(".claude/rules/always.md"));
    client.open(&other, "Always do it.\n");
    assert_eq!(client.codes(&other), [""; 0]);
    assert!(client.drain(|message| message["method"] == "client/registerCapability").is_empty());
    client.open(&uri, &rule("src/*.ts"));
    let registered = client.wait(|message| message["method"] == "client/registerCapability");
    assert_eq!(
        registered["params"]["registrations"][0]["registerOptions"]["watchers"],
        json!([{ "globPattern": "**/*", "kind": 1 }])
    );
    // Until it is settled who tells of new files, nothing is known.
    hovers_nothing(&mut client, &uri);
    client.send(&json!({ "jsonrpc": "2.0", "id": registered["id"], "result": null }));
    client.codes_until(&uri, &["rule-matches-nothing"]);
    folder.write("src/b.ts", "");
    let created = json!({ "uri": folder.uri("src/b.ts"), "type": 1 });
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [created] }));
    client.codes_until(&uri, &[]);
    client.finish_amid_findings();
}

/// Whether the hover over the pattern says nothing of files.
fn hovers_nothing(client: &mut Client, uri: &str) {
    let hover = client.call("textDocument/hover", at(uri, 1, 10)).unwrap();
    assert!(!hover.to_string().contains("match"), "{hover}");
}

#[test]
fn a_client_that_refuses_to_tell_is_told_nothing() {
    let folder = Folder::new();
    folder.write("src/a.rs", "");
    let mut client = Client::in_process();
    client.initialize_watching(&[&folder.uri("")]);
    let uri = folder.uri(RULE);
    client.open(&uri, &rule("src/*.ts"));
    let is_created = |message: &serde_json::Value| message.to_string().contains("agentls/created");
    let registered = client.wait(is_created);
    let error = json!({ "code": -32603, "message": "no" });
    client.send(&json!({ "jsonrpc": "2.0", "id": registered["id"], "error": error }));
    hovers_nothing(&mut client, &uri);
    assert!(client.drain(is_created).is_empty());
    client.ignore("client/registerCapability");
    assert_eq!(client.codes(&uri), [""; 0]);
    client.finish_amid_findings();
}

#[test]
fn a_file_of_a_skill_is_unnamed_until_another_names_it() {
    let folder = Folder::new();
    let (skill, uri) = (".claude/skills/forms", folder.uri(".claude/skills/forms/SKILL.md"));
    folder.write("agentls.toml", "[rules]\nunnamed-skill-file = \"hint\"\n");
    folder.write(&format!("{skill}/references/a.md"), "# A\n");
    folder.write(&format!("{skill}/scripts/fill.py"), "\n");
    let text = |body: &str| format!("---\nname: forms\ndescription: Fills in forms.\n---\n{body}\n");
    let mut client = Client::in_folder(&folder);
    client.open(&uri, &text("Read a.md first."));
    client.codes_until(&uri, &["unnamed-skill-file"]);
    // Words of prose count, which no other rule reads.
    client.change(&uri, 2, json!([{ "text": text("Read a.md first, and run fill then.") }]));
    client.codes_until(&uri, &[]);
    client.change(&uri, 3, json!([{ "text": text("Read a.md first, and run it then.") }]));
    client.codes_until(&uri, &["unnamed-skill-file"]);
    folder.write(&format!("{skill}/references/a.md"), "# A\n\nRun `scripts/fill.py`.\n");
    client.codes_until(&uri, &[]);
    folder.write(&format!("{skill}/assets/form.pdf"), "");
    client.codes_until(&uri, &["unnamed-skill-file"]);
    fs::remove_dir_all(folder.path(&format!("{skill}/assets"))).unwrap();
    client.codes_until(&uri, &[]);
    client.finish_amid_findings();
}
