//! Visible definitions, shadowing, and displayed paths.

use super::*;

const AGENT: &str = "---\nname: a\ndescription: Four.\n---\n";
const OTHER: &str = "---\nname: b\ndescription: Nine bytes.\n---\n";

fn known() -> AgentIndex {
    let mut index = index_of(&[
        ("/w/.claude/agents/a.md", AGENT),
        ("/w/.github/agents/a.agent.md", AGENT),
        ("/w/sub/.claude/agents/b.md", OTHER),
        ("/home/u/.claude/agents/a.md", AGENT),
        ("/home/u/.claude/agents/b.md", OTHER),
        ("/w/.claude/skills/s/SKILL.md", OTHER),
        ("/w/.claude/commands/s.md", "x"),
        ("/w/.claude/commands/c.md", "x"),
    ]);
    index.set_home("/home/u/");
    index
}

fn visible(kind: DefinitionKind, from: &str) -> Vec<String> {
    let index = known();
    index.visible(kind, from).into_iter().map(|(path, _)| index.shown(path, from)).collect()
}

#[test]
fn each_name_once_the_nearest_first() {
    let near = "/w/sub/AGENTS.md";
    assert_eq!(visible(DefinitionKind::Agent, near), [".claude/agents/b.md", "../.github/agents/a.agent.md"]);
    let sub = "/w/sub/.claude/agents/x.md";
    assert_eq!(visible(DefinitionKind::Agent, sub), [".claude/agents/b.md", "../.claude/agents/a.md"]);
    assert_eq!(
        visible(DefinitionKind::Agent, "/v/AGENTS.md"),
        ["~/.claude/agents/a.md", "~/.claude/agents/b.md"]
    );
    let top = "/w/.claude/agents/x.md";
    assert_eq!(visible(DefinitionKind::Skill, top), [".claude/commands/c.md", ".claude/skills/s/SKILL.md"]);
    assert_eq!(visible(DefinitionKind::Command, top), [".claude/commands/c.md", ".claude/commands/s.md"]);
}

#[test]
fn what_is_visible_is_what_names_stand_for() {
    let index = known();
    for (from, _) in index.iter() {
        for kind in [DefinitionKind::Agent, DefinitionKind::Skill, DefinitionKind::Command] {
            for (path, definition) in index.visible(kind, from) {
                let found = index.resolve(kind, &definition.name, from).map(|(path, _)| path);
                assert_eq!(found, Some(path), "{} from {from}", definition.name);
            }
        }
    }
}

#[test]
fn what_another_definition_hides() {
    let index = known();
    let hidden = |from: &str| -> Vec<String> {
        index
            .shadowed(DefinitionKind::Agent, "a", from)
            .into_iter()
            .map(|path| index.shown(path, from))
            .collect()
    };
    assert_eq!(hidden("/w/.claude/agents/x.md"), ["~/.claude/agents/a.md", ".github/agents/a.agent.md"]);
    assert_eq!(hidden("/v/AGENTS.md"), Vec::<String>::new());
    assert_eq!(index.shadowed(DefinitionKind::Agent, "none", "/w/x.md"), Vec::<&Arc<str>>::new());
}

#[test]
fn projects_of_documents() {
    let index = known();
    for (one, other, shared) in [
        ("/w/AGENTS.md", "/w/.claude/agents/a.md", true),
        ("/w/AGENTS.md", "/w/sub/docs/x.md", true),
        ("/w/AGENTS.md", "/v/AGENTS.md", false),
        ("/home/u/.claude/agents/a.md", "/home/u/.claude/agents/b.md", true),
        ("/home/u/.claude/agents/a.md", "/home/u/w/AGENTS.md", false),
        ("/AGENTS.md", "/w/AGENTS.md", false),
    ] {
        assert_eq!(index.shares_project(one, other), shared, "{one} {other}");
        assert_eq!(index.shares_project(other, one), shared, "{other} {one}");
    }
}
