//! Prepares a text for the shared parser, where a library accepts more than that parser does.
//!
//! Every library treats a byte-order mark within a text as an ordinary character.

use std::borrow::Cow;

use super::YamlLibrary;
use super::bun::stand_ins::stand_in;
use crate::loading::block::lf_lines;

/// Returns the text for the parser. Its length changes only by substitutes.
pub(super) fn prepare<'a>(source: &'a str, library: &YamlLibrary) -> Cow<'a, str> {
    let wanted = |(at, char): (usize, char)| stands_in(source, at, char, library) || ends_line(char, library);
    if library.bun || !source.char_indices().any(wanted) {
        return Cow::Borrowed(source);
    }
    let mut text = String::with_capacity(source.len() + 8);
    for (at, char) in source.char_indices() {
        if ends_line(char, library) {
            // Spaces at the end of a line mean nothing, and keep the offsets of what follows.
            text.extend(std::iter::repeat_n(' ', char.len_utf8() - 1));
            text.push('\n');
        } else {
            text.push(if stands_in(source, at, char, library) { stand_in(char) } else { char });
        }
    }
    Cow::Owned(text)
}

/// Whether a prepared text contains substitutes.
pub(super) fn has_stand_ins(prepared: &str, library: &YamlLibrary) -> bool {
    !library.bun && prepared.contains(|char| matches!(char, '\u{f700}'..='\u{f7ff}'))
}

/// Returns the offset of a line that ends a document before it has begun.
pub(super) fn early_end(source: &str) -> Option<usize> {
    let is_blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let (at, line) = lf_lines(source).find(|(_, line)| !is_blank(line))?;
    let rest = line.strip_prefix("...")?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some(at)
}

fn stands_in(source: &str, at: usize, char: char, library: &YamlLibrary) -> bool {
    match char {
        // At the very start, libraries skip it.
        '\u{feff}' => at > 0,
        // A lone CR is no line break where control characters are allowed.
        '\r' => library.controls && !source.get(at + 1..).is_some_and(|rest| rest.starts_with('\n')),
        '\t' | '\n' | '\u{85}' => false,
        _ => library.controls && char.is_control(),
    }
}

fn ends_line(char: char, library: &YamlLibrary) -> bool {
    library.old_breaks && matches!(char, '\u{85}' | '\u{2028}' | '\u{2029}')
}
