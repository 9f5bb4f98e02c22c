//! Deviations of libyaml, and of Rust's `serde_yaml` on top of it.
//!
//! Facts: `serde_yaml` 0.9 (<https://docs.rs/serde_yaml>, MIT or Apache-2.0), and readings of a tool that uses it.
//!
//! Not modelled, as no real file has it: comments glued to a comma or to `|`, which libyaml accepts, and a colon on the
//! line below its key within braces, which it rejects.

use std::ops::Range;

use granit_parser::{Event, ScalarStyle, StructureStyle};

use super::{Builder, ParseError};
use crate::loading::value::Value;

mod gap;
mod number;

pub(super) use gap::Gap;
use number::parse_number;

/// What libyaml rejects within braces or brackets right after the colon of an unquoted text, as in `{a:, b: c}`.
pub(super) const NOT_AFTER_COLON: [char; 6] = [',', '?', '[', ']', '{', '}'];

impl Builder<'_> {
    /// Rejects what libyaml rejects although the parser accepts it.
    pub(super) fn check_libyaml(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
    ) -> Result<(), ParseError> {
        let at = range.start;
        let (anchor, empty) = match event {
            Event::Scalar(_, style, anchor, _) => {
                let quoted = self.source.get(range.clone()).filter(|_| *style == ScalarStyle::DoubleQuoted);
                if quoted.is_some_and(has_surrogate) {
                    return Err(ParseError::new(at, "an unpaired surrogate in a string"));
                }
                (*anchor, range.is_empty())
            }
            Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _) => (*anchor, false),
            Event::Alias(anchor) if self.open.iter().any(|open| open.anchor == *anchor) => {
                return Err(ParseError::new(at, "an alias inside its own anchor"));
            }
            _ => (0, false),
        };
        if anchor > 0 && !has_plain_anchor(self.source, at) {
            return Err(ParseError::new(at, "invalid character in an anchor name"));
        }
        if let Event::Scalar(_, ScalarStyle::Plain, ..) = event {
            self.check_colon(range)?;
        }
        self.check_place(at, empty)?;
        self.check_gap(event, range)
    }

    /// Rejects [`NOT_AFTER_COLON`]. Go's port of libyaml takes the colon for a part of the text.
    fn check_colon(&self, range: &Range<usize>) -> Result<(), ParseError> {
        let is_flow = self.open.last().is_some_and(|open| open.flow);
        if !is_flow || range.is_empty() || self.library.merges {
            return Ok(());
        }
        let rest = self.source.get(range.clone()).map_or(0, |text| text.find(":?").unwrap_or(text.len()));
        let behind = self.source.get(range.start + rest..).unwrap_or_default();
        let rejected = behind.strip_prefix(':').is_some_and(|behind| behind.starts_with(NOT_AFTER_COLON));
        if rejected {
            Err(ParseError::new(range.start + rest, "a colon without a space after it"))
        } else {
            Ok(())
        }
    }

    /// Rejects a colon without a key, and a tab after the dash of an item.
    fn check_place(&self, at: usize, empty: bool) -> Result<(), ParseError> {
        let Some(open) = self.open.last() else { return Ok(()) };
        let before = self.source.get(..at).unwrap_or_default();
        let is_key = open.mapping && open.values.len() % 2 == 0;
        let behind = self.source.get(at..).unwrap_or_default().trim_start();
        if is_key && empty && behind.starts_with(':') && !before.trim_end().ends_with('?') {
            return Err(ParseError::new(at, "a colon without a key before it"));
        }
        let item = before.trim_end_matches([' ', '\t']);
        let blanks = before.get(item.len()..).unwrap_or_default();
        if !open.mapping && !open.flow && !empty && item.ends_with('-') && blanks.contains('\t') {
            return Err(ParseError::new(at, "a tab after the `-` of a list item"));
        }
        Ok(())
    }

    /// Rejects a tab that indents a line between the previous event and this one.
    fn check_gap(&mut self, event: &Event<'_>, range: &Range<usize>) -> Result<(), ParseError> {
        let flow = self.open.last().is_some_and(|open| open.flow);
        let starts = matches!(
            event,
            Event::SequenceStart(StructureStyle::Flow, ..) | Event::MappingStart(StructureStyle::Flow, ..)
        );
        let ends = flow && matches!(event, Event::SequenceEnd | Event::MappingEnd);
        let (start, is_plain) = match event {
            Event::Scalar(_, style, ..) if !range.is_empty() => (range.start, *style == ScalarStyle::Plain),
            Event::StreamEnd => (self.source.len(), false),
            Event::Alias(_) => (range.start, false),
            _ if starts || ends => (range.start, false),
            _ => return Ok(()),
        };
        if let Some(tab) = self.gap.tab(self.source, start, flow) {
            return Err(ParseError::new(tab, "a tab used as indentation"));
        }
        let indent = self.open.last().and_then(|open| open.indent).map_or(0, |indent| indent + 1);
        let range = if starts { start..start + 1 } else { range.clone() };
        self.gap.pass(self.source, range, is_plain.then_some(indent));
        Ok(())
    }
}

/// Whether a double-quoted scalar has an escape for a UTF-16 surrogate.
fn has_surrogate(quoted: &str) -> bool {
    let mut rest = quoted;
    while let Some((_, behind)) = rest.split_once('\\') {
        let code = behind.get(1..5).filter(|_| behind.starts_with('u'));
        let code = code.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if code.is_some_and(|code| (0xd800..0xe000).contains(&code)) {
            return true;
        }
        let mut chars = behind.chars();
        chars.next();
        rest = chars.as_str();
    }
    false
}

/// Whether the anchor at an offset has a name of ASCII letters, digits, `-` and `_`.
fn has_plain_anchor(source: &str, at: usize) -> bool {
    let end = source.len().min(at + 1);
    let before = source.get(..end).or_else(|| source.get(..at)).unwrap_or_default();
    let Some(name) = before.rfind('&').and_then(|start| source.get(start + 1..)) else { return true };
    let length = name.find(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '-' | '_')));
    let (name, rest) = name.split_at(length.unwrap_or(name.len()));
    let ends = rest.starts_with(|char: char| {
        char.is_whitespace() || matches!(char, '?' | ':' | ',' | ']' | '}' | '%' | '@' | '`')
    });
    !name.is_empty() && (rest.is_empty() || ends)
}

/// Resolves a scalar to the value that `serde_yaml` passes to JSON.
pub(super) fn resolve(text: &str, plain: bool, tag: Option<&str>) -> Result<Value, &'static str> {
    let own = tag.and_then(|tag| tag.strip_prefix("tag:yaml.org,2002:"));
    if own == Some("str") || !plain && !matches!(own, Some("null" | "bool" | "int" | "float")) {
        return Ok(Value::Text(text.into()));
    }
    let value = untagged(text)?;
    let fits = match (own, &value) {
        (Some("null"), value) => *value == Value::Null,
        (Some("bool"), value) => matches!(value, Value::Boolean(_)),
        (Some("int"), value) => matches!(value, Value::Number(number) if number.fract() == 0.0),
        (Some("float"), value) => matches!(value, Value::Number(_)),
        _ => true,
    };
    match value {
        _ if !fits => Err("a value does not match its tag"),
        // JSON has no such numbers.
        Value::Number(number) if !number.is_finite() => Ok(Value::Null),
        value => Ok(value),
    }
}

/// Whether a plain scalar is null.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Returns the first character of a text that libyaml cannot read at all, with its offset.
pub(crate) fn unreadable_char(text: &str) -> Option<(usize, char)> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t')) {
        return None;
    }
    let is_control = |char: char| char.is_control() && !matches!(char, '\n' | '\r' | '\t' | '\u{85}');
    text.char_indices().find(|(_, char)| is_control(*char) || matches!(char, '\u{fffe}' | '\u{ffff}'))
}

fn untagged(text: &str) -> Result<Value, &'static str> {
    Ok(match text {
        _ if is_null(text) => Value::Null,
        "true" | "True" | "TRUE" => Value::Boolean(true),
        "false" | "False" | "FALSE" => Value::Boolean(false),
        _ => parse_number(text)?.map_or_else(|| Value::Text(text.into()), Value::Number),
    })
}

#[cfg(test)]
mod tests {
    use crate::loading::yaml::{YamlLibrary, load};

    #[test]
    fn a_colon_in_brackets_needs_a_space_before_punctuation() {
        let texts = "a: {b: , c: d}|a: {b:, c: d}|a: {b:}|a: [b:]|a: {b:[c]}|a: {b:{c: d}}|a: {b:?c}|a: {bb:?: c}|a: [b:c]\
                     |a: {\"b\":, c: d}|a: {\"b\":[c]}|a: b:,|a: b:?|a: {b: c:}";
        for text in texts.split('|') {
            let real = serde_yaml::from_str::<serde_yaml::Value>(text).is_ok();
            assert_eq!(load(text, &YamlLibrary::SERDE_YAML).is_ok(), real, "{text}");
        }
    }
}
