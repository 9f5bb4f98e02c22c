//! Skills that are longer than the specification advises.

use super::CrossFileLint;
use super::limits::first_line;
use crate::lint::{Diagnostic, Rule, RuleScope, Severity};

pub(super) static LONG_SKILL: Rule = Rule {
    code: "long-skill",
    summary: "The body of a skill is longer than advised",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) fn lint_length(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let Some(advice) = subject.document.body_advice().filter(|_| subject.document.is_long()) else { return };
    let (lines, tokens) = subject.document.body_size();
    let (size, most) = if lines > advice.lines {
        (format!("{lines} lines"), format!("{} lines", advice.lines))
    } else {
        (format!("about {tokens} tokens"), format!("{} tokens", advice.tokens))
    };
    let clause = format!("this skill fills the context with {size}");
    let text = format!(
        "The Agent Skills specification advises at most {most}. Move what is not always needed to files in \
         `references/`, and name them here."
    );
    found.push(Diagnostic::new(&LONG_SKILL, first_line(subject), clause).advice(text));
}
