//! Texts that a place refuses to which files are uploaded, although the tool reads them.

use crate::code_span::code_span;
use crate::dialect::Field;
use crate::lint::subject::{LintContext, key_of};
use crate::lint::{Diagnostic, Rule, RuleScope, Severity, noun};
use crate::syntax::yaml::{Entry, Node};

pub(in crate::lint) static RULES: &[&Rule] = &[&REFUSED_UPLOAD];

static REFUSED_UPLOAD: Rule = Rule {
    code: "refused-upload",
    summary: "A text keeps the file from being uploaded",
    severity: Severity::Hint,
    scope: RuleScope::Document,
    enabled: true,
};

pub(in crate::lint) fn lint_uploads(
    subject: &LintContext<'_>,
    entry: &Entry,
    field: &Field,
    found: &mut Vec<Diagnostic>,
) {
    let (Some(refusal), Some(text)) = (&field.refused, Node::text(&entry.value)) else { return };
    if refusal.pattern.matches(text) {
        let (key, what) = (code_span(key_of(entry, field)), noun(subject.kind));
        let clause = format!("{} refuses a {what} with {} in {key}", refusal.by, refusal.pattern.doc);
        let diagnostic = Diagnostic::new(&REFUSED_UPLOAD, entry.value_range().clone(), clause);
        found.push(diagnostic.advice(format!("It cannot be uploaded there. {}", refusal.advice)));
    }
}
