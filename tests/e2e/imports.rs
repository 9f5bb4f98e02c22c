//! Imports (`@path`), as an editor has them.

use serde_json::json;

use crate::support::{Client, Folder, at, of, range_of};

#[test]
fn imports_are_links_with_the_start_of_their_file() {
    let folder = Folder::new();
    folder.write("docs/style.md", "# Style\n\nUse [four](x.md) spaces.\n");
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri("CLAUDE.md");
    client.open(&uri, "See @docs/style.md and @docs/style.md: now\n");
    client.codes_until(&uri, &["broken-import"]);
    let links = client.call("textDocument/documentLink", of(&uri)).unwrap();
    assert_eq!(links[0]["target"], folder.uri("docs/style.md"));
    assert_eq!(links[0]["range"], range_of([0, 5, 0, 18]));
    let found = client.call("textDocument/definition", at(&uri, 0, 8)).unwrap();
    assert_eq!(found[0]["targetUri"], folder.uri("docs/style.md"));
    let hover = client.call("textDocument/hover", at(&uri, 0, 8)).unwrap();
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("docs/style.md") && text.contains("# Style"), "{text}");
    let action = json!({ "textDocument": of(&uri)["textDocument"], "range": range_of([0, 24, 0, 24]), "context": { "diagnostics": [] } });
    let offered = client.call("textDocument/codeAction", action).unwrap();
    assert!(offered[0]["title"].as_str().unwrap().starts_with("Insert a space"), "{offered:#}");
    // The colon is no part of the path any more.
    client.edit(&uri, 2, [0, 37, 0, 38], "");
    client.codes_until(&uri, &[]);
    client.edit(&uri, 3, [0, 37, 0, 37], ":");
    client.codes_until(&uri, &["broken-import"]);
    let moved = json!({ "files": [{ "oldUri": folder.uri("docs"), "newUri": folder.uri("guide") }] });
    let edit = client.call("workspace/willRenameFiles", moved).unwrap();
    assert!(edit.to_string().contains("guide/style.md"), "{edit:#}");
    client.finish_amid_findings();
}

#[test]
fn what_an_imported_file_imports_is_followed_on_disk_and_in_the_editor() {
    let folder = Folder::new();
    folder.write("docs/a.md", "# A\n");
    folder.write("AGENTS.md", "# Agents\n");
    let mut client = Client::in_folder(&folder);
    let (own, agents) = (folder.uri("CLAUDE.md"), folder.uri("AGENTS.md"));
    client.open(&own, "@docs/a.md @AGENTS.md\n");
    client.codes_until(&own, &[]);
    // No tool reads this file by itself.
    folder.write("docs/a.md", "@../CLAUDE.md\n");
    client.codes_until(&own, &["import-cycle"]);
    folder.write("docs/a.md", "`@../CLAUDE.md`\n");
    client.codes_until(&own, &[]);
    client.open(&agents, "# Agents\n");
    client.edit(&agents, 2, [1, 0, 1, 0], "@CLAUDE.md\n");
    client.codes_until(&own, &["import-cycle"]);
    client.edit(&agents, 3, [1, 0, 2, 0], "");
    client.codes_until(&own, &[]);
    client.finish_amid_findings();
}

#[test]
fn imports_from_the_home_folder_lead_there() {
    let folder = Folder::new();
    folder.write(".claude/style.md", "# Style\n");
    folder.write("work/README.md", "");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_agentls"));
    command.env("HOME", folder.path(""));
    let mut client = Client::of(command);
    client.initialize_in(&[&folder.uri("work")], &["utf-8"]);
    let uri = folder.uri("work/CLAUDE.md");
    client.open(&uri, "See @~/.claude/style.md and @~/.claude/gone.md\n");
    let links = client.call("textDocument/documentLink", of(&uri)).unwrap();
    assert_eq!(links[0]["target"], folder.uri(".claude/style.md"));
    let hover = client.call("textDocument/hover", at(&uri, 0, 8)).unwrap();
    assert!(hover["contents"]["value"].as_str().unwrap().contains("# Style"), "{hover:#}");
    let found = client.call("textDocument/definition", at(&uri, 0, 8)).unwrap();
    assert_eq!(found[0]["targetUri"], folder.uri(".claude/style.md"));
    client.finish_amid_findings();
}
