//! A single hook of Copilot CLI: a command, a request, or a prompt.

use super::events::{Event, HookError};
use super::matcher;
use crate::loading::Why;
use crate::loading::shape::{Shape, excerpt, misfit};
use crate::loading::value::{Map, Value};

/// Keys with a shell command.
const SHELLS: [&str; 6] = ["command", "bash", "powershell", "windows", "linux", "osx"];

const COMMAND: &[(&str, Shape)] = &[
    ("command", Shape::Text),
    ("bash", Shape::Text),
    ("powershell", Shape::Text),
    ("windows", Shape::Text),
    ("linux", Shape::Text),
    ("osx", Shape::Text),
    ("exec", Shape::Text),
    ("args", TEXTS),
    ("cwd", Shape::Text),
    ("env", Shape::MapOf(&Shape::Text)),
    ("timeout", SECONDS),
    ("timeoutSec", SECONDS),
];

const REQUEST: &[(&str, Shape)] = &[
    ("url", Shape::Such(is_url, "an `http:` or `https:` URL")),
    ("headers", Shape::MapOf(&Shape::Text)),
    ("allowedEnvVars", TEXTS),
    ("timeout", SECONDS),
    ("timeoutSec", SECONDS),
];

const PROMPT: &[(&str, Shape)] = &[("prompt", Shape::SomeText)];

const TEXTS: Shape = Shape::List(&Shape::Text);
const SECONDS: Shape = Shape::SuchNumber(is_positive, "a positive number");

/// Events whose hooks decide what a tool may do. Their requests cannot use `http:`.
const GUARDS: [&str; 3] = ["preToolUse", "preMcpToolCall", "permissionRequest"];

/// Returns what is wrong with a hook, if anything. `star` says whether a matcher may be a lone `*`.
pub(super) fn hook_error(
    hook: &Map,
    matcher: Option<&Value>,
    event: &Event,
    star: bool,
) -> Option<HookError> {
    let starts = event.name == "sessionStart";
    let kind = match hook.get("type") {
        None => "command",
        Some(kind) => kind.as_str().unwrap_or_default(),
    };
    let fault = match kind {
        "command" => command_error(hook),
        "http" => request_error(hook, event),
        "prompt" if starts => wanting(hook, "prompt", PROMPT),
        _ => {
            let kinds: &[&str] = if starts { &["command", "http", "prompt"] } else { &["command", "http"] };
            let why = Shape::Word(kinds).misfit("type", hook.get("type")?)?;
            Some((Some("type"), why))
        }
    };
    fault.or_else(|| matcher.filter(|_| event.matched).and_then(|matcher| matcher_error(matcher, star)))
}

fn command_error(hook: &Map) -> Option<HookError> {
    if let Some((key, why)) = misfit(hook, COMMAND) {
        return Some((Some(key), why));
    }
    let shell = SHELLS.iter().any(|key| hook.get(key).is_some());
    match (hook.get("exec").is_some(), shell) {
        (true, true) => Some((Some("exec"), "a hook has `exec` and a shell command".into())),
        (false, false) => Some((None, "a hook has no `command`".into())),
        _ => None,
    }
}

fn request_error(hook: &Map, event: &Event) -> Option<HookError> {
    let guards = GUARDS.contains(&event.name);
    let plain = |url: &str| url.trim().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http:"));
    wanting(hook, "url", REQUEST).or_else(|| {
        let plain = guards && hook.get("url").and_then(Value::as_str).is_some_and(plain);
        plain.then(|| {
            let why = Why::new("the `url` of a hook must be `https:`");
            (Some("url"), why.detail("Hooks that decide about tools cannot use `http:`."))
        })
    })
}

/// Returns a key that is missing or does not have its shape.
fn wanting(hook: &Map, key: &'static str, shapes: &'static [(&'static str, Shape)]) -> Option<HookError> {
    if hook.get(key).is_none() {
        return Some((None, format!("a hook has no `{key}`").into()));
    }
    misfit(hook, shapes).map(|(key, why)| (Some(key), why))
}

fn matcher_error(matcher: &Value, star: bool) -> Option<HookError> {
    let why = match matcher.as_str() {
        None => Shape::Text.misfit("matcher", matcher)?,
        Some("") => "`matcher` is empty".into(),
        Some("*") if star => return None,
        Some(text) if matcher::is_regular_expression(text) => return None,
        Some(text) => {
            let why = Why::new(format!("{} is not a valid `matcher`", excerpt(text)));
            why.detail("It must be a regular expression.")
        }
    };
    Some((Some("matcher"), why))
}

fn is_positive(value: &Value) -> bool {
    matches!(value, Value::Number(number) if *number > 0.0)
}

/// Whether a string is a URL with a scheme and a host, as browsers parse one.
fn is_url(value: &Value) -> bool {
    let Some(text) = value.as_str().map(str::trim) else { return false };
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let host = rest.trim_start_matches(['/', '\\']);
    let host = host.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    known && !host.is_empty() && !host.contains([' ', '<', '>', '^', '|', '%'])
}
