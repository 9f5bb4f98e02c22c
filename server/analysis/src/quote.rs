//! Writing a text so that YAML reads it back.

use crate::syntax::yaml::{Kind, Scalar, Style};

/// The text as a plain scalar, or in double quotes where YAML would read something else. `flow` says that it stands
/// in `[ ]`; `text` that a text is wanted even where the plain form is a number or `true`.
pub(crate) fn quoted(value: &str, flow: bool, text: bool) -> String {
    let reserved = value.starts_with(|first: char| "#&*!|>%@`\"'{}[],?:-".contains(first) && !is_word(value));
    let cuts = value.contains(": ") || value.contains(" #") || value.ends_with(':') || value != value.trim();
    let breaks = flow && value.contains([',', '[', ']', '{', '}']) || value.contains(['\n', '\t', '\r']);
    let kind = Scalar { text: value.into(), style: Style::Plain }.kind();
    if reserved || cuts || breaks || value.is_empty() || text && kind != Kind::Text {
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        value.to_owned()
    }
}

/// A text that stands in a file, in the quotes that need the fewest changes inside. Over several lines YAML folds it as
/// it would fold the same text without quotes.
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
    use super::*;

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
