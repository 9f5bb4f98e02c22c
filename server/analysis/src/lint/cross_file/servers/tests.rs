//! Which servers are reported, and with which message.

use std::sync::Arc;

use crate::document::Document;
use crate::fixture::Fixture;
use crate::index::{AgentIndex, DocumentSummary};
use crate::lint::cross_file::{CrossFileContext, of_front};
use crate::lint::{Diagnostic, Policy};

const AGENT: &str = "/w/.claude/agents/x.md";

fn found_in(path: &str, text: &str, servers: Option<&[&str]>) -> (Document, Vec<Diagnostic>) {
    let path: Arc<str> = path.into();
    let document = Document::new(Some(path.clone()), 0, text);
    let mut index = AgentIndex::default();
    index.set_home("/home/u");
    index.set(&path, DocumentSummary::from_document(&document));
    let servers = servers.map(|names| names.iter().map(ToString::to_string).collect());
    let policy = Policy { servers, ..Policy::default() };
    let found = of_front(
        &document,
        &CrossFileContext { exists: &|_| Some(false), ..CrossFileContext::of_index(&index, &policy) },
    );
    (document, found)
}

/// Asserts that the unknown servers of a file are those marked by carets, with the known servers `github`, `my.files`
/// and two with odd names.
fn check(path: &str, source: &str) {
    let fixture = Fixture::parse(source);
    let (_, found) = found_in(path, &fixture.text, Some(&["github", "my.files", "a__b", "x_"]));
    let found = found.into_iter().filter(|found| found.rule.code == "unknown-server");
    fixture.check_messages(found.map(|found| (found.range, found.rule.code, found.message)));
}

#[test]
fn tools_of_servers_that_nobody_defines() {
    check(
        AGENT,
        r#"
        ---
        name: x
        description: Does x.
        tools: Read, mcp__jira__x, mcp__github__x, mcp__jira__y, mcp__slack
                     ^^^^^^^^^^^^ unknown-server: `.mcp.json` defines no MCP server `jira`
                                                                 ^^^^^^^^^^ unknown-server: `.mcp.json` defines no MCP server `slack`
        ---
        "#,
    );
    check(
        AGENT,
        r#"
        ---
        name: x
        description: Does x.
        tools: [mcp__jira__*]
                ^^^^^^^^^^^^ unknown-server: `.mcp.json` defines no MCP server `jira`
        ---
        "#,
    );
    check(
        AGENT,
        r#"
        ---
        name: x
        description: Does x.
        disallowedTools:
          - mcp__jira
            ^^^^^^^^^ unknown-server: `.mcp.json` defines no MCP server `jira`
        ---
        "#,
    );
}

#[test]
fn tools_of_servers_that_someone_defines_and_names_of_none() {
    for keys in [
        "tools: mcp__my_files__x, mcp__a__b__c, mcp__a__b, mcp__x___y, mcp__github",
        // Servers that are not defined by the project.
        "tools: mcp__ide__x, mcp__claude_ai_Slack__x, mcp__plugin_p_s__x, mcp__claude-in-chrome__x",
        // Not names of servers.
        "tools: mcp__*, mcp__git*__x, mcp__{server}__x, mcp__, mcpx, Read(mcp__jira__x)",
        "tools: mcp__jira__x, mcp__my_db__x\nmcpServers:\n  - jira\n  - my.db: { command: db }",
        "tools: mcp__jira__x\nmcpServers: { jira: { command: j } }",
        "description: mcp__jira__x",
    ] {
        check(AGENT, &format!("---\nname: x\ndescription: Does x.\n{keys}\n---\n"));
    }
}

#[test]
fn skills_and_commands_of_the_project_and_nothing_else() {
    let marked = r#"
        ---
        name: x
        description: Does x.
        allowed-tools: mcp__jira__x
                       ^^^^^^^^^^^^ unknown-server: `.mcp.json` defines no MCP server `jira`
        ---
        "#;
    for path in ["/w/.claude/skills/x/SKILL.md", "/w/.claude/commands/x.md"] {
        check(path, marked);
    }
    for path in ["/home/u/.claude/commands/x.md", "/w/.gemini/agents/x.md"] {
        check(path, &Fixture::parse(marked).text);
    }
    let text = "---\nname: x\ndescription: Does x.\ntools: mcp__jira__x\n---\n";
    assert!(found_in(AGENT, text, None).1.is_empty());
    assert_eq!(found_in(AGENT, text, Some(&[])).1.len(), 1);
}

#[test]
fn a_near_name_is_put_in_everywhere() {
    let text = "---\nname: x\ndescription: Does x.\ntools: mcp__githb__x, Read\ndisallowedTools: [\"mcp__githb__y\"]\n---\n";
    let (document, found) = found_in(AGENT, text, Some(&["github"]));
    let [found] = &found[..] else { panic!("{found:?}") };
    assert_eq!(found.message, "`.mcp.json` defines no MCP server `githb`. Did you mean `github`?");
    let [fix] = &found.fixes[..] else { panic!("{:?}", found.fixes) };
    assert!(!fix.safe && !fix.preferred);
    let fixed = document.replaced(fix.edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str())));
    assert_eq!(fixed.text.to_string(), text.replace("githb", "github"));

    for (server, known, near) in [
        ("claude_flow", "claude-flow", true),
        ("GitHub", "github", true),
        ("gitlab", "github", false),
        ("jira", "jera", false),
    ] {
        let text = format!("---\nname: x\ndescription: Does x.\ntools: mcp__{server}__x\n---\n");
        let (_, found) = found_in(AGENT, &text, Some(&[known]));
        assert_eq!(found.iter().any(|found| !found.fixes.is_empty()), near, "{server}");
    }
}
