//! Text for a terminal: in lines that fit, and without characters that would control it.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

/// The text in one line, with a visible sign in place of each control character.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_control) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if is_control(c) { sign_of(c) } else { c }).collect()
}

/// A source text, every character of which keeps its place in bytes. The excerpts show most control characters
/// themselves; those beyond ASCII they would print.
pub(crate) fn printable_source(text: &str) -> Cow<'_, str> {
    let is_c1 = |c: char| c.is_control() && !c.is_ascii();
    if text.contains(is_c1) { Cow::Owned(text.replace(is_c1, "¤")) } else { Cow::Borrowed(text) }
}

/// Whether a character controls a terminal, or the direction of what follows.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn sign_of(c: char) -> char {
    let sign = match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('␡'),
        _ => None,
    };
    sign.unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The text in lines of at most so many columns, broken at spaces. A longer word has a line of its own.
pub(crate) fn wrap(text: &str, width: usize) -> String {
    let (mut lines, mut column) = (String::with_capacity(text.len()), 0);
    for word in text.split(' ') {
        let word_width = word.width();
        if column > 0 && column + 1 + word_width > width {
            lines.push('\n');
            column = 0;
        } else if column > 0 {
            lines.push(' ');
            column += 1;
        }
        lines += word;
        column += word_width;
    }
    lines
}

/// A message as its first sentence, without the full stop, and the rest. What stands in backticks is no sentence.
pub(crate) fn sentences(message: &str) -> (&str, &str) {
    let mut is_code = false;
    for (at, c) in message.char_indices() {
        let next = message.get(at + c.len_utf8()..).unwrap_or_default();
        is_code ^= c == '`';
        if is_code || !matches!(c, '.' | '?' | '!') || !starts_sentence(next) {
            continue;
        }
        let first = message.get(..at + c.len_utf8()).unwrap_or_default();
        return (first.strip_suffix('.').unwrap_or(first), next.trim_start());
    }
    (message.strip_suffix('.').unwrap_or(message), "")
}

/// Whether a new sentence starts after a full stop.
fn starts_sentence(text: &str) -> bool {
    let start = text.strip_prefix(' ').and_then(|rest| rest.chars().next());
    start.is_some_and(|c| c.is_uppercase() || c == '`')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_controls_a_terminal_is_left() {
        assert_eq!(printable("plain ü 漢"), "plain ü 漢");
        assert_eq!(printable("a\u{1b}[31mb\r\n\u{9b}1m\u{202e}\u{7f}"), "a␛[31mb␍␊\u{fffd}1m\u{fffd}␡");
        assert_eq!(printable_source("a\u{9b}b\n"), "a¤b\n");
        assert_eq!("\u{9b}".len(), "¤".len());
    }

    #[test]
    fn lines_are_broken_at_spaces() {
        assert_eq!(wrap("one two three", 7), "one two\nthree");
        assert_eq!(wrap("unbreakable a b", 5), "unbreakable\na b");
        assert_eq!(wrap("漢字 漢字", 8), "漢字\n漢字");
        assert_eq!(wrap("", 5), "");
    }

    #[test]
    fn a_message_is_a_first_sentence_and_a_rest() {
        for (message, first, rest) in [
            ("One.", "One", ""),
            ("One. Two. Three?", "One", "Two. Three?"),
            ("Unknown key `a. B`. Did you mean `ab`?", "Unknown key `a. B`", "Did you mean `ab`?"),
            ("Is it? `x` is.", "Is it?", "`x` is."),
            ("Needs 1.2 or e.g. more.", "Needs 1.2 or e.g. more", ""),
            ("`agentls.toml` has no `a`", "`agentls.toml` has no `a`", ""),
        ] {
            assert_eq!(sentences(message), (first, rest));
        }
    }
}
