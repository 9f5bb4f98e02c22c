//! Escapes text of files, paths and arguments for display, so that it cannot control what shows it.
//!
//! Escape sequences, line breaks, bidirectional controls and invisible characters can make one text look like another,
//! and a line look like one of ours. Letters of any script are left as they are, and so are the zero-width characters
//! that some scripts and emoji need.

pub(crate) mod unseen;

use std::borrow::Cow;
use std::ops::RangeInclusive;

/// Returns the text in one line, with a visible symbol in place of each control character.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if is_control(c) { sign_of(c) } else { c }).collect()
}

/// Escapes a source text without changing the byte offset of any character. ASCII control characters are kept: excerpts
/// show them themselves.
#[must_use]
pub fn printable_source(text: &str) -> Cow<'_, str> {
    let is_wide = |c: char| !c.is_ascii() && is_control(c);
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

/// Characters that end a line or delimit an annotation.
const BREAKS: [RangeInclusive<char>; 2] = ['\u{2028}'..='\u{2029}', '\u{fff9}'..='\u{fffb}'];

/// Invisible characters: the property `Default_Ignorable_Code_Point` of Unicode 17 (`DerivedCoreProperties.txt`), which
/// the bidirectional controls have as well.
///
/// Some are left out, since writing needs them (The Unicode Standard, chapter 23.2 to 23.4 and those of the scripts):
/// joiners (U+034F, U+200C, U+200D), selectors of a variant (U+180B to U+180F, U+FE00 to U+FE0F, U+E0100 to U+E01EF), and
/// the fillers and vowels of Hangul and Khmer (U+115F, U+1160, U+17B4, U+17B5).
const UNSEEN: [RangeInclusive<char>; 14] = [
    '\u{ad}'..='\u{ad}',
    '\u{61c}'..='\u{61c}',
    '\u{200b}'..='\u{200b}',
    '\u{200e}'..='\u{200f}',
    '\u{202a}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{3164}'..='\u{3164}',
    '\u{feff}'..='\u{feff}',
    '\u{ffa0}'..='\u{ffa0}',
    '\u{fff0}'..='\u{fff8}',
    '\u{1bca0}'..='\u{1bca3}',
    '\u{1d173}'..='\u{1d17a}',
    '\u{e0000}'..='\u{e00ff}',
    '\u{e01f0}'..='\u{e0fff}',
];

/// Whether a character is invisible, controls a terminal, ends a line, or changes the direction of what follows.
#[must_use]
pub fn is_control(c: char) -> bool {
    c.is_control() || !c.is_ascii() && BREAKS.iter().chain(&UNSEEN).any(|range| range.contains(&c))
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
        for plain in
            ["plain ü 漢", "اسم", "نیم\u{200c}فاصله", "👩\u{200d}💻", "❤\u{fe0f}", "ᠠ\u{180b}", "葛\u{e0100}"]
        {
            assert!(matches!(printable(plain), Cow::Borrowed(same) if same == plain));
        }
        assert_eq!(printable("a\u{1b}[31mb\r\n\u{9b}1m\u{202e}\u{7f}"), "a␛[31mb␍␊\u{fffd}1m\u{fffd}␡");
        assert_eq!(printable("\u{61c}\u{2028}\u{2069}\u{e0041}"), "\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
        for unseen in "\u{ad}\u{200b}\u{2060}\u{2063}\u{feff}\u{3164}\u{ffa0}\u{e01f0}".chars() {
            assert_eq!(printable(&format!("re{unseen}view")), "re\u{fffd}view", "{unseen:?}");
        }
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
