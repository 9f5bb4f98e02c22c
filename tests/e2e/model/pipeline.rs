//! Messages by the thousand, sent without a look at any answer: edits, questions, cancellations, files that are closed, renamed,
//! and changed on disk. Every answer is that of the text of its time, and what is known at the end is what a server knows that
//! has just started. `AGENTLS_MESSAGES` says how many there are, `AGENTLS_SEED` which.

use std::collections::BTreeMap;
use std::fs;

use agentls_analysis::document::Document;
use agentls_analysis::ide::symbols::{Symbol, symbols};
use serde_json::{Value, json};

use super::dice::{Dice, given};
use super::steps::{FILES, text};
use super::{client, knows};
use crate::support::{Client, Folder, of};

/// What edits put in place of something.
const PIECES: &[&str] =
    &["\n", "# H\n", "name: n2\n", "---\n", "é", "🦀", "```\n", "", "x: y\n", "- a\n", "\"", "  "];

/// The reference: the texts of the open files, and what was asked.
struct Model<'a> {
    folder: &'a Folder,
    client: Client,
    dice: Dice,
    open: BTreeMap<usize, (i32, String)>,
    /// Requests with what they have to be answered, and whether they were cancelled.
    asked: Vec<(i64, Vec<String>, bool)>,
}

impl Model<'_> {
    fn step(&mut self) {
        let file = self.dice.roll(FILES.len());
        let uri = self.folder.uri(FILES[file]);
        match self.dice.roll(20) {
            0..=8 => self.edit(file, &uri),
            9..=11 => self.ask(file, &uri),
            12 => {
                if self.open.remove(&file).is_some() {
                    self.client.notify("textDocument/didClose", of(&uri));
                }
            }
            13 => {
                self.folder.write(FILES[file], &text(self.dice.roll(6)));
                self.client.notify(
                    "workspace/didChangeWatchedFiles",
                    json!({ "changes": [{ "uri": uri, "type": 2 }] }),
                );
            }
            14 => {
                drop(fs::remove_file(self.folder.path(FILES[file])));
                self.client.notify("workspace/didDeleteFiles", json!({ "files": [{ "uri": uri }] }));
            }
            15 => self.rename(file, &uri),
            16 => {
                self.client.start("textDocument/nothing", of(&uri));
            }
            _ => self.open(file, &uri),
        }
    }

    fn open(&mut self, file: usize, uri: &str) {
        if !self.open.contains_key(&file) {
            let text = text(self.dice.roll(6));
            self.client.open(uri, &text);
            self.open.insert(file, (1, text));
        }
    }

    /// A few characters in place of a few others, told as columns of bytes.
    fn edit(&mut self, file: usize, uri: &str) {
        let Some((version, text)) = self.open.get_mut(&file) else { return };
        let places: Vec<_> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let from = self.dice.roll(places.len());
        let to = (from + self.dice.roll(4)).min(places.len() - 1);
        let new = if text.len() > 2_000 { "" } else { PIECES[self.dice.roll(PIECES.len())] };
        let place = |at: usize| {
            let before = &text[..at];
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            json!({ "line": before.matches('\n').count(), "character": at - start })
        };
        let range = json!({ "start": place(places[from]), "end": place(places[to]) });
        text.replace_range(places[from]..places[to], new);
        *version += 1;
        self.client.change(uri, *version, json!([{ "range": range, "text": new }]));
    }

    fn ask(&mut self, file: usize, uri: &str) {
        let Some((_, text)) = self.open.get(&file) else { return };
        let wanted = outline(self.folder, file, text);
        let id = self.client.start("textDocument/documentSymbol", of(uri));
        let cancelled = self.dice.roll(4) == 0;
        if cancelled {
            self.client.notify("$/cancelRequest", json!({ "id": id }));
        }
        self.asked.push((id, wanted, cancelled));
    }

    /// A file that is not open gets the place of another one.
    fn rename(&mut self, file: usize, uri: &str) {
        let other = self.dice.roll(FILES.len());
        let (from, to) = (self.folder.path(FILES[file]), self.folder.path(FILES[other]));
        if file == other || self.open.contains_key(&file) || self.open.contains_key(&other) {
            return;
        }
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        if fs::rename(from, to).is_ok() {
            let renamed = json!({ "oldUri": uri, "newUri": self.folder.uri(FILES[other]) });
            self.client.notify("workspace/didRenameFiles", json!({ "files": [renamed] }));
        }
    }

    /// Holds every answer against what it had to be.
    fn check(&mut self) {
        for (id, wanted, cancelled) in std::mem::take(&mut self.asked) {
            match self.client.answer(id) {
                Ok(answer) => assert_eq!(names(&answer), wanted, "request {id}"),
                Err(error) => assert!(cancelled && error["code"] == -32800, "request {id}: {error}"),
            }
        }
    }
}

/// The names of an outline, each before those in it.
fn names(symbols: &Value) -> Vec<String> {
    let symbols = symbols.as_array().into_iter().flatten();
    let own = |symbol: &Value| {
        [vec![symbol["name"].as_str().unwrap().to_owned()], names(&symbol["children"])].concat()
    };
    symbols.flat_map(own).collect()
}

/// The outline that a first reading gives.
fn outline(folder: &Folder, file: usize, text: &str) -> Vec<String> {
    fn flat(symbols: &[Symbol]) -> Vec<String> {
        symbols.iter().flat_map(|it| [vec![it.name.clone()], flat(&it.children)].concat()).collect()
    }
    let path = folder.path(FILES[file]).to_string_lossy().into_owned();
    flat(&symbols(&Document::new(Some(path.into()), 0, text)))
}

#[test]
fn messages_by_the_thousand_leave_the_exact_state() {
    let (messages, seed) = (given("AGENTLS_MESSAGES", 10_000), given("AGENTLS_SEED", 7));
    let folder = Folder::new();
    let dice = Dice::of(seed);
    let mut model =
        Model { folder: &folder, client: client(&folder), dice, open: BTreeMap::new(), asked: Vec::new() };
    for _ in 0..messages {
        model.step();
    }
    model.check();
    let mut fresh = client(&folder);
    for (file, (_, text)) in &model.open {
        let uri = folder.uri(FILES[*file]);
        fresh.open(&uri, text);
        for method in
            ["textDocument/documentSymbol", "textDocument/documentColor", "textDocument/documentLink"]
        {
            let [old, new] = [&mut model.client, &mut fresh].map(|client| client.call(method, of(&uri)));
            assert_eq!(old, new, "{method} of {text:?}");
        }
    }
    let wanted = knows(&mut fresh, &folder);
    model.client.until_same(|client| knows(client, &folder), &wanted);
    fresh.finish_amid_findings();
    model.client.finish_amid_messages();
}
