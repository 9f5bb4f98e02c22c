//! Text at the margin: the lines of a dialogue that were pasted behind a description, of which YAML reads some as keys.

use std::ops::Range;

use super::Recovery;
use crate::syntax::lines::Line;
use crate::syntax::yaml::Entry;
use crate::syntax::yaml::fault::FaultKind;
use crate::syntax::yaml::vocabulary::Vocabulary;

/// Words that open a line of a dialogue.
const SPEAKERS: &[&str] =
    &["user", "assistant", "human", "context", "commentary", "example", "examples", "system"];

/// Some neighbouring pieces that are one entry.
pub(super) struct Run {
    pub(super) pieces: Range<usize>,
    /// The line of these pieces with which the text at the margin begins, if there is one.
    pub(super) block: Option<usize>,
}

/// The pieces of a mapping, each alone but where text at the margin goes on over several.
pub(super) fn runs(
    pieces: &[&[Line<'_>]],
    names: &[&str],
    indent: usize,
    known: &dyn Vocabulary,
) -> Vec<Run> {
    let (mut runs, mut at) = (Vec::new(), 0);
    while at < pieces.len() {
        let run = text(pieces, names, at, indent, known);
        let run = run.unwrap_or(Run { pieces: at..at + 1, block: None });
        at = run.pieces.end;
        runs.push(run);
    }
    runs
}

/// The text at the margin behind a piece, up to the next key that is known.
fn text(
    pieces: &[&[Line<'_>]],
    names: &[&str],
    at: usize,
    indent: usize,
    known: &dyn Vocabulary,
) -> Option<Run> {
    if !names.get(at).is_some_and(|name| known.takes_prose(name)) {
        return None;
    }
    let stray = |piece: &[Line<'_>]| {
        let strays = |line: &Line<'_>| line.has_content() && line.indent() <= indent;
        piece.iter().skip(1).position(strays).map(|at| at + 1)
    };
    let own = pieces.get(at).and_then(|piece| stray(piece));
    let behind = names.get(at + 1..)?.iter().take_while(|name| !known.knows(name)).count();
    let run = at + 1..at + 1 + behind;
    let twice = |name: &str| {
        names.get(run.clone()).is_some_and(|names| names.iter().filter(|it| **it == name).count() > 1)
    };
    let speaks = |name: &str| SPEAKERS.iter().any(|speaker| name.eq_ignore_ascii_case(speaker));
    let is_text = |piece: &usize| {
        let name = names.get(*piece).copied().unwrap_or_default();
        speaks(name)
            || name.contains([' ', '<'])
            || twice(name)
            || stray(pieces.get(*piece).unwrap_or(&&[][..])).is_some()
    };
    let last = run.clone().rev().find(is_text)?;
    let is = |name: &str| {
        names.get(run.clone()).is_some_and(|names| names.iter().any(|it| it.eq_ignore_ascii_case(name)))
    };
    let certain = own.is_some()
        || is("user") && is("assistant")
        || run.clone().any(|piece| stray(pieces.get(piece).unwrap_or(&&[][..])).is_some())
        || names.get(run.clone())?.iter().any(|name| twice(name));
    let begins = own.is_some() || is_text(&(at + 1));
    let block = own.unwrap_or_else(|| pieces.get(at).map_or(0, |piece| piece.len()));
    (certain && begins).then_some(Run { pieces: at..last + 1, block: Some(block) })
}

impl<'a> Recovery<'a> {
    /// The entry of a text that goes on at the margin from one of its lines on.
    pub(super) fn block(&mut self, piece: &[Line<'a>], line: usize) -> Vec<Entry> {
        let opening = piece.first().and_then(super::opening);
        let (Some(key), Some(stray)) = (opening, piece.get(line)) else { return Vec::new() };
        let value = self.raw(piece, &key);
        self.fault(FaultKind::UnindentedBlock, stray.trimmed(), Some(&key), Some(&value.span));
        vec![Entry { key: self.key(&key), value }]
    }
}
