//! What the author of a body did not mean: hidden characters, and a code fence that swallows the rest.

use std::ops::Range;

use super::CrossFileLint;
use crate::lint::rules::hidden;
use crate::lint::{Diagnostic, Fix, Rule, RuleScope, Severity};
use crate::syntax::lines::lines;

pub(super) static UNCLOSED_FENCE: Rule = Rule {
    code: "unclosed-fence",
    summary: "A code fence is never closed and swallows headings",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: true,
};

/// Languages of documents, which have headings themselves.
const DOCUMENTS: &[&str] = &["markdown", "md", "mdx"];

/// Maximum size of the rest of a text in which headings are looked for, in bytes.
const LONGEST: usize = 64 * 1024;

pub(super) fn lint_slips(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    hidden::lint_body(subject.document, found);
    found.extend(swallowed(subject));
}

/// Reports an unclosed fence with a heading and prose after it.
fn swallowed(subject: &CrossFileLint<'_>) -> Option<Diagnostic> {
    let text = &subject.document.text;
    let open = subject.document.sections().unclosed_fence()?;
    let line = text.slice(open.clone());
    let marks: String = line.chars().take_while(|c| matches!(c, '`' | '~')).collect();
    let language = line.get(marks.len()..)?.split_whitespace().next().unwrap_or_default();
    if DOCUMENTS.iter().any(|document| language.eq_ignore_ascii_case(document)) {
        return None;
    }
    let rest = text.slice(open.end..text.len().min(open.end + LONGEST));
    let heading = heading_of_prose(&rest, open.end)?;
    let number = text.line_at(heading.start) + 1;
    let at = text.line_start(text.line_at(heading.start));
    let end = text.line_break();
    let close = Fix::new(format!("Close the fence above line {number}"));
    let close = close.insert(at, format!("{marks}{end}{end}"));
    // A fence without a language may be left over from another one.
    let remove = || Fix::new("Remove the fence").replace(open.clone(), "");
    let fixes: Vec<_> = [close].into_iter().chain(language.is_empty().then(remove)).collect();
    let advice = format!("Close it above the heading in line {number}, or remove it if it is left over.");
    let clause = "all text below is code: this fence is never closed";
    let diagnostic = Diagnostic::new(&UNCLOSED_FENCE, open, clause).advice(advice);
    Some(diagnostic.related(heading, "This is no heading.").with_fixes(fixes))
}

/// Returns the first heading that is one for sure: below an empty line, of the second level or deeper, and with a
/// sentence after it. In many languages a `#` starts a comment.
fn heading_of_prose(text: &str, base: usize) -> Option<Range<usize>> {
    let (mut empty, mut heading) = (false, None);
    for line in lines(text, base) {
        let written = line.text.trim();
        let marks = written.len() - written.trim_start_matches('#').len();
        if marks > 0 {
            let title =
                line.text.get(marks..).is_some_and(|rest| rest.starts_with(' ') && !rest.trim().is_empty());
            let is_heading = empty && title && (2..=6).contains(&marks) && line.text.starts_with('#');
            heading = is_heading.then(|| line.trimmed());
        } else if is_sentence(written) && heading.is_some() {
            return heading;
        } else if !written.is_empty() {
            heading = None;
        }
        empty = written.is_empty();
    }
    None
}

/// Whether a line is prose: words, a capital at the start, and the end of a sentence; or an item of a list with words.
fn is_sentence(line: &str) -> bool {
    let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
    let words = item.unwrap_or(line).trim_start_matches('*');
    let capital = words.starts_with(|c: char| c.is_uppercase());
    let ends = item.is_some() || words.ends_with(['.', ':', '!', '?']);
    capital && ends && words.split_whitespace().count() >= 3
}
