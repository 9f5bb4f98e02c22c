//! Agents that no document references.

use super::CrossFileLint;
use crate::lint::{Diagnostic, Rule, RuleScope, Severity, quoted};
use crate::references::DefinitionKind;

pub(super) static UNUSED_AGENT: Rule = Rule {
    code: "unused-agent",
    summary: "No document names the agent",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: false,
};

pub(super) fn lint_unused(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let Some((definition, range)) = subject.definition() else { return };
    let mut referring = subject.index.referring(DefinitionKind::Agent, &definition.name);
    let named = definition.kind != DefinitionKind::Agent || referring.any(|path| &**path != subject.path);
    if named || !subject.index.is_complete() {
        return;
    }
    let diagnostic =
        Diagnostic::new(&UNUSED_AGENT, range, format!("no other file names {}", quoted(&definition.name)));
    found.push(diagnostic.advice("The tool can still choose it by its description, and people can call it."));
}
