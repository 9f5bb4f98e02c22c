//! What shape a value must have, as the schemas of tools say it.

use super::value::{Map, Value};

/// A shape.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// Any text.
    Text,
    /// A text that is not empty.
    SomeText,
    /// Any number.
    Number,
    /// A whole number above zero.
    Count,
    /// `true` or `false`.
    Boolean,
    /// Any mapping.
    Map,
    /// A list of values of a shape.
    List(&'static Shape),
    /// A mapping of any keys to values of a shape.
    MapOf(&'static Shape),
    /// A mapping with these keys, each of which may be missing, and with any others.
    Keys(&'static [(&'static str, Shape)]),
    /// One of some words.
    Word(&'static [&'static str]),
    /// A value of one of these shapes.
    Either(&'static [Shape]),
    /// A value that passes a test, and what it then is.
    Such(fn(&Value) -> bool, &'static str),
}

impl Shape {
    /// Whether a value has the shape.
    pub(super) fn fits(self, value: &Value) -> bool {
        match self {
            Self::Text => value.text().is_some(),
            Self::SomeText => value.text().is_some_and(|text| !text.is_empty()),
            Self::Number => matches!(value, Value::Number(number) if number.is_finite()),
            Self::Count => matches!(value, Value::Number(number) if *number > 0.0 && number.fract() == 0.0),
            Self::Boolean => matches!(value, Value::Boolean(_)),
            Self::Map => value.map().is_some(),
            Self::List(shape) => value.list().is_some_and(|items| items.iter().all(|item| shape.fits(item))),
            Self::MapOf(shape) => {
                value.map().is_some_and(|map| map.iter().all(|(_, value)| shape.fits(value)))
            }
            Self::Keys(keys) => value.map().is_some_and(|map| misfit(map, keys).is_none()),
            Self::Word(words) => value.text().is_some_and(|text| words.contains(&text)),
            Self::Either(shapes) => shapes.iter().any(|shape| shape.fits(value)),
            Self::Such(test, _) => test(value),
        }
    }

    /// The shape in a sentence: what a value must be.
    pub(super) fn describe(self) -> String {
        match self {
            Self::Text => "a text".to_owned(),
            Self::SomeText => "a text that is not empty".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Count => "a whole number above zero".to_owned(),
            Self::Boolean => "`true` or `false`".to_owned(),
            Self::Map | Self::Keys(_) => "a mapping".to_owned(),
            Self::List(shape) => format!("a list in which each item is {}", shape.describe()),
            Self::MapOf(shape) => format!("a mapping in which each value is {}", shape.describe()),
            Self::Word(words) => format!("one of `{}`", words.join("`, `")),
            Self::Either(shapes) => {
                shapes.iter().map(|shape| shape.describe()).collect::<Vec<_>>().join(", or ")
            }
            Self::Such(_, what) => (*what).to_owned(),
        }
    }
}

/// The first key of a mapping whose value has not the shape that it must have, and why.
pub(super) fn misfit<'a>(map: &Map, keys: &'a [(&'a str, Shape)]) -> Option<(&'a str, String)> {
    keys.iter().find_map(|(key, shape)| {
        let value = map.get(key).filter(|value| !shape.fits(value))?;
        Some((*key, format!("`{key}` is {}, and must be {}", said(value), shape.describe())))
    })
}

/// That a key is missing, and where it stands instead.
pub(super) fn missing(map: &Map, key: &str) -> String {
    let holder = map.iter().find(|(_, value)| value.map().is_some_and(|inner| inner.get(key).is_some()));
    match holder {
        Some((name, _)) => format!("`{key}` is missing, as the one within `{name}` does not count"),
        None => format!("`{key}` is missing"),
    }
}

/// The longest text in a sentence, in characters.
const LONGEST: usize = 40;

/// The start of a text, with dots where it goes on.
pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A value in a sentence.
pub(super) fn said(value: &Value) -> String {
    match value {
        Value::Text(text) if text.is_empty() => "empty".to_owned(),
        Value::Text(text) if text.chars().count() <= LONGEST && !text.contains('\n') => format!("`{text}`"),
        other => other.describe().to_owned(),
    }
}
