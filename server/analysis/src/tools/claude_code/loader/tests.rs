use std::sync::Arc;

use crate::document::Document;
use crate::loading::tests::{self, check};
use crate::loading::{IgnoredPart, Outcome, Verdict};
use crate::tools::loaders;

mod fields;
mod header;
mod hooks;
mod listed;
mod outside;
mod repair;
mod rule;
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

/// Asserts that a file of that kind loads, and that the marked parts are ignored.
fn loses(document: &str, outcome: Outcome, source: &str) {
    tests::loses(document, path(document), outcome, source);
}

/// Returns the verdict on a file of that kind.
fn verdict(document: &str, text: &str) -> Arc<Verdict> {
    let loader = loaders().find(|loader| loader.id == document).expect("a loader for the kind");
    Document::new(Some(path(document).into()), 0, text).verdict(loader)
}

/// Asserts that an agent is dropped because of the marked part.
fn drops(source: &str) {
    check(AGENT, path(AGENT), Outcome::Dropped, source);
}

/// Asserts that an agent loads.
fn loads(source: &str) {
    check(AGENT, path(AGENT), Outcome::Loads, source);
}

/// Asserts that an agent loads after the repair of the marked part.
fn repairs(source: &str) {
    check(AGENT, path(AGENT), Outcome::Repaired, source);
}

/// Returns an agent with these lines after its name and description.
fn with(lines: &str) -> String {
    format!("---\nname: scout\ndescription: Looks around\n{lines}---\nBe brief.\n")
}
