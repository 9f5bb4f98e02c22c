//! Characters that hide text from people, but not from models.

use std::ops::Range;

use crate::code_span::code_start;
use crate::dialect::Field;
use crate::document::Document;
use crate::lint::fix::Fix;
use crate::lint::subject::LintContext;
use crate::lint::{Diagnostic, Rule, RuleScope, Severity};
use crate::printable::unseen::{Unseen, spelled, unseen_runs};
use crate::syntax::yaml::{Entry, Node, Value};

pub(in crate::lint) static RULES: &[&Rule] = &[&HIDDEN_TEXT];

static HIDDEN_TEXT: Rule = Rule {
    code: "hidden-text",
    summary: "Characters that are not shown hide or reorder text",
    severity: Severity::Warning,
    scope: RuleScope::CrossFile,
    enabled: true,
};

/// Maximum number of runs that are reported of a body.
const MOST: usize = 100;

/// A longer run without width carries something.
const LONGEST_STRAY: usize = 8;

/// Reports those of a value in the front matter.
pub(in crate::lint) fn lint_hidden(
    subject: &LintContext<'_>,
    entry: &Entry,
    field: &Field,
    found: &mut Vec<Diagnostic>,
) {
    let scalar = |node: &Node| matches!(node.value, Value::Scalar(_));
    if !scalar(&entry.value) && !entry.value.items().iter().all(scalar) || !entry.value.entries().is_empty() {
        return;
    }
    let span = entry.value.span.clone();
    let text = subject.front.text_at(span.clone());
    for run in unseen_runs(text).into_iter().take(MOST) {
        let hidden = text.get(run.clone()).unwrap_or_default();
        let range = span.start + run.start..span.start + run.end;
        let diagnostic = describe_run(hidden, range);
        found.push(match field.name.as_str() {
            "name" => in_name(diagnostic),
            _ => diagnostic,
        });
    }
}

/// Reports those of the body.
pub(in crate::lint) fn lint_body(document: &Document, found: &mut Vec<Diagnostic>) {
    let runs = document.sections().unseen();
    // A byte order mark may begin a text.
    let runs = runs.filter(|run| *run != (0..'\u{feff}'.len_utf8()));
    found.extend(runs.take(MOST).map(|run| describe_run(&document.text.slice(run.clone()), run)));
}

fn describe_run(hidden: &str, range: Range<usize>) -> Diagnostic {
    let clause = match Unseen::of_run(hidden) {
        Unseen::Message => "models read a text here that is not shown",
        Unseen::Direction => "models read this line in another order than it is shown",
        Unseen::NoWidth => "models read characters here that are not shown",
    };
    let stray = Unseen::of_run(hidden) == Unseen::NoWidth && hidden.chars().count() <= LONGEST_STRAY;
    let advice = format!("Remove {}.", list_characters(hidden));
    let fix = Fix::new("Remove the hidden characters").replace(range.clone(), "").preferred().safe_if(true);
    let mut diagnostic = Diagnostic::new(&HIDDEN_TEXT, range, clause)
        .advice(advice)
        .severity(if stray { Severity::Information } else { Severity::Warning })
        .with_fixes([fix]);
    diagnostic.notes.extend(spelled(hidden).map(|text| format!("It says {}.", code_start(&text, 60))));
    diagnostic
}

/// The same in a name, which is another name without the characters.
fn in_name(mut diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.fixes.iter_mut().for_each(|fix| fix.safe = false);
    let advice = std::mem::take(&mut diagnostic.advice);
    let (range, fixes) = (diagnostic.range, diagnostic.fixes);
    Diagnostic::new(&HIDDEN_TEXT, range, "calls by the name as it is shown do not find this file")
        .advice(advice)
        .with_fixes(fixes)
}

/// Lists the characters of a run by their code points, each once.
fn list_characters(hidden: &str) -> String {
    const MOST_LISTED: usize = 4;
    let mut codes: Vec<char> = Vec::new();
    for c in hidden.chars() {
        if !codes.contains(&c) {
            codes.push(c);
        }
        if codes.len() > MOST_LISTED {
            return format!("the {} characters", hidden.chars().count());
        }
    }
    codes.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect::<Vec<_>>().join(", ")
}
