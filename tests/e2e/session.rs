//! An author's session with the example agent: every feature over the protocol, as an editor sees it.

use crate::support::{Client, at, of, range_of};
use serde_json::{Value, json};

const AGENT: &str = include_str!("../fixtures/.claude/agents/async-engineer.md");
const URI: &str = "file:///w/.claude/agents/async-engineer.md";

/// A client with the example open, after its findings.
fn session() -> Client {
    let mut client = Client::ready();
    client.open(URI, AGENT);
    assert_eq!(client.findings(URI), Vec::<Value>::new(), "the example is sound");
    client
}

/// Line and column (0-based) of the first occurrence, for text in ASCII.
fn place(text: &str, what: &str) -> (u32, u32) {
    let offset = text.find(what).unwrap();
    let line = text[..offset].matches('\n').count();
    let column = offset - text[..offset].rfind('\n').map_or(0, |at| at + 1);
    (u32::try_from(line).unwrap(), u32::try_from(column).unwrap())
}

fn hover(client: &mut Client, what: &str) -> String {
    let (line, column) = place(AGENT, what);
    let answer = client.call("textDocument/hover", at(URI, line, column + 1)).unwrap();
    answer["contents"]["value"].as_str().unwrap_or_else(|| panic!("no hover on {what}")).to_owned()
}

fn complete(client: &mut Client, line: u32, column: u32) -> Vec<Value> {
    // Symbols are answered once the disk was read.
    client.call("workspace/symbol", json!({ "query": "" })).unwrap();
    let answer = client.call("textDocument/completion", at(URI, line, column)).unwrap();
    let items = answer["items"].as_array().unwrap();
    // A value that is typed in full is not offered, so that values are asked for anew at every key.
    let values = items.iter().any(|item| item["kind"] == 20);
    assert_eq!(answer["isIncomplete"], json!(values), "{answer:#}");
    items.clone()
}

fn labels(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["label"].as_str().unwrap()).collect()
}

#[test]
fn priority_offers_its_four_values_with_docs() {
    let mut client = session();
    let (line, column) = place(AGENT, "priority: high");
    client.edit(URI, 2, [line, column + 10, line, column + 14], "");
    client.findings(URI);
    let items = complete(&mut client, line, column + 10);
    assert_eq!(labels(&items), ["low", "medium", "high", "critical"]);
    for item in &items {
        assert!(item["documentation"]["value"].as_str().is_some_and(|doc| !doc.is_empty()), "{item}");
        let edit = &item["textEdit"];
        assert_eq!(edit["insert"], range_of([line, column + 10, line, column + 10]));
        assert_eq!(edit["replace"], range_of([line, column + 10, line, column + 10]));
    }
    client.finish();
}

#[test]
fn a_word_is_replaced_whole_or_before_the_cursor() {
    let mut client = session();
    let (line, column) = place(AGENT, "priority: high");
    let items = complete(&mut client, line, column + 12);
    let high = items.iter().find(|item| item["label"] == "high").unwrap();
    assert_eq!(high["textEdit"]["insert"], range_of([line, column + 10, line, column + 12]));
    assert_eq!(high["textEdit"]["replace"], range_of([line, column + 10, line, column + 14]));
    client.finish();
}

#[test]
fn capabilities_offer_a_vocabulary_without_what_is_there() {
    let mut client = session();
    let (line, column) = place(AGENT, "- testing");
    client.edit(URI, 2, [line, column + 2, line, column + 9], "");
    client.findings(URI);
    let items = complete(&mut client, line, column + 2);
    let labels = labels(&items);
    assert!(labels.contains(&"testing") && labels.contains(&"monitoring") && labels.len() > 50, "{labels:?}");
    assert!(!labels.contains(&"analysis"), "it is in the list already");
    client.finish();
}

#[test]
fn the_color_is_shown_and_picked() {
    let mut client = session();
    let colors = client.call("textDocument/documentColor", of(URI)).unwrap();
    let (line, column) = place(AGENT, "#00897B");
    let range = range_of([line, column, line, column + 7]);
    assert_eq!(colors.as_array().unwrap().len(), 1);
    assert_eq!(colors[0]["range"], range);
    let channel = |name: &str| (colors[0]["color"][name].as_f64().unwrap() * 255.0).round();
    assert_eq!(["red", "green", "blue", "alpha"].map(channel), [0.0, 137.0, 123.0, 255.0]);

    let color = json!({ "red": 1.0, "green": 0.0, "blue": 0.0, "alpha": 1.0 });
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "color": color });
    let ways = client.call("textDocument/colorPresentation", params).unwrap();
    let texts: Vec<_> =
        ways.as_array().unwrap().iter().map(|way| way["textEdit"]["newText"].as_str().unwrap()).collect();
    assert_eq!(texts[0], "#ff0000", "the quotes are there already");
    assert!(texts.contains(&"red"), "{texts:?}");
    client.finish();
}

#[test]
fn hovers_explain() {
    let mut client = session();
    for (what, part) in [
        ("---", "claude-flow agent"),
        ("priority", "Values: `low`, `medium`, `high`, `critical`."),
        ("high\n", "**`high`** (priority)"),
        ("capabilities", "Common values:"),
        ("testing", "**`testing`** (capabilities)"),
        ("#00897B", "rgb(0, 137, 123)"),
        ("pre:", "**`pre`**"),
        ("name", "required"),
    ] {
        let text = hover(&mut client, what);
        assert!(text.contains(part), "{what}: {text}");
    }
    let (line, column) = place(AGENT, "# Async engineer");
    assert_eq!(
        client.call("textDocument/hover", at(URI, line, column)),
        Ok(Value::Null),
        "the body is prose"
    );
    client.finish();
}

#[test]
fn symbols_are_keys_and_headings() {
    let mut client = session();
    let symbols = client.call("textDocument/documentSymbol", of(URI)).unwrap();
    let names: Vec<_> =
        symbols.as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        ["name", "type", "color", "description", "capabilities", "priority", "hooks", "Async engineer"]
    );
    let below = symbols[7]["children"].as_array().unwrap();
    assert_eq!(labels_of(below), ["How you work", "What you avoid"]);
    client.finish();
}

fn labels_of(symbols: &[Value]) -> Vec<&str> {
    symbols.iter().map(|symbol| symbol["name"].as_str().unwrap()).collect()
}

#[test]
fn findings_have_everything_a_client_shows() {
    let mut client = Client::ready();
    let uri = "file:///w/.claude/agents/slow-reviewer.md";
    client.open(uri, include_str!("../fixtures/.claude/agents/slow-reviewer.md"));
    let found = client.findings(uri);
    let codes: Vec<_> = found.iter().map(|found| found["code"].as_str().unwrap()).collect();
    assert_eq!(
        codes,
        [
            "unquoted-color",
            "colon-in-plain-value",
            "duplicate-item",
            "unknown-value",
            "misspelt-key",
            "unclosed-quote"
        ]
    );
    for found in &found {
        assert_eq!(found["source"], "agentls");
        assert!(found["message"].as_str().unwrap().ends_with(['.', '?']), "{found}");
        let page = found["codeDescription"]["href"].as_str().unwrap();
        assert!(page.contains(found["code"].as_str().unwrap()), "{page}");
    }
    let duplicate = &found[2];
    assert_eq!(duplicate["range"], range_of([8, 4, 8, 15]));
    assert_eq!(duplicate["relatedInformation"][0]["location"]["range"], range_of([6, 4, 6, 15]));
    assert_eq!(duplicate["relatedInformation"][0]["location"]["uri"], uri);

    client.edit(uri, 2, [3, 7, 3, 14], "\"#8E24AA\"");
    assert_eq!(client.codes(uri), &codes[1..], "one is mended");
    client.notify("textDocument/didClose", of(uri));
    assert_eq!(client.codes(uri), Vec::<String>::new(), "and none is left behind");
    client.finish();
}

#[test]
fn the_verdict_says_what_each_tool_does() {
    let mut client = session();
    let found = client.call("agentls/verdict", of(URI)).unwrap();
    assert_eq!(found["kind"], "claude-flow agent");
    let claude = &found["tools"][0];
    assert_eq!((&claude["tool"], &claude["target"]), (&json!("Claude Code"), &json!(true)));
    assert_eq!(claude["outcome"], "loads");
    let (line, column) = place(AGENT, "type: developer");
    client.edit(URI, 2, [line, column, line, column], "model: \"opus\n");
    assert_eq!(client.codes(URI), ["unclosed-quote"]);
    let found = client.call("agentls/verdict", of(URI)).unwrap();
    assert_eq!(found["tools"][0]["outcome"], "dropped");
    assert_eq!(found["tools"][0]["range"], range_of([line, column + 7, line, column + 8]));
    assert!(
        found["tools"][0]["reason"].as_str().is_some_and(|reason| reason.contains("invalid YAML")),
        "{found}"
    );
    let hover = client.call("textDocument/hover", at(URI, 0, 1)).unwrap();
    let verdicts = hover["contents"]["value"].as_str().unwrap();
    assert!(verdicts.contains("- ✗ **Claude Code 2.1.332** does not load it: "), "{verdicts}");
    assert_eq!(client.call("agentls/verdict", of("file:///w/other.md")), Ok(Value::Null));
    client.finish();
}

#[test]
fn targets_are_set_in_the_editor_and_take_effect_at_once() {
    let mut client = session();
    let set = |targets: Value| json!({ "settings": { "agentls": { "targets": targets } } });
    client.notify("workspace/didChangeConfiguration", set(json!(["claude-cod"])));
    let message = client.notified("window/showMessage");
    let text = message["message"].as_str().unwrap();
    assert!(text.starts_with("agentls: in the settings of the editor: Unknown tool `claude-cod`"), "{text}");
    client.notify("workspace/didChangeConfiguration", set(json!(["copilot"])));
    let found = client.call("agentls/verdict", of(URI)).unwrap();
    assert!(
        found["tools"]
            .as_array()
            .unwrap()
            .iter()
            .all(|tool| tool["target"] == (tool["tool"] == "Copilot CLI"))
    );
    client.ignore("textDocument/publishDiagnostics");
    client.finish();
}

#[test]
fn ordinary_markdown_is_left_alone() {
    let mut client = Client::ready();
    for uri in ["file:///w/notes.md", "file:///w/.claude/agents/README.md", "untitled:Untitled-1"] {
        client.open(uri, "---\ntitle: [broken\n---\n# Notes\n");
        assert_eq!(client.call("textDocument/hover", at(uri, 0, 1)), Ok(Value::Null));
    }
    client.finish();
}

#[test]
fn an_agent_in_no_place_is_still_served() {
    let mut client = Client::ready();
    for (index, uri) in
        ["untitled:Untitled-1", "vscode-vfs://github/o/r/async.md", "file:///w/draft.md", "no uri at all"]
            .into_iter()
            .enumerate()
    {
        client.open(uri, &AGENT.replace("priority: high", "priority: hihg"));
        assert_eq!(client.codes(uri), ["unknown-value"], "{index}");
    }
    client.finish();
}

#[test]
fn params_that_make_no_sense_are_refused() {
    let mut client = session();
    const INVALID_PARAMS: i64 = -32602;
    for params in
        [json!(null), json!([1]), json!({ "textDocument": 7 }), json!({ "textDocument": { "uri": URI } })]
    {
        let error = client.call("textDocument/hover", params).unwrap_err();
        assert_eq!(error["code"], INVALID_PARAMS, "{error}");
    }
    client.notify("textDocument/didChange", json!({ "textDocument": 7 }));
    client.change("file:///never/opened.md", 3, json!([{ "text": "x" }]));
    client.notify("textDocument/didClose", of("file:///never/opened.md"));
    let beyond = client.call("textDocument/hover", at(URI, 4_000_000_000, 4_000_000_000));
    assert_eq!(beyond, Ok(Value::Null));
    client.edit(URI, 2, [4_000_000_000, 0, 4_000_000_000, 9], "\nThe end.\n");
    assert_eq!(client.codes(URI), Vec::<String>::new());
    client.edit(URI, 3, [9, 3, 2, 1], "backwards");
    client.findings(URI);
    client.finish();
}

/// An edit that touches little of a long document is told at once, another one when it was read; neither may tell of an
/// older version.
#[test]
fn every_version_of_a_long_document_is_told_of() {
    let section = "\n## Part\n\nProse with a [link](#part).\n\n```sh\nls\n```\n";
    let text = format!("{AGENT}{}", section.repeat(4_000));
    let mut client = Client::ready();
    client.open(URI, &text);
    assert_eq!(client.codes_of(URI, 1), Vec::<String>::new());
    let (name, _) = place(AGENT, "name:");
    let (priority, column) = place(AGENT, "priority: high");
    let body = u32::try_from(AGENT.lines().count()).unwrap() + 900;
    let steps: [([u32; 4], &str, &[&str]); 9] = [
        ([body, 0, body, 0], "word ", &[]),
        ([priority, column + 10, priority, column + 14], "hihg", &["unknown-value"]),
        ([body, 0, body, 0], "more ", &["unknown-value"]),
        // The fence takes in all that follows, and the next one gives it back.
        ([body, 0, body, 0], "\n~~~\n", &["unknown-value", "unclosed-fence"]),
        ([body, 0, body + 2, 0], "", &["unknown-value"]),
        ([body, 0, body, 0], "[x](#nowhere) ", &["unknown-value", "broken-anchor"]),
        ([body, 0, body, 0], "again ", &["unknown-value", "broken-anchor"]),
        ([priority, column + 10, priority, column + 14], "high", &["broken-anchor"]),
        ([name, 0, name + 1, 0], "", &["missing-field", "broken-anchor"]),
    ];
    for (version, (range, new, codes)) in (2..).zip(steps) {
        client.edit(URI, version, range, new);
        assert_eq!(client.codes_of(URI, version), codes, "version {version}");
    }
    let found = client.call("textDocument/documentColor", of(URI)).unwrap();
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    client.finish();
}
