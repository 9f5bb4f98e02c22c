//! blink.cmp (73ea297 of November 2025) with its defaults, and the keymap in which Enter takes an item:
//! trigger/init.lua, provider/list.lua, fuzzy/lua, text_edits.lua.

use serde_json::{Value, json};

use super::editor::{Change, Place, Plugin, Then, filter_text, insert_range};

#[derive(Default)]
pub(super) struct Blink {
    /// What is being completed, from the first request on. It is a new one behind each trigger character.
    context: Option<Context>,
}

struct Context {
    items: Vec<Value>,
    incomplete: bool,
    /// The word when the items were asked for, and the column of the cursor.
    word: String,
    column: usize,
}

/// `-` belongs to a word, but for those that it begins with.
fn word<'a>(place: &'a Place<'_>) -> &'a str {
    let before = place.before();
    let start = before.rfind(|character: char| !is_word(character)).map_or(0, |at| at + 1);
    before[start..].trim_start_matches('-')
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || "_-".contains(character)
}

/// Whether the characters of a word are in a text, in that order.
fn matches(word: &str, text: &str) -> bool {
    let mut text = text.chars();
    word.chars().all(|wanted| text.any(|character| character.eq_ignore_ascii_case(&wanted)))
}

impl Plugin for Blink {
    fn capabilities(&self) -> Value {
        json!({
            "completionItem": {
                "snippetSupport": true, "documentationFormat": ["markdown", "plaintext"], "deprecatedSupport": true,
                "tagSupport": { "valueSet": [1] }, "insertReplaceSupport": true, "labelDetailsSupport": true,
                "resolveSupport": { "properties": ["documentation", "detail", "additionalTextEdits", "command", "data"] },
                "insertTextModeSupport": { "valueSet": [1] },
            },
            "completionList": {
                "itemDefaults": ["commitCharacters", "editRange", "insertTextFormat", "insertTextMode", "data"],
            },
            "contextSupport": true,
            "insertTextMode": 1,
        })
    }

    fn typed(&mut self, character: char, place: &Place<'_>, triggers: &[String]) -> Then {
        let is_trigger = triggers.iter().any(|trigger| *trigger == character.to_string());
        // Letters and spaces never open the list as trigger characters.
        if is_trigger && !character.is_ascii_alphabetic() && !character.is_whitespace() {
            self.context = None;
            return Then::Ask(json!({ "triggerKind": 2, "triggerCharacter": character.to_string() }));
        }
        if !is_word(character) {
            return Then::Close;
        }
        match &self.context {
            Some(context) if !context.incomplete && word(place).starts_with(&context.word) => Then::Keep,
            _ => Then::Ask(json!({ "triggerKind": 1 })),
        }
    }

    fn answered(&mut self, list: &Value, place: &Place<'_>) {
        self.context = Some(Context {
            items: list["items"].as_array().cloned().unwrap_or_default(),
            incomplete: list["isIncomplete"] == true,
            word: word(place).to_owned(),
            column: place.column,
        });
    }

    fn closed(&mut self) {
        self.context = None;
    }

    fn shown(&self, place: &Place<'_>) -> Vec<Value> {
        let items = self.context.iter().flat_map(|context| &context.items);
        items.filter(|item| matches(word(place), filter_text(item))).cloned().collect()
    }

    /// The end of the range moves with what was typed since.
    fn change(&self, item: &Value, place: &Place<'_>) -> Change {
        let [from, to] = insert_range(item, place.row);
        let typed = place.column - self.context.as_ref().unwrap().column;
        Change { from, to: to + typed, text: item["textEdit"]["newText"].as_str().unwrap().to_owned() }
    }

    fn takes_with_enter(&self) -> bool {
        true
    }
}
