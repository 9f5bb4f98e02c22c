//! Escapes a single line of text for markdown: CommonMark 0.31.2 (<https://spec.commonmark.org/0.31.2>), the extended
//! autolinks of GFM (<https://github.github.com/gfm/>, section 6.9), and the formulas and icons of some editors.

use std::fmt::Write;

use crate::code_span::code_span;

/// Writes text. Characters with a meaning in some contexts only are escaped only there, so that sentences stay readable
/// in editors that show the markup.
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

/// Returns the offset of the character that would start a heading, a list, a block quote, a table or a table's
/// delimiter row.
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

/// Writes a code span.
pub(super) fn code(words: &str, out: &mut String) {
    let _ = write!(out, "{}", code_span(words));
}

/// Writes a link destination, percent-encoding what would end it.
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
