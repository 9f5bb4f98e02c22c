//! Semantic tokens: what the grammars of markdown and YAML do not mark, since only the tools give it a meaning.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::dialect::{FileKind, Placeholders};
use crate::document::Document;
use crate::index::AgentIndex;
use crate::lint::cross_file::{argument_names, argument_place};
use crate::loading::{IgnoredPart, Outcome};
use crate::references::{DefinitionKind, Reference};
use crate::substitutions::{Substitution, SubstitutionForm};
use crate::verdicts::{Targets, ToolVerdict, counting};

/// A part of one line that a tool gives a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SemanticToken {
    /// Its bytes, without a line break and without space at its ends.
    pub range: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it is a part of what the target tools ignore.
    pub ignored: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// The name of a defined agent, skill or command.
    Reference(DefinitionKind),
    /// An argument or a variable that the tool replaces.
    Placeholder,
    /// A command that runs when the file is loaded.
    Shell,
    /// A key or a value that the target tools ignore, and that is nothing else.
    Ignored,
}

/// Returns the tokens that start or end in a range of bytes, or lie around it: in text order, without overlaps. Empty for
/// a document that is not for an agent tool.
pub fn semantic_tokens(
    document: &Document,
    within: &Range<usize>,
    index: &AgentIndex,
    targets: &Targets,
) -> Vec<SemanticToken> {
    let Some(detection) = &document.detection else { return Vec::new() };
    let mut found: Vec<_> =
        ignored_ranges(document, targets).into_iter().map(|range| (range, TokenKind::Ignored)).collect();
    found.extend(replaced(document, document.dialects.base(&detection.document)));
    found.retain(|(range, _)| touches(range, within));
    found.extend(references(document, within, index));
    // Of two that start together, the longer one is around the other.
    found.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
    Nested { document, open: Vec::new(), at: 0, tokens: Vec::with_capacity(found.len()) }.flatten(found)
}

fn touches(range: &Range<usize>, within: &Range<usize>) -> bool {
    range.start <= within.end && within.start <= range.end
}

/// Returns the names that lead to a definition.
fn references(
    document: &Document,
    within: &Range<usize>,
    index: &AgentIndex,
) -> impl Iterator<Item = (Range<usize>, TokenKind)> {
    let path = document.path.as_deref().unwrap_or_default();
    let front = document.front_summary().references.iter().map(|it| (it.span.range(), it));
    let all = front.chain(document.sections().references()).filter(|(range, _)| touches(range, within));
    // A text names the same few again and again.
    let mut known: FxHashMap<(DefinitionKind, &str), Option<DefinitionKind>> = FxHashMap::default();
    all.filter_map(move |(range, found): (Range<usize>, &Reference)| {
        let resolve = || Some(index.resolve(found.kind, &found.name, path)?.1.kind);
        let defined = *known.entry((found.kind, &found.name)).or_insert_with(resolve);
        Some((range, TokenKind::Reference(defined?)))
    })
}

/// Returns the placeholders and the commands that the tool of a kind replaces.
fn replaced<'a>(
    document: &'a Document,
    kind: &'a FileKind,
) -> impl Iterator<Item = (Range<usize>, TokenKind)> {
    let (shell, placeholders) = (kind.load_shell.as_ref(), kind.placeholders.as_ref());
    let names = placeholders.map(|it| argument_names(document, it)).unwrap_or_default();
    let any = shell.is_some() || placeholders.is_some();
    let all = any.then(|| document.substitutions()).into_iter().flatten();
    all.filter_map(move |(range, found): (Range<usize>, Substitution)| {
        let kind = match found.form {
            SubstitutionForm::Shell(used) => used.runs_in(shell?).then_some(TokenKind::Shell),
            form => {
                let written = document.text.slice(range.clone());
                is_placeholder(form, &written, placeholders?, &names).then_some(TokenKind::Placeholder)
            }
        };
        Some((range, kind?))
    })
}

/// Whether a tool replaces what is written.
fn is_placeholder(form: SubstitutionForm, written: &str, known: &Placeholders, names: &[&str]) -> bool {
    if let SubstitutionForm::Index(_) = form {
        let index = written.get(1..).and_then(|digits| digits.parse::<u32>().ok());
        return known.first_index.zip(index).is_some_and(|(first, index)| first <= index);
    }
    known.find_written(written).is_some() || argument_place(names, written).is_some()
}

/// Returns what all target tools that load the document ignore, in text order.
fn ignored_ranges(document: &Document, targets: &Targets) -> Vec<Range<usize>> {
    let readings = counting(document, targets);
    let loads = |reading: &&ToolVerdict| reading.verdict.outcome < Outcome::Dropped;
    let mut all = readings.iter().filter(loads).map(ranges_of);
    let first = all.next().unwrap_or_default();
    all.fold(first, |common, other| common_ranges(&common, &other))
}

/// Returns what one tool ignores, in text order, without overlaps.
fn ranges_of(reading: &ToolVerdict) -> Vec<Range<usize>> {
    let ignored = reading.verdict.ignored.iter().filter(|part| part.is_whole_range());
    let mut ranges: Vec<_> = ignored.filter_map(|IgnoredPart { range, .. }| range.clone()).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, last| {
        let overlaps = next.start < last.end;
        last.end = if overlaps { last.end.max(next.end) } else { last.end };
        overlaps
    });
    ranges
}

/// Returns what two lists in text order have in common.
fn common_ranges(one: &[Range<usize>], other: &[Range<usize>]) -> Vec<Range<usize>> {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut common = Vec::new();
    while let (Some(a), Some(b)) = (one.peek(), other.peek()) {
        common.push(a.start.max(b.start)..a.end.min(b.end));
        if a.end < b.end {
            one.next()
        } else {
            other.next()
        };
    }
    common.retain(|range| !range.is_empty());
    common
}

/// Cuts tokens that lie inside each other into a sequence, where the innermost counts.
struct Nested<'a> {
    document: &'a Document,
    /// Those around the place that was reached, the innermost last.
    open: Vec<(Range<usize>, TokenKind)>,
    /// The place that was reached.
    at: usize,
    tokens: Vec<SemanticToken>,
}

impl Nested<'_> {
    fn flatten(mut self, found: Vec<(Range<usize>, TokenKind)>) -> Vec<SemanticToken> {
        for (range, kind) in found {
            self.close_until(range.start);
            self.add_until(range.start);
            // One that begins in another ends there, too.
            let end = self.open.last().map_or(range.end, |(around, _)| range.end.min(around.end));
            self.open.push((range.start..end, kind));
        }
        self.close_until(usize::MAX);
        self.tokens
    }

    /// Closes those that end up to an offset.
    fn close_until(&mut self, offset: usize) {
        while let Some(end) = self.open.last().map(|(range, _)| range.end).filter(|end| *end <= offset) {
            self.add_until(end);
            self.open.pop();
        }
    }

    /// Adds the innermost one up to an offset, line by line.
    fn add_until(&mut self, offset: usize) {
        let start = self.at.min(offset);
        self.at = self.at.max(offset);
        let Some((range, kind)) = self.open.last() else { return };
        let start = start.max(range.start);
        let ignored = self.open.iter().any(|(_, kind)| *kind == TokenKind::Ignored);
        let text = self.document.text.slice(start..offset);
        let mut from = start;
        for line in text.split_inclusive(['\n', '\r']) {
            let begin = from + line.len() - line.trim_start().len();
            let range = begin..begin + line.trim().len();
            from += line.len();
            if !range.is_empty() {
                self.tokens.push(SemanticToken { range, kind: *kind, ignored });
            }
        }
    }
}

#[cfg(test)]
mod tests;
