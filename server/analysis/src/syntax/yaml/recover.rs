//! Recovers what can be parsed of a front matter that is not valid YAML, or not what its author meant.
//!
//! The block is split at the keys of its outermost mapping and each piece parsed on its own. An invalid piece is split
//! again at its nested keys or items; what cannot be split is described by [`recognise`](super::recognise) and kept as
//! raw text. So each error costs at most its own value. Where the keys of a mapping are known, lines that YAML parses
//! as text are read as the entries that were meant ([`swallowed`]), and lines that it parses as entries as text
//! ([`block`]).

mod block;
mod causes;
mod items;
mod keys;
mod stray;
mod swallowed;
mod tabs;

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::build::ParseError;
use super::parts::PartCache;
use super::recognise::recognise;
use super::scalar::{Scalar, Style};
use super::vocabulary::Vocabulary;
use super::{Entry, Node, ParsedParts, SyntaxError, SyntaxErrorKind, Value, Yaml};
use crate::syntax::lines::{KeyLine, Line, break_length, lines};
use tabs::without_tabs;

/// Maximum number of errors; the rest is left out.
const MOST_FAULTS: usize = 100;

/// Number of errors after which pieces are no longer parsed on their own, and keep their raw text.
const MOST_TRIED: usize = 1_000;

/// Maximum depth of nesting that is split.
const DEEPEST: usize = 32;

/// Recovers a source that the parser rejected with that error, or whose YAML is not what its author meant; `None` if
/// nothing is wrong with it after all.
pub(super) fn recover(
    source: &str,
    base: usize,
    error: Option<&ParseError>,
    known: &dyn Vocabulary,
    cache: &PartCache<'_>,
) -> Option<Yaml> {
    let clean = without_tabs(source);
    let lines: Vec<_> = lines(&clean, base).collect();
    let mut recovery = Recovery {
        source,
        clean: &clean,
        base,
        cache,
        faults: Vec::new(),
        tabbed: FxHashSet::default(),
        depth: 0,
    };
    let root = match lines.iter().find(|line| line.has_content()) {
        Some(line) if line.is_item() => Some(recovery.sequence(&lines, line.indent(), known)),
        Some(_) => {
            let glued = |line: &Line<'_>| {
                line.key_without_space().is_some_and(|key| known.knows(recovery.key_text(&key)))
            };
            let keys = lines.iter().filter(|line| line.key().is_some() || glued(line));
            let indent = keys.map(Line::indent).min();
            indent.map(|indent| recovery.mapping(&lines, indent, known))
        }
        None => None,
    };
    if recovery.faults.iter().any(|fault| fault.kind == SyntaxErrorKind::Tab) {
        // The outermost keys may be right by themselves, and must stay siblings.
        let level = lines.iter().filter(|line| line.key().is_some()).map(Line::indent).min();
        let keys: Vec<_> = lines
            .iter()
            .filter(|line| Some(line.indent()) == level && line.key().is_some())
            .copied()
            .collect();
        recovery.tabs(&keys, false);
    }
    if let Some(error) = error.filter(|_| recovery.faults.is_empty()) {
        // Every piece is valid by itself.
        if recovery.is_tabbed(&lines) && cache.build(&clean, base).is_ok() {
            recovery.tabs(&lines, true);
        } else {
            let range = recovery.word_at(base + error.offset);
            recovery.push_error(SyntaxErrorKind::Other(error.advice), range, None, None);
        }
    }
    if recovery.faults.is_empty() {
        return None;
    }
    recovery.leave_causes();
    recovery.faults.sort_by_key(|fault| fault.range.start);
    let rest = recovery.faults.get(MOST_FAULTS).map(|fault| fault.range.clone());
    recovery.faults.truncate(MOST_FAULTS);
    Some(Yaml { root, faults: recovery.faults, rest, comments: Vec::new(), parts: ParsedParts::default() })
}

/// The source, with the errors found so far. Offsets are those of the document.
struct Recovery<'a> {
    source: &'a str,
    /// The source with leading tabs replaced by spaces.
    clean: &'a str,
    base: usize,
    cache: &'a PartCache<'a>,
    faults: Vec<SyntaxError>,
    /// The starts of lines that were reported for their tabs.
    tabbed: FxHashSet<usize>,
    depth: usize,
}

impl<'a> Recovery<'a> {
    /// Returns the text of a range of the document, with leading tabs replaced by spaces.
    fn text(&self, range: Range<usize>) -> &'a str {
        self.clean.get(self.local(&range)).unwrap_or_default()
    }

    /// Returns the original text of a range of the document.
    fn original(&self, range: Range<usize>) -> &'a str {
        self.source.get(self.local(&range)).unwrap_or_default()
    }

    fn local(&self, range: &Range<usize>) -> Range<usize> {
        range.start.saturating_sub(self.base)..range.end.saturating_sub(self.base).min(self.source.len())
    }

    fn push_error(
        &mut self,
        kind: SyntaxErrorKind,
        range: Range<usize>,
        key: Option<&KeyLine>,
        value: Option<&Range<usize>>,
    ) {
        // A list item has no key.
        let key = key.map(|line| self.text(line.key.clone()).trim_matches(['"', '\'']));
        let key = key.filter(|key| !key.is_empty()).map(Into::into);
        self.faults.push(SyntaxError { kind, value: value.unwrap_or(&range).clone(), range, key });
    }

    /// Returns the word that starts at an offset; at least one character.
    fn word_at(&self, offset: usize) -> Range<usize> {
        let offset = offset.min(self.base + self.source.trim_end().len());
        let rest = self.text(offset..self.base + self.source.len());
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let length = word.max(rest.chars().next().map_or(0, char::len_utf8));
        offset..offset + length
    }

    /// Recovers the mapping whose keys have that indentation.
    fn mapping(&mut self, lines: &[Line<'a>], indent: usize, known: &dyn Vocabulary) -> Node {
        let opens = |line: &Line<'_>| {
            line.indent() == indent
                && (line.key().is_some()
                    || line.key_without_space().is_some()
                    || known.takes_any_key() && line.unquoted_key().is_some())
        };
        let first = lines.iter().position(opens).unwrap_or(lines.len());
        let above = lines.get(..first).unwrap_or_default();
        let mut entries = self.above(above, indent, known);
        let pieces: Vec<_> = pieces(lines, opens).collect();
        let names: Vec<_> =
            pieces.iter().filter_map(|piece| Some(self.key_text(&opening(piece.first()?)?))).collect();
        let mut read = 0;
        for run in block::runs(&pieces, &names, indent, known) {
            if run.pieces.start < read {
                continue;
            }
            let run = self.quoted_run(lines, &pieces, run);
            read = run.pieces.end;
            let Some(piece) = lines_of(lines, pieces.get(run.pieces.clone()).unwrap_or_default()) else {
                continue;
            };
            match run.block {
                Some(line) => entries.extend(self.block(piece, line)),
                None => {
                    let before = self.faults.len();
                    entries.extend(self.recover_entry(piece, known, &names));
                    self.leave_cause_of_entry(before);
                }
            }
        }
        let start = entries.first().map_or(self.base, |entry| entry.key.span.start);
        let end = entries.last().map_or(start, |entry| entry.span().end);
        Node { span: start..end, value: Value::Mapping(entries), broken: false }
    }

    /// Returns the text of a key without its quotes.
    fn key_text(&self, line: &KeyLine) -> &'a str {
        self.text(line.key.clone()).trim_matches(['"', '\''])
    }

    /// Recovers the entries of one piece: a line with a key, and the lines up to the next key. `written` are the keys
    /// present in the mapping.
    fn recover_entry(&mut self, piece: &[Line<'a>], known: &dyn Vocabulary, written: &[&str]) -> Vec<Entry> {
        let Some(first) = piece.first() else { return Vec::new() };
        let Some(line) = first.key().filter(|key| !self.is_glued(first, key, known)) else {
            let glued = first.key_without_space().map(|line| self.without_space(&line));
            let entry = glued.or_else(|| Some(self.without_quotes(&first.unquoted_key()?)));
            return entry.into_iter().collect();
        };
        if self.faults.len() > MOST_TRIED {
            return vec![Entry { key: self.key_node(&line), value: self.raw(piece, &line) }];
        }
        let before = self.faults.len();
        match self.parse(piece) {
            Ok(yaml) => {
                self.faults.extend(yaml.faults);
                let mut entries = yaml.root.map(into_entries).unwrap_or_default();
                if let [entry] = entries.as_mut_slice() {
                    self.cut_glued(piece, &line, entry, known);
                }
                entries
            }
            Err(error) => {
                if let Some(entries) = self.swallowed(piece, &line, before, known, written) {
                    return entries;
                }
                if let Some(entries) = self.glued_to(piece, &line, known, written) {
                    return entries;
                }
                let value = self.recover_value(piece, &line, &error, known);
                vec![Entry { key: self.key_node(&line), value }]
            }
        }
    }

    fn key_node(&self, line: &KeyLine) -> Node {
        let text = self.text(line.key.clone()).trim_matches(['"', '\'']).into();
        let value = Value::Scalar(Scalar { text, style: Style::Plain });
        Node { span: line.key.clone(), value, broken: false }
    }

    /// Recovers the value of an entry that the parser rejects.
    fn recover_value(
        &mut self,
        piece: &[Line<'a>],
        key: &KeyLine,
        error: &ParseError,
        known: &dyn Vocabulary,
    ) -> Node {
        let Some((first, below)) = piece.split_first() else { return self.raw(piece, key) };
        let own = self.text(key.value.clone());
        if own.is_empty() || own.starts_with('#') {
            let name = self.key_text(key);
            let text = known.takes_prose(name) && !known.wants_mapping(name);
            let below = if text { below.get(..0).unwrap_or_default() } else { below };
            let known = known.nested_keys(name);
            if let Some(node) = self.nested(below, first.indent(), Some(error), &*known) {
                return node;
            }
        } else if !own.starts_with(['"', '\'', '[', '{'])
            && let Some(node) = self.above_stray(piece, key, first.indent())
        {
            return node;
        }
        let node = self.raw(piece, key);
        self.explain(piece, key, &node.span, error);
        node
    }

    /// Recovers the mapping or list below a key of that indentation, if there is one to split.
    fn nested(
        &mut self,
        below: &[Line<'a>],
        indent: usize,
        error: Option<&ParseError>,
        known: &dyn Vocabulary,
    ) -> Option<Node> {
        let body = below.iter().find(|line| line.has_content())?;
        let key = || body.key_without_space().map(|line| self.key_text(&line));
        let glued = || key().is_some_and(|key| known.knows(key) || known.takes_any_key());
        let unquoted = || known.takes_any_key() && body.unquoted_key().is_some();
        let cuts = body.is_item() && body.indent() >= indent
            || body.indent() > indent && (body.key().is_some() || glued() || unquoted());
        if !cuts || self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let before = self.faults.len();
        let node = if body.is_item() {
            self.sequence(below, body.indent(), known)
        } else {
            let level = self.level(below, body, indent, known);
            self.mapping(below, level, known)
        };
        self.depth -= 1;
        if let Some(error) = error.filter(|error| self.faults.len() == before && !error.tab) {
            let range = self.word_at(error.offset);
            self.push_error(SyntaxErrorKind::Other(error.advice), range, None, None);
        }
        Some(node)
    }

    /// Reports the error in a value: a well-known mistake, or the parser's error.
    fn explain(&mut self, piece: &[Line<'a>], key: &KeyLine, value: &Range<usize>, error: &ParseError) {
        if let Some((kind, range)) = recognise(piece, key, |range| self.text(range)) {
            self.push_error(kind, range, Some(key), Some(value));
        } else {
            let range = self.word_at(error.offset);
            self.push_error(SyntaxErrorKind::Other(error.advice), range, Some(key), Some(value));
        }
    }

    /// Returns the indentation of the keys of a mapping, whose first key may be indented deeper than its siblings.
    fn level(&self, below: &[Line<'a>], body: &Line<'a>, indent: usize, known: &dyn Vocabulary) -> usize {
        let keys = || below.iter().filter(|line| line.has_content() && line.indent() > indent);
        let level = |known: &dyn Fn(&KeyLine) -> bool| {
            let keys = keys().filter(|line| line.key().is_some_and(|key| known(&key)));
            keys.map(Line::indent).min().filter(|level| *level < body.indent())
        };
        let reads = |level: &usize| {
            let first = below.iter().position(Line::has_content).unwrap_or_default();
            let end = below.iter().position(|line| line.has_content() && line.indent() == *level);
            below
                .get(first..end.unwrap_or(first))
                .is_some_and(|above| self.unindented(above, *level).is_some())
        };
        let beside = level(&|key| known.knows(self.key_text(key)));
        beside.or_else(|| level(&|_| true).filter(reads)).unwrap_or(body.indent())
    }

    /// Returns the value of an entry as raw text, up to the last line indented deeper than its key. Other comments are
    /// not part of it, unless a quote may be open.
    fn raw(&self, piece: &[Line<'a>], key: &KeyLine) -> Node {
        let indent = piece.first().map_or(0, Line::indent);
        let quoted = self.text(key.value.clone()).starts_with(['"', '\'']);
        let is_of_value =
            |line: &&Line<'_>| !line.is_blank() && (quoted || !line.is_comment() || line.indent() > indent);
        let end = piece.iter().rfind(is_of_value).map_or(key.value.end, |line| line.trimmed().end);
        let start = if key.value.is_empty() {
            piece
                .iter()
                .skip(1)
                .find(|line| !line.is_blank())
                .map_or(key.value.start, |line| line.trimmed().start)
        } else {
            key.value.start
        };
        let span = start..end.max(start);
        let scalar = Scalar { text: self.text(span.clone()).into(), style: Style::Plain };
        Node { span, value: Value::Scalar(scalar), broken: true }
    }

    /// Parses some lines on their own. Errors and spans are those of the document.
    fn parse(&mut self, piece: &[Line<'a>]) -> Result<Yaml, ParseError> {
        let (Some(first), Some(last)) = (piece.first(), piece.last()) else { return Ok(Yaml::default()) };
        // With the line break, which some values depend on.
        let rest = self.text(last.end()..self.base + self.source.len());
        let range = first.start..last.end() + break_length(rest);
        let absolute = |error: ParseError| ParseError { offset: error.offset + first.start, ..error };
        match self.cache.build(self.original(range.clone()), first.start) {
            Err(error) if self.is_tabbed(piece) => {
                let clean = self.cache.build(self.text(range), first.start);
                if error.tab || clean.is_ok() {
                    self.tabs(piece, false);
                }
                clean.map_err(absolute)
            }
            result => result.map_err(absolute),
        }
    }
}

fn into_entries(node: Node) -> Vec<Entry> {
    if let Value::Mapping(entries) = node.value { entries } else { Vec::new() }
}

/// Returns the parts of a line that opens an entry, valid or not.
fn opening(line: &Line<'_>) -> Option<KeyLine> {
    line.key().or_else(|| line.key_without_space()).or_else(|| line.unquoted_key())
}

/// Joins adjacent pieces.
fn lines_of<'l, 'a>(lines: &'l [Line<'a>], pieces: &[&[Line<'a>]]) -> Option<&'l [Line<'a>]> {
    let start = pieces.first()?.first()?.start;
    let count = pieces.iter().map(|piece| piece.len()).sum::<usize>();
    let at = lines.iter().position(|line| line.start == start)?;
    lines.get(at..at + count)
}

/// Splits lines into pieces, each from an opening line to the next; lines before the first one are dropped.
fn pieces<'l, 'a>(
    lines: &'l [Line<'a>],
    opens: impl Fn(&Line<'a>) -> bool + Copy,
) -> impl Iterator<Item = &'l [Line<'a>]> {
    let first = lines.iter().position(opens).unwrap_or(lines.len());
    let mut rest = &lines[first..];
    std::iter::from_fn(move || {
        let (_, tail) = rest.split_first()?;
        let length = tail.iter().position(opens).map_or(rest.len(), |at| at + 1);
        let (piece, others) = rest.split_at(length);
        rest = others;
        Some(piece)
    })
}
