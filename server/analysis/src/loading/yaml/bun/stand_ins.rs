//! Substitutes for characters that only Bun accepts, so that the shared parser can read the text.

use std::borrow::Cow;

/// First private-use character that is a substitute.
const FIRST: u32 = 0xf700;

/// Substitutes characters that only Bun accepts: control characters, byte-order marks within the text, and a comma at
/// the start of a value.
pub(super) fn put_in(source: &str) -> Cow<'_, str> {
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

/// Returns the substitute of a character below U+00FF, or of a byte-order mark.
pub(in crate::loading::yaml) fn stand_in(char: char) -> char {
    let offset = if char == '\u{feff}' { 0xff } else { u32::from(char) };
    char::from_u32(FIRST + offset).unwrap_or(char)
}

/// Restores the original characters of a scalar.
pub(in crate::loading::yaml) fn take_out(text: &str) -> Cow<'_, str> {
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
