//! Bodies that are too large for agentls to analyse.

use std::ops::Range;

use super::CrossFileLint;
use crate::lint::{Diagnostic, Rule, RuleScope, Severity};
use crate::sections::Limit;
use crate::syntax::markdown::too_deep;

pub(super) static TOO_LARGE: Rule = Rule {
    code: "too-large",
    summary: "The body is too large to be checked",
    severity: Severity::Information,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) static TOO_DEEP: Rule = Rule {
    code: "too-deep",
    summary: "Quotes and lists are nested too deep for the body to be checked",
    severity: Severity::Information,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) fn lint_limits(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let Some(limit) = subject.document.sections().limit() else { return };
    let first = first_line(subject);
    found.push(match limit {
        Limit::Length => Diagnostic::new(&TOO_LARGE, first, "the body is longer than 2 MB")
            .advice("agentls does not look for references, links, headings and placeholders in it."),
        Limit::Count => {
            Diagnostic::new(&TOO_LARGE, first, "more than 10,000 references, links, headings, placeholders")
                .advice("agentls looks at none of them.")
        }
        Limit::Depth => Diagnostic::new(
            &TOO_DEEP,
            deepest(subject).unwrap_or(first),
            "more than 100 quotes and lists, one in the other",
        )
        .advice("agentls does not look for references, links, headings and placeholders in the body."),
    });
}

/// Returns the first nonempty line of the body.
pub(super) fn first_line(subject: &CrossFileLint<'_>) -> Range<usize> {
    let text = &subject.document.text;
    let first = text.line_at(subject.document.syntax.body_start());
    let lines = (first..text.line_count()).map(|line| text.line_range(line));
    lines.take(100).find(|line| !line.is_empty()).unwrap_or_default()
}

fn deepest(subject: &CrossFileLint<'_>) -> Option<Range<usize>> {
    let (text, start) = (&subject.document.text, subject.document.syntax.body_start());
    let found = too_deep(&text.slice(start..text.len()))?;
    Some(start + found.start..start + found.end)
}
