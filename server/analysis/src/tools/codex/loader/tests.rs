//! How Codex reads skills, step by step.

use crate::loading::Outcome::{self, Dropped, Loads, Repaired};
use crate::loading::tests;

const PATH: &str = "/w/.codex/skills/x/SKILL.md";

fn check(expected: Outcome, source: &str) {
    tests::check("codex.skill", PATH, expected, source);
}

fn loses(expected: Outcome, source: &str) {
    tests::loses("codex.skill", PATH, expected, source);
}
