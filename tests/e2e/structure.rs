//! Folds and selections, as far as clients take them.

use crate::support::{Client, of, range_of};
use serde_json::{Value, json};

const URI: &str = "file:///w/.claude/agents/x.md";
const TEXT: &str =
    "---\nname: x\ndescription: |\n  One.\n  Two.\n---\n# A 😀\n\n<!-- a\nb -->\n\n## B\n\ntext\n";

/// The folds of the text, for a client that says this of folds.
fn folds(said: Value) -> Value {
    let mut client = Client::in_process();
    client.initialize_as(&[], &json!({ "textDocument": { "foldingRange": said } }));
    client.open(URI, TEXT);
    let found = client.call("textDocument/foldingRange", of(URI)).unwrap();
    client.finish_amid_findings();
    found
}

#[test]
fn folds_are_of_lines_as_many_and_of_the_kinds_that_the_client_takes() {
    let all = json!([
        { "startLine": 0, "endLine": 5, "kind": "region" },
        { "startLine": 2, "endLine": 4 },
        { "startLine": 6, "endLine": 13 },
        { "startLine": 8, "endLine": 9, "kind": "comment" },
        { "startLine": 11, "endLine": 13 },
    ]);
    assert_eq!(folds(json!({})), all);
    let kinds = json!({ "valueSet": ["comment", "imports", "region"] });
    assert_eq!(folds(json!({ "lineFoldingOnly": true, "rangeLimit": 5000, "foldingRangeKind": kinds })), all);
    let found = folds(json!({ "rangeLimit": 2, "foldingRangeKind": { "valueSet": ["comment"] } }));
    assert_eq!(found, json!([{ "startLine": 0, "endLine": 5 }, { "startLine": 6, "endLine": 13 }]));
}

#[test]
fn a_selection_grows_from_each_position() {
    let mut client = Client::in_process();
    client.initialize(&["utf-16"]);
    client.open(URI, TEXT);
    let positions = json!([{ "line": 3, "character": 3 }, { "line": 6, "character": 4 }]);
    let params = json!({ "textDocument": { "uri": URI }, "positions": positions });
    let found = client.call("textDocument/selectionRange", params).unwrap();
    let steps = |at: usize| {
        let mut next = &found[at];
        let mut ranges = Vec::new();
        while next.is_object() {
            ranges.push(next["range"].clone());
            next = &next["parent"];
        }
        ranges
    };
    let whole = range_of([0, 0, 14, 0]);
    let value = [
        range_of([3, 2, 3, 5]),
        range_of([3, 2, 3, 6]),
        range_of([3, 0, 4, 6]),
        range_of([2, 13, 4, 6]),
        range_of([2, 0, 4, 6]),
        range_of([1, 0, 4, 6]),
        range_of([0, 0, 5, 3]),
        whole.clone(),
    ];
    assert_eq!(steps(0), value);
    // An emoji is two units, and no word.
    assert_eq!(steps(1)[..2], [range_of([6, 2, 6, 6]), range_of([6, 0, 6, 6])]);
    assert_eq!(steps(1).last(), Some(&whole));
    client.open("file:///w/README.md", TEXT);
    let params = json!({ "textDocument": { "uri": "file:///w/README.md" }, "positions": positions });
    assert_eq!(client.call("textDocument/selectionRange", params).unwrap(), Value::Null);
    client.finish_amid_findings();
}
