//! Findings among several files, where they are and where they are not.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::index::DocumentSummary;
use crate::lint::Severity;

const LEAD: &str = "/w/.claude/agents/lead.md";

fn agent(name: &str, body: &str) -> String {
    format!("---\nname: {name}\ndescription: Does {name}.\n---\n{body}\n")
}

/// The documents of a project, all of them known, with a home folder.
struct Project {
    index: AgentIndex,
    documents: Vec<Document>,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let mut project = Self { index: AgentIndex::default(), documents: Vec::new() };
        project.index.set_home("/home/u");
        project.index.set_complete(true);
        for (path, text) in files {
            let path: Arc<str> = (*path).into();
            let document = Document::new(Some(path.clone()), 0, text);
            project.index.set(&path, DocumentSummary::from_document(&document));
            project.documents.push(document);
        }
        project
    }

    /// What is found in the first document, by all rules but that about agents without use.
    fn found(&self) -> Vec<Diagnostic> {
        let nothing = |_: &str| Some(false);
        diagnostics(
            &self.documents[0],
            &CrossFileContext { index: &self.index, policy: &Policy::default(), exists: &nothing },
        )
    }

    /// The rules and the culprits.
    fn codes(&self) -> Vec<(&'static str, String)> {
        let text = |found: &Diagnostic| self.documents[0].text.slice(found.range.clone()).into_owned();
        self.found().iter().map(|found| (found.rule.code, text(found))).collect()
    }
}

/// What is found in a body beside an agent `reviewer`, in a file of another name, and a skill `deploy`.
fn in_body(body: &str) -> Vec<(&'static str, String)> {
    let lead = agent("lead", body);
    let files = [
        (LEAD, &*lead),
        ("/w/.claude/agents/code-check.md", &*agent("reviewer", "# A part\n")),
        ("/w/.claude/skills/deploy/SKILL.md", "---\ndescription: d\n---\n"),
        ("/w/.claude/commands/sc/plan.md", "Plan.\n"),
    ];
    Project::new(&files).codes()
}

#[test]
fn names_that_nothing_defines() {
    for (body, name) in [
        ("`Task(subagent_type=\"reviewr\")`", "reviewr"),
        ("`Skill(\"deply\")`", "deply"),
        ("Run `Task(\"a\", \"b\", \"no-such-one\")`.", "no-such-one"),
        ("```js\nx({ agent: \"reviewr\" })\n```", "reviewr"),
        ("`/sc:plam`", "sc:plam"),
    ] {
        assert_eq!(in_body(body), [("unknown-reference", name.to_owned())], "{body}");
    }
}

#[test]
fn a_key_that_names_an_agent_where_there_is_none() {
    for (path, lines, name) in [
        ("/w/.opencode/command/t.md", "description: d\nagent: zzz", "zzz"),
        ("/w/.claude/skills/s/SKILL.md", "name: s\ndescription: d\ncontext: fork\nagent: zzz", "zzz"),
        ("/w/.github/prompts/p.prompt.md", "description: d\nagent: zzz", "zzz"),
        (
            "/w/.opencode/agents/o.md",
            "description: d\npermission:\n  task:\n    \"*\": deny\n    zzz: allow",
            "zzz",
        ),
    ] {
        let text = format!("---\n{lines}\n---\nDo.\n");
        assert_eq!(
            Project::new(&[(path, &text)]).codes(),
            [("unknown-reference", name.to_owned())],
            "{path}"
        );
    }
    let body = "---\ndescription: d\n---\nCall `Task(subagent_type=\"no-such\")`.\n";
    assert_eq!(Project::new(&[("/w/.opencode/command/t.md", body)]).codes(), []);
    for (path, lines) in [
        ("/w/.opencode/command/t.md", "agent: build"),
        ("/w/.claude/skills/s/SKILL.md", "name: s\ncontext: fork\nagent: Explore"),
        ("/w/.claude/skills/s/SKILL.md", "name: s\ncontext: fork\nagent: plug:worker"),
        ("/w/.github/prompts/p.prompt.md", "agent: ask"),
        ("/w/.opencode/command/t.md", "agent: your-agent"),
        (
            "/w/.opencode/agents/o.md",
            "permission:\n  task:\n    \"*\": deny\n    zz-*: ask\n    general: allow",
        ),
    ] {
        let text = format!("---\ndescription: d\n{lines}\n---\n");
        assert_eq!(Project::new(&[(path, &text)]).codes(), [], "{lines}");
    }
}

#[test]
fn the_agents_that_another_may_start_are_references() {
    let lead = "---\ndescription: d\npermission:\n  task:\n    \"reviewr\": allow\n    reviewer: ask\n---\n";
    let files = [
        ("/w/.opencode/agents/lead.md", lead),
        ("/w/.opencode/agents/reviewer.md", "---\ndescription: Reviews.\nmode: subagent\n---\n"),
    ];
    let project = Project::new(&files);
    assert_eq!(project.codes(), [("unknown-reference", "reviewr".to_owned())]);
    assert_eq!(project.found()[0].fixes[0].edits[0].text, "reviewer");
}

#[test]
fn names_that_may_be_right() {
    for body in [
        "`Task(subagent_type=\"reviewer\")`, `Skill(\"deploy\")`, `Skill(\"sc:plan\")`",
        "`Task(subagent_type=\"general-purpose\")`, `Task(subagent_type=\"Explore\")`",
        "`Task(subagent_type=\"your-agent\")`, `Task(subagent_type=\"agent-name\")`, `Task(\"a\", \"b\", \"related-agent\")`",
        "Use the `tracer` agent. Delegate to planner.",
        "```js\nx({ agent: \"security\" }); agent_spawn({ type: \"painter\" })\n```",
        "`Skill(\"superpowers:debugging\")`, `Task(subagent_type=\"plug:worker-one\")`",
    ] {
        assert_eq!(in_body(body), [], "{body}");
    }
}

#[test]
fn what_only_looks_like_the_name_of_an_agent() {
    for body in [
        "See @agent-lifecycle-crud.md and @agent-notes.yaml.",
        "Load @agent-governance skill, and the @agent-x plugin.",
        "`@agent-x/y`, `@agent-x/*`, @agent-x-{name}.md, @agent-x-<name>, @agent-x@1.2.3",
        "See @agent-known.",
        "```ts\nsubagent_type: string\nsubagent_type: str,\nsubagentType: 'agentName'\n```",
        "`subagent_type: \"string\"`, `subagent_type=\"specialist-agent-name\"`, `subagent_type: \"agent_type\"`",
        "`Task(subagent_type=\"myAgent\")`, `Task(subagent_type=\"<name>\")`, `Task(subagent_type=\"subagent\")`",
    ] {
        let lead = agent("lead", body);
        let skill = "---\ndescription: d\n---\n";
        let files = [(LEAD, &*lead), ("/w/.claude/skills/agent-known/SKILL.md", skill)];
        assert_eq!(Project::new(&files).codes(), [], "{body}");
    }
    assert_eq!(in_body("Ask @agent-nobody."), [("unknown-reference", "nobody".to_owned())]);
}

#[test]
fn agents_that_the_tool_brings_along_are_meant_too() {
    for (name, meant) in [
        ("explore", "Explore"),
        ("plan", "Plan"),
        ("general-purpos", "general-purpose"),
        ("general_purpose", "general-purpose"),
        ("Exlpore", "Explore"),
    ] {
        let lead = agent("lead", &format!("`Task(subagent_type=\"{name}\")`"));
        let found = Project::new(&[(LEAD, &lead)]).found();
        let [only] = found.as_slice() else { panic!("{name}: {found:?}") };
        assert!(only.message.ends_with(&format!("Did you mean `{meant}`?")), "{}", only.message);
        // They are there in a project without agents as well.
        let command = format!("`Task(subagent_type=\"{name}\")`");
        assert_eq!(Project::new(&[("/w/.claude/commands/go.md", &command)]).found().len(), 1, "{name}");
    }
    assert_eq!(
        in_body("`Task(subagent_type=\"Plan\")`, use the explore agent, `Task(subagent_type=\"build\")`"),
        []
    );
    // Another tool's agents are its own.
    let opencode =
        ("/w/.opencode/agent/x.md", "---\ndescription: d\n---\n`Task(subagent_type=\"explore\")`\n");
    assert_eq!(Project::new(&[opencode]).codes(), []);
}

#[test]
fn nothing_is_unknown_before_everything_is_known_or_where_nothing_is_defined() {
    let call = "`Task(subagent_type=\"nobody\")`";
    let mut project = Project::new(&[(LEAD, &agent("lead", call))]);
    assert_eq!(project.codes(), [("unknown-reference", "nobody".to_owned())]);
    project.index.set_complete(false);
    assert_eq!(project.codes(), []);
    assert_eq!(Project::new(&[("/w/.claude/commands/go.md", call)]).codes(), [], "no agents at all");
    let other =
        Project::new(&[(LEAD, &agent("lead", call)), ("/v/.claude/agents/n.md", &agent("nobody", ""))]);
    assert_eq!(other.codes(), [], "another project of the workspace defines it");
}

#[test]
fn a_file_is_no_name() {
    assert_eq!(
        in_body("`Task(subagent_type=\"code-check\")`"),
        [("reference-by-file", "code-check".to_owned())]
    );
}

#[test]
fn which_of_two_counts() {
    let (one, two) = (agent("x", ""), agent("x", ""));
    let files = [("/w/.claude/agents/z.md", &*one), ("/w/.claude/agents/a/x.md", &*two)];
    let found = Project::new(&files).found();
    let [only] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        only.message,
        "Claude Code keeps only one agent named `x`. It is also defined in `.claude/agents/a/x.md`. Claude Code keeps the last \
         path: this file. Give each a name of its own."
    );
    assert_eq!(only.severity, Severity::Warning);
    assert_eq!(only.elsewhere.iter().map(|it| (&*it.path, it.line)).collect::<Vec<_>>(), [(files[1].0, 1)]);
}

#[test]
fn names_that_do_not_meet() {
    let x = agent("x", "");
    for other in [
        ("/w/part/.claude/agents/x.md", &*x),
        ("/w/.opencode/agent/x.md", &*x),
        ("/w/.claude/plugins/cache/p/agents/x.md", &*x),
        ("/w/.claude/agents/broken.md", "---\nname: x\n---\n"),
        ("/w/.claude/agents/unclosed.md", "---\nname: x\ndescription: \"d\n---\n"),
        ("/home/u/.claude/agents/x.md", &*x),
    ] {
        assert_eq!(Project::new(&[("/w/.claude/agents/x.md", &x), other]).codes(), [], "{}", other.0);
    }
    let plain = [("/w/plugins/p/agents/x.md", &*x), ("/w/plugins/q/agents/x.md", &*x)];
    assert_eq!(Project::new(&plain).codes(), [], "plugins have names of their own");
}

#[test]
fn a_project_goes_before_the_home_folder() {
    let x = agent("x", "");
    let files = [("/home/u/.claude/agents/x.md", &*x), ("/w/.claude/agents/x.md", &*x)];
    let found = Project::new(&files).found();
    let messages: Vec<_> = found.iter().map(|found| (found.rule.code, &*found.message)).collect();
    let message = "Claude Code prefers the project's agent of that name. There, `/w/.claude/agents/x.md` takes the place of \
                   this file.";
    assert_eq!(messages, [("shadowed-name", message)]);
    let files = [("/home/u/.config/opencode/agent/x.md", &*x), ("/w/.opencode/agent/x.md", &*x)];
    assert_eq!(Project::new(&files).codes(), [], "OpenCode lays one over the other");
}

#[test]
fn links() {
    for (body, broken) in [
        ("[a](no.md) [b](code-check.md) [c](./deep/../code-check.md)", Some("no.md")),
        ("[a](../../docs/no.md#x)", Some("../../docs/no.md#x")),
        ("[a](no.md \"t\") ![i](i.png)", Some("no.md")),
        ("[a](path/to/x.md) [b](<{name}.md>) [c](url) [d](https://x.y/z.md) [e](your-file.md)", None),
        ("[a](examples/no.md)", Some("examples/no.md")),
        ("`[a](no.md)`\n\n```\n[a](no.md)\n```", None),
        (".claude/agents/code-check.md from the root: [a](.claude/agents/code-check.md)", None),
    ] {
        let first = in_body(body).into_iter().next();
        assert_eq!(first, broken.map(|text| ("broken-link", text.to_owned())), "{body}");
    }
    let template = agent("x", "[a](no.md)");
    assert_eq!(Project::new(&[("/w/.claude/agents/templates/x.md", &template)]).codes(), []);
    let project = Project::new(&[(LEAD, &agent("lead", "[a](no.md)"))]);
    let unknown = |_: &str| None;
    assert!(
        diagnostics(
            &project.documents[0],
            &CrossFileContext { index: &project.index, policy: &Policy::default(), exists: &unknown }
        )
        .is_empty()
    );
}

#[test]
fn anchors() {
    for (body, broken) in [
        ("# One two\n[a](#one-tow)", Some("#one-tow")),
        ("# One\n[a](code-check.md#a-party)", Some("code-check.md#a-party")),
        ("# One\n[a](#one) [b](#One) [c](#top) [d](code-check.md#a-part) [e](#L10) [f](#{x})", None),
        ("# 🎯 One\n[a](#one)", None),
        ("# One\n<a id=\"two\"></a>\n[a](#two)", None),
        ("No heading. [a](#two)", None),
    ] {
        let first = in_body(body).into_iter().next();
        assert_eq!(first, broken.map(|text| ("broken-anchor", text.to_owned())), "{body}");
    }
}

#[test]
fn only_long_descriptions_are_told_of_the_budget() {
    let short = agent("short", "");
    let long = format!("---\nname: long\ndescription: {}\n---\n", "word ".repeat(12_500));
    let (short, long) = (("/w/.claude/agents/short.md", &*short), ("/w/.claude/agents/long.md", &*long));
    assert_eq!(Project::new(&[short, long]).codes(), []);
    let found = Project::new(&[long, short]).found();
    let [only] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        only.message,
        "All descriptions together exceed the budget. The 2 agents here take about 15.6k tokens together, and Claude Code warns \
         from 15.0k on. This one takes about 15626, an equal share is 7500. Shorten it: what only the agent itself needs \
         belongs below the front matter."
    );
    let elsewhere = Project::new(&[("/w/.opencode/agent/long.md", long.1)]);
    assert_eq!(elsewhere.codes(), [], "OpenCode has no such limit");
}

/// Pieces of which bodies are made, whole and torn.
const PIECES: &[&str] = &[
    "# One\n",
    "## Zwei ü\n",
    "[a](no.md)",
    "[b](#one-tow)",
    "[c](code-check.md#a-prat)",
    "](",
    "[d](../../../../x.md)",
    "`Task(subagent_type=\"reviewr\")`",
    "`Skill(\"dep",
    "`/sc:plam`",
    "```\n",
    "\n\n",
    "😀",
    "---\n",
    "<a id=\"x\">",
    "[e](%zz#ü)",
];

proptest! {
    #[test]
    fn findings_lie_in_the_text_in_its_order(pieces in prop::collection::vec(0..PIECES.len(), 0..24)) {
        let body: String = pieces.into_iter().map(|at| PIECES[at]).collect();
        let lead = agent("lead", &body);
        let reviewer = agent("reviewer", "# A part\n");
        let files = [(LEAD, &*lead), ("/w/.claude/agents/code-check.md", &*reviewer)];
        let found = Project::new(&files).found();
        prop_assert!(found.is_sorted_by_key(|found| found.range.start));
        for found in found {
            prop_assert!(lead.get(found.range.clone()).is_some_and(|text| !text.is_empty()), "{:?}", found);
            for edit in found.fixes.iter().flat_map(|fix| &fix.edits) {
                prop_assert!(found.range.start <= edit.range.start && edit.range.end <= found.range.end);
                prop_assert!(lead.get(edit.range.clone()).is_some());
            }
        }
    }
}
