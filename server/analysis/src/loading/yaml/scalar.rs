//! Resolves plain scalars as YAML libraries do.

use super::{Numbers, YamlLibrary};
use crate::loading::value::Value;

mod js;

/// Prefix of the tags of YAML itself.
const CORE: &str = "tag:yaml.org,2002:";

/// Resolves a scalar to its value; `None` for a tag that the library rejects.
pub(super) fn resolve(text: &str, plain: bool, tag: Option<&str>, library: &YamlLibrary) -> Option<Value> {
    match tag {
        None if plain => Some(untagged(text, library)),
        None | Some("tag:yaml.org,2002:str") => Some(Value::Text(text.into())),
        // Bun's tags change nothing but what is plain, and a tag before nothing leaves nothing.
        Some(tag) if library.bun && (tag.starts_with(CORE) || text.is_empty() && tag != "!") => {
            Some(if plain { untagged(text, library) } else { Value::Text(text.into()) })
        }
        Some(tag) if tag.starts_with(CORE) => {
            let value = untagged(text, library);
            (!library.is_js_yaml() || matches_tag(tag, &value)).then_some(value)
        }
        Some(_) if plain && text.is_empty() => library.unknown_tags.then_some(Value::Null),
        Some(_) => library.unknown_tags.then(|| Value::Text(text.into())),
    }
}

/// Whether a value has the type of a YAML tag.
fn matches_tag(tag: &str, value: &Value) -> bool {
    match tag.strip_prefix(CORE).unwrap_or_default() {
        "null" => *value == Value::Null,
        "bool" => matches!(value, Value::Boolean(_)),
        "int" => matches!(value, Value::Number(number) if number.fract() == 0.0),
        "float" => matches!(value, Value::Number(_)),
        "timestamp" => matches!(value, Value::Date(_)),
        "binary" => true,
        _ => false,
    }
}

fn untagged(text: &str, library: &YamlLibrary) -> Value {
    if is_word(text) {
        return Value::Text(text.into());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Boolean(true),
        "false" | "False" | "FALSE" => Value::Boolean(false),
        _ if library.dates && js::is_date(text) => Value::Date(text.into()),
        _ => parse_number(text, library.numbers).map_or_else(|| Value::Text(text.into()), Value::Number),
    }
}

/// Whether a plain scalar is a string to every library: it begins with a letter, and not with one that null, true or
/// false begin with.
fn is_word(text: &str) -> bool {
    let first = text.bytes().next().map(|byte| byte.to_ascii_lowercase());
    first.is_some_and(|first| first.is_ascii_lowercase() && !matches!(first, b'n' | b't' | b'f'))
}

fn parse_number(text: &str, numbers: Numbers) -> Option<f64> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return Some(sign * f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => return Some(f64::NAN),
        _ => {}
    }
    match numbers {
        Numbers::JsYaml3 | Numbers::JsYaml4 => js::parse_number(text, numbers == Numbers::JsYaml3),
        // Those of `serde_yaml` are resolved already (`libyaml`).
        Numbers::Core | Numbers::Serde
            if unsigned.starts_with(|char: char| char.is_ascii_digit() || char == '.') =>
        {
            radix(text).or_else(|| decimal(unsigned).map(|number| sign * number))
        }
        Numbers::Core | Numbers::Serde => None,
    }
}

/// Parses `0x1f` and `0o17`.
fn radix(text: &str) -> Option<f64> {
    radix_of(text, "0x", 16).or_else(|| radix_of(text, "0o", 8))
}

fn radix_of(text: &str, prefix: &str, radix: u32) -> Option<f64> {
    let digits = text.strip_prefix(prefix).filter(|digits| !digits.is_empty())?;
    digits.chars().try_fold(0.0, |sum, char| Some(sum * f64::from(radix) + f64::from(char.to_digit(radix)?)))
}

/// Parses a decimal number without its sign: Rust accepts all of YAML's, and words besides.
fn decimal(text: &str) -> Option<f64> {
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| has_digit && !text.ends_with(['e', 'E']))
}
