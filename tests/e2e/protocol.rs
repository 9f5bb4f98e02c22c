//! Every message that the server sends in any test, held against the model of the protocol (LSP 3.18): protocol/model.json
//! holds what a server may send.
//!
//! A message may have no member that the model does not name. Not in the model are our own methods, which begin with
//! `agentls/`, and those of the servers that tests make, which have no `/`.

use std::fmt::Display;
use std::sync::LazyLock;

use serde_json::{Map, Value};

static MODEL: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("protocol/model.json")).unwrap());

/// What is wrong with a value, with the way to it.
type Breach = String;

/// Holds a message of the server against the protocol. An answer is held against the method of its request, if that is
/// known.
///
/// # Errors
/// What is wrong with it, and where.
pub(crate) fn check(message: &Value, asked: Option<&str>) -> Result<(), Breach> {
    let members = message.as_object().ok_or("a message is an object")?;
    if message["jsonrpc"] != "2.0" {
        return Err("jsonrpc must be 2.0".into());
    }
    match message.get("method") {
        Some(method) => told(members, method.as_str().ok_or("method must be a string")?),
        None => answered(members, asked),
    }
}

/// Holds a request or a notification against its method.
fn told(members: &Map<String, Value>, method: &str) -> Result<(), Breach> {
    known(members, &["jsonrpc", "id", "method", "params"])?;
    if members.get("id").is_some_and(|id| !id.is_i64() && !id.is_string()) {
        return Err("id must be an integer or a string".into());
    }
    let params = members.get("params");
    if params.is_some_and(|it| !it.is_object() && !it.is_array()) {
        return Err(format!("{method}: params must be an object or an array, or absent"));
    }
    match (MODEL["params"].get(method), params) {
        (None, _) if method.starts_with("agentls/") => Ok(()),
        (None, _) => Err(format!("{method}: a server sends no such message")),
        (Some(Value::Null), None) => Ok(()),
        (Some(Value::Null), Some(_)) => Err(format!("{method}: params must be absent")),
        (Some(_), None) => Err(format!("{method}: params must be there")),
        (Some(wanted), Some(params)) => at_place(format!("{method} params"), fits(params, wanted)),
    }
}

/// Holds an answer against the method that was asked.
fn answered(members: &Map<String, Value>, asked: Option<&str>) -> Result<(), Breach> {
    known(members, &["jsonrpc", "id", "result", "error"])?;
    let id = members.get("id").ok_or("an answer must have an id")?;
    match (members.get("result"), members.get("error")) {
        (None, Some(error)) => {
            let whole = error["code"].as_i64().is_some_and(|code| i32::try_from(code).is_ok());
            if !whole || !error["message"].is_string() {
                return Err(format!("error must have a code and a message: {error}"));
            }
            known(error.as_object().ok_or("error must be an object")?, &["code", "message", "data"])
        }
        (Some(_), None) if !id.is_i64() && !id.is_string() => Err("id must be an integer or a string".into()),
        (Some(result), None) => match asked.map(|asked| (asked, MODEL["results"].get(asked))) {
            Some((asked, Some(wanted))) => at_place(format!("{asked} result"), fits(result, wanted)),
            Some((asked, None)) if asked.contains('/') && !asked.starts_with("agentls/") => {
                Err(format!("{asked}: a server answers no such request"))
            }
            _ => Ok(()),
        },
        _ => Err("an answer must have either a result or an error".into()),
    }
}

fn known(members: &Map<String, Value>, names: &[&str]) -> Result<(), Breach> {
    let other = members.keys().find(|name| !names.contains(&name.as_str()));
    other.map_or(Ok(()), |other| Err(format!("unknown member {other}")))
}

/// Holds a value against a type of the model.
fn fits(value: &Value, wanted: &Value) -> Result<(), Breach> {
    if let Some(name) = wanted.as_str() {
        return named(value, name);
    }
    let parts = wanted.as_array().unwrap();
    let (kind, parts) = (parts[0].as_str().unwrap(), &parts[1..]);
    let holds = match (kind, value) {
        ("is", _) => parts.contains(value),
        ("or", _) => {
            let mut breaches = Vec::new();
            for part in parts {
                match fits(value, part) {
                    Ok(()) => return Ok(()),
                    Err(breach) => breaches.push(breach),
                }
            }
            return Err(format!("({})", breaches.join(" or ")));
        }
        ("array", Value::Array(items)) => {
            return items.iter().enumerate().try_for_each(|(at, item)| at_place(at, fits(item, &parts[0])));
        }
        ("map", Value::Object(members)) => {
            return members.iter().try_for_each(|(name, member)| at_place(name, fits(member, &parts[0])));
        }
        ("tuple", Value::Array(items)) if items.len() == parts.len() => {
            return items.iter().zip(parts).try_for_each(|(item, part)| fits(item, part));
        }
        _ => false,
    };
    if holds { Ok(()) } else { Err(format!("is not {wanted}")) }
}

/// Says where a breach is. On the way out, since most values hold.
fn at_place(place: impl Display, outcome: Result<(), Breach>) -> Result<(), Breach> {
    outcome.map_err(|breach| format!("{place} {breach}"))
}

/// Holds a value against a type that has a name.
fn named(value: &Value, name: &str) -> Result<(), Breach> {
    // LSP 3.17, "Base Types".
    let holds = match name {
        "any" => true,
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "decimal" => value.is_number(),
        "integer" => value.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
        "uinteger" => value.as_i64().is_some_and(|it| (0..=i64::from(i32::MAX)).contains(&it)),
        _ => match MODEL["enumerations"].get(name) {
            Some(values) => values.as_array().unwrap().contains(value),
            None => return structured(value, name),
        },
    };
    if holds { Ok(()) } else { Err(format!("is not {name}")) }
}

/// Holds an object against a structure: all that must be there is there, and each member is known and fits.
fn structured(value: &Value, name: &str) -> Result<(), Breach> {
    let structure = MODEL["structures"][name].as_object().unwrap_or_else(|| panic!("no type {name}"));
    let members = value.as_object().ok_or_else(|| format!("is not {name}"))?;
    let mut found = 0;
    for (property, wanted) in structure {
        let bare = property.trim_end_matches('?');
        match members.get(bare) {
            Some(member) => at_place(bare, fits(member, wanted))?,
            None if bare == property => return Err(format!("is {name} without {bare}")),
            None => continue,
        }
        found += 1;
    }
    if found == members.len() {
        Ok(())
    } else {
        Err(format!("is {name} with a member that it does not have"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer(asked: &str, result: Value) -> Result<(), Breach> {
        check(&json!({ "jsonrpc": "2.0", "id": 1, "result": result }), Some(asked))
    }

    #[test]
    fn every_type_that_is_named_is_there() {
        fn names(wanted: &Value, found: &mut Vec<String>) {
            match wanted {
                Value::String(name) => found.push(name.clone()),
                Value::Array(parts) if parts[0] != "is" => parts[1..].iter().for_each(|it| names(it, found)),
                Value::Object(members) => members.values().for_each(|it| names(it, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        for part in ["results", "params", "structures"] {
            MODEL[part].as_object().unwrap().values().for_each(|it| names(it, &mut found));
        }
        let bases = ["any", "null", "boolean", "string", "decimal", "integer", "uinteger"];
        for name in found {
            let there = ["structures", "enumerations"].iter().any(|part| MODEL[*part].get(&name).is_some());
            assert!(there || bases.contains(&name.as_str()), "{name}");
        }
    }

    #[test]
    fn messages_that_hold() {
        let position = json!({ "line": 0, "character": 3 });
        let range = json!({ "start": position, "end": position });
        assert_eq!(answer("textDocument/hover", json!(null)), Ok(()));
        assert_eq!(answer("textDocument/hover", json!({ "contents": "text", "range": range })), Ok(()));
        assert_eq!(answer("textDocument/foldingRange", json!([{ "startLine": 0, "endLine": 1 }])), Ok(()));
        let document = json!({ "uri": "file:///a", "version": null });
        let edit = json!({ "textDocument": document, "edits": [{ "range": range, "newText": "" }] });
        let moved = json!({ "kind": "rename", "oldUri": "file:///a", "newUri": "file:///b" });
        assert_eq!(answer("textDocument/rename", json!({ "documentChanges": [edit, moved] })), Ok(()));
        assert_eq!(answer("agentls/verdict", json!({ "ours": 1 })), Ok(()));
        let refresh = json!({ "jsonrpc": "2.0", "id": 0, "method": "workspace/diagnostic/refresh" });
        assert_eq!(check(&refresh, None), Ok(()));
    }

    #[test]
    fn messages_that_break_the_protocol() {
        let position = json!({ "line": 0, "character": 3 });
        for (asked, result) in [
            ("textDocument/hover", json!({})),
            ("textDocument/hover", json!({ "contents": "text", "range": null })),
            ("textDocument/hover", json!({ "contents": { "kind": "html", "value": "" } })),
            ("textDocument/hover", json!({ "contents": "text", "more": 1 })),
            ("textDocument/foldingRange", json!([{ "startLine": -1, "endLine": 1 }])),
            ("textDocument/foldingRange", json!([{ "startLine": 1.5, "endLine": 2 }])),
            ("textDocument/selectionRange", json!([{ "range": { "start": position } }])),
            (
                "textDocument/rename",
                json!({ "documentChanges": [{ "textDocument": { "uri": "file:///a" }, "edits": [] }] }),
            ),
            ("textDocument/rename", json!({ "documentChanges": [{ "kind": "renamed" }] })),
            ("textDocument/codeAction", json!({ "title": "no list" })),
            ("shutdown", json!({})),
            ("textDocument/unheardOf", json!(null)),
        ] {
            assert!(answer(asked, result.clone()).is_err(), "{asked}: {result}");
        }
        for message in [
            json!([]),
            json!({ "id": 1, "result": null }),
            json!({ "jsonrpc": "2.0", "id": 1 }),
            json!({ "jsonrpc": "2.0", "result": null }),
            json!({ "jsonrpc": "2.0", "id": null, "result": null }),
            json!({ "jsonrpc": "2.0", "id": 1, "result": null, "error": { "code": 1, "message": "" } }),
            json!({ "jsonrpc": "2.0", "id": 1, "error": { "code": "1", "message": "" } }),
            json!({ "jsonrpc": "2.0", "id": 0, "method": "workspace/diagnostic/refresh", "params": null }),
            json!({ "jsonrpc": "2.0", "id": 0, "method": "workspace/diagnostic/refresh", "params": {} }),
            json!({ "jsonrpc": "2.0", "method": "textDocument/hover", "params": {} }),
            json!({ "jsonrpc": "2.0", "method": "window/showMessage" }),
            json!({ "jsonrpc": "2.0", "method": "window/showMessage", "params": { "type": 9, "message": "" } }),
        ] {
            assert!(check(&message, Some("shutdown")).is_err(), "{message}");
        }
    }
}
