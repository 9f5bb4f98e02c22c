//! Remote agents, MCP servers, and authentication. Each case was checked with the program's own schemas.

use super::check;
use crate::loading::Outcome::{self, Dropped, Loads};

#[test]
fn addresses() {
    let address =
        |expected, text: &str| check(expected, &format!("---\nname: x\nagent_card_url: {text}\n---\n"));
    for text in [
        "https://a.b/c?d#e",
        "http:a",
        "HTTPS://A",
        "https://u:p@h:8080",
        "https://[::1]:3",
        "a:b",
        "mailto:x",
    ] {
        address(Loads, text);
    }
    for text in [
        "x",
        "//a.b",
        "https://",
        "https://a b",
        "https://a:99999",
        "https://256.1.1.1",
        "https://@",
        "\"\"",
        "3",
    ] {
        address(Dropped, text);
    }
}

#[test]
fn cards_are_json() {
    let card =
        |expected, text: &str| check(expected, &format!("---\nname: x\nagent_card_json: '{text}'\n---\n"));
    card(Loads, "{\"name\": [1, null]}");
    card(Loads, "1");
    card(Dropped, "{name: x}");
    card(Dropped, "{\"a\": 1,}");
    card(Dropped, "");
}

#[test]
fn one_card_and_no_key_of_an_agent_that_runs_here() {
    check(
        Loads,
        r#"
        ---
        name: x
        kind: remote
        display_name: X
        description: ""
        agent_card_url: https://a.b
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        agent_card_url: https://a.b
        agent_card_json: '{}'
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        agent_card_url: https://a.b
        model: m
        ^^^^^ unknown key `model`
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        kind: local
        description: d
        agent_card_url: https://a.b
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        description: d
        auth: {type: apiKey, key: k}
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        []
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        - name: x
          agent_card_url: https://a.b
        - text
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        just text
        ---
        "#,
    );
}

fn sign_in(agent: Outcome, server: Outcome, auth: &str) {
    check(agent, &format!("---\nname: x\nagent_card_url: https://a.b\nauth: {auth}\n---\n"));
    check(
        server,
        &format!("---\nname: x\ndescription: d\nmcp_servers:\n  s:\n    url: u\n    auth: {auth}\n---\n"),
    );
}

#[test]
fn ways_to_sign_in() {
    sign_in(Loads, Dropped, "{type: apiKey, key: k, name: n}");
    sign_in(Dropped, Dropped, "{type: apiKey, key: \"\"}");
    sign_in(Loads, Dropped, "{type: http, scheme: Basic, username: u, password: p}");
    sign_in(Dropped, Dropped, "{type: http, scheme: Basic, username: u}");
    sign_in(Loads, Dropped, "{type: http, scheme: Bearer, token: t}");
    sign_in(Dropped, Dropped, "{type: http, scheme: Bearer, token: t, value: \"\"}");
    sign_in(Loads, Dropped, "{type: http, scheme: Any, value: v}");
    sign_in(Dropped, Dropped, "{type: http, scheme: Any}");
    sign_in(Loads, Loads, "{type: google-credentials, scopes: [a], unknown: 1}");
    sign_in(Dropped, Dropped, "{type: google-credentials, scopes: a}");
    sign_in(Loads, Loads, "{type: oauth, issuer: \"https://a.b\"}");
    sign_in(Dropped, Dropped, "{type: oauth, token_url: nowhere}");
    sign_in(Dropped, Dropped, "{type: other}");
    sign_in(Dropped, Dropped, "");
}

#[test]
fn servers() {
    let server = |expected, text: &str| {
        check(expected, &format!("---\nname: x\ndescription: d\nmcp_servers: {{s: {text}}}\n---\n"));
    };
    server(Loads, "{command: c, args: [a], env: {A: b}, trust: true, timeout: 5, type: sse, unknown: 1}");
    server(Dropped, "{args: [1]}");
    server(Dropped, "{env: {A: 1}}");
    server(Dropped, "{type: stdio}");
    server(Dropped, "{timeout: \"5\"}");
    server(Dropped, "text");
    check(
        Dropped,
        r#"
        ---
        name: x
        description: d
        mcp_servers: []
                     ^^ `mcp_servers` must be a mapping
        ---
        "#,
    );
}

#[test]
fn names_of_tools() {
    let tool = |expected, text: &str| {
        check(expected, &format!("---\nname: x\ndescription: d\ntools: ['{text}']\n---\n"));
    };
    for text in [
        "glob",
        "search_file_content",
        "*",
        "mcp_*",
        "mcp_a_*",
        "mcp_a_b.c_d",
        "mcp_a__b",
        "discovered_tool_x",
    ] {
        tool(Loads, text);
    }
    for text in ["Glob", "mcp__a", "mcp_a", "mcp_a__", "mcp_*_b", "mcp_a_b*", "mcp_a_b c", " glob", ""] {
        tool(Dropped, text);
    }
}

#[test]
fn commas_and_comments() {
    check(
        Loads,
        r##"
        ---
        name: x
        description: "d"# comment
        tools: [glob]#
        ---
        "##,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        description: d
        tools: [glob,, replace]
                    ^ invalid YAML
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        description: 'It's for this: reviews'
        ---
        "#,
    );
    check(
        Dropped,
        r#"
        ---
        name: x
        description: ? d
        ---
        "#,
    );
}

#[test]
fn numbers_and_other_scalars() {
    for (key, value) in
        [("temperature", ".inf"), ("temperature", "08"), ("max_turns", "1e3"), ("model", "\"\"")]
    {
        check(Loads, &format!("---\nname: x\ndescription: d\n{key}: {value}\n---\n"));
    }
    for (key, value) in
        [("temperature", ".nan"), ("temperature", "-.5"), ("max_turns", "1.5"), ("timeout_mins", "-1")]
    {
        check(Dropped, &format!("---\nname: x\ndescription: d\n{key}: {value}\n---\n"));
    }
    for name in ["é", "a.b", "a b", "~", "2025-01-31", "\"\""] {
        check(Dropped, &format!("---\nname: {name}\ndescription: d\n---\n"));
    }
}
