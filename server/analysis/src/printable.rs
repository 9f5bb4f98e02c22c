//! Text of files, paths and arguments as people see it: nothing in it controls what shows it.
//!
//! Escape sequences, line breaks and marks that turn the direction of writing can make one text look like another, and
//! a line look like one of ours. Letters of any script are left as they are, and so are the characters without width
//! that some scripts and emoji need.

use std::borrow::Cow;

/// The text in one line, with a visible sign in place of each control character.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if is_control(c) { sign_of(c) } else { c }).collect()
}

/// A source text, every character of which keeps its place in bytes. Excerpts show control characters of ASCII
/// themselves.
#[must_use]
pub fn printable_source(text: &str) -> Cow<'_, str> {
    let is_wide = |c: char| is_control(c) && !c.is_ascii();
    if !text.contains(is_wide) {
        return Cow::Borrowed(text);
    }
    let sign = |c: char| match c.len_utf8() {
        _ if !is_wide(c) => c,
        2 => '¤',
        3 => char::REPLACEMENT_CHARACTER,
        _ => '🯄',
    };
    text.chars().map(sign).collect()
}

/// Whether a character controls a terminal, ends a line, turns the direction of what follows, or carries a text that
/// nobody sees.
#[must_use]
pub fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn sign_of(c: char) -> char {
    let sign = match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('␡'),
        _ => None,
    };
    sign.unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_that_controls_a_terminal_is_left() {
        for plain in ["plain ü 漢", "اسم", "نیم\u{200c}فاصله", "👩\u{200d}💻"] {
            assert!(matches!(printable(plain), Cow::Borrowed(same) if same == plain));
        }
        assert_eq!(printable("a\u{1b}[31mb\r\n\u{9b}1m\u{202e}\u{7f}"), "a␛[31mb␍␊\u{fffd}1m\u{fffd}␡");
        assert_eq!(printable("\u{61c}\u{2028}\u{2069}\u{e0041}"), "\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
        assert_eq!(printable_source("a\u{9b}b\u{202e}c\u{e0041}\n"), "a¤b\u{fffd}c🯄\n");
    }

    proptest! {
        #[test]
        fn any_text(text in any::<String>()) {
            let shown = printable(&text);
            prop_assert!(!shown.contains(is_control));
            prop_assert_eq!(shown.chars().count(), text.chars().count());
            let source = printable_source(&text);
            prop_assert!(!source.contains(|c: char| is_control(c) && !c.is_ascii()));
            prop_assert!(source.char_indices().map(|(at, _)| at).eq(text.char_indices().map(|(at, _)| at)));
        }
    }
}
