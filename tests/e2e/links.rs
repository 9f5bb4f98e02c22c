//! Links in a circle, to what is not there yet, to files that have several paths; and more changes than anybody can look at
//! one by one.

use std::fs;
use std::os::unix::fs::symlink;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Client, Folder, agent, at, of};

/// The names that are known, each with its file.
fn names(client: &mut Client, folder: &Folder) -> Value {
    let found = client.call("workspace/symbol", json!({ "query": "" })).unwrap();
    let file = |uri: &Value| uri.as_str().unwrap().replace(&folder.uri(""), "");
    let symbol = |it: &Value| format!("{} {}", it["name"].as_str().unwrap(), file(&it["location"]["uri"]));
    found.as_array().unwrap().iter().map(symbol).collect()
}

#[test]
fn links_in_a_circle_pipes_and_what_is_no_text_hold_nothing_up() {
    let folder = Folder::new();
    folder.write(".claude/agents/coder.md", &agent("coder", ""));
    fs::write(folder.path(".claude/agents/bytes.md"), [0xff, 0xfe, b'-', 0, b'\n']).unwrap();
    std::os::unix::fs::symlink(folder.path(".claude"), folder.path(".claude/agents/circle")).unwrap();
    std::os::unix::fs::symlink(folder.path("nowhere"), folder.path(".claude/agents/broken.md")).unwrap();
    folder.write(".claude/agents/unread/x.md", &agent("x", ""));
    folder.write("sub/.claude/agents/y.md", &agent("y", ""));
    for pipe in [".claude/agents/pipe.md", ".claude/agents/unread/.gitignore", "sub/.ignore"] {
        let pipe = std::process::Command::new("mkfifo").arg(folder.path(pipe)).status();
        assert!(pipe.unwrap().success());
    }
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri("CLAUDE.md");
    client.open(&uri, "Ask @agent-coder.\n");
    let found = client.call("textDocument/definition", at(&uri, 0, 13)).unwrap();
    assert_eq!(found[0]["targetUri"], folder.uri(".claude/agents/coder.md"));
    client.finish_amid_findings();
}

#[test]
fn a_circle_that_comes_to_be_is_read_as_from_the_start() {
    for (link, target) in [("up", "../.."), ("deep/up", "../.."), ("self", "self"), ("here", ".")] {
        let folder = Folder::new();
        folder.write(".claude/agents/deep/x.md", &agent("x", ""));
        folder.write("docs/y.md", &agent("y", ""));
        let mut old = Client::in_folder(&folder);
        let link = folder.path(".claude/agents").join(link);
        let before = names(&mut old, &folder);
        symlink(target, &link).unwrap();
        folder.write("docs/z.md", &agent("z", ""));
        let mut fresh = Client::in_folder(&folder);
        let wanted = names(&mut fresh, &folder);
        fresh.finish_amid_messages();
        old.until_same(|client| names(client, &folder), &wanted);
        // What comes to be known by two paths changes by both.
        folder.write(".claude/agents/deep/x.md", &agent("renamed", ""));
        let mut fresh = Client::in_folder(&folder);
        let wanted = names(&mut fresh, &folder);
        fresh.finish_amid_messages();
        old.until_same(|client| names(client, &folder), &wanted);
        fs::remove_file(&link).unwrap();
        folder.write(".claude/agents/deep/x.md", &agent("x", ""));
        old.until_same(|client| names(client, &folder), &before);
        old.finish_amid_messages();
    }
}

#[test]
fn a_file_is_followed_through_the_link_to_it() {
    let folder = Folder::new();
    folder.write(".claude/agents/a.md", &agent("a", ""));
    // The link is there before the file is.
    symlink("../../shared/x.md", folder.path(".claude/agents/x.md")).unwrap();
    let mut client = Client::in_folder(&folder);
    assert_eq!(names(&mut client, &folder), json!(["a /.claude/agents/a.md"]));
    for name in ["x", "other"] {
        folder.write("shared/x.md", &agent(name, ""));
        let wanted = json!(["a /.claude/agents/a.md", format!("{name} /.claude/agents/x.md")]);
        client.until_same(|client| names(client, &folder), &wanted);
    }
    fs::remove_dir_all(folder.path("shared")).unwrap();
    client.until_same(|client| names(client, &folder), &json!(["a /.claude/agents/a.md"]));
    client.finish_amid_messages();
}

#[test]
fn a_folder_that_comes_to_be_as_a_link_is_followed_where_it_leads() {
    for (link, target) in [("pkg/.claude/agents", "../../real"), ("pkg/.claude", "../other")] {
        let folder = Folder::new();
        folder.write("real/b.md", &agent("b", ""));
        fs::create_dir(folder.path("other")).unwrap();
        symlink("../real", folder.path("other/agents")).unwrap();
        let mut client = Client::in_folder(&folder);
        // It is looked for before it is there.
        client.open(&folder.uri("pkg/.claude/agents/o.md"), &agent("o", ""));
        assert_eq!(names(&mut client, &folder), json!(["o /pkg/.claude/agents/o.md"]));
        let link = folder.path(link);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(target, &link).unwrap();
        // A new folder is looked at once more after a moment: what changes then shows nothing, what changes later does.
        let (start, mut number) = (Instant::now(), 0);
        while start.elapsed() < Duration::from_millis(600) {
            number += 1;
            folder.write("real/b.md", &agent(&format!("b{number}"), ""));
            let wanted = json!([format!("b{number} /pkg/.claude/agents/b.md"), "o /pkg/.claude/agents/o.md"]);
            client.until_same(|client| names(client, &folder), &wanted);
        }
        client.finish_amid_findings();
    }
}

#[test]
fn what_an_ignore_file_hides_is_known_as_long_as_it_does_not() {
    let folder = Folder::new();
    folder.write("part/.claude/agents/x.md", &agent("x", ""));
    let mut client = Client::in_folder(&folder);
    let known = names(&mut client, &folder);
    assert_eq!(known, json!(["x /part/.claude/agents/x.md"]));
    folder.write(".gitignore", "part/\n");
    client.until_same(|client| names(client, &folder), &json!([]));
    fs::remove_file(folder.path(".gitignore")).unwrap();
    client.until_same(|client| names(client, &folder), &known);
    // One that is open is known anyway, and no longer than that.
    folder.write(".gitignore", "part/\n");
    client.until_same(|client| names(client, &folder), &json!([]));
    let uri = folder.uri("part/.claude/agents/x.md");
    client.open(&uri, &agent("x", ""));
    client.until_same(|client| names(client, &folder), &known);
    client.notify("textDocument/didClose", of(&uri));
    client.until_same(|client| names(client, &folder), &json!([]));
    client.finish_amid_messages();
}

#[test]
fn a_file_with_several_paths_is_edited_once() {
    let folder = Folder::new();
    folder.write(".agents/agents/x.md", &agent("x", "Ask @agent-x.\n"));
    folder.write("AGENTS.md", "Ask @agent-x.\n");
    fs::create_dir_all(folder.path(".claude")).unwrap();
    symlink("../.agents/agents", folder.path(".claude/agents")).unwrap();
    symlink("AGENTS.md", folder.path("CLAUDE.md")).unwrap();
    let edited = |client: &mut Client, uri: &str| -> Vec<String> {
        let mut params = at(uri, 0, 11);
        params["newName"] = json!("y");
        let edit = client.call("textDocument/rename", params).unwrap();
        let changes = edit["documentChanges"].as_array().unwrap_or_else(|| panic!("{edit:#}"));
        let uri = |it: &Value| it["textDocument"]["uri"].as_str().map(|uri| uri.replace(&folder.uri(""), ""));
        changes.iter().filter_map(uri).collect()
    };
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri("CLAUDE.md");
    client.open(&uri, "Ask @agent-x.\n");
    assert_eq!(edited(&mut client, &uri), ["/.claude/agents/x.md", "/CLAUDE.md"]);
    let mut params = at(&uri, 0, 11);
    params["context"] = json!({ "includeDeclaration": true });
    let places = client.call("textDocument/references", params).unwrap();
    assert_eq!(places.as_array().unwrap().len(), 3, "{places:#}");
    client.finish_amid_messages();
}

#[test]
#[cfg(target_os = "linux")]
fn many_notifications_are_one_queue() {
    const MANY: usize = 1_500;
    let folder = Folder::new();
    let file = |number: usize| format!(".claude/agents/a{number}.md");
    (0..MANY).for_each(|number| folder.write(&file(number), &agent(&format!("a{number}"), "")));
    let mut client = Client::stdio(&[]);
    client.initialize_watching(&[&folder.uri("")]);
    let uri = folder.uri("CLAUDE.md");
    client.open(&uri, "Ask @agent-a7.\n");
    // The threads that answer, and those that read the disk for the first time, are there by now.
    let mut params = at(&uri, 0, 11);
    params["context"] = json!({ "includeDeclaration": true });
    client.until("textDocument/references", &params, |found| found.as_array().unwrap().len() == 2);
    let before = client.threads();
    let mut most = 0;
    for number in 0..MANY {
        folder.write(&file(number), &agent(&format!("b{number}"), ""));
        let change = json!({ "uri": folder.uri(&file(number)), "type": 2 });
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
        client.notify("textDocument/didSave", of(&uri));
        most = most.max(client.threads());
    }
    while client.call("workspace/symbol", json!({ "query": format!("b{}", MANY - 1) })).unwrap() == json!([])
    {
        most = most.max(client.threads());
    }
    assert!(most <= before + 4, "{before} threads, then {most}");
    client.finish_amid_messages();
}
