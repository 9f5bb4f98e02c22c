//! Determines the context of a position in a TOML file from its tokens, so that it is known even if the file is broken.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

use super::{Cursor, CursorContext, Slot, unquoted};
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::Node;

/// Returns the context of an offset; `None` in a comment, a header, a text of several lines, and behind a value.
pub(super) fn cursor(front: &FrontMatter, offset: usize) -> Option<Cursor<'_>> {
    let mut scan = Scan::default();
    for token in Source::new(&front.source).lex() {
        let span = token.span().start()..token.span().end();
        if span.start >= offset {
            break;
        }
        if is_word(token.kind()) && offset <= span.end {
            return scan.in_word(front, offset, token);
        }
        if token.kind() == TokenKind::Comment && offset <= span.end {
            return None;
        }
        scan.pass(token, front.text_at(span));
    }
    scan.between_words(front, offset)
}

/// What the tokens before a position begin.
#[derive(Default)]
struct Scan<'a> {
    /// The keys of the last header.
    table: Vec<&'a str>,
    /// The keys of the entry, the outermost first.
    keys: Vec<&'a str>,
    /// The open brackets: for braces, the number of keys around them.
    open: Vec<Option<usize>>,
    part: LinePart,
    /// Whether a key or value has been passed that the next token can only continue.
    is_full: bool,
    /// Where the value may start: after the last `=`, comma or bracket.
    start: usize,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum LinePart {
    #[default]
    Key,
    Value,
    Header,
}

/// Whether a token is a part of a key or a value.
fn is_word(kind: TokenKind) -> bool {
    use TokenKind::{Atom, BasicString, LiteralString, MlBasicString, MlLiteralString};
    matches!(kind, Atom | BasicString | LiteralString | MlBasicString | MlLiteralString)
}

impl<'a> Scan<'a> {
    fn pass(&mut self, token: Token, text: &'a str) {
        use TokenKind::{
            Comma, Dot, Equals, LeftCurlyBracket, LeftSquareBracket, Newline, RightCurlyBracket,
            RightSquareBracket,
        };
        let end = token.span().end();
        match (self.part, token.kind()) {
            (LinePart::Key, LeftSquareBracket) if self.open.is_empty() => {
                self.part = LinePart::Header;
                self.table.clear();
            }
            (LinePart::Header, kind) if is_word(kind) => self.table.push(unquoted(text)),
            (LinePart::Key, kind) if is_word(kind) => {
                self.keys.push(unquoted(text));
                self.is_full = true;
            }
            (LinePart::Key, Dot) => self.is_full = false,
            (LinePart::Key, Equals) => self.begin(LinePart::Value, end),
            (LinePart::Value, LeftSquareBracket) => {
                self.open.push(None);
                self.begin(LinePart::Value, end);
            }
            (LinePart::Value, LeftCurlyBracket) => {
                self.open.push(Some(self.keys.len()));
                self.begin(LinePart::Key, end);
            }
            (_, RightSquareBracket | RightCurlyBracket) if self.part != LinePart::Header => {
                let around = self.open.pop().flatten();
                self.keys.truncate(around.unwrap_or(self.keys.len()));
                (self.part, self.is_full) = (LinePart::Value, true);
            }
            (LinePart::Value, Comma) => match self.open.last() {
                Some(Some(around)) => {
                    self.keys.truncate(*around);
                    self.begin(LinePart::Key, end);
                }
                _ => self.begin(LinePart::Value, end),
            },
            (LinePart::Value, kind) if is_word(kind) => self.is_full = true,
            (_, Newline) if self.open.is_empty() => {
                self.keys.clear();
                self.begin(LinePart::Key, end);
            }
            _ => {}
        }
    }

    fn begin(&mut self, part: LinePart, start: usize) {
        (self.part, self.start, self.is_full) = (part, start, false);
    }

    /// Returns the context of a position in a word or at its end.
    fn in_word(mut self, front: &'a FrontMatter, offset: usize, token: Token) -> Option<Cursor<'a>> {
        let span = token.span().start()..token.span().end();
        let text = front.text_at(span.clone());
        match (self.part, token.kind()) {
            (LinePart::Key, TokenKind::Atom) if !self.is_full => Some(self.key(front, offset, span)),
            (LinePart::Value, TokenKind::Atom) => self.bare(front, offset),
            (LinePart::Value, TokenKind::BasicString | TokenKind::LiteralString) if !self.is_full => {
                let quote = text.chars().next()?;
                let closed = text.len() > 1 && text.ends_with(quote);
                let inner = span.start + 1..span.end - usize::from(closed);
                let is_inside = offset <= inner.end;
                self.start = span.start;
                is_inside.then(|| self.value(front, offset, inner, Some((quote, !closed))))
            }
            _ => None,
        }
    }

    /// Returns the context of a position that no word touches from the left.
    fn between_words(self, front: &'a FrontMatter, offset: usize) -> Option<Cursor<'a>> {
        match self.part {
            _ if self.is_full => None,
            LinePart::Header => None,
            LinePart::Value => self.bare(front, offset),
            LinePart::Key => {
                let rest = front.text_at(offset..front.content.end);
                let end = rest.find(|char: char| !char.is_alphanumeric() && !matches!(char, '-' | '_'));
                let word = offset..offset + end.unwrap_or(rest.len());
                Some(self.key(front, offset, word))
            }
        }
    }

    /// Returns the context of a value without quotes, which may be none yet.
    fn bare(self, front: &'a FrontMatter, offset: usize) -> Option<Cursor<'a>> {
        let before = front.text_at(self.start..offset);
        let word = before.trim_start();
        let start = offset - word.len();
        let rest = front.text_at(offset..front.content.end);
        let end = rest.find([',', ']', '}', '#', '\n', '\r', ' ', '\t']).unwrap_or(rest.len());
        let quoted = word.is_empty() && rest.starts_with(['"', '\'', '[', '{']);
        let whole = !word.contains(char::is_whitespace) && !quoted;
        whole.then(|| self.value(front, offset, start..offset + end, None))
    }

    fn key(self, front: &'a FrontMatter, offset: usize, word: Range<usize>) -> Cursor<'a> {
        let path: Vec<_> = self.table.iter().chain(&self.keys).copied().collect();
        let behind = front.text_at(word.end..front.content.end).trim_start_matches([' ', '\t']);
        let node = node_at(front, &path);
        let others = node
            .into_iter()
            .flat_map(Node::entries)
            .filter(|entry| !(entry.key.span.start <= offset && offset <= entry.key.span.end));
        let siblings = others.filter_map(|entry| entry.name()).collect();
        let complete = behind.starts_with(['=', '.']);
        Cursor { path, place: CursorContext::Key { word, complete, in_item: true, siblings } }
    }

    fn value(
        self,
        front: &'a FrontMatter,
        offset: usize,
        range: Range<usize>,
        quote: Option<(char, bool)>,
    ) -> Cursor<'a> {
        let path: Vec<_> = self.table.into_iter().chain(self.keys).collect();
        let in_list = self.open.last() == Some(&None);
        let items = node_at(front, &path).filter(|_| in_list).into_iter().flat_map(Node::items);
        let others = items.filter(|item| !(item.span.start <= offset && offset <= item.span.end));
        let others = others.filter_map(Node::text).collect();
        let (quote, unclosed) = (quote.map(|(quote, _)| quote), quote.is_some_and(|(_, open)| open));
        let needs_space = !in_list && quote.is_none() && range.start == self.start;
        let slot = Slot { range, quote, unclosed, comment: false, needs_space, flow: in_list, others };
        let place = if in_list { CursorContext::Item(slot) } else { CursorContext::Value(slot) };
        Cursor { path, place }
    }
}

/// Returns the value at a path; in a list of tables, of the last one.
fn node_at<'a>(front: &'a FrontMatter, path: &[&str]) -> Option<&'a Node> {
    let last = |node: &'a Node| node.items().last().filter(|item| !item.entries().is_empty()).unwrap_or(node);
    let root = front.yaml.root.as_ref()?;
    path.iter().try_fold(root, |node, key| Some(&last(node).entry(key)?.value)).map(last)
}
