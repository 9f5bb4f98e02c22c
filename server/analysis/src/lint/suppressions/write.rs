//! Suppressions as edits: the ways to write one, not all of which work everywhere.

use super::read::{Directive, directives};
use crate::document::Document;
use crate::lint::{Diagnostic, Replacement};
use crate::syntax::frontmatter::FrontMatter;

/// Returns the possible edits to suppress a diagnostic and all others of its rule on its line, the best first.
pub(crate) fn for_line(document: &Document, found: &Diagnostic) -> Vec<Replacement> {
    let text = &document.text;
    let number = text.line_at(found.range.start);
    if let Some(more) = listed(document, found, |it| it.is_for(number)) {
        return vec![more];
    }
    let (range, line) = (text.line_range(number), text.line(number));
    let said = format!("agentls: ignore[{}]", found.rule.code);
    let end = range.start + line.trim_end().len();
    let indentation = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
    let newline = text.line_break();
    let insert = |at: usize, text: String| Replacement { range: at..at, text };
    if found.range.start < document.syntax.body_start() {
        let above = insert(range.start, format!("{indentation}# {said}{newline}"));
        let behind = insert(end, format!(" # {said}"));
        let content = document.front_matter().map_or(0, |front| front.content.start);
        // Above the dashes it would be no comment, and after them they would be no dashes.
        if range.start < content { Vec::new() } else { vec![above, behind] }
    } else {
        let behind = insert(end, format!(" <!-- {said} -->"));
        let above = insert(range.start, format!("{indentation}<!-- {said} -->{newline}"));
        vec![behind, above]
    }
}

/// Returns the possible edits to suppress all diagnostics of a rule in the file, the best first.
pub(crate) fn for_file(document: &Document, found: &Diagnostic) -> Vec<Replacement> {
    if let Some(more) = listed(document, found, Directive::is_for_all) {
        return vec![more];
    }
    let said = format!("agentls: ignore-file[{}]", found.rule.code);
    let front = document.front_matter();
    let whole = front.is_some_and(FrontMatter::is_whole_file);
    let opened = |front: &&FrontMatter| whole || !front.open.is_empty() && front.close.is_some();
    let newline = document.text.line_break();
    let top = front.filter(opened).map(|front| Replacement {
        range: front.content.start..front.content.start,
        text: format!("# {said}{newline}"),
    });
    let start = document.syntax.body_start();
    // Unclosed front matter may end in the middle of a line.
    let amid = start > document.text.line_start(document.text.line_at(start));
    let lead = if amid { newline } else { "" };
    let body = Replacement { range: start..start, text: format!("{lead}<!-- {said} -->{newline}") };
    top.into_iter().chain(Some(body).filter(|_| !whole)).collect()
}

/// Returns the edit that appends the code to those of an existing suppression.
fn listed(
    document: &Document,
    found: &Diagnostic,
    suits: impl Fn(&Directive) -> bool,
) -> Option<Replacement> {
    let directives = directives(document);
    let codes = &directives.iter().find(|it| it.fault.is_none() && suits(it))?.codes;
    let (last, _) = codes.last()?;
    Some(Replacement { range: last.end..last.end, text: format!(", {}", found.rule.code) })
}
