//! Scalars: their styles, and their types in YAML 1.2.

/// A scalar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The value, after quotes, escapes and folding.
    pub text: Box<str>,
    /// How it is written.
    pub style: Style,
}

/// How a scalar is written (YAML 1.2.2, 7.3 and 8.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Unquoted.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// The type that the core schema gives a scalar (YAML 1.2.2, 10.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarKind {
    /// Nothing, `~`, `null`.
    Null,
    /// `true`, `false`.
    Boolean,
    /// `12`, `0x1f`, `0o17`.
    Integer,
    /// `1.5`, `1e3`, `.inf`, `.nan`.
    Float,
    /// Everything else, and everything in quotes.
    Text,
}

impl Scalar {
    /// Returns the type by the core schema, which all tools of the dialects use, except for dates.
    pub fn kind(&self) -> ScalarKind {
        if self.style == Style::Plain { ScalarKind::from_plain(&self.text) } else { ScalarKind::Text }
    }
}

impl ScalarKind {
    /// Returns the type of an unquoted scalar.
    pub fn from_plain(text: &str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => Self::Null,
            "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Self::Boolean,
            text if is_integer(text) => Self::Integer,
            text if is_float(text) => Self::Float,
            _ => Self::Text,
        }
    }
}

fn digits(text: &str, radix: u32) -> bool {
    !text.is_empty() && text.chars().all(|char| char.is_digit(radix))
}

fn is_integer(text: &str) -> bool {
    if let Some(octal) = text.strip_prefix("0o") {
        return digits(octal, 8);
    }
    if let Some(hexadecimal) = text.strip_prefix("0x") {
        return digits(hexadecimal, 16);
    }
    digits(text.strip_prefix(['-', '+']).unwrap_or(text), 10)
}

fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    // Rust parses every float of the core schema, and words such as `inf` besides.
    unsigned.starts_with(|char: char| char.is_ascii_digit() || char == '.') && unsigned.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_schema() {
        let kind = |text: &str| Scalar { text: text.into(), style: Style::Plain }.kind();
        for (text, expected) in [
            ("", ScalarKind::Null),
            ("~", ScalarKind::Null),
            ("true", ScalarKind::Boolean),
            ("yes", ScalarKind::Text),
            ("012", ScalarKind::Integer),
            ("-3", ScalarKind::Integer),
            ("0x1F", ScalarKind::Integer),
            ("1_000", ScalarKind::Text),
            ("1.", ScalarKind::Float),
            (".5e3", ScalarKind::Float),
            ("-.inf", ScalarKind::Float),
            ("inf", ScalarKind::Text),
            (".", ScalarKind::Text),
            ("1.2.3", ScalarKind::Text),
            ("2025-01-31", ScalarKind::Text),
        ] {
            assert_eq!(kind(text), expected, "{text:?}");
        }
        assert_eq!(Scalar { text: "3".into(), style: Style::DoubleQuoted }.kind(), ScalarKind::Text);
    }
}
