//! Quotes text for YAML and TOML.

use crate::dialect::{Field, Type};
use crate::syntax::yaml::ScalarKind;

/// Returns the text as a plain scalar, or in double quotes where its YAML value would differ. `flow` means inside `[
/// ]`; `text` quotes numbers and `true` as well, so that the value is a string.
pub(crate) fn quoted(value: &str, flow: bool, text: bool) -> String {
    let other = text && ScalarKind::from_plain(value) != ScalarKind::Text;
    if !other && is_simple(value) {
        return value.to_owned();
    }
    let reserved = value.starts_with(|first: char| "#&*!|>%@`\"'{}[],?:-".contains(first) && !is_word(value));
    let cuts = value.contains(": ") || value.contains(" #") || value.ends_with(':') || value != value.trim();
    let breaks = flow && value.contains([',', '[', ']', '{', '}']) || value.contains(needs_escape);
    if reserved || cuts || breaks || value.is_empty() || other {
        format!("\"{}\"", value.chars().map(escaped).collect::<String>())
    } else {
        value.to_owned()
    }
}

/// Returns a value of a field as TOML: a string in quotes, unless the field is for another type.
pub(crate) fn toml_value(value: &str, field: &Field) -> String {
    let kind = ScalarKind::from_plain(value);
    let is_bare = field.types.iter().any(|wanted| match wanted {
        Type::Boolean => kind == ScalarKind::Boolean,
        Type::Integer => kind == ScalarKind::Integer,
        Type::Number => matches!(kind, ScalarKind::Integer | ScalarKind::Float),
        _ => false,
    });
    if is_bare { value.to_owned() } else { format!("\"{}\"", value.chars().map(escaped).collect::<String>()) }
}

/// Returns a text as a TOML string of several lines: as it is, or with escapes where TOML would read it otherwise.
pub(crate) fn toml_text(text: &str) -> String {
    let text = text.trim().replace("\r\n", "\n");
    let escaped = |c: char| match c {
        '\n' | '\t' => c.to_string(),
        '\\' => "\\\\".to_owned(),
        c if needs_escape(c) => escaped(c),
        c => c.to_string(),
    };
    let is_literal =
        !text.contains("'''") && !text.contains(|c| !matches!(c, '\n' | '\t') && needs_escape(c));
    if is_literal && text.contains(['\\', '"']) {
        return format!("'''\n{text}\n'''");
    }
    let text: String = text.chars().map(escaped).collect();
    format!("\"\"\"\n{}\n\"\"\"", text.replace("\"\"\"", "\"\"\\\""))
}

/// Whether a text has no special characters, as most have not.
fn is_simple(value: &str) -> bool {
    value.starts_with(|first: char| first.is_ascii_alphanumeric())
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/'))
}

/// Whether a character must be escaped in YAML: line breaks, controls, and what is not printable (YAML 1.2.2, 5.1 and
/// 5.4).
fn needs_escape(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Escapes a character for double quotes.
fn escaped(c: char) -> String {
    match c {
        '\\' | '"' => format!("\\{c}"),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        '\r' => "\\r".to_owned(),
        c if needs_escape(c) => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    }
}

/// Encloses a text of a file in the quotes that need the fewest changes inside. YAML folds several lines as it would
/// without quotes.
pub(crate) fn enclosed(written: &str) -> String {
    if written.contains(['"', '\\']) {
        format!("'{}'", written.replace('\'', "''"))
    } else {
        format!("\"{written}\"")
    }
}

/// `-x` and `?x` are words; `- x` is an item.
fn is_word(value: &str) -> bool {
    value.starts_with(['-', '?', ':']) && value.chars().nth(1).is_some_and(|second| !second.is_whitespace())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::syntax::yaml;

    #[test]
    fn quoting() {
        for (value, flow, expected) in [
            ("high", false, "high"),
            ("#2196F3", false, "\"#2196F3\""),
            ("Bash(git *)", false, "Bash(git *)"),
            ("a, b", true, "\"a, b\""),
            ("a: b", false, "\"a: b\""),
            ("-x", false, "-x"),
            ("- x", false, "\"- x\""),
            ("true", false, "\"true\""),
            ("sonnet[1m]", false, "sonnet[1m]"),
            ("sonnet[1m]", true, "\"sonnet[1m]\""),
        ] {
            assert_eq!(quoted(value, flow, true), expected);
        }
        assert_eq!(quoted("true", false, false), "true");
    }

    proptest! {
        #[test]
        fn what_is_quoted_is_read_as_it_was(value in "[ -~]{0,8}|\\PC{0,6}|(?s:.){0,6}", flow: bool) {
            let written = quoted(&value, flow, true);
            let line = if flow { format!("k: [{written}]\n") } else { format!("k: {written}\n") };
            let yaml = yaml::parse(&line, 0, &yaml::Nothing);
            let node = &yaml.root.as_ref().unwrap().entries()[0].value;
            let node = if flow { &node.items()[0] } else { node };
            prop_assert!(yaml.faults.is_empty(), "{line}");
            prop_assert_eq!(node.text(), Some(&*value), "{}", line);
            prop_assert!(!written.contains(needs_escape));
        }
    }

    #[test]
    fn enclosing() {
        for (written, expected) in [
            ("a: b", "\"a: b\""),
            ("it's: b", "\"it's: b\""),
            ("\"a\" b", "'\"a\" b'"),
            ("it's \\d: \"b\"", "'it''s \\d: \"b\"'"),
        ] {
            assert_eq!(enclosed(written), expected);
        }
    }
}
