use std::fmt::Write;

use super::*;
use crate::document::Document;
use crate::ide::tests::index_of;
use crate::lint::Policy;
use crate::lint::cross_file::CrossFileContext;

/// The graph of the files in `/w/`; those in other folders are known, and not asked about.
fn graph_of(files: &[(&str, &str)]) -> Graph {
    let mut index = index_of(files);
    index.set_roots(["/w/".into()]);
    index.set_complete(true);
    let exists = |path: &str| Some(files.iter().any(|(known, _)| *known == path));
    let policy = Policy::default();
    let context = CrossFileContext { exists: &exists, ..CrossFileContext::of_index(&index, &policy) };
    let own = files.iter().filter(|(path, _)| path.starts_with("/w/"));
    let parts =
        own.filter_map(|(path, text)| graph_part(&Document::new(Some((*path).into()), 0, text), &context));
    graph("/w/", parts.collect(), &index)
}

/// The edges in lines, with what is noteworthy of the nodes.
fn shown(graph: &Graph) -> String {
    let mut lines = String::new();
    let name = |id: usize| &graph.nodes[id].name;
    for edge in &graph.edges {
        let signs = [(edge.dead, " dead"), (edge.cycle, " cycle")];
        let signs: String = signs.iter().filter(|(is, _)| *is).map(|(_, sign)| *sign).collect();
        let GraphEdge { form, label, lines: at, .. } = edge;
        writeln!(lines, "{} -> {} {} {label} {at:?}{signs}", name(edge.from), name(edge.to), form.word())
            .unwrap();
    }
    for node in graph.nodes.iter().filter(|node| node.island || node.outside || node.missing || node.dropped)
    {
        let signs = [
            (node.island, " island"),
            (node.outside, " outside"),
            (node.missing, " missing"),
            (node.dropped, " dropped"),
        ];
        let signs: String = signs.iter().filter(|(is, _)| *is).map(|(_, sign)| *sign).collect();
        writeln!(lines, "{} {}{signs}", node.role, node.name).unwrap();
    }
    lines
}

fn agent(name: &str, front: &str, body: &str) -> String {
    format!("---\nname: {name}\ndescription: Does {name}.\n{front}---\n{body}\n")
}

#[test]
fn who_calls_whom_and_by_which_form() {
    let lead = agent(
        "lead",
        "skills:\n  - style\ntools: Agent(coder), Read\n",
        "Use the `coder` agent, then `Task(\"a\", \"b\", \"coder\")`.\nAsk @agent-tester.\nUse the lead agent. `Task(\"a\", \"b\", \"lost\")`\n\nThen use the `coder` agent.",
    );
    let found = graph_of(&[
        ("/w/.claude/agents/lead.md", &lead),
        ("/w/.claude/agents/coder.md", &agent("coder", "", "Ask @agent-tester.")),
        ("/w/.claude/agents/tester.md", &agent("tester", "", "Ask @agent-coder.")),
        ("/w/.claude/agents/alone.md", &agent("alone", "", "Do.")),
        ("/w/.claude/agents/bad.md", "---\nname: bad\ndescription: Use for: a\n  and: b\n---\n"),
        ("/w/.claude/skills/style/SKILL.md", &agent("style", "", "See [lead](../../agents/lead.md).")),
        ("/w/CLAUDE.md", "@docs/x.md and @missing/y.md\n\nAsk @agent-home-helper.\n"),
        ("/w/docs/x.md", "Text.\n"),
    ]);
    assert_eq!(
        shown(&found),
        "coder -> tester mention @agent- [4] cycle\n\
         lead -> style key skills: [4]\n\
         lead -> coder tool Agent() [5]\n\
         lead -> coder words in words [7, 11]\n\
         lead -> coder task Task() [7]\n\
         lead -> tester mention @agent- [8]\n\
         lead -> lost task Task() [9] dead\n\
         tester -> coder mention @agent- [4] cycle\n\
         style -> lead link link [4]\n\
         CLAUDE.md -> x.md import @import [0]\n\
         CLAUDE.md -> missing/y.md import @import [0] dead\n\
         CLAUDE.md -> home-helper mention @agent- [2] dead\n\
         agent alone island\n\
         agent bad island dropped\n\
         file x.md outside\n\
         agent home-helper missing\n\
         agent lost missing\n\
         file missing/y.md missing\n"
    );
    let GraphTotals { files, edges, dead, cycles, islands, dropped } = found.totals;
    assert_eq!((files, edges, dead, cycles, islands, dropped), (8, 12, 3, 1, 2, 1));
    assert!(found.edges.iter().all(|edge| edge.dead == edge.message.is_some()));
    let coder = &found.nodes[2];
    assert_eq!(
        (coder.path.as_deref(), coder.uri.as_deref(), coder.kind.as_deref(), coder.line),
        (Some(".claude/agents/coder.md"), Some(".claude/agents/coder.md"), Some("claude-code.agent"), 1)
    );
    assert!(
        coder.tools.iter().any(|tool| tool.tool == "Claude Code" && tool.target && tool.outcome == "loads")
    );
}

#[test]
fn ids_are_places_in_the_list() {
    let found = graph_of(&[
        ("/w/.claude/agents/b.md", &agent("b", "", "@agent-a @agent-gone")),
        ("/w/.claude/agents/a.md", &agent("a", "", "@agent-b")),
    ]);
    assert!(found.nodes.iter().enumerate().all(|(at, node)| node.id == at));
    assert_eq!(found.root, "file:///w/");
    assert_eq!(graph_of(&[]).totals, GraphTotals::default());
}

#[test]
fn names_are_shown_and_addresses_kept() {
    let hostile = "x\u{202e}</script>\"";
    let path = format!("/w/.claude/agents/{hostile}.md");
    let text = "---\nname: \"a\\n\\u202e<img src=x>\"\ndescription: \"\\u0007\"\n---\n";
    let found = graph_of(&[(&path, text)]);
    let node = &found.nodes[0];
    assert_eq!(node.name, "a␊\u{fffd}<img src=x>");
    assert_eq!(node.path.as_deref(), Some(".claude/agents/x\u{fffd}</script>\".md"));
    assert_eq!(node.uri.as_deref(), Some(".claude/agents/x%E2%80%AE%3C/script%3E%22.md"));
}
