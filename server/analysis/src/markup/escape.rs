//! How a text of one line is written in markdown so that it reads as that text: CommonMark 0.31
//! (<https://spec.commonmark.org/0.31.2>), the links without marks of GFM (<https://github.github.com/gfm/>, section 6.9), and
//! the formulas and icons that some editors know.

use std::fmt::Write;

use crate::code_span::code_span;

/// Writes a text. What means something only in some places is escaped only there, so that sentences look like themselves in
/// editors that show the marks.
pub(super) fn escape_text(words: &str, out: &mut String) {
    let starts = out.is_empty();
    let words = if starts { words.trim_start() } else { words };
    let marker = if starts { marker(words) } else { None };
    let mut before = None;
    for (at, c) in words.char_indices() {
        let behind = words.get(at + c.len_utf8()..).unwrap_or_default();
        let next = behind.chars().next();
        let is_inside = |around: Option<char>| around.is_some_and(char::is_alphanumeric);
        let is_live = match c {
            '`' | '*' | '<' | '[' | ']' | '~' | '|' | '@' | '$' => true,
            '_' => !is_inside(before) || !is_inside(next),
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
            '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
            ':' => behind.starts_with("//"),
            '.' => words.get(at.saturating_sub(3)..at).is_some_and(|word| word.eq_ignore_ascii_case("www")),
            _ => false,
        };
        if is_live || marker == Some(at) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// Where in a text at the start of a line the sign stands that would make a heading, a list, a quote, a table or a line of it.
fn marker(words: &str) -> Option<usize> {
    let first = words.chars().next()?;
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    match first {
        '-' | '+' | '=' | '>' | ':' => Some(0),
        '#' => {
            let marks = words.trim_start_matches('#');
            (ends(marks) && words.len() - marks.len() <= 6).then_some(0)
        }
        '0'..='9' => {
            let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
            let at = words.len() - rest.len();
            (rest.starts_with(['.', ')']) && ends(rest.get(1..)?)).then_some(at)
        }
        _ => None,
    }
}

/// Writes a span of code. In the cell of a table, code with a bar is a text: there is no way to write every such code.
pub(super) fn code(words: &str, in_cell: bool, out: &mut String) {
    if in_cell && words.contains('|') {
        return escape_text(words.trim(), out);
    }
    let _ = write!(out, "{}", code_span(words));
}

/// The address of a link, without what would end it.
pub(super) fn address(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for c in target.chars() {
        if c.is_ascii_alphanumeric() || "-._~:/?#@!$&'*+,;=%".contains(c) {
            out.push(c);
        } else {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| {
                let _ = write!(out, "%{byte:02X}");
            });
        }
    }
    out
}
