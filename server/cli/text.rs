//! Formats text for terminals and programs: wrapped lines, and JSON.

use std::borrow::Cow;

use agentls_analysis::code_span::first_code;
use agentls_analysis::printable::{self, is_control};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

/// Makes a text printable on one line: replaces control characters with visible ones, and breaks up GitHub commands,
/// whose older form may be anywhere in a line.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let text = printable::printable(text);
    if text.contains("##[") { Cow::Owned(text.replace("##[", "## [")) } else { text }
}

/// Returns a value as indented JSON. Escapes control characters, which does not change the value.
pub(crate) fn json(value: &impl Serialize) -> serde_json::Result<String> {
    let written = serde_json::to_string_pretty(value)?;
    // Except for its own line breaks, JSON has such characters only in strings.
    let is_raw = |c: char| is_control(c) && c != '\n';
    if !written.contains(is_raw) {
        return Ok(written);
    }
    let mut escaped = String::with_capacity(written.len());
    for c in written.chars() {
        match c {
            c if is_raw(c) => {
                c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| escaped += &format!("\\u{unit:04x}"));
            }
            c => escaped.push(c),
        }
    }
    Ok(escaped)
}

/// Wraps a text at spaces to at most so many columns. A longer word has a line of its own; one that starts with `::`
/// stays on the line before.
pub(crate) fn wrap(text: &str, width: usize) -> String {
    let (mut lines, mut column) = (String::with_capacity(text.len()), 0);
    for word in text.split(' ') {
        let word_width = word.width();
        // GitHub parses a line that begins with `::` as a command.
        if column > 0 && column + 1 + word_width > width && !word.starts_with("::") {
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

/// Splits a message into its first sentence, without the full stop, and the rest. Ignores full stops in code.
pub(crate) fn sentences(message: &str) -> (&str, &str) {
    let mut rest = message;
    while !rest.is_empty() {
        let (words, behind) = first_code(rest).map_or((rest, ""), |(words, _, behind)| (words, behind));
        let ends = words.match_indices(['.', '?', '!']).map(|(at, _)| rest.split_at(at + 1));
        if let Some((_, next)) = ends.into_iter().find(|(_, next)| starts_sentence(next)) {
            let (first, _) = message.split_at(message.len() - next.len());
            return (first.strip_suffix('.').unwrap_or(first), next.trim_start());
        }
        rest = behind;
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
    fn lines_are_broken_at_spaces() {
        assert_eq!(wrap("one two three", 7), "one two\nthree");
        assert_eq!(wrap("unbreakable a b", 5), "unbreakable\na b");
        assert_eq!(wrap("漢字 漢字", 8), "漢字\n漢字");
        assert_eq!(wrap("", 5), "");
        assert_eq!(wrap("one ::error::two", 5), "one ::error::two");
    }

    #[test]
    fn a_message_is_a_first_sentence_and_a_rest() {
        for (message, first, rest) in [
            ("One.", "One", ""),
            ("One. Two. Three?", "One", "Two. Three?"),
            ("Unknown key `a. B`. Did you mean `ab`?", "Unknown key `a. B`", "Did you mean `ab`?"),
            ("Unknown key ``a`. B``. Did you mean `ab`?", "Unknown key ``a`. B``", "Did you mean `ab`?"),
            ("Is it? `x` is.", "Is it?", "`x` is."),
            ("Needs 1.2 or e.g. more.", "Needs 1.2 or e.g. more", ""),
            ("`agentls.toml` has no `a`", "`agentls.toml` has no `a`", ""),
        ] {
            assert_eq!(sentences(message), (first, rest));
        }
    }
}
