//! Values that YAML cuts off at a `#`.

use std::ops::Range;

use crate::code_span::code_span;
use crate::dialect::{Field, Type};
use crate::lint::fix::Fix;
use crate::lint::subject::{LintContext, key_of};
use crate::lint::{Diagnostic, Rule, RuleScope, Severity};
use crate::palette;
use crate::quote::enclosed;
use crate::syntax::yaml::{Entry, Scalar, Style};

pub(in crate::lint) static RULES: &[&Rule] = &[&COMMENT_CUTS_VALUE];

static COMMENT_CUTS_VALUE: Rule = Rule {
    code: "comment-cuts-value",
    summary: "A value ends at ` #`, where a comment starts",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};

pub(in crate::lint) fn lint_comments(
    subject: &LintContext<'_>,
    entry: &Entry,
    field: &Field,
    found: &mut Vec<Diagnostic>,
) {
    let plain = |scalar: &Scalar| scalar.style == Style::Plain;
    if !is_prose(field) || !entry.value.scalar().is_some_and(plain) {
        return;
    }
    let Some(comment) = behind(subject, entry) else { return };
    let text = subject.front.text_at(comment.clone());
    // An intended comment starts with a space, except in the middle of a sentence.
    let meant = text.starts_with("# ");
    if meant && !field.required {
        return;
    }
    let key = key_of(entry, field);
    let clause =
        format!("{} ends at ` #`, where a comment starts", code_span(super::super::shortened(key, 24)));
    let start = if entry.value.span.is_empty() { comment.start } else { entry.value.span.start };
    let whole = enclosed(subject.front.text_at(start..comment.end));
    let fix =
        Fix::new(format!("Put the value of {} in quotes", code_span(key))).replace(start..comment.end, whole);
    // With a space after the `#`, the author may have meant a comment all the same.
    let fix = if meant { fix } else { fix.preferred().safe_if(true) };
    let diagnostic =
        Diagnostic::new(&COMMENT_CUTS_VALUE, comment, clause).advice("Quote the value.").with_fixes([fix]);
    found.push(if entry.value.span.is_empty() {
        diagnostic
    } else {
        diagnostic.related(entry.value.span.clone(), "Only this is read.")
    });
}

/// Whether a field is free text, in which a `#` may appear.
fn is_prose(field: &Field) -> bool {
    field.types.contains(&Type::String)
        && field.values.is_none()
        && field.format.is_none()
        && !palette::is_color(field)
}

/// Returns the comment after the value of an entry, or after its colon, on the same line.
pub(in crate::lint) fn behind(subject: &LintContext<'_>, entry: &Entry) -> Option<Range<usize>> {
    let front = subject.front;
    let end = entry.span().end;
    let rest = front.text_at(end..front.content.end);
    let line = rest.get(..rest.find(['\n', '\r']).unwrap_or(rest.len()))?;
    let at = end + line.find('#')?;
    let gap = front.text_at(end..at);
    let value_or_colon = gap.trim_matches([' ', '\t']);
    let comment = front.yaml.comments.iter().find(|comment| comment.start == at).cloned();
    // Comments of recovered entries are not listed.
    let listed = comment.unwrap_or(at..end + line.trim_end().len());
    (matches!(value_or_colon, "" | ":") && gap.ends_with([' ', '\t'])).then_some(listed)
}
