use crate::loading::Outcome::{self, Dropped, Loads};
use crate::loading::tests;

mod agent;
mod hooks;
mod matcher;
mod servers;
mod skill;
mod vscode;
mod yaml;

const AGENT: &str = "/w/.github/agents/scout.agent.md";

fn check(expected: Outcome, source: &str) {
    tests::check("copilot.agent", AGENT, expected, source);
}

/// Asserts the outcome of an agent with these lines after its description.
fn with(expected: Outcome, lines: &str) {
    check(expected, &format!("---\ndescription: Looks around\n{lines}---\nBe brief.\n"));
}
