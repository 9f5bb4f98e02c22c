//! Unindented text: dialogue pasted after a description, whose lines YAML partly parses as keys.

use std::ops::Range;

use super::Recovery;
use crate::syntax::lines::Line;
use crate::syntax::yaml::Entry;
use crate::syntax::yaml::fault::SyntaxErrorKind;
use crate::syntax::yaml::vocabulary::Vocabulary;

/// Words that open a line of a dialogue.
const SPEAKERS: &[&str] =
    &["user", "assistant", "human", "context", "commentary", "example", "examples", "system"];

/// Adjacent pieces that form one entry.
pub(super) struct Run {
    pub(super) pieces: Range<usize>,
    /// The index of the line in these pieces at which the unindented text begins, if any.
    pub(super) block: Option<usize>,
}

/// Groups the pieces of a mapping: unindented text may span several.
pub(super) fn runs(
    pieces: &[&[Line<'_>]],
    names: &[&str],
    indent: usize,
    known: &dyn Vocabulary,
) -> Vec<Run> {
    let (mut runs, mut at) = (Vec::new(), 0);
    while at < pieces.len() {
        let run = margin_text(pieces, names, at, indent, known);
        let run = run.unwrap_or(Run { pieces: at..at + 1, block: None });
        at = run.pieces.end;
        runs.push(run);
    }
    runs
}

/// Finds unindented text after a piece, up to the next known key: only where words of a dialogue or a tag show it.
fn margin_text(
    pieces: &[&[Line<'_>]],
    names: &[&str],
    at: usize,
    indent: usize,
    known: &dyn Vocabulary,
) -> Option<Run> {
    if !names.get(at).is_some_and(|name| known.takes_prose(name)) {
        return None;
    }
    // Within a tag, known keys are text too.
    let mut tags = 0usize;
    let mut count_tags = |piece: usize| {
        let lines = pieces.get(piece).copied().unwrap_or_default().iter();
        for line in lines.filter(|line| line.indent() <= indent) {
            let (opens, closes) = (line.content().starts_with('<'), line.content().starts_with("</"));
            tags = if closes { tags.saturating_sub(1) } else { tags + usize::from(opens) };
        }
        tags
    };
    let mut open = count_tags(at);
    let goes_on = |(piece, name): &(usize, &&str)| {
        let inside = open > 0 || !known.knows(name);
        open = count_tags(*piece);
        inside
    };
    let behind = names.iter().enumerate().skip(at + 1).take_while(goes_on).count();
    let run = names.get(at + 1..at + 1 + behind)?;
    let strays = |piece: usize| {
        let lines = pieces.get(piece).copied().unwrap_or_default().iter().enumerate().skip(1);
        lines.filter(|(_, line)| line.has_content() && line.indent() <= indent)
    };
    let tagged = |piece: usize| strays(piece).any(|(_, line)| line.content().starts_with('<'));
    let is = |name: &str| run.iter().any(|other| other.eq_ignore_ascii_case(name));
    let speaks = |name: &str| SPEAKERS.iter().any(|speaker| name.eq_ignore_ascii_case(speaker));
    let twice = |name: &str| run.iter().filter(|other| **other == name).count() > 1;
    let is_text = |piece: &usize| {
        let name = names.get(*piece).copied().unwrap_or_default();
        speaks(name) || twice(name) || name.contains([' ', '<']) || tagged(*piece)
    };
    // `- user: …`, as in a list of turns.
    let turn = |line: &Line<'_>| {
        let text = line.content().trim_start_matches(['-', ' ']);
        line.is_item() && text.split_once(':').is_some_and(|(word, _)| speaks(word))
    };
    let turns = || strays(at).any(|(_, line)| turn(line));
    let last = (at + 1..at + 1 + behind).rev().find(is_text);
    let last = last.or_else(|| Some(at).filter(|_| turns() || tagged(at)))?;
    let own = strays(at).next().map(|(line, _)| line);
    let shown = tagged(at) || turns() || run.iter().any(|name| speaks(name)) || (at + 1..=last).any(tagged);
    let wrong = own.is_some()
        || is("user") && is("assistant")
        || (at + 1..=last).any(|piece| strays(piece).next().is_some())
        || run.iter().any(|name| twice(name));
    let block = own.or_else(|| pieces.get(at).map(|piece| piece.len()).filter(|_| is_text(&(at + 1))));
    Some(Run { pieces: at..last + 1, block: Some(block?) }).filter(|_| shown && wrong)
}

impl<'a> Recovery<'a> {
    /// Recovers the entry of a text that continues unindented from one of its lines.
    pub(super) fn block(&mut self, piece: &[Line<'a>], line: usize) -> Vec<Entry> {
        let opening = piece.first().and_then(super::opening);
        let (Some(key), Some(stray)) = (opening, piece.get(line)) else { return Vec::new() };
        let value = self.raw(piece, &key);
        self.push_error(SyntaxErrorKind::UnindentedBlock, stray.trimmed(), Some(&key), Some(&value.span));
        vec![Entry { key: self.key_node(&key), value }]
    }

    /// Extends a run to the pieces that the quote at the start of its value spans.
    pub(super) fn quoted_run(&self, lines: &[Line<'a>], pieces: &[&[Line<'a>]], run: Run) -> Run {
        /// Maximum number of pieces that a quoted text may span.
        const MOST: usize = 8;
        let key = pieces.get(run.pieces.start).and_then(|piece| super::opening(piece.first()?));
        let value = key.map(|key| self.text(key.value)).unwrap_or_default();
        let quote = value.chars().next().filter(|char| matches!(char, '"' | '\''));
        let Some(quote) = quote.filter(|quote| run.block.is_none() && value.matches(*quote).count() == 1)
        else {
            return run;
        };
        let reads = |end: &usize| {
            let joined = super::lines_of(lines, pieces.get(run.pieces.start..*end)?)?;
            let range = joined.first()?.start..joined.last()?.end();
            let text = self.original(range.clone());
            (text.trim_end().ends_with(quote) && self.cache.build(text, range.start).is_ok()).then_some(())
        };
        let mut ends = run.pieces.end..=pieces.len().min(run.pieces.start + MOST);
        let end = ends.find(|end| reads(end).is_some()).unwrap_or(run.pieces.end);
        Run { pieces: run.pieces.start..end, block: None }
    }
}
