//! Plain scalars over several lines.

use super::LenientParser;
use super::scan::Kind;
use crate::loading::value::Value;

impl LenientParser<'_> {
    /// Parses a scalar in block style. A plain one goes on in the lines that are indented deeper than its parent.
    pub(super) fn block_scalar(&mut self, parent: Option<usize>) -> Value {
        let first = self.advance();
        if !first.plain {
            return Value::Text(first.text.into());
        }
        let mut text = first.text;
        while let Some((blank_lines, start)) = self.next_line(parent) {
            let mut next = start;
            let kind = |at: usize| self.tokens.get(at).map_or(Kind::End, |token| token.kind);
            let word = |at: usize| self.tokens.get(at).map_or("", |token| token.text.as_str());
            let line = match kind(next) {
                // A line that looks like an entry begins another key.
                Kind::Scalar if kind(next + 1) == Kind::Colon => break,
                Kind::Scalar => word(next).to_owned(),
                Kind::Dash if kind(next + 1) == Kind::Scalar => {
                    next += 1;
                    format!("- {}", word(next))
                }
                Kind::Dash => "-".to_owned(),
                _ => break,
            };
            self.at = next + 1;
            text.push_str(&match blank_lines {
                0 => " ".to_owned(),
                count => "\n".repeat(count),
            });
            text.push_str(&line);
        }
        Value::Text(text.into())
    }

    /// Finds the next line that is no blank one, if it continues a scalar: the blank lines before it, and the index of
    /// its first token behind the indentation.
    fn next_line(&self, parent: Option<usize>) -> Option<(usize, usize)> {
        let (mut at, mut blank) = (self.at, 0);
        let kind = |at: usize| self.tokens.get(at).map_or(Kind::End, |token| token.kind);
        while kind(at) == Kind::Newline {
            at += 1;
            match kind(at) {
                Kind::Newline => blank += 1,
                Kind::Indent if matches!(kind(at + 1), Kind::Newline | Kind::End) => {
                    blank += 1;
                    at += 1;
                }
                Kind::Indent => {
                    let indent = self.tokens.get(at).map_or(0, |token| token.range.len());
                    let deeper = parent.is_none_or(|parent| indent > parent);
                    return (deeper && kind(at + 1) != Kind::Comment).then_some((blank, at + 1));
                }
                Kind::End | Kind::DocumentStart | Kind::DocumentEnd => return None,
                _ => return parent.is_none().then_some((blank, at)),
            }
        }
        None
    }

    /// Parses a scalar in brackets or braces, where a plain one goes on whatever the indentation.
    pub(super) fn flow_scalar(&mut self) -> String {
        let first = self.advance();
        if !first.plain {
            return first.text;
        }
        let mut text = first.text;
        loop {
            let (start, mut breaks) = (self.at, false);
            while matches!(self.next_kind(), Kind::Newline | Kind::Indent | Kind::Comment) {
                breaks |= self.next_kind() == Kind::Newline;
                self.at += 1;
            }
            let next = self.token();
            if !breaks || next.kind != Kind::Scalar || !next.plain {
                self.at = start;
                return text;
            }
            text.push(' ');
            text.push_str(&self.advance().text);
        }
    }
}
