//! Hover over patterns of files: how many files of the project match.

use std::ops::Range;

use super::{Context, Hover};
use crate::dialect::FileKind;
use crate::document::Document;
use crate::index::project_root;
use crate::markup::{Line, Markup};
use crate::matching::{FileList, FilePattern, LoadPatterns, MatchCount};

/// Returns the hover over a pattern that decides with which files a tool loads the document. The second part, about all
/// patterns together, is there if there are several.
pub(super) fn hover(
    document: &Document,
    offset: usize,
    kind: &FileKind,
    context: &Context<'_>,
) -> Option<Hover> {
    let load = LoadPatterns::from_document(document, kind)?;
    let touches = |range: &Range<usize>| range.start <= offset && offset <= range.end;
    let (range, pattern) = load.patterns.iter().find(|(range, _)| touches(range))?;
    let mut text = Markup::default();
    match load.undone_by {
        Some(key) => text.paragraph(not_counting(&load, key)),
        None => {
            let path = document.path.as_deref()?;
            let files = (context.files)(path)?;
            let matches = |patterns: &mut dyn Iterator<Item = &FilePattern>| {
                files.matches(patterns, project_root(path))
            };
            let own = matches(&mut std::iter::once(pattern));
            text.paragraph(describe(pattern, &own, &files));
            if load.selecting().nth(1).is_some() && !pattern.excludes() {
                let all = matches(&mut load.selecting());
                text.paragraph(Line::from(format!("All patterns together match {}.", number(&all))));
            }
        }
    }
    Some(Hover { range: range.clone(), text })
}

fn not_counting(load: &LoadPatterns<'_>, key: &str) -> Line {
    let name = load.entry.name().unwrap_or(&load.field.name);
    Line::default().code(name).text(" does not count here, because of ").code(key).text(".")
}

/// Says how many files match one pattern, with examples.
fn describe(pattern: &FilePattern, count: &MatchCount, files: &FileList) -> Line {
    let verb = if pattern.excludes() { " excludes " } else { " matches " };
    // What excludes files is written as what matches them, after its `!`.
    let line =
        Line::default().code(pattern.as_str()).text(verb).text(&number(count)).text(" of this project");
    let examples = count.examples.iter().map(|path| Line::default().code(path));
    match (count.most, count.examples.len()) {
        (0, _) => line.text(", not counting those that are ignored."),
        (most, _) if count.least == files.count() && most == count.least => line.text(": all of them."),
        (most, shown) if most == shown => line.text(": ").line(Line::joined(examples, ", ")).text("."),
        _ => line.text(", such as ").line(Line::joined(examples, ", ")).text("."),
    }
}

fn number(count: &MatchCount) -> String {
    match (count.least, count.most) {
        (_, 0) => "no file".to_owned(),
        (1, 1) => "1 file".to_owned(),
        (least, most) if least == most => format!("{most} files"),
        (_, 1) => "at most 1 file".to_owned(),
        (_, most) => format!("at most {most} files"),
    }
}

#[cfg(test)]
mod tests;
