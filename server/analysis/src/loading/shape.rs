//! Shapes of values, as the schemas of tools define them.

use std::fmt::Display;

use super::Why;
use super::value::{Map, Value};
use crate::code_span::{code_span, code_start};
use crate::text::shortened;

/// A schema for a value.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    /// Any string.
    Text,
    /// A string that is not empty.
    SomeText,
    /// Any number.
    Number,
    /// A positive integer.
    Count,
    /// A boolean.
    Boolean,
    /// Any mapping.
    Map,
    /// A sequence of values of a shape.
    List(&'static Shape),
    /// A mapping from any keys to values of a shape.
    MapOf(&'static Shape),
    /// A mapping with these keys, all optional, and any others.
    Keys(&'static [(&'static str, Shape)]),
    /// One of some words.
    Word(&'static [&'static str]),
    /// A value of one of these shapes.
    Either(&'static [Shape]),
    /// A value that passes a test, with a description.
    Such(fn(&Value) -> bool, &'static str),
    /// A number that passes a test, with a description.
    SuchNumber(fn(&Value) -> bool, &'static str),
}

impl Shape {
    /// Whether a value has the shape.
    pub(crate) fn fits(self, value: &Value) -> bool {
        match self {
            Self::Text => value.as_str().is_some(),
            Self::SomeText => value.as_str().is_some_and(|text| !text.is_empty()),
            Self::Number => matches!(value, Value::Number(number) if number.is_finite()),
            Self::Count => matches!(value, Value::Number(number) if *number > 0.0 && number.fract() == 0.0),
            Self::Boolean => matches!(value, Value::Boolean(_)),
            Self::Map => value.map().is_some(),
            Self::List(shape) => value.list().is_some_and(|items| items.iter().all(|item| shape.fits(item))),
            Self::MapOf(shape) => {
                value.map().is_some_and(|map| map.iter().all(|(_, value)| shape.fits(value)))
            }
            Self::Keys(keys) => value.map().is_some_and(|map| misfit(map, keys).is_none()),
            Self::Word(words) => value.as_str().is_some_and(|text| words.contains(&text)),
            Self::Either(shapes) => shapes.iter().any(|shape| shape.fits(value)),
            Self::Such(test, _) | Self::SuchNumber(test, _) => test(value),
        }
    }

    /// Returns why a value does not have the shape, if so. `name` is the key, with its parent keys where that helps.
    pub(crate) fn misfit(self, name: &str, value: &Value) -> Option<Why> {
        if self.fits(value) {
            return None;
        }
        let inner = match (self, value) {
            (Self::Either(shapes), _) => {
                let meant = shapes.iter().find(|shape| shape.is_kind_of(value));
                meant.and_then(|shape| shape.misfit(name, value))
            }
            (Self::Keys(keys), Value::Map(map)) => misfit_within(name, map, keys).map(|(_, why)| why),
            (Self::MapOf(shape), Value::Map(map)) => {
                map.iter().find_map(|(key, value)| shape.misfit(&format!("{name}.{key}"), value))
            }
            (Self::List(shape), Value::List(items)) => {
                items.iter().find(|item| !shape.fits(item)).map(|item| item_error(name, *shape, item))
            }
            _ => None,
        };
        inner.or_else(|| Some(self.mismatch(name, value)))
    }

    /// Like [`Self::misfit`], for a value of another type, or an invalid one.
    pub(crate) fn mismatch(self, name: &str, value: &Value) -> Why {
        let key = code_span(brief(name, LONGEST_KEY));
        let must = self.describe();
        let is = match (self, value) {
            (_, Value::Null) => {
                return Why::new(format!("{key} is empty")).detail(format!("It must be {must}."));
            }
            (_, Value::Text(text)) if text.is_empty() => {
                return Why::new(format!("{key} is empty")).detail(format!("It must be {must}."));
            }
            (Self::Word(_) | Self::Such(..), Value::Text(text)) => {
                return not_valid(text, "a", name).detail(format!("It must be {must}."));
            }
            (Self::Number | Self::Count | Self::SuchNumber(..) | Self::Such(..), Value::Number(_)) => {
                excerpt(&value.to_js_text()).to_string()
            }
            _ => value.describe().to_owned(),
        };
        let (full, short) = (format!("{key} must be {must}, not {is}"), format!("{key} must be {must}"));
        if full.chars().count() <= LONGEST_CLAUSE {
            Why::new(full).detail(advice(self, value))
        } else if short.chars().count() <= LONGEST_REASON {
            let detail = Some(advice(self, value)).filter(|advice| !advice.is_empty());
            Why::new(short).detail(detail.unwrap_or_else(|| format!("It is {is}.")))
        } else {
            Why::new(format!("{} cannot be {is}", code_span(brief(name, LONGEST_KEY - 2))))
                .detail(format!("It must be {must}."))
        }
    }

    /// Whether a value has the type of the shape, regardless of its contents.
    fn is_kind_of(self, value: &Value) -> bool {
        match self {
            Self::Text | Self::SomeText | Self::Word(_) => value.as_str().is_some(),
            Self::Map | Self::MapOf(_) | Self::Keys(_) => value.map().is_some(),
            Self::List(_) => value.list().is_some(),
            Self::Number | Self::Count | Self::SuchNumber(..) => matches!(value, Value::Number(_)),
            Self::Boolean => matches!(value, Value::Boolean(_)),
            Self::Either(shapes) => shapes.iter().any(|shape| shape.is_kind_of(value)),
            Self::Such(..) => false,
        }
    }

    /// Describes the shape: what a value must be.
    pub(super) fn describe(self) -> String {
        let mut all = self.alternatives();
        match all.pop() {
            Some(last) if !all.is_empty() => format!("{} or {last}", all.join(", ")),
            last => last.unwrap_or_default(),
        }
    }

    fn alternatives(self) -> Vec<String> {
        let one = match self {
            Self::Text => "a string",
            Self::SomeText => "a non-empty string",
            Self::Number => "a number",
            Self::Count => "a positive integer",
            Self::Boolean => "a boolean",
            Self::List(Self::Text) => "a list of strings",
            Self::List(_) => "a list",
            Self::Map | Self::MapOf(_) | Self::Keys(_) => "a mapping",
            Self::Such(_, what) | Self::SuchNumber(_, what) => what,
            Self::Word(words) => return words.iter().map(|word| format!("`{word}`")).collect(),
            Self::Either(shapes) => return shapes.iter().flat_map(|shape| shape.alternatives()).collect(),
        };
        vec![one.to_owned()]
    }
}

/// Returns the first key of a mapping whose value does not have its shape, and why.
pub(crate) fn misfit<'a>(map: &Map, keys: &'a [(&'a str, Shape)]) -> Option<(&'a str, Why)> {
    misfit_within("", map, keys)
}

/// Like [`misfit`], for a mapping that is the value of a key.
pub(crate) fn misfit_within<'a>(
    name: &str,
    map: &Map,
    keys: &'a [(&'a str, Shape)],
) -> Option<(&'a str, Why)> {
    keys.iter().find_map(|(key, shape)| {
        let path = if name.is_empty() { (*key).to_owned() } else { format!("{name}.{key}") };
        Some((*key, shape.misfit(&path, map.get(key)?)?))
    })
}

/// Returns the reason that a key is missing, and where it is instead.
pub(crate) fn missing(map: &Map, key: &str) -> Why {
    let holder = map.iter().find(|(_, value)| value.map().is_some_and(|inner| inner.get(key).is_some()));
    let detail =
        holder.map(|(name, _)| format!("The one in {} does not count.", code_span(brief(name, LONGEST_KEY))));
    Why::new(format!("`{key}` is missing")).detail(detail.unwrap_or_default())
}

/// Returns the reason that a front matter is YAML without keys.
pub(crate) fn keyless(value: &Value) -> &'static str {
    match value {
        Value::Null => "the front matter is empty",
        _ => "the front matter is not a mapping",
    }
}

/// Returns what a key is parsed as, where that is not what it says.
pub(crate) fn read_as(key: &str, value: &str) -> String {
    const BOTH: usize = 28;
    let key = shortened(key, LONGEST_WORD);
    let value = code_start(value, BOTH - key.chars().count());
    format!("{} is read as {value}", code_span(key))
}

/// Returns the reason that an item of a sequence is invalid.
fn item_error(name: &str, shape: Shape, item: &Value) -> Why {
    let (key, must) = (code_span(brief(name, LONGEST_WORD)), shape.describe());
    match item.as_str() {
        Some(text) if !text.is_empty() => {
            not_valid(text, "in", name).detail(format!("Each item must be {must}."))
        }
        Some(_) => Why::new(format!("an item of {key} is empty")).detail(format!("It must be {must}.")),
        None => Why::new(format!("an item of {key} is {}", item.describe()))
            .detail(format!("Each item must be {must}.")),
    }
}

/// Returns the reason that a string is not a valid value of a key (`a`), or not valid in its sequence (`in`).
fn not_valid(text: &str, how: &str, name: &str) -> Why {
    let key = brief(name, LONGEST_WORD);
    let room = LONGEST_REASON - "`` is not valid  ``".len() - how.len() - key.chars().count();
    // A text of several lines is shown by its first.
    let text = code_start(text.lines().next().unwrap_or_default(), room);
    let key = code_span(key);
    Why::new(match how {
        "a" => format!("{text} is not a valid {key}"),
        how => format!("{text} is not valid {how} {key}"),
    })
}

/// Returns what to do about a value that must be a string and is not.
fn advice(shape: Shape, value: &Value) -> String {
    let is_scalar = !value.is_collection() && *value != Value::Null;
    match shape {
        Shape::Text | Shape::SomeText if is_scalar => {
            format!("Quote the value: YAML reads it as {}.", value.describe())
        }
        _ => String::new(),
    }
}

/// Maximum length of a reason, in characters.
const LONGEST_REASON: usize = 44;

/// Maximum length of a reason that also says what the value is, in characters.
const LONGEST_CLAUSE: usize = 40;

/// Maximum length of a key in a reason, in characters.
const LONGEST_KEY: usize = 24;

/// Maximum length of a word beside others, in characters.
const LONGEST_WORD: usize = 18;

/// Shortens a key in a reason by its outermost parent keys.
fn brief(name: &str, most: usize) -> String {
    let mut name = name;
    while let Some((_, rest)) = name.split_once('.').filter(|_| name.chars().count() > most) {
        name = rest;
    }
    shortened(name, most)
}

/// Formats a key of the author as code in a reason.
pub(crate) fn key_excerpt(key: &str) -> impl Display + use<> {
    code_start(key, LONGEST_KEY)
}

/// Formats a name as code in a reason, beside other words.
pub(crate) fn excerpt(text: &str) -> impl Display + use<> {
    code_start(text, LONGEST_WORD)
}
