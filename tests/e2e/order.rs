//! Edits and questions in any mixture: each answer belongs to the text as it was when the question was asked, whatever
//! the encoding of positions, the line ends and the characters.

use crate::support::{Client, at, of, range_of};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

const URI: &str = "file:///w/.claude/agents/edited.md";
const FRESH: &str = "file:///v/.claude/agents/fresh.md";

/// Pieces that texts and edits are made of: what a line can end with, what counts differently in each encoding, and
/// what changes the structure.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    "---\n",
    "name: x\n",
    "description: é 🦀 d\r\n",
    "color: \"#12🦀\"\n",
    "color: red\r",
    "priority: hihg\n",
    "capabilities:\n  - a\n  - a\n",
    "# Heading 🦀\n",
    "```\ncode\n```\n",
    "\u{2028}",
    "\u{feff}",
    "🦀",
    "é",
    "- item\n",
    "\u{85}",
    "\u{c}",
    " ",
    ": ",
    "\"",
    "|",
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

impl Encoding {
    fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    fn length(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::Utf32 => text.chars().count(),
        }
    }

    /// The position of a byte offset. The specification's line ends are LF, CRLF and CR.
    fn position(self, text: &str, offset: usize) -> Value {
        let (mut line, mut start) = (0, 0);
        for (at, char) in text.char_indices().take_while(|(at, _)| *at < offset) {
            if char == '\n' || char == '\r' && !text[at + 1..].starts_with('\n') {
                line += 1;
                start = at + 1;
            }
        }
        json!({ "line": line, "character": self.length(&text[start..offset]) })
    }
}

/// Places where a position can be told: between characters, and not inside a CRLF.
fn places(text: &str) -> Vec<usize> {
    let inside = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
    (0..=text.len()).filter(|at| text.is_char_boundary(*at) && !inside(*at)).collect()
}

fn pieces(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..most).prop_map(|pieces| pieces.concat())
}

/// An edit: where it begins and ends, and the new text; or the whole text at once.
fn edit() -> impl Strategy<Value = (Option<(Index, Index)>, String)> {
    let range = prop::option::weighted(0.95, (any::<Index>(), any::<Index>()));
    (range, pieces(3))
}

/// What a client can ask about a whole document.
fn questions(client: &mut Client, uri: &str) -> [i64; 2] {
    ["textDocument/documentSymbol", "textDocument/documentColor"].map(|method| client.start(method, of(uri)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn answers_belong_to_the_text_of_their_time(
        encoding in prop::sample::select(&[Encoding::Utf8, Encoding::Utf16, Encoding::Utf32][..]),
        start in pieces(12),
        notifications in prop::collection::vec(prop::collection::vec(edit(), 1..4), 1..8),
    ) {
        let mut client = Client::in_process();
        let initialized = client.initialize(&[encoding.name()]);
        let chosen = serde_json::to_value(initialized).unwrap()["capabilities"]["positionEncoding"].clone();
        prop_assert_eq!(chosen, encoding.name());

        let mut text = format!("---\nname: x\ndescription: d\n{start}");
        client.open(URI, &text);
        let mut asked = vec![(text.clone(), questions(&mut client, URI))];
        for (version, edits) in (2..).zip(&notifications) {
            let changes = edits.iter().map(|(range, new)| apply(encoding, &mut text, range.as_ref(), new)).collect();
            client.change(URI, version, Value::Array(changes));
            asked.push((text.clone(), questions(&mut client, URI)));
        }
        let version = i32::try_from(notifications.len()).unwrap() + 1;
        let found = last_findings(&mut client, URI, version);

        for (text, ids) in asked {
            client.open(FRESH, &text);
            for (edited, fresh) in ids.into_iter().zip(questions(&mut client, FRESH)) {
                let (edited, fresh) = (client.answer(edited).unwrap(), client.answer(fresh).unwrap());
                prop_assert_eq!(edited, fresh, "in {:?}", text);
            }
        }
        prop_assert_eq!(found, last_findings(&mut client, FRESH, 1), "in {:?}", text);
        client.ignore("textDocument/publishDiagnostics");
        client.finish();
    }
}

/// Makes an edit in the client's own text and gives it as LSP's change event.
fn apply(encoding: Encoding, text: &mut String, range: Option<&(Index, Index)>, new: &str) -> Value {
    let Some((from, to)) = range else {
        *text = new.to_owned();
        return json!({ "text": new });
    };
    let places = places(text);
    let (from, to) = (*from.get(&places), *to.get(&places));
    let (from, to) = (from.min(to), from.max(to));
    let range = json!({ "start": encoding.position(text, from), "end": encoding.position(text, to) });
    text.replace_range(from..to, new);
    json!({ "range": range, "text": new })
}

/// The findings of a version, or none if it is no agent file and none were sent.
fn last_findings(client: &mut Client, uri: &str, version: i32) -> Vec<String> {
    let all = client.drain(|message| {
        message["method"] == "textDocument/publishDiagnostics"
            && message["params"]["uri"] == uri
            && message["params"]["version"] == version
    });
    let found = all.last().map(|message| message["params"]["diagnostics"].clone());
    found
        .iter()
        .flat_map(|found| found.as_array().unwrap())
        .map(|found| format!("{} {}", found["code"], found["range"]))
        .collect()
}

#[test]
fn a_document_that_becomes_short_while_it_is_looked_at_has_its_findings() {
    let mut client = Client::in_process();
    client.initialize(&["utf-8"]);
    for round in 0..5 {
        let agent = |color: &str| format!("---\nname: x{round}\ndescription: d\ncolor: {color}\n---\n");
        let uri = format!("file:///w/.claude/agents/x{round}.md");
        client.open(&uri, &(agent("red") + &"- see `x`, [x](x.md) and *more*\n".repeat(20_000)));
        // What was opened is handed over to those who look at long documents.
        let _ = client.call("agentls/nothing", json!(null));
        client.change(&uri, 2, json!([{ "text": agent("redd") }]));
        assert_eq!(client.codes_of(&uri, 2), ["ignored-color"]);
        client.change(&uri, 3, json!([{ "text": agent("blue") }]));
        assert_eq!(client.codes_of(&uri, 3), [""; 0]);
    }
    client.finish_amid_findings();
}

#[test]
fn every_encoding_in_the_order_of_the_client() {
    for (offered, chosen) in [
        (&["utf-8", "utf-16"][..], "utf-8"),
        (&["utf-16", "utf-8"], "utf-16"),
        (&["utf-32", "utf-8"], "utf-32"),
        (&["ebcdic", "utf-8"], "utf-8"),
        (&["ebcdic"], "utf-16"),
        (&[], "utf-16"),
    ] {
        let mut client = Client::in_process();
        let initialized = serde_json::to_value(client.initialize(offered)).unwrap();
        assert_eq!(initialized["capabilities"]["positionEncoding"], chosen, "{offered:?}");
        client.finish();
    }
}

#[test]
fn the_same_agent_with_other_line_ends_and_marks() {
    let agent = "---\nname: x\ndescription: d\npriority: hihg\n---\n# Heading\n";
    for (text, line) in [
        (agent.to_owned(), 3),
        (agent.replace('\n', "\r\n"), 3),
        (agent.replace('\n', "\r"), 3),
        (format!("\u{feff}{agent}"), 3),
        (agent.replace(": d", ": d\u{2028}\u{85}🦀"), 3),
        (agent.replace(": d", ": |\n  d\n\n  🦀"), 6),
    ] {
        let mut client = Client::ready();
        client.open(URI, &text);
        let mut found = client.findings(URI);
        // Claude Code reads no file whose lines end with a lone CR, and agentic-flow none with any CR or a byte-order mark.
        let (lost, others): (Vec<_>, Vec<_>) =
            found.drain(..).partition(|found| found["code"] == "not-loaded");
        let errors = lost.iter().filter(|found| found["severity"] == 1).count();
        assert_eq!(errors, usize::from(text.contains("\rname")), "{text:?}: {lost:#?}");
        let other = text.contains('\r') || text.starts_with('\u{feff}');
        assert_eq!(lost.len(), usize::from(other), "{text:?}: {lost:#?}");
        let found = others;
        assert_eq!(found.len(), 1, "{text:?}: {found:#?}");
        assert_eq!(found[0]["code"], "unknown-value", "{text:?}");
        assert_eq!(found[0]["range"], range_of([line, 10, line, 14]), "{text:?}");
        let hover = client.call("textDocument/hover", at(URI, line, 2)).unwrap();
        assert!(
            hover["contents"]["value"].as_str().is_some_and(|text| text.contains("**`priority`**")),
            "{text:?}"
        );
        client.finish();
    }
}

#[test]
fn texts_without_front_matter() {
    let mut client = Client::ready();
    for (version, text) in (2..).zip(["", "\n", "---", "---\n---\n", "# Notes\n", "\u{feff}", "🦀"]) {
        client.open(URI, text);
        for method in ["textDocument/documentSymbol", "textDocument/documentColor"] {
            assert!(client.call(method, of(URI)).is_ok(), "{text:?}");
        }
        for method in ["textDocument/completion", "textDocument/hover"] {
            assert!(client.call(method, at(URI, 0, 3)).is_ok(), "{text:?}");
        }
        client.change(URI, version, json!([{ "text": "---\nname: x\ndescription: d\n---\n" }]));
        assert_eq!(client.codes_of(URI, version), Vec::<String>::new(), "{text:?}");
        client.ignore("textDocument/publishDiagnostics");
    }
    client.finish();
}
