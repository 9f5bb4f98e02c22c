//! Front matter that does not begin or end where tools look for it, or holds no mapping.

use super::subject::Subject;
use super::{Diagnostic, Rule, Severity};
use crate::syntax::frontmatter::Problem;
use crate::syntax::yaml::Value;

pub(super) static RULES: &[&Rule] = &[&DISPLACED, &UNOPENED, &UNCLOSED, &TOO_LONG, &NOT_A_MAPPING];

static DISPLACED: Rule = Rule {
    code: "front-matter-displaced",
    summary: "Something stands before the front matter",
    severity: Severity::Error,
};
static UNOPENED: Rule = Rule {
    code: "front-matter-unopened",
    summary: "The opening `---` is missing",
    severity: Severity::Error,
};
static UNCLOSED: Rule = Rule {
    code: "front-matter-unclosed",
    summary: "The closing `---` is missing",
    severity: Severity::Error,
};
static TOO_LONG: Rule = Rule {
    code: "front-matter-too-long",
    summary: "The front matter is too long to be checked",
    severity: Severity::Information,
};
static NOT_A_MAPPING: Rule = Rule {
    code: "not-a-mapping",
    summary: "The front matter is not a list of `key: value` lines",
    severity: Severity::Error,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let open = &subject.front.open;
    for problem in &subject.front.problems {
        found.push(match problem {
            Problem::Displaced(before) => Diagnostic::new(
                &DISPLACED,
                before.clone(),
                "The front matter has to start at the first character of the file. Remove what stands before the \
                 opening `---`.",
            ),
            Problem::Unopened(line) => Diagnostic::new(
                &UNOPENED,
                line.clone(),
                "The opening `---` is missing: the front matter has to start with a line of three dashes.",
            ),
            Problem::Unclosed(line) => Diagnostic::new(
                &UNCLOSED,
                line.clone(),
                "The front matter is not closed. Write a line of three dashes, `---`, below this one.",
            )
            .related(open.clone(), "It is opened here."),
            Problem::NearClose(line) => Diagnostic::new(
                &UNCLOSED,
                line.clone(),
                format!(
                    "`{}` does not close the front matter in every tool. Write exactly three dashes, `---`, at the \
                     start of the line.",
                    shorten(&subject.text.slice(line.clone()))
                ),
            )
            .related(open.clone(), "The front matter is opened here."),
            Problem::TooLong(line) => Diagnostic::new(
                &TOO_LONG,
                line.clone(),
                "No closing `---` was found in the first 64 KB. agentls looks no further.",
            ),
        });
    }
    not_a_mapping(subject, found);
}

fn not_a_mapping(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if let Some(root) = subject.front.yaml.root.as_ref().filter(|_| subject.front.yaml.faults.is_empty())
        && matches!(root.value, Value::Scalar(_) | Value::Sequence(_) | Value::Alias)
        && !root.is_empty()
        && !(subject.kind.list && matches!(root.value, Value::Sequence(_)))
    {
        let message =
            "The front matter has to be a list of `key: value` lines; this is not one, so no key is read.";
        found.push(Diagnostic::new(&NOT_A_MAPPING, root.span.clone(), message));
    }
}

fn shorten(text: &str) -> String {
    if text.chars().count() > 8 { text.chars().take(6).chain(['…']).collect() } else { text.to_owned() }
}
