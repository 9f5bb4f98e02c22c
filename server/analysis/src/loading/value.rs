//! A value as a tool's YAML library returns it.

use std::rc::Rc;

use rustc_hash::FxHashMap;

/// A value. Clones share their contents, so that a bomb of aliases costs nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// An empty value, `~` or `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(Rc<str>),
    /// A date as it is written, for libraries that have them.
    Date(Rc<str>),
    /// A sequence.
    List(Rc<[Value]>),
    /// A mapping.
    Map(Rc<Map>),
}

/// A mapping, in the order of the file. Keys are strings, as in JavaScript's objects.
#[derive(Clone, Debug, Default)]
pub(crate) struct Map {
    entries: Vec<(Rc<str>, Value)>,
    /// The index of each key's entry, for large mappings.
    index: FxHashMap<Rc<str>, usize>,
}

/// Maximum length of mappings that are searched linearly.
const SMALL: usize = 16;

impl Map {
    /// Returns the value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.position(key).and_then(|at| self.entries.get(at)).map(|(_, value)| value)
    }

    /// Returns the keys with their values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(name, value)| (&**name, value))
    }

    /// Sets a key, replacing its previous value in place.
    pub(crate) fn set(&mut self, key: Rc<str>, value: Value) {
        if let Some((_, old)) = self.position(&key).and_then(|at| self.entries.get_mut(at)) {
            *old = value;
            return;
        }
        self.entries.push((key, value));
        if self.entries.len() > SMALL {
            let known = self.index.len();
            let new = self.entries.iter().enumerate().skip(known).map(|(at, (name, _))| (name.clone(), at));
            self.index.extend(new);
        }
    }

    fn position(&self, key: &str) -> Option<usize> {
        if self.entries.len() > SMALL {
            return self.index.get(key).copied();
        }
        self.entries.iter().position(|(name, _)| &**name == key)
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl Value {
    /// Returns the string, if it is one.
    pub(crate) fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Returns the mapping, if it is one.
    pub(crate) fn map(&self) -> Option<&Map> {
        if let Self::Map(map) = self { Some(map) } else { None }
    }

    /// Returns the items, if it is a sequence.
    pub(crate) fn list(&self) -> Option<&[Value]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// Whether it is a mapping or a sequence.
    pub(crate) fn is_collection(&self) -> bool {
        matches!(self, Self::List(_) | Self::Map(_))
    }

    /// Whether it is truthy in JavaScript.
    pub(crate) fn is_truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Boolean(value) => *value,
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
            Self::Date(_) | Self::List(_) | Self::Map(_) => true,
        }
    }

    /// Describes the value's type: `a number`, `a list`.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::Null => "empty",
            Self::Boolean(_) => "a boolean",
            Self::Number(number) if number.is_nan() => "`.nan`",
            Self::Number(number) if number.is_infinite() => "`.inf`",
            Self::Number(number) if number.fract() == 0.0 => "an integer",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }

    /// Converts a key to a string as JavaScript does.
    pub(super) fn to_key(&self) -> Rc<str> {
        match self {
            Self::Null => "null".into(),
            Self::Boolean(value) => value.to_string().into(),
            Self::Number(number) => js_number(*number).into(),
            Self::Text(text) | Self::Date(text) => text.clone(),
            Self::List(_) => self.to_js_text().into(),
            Self::Map(_) => "[object Object]".into(),
        }
    }

    /// Converts the value to a string as JavaScript's `String` does; a long one is cut.
    pub(crate) fn to_js_text(&self) -> String {
        let mut text = String::new();
        self.push_js_text(&mut text);
        text
    }

    /// Sequences may contain each other through aliases, so the text may be far longer than the file.
    fn push_js_text(&self, text: &mut String) {
        const ENOUGH: usize = 1024;
        match self {
            Self::Map(_) => text.push_str("[object Object]"),
            Self::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    if text.len() > ENOUGH {
                        return;
                    }
                    if index > 0 {
                        text.push(',');
                    }
                    if *item != Self::Null {
                        item.push_js_text(text);
                    }
                }
            }
            scalar => text.push_str(&scalar.to_key()),
        }
    }
}

/// Formats a number as JavaScript does: with an exponent if it is very large or very small.
fn js_number(number: f64) -> String {
    match number {
        f64::INFINITY => "Infinity".to_owned(),
        f64::NEG_INFINITY => "-Infinity".to_owned(),
        _ if number.abs() >= 1e21 => format!("{number:e}").replace('e', "e+"),
        _ if number != 0.0 && number.abs() < 1e-6 => format!("{number:e}"),
        _ => number.to_string(),
    }
}
