//! Agents that no document names.

use super::Subject;
use crate::references::Kind;
use crate::rules::{Diagnostic, Rule, Severity};

pub(super) static UNUSED_AGENT: Rule =
    Rule { code: "unused-agent", summary: "No document names the agent", severity: Severity::Hint };

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some((definition, range)) = subject.definition() else { return };
    let mut referring = subject.fleet.referring(Kind::Agent, &definition.name);
    let named = definition.kind != Kind::Agent || referring.any(|path| &**path != subject.path);
    if named || !subject.fleet.is_complete() {
        return;
    }
    let message = format!(
        "No other file names `{}`. The tool may still choose it by its description, and people may call it.",
        definition.name
    );
    found.push(Diagnostic::new(&UNUSED_AGENT, range, message));
}
