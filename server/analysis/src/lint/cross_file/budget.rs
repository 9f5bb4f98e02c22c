//! Descriptions that use too much of the tool's budget for all of them together.

use super::CrossFileLint;
use crate::index::{budget, tokens};
use crate::lint::{Diagnostic, Rule, RuleScope, Severity};
use crate::syntax::yaml::Node;

pub(super) static DESCRIPTION_BUDGET: Rule = Rule {
    code: "description-budget",
    summary: "All descriptions together are too long, and this one takes more than its share",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) fn lint_budget(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(kind), Some((definition, _))) = (subject.counting(), subject.definition()) else { return };
    let Some(most) = budget(definition).map(|most| most as usize) else { return };
    let (all, own) = (subject.index.spent(subject.path), tokens(definition));
    // If the total is too long, at least one exceeds its equal share.
    if all.tokens <= most || own.saturating_mul(all.count) <= most {
        return;
    }
    let root = subject.document.front_matter().and_then(|front| front.yaml.root.as_ref());
    let value = root.and_then(|root: &Node| root.entry("description")).map(|entry| entry.value.span.clone());
    let advice = format!(
        "The {} agents here take about {} tokens together, and {} warns from {} on. This one takes about {own}, an equal share \
         is {}. Shorten it: what only the agent itself needs belongs below the front matter.",
        all.count,
        thousands(all.tokens),
        kind.tool,
        thousands(most),
        most / all.count.max(1),
    );
    let clause = "all descriptions together exceed the budget";
    found.extend(value.map(|range| Diagnostic::new(&DESCRIPTION_BUDGET, range, clause).advice(advice)));
}

/// Formats a number of thousands: `15.6k`.
fn thousands(number: usize) -> String {
    format!("{}.{}k", number / 1000, number % 1000 / 100)
}
