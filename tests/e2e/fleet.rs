//! Agents across files over the protocol: definition, references, rename, and what changes on disk.

use std::fs;

use crate::support::{Client, Folder, agent, at, of, range_of};
use serde_json::{Value, json};

/// The places of locations, as file and line.
fn places(folder: &Folder, locations: &Value) -> Vec<(String, u64)> {
    let place = |location: &Value| {
        let file = location["uri"].as_str().unwrap().strip_prefix(&folder.uri("")).unwrap();
        let file = file.trim_start_matches('/').to_owned();
        (file, location["range"]["start"]["line"].as_u64().unwrap())
    };
    locations.as_array().unwrap().iter().map(place).collect()
}

#[test]
fn definition_references_and_highlights() {
    let folder = Folder::new();
    folder.write(".claude/agents/coder.md", &agent("coder", "The coder.\n"));
    folder.write(".claude/agents/lead.md", &agent("lead", "Use the `coder` agent.\n"));
    folder.write("docs/.claude/agents/other.md", &agent("other", "`subagent_type: \"coder\"`\n"));
    folder.write("node_modules/x/.claude/agents/x.md", &agent("x", "@agent-coder\n"));
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri("CLAUDE.md");
    client.open(&uri, "Ask @agent-coder.\n");
    assert_eq!(client.codes(&uri), [""; 0]);
    let found = client.call("textDocument/definition", at(&uri, 0, 13)).unwrap();
    assert_eq!(found[0]["targetUri"], folder.uri(".claude/agents/coder.md"));
    assert_eq!(found[0]["targetRange"], range_of([1, 6, 1, 11]));
    assert_eq!(found[0]["originSelectionRange"], range_of([0, 11, 0, 16]));
    let ask = |with| {
        let mut params = at(&uri, 0, 13);
        params["context"] = json!({ "includeDeclaration": with });
        params
    };
    let lead = (".claude/agents/lead.md".to_owned(), 5);
    let other = ("docs/.claude/agents/other.md".to_owned(), 5);
    let own = ("CLAUDE.md".to_owned(), 0);
    let found = client.call("textDocument/references", ask(false)).unwrap();
    assert_eq!(places(&folder, &found), [lead.clone(), own.clone(), other.clone()]);
    let found = client.call("textDocument/references", ask(true)).unwrap();
    assert_eq!(places(&folder, &found), [(".claude/agents/coder.md".to_owned(), 1), lead, own, other]);
    let found = client.call("textDocument/documentHighlight", at(&uri, 0, 13)).unwrap();
    assert_eq!(found, json!([{ "range": range_of([0, 11, 0, 16]), "kind": 2 }]));
    assert_eq!(client.call("textDocument/definition", at(&uri, 0, 1)).unwrap(), Value::Null);
    client.finish_amid_findings();
}

#[test]
fn agents_of_a_project_around_the_workspace_are_seen_as_far_as_the_repository_reaches() {
    let folder = Folder::new();
    folder.write("repository/.git/HEAD", "ref: refs/heads/main\n");
    folder.write(".claude/agents/stranger.md", &agent("stranger", ""));
    folder.write("repository/.claude/agents/outer.md", &agent("outer", ""));
    let mut client = Client::in_process();
    client.initialize_in(&[&folder.uri("repository/part")], &["utf-8"]);
    let uri = folder.uri("repository/part/.claude/agents/inner.md");
    client.open(&uri, &agent("inner", "Ask @agent-outer, @agent-stranger.\n"));
    let found = client.call("textDocument/definition", at(&uri, 5, 12)).unwrap();
    assert_eq!(found[0]["targetUri"], folder.uri("repository/.claude/agents/outer.md"));
    assert_eq!(client.call("textDocument/definition", at(&uri, 5, 27)).unwrap(), Value::Null);
    client.finish_amid_findings();
}

#[test]
fn a_rename_is_one_edit_with_the_file() {
    let folder = Folder::new();
    folder.write(".claude/agents/coder.md", &agent("coder", "The coder.\n"));
    folder.write(".claude/agents/lead.md", &agent("lead", "Use the `coder` agent.\n"));
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri("CLAUDE.md");
    client.open(&uri, "Ask @agent-coder.\n");
    assert_eq!(client.codes(&uri), [""; 0]);
    let found = client.call("textDocument/prepareRename", at(&uri, 0, 13)).unwrap();
    assert_eq!(found, json!({ "range": range_of([0, 11, 0, 16]), "placeholder": "coder" }));
    let rename = |to: &str| {
        let mut params = at(&uri, 0, 13);
        params["newName"] = json!(to);
        params
    };
    let edit = client.call("textDocument/rename", rename("writer")).unwrap();
    let edited = |file: &str, version: Value, range: [u32; 4]| {
        json!({
            "textDocument": { "uri": folder.uri(file), "version": version },
            "edits": [{ "range": range_of(range), "newText": "writer" }],
        })
    };
    let changes = json!([
        edited(".claude/agents/coder.md", Value::Null, [1, 6, 1, 11]),
        edited(".claude/agents/lead.md", Value::Null, [5, 9, 5, 14]),
        edited("CLAUDE.md", json!(1), [0, 11, 0, 16]),
        {
            "kind": "rename",
            "oldUri": folder.uri(".claude/agents/coder.md"),
            "newUri": folder.uri(".claude/agents/writer.md"),
        },
    ]);
    assert_eq!(edit, json!({ "documentChanges": changes }));
    for (to, why) in [("lead", "is already defined in"), ("a b", "cannot be a name")] {
        let error = client.call("textDocument/rename", rename(to)).unwrap_err();
        assert!(error["message"].as_str().unwrap().contains(why), "{error}");
    }
    client.finish_amid_findings();
}

#[test]
fn a_rename_that_moves_a_file_keeps_the_links_to_it() {
    let folder = Folder::new();
    folder.write(".claude/agents/coder.md", &agent("coder", "See [lead](lead.md) and [me](coder.md#h).\n"));
    folder.write(".claude/agents/lead.md", &agent("lead", "Use the `coder` agent, [here](./coder.md).\n"));
    folder.write(
        ".claude/skills/pdf/SKILL.md",
        &agent("pdf", "[more](more.md), [coder](../../agents/coder.md)\n"),
    );
    folder.write(".claude/skills/pdf/more.md", "# More\n");
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri("CLAUDE.md");
    client.open(
        &uri,
        "The [coder](.claude/agents/coder.md?raw) and [pdf](.claude/skills/pdf/more.md), `Skill(\"pdf\")`.\n",
    );
    client.ignore("textDocument/publishDiagnostics");
    let mut rename = |file: &str, line: u32, to: &str| {
        let mut params = at(&folder.uri(file), line, 7);
        client.open(&folder.uri(file), &std::fs::read_to_string(folder.path(file)).unwrap());
        client.ignore("textDocument/publishDiagnostics");
        params["newName"] = json!(to);
        let edit = client.call("textDocument/rename", params).unwrap();
        let texts = |change: &Value| {
            let file = change["textDocument"]["uri"].as_str()?.rsplit("/").next()?.to_owned();
            let texts: Vec<_> = change["edits"]
                .as_array()?
                .iter()
                .map(|edit| edit["newText"].as_str().unwrap().to_owned())
                .collect();
            Some((file, texts.join(" ")))
        };
        edit["documentChanges"].as_array().unwrap().iter().filter_map(texts).collect::<Vec<_>>()
    };
    let pair = |file: &str, texts: &str| (file.to_owned(), texts.to_owned());
    assert_eq!(
        rename(".claude/agents/coder.md", 1, "writer"),
        [
            pair("coder.md", "writer writer.md"),
            pair("lead.md", "writer writer.md"),
            pair("SKILL.md", "../../agents/writer.md"),
            pair("CLAUDE.md", ".claude/agents/writer.md"),
        ]
    );
    assert_eq!(
        rename(".claude/agents/coder.md", 1, "Coder")[0],
        pair("coder.md", "Coder Coder.md"),
        "another case"
    );
    assert_eq!(
        rename(".claude/skills/pdf/SKILL.md", 1, "paper"),
        [pair("SKILL.md", "paper"), pair("CLAUDE.md", ".claude/skills/paper/more.md paper")]
    );
    client.finish_amid_findings();
}

#[test]
fn an_open_document_counts_and_not_its_file() {
    let folder = Folder::new();
    folder.write(".claude/agents/coder.md", &agent("coder", ""));
    let mut client = Client::in_folder(&folder);
    let (uri, own) = (folder.uri("CLAUDE.md"), folder.uri(".claude/agents/coder.md"));
    client.open(&own, &agent("writer", ""));
    client.findings(&own);
    client.open(&uri, "Ask @agent-coder, then @agent-writer.\n");
    client.ignore("textDocument/publishDiagnostics");
    let found = client.call("textDocument/definition", at(&uri, 0, 32)).unwrap();
    assert_eq!(found[0]["targetUri"], own);
    assert_eq!(client.call("textDocument/definition", at(&uri, 0, 12)).unwrap(), Value::Null);
    // What was typed and not saved is gone with the document.
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": own } }));
    client.until("textDocument/definition", &at(&uri, 0, 12), |found| !found.is_null());
    client.finish_amid_findings();
}

#[test]
fn files_that_come_and_go_are_seen() {
    let folder = Folder::new();
    folder.write(".claude/agents/lead.md", &agent("lead", ""));
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri("CLAUDE.md");
    client.open(&uri, "Ask @agent-coder, @agent-deep.\n");
    assert_eq!(client.call("textDocument/definition", at(&uri, 0, 12)).unwrap(), Value::Null);
    // This client watches nothing: the server does.
    folder.write(".claude/agents/coder.md", &agent("coder", ""));
    client.until("textDocument/definition", &at(&uri, 0, 12), |found| !found.is_null());
    folder.write(".claude/agents/new/folder/deep.md", &agent("deep", ""));
    client.until("textDocument/definition", &at(&uri, 0, 26), |found| !found.is_null());
    fs::rename(folder.path(".claude/agents/new"), folder.path("gone")).unwrap();
    client.until("textDocument/definition", &at(&uri, 0, 26), Value::is_null);
    fs::remove_file(folder.path(".claude/agents/coder.md")).unwrap();
    client.until("textDocument/definition", &at(&uri, 0, 12), Value::is_null);
    client.finish_amid_findings();
}

#[test]
fn folders_of_the_workspace_come_and_go() {
    let (one, two) = (Folder::new(), Folder::new());
    one.write(".claude/agents/a.md", &agent("a", "@agent-b\n"));
    two.write("deep/.claude/agents/b.md", &agent("b", ""));
    let mut client = Client::in_folder(&one);
    let uri = two.uri("deep/CLAUDE.md");
    let folders = |added: &[&Folder], removed: &[&Folder]| {
        let folder = |it: &&Folder| json!({ "uri": it.uri(""), "name": "x" });
        let list = |them: &[&Folder]| them.iter().map(folder).collect::<Vec<_>>();
        json!({ "event": { "added": list(added), "removed": list(removed) } })
    };
    let symbols = |client: &mut Client| client.call("workspace/symbol", json!({ "query": "b" })).unwrap();
    assert_eq!(symbols(&mut client), json!([]));
    client.notify("workspace/didChangeWorkspaceFolders", folders(&[&two], &[]));
    client.until("workspace/symbol", &json!({ "query": "b" }), |found| found.as_array().unwrap().len() == 1);
    client.open(&uri, "@agent-b\n");
    assert!(!client.call("textDocument/definition", at(&uri, 0, 7)).unwrap().is_null());
    // What is around an open document is known wherever that lies.
    client.notify("workspace/didChangeWorkspaceFolders", folders(&[], &[&two]));
    assert!(!client.call("textDocument/definition", at(&uri, 0, 7)).unwrap().is_null());
    client.notify("textDocument/didClose", of(&uri));
    client.notify("workspace/didChangeWorkspaceFolders", folders(&[&two], &[]));
    client.notify("workspace/didChangeWorkspaceFolders", folders(&[], &[&two]));
    client.until("workspace/symbol", &json!({ "query": "b" }), |found| *found == json!([]));
    client.finish_amid_findings();
}

#[test]
fn links_lead_to_files_and_headings() {
    let folder = Folder::new();
    folder.write("docs/guide.md", "# Guide\n\n## Über uns\n");
    folder.write("docs/AGENTS.md", "# Top\n\n## Second part\n");
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri("AGENTS.md");
    client.open(
        &uri,
        "[a](docs/guide.md) [b](docs/AGENTS.md#second-part) [c](missing.md) [d](#nowhere)\n\n# Top\n",
    );
    client.codes_until(&uri, &["broken-link", "broken-anchor"]);
    let links = client.call("textDocument/documentLink", of(&uri)).unwrap();
    assert_eq!(links[0]["target"], folder.uri("docs/guide.md"));
    assert_eq!(links[0]["range"], range_of([0, 4, 0, 17]));
    let resolved = client.call("documentLink/resolve", links[1].clone()).unwrap();
    assert_eq!(resolved["target"], format!("{}#L3", folder.uri("docs/AGENTS.md")));
    let found = client.call("textDocument/definition", at(&uri, 0, 25)).unwrap();
    assert_eq!(found[0]["targetUri"], folder.uri("docs/AGENTS.md"));
    assert_eq!(found[0]["targetRange"]["start"], json!({ "line": 2, "character": 0 }));
    // What was missing is there now, and the editor has saved something.
    folder.write("missing.md", "Here.\n");
    client.notify("textDocument/didSave", of(&uri));
    client.codes_until(&uri, &["broken-anchor"]);
    client.finish_amid_findings();
}

#[test]
fn who_calls_whom() {
    let folder = Folder::new();
    folder.write(".claude/agents/coder.md", &agent("coder", "@agent-tester\n"));
    folder.write(".claude/agents/lead.md", &agent("lead", "Use the `coder` agent. @agent-coder\n"));
    folder.write(".claude/agents/tester.md", &agent("tester", ""));
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri(".claude/agents/coder.md");
    client.open(&uri, &agent("coder", "@agent-tester\n"));
    client.findings(&uri);
    let items = client.call("textDocument/prepareCallHierarchy", at(&uri, 1, 8)).unwrap();
    assert_eq!((&items[0]["name"], &items[0]["detail"]), (&json!("coder"), &json!("What coder does.")));
    let calls = |client: &mut Client, way: &str| {
        client.call(&format!("callHierarchy/{way}Calls"), json!({ "item": items[0] })).unwrap()
    };
    let incoming = calls(&mut client, "incoming");
    assert_eq!(incoming[0]["from"]["name"], "lead");
    assert_eq!(incoming[0]["fromRanges"], json!([range_of([5, 9, 5, 14]), range_of([5, 30, 5, 35])]));
    let outgoing = calls(&mut client, "outgoing");
    assert_eq!(outgoing[0]["to"]["name"], "tester");
    assert_eq!(outgoing[0]["fromRanges"], json!([range_of([5, 7, 5, 13])]));
    client.finish_amid_findings();
}

#[test]
fn names_are_completed_hovered_and_searched() {
    let folder = Folder::new();
    folder.write(".claude/agents/coder.md", "---\nname: coder\ndescription: Writes: it\n---\n");
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri("CLAUDE.md");
    client.open(&uri, "Ask @agent-coder.\n\n`subagent_type: \"\"`\n");
    client.findings(&uri);
    // Hover waits until all files are known; completion answers with what it has after a moment.
    let hover = client.call("textDocument/hover", at(&uri, 0, 13)).unwrap();
    let items = client.call("textDocument/completion", at(&uri, 2, 17)).unwrap();
    assert_eq!(items["items"][0]["label"], "coder");
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("Claude Code subagent") && text.contains(".claude/agents/coder.md"), "{text}");
    assert!(text.contains("repairs it"), "the verdict of the tool: {text}");
    let found = client.call("workspace/symbol", json!({ "query": "cdr" })).unwrap();
    assert_eq!((&found[0]["name"], found.as_array().unwrap().len()), (&json!("coder"), 1));
    assert_eq!(found[0]["location"]["range"], range_of([1, 6, 1, 11]));
    client.finish_amid_findings();
}

#[test]
fn names_follow_files_that_the_editor_moves() {
    let folder = Folder::new();
    folder.write(".claude/agents/coder.md", &agent("coder", ""));
    folder.write("CLAUDE.md", "Ask @agent-coder.\n");
    let mut client = Client::in_folder(&folder);
    let moved =
        |from: &str, to: &str| json!({ "files": [{ "oldUri": folder.uri(from), "newUri": folder.uri(to) }] });
    let params = moved(".claude/agents/coder.md", ".claude/agents/writer.md");
    let edit = client.call("workspace/willRenameFiles", params.clone()).unwrap();
    let edits: Vec<_> =
        edit["documentChanges"].as_array().unwrap().iter().map(|it| &it["edits"][0]).collect();
    assert_eq!(edits.len(), 2, "{edit}");
    assert!(edits.iter().all(|edit| edit["newText"] == "writer"), "{edits:?}");
    let nothing = moved(".claude/agents/coder.md", ".claude/agents/deep/coder.md");
    assert_eq!(client.call("workspace/willRenameFiles", nothing).unwrap(), Value::Null);
    fs::rename(folder.path(".claude/agents/coder.md"), folder.path(".claude/agents/writer.md")).unwrap();
    client.notify("workspace/didRenameFiles", params);
    let found = json!({ "query": "coder" });
    let gone = |found: &Value| found[0]["location"]["uri"] == folder.uri(".claude/agents/writer.md");
    client.until("workspace/symbol", &found, gone);
    client.finish_amid_findings();
}

#[test]
fn a_name_that_was_nearly_right_is_mended() {
    let folder = Folder::new();
    folder.write(".claude/agents/scribe.md", &agent("scribe", ""));
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri("CLAUDE.md");
    client.open(&uri, "`subagent_type: \"scribbe\"`\n");
    client.codes_until(&uri, &["unknown-reference"]);
    let mut params = of(&uri);
    params["range"] = range_of([0, 20, 0, 20]);
    params["context"] = json!({ "diagnostics": [] });
    let actions = client.call("textDocument/codeAction", params).unwrap();
    assert_eq!(actions[0]["title"], "Write `scribe`");
    let edit = &actions[0]["edit"]["documentChanges"][0]["edits"][0];
    assert_eq!(edit, &json!({ "range": range_of([0, 17, 0, 24]), "newText": "scribe" }));
    client.finish_amid_findings();
}

#[test]
fn what_others_define_is_found_wrong_as_soon_as_they_do() {
    let folder = Folder::new();
    folder.write(".claude/agents/coder.md", &agent("coder", ""));
    let mut client = Client::in_folder(&folder);
    let (uri, own) = (folder.uri("CLAUDE.md"), folder.uri(".claude/agents/coder.md"));
    client.open(&uri, "`subagent_type: \"scribe\"`\n");
    client.codes_until(&uri, &["unknown-reference"]);
    client.open(&own, &agent("scribe", ""));
    client.codes_until(&uri, &[]);
    client.edit(&own, 2, [1, 6, 1, 12], "coder");
    client.codes_until(&uri, &["unknown-reference"]);
    client.finish_amid_findings();
}

#[test]
fn an_agent_is_unused_until_someone_names_it() {
    let folder = Folder::new();
    folder.write("agentls.toml", "[rules]\nunused-agent = \"hint\"\n");
    let mut client = Client::in_folder(&folder);
    let (uri, own) = (folder.uri("CLAUDE.md"), folder.uri(".claude/agents/scribe.md"));
    client.open(&uri, "Ask someone.\n");
    client.open(&own, &agent("scribe", ""));
    client.codes_until(&own, &["unused-agent"]);
    client.edit(&uri, 2, [0, 4, 0, 11], "@agent-scribe");
    client.codes_until(&own, &[]);
    client.edit(&uri, 3, [0, 4, 0, 17], "someone");
    client.codes_until(&own, &["unused-agent"]);
    client.finish_amid_findings();
}
