//! What the diagnostics say of a file with which a tool was seen to do something: by the table of whose verdict counts.

use agentls_analysis::dialect::Dialects;
use agentls_analysis::document::Document;
use agentls_analysis::lint::{Diagnostic, Policy, Severity, diagnostics_for};
use agentls_analysis::loading::Outcome;
use agentls_analysis::verdicts::{Standing, Targets, ToolVerdict, tool_verdicts};

/// The worst that is said of a document.
pub(crate) fn worst(found: &[Diagnostic]) -> Option<Severity> {
    found.iter().map(|found| found.severity).min()
}

/// The policy of a project that aims at one tool, or says nothing of it.
pub(crate) fn policy(target: Option<&str>) -> Policy {
    let (targets, unknown) = Targets::new(target, Dialects::built_in());
    assert!(unknown.is_empty(), "{unknown:?}");
    Policy { targets, ..Policy::default() }
}

/// What is wrong with what is said of a file with which the tool of that kind of document did what is expected.
/// `has_no_tool`: the tool started the agent, and gave it no tool.
pub(crate) fn faults(
    kind: &str,
    path: &str,
    text: &str,
    expected: Outcome,
    has_no_tool: bool,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let (dialect, _) = kind.split_once('.').unwrap();
    // Three programs of claude-flow read the same file, each in its way.
    if dialect.ends_with("-flow") || dialect == "ruflo" {
        return wrong;
    }
    let file = Document::new(Some(path.into()), 0, text);
    for target in [None, Some(dialect)] {
        let policy = policy(target);
        // What agentls says of loading differs in a few known cases, which another test lists. A validator has no say
        // by itself.
        let mut own = tool_verdicts(&file, &policy.targets)
            .into_iter()
            .filter(|it| it.loader.id == kind || it.loader.document == kind);
        // What one of several readers of a shared folder does is an error only if all do it.
        // Nor is anything said of what the author means.
        let counts =
            |it: &ToolVerdict| it.is_target() && it.standing != Standing::Shared && !it.verdict.meant;
        if own.any(|it| counts(&it) && it.verdict.outcome == expected) {
            let found = diagnostics_for(&file, &policy);
            let is_optional = [".command", ".rule", ".workflow"].iter().any(|end| kind.ends_with(end));
            let said = fault(expected, &found, has_no_tool, text, is_optional);
            wrong.extend(said.map(|said| format!("{kind} {path} (target {target:?}): {said}")));
        }
    }
    wrong
}

fn fault(
    expected: Outcome,
    found: &[Diagnostic],
    has_no_tool: bool,
    text: &str,
    is_optional: bool,
) -> Option<String> {
    let worst = worst(found);
    let is_error = worst == Some(Severity::Error);
    let is_told = worst.is_some_and(|worst| worst <= Severity::Warning);
    let no_tool = has_no_tool
        // Nobody knows which servers there are.
        && !text.contains("mcp__")
        && !text.contains("disallowedTools");
    let wrong = match expected {
        Outcome::Dropped | Outcome::Stops => !is_error,
        Outcome::Placeholder => is_error || !is_told && (!is_optional || is_meant(text)),
        Outcome::Loads | Outcome::Repaired => is_error || no_tool && !is_told,
    };
    let said =
        || found.iter().map(|found| format!("{:?} {}: {}", found.severity, found.rule.code, found.message));
    wrong.then(|| format!("{expected:?}, and we say {:#?}", said().collect::<Vec<_>>()))
}

/// Whether a description was meant where it need not be, or front matter that is not found.
fn is_meant(text: &str) -> bool {
    let starts = |key: &str| text.lines().take(12).any(|line| line.starts_with(key));
    starts("description:") || !text.starts_with("---") && (starts("name:") || starts("model:"))
}
