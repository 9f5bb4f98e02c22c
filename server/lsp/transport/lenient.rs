//! Repairs messages that nearly conform to the protocol.
//!
//! One ill-typed capability must not fail the whole `initialize`, and a change with an ill-typed range must not be read
//! as a whole text, which is what a change without a `range` is (LSP 3.17, `TextDocumentContentChangeEvent`). A
//! document with an unreadable change is lost until its whole text arrives, since every answer about it may be wrong.

use serde_json::{Map, Value};
use serde_path_to_error::Segment;
use tower_lsp::gen_lsp_types::{InitializeParams, Uri};
use tower_lsp::jsonrpc::Request;

/// The result of repairing a message.
#[derive(Debug)]
pub(crate) enum Fitted {
    /// The message, as it was or repaired.
    Message(Request),
    /// An unreadable change of that document, with the reason as a clause for the user.
    Lost(Uri, &'static str),
}

/// Repairs a message of the client.
pub(crate) fn fit(request: Request) -> Fitted {
    let repair: fn(&mut Value) -> Result<(), Unread> = match request.method() {
        "initialize" => repair_initialize,
        "textDocument/didOpen" => repair_open,
        "textDocument/didChange" => repair_change,
        _ => return Fitted::Message(request),
    };
    let (method, id, params) = request.into_parts();
    let mut params = params.unwrap_or_default();
    match repair(&mut params) {
        Ok(()) => {
            let request = Request::build(method).params(params);
            Fitted::Message(if let Some(id) = id { request.id(id) } else { request }.finish())
        }
        Err(Unread { uri, reason }) => Fitted::Lost(uri, reason),
    }
}

/// Why a message about a document cannot be read.
struct Unread {
    uri: Uri,
    reason: &'static str,
}

/// Maximum number of invalid parts to remove before all parameters are dropped.
const MOST_PARTS: usize = 200;

/// Removes parameters of the wrong type, and adds required ones.
#[expect(clippy::unnecessary_wraps, reason = "the others fail")]
fn repair_initialize(params: &mut Value) -> Result<(), Unread> {
    if let Some(folders) = params.get_mut("workspaceFolders").and_then(Value::as_array_mut) {
        folders.retain(|folder| folder.get("uri").is_some_and(Value::is_string));
        // The name is only displayed.
        for folder in folders.iter_mut().filter_map(Value::as_object_mut) {
            if !folder.get("name").is_some_and(Value::is_string) {
                folder.insert("name".to_owned(), String::new().into());
            }
        }
    }
    for _ in 0..MOST_PARTS {
        let Some(entries) = params.as_object_mut() else { break };
        for key in ["processId", "rootUri"] {
            entries.entry(key).or_insert(Value::Null);
        }
        entries.entry("capabilities").or_insert_with(|| Map::new().into());
        let Some(path) = mismatch_pointer(params) else { return Ok(()) };
        if !remove(params, &path) {
            break;
        }
    }
    let nothing = [("processId", Value::Null), ("rootUri", Value::Null), ("capabilities", Map::new().into())];
    *params = nothing.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>().into();
    Ok(())
}

/// Returns a JSON pointer (RFC 6901) to the first mismatch; `None` if there is none.
fn mismatch_pointer(params: &Value) -> Option<String> {
    let error = serde_path_to_error::deserialize::<_, InitializeParams>(params).err()?;
    let part = |part: &Segment| match part {
        Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        Segment::Seq { index } => format!("/{index}"),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    };
    Some(error.path().iter().map(part).collect())
}

/// Removes the value at a pointer, or only its offending member: for flattened structures, the pointer names the outer
/// one. Returns false if there is nothing to remove.
fn remove(params: &mut Value, pointer: &str) -> bool {
    let entries = params.pointer(pointer).and_then(Value::as_object);
    for key in entries.into_iter().flat_map(Map::keys).cloned().collect::<Vec<_>>() {
        let mut without = params.clone();
        let entries = without.pointer_mut(pointer).and_then(Value::as_object_mut);
        entries.map(|entries| entries.remove(&key));
        if mismatch_pointer(&without).is_none_or(|next| next != pointer) {
            *params = without;
            return true;
        }
    }
    let Some((above, last)) = pointer.rsplit_once('/') else { return false };
    match params.pointer_mut(above) {
        Some(Value::Object(entries)) => entries.remove(&last.replace("~1", "/").replace("~0", "~")).is_some(),
        Some(Value::Array(items)) => {
            let index = last.parse().ok().filter(|index| *index < items.len());
            index.map(|index: usize| items.remove(index)).is_some()
        }
        _ => false,
    }
}

/// Adds a missing version or language to an opened document.
fn repair_open(params: &mut Value) -> Result<(), Unread> {
    let document = params.get_mut("textDocument").and_then(Value::as_object_mut);
    // Without a URI, the message is left to be rejected.
    let Some((document, uri)) = document.and_then(|document| uri_of(document).map(|uri| (document, uri)))
    else {
        return Ok(());
    };
    if !document.get("text").is_some_and(Value::is_string) {
        return Err(Unread { uri, reason: "it came without a text" });
    }
    if !document.get("languageId").is_some_and(Value::is_string) {
        document.insert("languageId".to_owned(), "markdown".into());
    }
    repair_version(document, 0);
    Ok(())
}

/// Repairs the version and the ranges of a change.
fn repair_change(params: &mut Value) -> Result<(), Unread> {
    let document = params.get_mut("textDocument").and_then(Value::as_object_mut);
    let Some((document, uri)) = document.and_then(|document| uri_of(document).map(|uri| (document, uri)))
    else {
        return Ok(());
    };
    repair_version(document, NO_VERSION);
    let changes = params.get_mut("contentChanges").and_then(Value::as_array_mut);
    let fitted = match changes {
        Some(changes) => changes.iter_mut().try_for_each(repair_event),
        None => Err("a change came without its list of changes"),
    };
    fitted.map_err(|reason| Unread { uri, reason })
}

/// Stands for a missing or invalid version: the next one.
pub(crate) const NO_VERSION: i32 = i32::MIN;

fn uri_of(document: &Map<String, Value>) -> Option<Uri> {
    document.get("uri").and_then(Value::as_str).map(Uri::from)
}

fn repair_event(event: &mut Value) -> Result<(), &'static str> {
    let event = event.as_object_mut().ok_or("a change is not an object")?;
    if !event.get("text").is_some_and(Value::is_string) {
        return Err("a change came without a text");
    }
    // Some clients send null for absent members.
    if event.get("range").is_some_and(Value::is_null) && event.get("rangeLength").is_none_or(Value::is_null) {
        event.remove("range");
    }
    // It is unused, and must not make the change invalid.
    event.remove("rangeLength");
    let Some(range) = event.get_mut("range") else { return Ok(()) };
    for end in ["start", "end"] {
        let position = range.get_mut(end).and_then(Value::as_object_mut);
        let position = position.ok_or("the range of a change has no start or no end")?;
        for part in ["line", "character"] {
            let none = "a position in a change is not a number";
            let number = position.get_mut(part).ok_or(none)?;
            let fitted = clamped_position(whole_number(number).ok_or(none)?);
            // Nearly every number is valid, and stays as it is.
            if number.as_u64() != Some(fitted.into()) {
                *number = fitted.into();
            }
        }
    }
    Ok(())
}

/// Converts the version of a document as far as possible; `missing` replaces others, also those out of the protocol's
/// range: every later version would seem to come before such a one. Versions order changes, and tell the client what
/// diagnostics refer to.
fn repair_version(document: &mut Map<String, Value>, missing: i32) {
    let sent = document.get("version");
    let allowed = sent.and_then(whole_number).and_then(|version| i32::try_from(version).ok());
    let version = allowed.unwrap_or(missing);
    if sent.and_then(Value::as_i64) != Some(version.into()) {
        document.insert("version".to_owned(), version.into());
    }
}

/// Returns an integer, also from a string and from `4.0`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "larger numbers are clamped by a cast, as they are to be"
)]
fn whole_number(value: &Value) -> Option<i64> {
    let float = || value.as_f64().filter(|float| float.fract() == 0.0).map(|float| float as i64);
    let text = || value.as_str().and_then(|text| text.parse().ok());
    value.as_i64().or_else(float).or_else(text)
}

/// Clamps a line or column to the protocol's range: negative numbers become 0, and numbers past the maximum become it.
fn clamped_position(number: i64) -> u32 {
    u32::try_from(number.clamp(0, i64::from(u32::MAX))).unwrap_or_default()
}

#[cfg(test)]
mod tests;
