//! What happens to files, on disk and in an editor, odd things too.

use std::collections::BTreeMap;
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::symlink;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Client, Folder};

/// The files, in places of tools, beside them, and where nothing is looked for.
pub(super) const FILES: &[&str] = &[
    ".claude/agents/a.md",
    ".claude/agents/deep/b.md",
    ".claude/skills/s/SKILL.md",
    ".claude/commands/c.md",
    "sub/.claude/agents/d.md",
    "elsewhere/e.md",
    "node_modules/m/.claude/agents/f.md",
];

/// Folders that move, each to the place of the next one.
const FOLDERS: &[&str] = &[".claude/agents/deep", ".claude/agents/deeper", "sub", ".claude", "kept"];

/// Links that come and go, with where they lead: around themselves, to each other, away, and to a file.
const LINKS: &[(&str, &str)] = &[
    (".claude/agents/up", "../.."),
    (".claude/agents/deep/out", ".."),
    (".claude/agents/side", "../../elsewhere"),
    (".claude/agents/self", "self"),
    (".claude/agents/l.md", "../../elsewhere/e.md"),
    (".claude/skills/t", "../../elsewhere"),
    ("elsewhere/back", "../.claude/agents"),
    ("sub/.claude/agents", "../../elsewhere"),
    ("sub/.claude", "../.claude"),
];

/// What an ignore file says.
const IGNORED: &[&str] = &["deep/\n", "/sub\n", "*.md\n", "!a.md\n"];

/// Elsewhere only some users may make links.
#[cfg(not(unix))]
fn symlink(_target: &str, _link: std::path::PathBuf) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Something that happens.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Write(usize, usize),
    Remove(usize),
    Move(usize, usize),
    /// A folder gets the name of another, if that is free.
    MoveFolder(usize, usize),
    RemoveFolder(usize),
    /// A link is made, or taken away if it is there.
    Link(usize),
    /// An ignore file says that, or is gone.
    Ignore(Option<usize>),
    /// So many notifications of one change each.
    Flood(usize, usize),
    Open(usize, usize),
    Change(usize, usize),
    /// A change whose version or places are odd.
    Odd(usize, usize),
    /// A change that cannot be read.
    Unreadable(usize),
    Close(usize),
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    let (file, text) = (0..FILES.len(), 0..6usize);
    let folder = 0..FOLDERS.len();
    prop_oneof![
        6 => (file.clone(), text.clone()).prop_map(|(file, text)| Step::Write(file, text)),
        3 => file.clone().prop_map(Step::Remove),
        2 => (file.clone(), file.clone()).prop_map(|(from, to)| Step::Move(from, to)),
        2 => (folder.clone(), folder.clone()).prop_map(|(from, to)| Step::MoveFolder(from, to)),
        1 => folder.prop_map(Step::RemoveFolder),
        4 => (0..LINKS.len()).prop_map(Step::Link),
        1 => prop::option::of(0..IGNORED.len()).prop_map(Step::Ignore),
        1 => (file.clone(), 1..100usize).prop_map(|(file, times)| Step::Flood(file, times)),
        3 => (file.clone(), text.clone()).prop_map(|(file, text)| Step::Open(file, text)),
        3 => (file.clone(), text).prop_map(|(file, text)| Step::Change(file, text)),
        2 => (file.clone(), 0..5usize).prop_map(|(file, kind)| Step::Odd(file, kind)),
        1 => file.clone().prop_map(Step::Unreadable),
        2 => file.prop_map(Step::Close),
    ]
}

/// A file that defines one name and refers to others.
pub(super) fn text(number: usize) -> String {
    format!(
        "---\nname: n{}\ndescription: d\n---\n# H{number}\nUse the `n{}` agent. `Skill(\"n{}\")`\n",
        number % 3,
        number / 2,
        number % 2
    )
}

/// The documents of an editor by file: the version, and the text, if the server can know it.
pub(super) type Open = BTreeMap<usize, (i32, Option<String>)>;

/// Tells the server of a change of an open document.
fn change(client: &mut Client, uri: &str, version: &Value, event: &Value) {
    let document = json!({ "uri": uri, "version": version });
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [event] }));
}

pub(super) fn take(step: &Step, client: &mut Client, folder: &Folder, open: &mut Open) {
    let uri = |file: &usize| folder.uri(FILES[*file]);
    match step {
        Step::Write(file, number) => {
            // The folder may be a link that leads nowhere.
            let path = folder.path(FILES[*file]);
            drop(fs::create_dir_all(path.parent().unwrap()).and_then(|()| fs::write(path, text(*number))));
        }
        Step::Remove(file) => drop(fs::remove_file(folder.path(FILES[*file]))),
        Step::Move(from, to) => {
            drop(fs::create_dir_all(folder.path(FILES[*to]).parent().unwrap()));
            drop(fs::rename(folder.path(FILES[*from]), folder.path(FILES[*to])));
        }
        Step::MoveFolder(from, to) => {
            if !folder.path(FOLDERS[*to]).exists() {
                drop(fs::rename(folder.path(FOLDERS[*from]), folder.path(FOLDERS[*to])));
            }
        }
        Step::RemoveFolder(at) => drop(fs::remove_dir_all(folder.path(FOLDERS[*at]))),
        Step::Link(number) => {
            let (link, target) = LINKS[*number];
            let path = folder.path(link);
            if fs::remove_file(&path).is_err() {
                drop(fs::create_dir_all(path.parent().unwrap()).and_then(|()| symlink(target, path)));
            }
        }
        Step::Ignore(None) => drop(fs::remove_file(folder.path(".gitignore"))),
        Step::Ignore(Some(number)) => folder.write(".gitignore", IGNORED[*number]),
        Step::Flood(file, times) => {
            for _ in 0..*times {
                let change = json!({ "uri": uri(file), "type": 2 });
                client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
            }
        }
        Step::Open(file, number) => {
            if !open.contains_key(file) {
                client.open(&uri(file), &text(*number));
                open.insert(*file, (1, Some(text(*number))));
            }
        }
        Step::Change(file, number) => {
            if let Some((version, now)) = open.get_mut(file) {
                (*version, *now) = (*version + 1, Some(text(*number)));
                change(client, &uri(file), &json!(version), &json!({ "text": now }));
            }
        }
        Step::Odd(file, kind) => {
            if let Some((version, Some(now))) = open.get_mut(file) {
                *version += 1;
                let said =
                    [json!(version), json!(null), json!(version.to_string()), json!(f64::from(*version))];
                let said = said.get(*kind).cloned().unwrap_or(json!(1_u64 << 40));
                let place = |line: Value| json!({ "line": line, "character": 0 });
                // Behind the end is the end, and before the start is the start.
                let (at_end, line) = [
                    (true, json!(99)),
                    (false, json!(-7)),
                    (true, json!(1_u64 << 33)),
                    (false, json!(0.0)),
                    (false, json!("0")),
                ][*kind]
                    .clone();
                let range = json!({ "start": place(line.clone()), "end": place(line) });
                let added = if at_end { "Use the `n2` agent.\n" } else { "\n" };
                *now = if at_end { format!("{now}{added}") } else { format!("{added}{now}") };
                change(client, &uri(file), &said, &json!({ "range": range, "text": added }));
            }
        }
        Step::Unreadable(file) => {
            if let Some((version, now)) = open.get_mut(file) {
                (*version, *now) = (*version + 1, None);
                change(client, &uri(file), &json!(version), &json!({ "range": [], "text": "name: n0\n" }));
            }
        }
        Step::Close(file) => {
            if open.remove(file).is_some() {
                client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri(file) } }));
            }
        }
    }
}
