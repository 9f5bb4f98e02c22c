//! Parses the body of a frame to a message, and repairs nearly valid JSON.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

/// A message of the client.
pub(super) enum Message {
    /// A request or notification.
    Request(Request),
    /// A response to one of our requests.
    Response(Response),
}

/// Why a body is not a message.
pub(super) struct Bad {
    pub(super) id: Id,
    pub(super) code: ErrorCode,
    pub(super) reason: String,
}

/// Any JSON-RPC message.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow, default)]
    jsonrpc: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    method: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "some")]
    id: Option<Id>,
    #[serde(default, deserialize_with = "some")]
    params: Option<Value>,
    #[serde(default, deserialize_with = "some")]
    result: Option<Value>,
    #[serde(default)]
    error: Option<Error>,
}

/// Distinguishes `null` from a missing member.
fn some<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Parses a message.
pub(super) fn parse(body: &[u8]) -> Result<Message, Bad> {
    // JSON has no byte order mark, but some programs write one (RFC 8259, 8.1).
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    if let Ok(envelope) = serde_json::from_slice::<Envelope<'_>>(body) {
        return parse_envelope(envelope);
    }
    let text = repair(body);
    match serde_json::from_str::<Envelope<'_>>(&text) {
        Ok(envelope) => parse_envelope(envelope),
        Err(error) => Err(bad_message(&text, &error)),
    }
}

fn parse_envelope(envelope: Envelope<'_>) -> Result<Message, Bad> {
    let Envelope { jsonrpc, method, id, params, result, error } = envelope;
    let bad = |id: Option<Id>, reason: &str| {
        let id = id.unwrap_or_default();
        Err(Bad { id, code: ErrorCode::InvalidRequest, reason: reason.to_owned() })
    };
    if jsonrpc.as_deref() != Some("2.0") {
        return bad(id, "rejected a message without `\"jsonrpc\": \"2.0\"`");
    }
    match (method, id) {
        (Some(method), id) => {
            let mut request = Request::build(method.into_owned());
            if let Some(params) = params {
                request = request.params(params);
            }
            Ok(Message::Request(if let Some(id) = id { request.id(id) } else { request }.finish()))
        }
        (None, Some(id)) => match (result, error) {
            (_, Some(error)) => Ok(Message::Response(Response::from_error(id, error))),
            (Some(result), None) => Ok(Message::Response(Response::from_ok(id, result))),
            (None, None) => bad(Some(id), "rejected a message without method, result and error"),
        },
        (None, None) => bad(None, "rejected a message without method and id"),
    }
}

/// Returns the error for a body that is not a message.
fn bad_message(text: &str, error: &serde_json::Error) -> Bad {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(_)) => Bad {
            id: Id::Null,
            code: ErrorCode::InvalidRequest,
            reason: "rejected a batch of messages: LSP has no batches".to_owned(),
        },
        Ok(value) => {
            let id = value.get("id").and_then(|id| serde_json::from_value(id.clone()).ok());
            let reason = format!("rejected a message: {error}");
            Bad { id: id.unwrap_or_default(), code: ErrorCode::InvalidRequest, reason }
        }
        Err(error) => Bad {
            id: Id::Null,
            code: ErrorCode::ParseError,
            reason: format!("rejected a message that is not JSON: {error}"),
        },
    }
}

/// Replaces invalid UTF-8 and lone surrogates with U+FFFD. An edit with such a character must not be lost: every later
/// one would be applied at the wrong place.
fn repair(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let (mut repaired, mut rest) = (String::with_capacity(text.len()), &*text);
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        repaired += before;
        let length = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                repaired.push('\u{fffd}');
                rest = escape.get(6..).unwrap_or_default();
                continue;
            }
            _ => 1 + escape.get(1..).and_then(|next| next.chars().next()).map_or(0, char::len_utf8),
        };
        let (kept, after) = escape.split_at(length.min(escape.len()));
        repaired += kept;
        rest = after;
    }
    repaired + rest
}

/// Returns the UTF-16 unit of a `\uXXXX` at the start of a text.
fn unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repairs() {
        for (body, expected) in [
            (&b"\"\\ud800\""[..], "\"\u{fffd}\""),
            (b"\"\\ud83d\\ude00\"", "\"\\ud83d\\ude00\""),
            (b"\"\\udc00x\\ud800\"", "\"\u{fffd}x\u{fffd}\""),
            (b"\"\\\\ud800\"", "\"\\\\ud800\""),
            (b"\"a\xffb\"", "\"a\u{fffd}b\""),
            (b"\"\\", "\"\\"),
        ] {
            assert_eq!(repair(body), expected);
        }
    }

    #[test]
    fn messages() {
        let request = |body: &[u8]| match parse(body) {
            Ok(Message::Request(request)) => request.to_string(),
            Ok(Message::Response(response)) => format!("response {}", response.id()),
            Err(bad) => format!("{} {:?}", bad.id, bad.code),
        };
        assert_eq!(
            request(br#"{"jsonrpc":"2.0","id":null,"method":"m"}"#),
            r#"{"jsonrpc":"2.0","method":"m","id":null}"#
        );
        assert_eq!(request(br#"{"jsonrpc":"2.0","id":1,"result":null}"#), "response 1");
        assert_eq!(
            request(br#"{"jsonrpc":"2.0","id":"a","error":{"code":1,"message":"x"}}"#),
            "response \"a\""
        );
        assert_eq!(request(br#"{"jsonrpc":"1.0","id":3,"method":"m"}"#), "3 InvalidRequest");
        assert_eq!(request(br#"{"jsonrpc":"2.0","id":4}"#), "4 InvalidRequest");
        assert_eq!(request(br#"{"jsonrpc":"2.0","id":5,"method":7}"#), "5 InvalidRequest");
        assert_eq!(request(b"\xef\xbb\xbf{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}"), "response 1");
        assert_eq!(request(b"[]"), "null InvalidRequest");
        assert_eq!(request(b"{"), "null ParseError");
    }
}
