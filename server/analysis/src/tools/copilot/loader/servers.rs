//! MCP servers of Copilot CLI's agents. Unlike elsewhere, a server must list its arguments and tools.

use crate::loading::shape::{Shape, excerpt, misfit_within};
use crate::loading::value::{Map, Value};
use crate::loading::{File, Part, Verdict, Why};

/// Required keys of a local server.
const PROGRAM: &[&str] = &["command", "args", "tools"];

/// Required keys of a remote server.
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

/// Drops an agent for servers that cannot be used. An empty value means none.
pub(super) fn check_servers(file: &File<'_>, map: &Map) -> Result<(), Verdict> {
    let servers = match map.get("mcp-servers") {
        None | Some(Value::Null) => return Ok(()),
        Some(Value::Map(servers)) => servers,
        Some(value) => {
            let reason = format!("`mcp-servers` must be a mapping, not {}", value.describe());
            return Err(Verdict::dropped(Part::Field, file.value_range(&["mcp-servers"]), reason));
        }
    };
    for (name, server) in servers.iter() {
        let Value::Map(server) = server else {
            let why = Why::new(format!("server {} must be a mapping", excerpt(name)));
            let why = why.detail(format!("It is {}.", server.describe()));
            return Err(Verdict::dropped(Part::Field, file.value_range(&["mcp-servers", name]), why));
        };
        // A server with a URL counts as remote even if its type says otherwise.
        let kind = server.get("type").and_then(Value::as_str);
        let remote = server.get("url").is_some() || matches!(kind, Some("http" | "sse"));
        let (wanted, shapes) = if remote { (REMOTE, REMOTE_SHAPES) } else { (PROGRAM, PROGRAM_SHAPES) };
        if let Some((key, why)) = misfit_within(name, server, shapes) {
            return Err(Verdict::dropped(Part::Field, file.value_range(&["mcp-servers", name, key]), why));
        }
        if let Some(key) = wanted.iter().find(|key| server.get(key).is_none()) {
            let reason = format!("server {} has no `{key}`", excerpt(name));
            return Err(Verdict::dropped(Part::Field, file.key_range(&["mcp-servers", name]), reason));
        }
    }
    Ok(())
}
