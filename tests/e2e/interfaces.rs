//! What others build on, against the list of it: rules, commands and options, exit codes, keys of JSON and SARIF, settings,
//! the protocol.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use agentls_analysis::dialect::{dialects, file_kinds};
use agentls_analysis::lint::rules;
use serde_json::{Value, json};

use crate::support::{Client, Folder, capabilities, of};

/// The list, sorted, one entry on a line.
const LIST: &str = include_str!("interfaces.txt");

/// Keys whose values are words of a fixed set.
const WORDS: &[&str] = &["outcome", "severity", "level", "columnKind"];

/// Files with all that the reports have a key for: problems with notes, related places and fixes; what tools load, repair,
/// list, drop and stop at, and what they lose.
const FILES: &[(&str, &str)] = &[
    (".claude/agents/broken.md", "---\nname: broken\ndescription: Use for: this\nprioritty: low\n---\nDo.\n"),
    (".claude/agents/nested.md", "---\nname: nested\nmetadata:\n  description: d\n---\nDo.\n"),
    (".claude/agents/lost.md", "---\nname: lost\ndescription: d\nmaxTurns: many\n---\nDo.\n"),
    (".claude/agents/one.md", "---\nname: same\ndescription: d\n---\nDo.\n"),
    (".claude/agents/two.md", "---\nname: same\ndescription: d\n---\nDo.\n"),
    (".cursor/rules/x.mdc", "---\nalwaysApply: false\n---\nDo.\n"),
    (".gemini/skills/x/SKILL.md", "---\nname: x\ndescription: Use for: this\n---\nDo.\n"),
    (".claude/skills/x/SKILL.md", "---\nname: x\ndescription: \"d\n---\nDo.\n"),
    (
        ".qwen/agents/xy.md",
        "---\nname: xy\ndescription: d\nmodelConfig: {a: b}\n---\nRead the change first.\n",
    ),
    (".opencode/agent/x.md", "---\ndescription: d\nmode: never\n---\nDo.\n"),
];

/// Files with all that a preview has a key for.
const PREVIEWED: &[(&str, &str)] = &[
    (
        ".claude/agents/preview.md",
        "---\nname: preview\ndescription: d\ntools: Read, Nope, LSP\ndisallowedTools: Edit\nmodel: haiku\npermissionMode: plan\n\
         skills: [x]\nmcpServers: [y]\neffort: high\nmaxTurns: 0\nhooks:\n  Stop:\n    - hooks:\n        - {type: command, command: c}\n\
         ---\nDo.\n",
    ),
    ("CLAUDE.md", "See @notes.md and @absent.md\n"),
    ("notes.md", "Notes.\n"),
];

fn agentls(folder: &Folder, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_agentls"))
        .args(arguments)
        .current_dir(folder.path(""))
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Adds the paths of all keys in a value, and the words of fixed sets.
fn keys(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let path = format!("{path}.{key}");
                if let Some(word) = value.as_str().filter(|_| WORDS.contains(&key.as_str())) {
                    found.insert(format!("{path} = {word}"));
                }
                keys(value, &path, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, &format!("{path}[]"), found)),
        _ => {
            found.insert(path.to_owned());
        }
    }
}

/// Adds what the help of a command tells: its commands, options, values and exit codes.
fn command_line(folder: &Folder, command: &[&str], found: &mut BTreeSet<String>) {
    let help = agentls(folder, &[command, &["--help"]].concat());
    let name = ["agentls"].iter().chain(command).copied().collect::<Vec<_>>().join(" ");
    let (mut part, mut option) = ("", String::new());
    for line in help.lines() {
        if !line.is_empty() && !line.starts_with(' ') {
            part = line.trim_end_matches(':');
            continue;
        }
        let word = |at: usize| line.split_whitespace().nth(at).unwrap_or_default();
        match part {
            "Commands" if line.starts_with("  ") && !line.starts_with("   ") => {
                found.insert(format!("{name} {}", word(0)));
                if word(0) != "help" {
                    command_line(folder, &[command, &[word(0)]].concat(), found);
                }
            }
            "Arguments" if word(0).starts_with(['<', '[']) && word(0) != "[default:" => {
                option = format!("{name} {}", word(0));
                found.insert(option.clone());
            }
            "Options" if word(0) == "-" => {
                found.insert(format!("{option} = {}", word(1).trim_end_matches(':')));
            }
            "Options" if word(0).starts_with('-') => {
                let words = line.split_whitespace().take_while(|word| word.starts_with(['-', '<']));
                option = format!("{name} {}", words.collect::<Vec<_>>().join(" "));
                found.insert(option.clone());
            }
            "Exit codes" if word(0).parse::<u8>().is_ok() => {
                found.insert(format!("{name} exits with {}", word(0)));
            }
            _ => {}
        }
        if let Some((_, values)) = line.split_once("[possible values: ") {
            let values = values.trim_end_matches(']').split(", ");
            found.extend(values.map(|value| format!("{option} = {value}")));
        }
    }
}

/// A JSON Schema, whose parts refer to each other.
struct Schema(Value);

impl Schema {
    /// Adds the keys that a part of the schema knows, and the words that it lists. `within`: the parts around, which may
    /// have themselves within.
    fn keys<'a>(&'a self, part: &'a Value, path: &str, within: &[&'a str], found: &mut BTreeSet<String>) {
        if let Some(name) = part["$ref"].as_str().and_then(|it| it.strip_prefix("#/$defs/")) {
            if !within.contains(&name) {
                self.keys(&self.0["$defs"][name], path, &[within, &[name]].concat(), found);
            }
            return;
        }
        for (key, property) in part["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{key}");
            found.insert(path.clone());
            // Their keys are the rules.
            let rules =
                (key == "rules").then(|| property["properties"].as_object()?.values().next_back()).flatten();
            self.keys(rules.unwrap_or(property), &path, within, found);
        }
        let listed = |key: &str| part[key].as_array().into_iter().flatten();
        let words =
            listed("enum").chain(listed("oneOf")).filter_map(|it| it.as_str().or(it["const"].as_str()));
        found.extend(words.map(|word| format!("{path} = {word}")));
        listed("anyOf").for_each(|part| self.keys(part, path, within, found));
        for (member, sign) in [("items", "[]"), ("additionalProperties", ".*")] {
            if part[member].is_object() {
                self.keys(&part[member], &format!("{path}{sign}"), within, found);
            }
        }
    }
}

/// Adds what the server can do, and the methods of its own.
fn protocol(found: &mut BTreeSet<String>) {
    let mut client = Client::in_process();
    let mut can = capabilities(&["utf-8"]);
    can["textDocument"]["diagnostic"] = json!({});
    can["textDocument"]["codeLens"] = json!({});
    can["textDocument"]["semanticTokens"] = json!({
        "requests": { "full": true, "range": true }, "tokenTypes": ["parameter"], "tokenModifiers": ["deprecated"],
        "formats": ["relative"],
    });
    let params = json!({ "processId": null, "rootUri": null, "workspaceFolders": null, "capabilities": can });
    let result = client.call("initialize", params).unwrap();
    keys(&result["capabilities"], "lsp: capabilities", found);
    for listed in ["/codeActionProvider/codeActionKinds", "/executeCommandProvider/commands"] {
        let words = result["capabilities"].pointer(listed).and_then(Value::as_array);
        found.extend(words.into_iter().flatten().map(|word| format!("lsp: {}", word.as_str().unwrap())));
    }
    client.notify("initialized", json!({}));
    client.finish();
    for (file, text) in FILES {
        let (uri, mut client) = (format!("file:///w/{file}"), Client::ready());
        client.open(&uri, text);
        client.findings(&uri);
        keys(&client.call("agentls/verdict", of(&uri)).unwrap(), "lsp: agentls/verdict", found);
        keys(&client.call("agentls/preview", of(&uri)).unwrap(), "lsp: agentls/preview", found);
        client.finish();
    }
    let server = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("server/lsp/lib.rs")).unwrap();
    let own = server.split(".custom_method(\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    found.extend(own.map(|method| format!("lsp: {method}")));
}

#[test]
fn interfaces_are_those_of_the_list() {
    let folder = Folder::new();
    FILES.iter().for_each(|(file, text)| folder.write(file, text));
    let mut found = BTreeSet::new();
    found.extend(rules().map(|rule| format!("rule: {}", rule.code)));
    found.extend(dialects().iter().map(|dialect| format!("tool: {}", dialect.id)));
    found.extend(file_kinds().map(|kind| format!("kind: {}", kind.id)));
    command_line(&folder, &[], &mut found);
    let baseline = &["check", "--severity=hint", "--baseline=known.json", "--write-baseline", "."];
    agentls(&folder, baseline);
    PREVIEWED.iter().for_each(|(file, text)| folder.write(file, text));
    folder.write(".claude/agents/new.md", "---\nname: new\ndescription: d\nmodle: opus\n---\nDo.\n");
    folder.write(
        ".claude/agents/caller.md",
        "---\nname: caller\ndescription: d\n---\n@agent-same @agent-gone\n",
    );
    for (name, arguments) in [
        ("json", &["check", "--format=json", "--severity=hint", ".", "missing.md"][..]),
        ("sarif", &["check", "--format=sarif", "--severity=hint", ".", "missing.md"]),
        ("verdict", &["check", "--verdict", "--format=json", "."]),
        ("graph", &["graph", "--format=json"]),
        ("preview", &["preview", "--format=json", ".claude/agents/preview.md"]),
        ("preview", &["preview", "--format=json", "CLAUDE.md"]),
        ("dialects", &["dialects", "--format=json"]),
        ("dialects of a file", &["dialects", "--format=json", ".claude/agents/one.md"]),
    ] {
        let value = serde_json::from_str(&agentls(&folder, arguments)).unwrap();
        keys(&value, &format!("{name}: "), &mut found);
    }
    let known = fs::read_to_string(folder.path("known.json")).unwrap();
    keys(&serde_json::from_str(&known).unwrap(), "baseline: ", &mut found);
    for (name, kind) in [("settings: ", "agentls.toml"), ("dialect file: ", "dialect")] {
        let schema = Schema(serde_json::from_str(&agentls(&folder, &["schema", kind])).unwrap());
        schema.keys(&schema.0, name, &[], &mut found);
    }
    protocol(&mut found);

    let listed: BTreeSet<_> = LIST.lines().map(ToOwned::to_owned).collect();
    let gone: Vec<_> = listed.difference(&found).map(|entry| format!("- {entry}")).collect();
    let new: Vec<_> = found.difference(&listed).map(|entry| format!("+ {entry}")).collect();
    assert!(
        gone.is_empty() && new.is_empty(),
        "An interface has changed. server/docs/stability.md says what may change in which version; if this may, take it over \
         into tests/e2e/interfaces.txt, and what is gone into the changelog:\n{}\n{}",
        gone.join("\n"),
        new.join("\n")
    );
}
