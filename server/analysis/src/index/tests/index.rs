//! Compares the index with one built from scratch, and tests the precedence of definitions.

use proptest::prelude::*;

use super::*;
use crate::document::Document;

fn agent(name: &str, body: &str) -> String {
    format!("---\nname: {name}\ndescription: d\n---\n{body}")
}

#[test]
fn what_a_document_tells() {
    let text = "---\nname: \"x\"\ndescription: What for\ntools: Read, Agent(y)\ncapabilities: [one]\n---\n\
                # Top\n\nUse the `z` agent, see [it](z.md#top).\n";
    let document = Document::new(Some("/w/.claude/agents/x.md".into()), 0, text);
    let summary = DocumentSummary::from_document(&document).expect("a summary");
    let definition = summary.definition().expect("a definition");
    assert_eq!((definition.kind, &*definition.name), (DefinitionKind::Agent, "x"));
    assert_eq!(definition.span.map(|span| &text[span.range()]), Some("x"));
    assert_eq!(definition.description.as_deref(), Some("What for"));
    assert_eq!(definition.tools.as_deref(), Some("Read, Agent(y)"));
    assert_eq!(summary.references().map(|(range, _)| &text[range]).collect::<Vec<_>>(), ["y", "z"]);
    assert_eq!(summary.body.links().map(|(range, _)| &text[range]).collect::<Vec<_>>(), ["z.md#top"]);
    assert_eq!(summary.body.headings().map(|(_, heading)| &*heading.slug).collect::<Vec<_>>(), ["top"]);
    assert_eq!(&text[summary.front.values[0].span.range()], "one");
}

#[test]
fn names_of_paths_need_no_front_matter() {
    for (path, kind, name) in [
        ("/w/.claude/commands/go/now.md", DefinitionKind::Command, "go:now"),
        ("/w/.claude/skills/deploy/SKILL.md", DefinitionKind::Skill, "deploy"),
        ("/w/.opencode/agent/deep/x.md", DefinitionKind::Agent, "deep/x"),
    ] {
        let summary = DocumentSummary::from_document(&Document::new(Some(path.into()), 0, "Text.\n"))
            .expect("a summary");
        let definition = summary.definition().expect("a definition");
        assert_eq!((definition.kind, &*definition.name, definition.span), (kind, name, None));
    }
    let keyed = Document::new(Some("/w/.opencode/agent/deep/x.md".into()), 0, "---\nname: y\n---\n");
    assert_eq!(
        DocumentSummary::from_document(&keyed)
            .and_then(|summary| summary.name().map(str::to_owned))
            .as_deref(),
        Some("y")
    );
}

#[test]
fn the_nearest_definition_counts() {
    let x = agent("x", "");
    let mut index = index_of(&[
        ("/home/u/.claude/agents/x.md", &x),
        ("/srv/w/.claude/agents/a.md", &x),
        ("/srv/w/.claude/agents/b.md", &x),
        ("/srv/w/part/.claude/agents/x.md", &x),
        ("/srv/w/.opencode/agent/x.md", &x),
        ("/srv/w/plugins/p/agents/y.md", &agent("y", "")),
        ("/srv/w/.claude/commands/go.md", "Go.\n"),
    ]);
    let found = |index: &AgentIndex, name: &str, from: &str| {
        index.resolve(DefinitionKind::Agent, name, from).map(|(path, _)| path.to_string())
    };
    let path = |path: &str| Some(path.to_owned());
    assert_eq!(found(&index, "x", "/srv/w/.claude/agents/z.md"), path("/srv/w/.claude/agents/b.md"));
    assert_eq!(found(&index, "x", "/srv/w/.opencode/command/z.md"), path("/srv/w/.opencode/agent/x.md"));
    assert_eq!(
        found(&index, "x", "/srv/w/part/.claude/agents/z.md"),
        path("/srv/w/part/.claude/agents/x.md")
    );
    assert_eq!(found(&index, "x", "/srv/v/.claude/agents/z.md"), None, "another project is not seen");
    index.set_home("/home/u");
    assert_eq!(found(&index, "x", "/srv/v/.claude/agents/z.md"), path("/home/u/.claude/agents/x.md"));
    assert_eq!(found(&index, "x", "/home/u/v/.claude/agents/z.md"), path("/home/u/.claude/agents/x.md"));
    assert_eq!(found(&index, "p:y", "/srv/w/a.md"), path("/srv/w/plugins/p/agents/y.md"));
    assert_eq!(found(&index, "q:y", "/srv/w/a.md"), None);
    assert!(index.resolve(DefinitionKind::Skill, "go", "/srv/w/a.md").is_some(), "a command is a skill, too");
    assert_eq!(index.definitions(DefinitionKind::Agent, "x").count(), 5);
}

#[test]
fn agents_whose_files_are_called_otherwise() {
    let mut index = index_of(&[
        ("/w/.claude/agents/dev-x.md", &agent("x-dev", "")),
        ("/w/.claude/agents/y.md", &agent("y", "")),
        ("/w/plugins/p/agents/file.md", &agent("keyed", "")),
    ]);
    let found = |index: &AgentIndex, file: &str, from: &str| {
        index.resolve_file(DefinitionKind::Agent, file, from).map(|(_, it)| it.name.to_string())
    };
    assert_eq!(found(&index, "dev-x", "/w/a.md").as_deref(), Some("x-dev"));
    assert_eq!(found(&index, "dev-x", "/v/a.md"), None, "another project is not seen");
    assert_eq!(found(&index, "y", "/w/a.md"), None, "it has the name of its file");
    assert_eq!(found(&index, "file", "/w/a.md"), None, "the file counts there, too");
    index.set(&"/w/.claude/agents/dev-x.md".into(), None);
    assert_eq!(found(&index, "dev-x", "/w/a.md"), None);
}

#[test]
fn what_is_seen_and_what_is_spent_where() {
    let mut index = index_of(&[
        ("/home/u/.claude/agents/a.md", &agent("abcdef", "")),
        ("/home/u/w/.claude/agents/b.md", &agent("abcdef", "")),
        ("/srv/.opencode/agent/c.md", &agent("c", "")),
    ]);
    assert!(index.has_any(DefinitionKind::Agent, "/home/u/w/part/x.md"));
    assert!(
        !index.has_any(DefinitionKind::Agent, "/srv2/x.md")
            && !index.has_any(DefinitionKind::Skill, "/home/u/w/x.md")
    );
    // `abcdef: d` has nine code units.
    let one = DescriptionUsage { count: 1, size: 2 };
    assert_eq!(index.spent(DefinitionKind::Agent, "/home/u/w/.claude/agents/b.md"), one);
    index.set_home("/home/u");
    assert!(!index.has_any(DefinitionKind::Agent, "/home/u/v/x.md"), "the home folder is no project");
    assert!(index.has_any(DefinitionKind::Agent, "/home/u/.claude/commands/x.md"));
    assert_eq!(index.spent(DefinitionKind::Agent, "/home/u/w/.claude/agents/b.md"), one + one);
    assert_eq!(
        index.spent(DefinitionKind::Agent, "/home/u/.claude/agents/a.md"),
        one,
        "each is counted once"
    );
    assert_eq!(
        index.spent(DefinitionKind::Agent, "/srv/.opencode/agent/c.md"),
        one,
        "OpenCode sets no limit, the home folder counts"
    );
    assert!(index.is_users("/home/u/.claude/agents/a.md") && !index.is_users("/srv/.opencode/agent/c.md"));
}

#[test]
fn the_order_is_that_of_utf_16() {
    let x = agent("x", "");
    let index = index_of(&[("/w/.claude/agents/\u{ffee}.md", &x), ("/w/.claude/agents/😀.md", &x)]);
    let (path, _) =
        index.resolve(DefinitionKind::Agent, "x", "/w/.claude/agents/z.md").expect("a definition");
    assert_eq!(&**path, "/w/.claude/agents/\u{ffee}.md");
}

#[test]
fn the_index_is_shared_while_names_stay() {
    let mut index = index_of(&[("/w/.claude/agents/x.md", &agent("x", "Use the `y` agent."))]);
    let before = index.clone();
    let path: Arc<str> = "/w/.claude/agents/x.md".into();
    let moved = Document::new(Some(path.clone()), 0, &agent("x", "\n\nUse the `y` agent."));
    assert_eq!(index.set(&path, DocumentSummary::from_document(&moved)), Changed::default());
    assert!(Arc::ptr_eq(&before.index, &index.index));
    assert_eq!(index.referring(DefinitionKind::Agent, "y").count(), 1);
}

proptest! {
    #[test]
    fn the_index_is_what_one_built_anew_is(
        steps in prop::collection::vec((0..6usize, prop::option::weighted(0.8, (0..4usize, 0..5usize))), 0..60),
    ) {
        let mut index = AgentIndex::default();
        let mut last = BTreeMap::new();
        for (file, said) in steps {
            let path: Arc<str> = format!("/w/.claude/agents/{file}.md").into();
            let text = said.map(|(name, named)| {
                let body = format!("Use the `n{named}` agent.\n# A\n`Skill(\"n{name}\")`, `n{named}` agent\n# B\nTask(\"a\", \"b\", \"n{name}\")\n");
                agent(&format!("n{name}"), &body)
            });
            let read = |text: &String| DocumentSummary::from_document(&Document::new(Some(path.clone()), 0, text));
            index.set(&path, text.as_ref().and_then(read));
            last.insert(path.clone(), text.as_ref().and_then(read));
        }
        let mut fresh = AgentIndex::default();
        for (path, summary) in last {
            fresh.set(&path, summary);
        }
        prop_assert_eq!(index, fresh);
    }
}
