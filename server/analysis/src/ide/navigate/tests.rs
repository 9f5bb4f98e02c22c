//! Definitions, references and highlights in small indexes.

use super::*;
use crate::fixture::Fixture;

pub(crate) fn index(files: &[(&str, String)]) -> (AgentIndex, Vec<Document>) {
    let mut index = AgentIndex::default();
    let documents: Vec<_> =
        files.iter().map(|(path, text)| Document::new(Some((*path).into()), 1, text)).collect();
    for document in &documents {
        index.set(document.path.as_ref().expect("a path"), DocumentSummary::from_document(document));
    }
    (index, documents)
}

/// Requests at the cursor of one of the files, and compares the results in all of them with their carets: `def`, `ref`.
fn check(files: &[(&str, &str)]) {
    let fixtures: Vec<_> = files.iter().map(|(path, source)| (*path, Fixture::parse(source))).collect();
    let texts: Vec<_> = fixtures.iter().map(|(path, fixture)| (*path, fixture.text.clone())).collect();
    let (index, all) = index(&texts);
    let asked = fixtures
        .iter()
        .zip(&all)
        .find_map(|((_, fixture), document)| subject(document, fixture.cursor?, &index));
    let (_, subject) = asked.expect("a subject");
    let told = naming_documents(&subject, &index);
    for ((path, fixture), document) in fixtures.iter().zip(&all) {
        let found = if told.iter().any(|told| **told == **path) {
            occurrences(&subject, document, &index)
        } else {
            Vec::new()
        };
        let what = |it: &Occurrence| if it.definition { "def" } else { "ref" }.to_owned();
        fixture.assert_found(found.iter().map(|it| (it.range.clone(), what(it))));
    }
}

#[test]
fn every_form_of_call_leads_to_the_definition() {
    check(&[
        (
            "/w/.claude/agents/coder.md",
            r#"
            ---
            name: coder
                  ^^^^^ def
            description: Writes. Not the coder of old.
            ---
            "#,
        ),
        (
            "/w/.claude/agents/lead.md",
            r#"
            ---
            name: lead
            description: d
            tools: Read, Agent(coder)
                               ^^^^^ ref
            ---

            Ask the `coder` agent, or the coder next door.
                     ^^^^^ ref

            ```js
            Task("a", `b ${c(")")}`, "co$0der")
                                      ^^^^^^^ ref
            ```
            "#,
        ),
        ("/w/CLAUDE.md", "- @agent-coder writes.\n         ^^^^^ ref\n"),
        ("/v/CLAUDE.md", "- @agent-coder writes.\n"),
    ]);
}

#[test]
fn a_plugins_agent_is_called_with_its_plugin() {
    check(&[
        (
            "/w/plugins/p/agents/a.md",
            r#"
            ---
            name: a$0b
                  ^^^^ def
            description: d
            ---
            "#,
        ),
        (
            "/w/CLAUDE.md",
            "`subagent_type: \"p:ab\"` and `subagent_type: \"q:ab\"`\n                   ^^ ref\n",
        ),
    ]);
}

#[test]
fn a_skill_by_its_folder_says_its_name_too() {
    check(&[
        (
            "/w/.claude/skills/deploy/SKILL.md",
            r#"
            ---
            name: deploy
                  ^^^^^^ def
            description: d
            ---
            "#,
        ),
        (
            "/w/.claude/agents/a.md",
            r#"
            ---
            name: a
            description: d
            skills: [deploy$0]
                     ^^^^^^^^ ref
            ---
            "#,
        ),
    ]);
}

#[test]
fn capabilities_are_found_in_the_project() {
    let agent = |list: &str| format!("---\nname: x\ntype: developer\ndescription: d\n{list}---\n");
    check(&[
        (
            "/w/.claude/agents/a.md",
            &agent("capabilities:\n  - tes$0ting\n    ^^^^^^^^^ ref\n  - \"other\"\n"),
        ),
        (
            "/w/.claude/agents/b.md",
            &agent("capabilities: [one, \"testing\"]\n                     ^^^^^^^ ref\n"),
        ),
        ("/v/.claude/agents/c.md", &agent("capabilities: [testing]\n")),
    ]);
}

#[test]
fn a_name_that_nothing_defines_is_found_where_it_is_said() {
    check(&[
        ("/w/CLAUDE.md", "`subagent_type: \"ghost\"`\n                 ^^^^^ ref\n"),
        ("/w/AGENTS.md", "`subagent_type: \"gh$0ost\"`, the ghost agent\n                 ^^^^^^^ ref\n"),
    ]);
}
