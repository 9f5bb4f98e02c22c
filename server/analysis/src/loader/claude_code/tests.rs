use super::super::{Outcome, loaders, tests::check};
use crate::document::Document;
use crate::fixture::Fixture;

mod fields;
mod header;
mod hooks;
mod listed;
mod repair;
mod yaml;

const AGENT: &str = "claude-code.agent";
const PLUGIN: &str = "claude-code.plugin-agent";
const SKILL: &str = "claude-code.skill";
const COMMAND: &str = "claude-code.command";

fn path(document: &str) -> &'static str {
    match document {
        PLUGIN => "/w/plugin/agents/scout.md",
        SKILL => "/w/.claude/skills/scout/SKILL.md",
        COMMAND => "/w/.claude/commands/scout.md",
        _ => "/w/.claude/agents/scout.md",
    }
}

/// Fails unless a file of that kind loads, though what is marked has no effect.
fn loses(document: &str, outcome: Outcome, source: &str) {
    let fixture = Fixture::parse(source);
    let loader = loaders().find(|loader| loader.document == document).expect("a loader for the kind");
    let verdict = Document::new(Some(path(document).into()), 0, &fixture.text).verdict(loader);
    assert_eq!(verdict.outcome, outcome, "{verdict:?} in\n{}", fixture.text);
    let said = |what: &str| what.trim().to_owned();
    let found: Vec<_> = verdict
        .losses
        .iter()
        .map(|loss| {
            let range = loss.range.clone().unwrap_or_default();
            (fixture.text[range].to_owned(), loss.what.clone())
        })
        .collect();
    let wanted: Vec<_> = fixture
        .marks
        .iter()
        .map(|(range, what)| (fixture.text[range.clone()].to_owned(), said(what)))
        .collect();
    let fits = |(found, wanted): (&(String, String), &(String, String))| {
        found.0 == wanted.0 && found.1.contains(&wanted.1)
    };
    assert!(
        found.len() == wanted.len() && found.iter().zip(&wanted).all(fits),
        "{found:#?} and not {wanted:#?} in\n{}",
        fixture.text
    );
}

/// An agent that is dropped because of what is marked.
fn drops(source: &str) {
    check(AGENT, path(AGENT), Outcome::Dropped, source);
}

/// An agent that loads.
fn loads(source: &str) {
    check(AGENT, path(AGENT), Outcome::Loads, source);
}

/// An agent that loads after the repair of what is marked.
fn repairs(source: &str) {
    check(AGENT, path(AGENT), Outcome::Repaired, source);
}

/// An agent with these lines behind its name and its description.
fn with(lines: &str) -> String {
    format!("---\nname: scout\ndescription: Looks around\n{lines}---\nBe brief.\n")
}
