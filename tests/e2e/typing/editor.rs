//! A buffer of Neovim with a completion plugin: characters are typed into it, the server is told of each, and asked when
//! the plugin would ask.

use serde_json::{Value, json};

use crate::support::{Client, Folder, at, range_of};

/// What a plugin does when a character was typed.
pub(super) enum Then {
    /// It goes on with the list that it has.
    Keep,
    /// It closes its list.
    Close,
    /// It asks, with this context.
    Ask(Value),
}

/// The line with the cursor, and where the cursor is in it. What is typed is ASCII, so that bytes are columns.
pub(super) struct Place<'a> {
    pub(super) line: &'a str,
    pub(super) row: u32,
    pub(super) column: usize,
}

impl Place<'_> {
    pub(super) fn before(&self) -> &str {
        &self.line[..self.column]
    }
}

/// The change that an item becomes, within the line.
pub(super) struct Change {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) text: String,
}

pub(super) trait Plugin {
    /// The client's capabilities for completion.
    fn capabilities(&self) -> Value;
    fn typed(&mut self, character: char, place: &Place<'_>, triggers: &[String]) -> Then;
    fn answered(&mut self, list: &Value, place: &Place<'_>);
    fn closed(&mut self);
    /// The items of the list that is open, as the plugin filters them.
    fn shown(&self, place: &Place<'_>) -> Vec<Value>;
    fn change(&self, item: &Value, place: &Place<'_>) -> Change;
    /// Whether Enter takes the first item of a list that is open.
    fn takes_with_enter(&self) -> bool;
}

pub(super) struct Editor {
    plugin: Box<dyn Plugin>,
    client: Client,
    triggers: Vec<String>,
    uri: String,
    version: i32,
    lines: Vec<String>,
    row: usize,
    column: usize,
}

impl Editor {
    /// Opens a file that is still empty.
    pub(super) fn open(plugin: impl Plugin + 'static, folder: &Folder, file: &str) -> Self {
        let mut client = Client::stdio(&[]);
        let root = folder.uri("").trim_end_matches('/').to_owned();
        let params = json!({
            "processId": null, "rootUri": root, "workspaceFolders": [{ "uri": root, "name": "workspace" }],
            "capabilities": {
                "general": { "positionEncodings": ["utf-8", "utf-16", "utf-32"] },
                "textDocument": { "completion": plugin.capabilities() },
            },
        });
        let offered = client.call("initialize", params).unwrap();
        client.notify("initialized", json!({}));
        let triggers = &offered["capabilities"]["completionProvider"]["triggerCharacters"];
        let uri = folder.uri(file);
        client.open(&uri, "");
        Self {
            plugin: Box::new(plugin),
            triggers: serde_json::from_value(triggers.clone()).unwrap(),
            client,
            uri,
            version: 1,
            lines: vec![String::new()],
            row: 0,
            column: 0,
        }
    }

    pub(super) fn text(&self) -> String {
        self.lines.join("\n")
    }

    pub(super) fn close(self) {
        self.client.finish_amid_findings();
    }

    fn place(&self) -> Place<'_> {
        Place { line: &self.lines[self.row], row: u32::try_from(self.row).unwrap(), column: self.column }
    }

    /// Replaces a part of the line with the cursor, tells the server, and puts the cursor behind the new text.
    fn replace(&mut self, from: usize, to: usize, text: &str) {
        let place = |column| u32::try_from(column).unwrap();
        self.version += 1;
        let row = place(self.row);
        self.client.edit(&self.uri, self.version, [row, place(from), row, place(to)], text);
        let line = &self.lines[self.row];
        let (head, tail) = (line[..from].to_owned(), line[to..].to_owned());
        let mut new: Vec<_> = format!("{head}{text}").split('\n').map(str::to_owned).collect();
        let (rows, column) = (new.len(), new.last().unwrap().len());
        new.last_mut().unwrap().push_str(&tail);
        self.lines.splice(self.row..=self.row, new);
        (self.row, self.column) = (self.row + rows - 1, column);
    }

    fn ask(&mut self, context: Value) {
        let mut params = at(&self.uri, u32::try_from(self.row).unwrap(), u32::try_from(self.column).unwrap());
        params["context"] = context;
        let mut list = self.client.call("textDocument/completion", params).unwrap();
        if list.is_array() {
            list = json!({ "items": list, "isIncomplete": false });
        }
        fill_in_defaults(&mut list);
        let place =
            Place { line: &self.lines[self.row], row: u32::try_from(self.row).unwrap(), column: self.column };
        self.plugin.answered(&list, &place);
    }

    /// Types a character, as slowly as the server answers.
    pub(super) fn type_character(&mut self, character: char) {
        self.replace(self.column, self.column, &character.to_string());
        let place =
            Place { line: &self.lines[self.row], row: u32::try_from(self.row).unwrap(), column: self.column };
        match self.plugin.typed(character, &place, &self.triggers) {
            Then::Keep => {}
            Then::Close => self.plugin.closed(),
            Then::Ask(context) => self.ask(context),
        }
    }

    fn shown(&self) -> Vec<Value> {
        self.plugin.shown(&self.place())
    }

    /// Takes the item of that label, asking for the list unless it is there.
    pub(super) fn take(&mut self, label: &str) {
        let has = |shown: &[Value]| shown.iter().find(|item| item["label"] == label).cloned();
        let item = has(&self.shown()).or_else(|| {
            self.plugin.closed();
            self.ask(json!({ "triggerKind": 1 }));
            has(&self.shown())
        });
        let item = item.unwrap_or_else(|| {
            panic!("{label} is not offered in {:?}, but {:#?}", self.text(), labels(&self.shown()))
        });
        let change = self.plugin.change(&item, &self.place());
        self.plugin.closed();
        if item["insertTextFormat"] != 2 {
            self.replace(change.from, change.to, &change.text);
            return;
        }
        // `vim.snippet.expand`: what follows has the indentation of the line.
        let line = self.lines[self.row].clone();
        let indent = &line[..line.len() - line.trim_start_matches(' ').len()];
        let (text, behind) = change.text.split_once("$0").unwrap_or((&change.text, ""));
        assert!(!text.contains("${") && behind.is_empty(), "a person would go on through {:?}", change.text);
        self.replace(change.from, change.to, &text.replace('\n', &format!("\n{indent}")));
    }

    /// A new line with that indentation, of which Neovim gives that of the row before.
    pub(super) fn new_line(&mut self, typed: &str, indent: usize) {
        if self.plugin.takes_with_enter() {
            // A list of other things is left by a person; what is typed in full must not be in the way.
            let in_the_way = |item: &Value| typed.ends_with(item["label"].as_str().unwrap());
            let shown = self.shown();
            assert!(
                !shown.iter().any(in_the_way),
                "Enter takes what is typed already: {typed:?}, {:?}",
                labels(&shown)
            );
        }
        self.plugin.closed();
        assert_eq!(self.column, self.lines[self.row].len(), "the cursor is not at the end of {typed:?}");
        self.replace(self.column, self.column, &format!("\n{}", " ".repeat(indent)));
    }
}

fn labels(items: &[Value]) -> Vec<&str> {
    items.iter().filter_map(|item| item["label"].as_str()).collect()
}

/// Gives items what the list says for all of them.
fn fill_in_defaults(list: &mut Value) {
    let defaults = list["itemDefaults"].take();
    for item in list["items"].as_array_mut().into_iter().flatten() {
        for (name, value) in defaults.as_object().into_iter().flatten() {
            if name == "editRange" && item.get("textEdit").is_none() {
                let text = item.get("textEditText").unwrap_or(&item["label"]).clone();
                item["textEdit"] = match value.get("insert") {
                    Some(insert) => json!({ "newText": text, "insert": insert, "replace": value["replace"] }),
                    None => json!({ "newText": text, "range": value }),
                };
            } else if name != "editRange" && item.get(name).is_none() {
                item[name] = value.clone();
            }
        }
    }
}

/// The columns of an item's range that ends at the cursor, which lies in the line that was asked in.
pub(super) fn insert_range(item: &Value, row: u32) -> [usize; 2] {
    let edit = &item["textEdit"];
    let range =
        edit.get("insert").or_else(|| edit.get("range")).unwrap_or_else(|| panic!("no range: {item:#}"));
    let column = |end: &str| usize::try_from(range[end]["character"].as_u64().unwrap()).unwrap();
    let columns = [column("start"), column("end")];
    let place = |column| u32::try_from(column).unwrap();
    assert_eq!(
        *range,
        range_of([row, place(columns[0]), row, place(columns[1])]),
        "more than the line: {item:#}"
    );
    columns
}

pub(super) fn filter_text(item: &Value) -> &str {
    item.get("filterText").unwrap_or(&item["label"]).as_str().unwrap()
}
