//! Cross-file diagnostics: where they are reported and where not.

use std::sync::Arc;

use proptest::prelude::*;

mod chains;
mod imports;
mod links;
mod load_patterns;
mod names;
mod placeholders;
mod plugin_files;
mod references;
mod scripts;

use super::*;
use crate::fixture::{Fixture, dedent};
use crate::index::DocumentSummary;
use crate::lint::Severity;

const LEAD: &str = "/w/.claude/agents/lead.md";

fn agent(name: &str, body: &str) -> String {
    format!("---\nname: {name}\ndescription: Does {name}.\n---\n{body}\n")
}

/// The documents of an indexed project with a home folder.
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

    /// Returns the diagnostics of the first document, of all rules but the one about unused agents.
    fn found(&self) -> Vec<Diagnostic> {
        let nothing = |_: &str| Some(false);
        diagnostics(
            &self.documents[0],
            &CrossFileContext {
                exists: &nothing,
                ..CrossFileContext::of_index(&self.index, &Policy::default())
            },
        )
    }

    /// Asserts that the first document's diagnostics are those marked by carets in its source, with these first words.
    fn check(source: &str, path: &str, others: &[(&str, &str)]) {
        let fixture = Fixture::parse(source);
        let files: Vec<_> = [(path, &*fixture.text)].into_iter().chain(others.iter().copied()).collect();
        let found = Self::new(&files).found().into_iter();
        fixture.check_messages(found.map(|found| (found.range, found.rule.code, found.message)));
    }

    /// Returns the rules with the marked text.
    fn codes(&self) -> Vec<(&'static str, String)> {
        let text = |found: &Diagnostic| self.documents[0].text.slice(found.range.clone()).into_owned();
        self.found().iter().map(|found| (found.rule.code, text(found))).collect()
    }
}

/// Asserts that the diagnostics of an agent's body are those marked by carets, in a project with an agent `reviewer` in
/// a file of another name, a skill `deploy` and a command.
fn check_body(body: &str) {
    let reviewer = agent("reviewer", "# A part\n");
    let others = [
        ("/w/.claude/agents/code-check.md", &*reviewer),
        ("/w/.claude/skills/deploy/SKILL.md", "---\ndescription: d\n---\n"),
        ("/w/.claude/commands/sc/plan.md", "Plan.\n"),
    ];
    Project::check(&agent("lead", &dedent(body)), LEAD, &others);
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

/// Pieces from which bodies are generated, complete and broken.
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
