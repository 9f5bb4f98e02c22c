//! After any sequence of edits, saves, moves and deletions, what the server knows is what a server knows that has just
//! started.

mod dice;
mod edits;
mod pipeline;

use std::collections::BTreeMap;
use std::fs;

use crate::support::{Client, Folder, at};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The files, of which two lie in a folder that comes and goes with them.
const FILES: &[&str] = &[
    ".claude/agents/a.md",
    ".claude/agents/deep/b.md",
    ".claude/skills/s/SKILL.md",
    ".claude/commands/c.md",
    "sub/.claude/agents/d.md",
];

/// Something that happens to a file.
#[derive(Clone, Debug)]
enum Step {
    Write(usize, usize),
    Remove(usize),
    Move(usize, usize),
    Open(usize, usize),
    Change(usize, usize),
    Close(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let (file, text) = (0..FILES.len(), 0..6usize);
    prop_oneof![
        4 => (file.clone(), text.clone()).prop_map(|(file, text)| Step::Write(file, text)),
        2 => file.clone().prop_map(Step::Remove),
        1 => (file.clone(), file.clone()).prop_map(|(from, to)| Step::Move(from, to)),
        2 => (file.clone(), text.clone()).prop_map(|(file, text)| Step::Open(file, text)),
        2 => (file.clone(), text).prop_map(|(file, text)| Step::Change(file, text)),
        1 => file.prop_map(Step::Close),
    ]
}

/// A file that defines one name and refers to others.
fn text(number: usize) -> String {
    format!(
        "---\nname: n{}\ndescription: d\n---\n# H{number}\nUse the `n{}` agent. `Skill(\"n{}\")`\n",
        number % 3,
        number / 2,
        number % 2
    )
}

/// The texts of the open documents by file.
type Open = BTreeMap<usize, (i32, String)>;

fn take(step: &Step, client: &mut Client, folder: &Folder, open: &mut Open) {
    let uri = |file: &usize| folder.uri(FILES[*file]);
    match step {
        Step::Write(file, number) => folder.write(FILES[*file], &text(*number)),
        Step::Remove(file) => drop(fs::remove_file(folder.path(FILES[*file]))),
        Step::Move(from, to) => {
            fs::create_dir_all(folder.path(FILES[*to]).parent().unwrap()).unwrap();
            drop(fs::rename(folder.path(FILES[*from]), folder.path(FILES[*to])));
        }
        Step::Open(file, number) => {
            if !open.contains_key(file) {
                client.open(&uri(file), &text(*number));
                open.insert(*file, (1, text(*number)));
            }
        }
        Step::Change(file, number) => {
            if let Some((version, now)) = open.get_mut(file) {
                (*version, *now) = (*version + 1, text(*number));
                client.change(&uri(file), *version, json!([{ "text": now }]));
            }
        }
        Step::Close(file) => {
            if open.remove(file).is_some() {
                client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri(file) } }));
            }
        }
    }
}

/// What a server knows: every name with its place, and who refers to each.
fn knows(client: &mut Client, folder: &Folder) -> Value {
    let mut known = vec![client.call("workspace/symbol", json!({ "query": "" })).unwrap()];
    for line in 0..3 {
        let mut params = at(&folder.uri("CLAUDE.md"), line, 8);
        params["context"] = json!({ "includeDeclaration": true });
        known.push(client.call("textDocument/references", params).unwrap());
    }
    Value::Array(known)
}

/// A client with a document open that names every agent.
fn client(folder: &Folder) -> Client {
    let mut client = Client::in_process();
    client.initialize_in(&[&folder.uri("")], &["utf-8"]);
    client.open(&folder.uri("CLAUDE.md"), "@agent-n0\n@agent-n1\n@agent-n2\n");
    client
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_known_is_what_a_fresh_server_knows(steps in prop::collection::vec(step(), 1..25)) {
        let folder = Folder::new();
        let mut open = Open::new();
        let mut old = client(&folder);
        for step in &steps {
            take(step, &mut old, &folder, &mut open);
        }
        let mut fresh = client(&folder);
        for (file, (_, text)) in &open {
            fresh.open(&folder.uri(FILES[*file]), text);
        }
        let wanted = knows(&mut fresh, &folder);
        fresh.finish_amid_findings();
        old.until_it(|client| knows(client, &folder) == wanted);
        old.finish_amid_findings();
    }
}
