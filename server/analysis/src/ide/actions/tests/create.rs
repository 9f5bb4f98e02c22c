//! Creating agents that are named but not defined.

use super::*;
use crate::fixture::index_of;

/// Returns what is offered at the cursor of a document, beside an agent called `other`: title, path and text.
fn created(path: &str, source: &str) -> Vec<(String, String, String)> {
    let fixture = Fixture::parse(source);
    let document = document(path, &fixture.text);
    let other = |path| (path, "---\nname: other\ndescription: d\n---\n");
    let mut known = index_of(&[
        (path, &fixture.text),
        other("/w/.claude/agents/other.md"),
        other("/w/.opencode/agent/other.md"),
    ]);
    known.set_complete(true);
    let policy = Policy::default();
    let nothing = |_: &str| Some(false);
    let context = CrossFileContext { exists: &nothing, ..CrossFileContext::of_index(&known, &policy) };
    let found = cross_file::diagnostics(&document, &context);
    let at = fixture.cursor.unwrap_or_default();
    let exists = |path: &str| path.ends_with("/taken.md");
    let actions = creations(&document, &found, &(at..at), &exists);
    assert!(
        actions.iter().all(|it| it.kind == ActionKind::Fix && it.edits.is_empty() && it.fixed.len() == 1)
    );
    let file = |it: Action| it.file.map(|file| (it.title, file.path, file.text));
    actions.into_iter().filter_map(file).collect()
}

const LEAD: &str = "---\nname: lead\ndescription: d\n---\n";

#[test]
fn a_call_to_an_agent_that_is_not_there_makes_it() {
    let text = "---\nname: house-painter\ndescription: Describe when to use this agent.\n---\n\nDescribe what the agent does, and how.\n";
    let expected =
        |path: &str| vec![("Create the agent `house-painter`".to_owned(), path.to_owned(), text.to_owned())];
    let call = "Start it: `Task(subagent_type=\"house$0-painter\")`.\n";
    assert_eq!(
        created("/w/.claude/agents/core/lead.md", &format!("{LEAD}{call}")),
        expected("/w/.claude/agents/house-painter.md")
    );
    assert_eq!(created("/w/.claude/commands/go.md", call), expected("/w/.claude/agents/house-painter.md"));
}

#[test]
fn where_the_word_may_be_another_one_or_no_name_nothing_is_made() {
    for call in [
        "`Task(subagent_type=\"other$0\")`",
        "`Task(subagent_type=\"taken$0\")`",
        "`Task(subagent_type=\"Some One$0\")`",
        "`Skill(house-painter$0)`",
        "The house-painter$0 agent.",
        "`{ agent: \"othr$0\" }`",
    ] {
        assert_eq!(created("/w/.claude/agents/lead.md", &format!("{LEAD}{call}\n")), [], "{call}");
    }
}
