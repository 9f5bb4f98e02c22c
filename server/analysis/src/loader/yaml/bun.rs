//! Where Bun's YAML library is on its own (npm `@oven/bun-linux-x64` 1.4.4, held against it over generated texts).
//!
//! Not modelled, as no real file has it: an anchor glued to a bracket, a tab alone on the line behind `key: `, and
//! empty documents.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::Span;

use super::{Flavour, Refusal, documents};
use crate::loader::value::Value;

/// What Bun makes of a text: the value of its only document, or a list of the values of several. An empty text is null.
pub(in crate::loader) fn load_stream(source: &str, flavour: &Flavour) -> Result<Value, Refusal> {
    let mut documents = match documents(source, flavour) {
        Ok(documents) => documents,
        Err(refusal) => match stand_ins(source) {
            Cow::Borrowed(_) => return Err(refusal),
            Cow::Owned(other) => documents_again(&other, flavour).map_err(|_| refusal)?,
        },
    };
    Ok(match documents.len() {
        0 | 1 => documents.pop().unwrap_or(Value::Null),
        _ => Value::List(documents.into()),
    })
}

/// The first character of the private area that stands in for what only Bun takes.
const FIRST: u32 = 0xf700;

/// Puts others in place of characters that only Bun takes: control characters, byte-order marks within the text, and
/// a comma at the start of a value.
fn stand_ins(source: &str) -> Cow<'_, str> {
    let odd =
        |char: char| char.is_control() && !matches!(char, '\0' | '\t' | '\n' | '\r') || char == '\u{feff}';
    if !source.contains(|char| char == ',' || odd(char)) {
        return Cow::Borrowed(source);
    }
    let mut text = String::with_capacity(source.len() + 8);
    for line in source.split_inclusive('\n') {
        let mut comma_may_start = true;
        let mut last = ' ';
        for char in line.chars() {
            let starts = comma_may_start && matches!(last, ' ' | '\t');
            let stands_in = odd(char) || starts && char == ',';
            text.push(if stands_in { stand_in(char) } else { char });
            comma_may_start = match char {
                ' ' | '\t' => comma_may_start,
                ':' | '-' | '?' => true,
                _ => false,
            };
            last = char;
        }
    }
    if text == source { Cow::Borrowed(source) } else { Cow::Owned(text) }
}

fn stand_in(char: char) -> char {
    let offset = if char == '\u{feff}' { 0xff } else { u32::from(char) };
    char::from_u32(FIRST + offset).unwrap_or(char)
}

/// Reads a text with stand-ins and takes them out of the values again.
fn documents_again(source: &str, flavour: &Flavour) -> Result<Vec<Value>, Refusal> {
    let taken_out = Flavour { stand_ins: true, ..*flavour };
    documents(source, &taken_out)
}

/// A scalar without stand-ins.
pub(super) fn without_stand_ins(text: &str) -> Cow<'_, str> {
    let original = |char: char| match u32::from(char).checked_sub(FIRST) {
        Some(0xff) => '\u{feff}',
        Some(offset @ 0..0xff) => char::from_u32(offset).unwrap_or(char),
        _ => char,
    };
    if text.contains(|char| original(char) != char) {
        Cow::Owned(text.chars().map(original).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Where something within brackets or quotes stands on a line that is not indented deeper than the collection in
/// block notation around it: a later line of it, or within brackets also its start, if that begins a line.
pub(super) fn outdented(source: &str, range: Range<usize>, indent: usize, flow: bool) -> Option<usize> {
    let line_start = source.get(..range.start)?.rfind('\n').map_or(0, |at| at + 1);
    let is_first = flow && source.get(line_start..range.start)?.trim().is_empty();
    let (mut at, skipped) = if is_first { (line_start, 0) } else { (range.start, 1) };
    for (index, line) in source.get(at..range.end)?.split_inclusive('\n').enumerate() {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        if index >= skipped && spaces <= indent && !line.trim().is_empty() {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// How far a collection in block notation is indented. A list may stand at the indent of the mapping that it is in;
/// the parser then says where its first item stands.
pub(super) fn indent(source: &str, span: &Span, around: Option<usize>) -> usize {
    let before = source.get(..span.byte_range().unwrap_or_default().start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let dash = line.find('-').filter(|at| line.get(..*at).is_some_and(|text| text.trim().is_empty()));
    dash.filter(|at| Some(*at) == around).unwrap_or_else(|| span.start.col())
}

/// Whether tabs indent the line that a scalar begins on.
pub(super) fn is_tabbed(source: &str, start: usize) -> bool {
    let before = source.get(..start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).any(|byte| byte == b'\t')
}

/// The line with nothing but blanks or a comment, a tab before them, at the end of a text that does not end in a plain
/// scalar: Bun takes the tab for an indentation there, though it passes over such lines elsewhere.
pub(super) fn last_tab(source: &str) -> Option<usize> {
    let mut end = source.len();
    for line in source.rsplit('\n') {
        let start = end - line.len();
        let content = line.trim();
        if start == 0 || !content.is_empty() && !content.starts_with('#') {
            return None;
        }
        if is_tabbed(source, end) {
            return Some(start);
        }
        end = start - 1;
    }
    None
}
