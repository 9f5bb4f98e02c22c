//! Recognises well-known mistakes in an invalid value, with the range to change.

use std::ops::Range;

use super::fault::SyntaxErrorKind;
use crate::syntax::lines::{KeyLine, Line, block_scalar_header, colon_in};

/// Returns the mistake in the value of an entry, and its range in the document.
///
/// `piece` holds the lines of the entry, `key` the parts of its first line, and `text` returns the text of a range.
pub(super) fn recognise<'a>(
    piece: &[Line<'a>],
    key: &KeyLine,
    text: impl Fn(Range<usize>) -> &'a str,
) -> Option<(SyntaxErrorKind, Range<usize>)> {
    let end = piece.last().map_or(key.value.end, Line::end);
    let first_line = text(key.value.clone());
    let value = text(key.value.start..end);
    let at = key.value.start;
    match first_line.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted(value, quote, at),
        Some('[' | '{') => flow(value, at),
        Some('|' | '>') if block_scalar_header(first_line).is_none() => {
            let rest = first_line.trim_start_matches(['|', '>', '+', '-']).trim_start();
            // What follows the indicator, or else the indicators that follow it.
            let start = if rest.is_empty() { at + 1 } else { key.value.end - rest.len() };
            Some((SyntaxErrorKind::BlockScalarHeader, start..key.value.end))
        }
        Some('-') if first_line.starts_with("- ") => Some((SyntaxErrorKind::ItemOnKeyLine, at..at + 1)),
        Some(sign @ ('*' | '&' | '!' | '%' | '@' | '`' | ',' | ']' | '}')) => {
            Some((SyntaxErrorKind::ReservedIndicator(sign), at..at + 1))
        }
        _ => plain(piece, key, first_line),
    }
}

/// Checks a quoted value: closed, with valid escapes and no text after it.
fn quoted(value: &str, quote: char, at: usize) -> Option<(SyntaxErrorKind, Range<usize>)> {
    let mut chars = value.char_indices().skip(1).peekable();
    while let Some((offset, char)) = chars.next() {
        match char {
            '\\' if quote == '"' => {
                let (_, escaped) = chars.next()?;
                if !"0abtnvfre \"/\\N_LPxuU\t\r\n".contains(escaped) {
                    return Some((
                        SyntaxErrorKind::BadEscape,
                        at + offset..at + offset + 1 + escaped.len_utf8(),
                    ));
                }
            }
            '\'' if quote == '\'' && chars.next_if(|(_, next)| *next == '\'').is_some() => {}
            _ if char == quote => return behind(value, offset + 1, at),
            _ => {}
        }
    }
    Some((SyntaxErrorKind::UnclosedQuote, at..at + 1))
}

/// Checks a flow collection: closed, with no text after it.
fn flow(value: &str, at: usize) -> Option<(SyntaxErrorKind, Range<usize>)> {
    let (mut open, mut quote, mut last) = (Vec::new(), None, ' ');
    for (offset, char) in value.char_indices() {
        match (quote, char) {
            (Some(opening), _) if char == opening => quote = None,
            (Some(_), _) => {}
            // Inside a word, an apostrophe is not a quote.
            (None, '"' | '\'') if matches!(last, ' ' | '\n' | '\t' | '[' | '{' | ',' | ':') => {
                quote = Some(char);
            }
            (None, '[' | '{') => open.push(offset),
            (None, ']' | '}') => {
                open.pop();
                if open.is_empty() {
                    return behind(value, offset + 1, at);
                }
            }
            _ => {}
        }
        last = char;
    }
    let opening = open.first().map_or(at, |offset| at + offset);
    Some((SyntaxErrorKind::UnclosedFlow, opening..opening + 1))
}

/// Returns the text after a value that ends at `end`, on the same line.
fn behind(value: &str, end: usize, at: usize) -> Option<(SyntaxErrorKind, Range<usize>)> {
    let rest = value.get(end..)?.lines().next()?;
    let text = rest.trim();
    let start = end + (rest.len() - rest.trim_start().len());
    let comment = text.starts_with('#') && start > end;
    (!text.is_empty() && !comment)
        .then(|| (SyntaxErrorKind::TextAfterValue, at + start..at + start + text.len()))
}

/// Checks an unquoted value: no colon that ends a key, on its first line or below.
fn plain(piece: &[Line<'_>], key: &KeyLine, first_line: &str) -> Option<(SyntaxErrorKind, Range<usize>)> {
    if let Some(colon) = colon_in(first_line) {
        let colon = key.value.start + colon;
        return Some((SyntaxErrorKind::ColonInPlain, colon..colon + 1));
    }
    piece.iter().skip(1).filter(|line| line.has_content()).find_map(|line| {
        let colon = line.start + line.indent() + colon_in(line.content().trim_end())?;
        Some((SyntaxErrorKind::ColonInPlain, colon..colon + 1))
    })
}
