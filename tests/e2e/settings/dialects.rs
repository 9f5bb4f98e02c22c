//! Tools that a project brings along.

use serde_json::{Value, json};

use super::{check, messages};
use crate::docs::dialects::EXAMPLE;
use crate::support::{Client, Folder, at, of, range_of};

const BOT: &str = "---\nname: bot\ndescription: d\nstage: deploy\n---\n";

/// A folder with the example dialect and an agent of it.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("agentls.toml", "dialects = ['tools/our-runner.yaml']\n");
    folder.write("tools/our-runner.yaml", EXAMPLE);
    folder.write(".our-runner/agents/bot.md", BOT);
    folder
}

#[test]
fn its_files_are_checked_and_listed_and_have_a_schema() {
    let folder = folder();
    let (code, out, _) = check(&folder, &["check", "."]);
    assert_eq!(code, 1, "{out}");
    let (title, rest) = out.split_once('\n').unwrap();
    assert!(title.starts_with("error[unknown-value]: ") && title.contains("`deploy`"), "{out}");
    assert!(rest.starts_with(" --> .our-runner/agents/bot.md:4:8\n") && rest.contains("`release`?"), "{out}");
    let (_, out, _) = check(&folder, &["dialects"]);
    assert!(
        out.starts_with(
            "Our Runner (the one in this repository; checked 2026-11-24)\n  no verdict\n  our-runner.agent "
        ),
        "{out}"
    );
    let (code, out, _) = check(&folder, &["schema", "our-runner.agent"]);
    let schema: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &schema["properties"]["stage"]["enum"]), (0, &json!(["build", "release"])));
    folder.write("agentls.toml", "dialects = ['tools/our-runner.yaml']\ntargets = ['our-runner']\n");
    assert_eq!(check(&folder, &["check", "--target=our-runner", "."]).0, 1);
}

#[test]
fn editors_complete_and_explain_its_files_and_find_its_names() {
    let folder = folder();
    let mut client = Client::in_folder(&folder);
    let bot = folder.uri(".our-runner/agents/bot.md");
    client.open(&bot, BOT);
    client.codes_until(&bot, &["unknown-value"]);
    let found = client.call("textDocument/completion", at(&bot, 3, 7)).unwrap();
    let labels: Vec<_> =
        found["items"].as_array().unwrap().iter().map(|it| it["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["build", "release"]);
    let hover = client.call("textDocument/hover", at(&bot, 3, 2)).unwrap();
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("When the agent is started.") && text.contains("Read by Our Runner."), "{text}");
    let caller = folder.uri(".claude/agents/caller.md");
    client.open(&caller, "---\nname: caller\ndescription: d\n---\n@agent-bot\n");
    client.until("textDocument/definition", &at(&caller, 4, 9), |found| found[0]["targetUri"] == bot);
    client.finish_amid_findings();
}

#[test]
fn what_is_wrong_in_it_is_said_in_it_and_gone_when_it_is_mended() {
    let folder = folder();
    let broken = EXAMPLE.replace("set: stages", "set: stage").replace("role: agent", "rol: agent");
    folder.write("tools/our-runner.yaml", &broken);
    let mut client = Client::in_folder(&folder);
    let (dialect, bot) = (folder.uri("tools/our-runner.yaml"), folder.uri(".our-runner/agents/bot.md"));
    let found = client.findings(&dialect);
    assert_eq!(
        messages(&found),
        [
            "An item of `documents` is missing the key `role`.",
            "Unknown key `rol` in `documents`. Did you mean `role`?"
        ]
    );
    client.open(&bot, BOT);
    folder.write("tools/our-runner.yaml", &EXAMPLE.replace("set: stages", "set: stage"));
    // A file that is being written is an empty one for a moment.
    while messages(&client.findings(&dialect)) != ["There is no set `stage` in `sets`."] {}
    folder.write("tools/our-runner.yaml", EXAMPLE);
    while !client.findings(&dialect).is_empty() {}
    client.codes_until(&bot, &["unknown-value"]);
    folder.write(
        "tools/our-runner.yaml",
        &EXAMPLE
            .replace("mistakes: { deploy: release }", "mistakes: {}")
            .replace("value: build", "value: deploy"),
    );
    client.codes_until(&bot, &[]);
    client.finish_amid_findings();
}

#[test]
fn an_open_one_is_checked_as_it_is_typed() {
    let folder = folder();
    let mut client = Client::in_folder(&folder);
    let (dialect, other) = (folder.uri("tools/our-runner.yaml"), folder.uri("tools/other.yaml"));
    client.open(&dialect, EXAMPLE);
    client.open(&other, "id: [");
    client.change(&dialect, 2, json!([{ "text": EXAMPLE.replace("closed: true", "close: true") }]));
    assert_eq!(
        messages(&client.findings(&dialect)),
        ["Unknown key `close` in `stages`. Did you mean `closed`?"]
    );
    client.change(&dialect, 3, json!([{ "text": EXAMPLE }]));
    assert_eq!(client.findings(&dialect), Vec::<Value>::new());
    client.finish();
}

#[test]
fn the_command_line_shows_it_too() {
    let folder = folder();
    folder.write("tools/our-runner.yaml", &EXAMPLE.replace("types: [integer]", "types: [intger]"));
    let (code, out, _) = check(&folder, &["check", "."]);
    assert_eq!(code, 2);
    assert!(out.starts_with("error[invalid-setting]: `intger` is not a valid value for `types`\n"), "{out}");
    assert!(out.contains("--> tools/our-runner.yaml:37:34\n"), "{out}");
    folder.write("agentls.toml", "dialects = ['tools/nothing.yaml']\ntargets = ['our-runner']\n");
    let (code, out, _) = check(&folder, &["check", "."]);
    assert_eq!(code, 2);
    assert!(out.starts_with("error[invalid-setting]: `tools/nothing.yaml`: Cannot be read: "), "{out}");
    assert_eq!(out.matches("invalid-setting").count(), 1, "`our-runner` may be what the file brings: {out}");
}

#[test]
fn a_client_that_watches_files_watches_those_that_settings_name() {
    let folder = folder();
    let mut client = Client::in_process();
    client.initialize_watching(&[&folder.uri("")]);
    let asked = client.wait(|message| {
        message["method"] == "client/registerCapability"
            && message["params"]["registrations"][0]["id"] == "agentls/named"
    });
    let watchers = &asked["params"]["registrations"][0]["registerOptions"]["watchers"];
    assert_eq!(watchers, &json!([{ "globPattern": "**/our-runner.yaml" }]));
    client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": null }));
    let bot = folder.uri(".our-runner/agents/bot.md");
    client.open(&bot, BOT);
    client.codes_until(&bot, &["unknown-value"]);
    folder.write("tools/our-runner.yaml", "id: [");
    let changes = json!({ "changes": [{ "uri": folder.uri("tools/our-runner.yaml"), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", changes);
    // A file that is being written is an empty one for a moment.
    let at = range_of([0, 4, 0, 5]);
    while client.findings(&folder.uri("tools/our-runner.yaml"))[0]["range"] != at {}
    client.codes_until(&bot, &[]);
    client.notify("textDocument/didClose", of(&bot));
    client.ignore("client/registerCapability");
    client.finish_amid_findings();
}

#[test]
fn a_key_that_stands_twice_is_said() {
    let folder = folder();
    let twice = EXAMPLE.replacen("tool: ", "tool: Other\ntool: ", 1);
    assert_ne!(twice, EXAMPLE);
    folder.write("tools/our-runner.yaml", &twice);
    folder.write("agentls.toml", "dialects = ['tools/our-runner.yaml']\n");
    let (code, out, _) = check(&folder, &["check", "."]);
    assert_eq!(code, 2, "{out}");
    assert!(out.contains("The key `tool` stands here twice"), "{out}");
}

/// The lines of a file with something wrong in it are shown, and are not to be those of just any file.
#[test]
fn a_file_elsewhere_is_not_read() {
    let (folder, other) = (folder(), Folder::new());
    other.write("secret.yaml", "password: abc\n");
    for name in ["../x.yaml".to_owned(), other.path("secret.yaml").to_str().unwrap().to_owned()] {
        folder.write("agentls.toml", &format!("dialects = ['{name}']\n"));
        let (code, out, _) = check(&folder, &["check", "."]);
        assert_eq!(code, 2);
        assert!(!out.contains("password"), "{out}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(other.path("secret.yaml"), folder.path("tools/link.yaml")).unwrap();
        folder.write("agentls.toml", "dialects = ['tools/link.yaml']\n");
        let (_, out, _) = check(&folder, &["check", "."]);
        assert!(
            out.contains("`tools/link.yaml`: The file must be inside the folder of the settings file"),
            "{out}"
        );
    }
}
