//! Splits a text into tokens, line by line. Within brackets and braces commas and closing brackets are tokens, too.

use std::ops::Range;

mod block;
mod quoted;

/// Kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Scalar,
    Colon,
    Dash,
    Comma,
    OpenMap,
    CloseMap,
    OpenList,
    CloseList,
    Newline,
    /// Spaces and tabs at the start of a line.
    Indent,
    Comment,
    DocumentStart,
    DocumentEnd,
    End,
}

/// A token with its range in bytes.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    /// The string of a scalar; empty for other tokens.
    pub(super) text: String,
    /// Whether it is a scalar without quotes that is no block.
    pub(super) plain: bool,
}

/// What is behind the last token.
pub(super) const END: Token = Token { kind: Kind::End, range: 0..0, text: String::new(), plain: false };

/// Splits a text into tokens. The end is none of them.
pub(super) fn scan(source: &str) -> Vec<Token> {
    let mut scanner = Scanner { source, at: 0, open: 0, tokens: Vec::new() };
    while scanner.at < source.len() {
        scanner.line();
    }
    scanner.tokens
}

struct Scanner<'a> {
    source: &'a str,
    /// Offset of the next character.
    at: usize,
    /// The number of open brackets and braces.
    open: usize,
    tokens: Vec<Token>,
}

impl Scanner<'_> {
    fn byte(&self, offset: usize) -> Option<u8> {
        self.source.as_bytes().get(self.at + offset).copied()
    }

    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Whether the line ends that many bytes behind the next one.
    fn is_line_end(&self, offset: usize) -> bool {
        matches!(self.byte(offset), None | Some(b'\n' | b'\r'))
    }

    fn is_blank_or_end(&self, offset: usize) -> bool {
        matches!(self.byte(offset), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let range = self.at..self.at + length;
        self.tokens.push(Token { kind, range, ..END });
        self.at += length;
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
    }

    /// Skips what is left of the line.
    fn skip_line(&mut self) {
        self.at += self.rest().find(['\n', '\r']).unwrap_or(self.rest().len());
    }

    /// Skips a line break, if one is next, and returns its length.
    fn skip_break(&mut self) -> usize {
        let length = match (self.byte(0), self.byte(1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            (Some(b'\n' | b'\r'), _) => 1,
            _ => 0,
        };
        self.at += length;
        length
    }

    fn newline(&mut self) {
        let start = self.at;
        if self.skip_break() > 0 {
            self.tokens.push(Token { kind: Kind::Newline, range: start..self.at, ..END });
        }
    }

    /// Splits a line; a scalar in quotes and a block take in the lines below.
    fn line(&mut self) {
        let start = self.at;
        self.skip_blanks();
        let indent = self.at - start;
        if indent > 0 {
            self.tokens.push(Token { kind: Kind::Indent, range: start..self.at, ..END });
        }
        match (self.byte(0), self.document_mark().filter(|_| indent == 0)) {
            (_, Some(mark)) => {
                self.push(mark, 3);
                self.content();
            }
            // A directive.
            (Some(b'%'), _) => self.skip_line(),
            _ => self.content(),
        }
        self.newline();
    }

    fn document_mark(&self) -> Option<Kind> {
        let mark = match self.rest().get(..3)? {
            "---" => Kind::DocumentStart,
            "..." => Kind::DocumentEnd,
            _ => return None,
        };
        self.is_blank_or_end(3).then_some(mark)
    }

    fn content(&mut self) {
        loop {
            self.skip_blanks();
            let Some(byte) = self.byte(0).filter(|byte| !matches!(byte, b'\n' | b'\r')) else { return };
            let within = self.open > 0;
            match byte {
                b'#' => {
                    let length = self.rest().find(['\n', '\r']).unwrap_or(self.rest().len());
                    return self.push(Kind::Comment, length);
                }
                b'{' | b'[' => {
                    self.open += 1;
                    self.push(if byte == b'{' { Kind::OpenMap } else { Kind::OpenList }, 1);
                }
                b'}' | b']' if within => {
                    self.open -= 1;
                    self.push(if byte == b'}' { Kind::CloseMap } else { Kind::CloseList }, 1);
                }
                b',' if within => self.push(Kind::Comma, 1),
                b'-' if self.is_blank_or_end(1) => self.push(Kind::Dash, 1),
                b':' if self.is_colon(0) || within && self.follows_closed() => self.push(Kind::Colon, 1),
                b'\'' | b'"' => self.quoted(byte),
                b'|' | b'>' if !within && self.is_block_header() => return self.block(byte == b'|'),
                _ => self.plain_scalar(),
            }
        }
    }

    /// Whether a colon at an offset ends a key.
    fn is_colon(&self, offset: usize) -> bool {
        self.is_blank_or_end(offset + 1)
            || self.open > 0 && matches!(self.byte(offset + 1), Some(b',' | b'}' | b']'))
    }

    /// Whether quotes or a bracket have just been closed.
    fn follows_closed(&self) -> bool {
        let blank = |token: &&Token| matches!(token.kind, Kind::Newline | Kind::Indent | Kind::Comment);
        self.tokens.iter().rev().find(|token| !blank(token)).is_some_and(|token| match token.kind {
            Kind::Scalar => !token.plain,
            kind => matches!(kind, Kind::CloseMap | Kind::CloseList),
        })
    }

    fn push_scalar(&mut self, start: usize, text: String, plain: bool) {
        let range = start..self.at;
        self.tokens.push(Token { kind: Kind::Scalar, range, text, plain });
    }

    /// Takes a plain scalar: up to a colon that ends a key, a comment, or the end of the line. Right behind such a colon
    /// on the same line, further ones are text.
    fn plain_scalar(&mut self) {
        let (start, within) = (self.at, self.open > 0);
        let is_value = !within && self.tokens.last().is_some_and(|token| token.kind == Kind::Colon);
        let mut end = start;
        while let Some(byte) = self.byte(0).filter(|byte| !matches!(byte, b'\n' | b'\r')) {
            let ends = match byte {
                b',' | b'{' | b'}' | b'[' | b']' => within,
                b':' => !is_value && self.is_colon(0),
                b'#' => {
                    self.at > start && self.source.get(..self.at).is_some_and(|it| it.ends_with([' ', '\t']))
                }
                _ => false,
            };
            if ends {
                break;
            }
            self.at += 1;
            if !matches!(byte, b' ' | b'\t') {
                end = self.at;
            }
        }
        let text = self.source.get(start..end).unwrap_or_default().to_owned();
        let next = self.at;
        self.at = end;
        self.push_scalar(start, text, true);
        self.at = next;
    }
}
