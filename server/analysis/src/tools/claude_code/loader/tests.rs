use std::sync::Arc;

use crate::document::Document;
use crate::loading::tests::{self, check};
use crate::loading::{Outcome, Verdict};
use crate::tools::loaders;

mod fields;
mod header;
mod hooks;
mod listed;
mod outside;
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
    tests::loses(document, path(document), outcome, source);
}

/// What becomes of a file of that kind.
fn verdict(document: &str, text: &str) -> Arc<Verdict> {
    let loader = loaders().find(|loader| loader.id == document).expect("a loader for the kind");
    Document::new(Some(path(document).into()), 0, text).verdict(loader)
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

/// An agent with these lines after its name and its description.
fn with(lines: &str) -> String {
    format!("---\nname: scout\ndescription: Looks around\n{lines}---\nBe brief.\n")
}
