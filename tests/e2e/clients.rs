//! Editors that are not driven by tests/editors: what each says that it can do, as its source has it (clients.json), is
//! said to the server, and what comes back is held to be what that editor takes. The pieces of editors/others.md are
//! held to be what they claim to be.

use crate::support::{Client, at, range_of};
use serde_json::{Value, json};

const PAGE: &str = include_str!("../../editors/others.md");
const REVIEWER: &str = include_str!("../fixtures/.claude/agents/slow-reviewer.md");
const URI: &str = "file:///w/.claude/agents/slow-reviewer.md";

/// The clients by the names of their editors.
fn clients() -> serde_json::Map<String, Value> {
    serde_json::from_str(include_str!("clients.json")).unwrap()
}

/// A server that was greeted by such a client, and what it offers.
fn greeted(client: &Value) -> (Client, Value) {
    let mut server = Client::stdio(&[]);
    let params = json!({
        "processId": null, "rootUri": "file:///w", "capabilities": client["capabilities"],
        "initializationOptions": { "targets": ["claude-code"] },
    });
    let offered = server.call("initialize", params).unwrap()["capabilities"].take();
    server.notify("initialized", json!({}));
    (server, offered)
}

#[test]
fn each_client_gets_what_it_can_show() {
    for (editor, client) in clients() {
        let (mut server, offered) = greeted(&client);
        let can = |path: &str| client["capabilities"].pointer(path).cloned().unwrap_or_default();
        let first = can("/general/positionEncodings/0");
        assert_eq!(
            offered["positionEncoding"],
            if first.is_null() { json!("utf-16") } else { first },
            "{editor}"
        );

        let document =
            json!({ "uri": URI, "languageId": client["languageId"], "version": 1, "text": REVIEWER });
        server.notify("textDocument/didOpen", json!({ "textDocument": document }));
        let found = server.findings(URI);
        assert!(found.iter().any(|found| found["code"] == "unquoted-color"), "{editor}: {found:?}");
        let optional = [
            ("/textDocument/publishDiagnostics/relatedInformation", "relatedInformation"),
            ("/textDocument/publishDiagnostics/codeDescriptionSupport", "codeDescription"),
            ("/textDocument/publishDiagnostics/tagSupport", "tags"),
        ];
        for (capability, member) in optional {
            let wanted = !matches!(can(capability), Value::Null | Value::Bool(false));
            assert_eq!(found.iter().any(|found| found.get(member).is_some()), wanted, "{editor}: {member}");
        }

        let hover = server.call("textDocument/hover", at(URI, 9, 2)).unwrap();
        assert_eq!(hover["contents"]["kind"], can("/textDocument/hover/contentFormat/0"), "{editor}");
        completes(&editor, &mut server, &can);
        fixes(&editor, &mut server, &can, &found);
        breaks_lines(&editor, &mut server);
        server.ignore("client/registerCapability");
        server.finish();
    }
}

/// Holds that a priority is completed, in the form that the client takes.
fn completes(editor: &str, server: &mut Client, can: &dyn Fn(&str) -> Value) {
    let list = server.call("textDocument/completion", at(URI, 9, 12)).unwrap();
    let high = list["items"].as_array().unwrap().iter().find(|item| item["label"] == "high").unwrap();
    let item = "/textDocument/completion/completionItem";
    let two_ranges = can(&format!("{item}/insertReplaceSupport")) == true;
    assert_eq!(high["textEdit"].get("replace").is_some(), two_ranges, "{editor}");
    assert_eq!(high["textEdit"].get("range").is_some(), !two_ranges, "{editor}");
    let keys = server.call("textDocument/completion", at(URI, 10, 0)).unwrap();
    let snippets =
        keys["items"].as_array().unwrap().iter().filter(|item| item["insertTextFormat"] == 2).count();
    if can(&format!("{item}/snippetSupport")) != true {
        assert_eq!(snippets, 0, "{editor}");
    }
}

/// Holds that lines which the client puts in as they are have the line breaks of the document, and that those which it
/// expands have the one that snippets know.
fn breaks_lines(editor: &str, server: &mut Client) {
    let uri = "file:///w/.claude/agents/new.md";
    server.open(uri, "-\r\n\r\n");
    let list = server.call("textDocument/completion", at(uri, 0, 1)).unwrap();
    let lines = list["items"].as_array().unwrap().iter().filter(|item| {
        let text = item["textEdit"]["newText"].as_str().unwrap();
        let plain = text.replace("\r\n", "");
        let snippet = item["insertTextFormat"] == 2;
        assert!(if snippet { !text.contains('\r') } else { !plain.contains('\n') }, "{editor}: {text:?}");
        text.contains('\n')
    });
    assert!(lines.count() > 0, "{editor}: {list}");
    server.ignore("textDocument/publishDiagnostics");
}

/// Holds that the colour's fix is offered, as changes of a form that the client applies.
fn fixes(editor: &str, server: &mut Client, can: &dyn Fn(&str) -> Value, found: &[Value]) {
    let params = json!({
        "textDocument": { "uri": URI }, "range": range_of([3, 7, 3, 14]), "context": { "diagnostics": found },
    });
    let actions = server.call("textDocument/codeAction", params).unwrap();
    let fix = actions.as_array().unwrap().iter().find(|action| action["kind"] == "quickfix").unwrap();
    let versioned = can("/workspace/workspaceEdit/documentChanges") == true
        || can("/workspace/workspaceEdit/resourceOperations").is_array();
    assert_eq!(fix["edit"].get("documentChanges").is_some(), versioned, "{editor}: {fix}");
    assert_eq!(fix["edit"].get("changes").is_some(), !versioned, "{editor}: {fix}");
}

/// The fenced pieces of the page below the heading of an editor: language and text.
fn pieces(editor: &str) -> Vec<(&'static str, &'static str)> {
    let (_, section) = PAGE.split_once(&format!("\n## {editor}\n")).unwrap_or_else(|| panic!("no {editor}"));
    let section = section.split("\n## ").next().unwrap();
    section.split("```").skip(1).step_by(2).map(|piece| piece.split_once('\n').unwrap()).collect()
}

#[test]
fn the_pieces_of_the_page_are_well_formed() {
    // Zed's extension is a folder of its own.
    for editor in clients().keys().filter(|editor| *editor != "Zed") {
        assert!(pieces(editor).iter().any(|(_, text)| text.contains("agentls")), "{editor}");
    }
    let editors: Vec<_> = PAGE.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert!(editors.len() > clients().len(), "{editors:?}");
    for editor in editors {
        for (language, text) in pieces(editor) {
            match language {
                "toml" => assert!(text.parse::<toml::Table>().is_ok(), "{editor}: {text}"),
                "json" => {
                    assert_eq!(
                        serde_json::from_str::<Value>(text).err().map(|error| error.to_string()),
                        None
                    );
                }
                "elisp" => assert!(balanced(text), "{editor}: {text}"),
                // They were tried in the editors that the page tells of.
                "vim" | "lua" | "kak" => assert!(text.contains("agentls"), "{editor}: {text}"),
                "rust" | "sh" => {}
                _ => panic!("{editor}: {language} is not checked"),
            }
        }
    }
}

/// Whether every parenthesis of a piece of Lisp is closed. A string or a comment may hold any.
fn balanced(text: &str) -> bool {
    let mut depth = 0_i32;
    for line in text.lines() {
        let outside = line.split('"').step_by(2).collect::<String>();
        let code = outside.split(';').next().unwrap_or_default();
        for character in code.chars() {
            depth += i32::from(character == '(') - i32::from(character == ')');
            if depth < 0 {
                return false;
            }
        }
    }
    depth == 0
}
