//! Suppressions: comments that hide diagnostics.
//!
//! `# agentls: ignore[code] reason` in the front matter and `<!-- agentls: ignore[code] reason -->` in the body apply
//! to their line, or to the next one if they stand alone; with `ignore-file`, to the whole file.

mod read;
mod write;

use rustc_hash::FxHashSet;

use super::fix::Fix;
use super::similar::{Confidence, similar};
use super::{Diagnostic, Policy, Rule, RuleScope, Severity, Tag, did_you_mean, quoted, rules};
use crate::code_span::code_span;
use crate::document::Document;
use read::{Directive, directives};
pub(crate) use write::{for_file, for_line};

pub(super) static RULES: &[&Rule] = &[&INVALID_SUPPRESSION, &UNUSED_SUPPRESSION];

static INVALID_SUPPRESSION: Rule = Rule {
    code: "invalid-suppression",
    summary: "An ignore comment is malformed or names an unknown rule",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};
pub(super) static UNUSED_SUPPRESSION: Rule = Rule {
    code: "unused-suppression",
    summary: "An ignore comment ignores nothing",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};

/// Removes suppressed diagnostics.
pub(super) fn apply(document: &Document, found: &mut Vec<Diagnostic>) {
    if !found.is_empty() {
        leave_out(document, &directives(document), found);
    }
}

/// Removes suppressed diagnostics of the document alone, and reports unused suppressions.
pub(super) fn apply_and_check(document: &Document, policy: &Policy, found: &mut Vec<Diagnostic>) {
    let directives = directives(document);
    let used = leave_out(document, &directives, found);
    for (index, directive) in directives.iter().enumerate() {
        found.extend(invalid(directive));
        let unused: Vec<_> = (0..directive.codes.len())
            .filter(|code| !used.contains(&(index, *code)))
            .filter(|code| directive.codes.get(*code).is_some_and(|(_, code)| can_be_unused(code, policy)))
            .collect();
        found.extend(unused.iter().filter_map(|code| {
            let (range, code) = directive.codes.get(*code)?;
            let clause = format!("this comment ignores nothing: no {} here", quoted(code));
            let whole = unused.len() == directive.codes.len();
            let fix = whole
                .then(|| Fix::new("Remove the suppression").replace(directive.whole.clone(), "").preferred());
            let diagnostic = Diagnostic::new(&UNUSED_SUPPRESSION, range.clone(), clause).advice("Remove it.");
            Some(diagnostic.tag(Tag::Unnecessary).with_fixes(fix))
        }));
    }
}

/// Whether a suppression of that code can be reported as unused: not if the rule is off, or needs other files.
fn can_be_unused(code: &str, policy: &Policy) -> bool {
    let elsewhere = rules().any(|rule| rule.code == code && rule.scope == RuleScope::CrossFile);
    let off = policy.severities.get(code).is_some_and(Option::is_none);
    !elsewhere && !off && rules().any(|rule| rule.code == code)
}

/// Removes suppressed diagnostics. Returns the used suppressions, by their index and that of the code.
fn leave_out(
    document: &Document,
    directives: &[Directive],
    found: &mut Vec<Diagnostic>,
) -> FxHashSet<(usize, usize)> {
    let mut used = FxHashSet::default();
    if directives.is_empty() {
        return used;
    }
    found.retain(|found| {
        let line = document.text.line_at(found.range.start);
        let mut kept = true;
        for (index, directive) in directives.iter().enumerate().filter(|(_, it)| it.applies_to(line)) {
            for (number, _) in
                directive.codes.iter().enumerate().filter(|(_, (_, code))| code == found.rule.code)
            {
                used.insert((index, number));
                kept = false;
            }
        }
        kept
    });
    used
}

/// Returns the diagnostics for an invalid suppression.
fn invalid(directive: &Directive) -> Vec<Diagnostic> {
    if let Some((range, (clause, advice))) = &directive.fault {
        let diagnostic = Diagnostic::new(&INVALID_SUPPRESSION, range.clone(), clause.as_str());
        return vec![diagnostic.advice(advice.as_str())];
    }
    let unknown = directive.codes.iter().filter(|(_, code)| !rules().any(|rule| rule.code == code));
    unknown
        .map(|(range, code)| {
            let meant = similar(code, rules().map(|rule| rule.code), Confidence::Wrong);
            let hint = meant.map_or_else(|| "`agentls explain` lists all rules.".to_owned(), did_you_mean);
            let clause = format!("this comment ignores nothing: unknown rule {}", quoted(code));
            let fix = meant.map(|meant| {
                Fix::new(format!("Replace {} by {}", code_span(code), code_span(meant)))
                    .replace(range.clone(), meant)
                    .preferred()
            });
            Diagnostic::new(&INVALID_SUPPRESSION, range.clone(), clause).advice(hint).with_fixes(fix)
        })
        .collect()
}
