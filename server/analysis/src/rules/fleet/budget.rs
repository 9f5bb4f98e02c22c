//! Descriptions that take more of the tool's attention than it gives to all of them together.

use super::Subject;
use crate::fleet::{budget, tokens};
use crate::rules::{Diagnostic, Rule, Severity};
use crate::syntax::yaml::Node;

pub(super) static DESCRIPTION_BUDGET: Rule = Rule {
    code: "description-budget",
    summary: "all descriptions together are too long, and this is one of the long ones",
    severity: Severity::Hint,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(kind), Some((definition, _))) = (subject.counting(), subject.definition()) else { return };
    let Some(most) = budget(definition).map(|most| most as usize) else { return };
    let (all, own) = (subject.fleet.spent(subject.path), tokens(definition));
    // Only those are told that take more than twice their share: there is most to win.
    if all.tokens <= most || own.saturating_mul(all.count) <= most.saturating_mul(2) {
        return;
    }
    let root = subject.document.front_matter().and_then(|front| front.yaml.root.as_ref());
    let value = root.and_then(|root: &Node| root.entry("description")).map(|entry| entry.value.span.clone());
    let message = format!(
        "{} warns when the descriptions of all agents together take more than about {most} tokens. Here they take about {}, \
         those of {} agents, and this one alone about {own}. Shorten it: what the agent itself has to know belongs below the \
         front matter.",
        kind.tool, all.tokens, all.count
    );
    found.extend(value.map(|range| Diagnostic::new(&DESCRIPTION_BUDGET, range, message)));
}
