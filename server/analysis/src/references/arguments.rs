//! Parses the arguments of a call without knowing its language: strings, escapes, template literals, nested brackets,
//! and unambiguous comments.

mod lexis;

use std::ops::Range;

use super::words::{byte, from};

/// Maximum length of a call, in bytes.
const LONGEST: usize = 16 * 1024;

/// Maximum nesting depth.
const DEEPEST: usize = 64;

/// One argument of a call, or one property of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Argument {
    /// The bytes of its key, without quotes.
    pub(super) key: Option<Range<usize>>,
    /// The string without its quotes, if it is a single string literal.
    pub(super) string: Option<Range<usize>>,
}

/// Parses the arguments after the bracket at `open`; `None` if it is not closed, or too far away. The bytes read are
/// subtracted from the allowance, so that unclosed brackets do not take quadratic time.
pub(super) fn arguments(text: &str, open: usize, allowance: &mut usize) -> Option<Vec<Argument>> {
    let end = text.len().min(open + LONGEST.min(*allowance));
    let closer = closer(byte(text, open)?)?;
    let mut reader =
        ArgumentReader { text, at: open + 1, end, open: vec![closer], ..ArgumentReader::default() };
    let closed = reader.read_arguments();
    *allowance = allowance.saturating_sub(reader.at - open);
    closed.then_some(reader.arguments)
}

fn closer(open: u8) -> Option<u8> {
    match open {
        b'(' => Some(b')'),
        b'[' => Some(b']'),
        b'{' => Some(b'}'),
        _ => None,
    }
}

#[derive(Default)]
struct ArgumentReader<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    /// The closing bytes of the open brackets and template literals, the innermost last.
    open: Vec<u8>,
    arguments: Vec<Argument>,
    argument: Argument,
    /// The tokens of the argument after its key: their number, and the bytes of the last one.
    tokens: usize,
    last: Range<usize>,
}

impl ArgumentReader<'_> {
    /// Whether the first bracket was closed.
    fn read_arguments(&mut self) -> bool {
        while self.at < self.end {
            let Some(byte) = byte(self.text, self.at) else { return false };
            let Some(inner) = self.open.last().copied() else { return true };
            let goes_on = if inner == b'`' { self.template(byte) } else { self.code(byte, inner) };
            if !goes_on {
                return false;
            }
            if self.open.is_empty() {
                return true;
            }
        }
        false
    }

    /// Handles a byte of a template literal.
    fn template(&mut self, byte: u8) -> bool {
        match byte {
            b'\\' => self.at += 2,
            b'`' => {
                self.open.pop();
                if self.outermost() {
                    self.last.end = self.at;
                    let plain = !from(self.text, self.last.start)
                        .iter()
                        .take(self.last.len())
                        .any(|byte| matches!(byte, b'$' | b'\\'));
                    self.argument.string = (self.tokens == 1 && plain).then(|| self.last.clone());
                }
                self.at += 1;
            }
            b'$' if from(self.text, self.at).starts_with(b"${") => {
                self.open.push(b'}');
                self.at += 2;
            }
            _ => self.at += 1,
        }
        self.open.len() <= DEEPEST
    }

    /// Handles a byte outside strings.
    fn code(&mut self, byte: u8, inner: u8) -> bool {
        match byte {
            b'"' | b'\'' if !self.is_apostrophe(byte) => return self.string(byte),
            b'`' => {
                self.token(self.at + 1..self.at + 1);
                self.open.push(b'`');
            }
            b'(' | b'[' | b'{' => {
                self.token(self.at..self.at + 1);
                self.open.extend(closer(byte));
            }
            b')' | b']' | b'}' => {
                if byte != inner {
                    return false;
                }
                if self.outermost() {
                    self.finish();
                }
                self.open.pop();
            }
            b'/' | b'#' if self.is_comment() => {
                self.skip_comment();
                return true;
            }
            b',' if self.outermost() => self.finish(),
            b':' | b'=' if self.outermost() && self.tokens == 1 && self.argument.key.is_none() => {
                self.argument = Argument { key: Some(self.last.clone()), string: None };
                self.tokens = 0;
            }
            _ if byte.is_ascii_whitespace() => {}
            _ => {
                let length =
                    from(self.text, self.at).iter().take_while(|byte| is_word(**byte)).count().max(1);
                self.token(self.at..self.at + length);
                self.at += length - 1;
            }
        }
        self.at += 1;
        self.open.len() <= DEEPEST
    }

    fn outermost(&self) -> bool {
        self.open.len() == 1
    }

    /// Records a token of the argument.
    fn token(&mut self, range: Range<usize>) {
        if self.outermost() {
            self.tokens += 1;
            self.last = range;
            self.argument.string = None;
        }
    }

    fn finish(&mut self) {
        if self.tokens > 0 || self.argument.key.is_some() {
            self.arguments.push(std::mem::take(&mut self.argument));
        }
        self.tokens = 0;
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
