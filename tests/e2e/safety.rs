//! What the program asks of the system, as `strace` sees it: it runs nothing that a workspace names, opens no connection, and
//! writes nothing but what it was told to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{Client, Folder, at, of};

/// What runs programs, opens connections, or changes files by their names. A call that a system does not have is passed
/// over.
const CALLS: &str = "?execve,?execveat,%network,?open,?openat,?openat2,?creat,?mkdir,?mkdirat,?mknod,?mknodat,?rename,\
                     ?renameat,?renameat2,?unlink,?unlinkat,?rmdir,?link,?linkat,?symlink,?symlinkat,?truncate,?chmod,\
                     ?fchmodat,?fchmodat2,?chown,?lchown,?fchownat,?utimensat,?utime,?utimes,?setxattr";

/// An agent in which everything that can name a program or an address does.
const AGENT: &str = "---
name: NAME
description: Runs what it can
tools: Bash(touch PWNED), Task(other)
color: \"#ff0000\"
priority: hihg
mcpServers:
  evil:
    command: touch
    args: [PWNED]
    url: http://127.0.0.1:9/
hooks:
  pre: |
    touch PWNED
    curl http://127.0.0.1:9/
  PreToolUse:
    - matcher: Bash
      hooks:
        - type: command
          command: touch PWNED
---
# Steps

See [there](other.md#h), ![image](http://127.0.0.1:9/x.png) and `$(touch PWNED)`. Use the `other` agent.
!`touch PWNED`
";

fn workspace() -> Folder {
    let folder = Folder::new();
    for name in ["x", "other"] {
        folder.write(&format!(".claude/agents/{name}.md"), &AGENT.replace("NAME", name));
    }
    folder.write(".claude/skills/s/SKILL.md", &AGENT.replace("NAME", "s"));
    folder.write(".claude/settings.json", "{ \"hooks\": { \"Stop\": \"touch PWNED\" } }");
    folder.write(".git/config", "[core]\n\tfsmonitor = touch PWNED\n\tpager = touch PWNED\n");
    folder.write(".git/hooks/post-checkout", "touch PWNED\n");
    folder.write(".vscode/settings.json", "{ \"agentls.server.path\": \"touch PWNED\" }");
    folder.write("agentls.toml", "[rules]\nunknown-value = \"warning\"\n");
    folder
}

/// The program, watched. What it asks goes to `log`.
fn watched(log: &Path) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-s", "4096", "-e", &format!("trace={CALLS}"), "-e", "signal=none", "-o"]);
    command.arg(log).arg(env!("CARGO_BIN_EXE_agentls"));
    command
}

/// Fails unless the program, once started, did none of that but to change these files.
fn check(log: &Path, may_change: impl Fn(&str) -> bool) {
    let log = fs::read_to_string(log).expect("this test needs strace: `apt-get install strace`");
    let mut calls = log.lines().filter_map(|line| line.split_once(' ').map(|(_, call)| call.trim_start()));
    let start = calls.next().unwrap_or_default();
    assert!(start.starts_with("execve("), "{start}");
    for call in calls.filter(|call| !["+++", "<...", "???"].iter().any(|end| call.starts_with(end))) {
        let opens = call.starts_with("open");
        let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|flag| call.contains(flag));
        let mut paths = call.split('"').skip(1).step_by(2);
        let allowed =
            opens && !writes || !call.contains("exec") && paths.clone().count() > 0 && paths.all(&may_change);
        assert!(allowed, "{call}");
    }
}

/// All files of a folder with what they hold.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.insert(entry.path(), fs::read(entry.path()).unwrap());
        }
    }
    found
}

/// Asks for everything that the server offers.
fn ask_for_everything(client: &mut Client, folder: &Folder) {
    let uri = folder.uri(".claude/agents/x.md");
    client.initialize_in(&[&folder.uri("")], &["utf-8"]);
    client.open(&uri, &AGENT.replace("NAME", "x"));
    let lines = u32::try_from(AGENT.lines().count()).unwrap();
    for (line, column) in (0..lines).flat_map(|line| [(line, 2), (line, 14)]) {
        let place = at(&uri, line, column);
        let mut with = |method: &str, extra: Value| {
            let mut params = place.clone();
            params.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            let _ = client.call(&format!("textDocument/{method}"), params);
        };
        for method in
            ["hover", "completion", "definition", "declaration", "documentHighlight", "prepareRename"]
        {
            with(method, json!({}));
        }
        with("references", json!({ "context": { "includeDeclaration": true } }));
        with("rename", json!({ "newName": "y" }));
        with("prepareCallHierarchy", json!({}));
        let range = json!({ "start": place["position"], "end": place["position"] });
        with("codeAction", json!({ "range": range, "context": { "diagnostics": [] } }));
    }
    for method in
        ["documentSymbol", "documentColor", "documentLink", "diagnostic", "semanticTokens/full", "codeLens"]
    {
        let _ = client.call(&format!("textDocument/{method}"), of(&uri));
    }
    let _ = client.call("agentls/verdict", of(&uri));
    let _ = client.call("agentls/graph", json!({}));
    let _ = client.call("agentls/preview", of(&uri));
    client.call("workspace/symbol", json!({ "query": "" })).unwrap();
    let renamed = json!({ "files": [{ "oldUri": uri, "newUri": folder.uri(".claude/agents/z.md") }] });
    client.call("workspace/willRenameFiles", renamed).unwrap();
    client.edit(&uri, 2, [5, 10, 5, 14], "high");
    client.notify("textDocument/didSave", of(&uri));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
    client.notify("textDocument/didClose", of(&uri));
}

#[test]
fn a_session_runs_nothing_connects_to_nothing_and_writes_nothing() {
    let (folder, logs) = (workspace(), Folder::new());
    let before = files(&folder.path(""));
    let mut command = watched(&logs.path("calls"));
    command.current_dir(folder.path("")).env("HOME", logs.path(""));
    let mut client = Client::of(command);
    ask_for_everything(&mut client, &folder);
    client.finish_amid_messages();
    check(&logs.path("calls"), |_| false);
    assert_eq!(files(&folder.path("")), before);
}

#[test]
fn a_log_is_written_where_it_was_asked_for_and_holds_no_text() {
    let (folder, logs) = (workspace(), Folder::new());
    let log = logs.path("agentls.log");
    let mut command = watched(&logs.path("calls"));
    command.arg("--log-file").arg(&log).env("HOME", logs.path(""));
    let mut client = Client::of(command);
    ask_for_everything(&mut client, &folder);
    client.finish_amid_messages();
    check(&logs.path("calls"), |path| path == log.to_str().unwrap());
    let said = fs::read_to_string(&log).unwrap();
    for part in ["started version=", "initialize", "workspace folder", "INFO indexed ", "files=3"] {
        assert!(said.contains(part), "no `{part}` in\n{said}");
    }
    for secret in ["PWNED", "Runs what it can", "127.0.0.1", "hihg"] {
        assert!(!said.contains(secret), "`{secret}` is in\n{said}");
    }
}

#[test]
fn the_command_line_reads_and_fix_writes_what_it_was_given() {
    let (folder, logs) = (workspace(), Folder::new());
    let run = |arguments: &[&str]| {
        let mut command = watched(&logs.path("calls"));
        command.args(arguments).current_dir(folder.path("")).env("HOME", logs.path(""));
        command.output().unwrap()
    };
    let before = files(&folder.path(""));
    for arguments in [
        &["check", "."][..],
        &["check", "--verdict", "."],
        &["preview", ".claude/agents/x.md"],
        &["dialects"],
        &["explain", "invalid-color"],
    ] {
        run(arguments);
        check(&logs.path("calls"), |_| false);
    }
    assert_eq!(files(&folder.path("")), before);
    let event = json!({"hook_event_name": "PostToolUse", "tool_name": "Write", "cwd": folder.path(""),
                       "tool_input": {"file_path": folder.path(".claude/agents/x.md")}});
    folder.write("event.json", &event.to_string());
    let mut command = watched(&logs.path("calls"));
    command
        .args(["hook", "claude-code"])
        .stdin(fs::File::open(folder.path("event.json")).unwrap())
        .env("HOME", logs.path(""));
    assert_eq!(command.output().unwrap().status.code(), Some(2));
    check(&logs.path("calls"), |_| false);
    fs::remove_file(folder.path("event.json")).unwrap();
    folder.write(".claude/agents/y.md", "---\nname: y\ndescription: d\ncolor: #ff0000\n---\n");
    run(&["fix", ".claude/agents/y.md"]);
    let agents = folder.path(".claude/agents");
    // It is written beside the file and put in its place, so that no half of it is ever there.
    check(&logs.path("calls"), |path| folder.path(path).starts_with(&agents));
    let mut after = files(&folder.path(""));
    let fixed = after.remove(&folder.path(".claude/agents/y.md")).unwrap();
    assert!(String::from_utf8(fixed).unwrap().contains("\"#ff0000\""));
    assert_eq!(after, before);
    run(&["init", "--agent", "opencode"]);
    // A new file is written beside its place, too.
    let is_new =
        |path: &Path| path.ends_with("opencode.json") || path.to_string_lossy().contains("/.agentls-");
    check(&logs.path("calls"), |path| {
        let path = folder.path("").join(path);
        path.starts_with(folder.path("")) && is_new(&path)
    });
    let mut after = files(&folder.path(""));
    assert!(after.remove(&folder.path("opencode.json")).is_some());
    after.remove(&folder.path(".claude/agents/y.md"));
    assert_eq!(after, before);
}

#[test]
fn a_log_that_cannot_be_written_is_said_at_once() {
    let folder = Folder::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
    let ended = command.args(["server", "--log-file"]).arg(folder.path("no/such/folder")).output().unwrap();
    assert_eq!(ended.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("cannot log to "));
}
