//! Authentication of Gemini CLI's agents, and the URLs that it accepts.

use crate::loading::shape::{Shape, misfit};
use crate::loading::value::{Map, Value};

/// A list of strings.
pub(super) const TEXTS: Shape = Shape::List(&Shape::Text);
/// A URL.
pub(super) const ADDRESS: Shape = Shape::Such(is_address, "a URL such as `https://example.com`");
const API_KEY: &[(&str, Shape)] = &[("key", Shape::SomeText), ("name", Shape::Text)];
const GOOGLE: &[(&str, Shape)] = &[("scopes", TEXTS)];
const HTTP: &[(&str, Shape)] = &[
    ("scheme", Shape::SomeText),
    ("token", Shape::SomeText),
    ("username", Shape::SomeText),
    ("password", Shape::SomeText),
    ("value", Shape::SomeText),
];
const OAUTH: &[(&str, Shape)] = &[
    ("client_id", Shape::Text),
    ("client_secret", Shape::Text),
    ("scopes", TEXTS),
    ("authorization_url", ADDRESS),
    ("token_url", ADDRESS),
    ("issuer", ADDRESS),
    ("audiences", TEXTS),
    ("redirect_uri", ADDRESS),
    ("token_param_name", Shape::Text),
    ("registration_url", ADDRESS),
];

/// Whether a remote agent can authenticate this way.
pub(super) fn of_agent(value: &Value) -> bool {
    let Some(map) = value.map() else { return false };
    let has = |key: &str| map.get(key).is_some();
    match map.get("type").and_then(Value::as_str) {
        Some("apiKey") => has("key") && misfit(map, API_KEY).is_none(),
        Some("http") => misfit(map, HTTP).is_none() && is_http(map),
        Some("google-credentials") => misfit(map, GOOGLE).is_none(),
        Some("oauth") => misfit(map, OAUTH).is_none(),
        _ => false,
    }
}

fn is_http(map: &Map) -> bool {
    let has = |key: &str| map.get(key).is_some();
    match map.get("scheme").and_then(Value::as_str) {
        Some(_) if has("value") => true,
        Some("Bearer") => has("token"),
        Some("Basic") => has("username") && has("password"),
        _ => false,
    }
}

/// Whether an agent can authenticate to an MCP server this way.
pub(super) fn of_server(value: &Value) -> bool {
    let Some(map) = value.map() else { return false };
    match map.get("type").and_then(Value::as_str) {
        Some("google-credentials") => misfit(map, GOOGLE).is_none(),
        Some("oauth") => misfit(map, OAUTH).is_none(),
        _ => false,
    }
}

/// Whether JavaScript's `URL` accepts a string: a scheme and, for those of the web, a host.
fn is_address(value: &Value) -> bool {
    let Some(text) = value.as_str() else { return false };
    let text = text.trim().replace(['\t', '\n', '\r'], "");
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let named = |char: char| char.is_ascii_alphanumeric() || matches!(char, '+' | '-' | '.');
    if !scheme.starts_with(|char: char| char.is_ascii_alphabetic()) || !scheme.chars().all(named) {
        return false;
    }
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" | "ws" | "wss" | "ftp" => is_host(rest),
        _ => true,
    }
}

/// Whether what follows the colon of a web URL begins with a host.
fn is_host(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['/', '\\']);
    let host = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let name = host.trim_end_matches(|char: char| char.is_ascii_digit());
    let (name, port) = match name.strip_suffix(':') {
        Some(before) => (before, host.get(name.len()..).unwrap_or_default()),
        None => (host, ""),
    };
    let port = port.is_empty() || port.parse::<u16>().is_ok();
    let in_brackets = name.starts_with('[') && name.ends_with(']');
    let forbidden = |char: char| char.is_control() || " <>[]^|:%".contains(char);
    port && !name.is_empty() && (in_brackets || !name.contains(forbidden) && is_number_or_name(name))
}

/// Whether a host is an IPv4 address of up to four numbers, if it ends with a number.
fn is_number_or_name(host: &str) -> bool {
    let parts: Vec<_> = host.strip_suffix('.').unwrap_or(host).split('.').collect();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [first @ .., last] if is_number(last) => {
            let most = 256_u64.pow(4_u32.saturating_sub(u32::try_from(first.len()).unwrap_or(4)));
            first.len() < 4
                && first.iter().all(|part| part.parse::<u8>().is_ok())
                && last.parse::<u64>().is_ok_and(|number| number < most)
        }
        _ => true,
    }
}
