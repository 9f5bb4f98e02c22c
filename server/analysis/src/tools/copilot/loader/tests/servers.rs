//! MCP servers.

use super::*;

fn server(expected: Outcome, entries: &str) {
    with(expected, &format!("mcp-servers:\n  docs: {entries}\n"));
}

#[test]
fn servers_are_a_mapping_of_mappings() {
    with(Loads, "mcp-servers:\n");
    with(Loads, "mcp-servers: {}\n");
    with(Dropped, "mcp-servers: [a]\n             ^^^ `mcp-servers` must be a mapping, not a list\n");
    server(Dropped, "text\n        ^^^^ server `docs` must be a mapping");
    server(Dropped, "");
}

#[test]
fn programs() {
    server(Loads, "{command: x, args: [], tools: [\"*\"]}");
    server(
        Loads,
        "{type: stdio, command: x, args: [a], tools: [], env: {A: b}, cwd: d, timeout: 5, more: 5}",
    );
    server(Dropped, "{command: x, args: []}");
    server(Dropped, "{command: x, tools: []}");
    server(Dropped, "{args: [], tools: []}");
    server(Dropped, "{command: 5, args: [], tools: []}");
    server(Dropped, "{command: x, args: a, tools: []}");
    server(Dropped, "{command: x, args: [], tools: \"*\"}");
    server(Dropped, "{command: x, args: [], tools: [], env: {A: 5}}");
    server(
        Dropped,
        "
    command: x
    args: []
    tools: []
    timeout: 0
             ^ `docs.timeout` must be a positive integer",
    );
    server(Dropped, "{command: x, args: [], tools: [], deferTools: yes}");
    server(Dropped, "{type: memory, command: x, args: [], tools: []}");
    with(
        Dropped,
        "mcp-servers:\n  docs:\n  ^^^^ server `docs` has no `args`\n    command: x\n    tools: []\n",
    );
}

#[test]
fn addresses() {
    server(Loads, "{type: http, url: \"https://example.com\", tools: []}");
    server(Loads, "{type: sse, url: anything, tools: [], headers: {A: b}, command: 5}");
    server(Dropped, "{url: \"https://example.com\", tools: []}");
    server(Dropped, "{type: local, url: \"https://example.com\", command: x, args: [], tools: []}");
    server(Dropped, "{type: http, tools: []}");
    server(Dropped, "{type: http, url: \"https://example.com\"}");
    server(Dropped, "{type: http, url: 5, tools: []}");
    server(Dropped, "{type: http, url: x, tools: [], headers: {A: 5}}");
}
