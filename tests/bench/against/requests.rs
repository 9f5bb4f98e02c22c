//! Requests about a document, each after an edit of its body, as editors ask: what was kept of the version before is no
//! answer.

use serde_json::{Value, json};

use crate::agent::{agent, middle_line};
use crate::client::{Client, capabilities};
use crate::comparison::{Comparison, by_turns};

/// How often each is asked.
const TIMES: usize = 300;

pub(crate) const URI: &str = "file:///w/.claude/agents/edited.md";

/// What is asked about each text: the begin of the row, the method, and the place, if it is about one.
type Question = (&'static str, &'static str, Option<(u32, u32)>);

const QUESTIONS_OF_2_KB: [Question; 3] = [
    ("completion of a capability", "textDocument/completion", Some((6, 6))),
    ("completion of a key", "textDocument/completion", Some((8, 2))),
    ("hover on 2 KB", "textDocument/hover", Some((8, 2))),
];

const QUESTIONS_OF_100_KB: [Question; 2] = [
    ("symbols of 100 KB", "textDocument/documentSymbol", None),
    ("links of 100 KB", "textDocument/documentLink", None),
];

pub(crate) fn rows(comparison: &mut Comparison) {
    for (client, able) in [(", able client", able()), (", plain client", capabilities())] {
        for question in &QUESTIONS_OF_2_KB[..2] {
            ask(comparison, question, client, &able, 2 << 10);
        }
    }
    ask(comparison, &QUESTIONS_OF_2_KB[2], "", &capabilities(), 2 << 10);
    for question in &QUESTIONS_OF_100_KB {
        ask(comparison, question, "", &capabilities(), 100 << 10);
    }
}

/// What a client says of itself that can do everything that shortens completions.
fn able() -> Value {
    let mut able = capabilities();
    able["textDocument"]["completion"] = json!({
        "contextSupport": true,
        "insertTextMode": 2,
        "completionItem": {
            "snippetSupport": true,
            "commitCharactersSupport": true,
            "documentationFormat": ["markdown", "plaintext"],
            "deprecatedSupport": true,
            "preselectSupport": true,
            "tagSupport": { "valueSet": [1] },
            "insertReplaceSupport": true,
            "resolveSupport": { "properties": ["documentation", "detail", "additionalTextEdits"] },
            "insertTextModeSupport": { "valueSet": [1, 2] },
            "labelDetailsSupport": true,
        },
        "completionList": {
            "itemDefaults": ["commitCharacters", "editRange", "insertTextFormat", "insertTextMode", "data"],
        },
    });
    able
}

/// Asks all servers, and adds the rows of the time and of the bytes.
fn ask(comparison: &mut Comparison, question: &Question, client: &str, able: &Value, size: usize) {
    let (name, method, place) = question;
    let row = |unit: &str| format!("{name}{client}, {unit}");
    if !comparison.wants(&row("")) {
        return;
    }
    let text = agent(size);
    let servers = comparison.servers();
    let mut clients: Vec<_> = servers.iter().map(|place| comparison.client(*place, None, able)).collect();
    clients.iter_mut().for_each(|client| client.open(URI, &text));
    let body = middle_line(&text, "Prose");
    let [time, bytes] = by_turns(&servers, TIMES, |server| {
        let client = &mut clients[server];
        client.type_or_delete(body, 5);
        let (answer, time) = client.timed(|client| request(client, method, *place));
        // Who has no answer is not fast.
        if answer["result"].is_null() { [f64::NAN; 2] } else { [time, answer.to_string().len() as f64] }
    });
    comparison.row(&row("µs"), &time);
    if comparison.wants(&row("bytes")) {
        comparison.row(&row("bytes"), &bytes);
    }
}

fn request(client: &mut Client, method: &str, place: Option<(u32, u32)>) -> Value {
    let mut params = json!({ "textDocument": { "uri": URI } });
    if let Some((line, character)) = place {
        params["position"] = json!({ "line": line, "character": character });
    }
    client.request(method, params)
}
