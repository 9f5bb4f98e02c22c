//! Front matter that does not begin or end where tools look for it, or is not a mapping.

use std::ops::Range;

use crate::code_span::code_span;
use crate::lint::fix::Fix;
use crate::lint::fixes::lines::own_line;
use crate::lint::subject::LintContext;
use crate::lint::{Diagnostic, Rule, RuleScope, Severity};
use crate::syntax::frontmatter::Problem;
use crate::syntax::yaml::Value;

pub(in crate::lint) static RULES: &[&Rule] = &[&DISPLACED, &UNOPENED, &UNCLOSED, &TOO_LONG, &NOT_A_MAPPING];

static DISPLACED: Rule = Rule {
    code: "front-matter-displaced",
    summary: "Text before the opening `---`",
    severity: Severity::Error,
    scope: RuleScope::Document,
    enabled: true,
};
static UNOPENED: Rule = Rule {
    code: "front-matter-unopened",
    summary: "The opening `---` is missing",
    severity: Severity::Error,
    scope: RuleScope::Document,
    enabled: true,
};
static UNCLOSED: Rule = Rule {
    code: "front-matter-unclosed",
    summary: "The closing `---` is missing",
    severity: Severity::Error,
    scope: RuleScope::Document,
    enabled: true,
};
pub(in crate::lint) static TOO_LONG: Rule = Rule {
    code: "front-matter-too-long",
    summary: "The front matter is too long to be checked",
    severity: Severity::Information,
    scope: RuleScope::Document,
    enabled: true,
};
static NOT_A_MAPPING: Rule = Rule {
    code: "not-a-mapping",
    summary: "The front matter is not a mapping",
    severity: Severity::Error,
    scope: RuleScope::Document,
    enabled: true,
};

pub(in crate::lint) fn lint_delimiters(subject: &LintContext<'_>, found: &mut Vec<Diagnostic>) {
    for problem in &subject.front.problems {
        found.push(describe_problem(subject, problem).with_fixes(fix(subject, problem)));
    }
    not_a_mapping(subject, found);
}

fn describe_problem(subject: &LintContext<'_>, problem: &Problem) -> Diagnostic {
    let open = &subject.front.open;
    match problem {
        Problem::Displaced(before) => {
            Diagnostic::new(&DISPLACED, before.clone(), "text before the opening `---`")
                .advice("Front matter must start at the first character of the file.")
        }
        Problem::Unopened(line) => Diagnostic::new(&UNOPENED, line.clone(), "no opening `---`")
            .advice("Start the front matter with a line of three dashes."),
        Problem::NearOpen(line) => {
            let written = subject.text.slice(line.clone());
            let advice = if written == "+++" {
                "No tool reads TOML there: write YAML, between lines of three dashes."
            } else {
                "Write exactly three dashes above and below the front matter."
            };
            let clause = format!("{} is not an opening `---`", code_span(shorten(&written)));
            Diagnostic::new(&UNOPENED, line.clone(), clause).advice(advice)
        }
        Problem::Unclosed(line) => Diagnostic::new(&UNCLOSED, line.clone(), "no closing `---`")
            .advice("Add a line of three dashes below this one.")
            .related(open.clone(), "It is opened here."),
        Problem::NearClose(line) => {
            let written = shorten(&subject.text.slice(line.clone()));
            let (clause, advice) = match written.as_str() {
                "---" => ("indented closing `---`".to_owned(), "Move it to column 1."),
                _ => (
                    format!("{} is not a closing `---`", code_span(written)),
                    "Write exactly three dashes at the start of the line.",
                ),
            };
            Diagnostic::new(&UNCLOSED, line.clone(), clause)
                .advice(advice)
                .related(open.clone(), "The front matter is opened here.")
        }
        Problem::TooLong(line) => {
            Diagnostic::new(&TOO_LONG, line.clone(), "no closing `---` in the first 64 KB")
                .advice("agentls looks no further.")
        }
    }
}

fn fix(subject: &LintContext<'_>, problem: &Problem) -> Option<Fix> {
    let text = subject.text;
    match problem {
        Problem::Displaced(before) => displaced(subject, before),
        Problem::Unopened(line) => {
            let fix = Fix::new("Open the front matter with `---`");
            Some(
                fix.insert(line.start, format!("---{}", subject.text.line_break())).preferred().safe_if(true),
            )
        }
        // Text becomes effective that was not: needs review.
        Problem::NearOpen(line) => {
            let close = subject.front.close.clone().filter(|_| text.slice(line.clone()) != "+++")?;
            let fix = Fix::new("Write `---` above and below the front matter").replace(line.clone(), "---");
            let close = Some(close).filter(|close| text.slice(close.clone()) != "---");
            Some(close.into_iter().fold(fix, |fix, close| fix.replace(close, "---")).preferred())
        }
        Problem::Unclosed(_) => {
            let end = subject.front.content.end;
            // Directly above prose the end is a guess.
            let clear = end == text.len() || text.line(text.line_at(end)).trim().is_empty();
            let fix = Fix::new("Close the front matter with `---`");
            Some(fix.insert(end, own_line(subject, end, "---")).preferred().safe_if(clear))
        }
        Problem::NearClose(line) => {
            let written = text.slice(line.clone());
            let meant = written == "..." || written == "—" || written.bytes().all(|byte| byte == b'-');
            let line = text.line_range(text.line_at(line.start));
            Some(Fix::new("Write exactly `---`").replace(line, "---").preferred().safe_if(meant))
        }
        Problem::TooLong(_) => None,
    }
}

/// Fixes displaced front matter: removes whitespace before it; moves a comment below it, into the body.
fn displaced(subject: &LintContext<'_>, before: &Range<usize>) -> Option<Fix> {
    let written = subject.text.slice(before.clone());
    let comment = written.trim_matches(|char: char| char.is_whitespace() || char == '\u{feff}');
    if comment.is_empty() {
        let fix = Fix::new("Remove what stands before the front matter");
        return Some(fix.replace(before.clone(), "").preferred().safe_if(true));
    }
    let end = subject.front.end;
    subject.front.close.as_ref()?;
    let fix = Fix::new("Move the comment below the front matter").replace(before.clone(), "");
    Some(fix.insert(end, own_line(subject, end, comment)).preferred())
}

fn not_a_mapping(subject: &LintContext<'_>, found: &mut Vec<Diagnostic>) {
    if let Some(root) = subject.front.yaml.root.as_ref().filter(|_| subject.front.yaml.faults.is_empty())
        && matches!(root.value, Value::Scalar(_) | Value::Sequence(_) | Value::Alias)
        && !root.is_empty()
        && !(subject.kind.list && matches!(root.value, Value::Sequence(_)))
    {
        let diagnostic =
            Diagnostic::new(&NOT_A_MAPPING, root.span.clone(), "the front matter is not a mapping");
        found.push(diagnostic.advice("Write one `key: value` on each line."));
    }
}

fn shorten(text: &str) -> String {
    if text.chars().count() > 8 { text.chars().take(6).chain(['…']).collect() } else { text.to_owned() }
}
