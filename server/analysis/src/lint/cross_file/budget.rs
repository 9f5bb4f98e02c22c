//! Descriptions that are cut, or use too much of the tool's budget for all of them together.

use super::CrossFileLint;
use crate::code_span::code_span;
use crate::index::{Budget, BudgetUnit, used};
use crate::lint::{Diagnostic, Rule, RuleScope, Severity};
use crate::syntax::yaml::Node;

pub(super) static DESCRIPTION_BUDGET: Rule = Rule {
    code: "description-budget",
    summary: "A description is longer than what is listed of it, or takes more than its share of what all may take together",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) fn lint_budget(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(kind), Some((definition, _))) = (subject.counting(), subject.definition()) else { return };
    let root = subject.document.front_matter().and_then(|front| front.yaml.root.as_ref());
    let entry = |key: &str| root.and_then(|root: &Node| root.entry(key));
    if let (Some(listing), Some(listed)) = (&kind.listing, definition.listed)
        && listed > listing.each
    {
        let keys: Vec<_> = listing.keys.iter().filter(|key| entry(key).is_some()).collect();
        let named: Vec<_> = keys.iter().map(|key| code_span(key).to_string()).collect();
        let last = keys.last().and_then(|key| entry(key)).map(|entry| entry.value.span.clone());
        let clause = format!("{} cuts this description after {} characters", kind.tool, listing.each);
        let (named, have) = (named.join(" and "), if named.len() == 1 { "has" } else { "have" });
        let advice = format!(
            "{named} {have} {listed}. Put first when to use the {}, and move the rest below the front matter.",
            crate::lint::noun(kind)
        );
        found.extend(last.map(|range| Diagnostic::new(&DESCRIPTION_BUDGET, range, clause).advice(advice)));
        return;
    }
    let Some((Budget { most, unit }, own)) = used(subject.path, definition) else { return };
    let all = subject.index.spent(definition.kind, subject.path);
    // If the total is too long, at least one exceeds its equal share.
    if all.size <= most || own.saturating_mul(all.count) <= most {
        return;
    }
    let value = entry("description").map(|entry| entry.value.span.clone());
    let (count, share) = (all.count, most / all.count.max(1));
    let (sum, limit) = (thousands(all.size), thousands(most));
    let tool = &kind.tool;
    let (clause, advice) = match unit {
        BudgetUnit::Tokens => (
            "all descriptions together exceed the budget".to_owned(),
            format!(
                "The {count} agents here take about {sum} tokens together, and {tool} warns from {limit} on. This one takes about \
                 {own}, an equal share is {share}. Shorten it: what only the agent itself needs belongs below the front matter."
            ),
        ),
        BudgetUnit::Characters => {
            let window = kind.listing.as_ref().map(|listing| listing.window.as_str()).unwrap_or_default();
            (
                format!("{tool} may list this skill without its description"),
                format!(
                    "The names and descriptions of the {count} skills here take {sum} characters, and {tool} lists {limit} of them \
                     at a context window of {window}. This one takes {own}, an equal share is {share}. Shorten it, or let only \
                     the user start skills that Claude need not choose (`disable-model-invocation`)."
                ),
            )
        }
    };
    found.extend(value.map(|range| Diagnostic::new(&DESCRIPTION_BUDGET, range, clause).advice(advice)));
}

/// Formats a number of thousands: `15.6k`.
fn thousands(number: usize) -> String {
    format!("{}.{}k", number / 1000, number % 1000 / 100)
}
