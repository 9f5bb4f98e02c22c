//! nvim-cmp (a1d5048 of March 2026) with cmp-nvim-lsp and its defaults: source.lua, entry.lua, core.lua. Instead of its
//! fuzzy matching, a text has to begin with what was typed: less than that matches.

use serde_json::{Value, json};

use super::editor::{Change, Place, Plugin, Then, filter_text, insert_range};

#[derive(Default)]
pub(super) struct Cmp {
    items: Vec<Value>,
    /// The columns in which the word began and in which the cursor was when the items were asked for.
    word: Option<usize>,
    column: usize,
    incomplete: bool,
}

/// Where the text before the cursor begins that `\%(-\?\d\+\%(\.\d\+\)\?\|\h\w*\%(-\w*\)*\)` matches up to the cursor: the
/// leftmost place. It is the cursor's own column where nothing does.
fn word_start(before: &str) -> usize {
    (0..before.len()).find(|start| is_word(&before[*start..])).unwrap_or(before.len())
}

fn is_word(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.strip_prefix('-').unwrap_or(text);
    let is_decimal = number.split_once('.').is_some_and(|(whole, part)| is_number(whole) && is_number(part));
    let in_name = |character: char| character.is_ascii_alphanumeric() || "_-".contains(character);
    let is_name = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.chars().all(in_name);
    is_number(number) || is_decimal || is_name
}

impl Cmp {
    /// Where the text begins that an item is compared with: at its range or at the word, whichever is first, and not in space.
    fn input_start(&self, item: &Value, place: &Place<'_>) -> usize {
        let word = self.word.unwrap_or(place.column);
        let [from, _] = insert_range(item, place.row);
        let is_space = |at: &usize| place.line.as_bytes().get(*at).is_some_and(u8::is_ascii_whitespace);
        (from.min(word)..word).find(|at| !is_space(at)).unwrap_or(word)
    }
}

impl Plugin for Cmp {
    fn capabilities(&self) -> Value {
        json!({
            "dynamicRegistration": false,
            "completionItem": {
                "snippetSupport": true, "commitCharactersSupport": true, "deprecatedSupport": true, "preselectSupport": true,
                "tagSupport": { "valueSet": [1] }, "insertReplaceSupport": true, "labelDetailsSupport": true,
                "resolveSupport": { "properties": [
                    "documentation", "additionalTextEdits", "insertTextFormat", "insertTextMode", "command",
                ] },
                "insertTextModeSupport": { "valueSet": [1, 2] },
            },
            "completionList": {
                "itemDefaults": ["commitCharacters", "editRange", "insertTextFormat", "insertTextMode", "data"],
            },
            "contextSupport": true,
            "insertTextMode": 1,
        })
    }

    fn typed(&mut self, character: char, place: &Place<'_>, triggers: &[String]) -> Then {
        if triggers.iter().any(|trigger| *trigger == character.to_string()) {
            return Then::Ask(json!({ "triggerKind": 2, "triggerCharacter": character.to_string() }));
        }
        let start = word_start(place.before());
        if start == place.column {
            return Then::Close;
        }
        if self.incomplete {
            return Then::Ask(json!({ "triggerKind": 3 }));
        }
        if self.word == Some(start) { Then::Keep } else { Then::Ask(json!({ "triggerKind": 1 })) }
    }

    fn answered(&mut self, list: &Value, place: &Place<'_>) {
        let start = word_start(place.before());
        let items = list["items"].as_array().cloned().unwrap_or_default();
        // An empty answer to a word leaves the items that were there.
        if items.is_empty() && start < place.column {
            self.word = Some(start);
            self.incomplete = list["isIncomplete"] == true;
            return;
        }
        *self = Self {
            word: (!items.is_empty()).then_some(start),
            column: place.column,
            incomplete: list["isIncomplete"] == true,
            items,
        };
    }

    fn closed(&mut self) {
        *self = Self::default();
    }

    fn shown(&self, place: &Place<'_>) -> Vec<Value> {
        let begins = |item: &&Value| {
            let input = &place.before()[self.input_start(item, place)..];
            filter_text(item).get(..input.len()).is_some_and(|head| head.eq_ignore_ascii_case(input))
        };
        self.items.iter().filter(begins).cloned().collect()
    }

    /// What was typed since the items were asked for is taken away, and then the range of that time is replaced.
    fn change(&self, item: &Value, place: &Place<'_>) -> Change {
        let [from, to] = insert_range(item, place.row);
        let text = item["textEdit"]["newText"].as_str().unwrap().to_owned();
        Change { from, to: place.column + to.saturating_sub(self.column), text }
    }

    /// Only what was chosen, as others.md sets it up: an empty answer leaves the items of the one before in the list.
    fn takes_with_enter(&self) -> bool {
        false
    }
}
