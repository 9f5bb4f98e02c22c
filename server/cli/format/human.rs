//! A finding as an excerpt of its source with carets.

use std::io::{self, Write};

use agentls_analysis::rules::Severity;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::cli::files::slashed;
use crate::cli::finding::{Finding, Report};

/// Writes the findings of a file, each with an empty line behind it.
pub(super) fn write(report: &Report, styled: bool, out: &mut impl Write) -> io::Result<()> {
    let path = slashed(&report.path);
    report
        .findings
        .iter()
        .try_for_each(|found| writeln!(out, "{}\n", excerpt(&path, &report.text, found, styled)))
}

/// The excerpt, in several lines, with colours if wanted.
fn excerpt(path: &str, text: &str, found: &Finding, styled: bool) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::INFO.with_name("hint"),
    };
    let mut snippet =
        Snippet::source(text).path(path).annotation(AnnotationKind::Primary.span(found.range.clone()));
    if let Some((range, message)) = &found.related {
        snippet = snippet.annotation(AnnotationKind::Context.span(range.clone()).label(message));
    }
    let report = [level.primary_title(&found.message).id(found.code).element(snippet)];
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&report)
}
