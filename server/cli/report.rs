//! A finding as an excerpt of its source with carets.

use std::path::Path;

use agentls_analysis::rules::{Diagnostic, Severity};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// The excerpt, in several lines, with colours if wanted.
pub(crate) fn excerpt(path: &Path, text: &str, found: &Diagnostic, styled: bool) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::INFO.with_name("hint"),
    };
    let path = path.to_string_lossy();
    let mut snippet =
        Snippet::source(text).path(&*path).annotation(AnnotationKind::Primary.span(found.range.clone()));
    if let Some((range, message)) = &found.related {
        snippet = snippet.annotation(AnnotationKind::Context.span(range.clone()).label(message));
    }
    let report = [level.primary_title(&found.message).id(found.rule.code).element(snippet)];
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&report)
}
