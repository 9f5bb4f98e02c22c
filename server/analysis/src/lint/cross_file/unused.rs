//! Agents that no document names.

use super::Subject;
use crate::lint::{Diagnostic, Rule, Scope, Severity, quoted};
use crate::references::Kind;

pub(super) static UNUSED_AGENT: Rule = Rule {
    code: "unused-agent",
    summary: "No document names the agent",
    severity: Severity::Hint,
    scope: Scope::CrossFile,
    enabled: false,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some((definition, range)) = subject.definition() else { return };
    let mut referring = subject.fleet.referring(Kind::Agent, &definition.name);
    let named = definition.kind != Kind::Agent || referring.any(|path| &**path != subject.path);
    if named || !subject.fleet.is_complete() {
        return;
    }
    let diagnostic =
        Diagnostic::new(&UNUSED_AGENT, range, format!("no other file names {}", quoted(&definition.name)));
    found.push(diagnostic.advice("The tool can still choose it by its description, and people can call it."));
}
