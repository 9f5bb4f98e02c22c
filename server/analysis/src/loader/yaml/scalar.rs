//! What a plain scalar means to a YAML library.

use super::{Flavour, Numbers};
use crate::loader::value::Value;

/// What tags of YAML itself begin with.
const CORE: &str = "tag:yaml.org,2002:";

/// The value of a scalar; none for a tag that the flavour refuses.
pub(super) fn resolve(text: &str, plain: bool, tag: Option<&str>, flavour: &Flavour) -> Option<Value> {
    match tag {
        None if plain => Some(untagged(text, flavour)),
        None | Some("tag:yaml.org,2002:str") => Some(Value::Text(text.into())),
        // Bun's tags change nothing but what is plain, and a tag before nothing leaves nothing.
        Some(tag) if flavour.bun && (tag.starts_with(CORE) || text.is_empty() && tag != "!") => {
            Some(if plain { untagged(text, flavour) } else { Value::Text(text.into()) })
        }
        Some(tag) if tag.starts_with(CORE) => {
            let value = untagged(text, flavour);
            (!flavour.is_js_yaml() || fits(tag, &value)).then_some(value)
        }
        Some(_) if plain && text.is_empty() => flavour.unknown_tags.then_some(Value::Null),
        Some(_) => flavour.unknown_tags.then(|| Value::Text(text.into())),
    }
}

/// Whether a value is what a tag of YAML itself promises.
fn fits(tag: &str, value: &Value) -> bool {
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

fn untagged(text: &str, flavour: &Flavour) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Boolean(true),
        "false" | "False" | "FALSE" => Value::Boolean(false),
        _ if flavour.dates && is_date(text) => Value::Date(text.into()),
        _ => number(text, flavour.numbers).map_or_else(|| Value::Text(text.into()), Value::Number),
    }
}

/// `2025-01-31`, alone or with a time of day (YAML 1.1, `timestamp`).
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
    };
    let day = digits(0..4)
        && bytes.get(4) == Some(&b'-')
        && digits(5..7)
        && bytes.get(7) == Some(&b'-')
        && digits(8..10);
    let time = |rest: &str| {
        rest.trim_start_matches(['t', 'T', ' ', '\t'])
            .chars()
            .all(|char| char.is_ascii_digit() || matches!(char, ':' | '.' | '+' | '-' | 'Z' | 'z' | ' '))
    };
    day && text.get(10..).is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(['t', 'T', ' ']) && time(rest) && rest.contains(':')
    })
}

fn number(text: &str, numbers: Numbers) -> Option<f64> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return Some(sign * f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => return Some(f64::NAN),
        _ => {}
    }
    if !unsigned.starts_with(|char: char| char.is_ascii_digit() || char == '.') {
        return None;
    }
    if numbers == Numbers::Core {
        return radix(text).or_else(|| decimal(unsigned).map(|number| sign * number));
    }
    if unsigned.ends_with('_') {
        return None;
    }
    let digits: String = unsigned.chars().filter(|char| *char != '_').collect();
    let special = radix(&digits).or_else(|| radix_of(&digits, "0b", 2)).or_else(|| {
        if numbers == Numbers::JsYaml3 { octal(&digits).or_else(|| sexagesimal(&digits)) } else { None }
    });
    special.or_else(|| decimal(&digits)).map(|number| sign * number)
}

/// `0x1f` and `0o17`.
fn radix(text: &str) -> Option<f64> {
    radix_of(text, "0x", 16).or_else(|| radix_of(text, "0o", 8))
}

fn radix_of(text: &str, prefix: &str, radix: u32) -> Option<f64> {
    let digits = text.strip_prefix(prefix).filter(|digits| !digits.is_empty())?;
    digits.chars().try_fold(0.0, |sum, char| Some(sum * f64::from(radix) + f64::from(char.to_digit(radix)?)))
}

/// `010`.
fn octal(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('0').filter(|digits| !digits.is_empty())?;
    digits.chars().try_fold(0.0, |sum, char| Some(sum * 8.0 + f64::from(char.to_digit(8)?)))
}

/// `1:30`.
fn sexagesimal(text: &str) -> Option<f64> {
    let (first, rest) = text.split_once(':')?;
    let part = |text: &str| -> Option<f64> {
        let whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        whole.then(|| text.parse().ok()).flatten()
    };
    rest.split(':').try_fold(part(first)?, |sum, text| {
        part(text).filter(|part| *part < 60.0).map(|part| sum * 60.0 + part)
    })
}

/// A decimal number without its sign: Rust reads every one of YAML's, and words besides.
fn decimal(text: &str) -> Option<f64> {
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| has_digit && !text.ends_with(['e', 'E']))
}
