//! The MCP servers of Copilot CLI's agents. Unlike elsewhere, a server must have lists of its arguments and tools.

use crate::loader::shape::{Shape, misfit};
use crate::loader::value::{Map, Value};
use crate::loader::{File, Part, Verdict};

/// What a server that is a program must have.
const PROGRAM: &[&str] = &["command", "args", "tools"];

/// What a server at an address must have.
const REMOTE: &[&str] = &["type", "url", "tools"];

const PROGRAM_SHAPES: &[(&str, Shape)] = &[
    ("type", Shape::Word(&["local", "stdio"])),
    ("command", Shape::Text),
    ("args", TEXTS),
    ("tools", TEXTS),
    ("env", Shape::MapOf(&Shape::Text)),
    ("cwd", Shape::Text),
    TIMEOUT,
    DEFER,
];

const REMOTE_SHAPES: &[(&str, Shape)] = &[
    ("type", Shape::Word(&["http", "sse"])),
    ("url", Shape::Text),
    ("tools", TEXTS),
    ("headers", Shape::MapOf(&Shape::Text)),
    TIMEOUT,
    DEFER,
];

const TEXTS: Shape = Shape::List(&Shape::Text);
const TIMEOUT: (&str, Shape) = ("timeout", Shape::Count);
const DEFER: (&str, Shape) = ("deferTools", Shape::Word(&["auto", "never"]));

/// Refuses servers that cannot be used. An empty value is none.
pub(super) fn check(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    let servers = match map.get("mcp-servers") {
        None | Some(Value::Null) => return Ok(()),
        Some(Value::Map(servers)) => servers,
        Some(value) => {
            let reason = format!("`mcp-servers` is {}, and must be a mapping", value.describe());
            return Err(Verdict::dropped(Part::Field, file.value(&["mcp-servers"]), reason));
        }
    };
    for (name, server) in servers.iter() {
        let Value::Map(server) = server else {
            let reason = format!("the server `{name}` is {}, and must be a mapping", server.describe());
            return Err(Verdict::dropped(Part::Field, file.value(&["mcp-servers", name]), reason));
        };
        // What has an address is taken for remote even if it says that it is a program.
        let kind = server.get("type").and_then(Value::text);
        let remote = server.get("url").is_some() || matches!(kind, Some("http" | "sse"));
        let (wanted, shapes) = if remote { (REMOTE, REMOTE_SHAPES) } else { (PROGRAM, PROGRAM_SHAPES) };
        if let Some((key, reason)) = misfit(server, shapes) {
            let reason = format!("in the server `{name}`, {reason}");
            return Err(Verdict::dropped(Part::Field, file.value(&["mcp-servers", name, key]), reason));
        }
        if let Some(key) = wanted.iter().find(|key| server.get(key).is_none()) {
            let reason = format!("the server `{name}` has no `{key}`");
            return Err(Verdict::dropped(Part::Field, file.key(&["mcp-servers", name]), reason));
        }
    }
    Ok(())
}
