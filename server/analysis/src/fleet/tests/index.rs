//! The index against one built anew, and the precedence of definitions.

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
    let facts = Facts::of(&document).expect("facts");
    let definition = facts.definition().expect("a definition");
    assert_eq!((definition.kind, &*definition.name), (Kind::Agent, "x"));
    assert_eq!(definition.span.map(|span| &text[span.range()]), Some("x"));
    assert_eq!(definition.description.as_deref(), Some("What for"));
    assert_eq!(definition.tools.as_deref(), Some("Read, Agent(y)"));
    assert_eq!(facts.references().map(|(range, _)| &text[range]).collect::<Vec<_>>(), ["y", "z"]);
    assert_eq!(facts.body.links().map(|(range, _)| &text[range]).collect::<Vec<_>>(), ["z.md#top"]);
    assert_eq!(facts.body.headings().map(|(_, heading)| &*heading.slug).collect::<Vec<_>>(), ["top"]);
    assert_eq!(&text[facts.front.values[0].span.range()], "one");
}

#[test]
fn names_of_paths_need_no_front_matter() {
    for (path, kind, name) in [
        ("/w/.claude/commands/go/now.md", Kind::Command, "go:now"),
        ("/w/.claude/skills/deploy/SKILL.md", Kind::Skill, "deploy"),
        ("/w/.opencode/agent/deep/x.md", Kind::Agent, "deep/x"),
    ] {
        let facts = Facts::of(&Document::new(Some(path.into()), 0, "Text.\n")).expect("facts");
        let definition = facts.definition().expect("a definition");
        assert_eq!((definition.kind, &*definition.name, definition.span), (kind, name, None));
    }
}

#[test]
fn the_nearest_definition_counts() {
    let x = agent("x", "");
    let mut fleet = fleet(&[
        ("/home/u/.claude/agents/x.md", &x),
        ("/srv/w/.claude/agents/a.md", &x),
        ("/srv/w/.claude/agents/b.md", &x),
        ("/srv/w/part/.claude/agents/x.md", &x),
        ("/srv/w/.opencode/agent/x.md", &x),
        ("/srv/w/plugins/p/agents/y.md", &agent("y", "")),
        ("/srv/w/.claude/commands/go.md", "Go.\n"),
    ]);
    let found = |fleet: &Fleet, name: &str, from: &str| {
        fleet.resolve(Kind::Agent, name, from).map(|(path, _)| path.to_string())
    };
    let path = |path: &str| Some(path.to_owned());
    assert_eq!(found(&fleet, "x", "/srv/w/.claude/agents/z.md"), path("/srv/w/.claude/agents/b.md"));
    assert_eq!(found(&fleet, "x", "/srv/w/.opencode/command/z.md"), path("/srv/w/.opencode/agent/x.md"));
    assert_eq!(
        found(&fleet, "x", "/srv/w/part/.claude/agents/z.md"),
        path("/srv/w/part/.claude/agents/x.md")
    );
    assert_eq!(found(&fleet, "x", "/srv/v/.claude/agents/z.md"), None, "another project is not seen");
    fleet.set_home("/home/u");
    assert_eq!(found(&fleet, "x", "/srv/v/.claude/agents/z.md"), path("/home/u/.claude/agents/x.md"));
    assert_eq!(found(&fleet, "x", "/home/u/v/.claude/agents/z.md"), path("/home/u/.claude/agents/x.md"));
    assert_eq!(found(&fleet, "p:y", "/srv/w/a.md"), path("/srv/w/plugins/p/agents/y.md"));
    assert_eq!(found(&fleet, "q:y", "/srv/w/a.md"), None);
    assert!(fleet.resolve(Kind::Skill, "go", "/srv/w/a.md").is_some(), "a command is a skill, too");
    assert_eq!(fleet.definitions(Kind::Agent, "x").count(), 5);
}

#[test]
fn the_order_is_that_of_utf_16() {
    let x = agent("x", "");
    let fleet = fleet(&[("/w/.claude/agents/\u{ffee}.md", &x), ("/w/.claude/agents/😀.md", &x)]);
    let (path, _) = fleet.resolve(Kind::Agent, "x", "/w/.claude/agents/z.md").expect("a definition");
    assert_eq!(&**path, "/w/.claude/agents/\u{ffee}.md");
}

#[test]
fn the_index_is_shared_while_names_stay() {
    let mut fleet = fleet(&[("/w/.claude/agents/x.md", &agent("x", "Use the `y` agent."))]);
    let before = fleet.clone();
    let path: Arc<str> = "/w/.claude/agents/x.md".into();
    let moved = Document::new(Some(path.clone()), 0, &agent("x", "\n\nUse the `y` agent."));
    assert_eq!(fleet.set(&path, Facts::of(&moved)), Changed::default());
    assert!(Arc::ptr_eq(&before.index, &fleet.index));
    assert_eq!(fleet.referring(Kind::Agent, "y").count(), 1);
}

proptest! {
    #[test]
    fn the_index_is_what_one_built_anew_is(
        steps in prop::collection::vec((0..6usize, prop::option::weighted(0.8, (0..4usize, 0..5usize))), 0..60),
    ) {
        let mut fleet = Fleet::default();
        let mut last = BTreeMap::new();
        for (file, said) in steps {
            let path: Arc<str> = format!("/w/.claude/agents/{file}.md").into();
            let text = said.map(|(name, named)| {
                let body = format!("Use the `n{named}` agent.\n# A\n`Skill(\"n{name}\")`, `n{named}` agent\n# B\nTask(\"a\", \"b\", \"n{name}\")\n");
                agent(&format!("n{name}"), &body)
            });
            let read = |text: &String| Facts::of(&Document::new(Some(path.clone()), 0, text));
            fleet.set(&path, text.as_ref().and_then(read));
            last.insert(path.clone(), text.as_ref().and_then(read));
        }
        let mut fresh = Fleet::default();
        for (path, facts) in last {
            fresh.set(&path, facts);
        }
        prop_assert_eq!(fleet, fresh);
    }
}
