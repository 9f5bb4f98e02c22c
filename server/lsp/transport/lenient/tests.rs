//! Messages as clients may send them, and how they are repaired.

use serde_json::json;

use super::*;

fn fitted(method: &'static str, params: Value) -> Result<Value, &'static str> {
    match fit(Request::build(method).params(params).finish()) {
        Fitted::Message(request) => Ok(request.params().cloned().unwrap_or_default()),
        Fitted::Lost(uri, reason) => {
            assert_eq!(uri.as_ref(), "file:///x.md");
            Err(reason)
        }
    }
}

fn changed(version: &Value, event: &Value) -> Result<Value, &'static str> {
    let document = json!({ "uri": "file:///x.md", "version": version });
    fitted("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [event] }))
}

#[test]
fn positions_are_clamped() {
    for (sent, read) in [
        (json!(3), 3),
        (json!(4.0), 4),
        (json!("5"), 5),
        (json!(-1), 0),
        (json!(-7.0), 0),
        (json!(4_294_967_295_u32), u32::MAX),
        (json!(4_294_967_296_u64), u32::MAX),
        (json!(18_446_744_073_709_551_615_u64), u32::MAX),
        (json!(1e300), u32::MAX),
    ] {
        for part in ["line", "character"] {
            let mut start = json!({ "line": 0, "character": 0 });
            start[part] = sent.clone();
            let range = json!({ "start": start, "end": { "line": 9, "character": 0 } });
            let change =
                changed(&json!(2), &json!({ "range": range, "rangeLength": -3, "text": "x" })).unwrap();
            let found = &change["contentChanges"][0];
            assert_eq!(found["range"]["start"][part], json!(read), "{sent}");
            assert_eq!(found["rangeLength"], Value::Null);
        }
    }
}

#[test]
fn a_change_that_cannot_be_read_is_not_another_one() {
    let at = |line: Value| json!({ "line": line, "character": 0 });
    for event in [
        json!({ "range": { "start": at(json!(0)) }, "text": "x" }),
        json!({ "range": { "start": at(json!(0)), "end": { "line": 1 } }, "text": "x" }),
        json!({ "range": { "start": at(json!("a")), "end": at(json!(1)) }, "text": "x" }),
        json!({ "range": { "start": at(json!(0.5)), "end": at(json!(1)) }, "text": "x" }),
        json!({ "range": { "start": at(Value::Null), "end": at(json!(1)) }, "text": "x" }),
        json!({ "range": [0, 1], "text": "x" }),
        json!({ "range": 7, "text": "x" }),
        json!({ "range": null, "rangeLength": 3, "text": "x" }),
        json!({ "range": { "start": at(json!(0)), "end": at(json!(1)) } }),
        json!({ "text": 7 }),
        json!({ "text": null }),
        json!("x"),
        json!(null),
    ] {
        assert!(changed(&json!(2), &event).is_err(), "{event}");
    }
    let document = json!({ "uri": "file:///x.md", "version": 2 });
    for changes in [json!(null), json!("x"), json!({ "text": "x" })] {
        let params = json!({ "textDocument": document, "contentChanges": changes });
        assert!(fitted("textDocument/didChange", params).is_err(), "{changes}");
    }
    assert!(fitted("textDocument/didOpen", json!({ "textDocument": { "uri": "file:///x.md" } })).is_err());
    // Without a range, it is the whole text; some clients send null for that.
    for event in [json!({ "text": "x" }), json!({ "range": null, "rangeLength": null, "text": "x" })] {
        assert_eq!(changed(&json!(2), &event).unwrap()["contentChanges"][0], json!({ "text": "x" }));
    }
}

#[test]
fn a_version_is_taken_as_far_as_it_can_be() {
    for (sent, read) in [
        (json!(8), 8),
        (json!("8"), 8),
        (json!(8.0), 8),
        (json!(-1), -1),
        (json!(2_147_483_648_u64), NO_VERSION),
        (json!(1e300), NO_VERSION),
        (json!(-9_000_000_000_i64), NO_VERSION),
        (json!(null), NO_VERSION),
        (json!("x"), NO_VERSION),
        (json!({}), NO_VERSION),
    ] {
        let change = changed(&sent, &json!({ "text": "x" })).unwrap();
        assert_eq!(change["textDocument"]["version"], json!(read), "{sent}");
    }
    let open =
        json!({ "textDocument": { "uri": "file:///x.md", "text": "t", "version": null, "languageId": 3 } });
    let read = json!({ "uri": "file:///x.md", "text": "t", "version": 0, "languageId": "markdown" });
    assert_eq!(fitted("textDocument/didOpen", open).unwrap()["textDocument"], read);
}

#[test]
fn an_ill_typed_part_costs_itself_alone() {
    let sent = json!({
        "processId": "7",
        "rootUri": 3,
        "clientInfo": { "name": 7 },
        "trace": "loud",
        "workspaceFolders": [{ "uri": "file:///a" }, { "name": "b" }, 7, { "uri": "file:///c", "name": "c" }],
        "capabilities": {
            "general": { "positionEncodings": ["utf-8", 7] },
            "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": "all" } },
            "textDocument": {
                "publishDiagnostics": { "relatedInformation": true, "tagSupport": true },
                "completion": { "completionItem": { "snippetSupport": "yes", "insertReplaceSupport": true } },
                "hover": 7,
            },
            "window": [],
        },
    });
    let read = fitted("initialize", sent).unwrap();
    serde_json::from_value::<InitializeParams>(read.clone()).unwrap();
    let capabilities = &read["capabilities"];
    assert_eq!(capabilities["textDocument"]["publishDiagnostics"], json!({ "relatedInformation": true }));
    let item = &capabilities["textDocument"]["completion"]["completionItem"];
    assert_eq!(*item, json!({ "insertReplaceSupport": true }));
    assert_eq!(capabilities["workspace"]["workspaceEdit"], json!({ "documentChanges": true }));
    let folders = json!([{ "uri": "file:///a", "name": "" }, { "uri": "file:///c", "name": "c" }]);
    assert_eq!(read["workspaceFolders"], folders);
    for nothing in [json!(null), json!([]), json!(7), json!({}), json!({ "capabilities": 7 })] {
        let read = fitted("initialize", nothing.clone()).unwrap();
        serde_json::from_value::<InitializeParams>(read).unwrap_or_else(|error| panic!("{nothing}: {error}"));
    }
    let whole = json!({ "processId": 7, "rootUri": null, "capabilities": { "experimental": { "x": 1 } } });
    assert_eq!(fitted("initialize", whole.clone()).unwrap(), whole);
}
