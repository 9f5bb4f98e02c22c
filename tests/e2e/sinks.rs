//! Every place where text of a file, a path or an argument is shown: one hostile name, and it stays text.

mod command_line;
mod documents;
#[path = "../sinks/markdown.rs"]
mod markdown;

use serde_json::Value;

use crate::docs::dialects::EXAMPLE;
use crate::support::Folder;

/// A name that holds whatever anything might take for more than text.
fn hostile() -> String {
    serde_json::from_str(include_str!("../sinks/hostile.json")).unwrap()
}

/// As much of it as a file may be called.
fn hostile_file() -> String {
    let mut name = hostile().replace('/', "∕");
    name.truncate((0..=200).rev().find(|at| name.is_char_boundary(*at)).unwrap());
    name
}

/// A text in double quotes, as YAML and TOML read it.
fn quoted(text: &str) -> String {
    let written = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        c => format!("\\U{:08X}", u32::from(c)),
    };
    format!("\"{}\"", text.chars().map(written).collect::<String>())
}

/// An agent that says the name wherever it can.
fn agent(name: &str) -> String {
    let name = quoted(name);
    format!(
        "---\nname: {name}\ndescription: {name}\n{name}: {name}\npriority: {name}\ncolor: #8E24AA\ntools: [{name}]\n\
         skills: [{name}]\ncapabilities: [{name}]\nmcpServers:\n  {name}: {{ {name}: 1 }}\n\
         hooks:\n  {name}: x\n  PreToolUse:\n    - {name}: x\n---\n"
    )
}

/// The example of a dialect, with the name wherever a text stands.
fn dialect(name: &str) -> String {
    let name = quoted(name);
    let source = quoted("https://127.0.0.1:9/a](command:x) ![i](http://127.0.0.1:9/i.png)");
    EXAMPLE
        .replace("tool: Our Runner", &format!("tool: {name}"))
        .replace("versions: the one in this repository", &format!("versions: {name}"))
        .replace("guide: docs/runner.md", &format!("guide: {source}"))
        .replace("title: Our Runner agent", &format!("title: {name}"))
        .replace("doc: When the agent is started.", &format!("doc: {name}"))
        .replace("default: \"1\"", &format!("default: {name}"))
        .replace("{ value: release, doc: Before a release. }", &format!("{{ value: {name}, doc: {name} }}"))
        .replace("{ deploy: release }", &format!("{{ deploy: {name} }}"))
}

/// A workspace that says it in its paths, files and settings.
fn workspace() -> Folder {
    let (folder, name, file) = (Folder::new(), hostile(), hostile_file());
    folder.write(&format!(".claude/agents/{file}.md"), &agent(&name));
    folder.write(".claude/agents/caller.md", &agent("caller"));
    folder.write(&format!(".our-runner/agents/{file}.md"), &runner(&name));
    folder.write(".our-runner/agents/other.md", &runner("other"));
    folder.write("tools/our-runner.yaml", &dialect(&name));
    folder.write("agentls.toml", "dialects = ['tools/our-runner.yaml']\n");
    folder
}

/// An agent of that dialect.
fn runner(name: &str) -> String {
    let name = quoted(name);
    format!("---\nname: {name}\ndescription: {name}\nstage: deploy\n{name}: 1\nmodel: x\n---\n\n# {name}\n")
}

/// Whether a text controls nothing: it is one line without what turns its direction.
fn is_plain(text: &str) -> bool {
    !text.chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
    })
}

/// The texts in a value, without those below some keys.
fn texts<'a>(value: &'a Value, without: &[&str], found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(items) => items.iter().for_each(|item| texts(item, without, found)),
        Value::Object(entries) => {
            let shown = entries.iter().filter(|(key, _)| !without.contains(&key.as_str()));
            shown.for_each(|(_, value)| texts(value, without, found));
        }
        _ => {}
    }
}
