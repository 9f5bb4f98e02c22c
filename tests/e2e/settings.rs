//! Settings files as people meet them: what is wrong is said in them, what is right holds, and both at once.

mod dialects;
mod large;
mod places;
#[cfg(unix)]
mod unreadable;

use std::process::Command;

use crate::support::{Client, Folder, at, of, range_of};
use serde_json::{Value, json};

const AGENT: &str = "---\nname: x\ndescription: d\npriority: hihg\n---\n";

fn messages(found: &[Value]) -> Vec<&str> {
    found.iter().map(|found| found["message"].as_str().unwrap()).collect()
}

/// What `agentls check` says in a folder: exit code, output and what went wrong.
fn check(folder: &Folder, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
    let output = command.args(arguments).current_dir(folder.path("")).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_closed_settings_file_has_findings_until_it_is_mended() {
    let folder = Folder::new();
    folder.write("agentls.toml", "targets = ['claude-cod']\n[rules]\nunknown-value = 'off'\n");
    folder.write(".claude/agents/x.md", AGENT);
    let mut client = Client::in_folder(&folder);
    let (settings, agent) = (folder.uri("agentls.toml"), folder.uri(".claude/agents/x.md"));
    let found = client.findings(&settings);
    assert_eq!(messages(&found), ["Unknown tool `claude-cod`. Did you mean `claude-code`?"]);
    assert_eq!(found[0]["range"], range_of([0, 11, 0, 23]));
    assert_eq!((&found[0]["code"], &found[0]["severity"]), (&json!("invalid-setting"), &json!(1)));
    // What is right holds.
    client.open(&agent, AGENT);
    assert_eq!(client.codes(&agent), [""; 0]);
    folder.write("agentls.toml", "targets = ['claude-code']\n");
    assert_eq!(client.findings(&settings), Vec::<Value>::new());
    client.codes_until(&agent, &["unknown-value"]);
    client.finish_amid_findings();
}

#[test]
fn an_open_settings_file_is_checked_as_it_is_typed_and_holds_when_it_is_saved() {
    let folder = Folder::new();
    folder.write("agentls.toml", "rules.unknown-value = 'off'\n");
    let mut client = Client::in_folder(&folder);
    let (settings, agent) = (folder.uri("agentls.toml"), folder.uri(".claude/agents/x.md"));
    client.open(&agent, AGENT);
    assert_eq!(client.codes(&agent), [""; 0]);
    client.open(&settings, "rules.unknown-value = 'off'\n");
    client.change(&settings, 2, json!([{ "text": "rules.unknown-valu = 'off'\n" }]));
    assert_eq!(
        messages(&client.findings(&settings)),
        ["Unknown rule `unknown-valu`. Did you mean `unknown-value`?"]
    );
    client.change(&settings, 3, json!([{ "text": "rules.unknown-value = 'error'\n" }]));
    assert_eq!(client.findings(&settings), Vec::<Value>::new());
    folder.write("agentls.toml", "rules.unknown-value = 'error'\n");
    client.notify("textDocument/didSave", of(&settings));
    // A file that is being written is an empty one for a moment.
    while client.findings(&agent)[0]["severity"] != 1 {}
    // What was typed and not saved is gone with the document.
    client.change(&settings, 4, json!([{ "text": "nothing" }]));
    assert_eq!(messages(&client.findings(&settings)).len(), 1);
    client.notify("textDocument/didClose", of(&settings));
    assert_eq!(client.findings(&settings), Vec::<Value>::new());
    client.finish_amid_findings();
}

#[test]
fn addresses_may_be_written_in_other_ways() {
    let folder = Folder::new();
    folder.write("agentls.toml", "foo = 1\n");
    let mut client = Client::in_folder(&folder);
    let settings = folder.uri("agentls.toml");
    assert_eq!(client.findings(&settings).len(), 1);
    let other = settings.replace("agentls.toml", "agentls%2Etoml");
    client.open(&other, "foo = 1\n");
    assert_eq!(client.findings(&settings), Vec::<Value>::new(), "it is one file");
    assert_eq!(client.findings(&other).len(), 1);
    client.finish_amid_findings();
}

#[test]
fn a_client_that_asks_for_findings_is_sent_those_of_settings() {
    let folder = Folder::new();
    folder.write("agentls.toml", "foo = 1\n");
    let mut client = Client::in_process();
    client.initialize_pulling(&[&folder.uri("")]);
    assert_eq!(messages(&client.findings(&folder.uri("agentls.toml"))).len(), 1);
    client.finish();
}

#[test]
fn files_have_settings_of_their_own() {
    let folder = Folder::new();
    folder.write(
        "agentls.toml",
        "[[overrides]]\nfiles = ['.claude/agents/old/**']\nrules.unknown-value = 'off'\n",
    );
    folder.write(".claude/agents/new.md", AGENT);
    folder.write(".claude/agents/old/x.md", &AGENT.replace("name: x", "name: y"));
    let mut client = Client::in_folder(&folder);
    for (file, codes) in [("new.md", &["unknown-value"][..]), ("old/x.md", &[])] {
        let uri = folder.uri(&format!(".claude/agents/{file}"));
        client.open(&uri, &AGENT.replace("name: x", &format!("name: {}", &file[..3])));
        assert_eq!(client.codes(&uri), codes, "{file}");
    }
    client.finish_amid_findings();
    let (code, out, _) = check(&folder, &["check", "."]);
    assert_eq!((code, out.matches("unknown-value").count()), (1, 1), "{out}");
}

#[test]
fn the_command_line_shows_where_settings_are_wrong_and_goes_on() {
    let folder = Folder::new();
    folder.write("agentls.toml", "target = ['copilot']\nrules.unknown-value = 'error'\n");
    folder.write(".claude/agents/x.md", AGENT);
    let (code, out, err) = check(&folder, &["check", "."]);
    assert_eq!((code, err.as_str()), (2, ""));
    let said = "error[invalid-setting]: Unknown setting `target`\n --> agentls.toml:1:1\n";
    assert!(out.starts_with(said) && out.contains("error[unknown-value]"), "{out}");
    assert!(out.ends_with("1 agent file checked: 1 error; 1 invalid setting\n"), "{out}");
    let (code, out, _) = check(&folder, &["check", "--format=json", "."]);
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &found["files"][0]["path"]), (2, &json!("agentls.toml")), "{out}");
    assert_eq!(found["summary"]["invalidSettings"], 1);
}

#[test]
fn nothing_is_written_by_settings_that_are_wrong() {
    let folder = Folder::new();
    folder.write("agentls.toml", "target = ['copilot']\n");
    let faulty = "---\nname: x\ndescription: a: b\n---\n";
    folder.write(".claude/agents/x.md", faulty);
    let baseline = ["check", "--baseline=known.json", "--write-baseline", "."];
    for arguments in [&["fix", "."][..], &["check", "--fix", "."], &baseline] {
        let (code, ..) = check(&folder, arguments);
        assert_eq!(code, 2, "{arguments:?}");
        assert_eq!(std::fs::read_to_string(folder.path(".claude/agents/x.md")).unwrap(), faulty);
        assert!(!folder.path("known.json").exists());
    }
    folder.write("agentls.toml", "targets = ['copilot']\n");
    assert_eq!(check(&folder, &["fix", "."]).0, 0);
}

#[test]
fn words_of_a_project_are_right_and_offered_and_explained_from_one_moment_to_the_next() {
    let folder = Folder::new();
    folder.write(".claude/agents/x.md", AGENT);
    let mut client = Client::in_folder(&folder);
    let agent = folder.uri(".claude/agents/x.md");
    client.open(&agent, AGENT);
    client.codes_until(&agent, &["unknown-value"]);
    folder.write("agentls.toml", "[vocabulary]\npriorities = ['hihg']\ncapabilities = ['ours']\n");
    client.codes_until(&agent, &[]);
    let place = at(&agent, 3, 12);
    let found = client.call("textDocument/completion", place.clone()).unwrap();
    let items = found["items"].as_array().unwrap();
    let own = items.iter().find(|item| item["label"] == "hihg").unwrap();
    assert_eq!(own["detail"], "agentls.toml");
    let hover = client.call("textDocument/hover", place).unwrap();
    assert_eq!(hover["contents"]["value"], "**`hihg`** (priority): Listed in `agentls.toml`.");
    folder.write("agentls.toml", "");
    client.codes_until(&agent, &["unknown-value"]);
    client.finish_amid_findings();
    folder.write("agentls.toml", "vocabulary.priorities = ['hihg']\n");
    assert_eq!(check(&folder, &["check", "."]).0, 0);
}

const BOT: &str = "---\nname: bot\ndescription: d\npermissionMode: strict\n---\n";

#[test]
fn files_that_the_project_says_are_agents_are_read_as_such() {
    let folder = Folder::new();
    folder.write("team/bots/bot.md", BOT);
    folder
        .write("agentls.toml", "[[locations]]\nfiles = ['team/bots/**/*.md']\nkind = 'claude-code.agent'\n");
    let (code, out, _) = check(&folder, &["check", "."]);
    assert_eq!(code, 1);
    assert!(
        out.starts_with("warning[unknown-value]: Claude Code ignores `permissionMode`: `strict`"),
        "{out}"
    );
    let (_, out, _) = check(&folder, &["dialects", "team/bots/bot.md"]);
    assert!(
        out.starts_with(
            "claude-code.agent (Claude Code subagent), because agentls.toml says so: the path matches `team/bots/**/*.md`"
        ),
        "{out}"
    );
    // Others see it from everywhere in the project, and so they do when the file is made later.
    let caller = folder.uri(".claude/agents/caller.md");
    let mut client = Client::in_folder(&folder);
    client.open(&caller, "---\nname: caller\ndescription: d\n---\n@agent-bot @agent-late\n");
    let place = at(&caller, 4, 9);
    let bot = folder.uri("team/bots/bot.md");
    client.until("textDocument/definition", &place, |found| found[0]["targetUri"] == bot);
    folder.write("team/bots/late.md", &BOT.replace("bot", "late"));
    let late = folder.uri("team/bots/late.md");
    client.until("textDocument/definition", &at(&caller, 4, 20), |found| found[0]["targetUri"] == late);
    // Without the setting it is no agent.
    folder.write("agentls.toml", "");
    client.until("textDocument/definition", &place, |found| found.as_array().is_none_or(Vec::is_empty));
    client.finish_amid_findings();
}

#[test]
fn places_of_unknown_kinds_are_said() {
    let folder = Folder::new();
    folder.write("agentls.toml", "[[locations]]\nfiles = ['[', 'x/*.md']\nkind = 'claude-code.agents'\n");
    folder.write("x/a.md", BOT);
    let (code, out, _) = check(&folder, &["check", "."]);
    assert_eq!(code, 2);
    assert!(out.contains("Unknown kind `claude-code.agents`\n"), "{out}");
    assert!(out.contains(" --> agentls.toml:3:8\n") && out.contains(" --> agentls.toml:2:10\n"), "{out}");
}

#[test]
fn limits_are_kept_and_nothing_is_said_of_what_was_not_read() {
    let folder = Folder::new();
    for index in 0..8 {
        folder.write(
            &format!(".claude/agents/a{index}.md"),
            &AGENT.replace("name: x", &format!("name: a{index}")),
        );
    }
    let caller = "---\nname: caller\ndescription: d\n---\n@agent-nobody\n";
    folder.write(".claude/agents/caller.md", caller);
    let mut client = Client::in_folder(&folder);
    let uri = folder.uri(".claude/agents/caller.md");
    client.open(&uri, caller);
    client.codes_until(&uri, &["unknown-reference"]);
    let count = |found: &Value| found["items"].as_array().unwrap().len();
    // Three more come with Claude Code.
    assert_eq!(count(&client.call("textDocument/completion", at(&uri, 4, 7)).unwrap()), 8 + 3);
    folder.write("agentls.toml", "[limits]\ncompletions = 3\nfiles = 4\n");
    client.codes_until(&uri, &[]);
    let found = client.call("textDocument/completion", at(&uri, 4, 7)).unwrap();
    assert_eq!((count(&found), &found["isIncomplete"]), (3, &json!(true)));
    let said = client.notified("window/logMessage");
    assert!(said["message"].as_str().unwrap().contains("`limits.files`"), "{said}");
    client.finish_amid_findings();
}

#[test]
fn editors_set_the_same_keys_for_the_folders_of_their_workspace() {
    let folder = Folder::new();
    folder.write("team/bot.md", BOT);
    folder.write("tools/our-runner.yaml", crate::docs::dialects::EXAMPLE);
    let mut client = Client::in_folder(&folder);
    let (agent, bot) = (folder.uri(".claude/agents/x.md"), folder.uri("team/bot.md"));
    client.open(&agent, AGENT);
    client.open(&bot, BOT);
    client.codes_until(&agent, &["unknown-value"]);
    let set = |section: Value| json!({ "settings": { "agentls": section } });
    let wanted = json!({
        "locations": [{ "files": ["team/*.md"], "kind": "claude-code.agent" }],
        "vocabulary": { "priorities": ["hihg"] },
        "overrides": [{ "files": ["team/*.md"], "rules": { "unknown-value": "hint" } }],
        "dialects": ["tools/our-runner.yaml"],
        "targets": ["claude-code", "our-runner"],
        "limits": null,
    });
    client.notify("workspace/didChangeConfiguration", set(wanted));
    client.codes_until(&agent, &[]);
    while client.findings(&bot).first().is_none_or(|found| found["severity"] != 4) {}
    client.notify("workspace/didChangeConfiguration", set(json!({ "dialects": ["no.yaml"], "limit": {} })));
    let said = client.notified("window/showMessage");
    let text = said["message"].as_str().unwrap();
    assert!(
        text.contains("Unknown setting `limit`. Did you mean `limits`?")
            && text.contains("`no.yaml`: Cannot be read"),
        "{text}"
    );
    client.codes_until(&bot, &[]);
    client.finish_amid_findings();
}
