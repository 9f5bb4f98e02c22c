//! Which servers are reported, and what is said of them.

use std::sync::Arc;

use crate::document::Document;
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
    let found =
        of_front(&document, &CrossFileContext { index: &index, policy: &policy, exists: &|_| Some(false) });
    (document, found)
}

/// The culprits in a file with some keys beside a description, where the servers are `github` and `my.files`.
fn culprits(path: &str, keys: &str) -> Vec<String> {
    let text = format!("---\nname: x\ndescription: Does x.\n{keys}\n---\n");
    let (document, found) = found_in(path, &text, Some(&["github", "my.files", "a__b", "x_"]));
    let found = found.iter().filter(|found| found.rule.code == "unknown-server");
    found.map(|found| document.text.slice(found.range.clone()).into_owned()).collect()
}

#[test]
fn tools_of_servers_that_nobody_defines() {
    for (keys, expected) in [
        (
            "tools: Read, mcp__jira__x, mcp__github__x, mcp__jira__y, mcp__slack",
            &["mcp__jira__x", "mcp__slack"][..],
        ),
        ("tools: [mcp__jira__*]", &["mcp__jira__*"]),
        ("disallowedTools:\n  - mcp__jira", &["mcp__jira"]),
        ("tools: mcp__my_files__x, mcp__a__b__c, mcp__a__b, mcp__x___y, mcp__github", &[]),
        // Servers that are not the project's to define.
        ("tools: mcp__ide__x, mcp__claude_ai_Slack__x, mcp__plugin_p_s__x, mcp__claude-in-chrome__x", &[]),
        // No names of servers.
        ("tools: mcp__*, mcp__git*__x, mcp__{server}__x, mcp__, mcpx, Read(mcp__jira__x)", &[]),
        ("tools: mcp__jira__x, mcp__my_db__x\nmcpServers:\n  - jira\n  - my.db: { command: db }", &[]),
        ("tools: mcp__jira__x\nmcpServers: { jira: { command: j } }", &[]),
        ("description: mcp__jira__x", &[]),
    ] {
        assert_eq!(culprits(AGENT, keys), expected, "{keys}");
    }
}

#[test]
fn skills_and_commands_of_the_project_and_nothing_else() {
    let keys = "allowed-tools: mcp__jira__x";
    for (path, expected) in [
        ("/w/.claude/skills/x/SKILL.md", 1),
        ("/w/.claude/commands/x.md", 1),
        ("/home/u/.claude/commands/x.md", 0),
        ("/w/.gemini/agents/x.md", 0),
    ] {
        assert_eq!(culprits(path, keys).len(), expected, "{path}");
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
