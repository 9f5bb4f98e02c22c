//! Completion of link destinations and imports: paths of known documents, and headings.

use std::ops::Range;

use super::{Completion, CompletionKind};
use crate::document::Document;
use crate::index::{AgentIndex, import_base};
use crate::links::{LinkForm, percent_decoded, relative, relative_import, resolve};
use crate::markup::Markup;

/// A placeholder destination for a link that is being typed.
const PROBE: &str = "probe.md";

/// Returns the completions of a link destination at an offset; `None` outside one.
pub(super) fn paths(document: &Document, offset: usize, index: &AgentIndex) -> Option<Vec<Completion>> {
    let from = document.path.as_deref()?;
    if let Some(word) = import_slot(document, offset) {
        let base = import_base(from, document);
        return Some(files(from, index, &word, offset, |path| relative_import(&base, path)));
    }
    let whole = slot(document, offset)?;
    let written = document.text.slice(whole.start..offset);
    if let Some((path, _)) = written.split_once('#') {
        let word = whole.start + path.len() + 1..whole.end;
        return Some(headings(document, from, path, index, &word, offset));
    }
    let text = document.text.slice(whole.clone());
    let word = whole.start..whole.start + text.find('#').unwrap_or(text.len());
    Some(files(from, index, &word, offset, |path| relative(from, path)))
}

/// Returns the known documents of the project, as `written` writes their paths, the nearest first.
fn files(
    from: &str,
    index: &AgentIndex,
    word: &Range<usize>,
    offset: usize,
    written: impl Fn(&str) -> String,
) -> Vec<Completion> {
    let mut found: Vec<_> = index
        .iter()
        .map(|(path, _)| &**path)
        .filter(|path| *path != from && index.shares_project(path, from))
        .map(|path| (written(path), path))
        .collect();
    found.sort_by_cached_key(|(link, _)| (link.matches('/').count(), link.clone()));
    let item = |(link, path): (String, &str)| {
        let definition = index.get(path).and_then(|summary| summary.definition());
        let detail = definition.and_then(|found| found.description.as_deref()).map(crate::ide::first_words);
        completion(link, CompletionKind::File, detail, word, offset)
    };
    found.into_iter().map(item).collect()
}

/// Returns the bytes of the path being typed behind `@`, if it would be an import once typed.
fn import_slot(document: &Document, offset: usize) -> Option<Range<usize>> {
    document.imports().filter(|_| offset >= document.syntax.body_start())?;
    let line = document.text.line_range(document.text.line_at(offset));
    let text = document.text.slice(line.clone());
    let (before, behind) = text.split_at_checked(offset.checked_sub(line.start)?)?;
    let at = before
        .rfind('@')
        .filter(|at| !before.get(*at..).unwrap_or_default().contains(char::is_whitespace))?;
    let start = line.start + at + 1;
    let end = offset + behind.find(char::is_whitespace).unwrap_or(behind.len());
    let probed = document.replaced(std::iter::once((start..end, PROBE)));
    let is_import = probed.links().any(|(range, link)| {
        matches!(link.form, LinkForm::Import { .. }) && range == (start..start + PROBE.len())
    });
    is_import.then_some(start..end)
}

/// Returns the anchors of a document, in the order of its headings.
fn headings(
    document: &Document,
    from: &str,
    path: &str,
    index: &AgentIndex,
    word: &Range<usize>,
    offset: usize,
) -> Vec<Completion> {
    let sections = if path.is_empty() {
        Some(document.sections())
    } else {
        resolve(from, &percent_decoded(path)).and_then(|path| index.get(&path)).map(|summary| &summary.body)
    };
    let found = sections.into_iter().flat_map(|sections| &sections.anchors().names).map(|anchor| &**anchor);
    let item = |anchor: &str| completion(anchor.to_owned(), CompletionKind::Anchor, None, word, offset);
    found.filter(|anchor| !anchor.is_empty()).map(item).collect()
}

fn completion(
    text: String,
    kind: CompletionKind,
    detail: Option<String>,
    word: &Range<usize>,
    offset: usize,
) -> Completion {
    Completion {
        label: text.clone(),
        kind,
        detail,
        doc: Markup::default(),
        filter: text.clone(),
        text,
        snippet: false,
        insert: word.start..offset,
        replace: word.clone(),
    }
}

/// Returns the bytes of the destination being typed, if it would be one once typed.
fn slot(document: &Document, offset: usize) -> Option<Range<usize>> {
    if offset < document.syntax.body_start() {
        return None;
    }
    let line = document.text.line_range(document.text.line_at(offset));
    let text = document.text.slice(line.clone());
    let (before, behind) = text.split_at_checked(offset.checked_sub(line.start)?)?;
    let open = before.rfind("](")? + 2;
    let written = before.get(open..)?;
    let angle = written.starts_with('<');
    let ends = |char: char| if angle { char == '>' } else { char == ')' || char.is_whitespace() };
    if written.contains(ends) {
        return None;
    }
    let length = behind.find(ends).unwrap_or(behind.len());
    let start = line.start + open + usize::from(angle);
    let closed = behind.get(length..).is_some_and(|rest| rest.contains(')'));
    let tail = match (closed, angle) {
        (true, _) => "",
        (false, true) => ">)",
        (false, false) => ")",
    };
    // Text after an unclosed link on the line is not part of the destination.
    let end = offset + if closed { length } else { 0 };
    let probe = format!("{PROBE}{tail}");
    let probed = document.replaced(std::iter::once((start..end, probe.as_str())));
    let is_link = probed.sections().links().any(|(range, _)| range == (start..start + PROBE.len()));
    is_link.then_some(start..end)
}
