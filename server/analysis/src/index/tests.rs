//! Summaries, the index over them, and name resolution.

use super::*;
use crate::fixture::index_of;

#[test]
fn neighbours_share_the_agents_folder() {
    let agent =
        |capabilities: &str| format!("---\nname: x\ndescription: d\ncapabilities: [{capabilities}]\n---\n");
    let index = index_of(&[
        ("/w/.claude/agents/a.md", &agent("one, two")),
        ("/w/.claude/agents/deep/b.md", &agent("two")),
        ("/w/.claude/agents-old/c.md", &agent("three")),
        ("/v/.claude/agents/d.md", &agent("four")),
    ]);
    let mut uses: Vec<_> = index.uses("/w/.claude/agents/new.md", "capabilities").into_iter().collect();
    uses.sort_unstable();
    assert_eq!(uses, [("one", 1), ("two", 2)]);
    let uses = index.uses("/w/.claude/agents/a.md", "capabilities");
    assert_eq!(uses.into_iter().collect::<Vec<_>>(), [("two", 1)], "a document is not its own neighbour");
}

#[test]
fn facts_that_are_the_same_change_nothing() {
    let mut index = index_of(&[("/w/agents/a.md", "---\nname: x\ndescription: d\n---\n")]);
    let path: Arc<str> = "/w/agents/a.md".into();
    let summary = index.files[&path].as_ref().clone();
    assert_eq!(index.set(&path, Some(summary)), Changed::default());
    let gone = index.set(&path, None);
    assert!(gone.definition && gone.headings && !gone.references);
    assert_eq!(index.set(&path, None), Changed::default());
}

mod index;
mod visible;
