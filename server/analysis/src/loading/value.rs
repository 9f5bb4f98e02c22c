//! A value as a tool's YAML library hands it to the tool.

use std::rc::Rc;

use rustc_hash::FxHashMap;

/// A value. Clones share what they hold, so that a bomb of aliases costs nothing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(Rc<str>),
    /// A date, where the library makes one, as it is written.
    Date(Rc<str>),
    /// A list.
    List(Rc<[Value]>),
    /// A mapping.
    Map(Rc<Map>),
}

/// A mapping, in the order of the file. Keys are texts, as JavaScript's objects have them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Map {
    entries: Vec<(Rc<str>, Value)>,
    /// Where the entry of each key is, in a mapping that is not small.
    index: FxHashMap<Rc<str>, usize>,
}

/// Mappings up to this length are searched from the start.
const SMALL: usize = 16;

impl Map {
    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        self.position(key).and_then(|at| self.entries.get(at)).map(|(_, value)| value)
    }

    /// The keys with their values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.entries.iter().map(|(name, value)| (&**name, value))
    }

    /// Sets a key, in the place of the one before it if there is one.
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
    /// The text, if it is one.
    pub(crate) fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The mapping, if it is one.
    pub(crate) fn map(&self) -> Option<&Map> {
        if let Self::Map(map) = self { Some(map) } else { None }
    }

    /// The items, if it is a list.
    pub(crate) fn list(&self) -> Option<&[Value]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// Whether it is a mapping or a list.
    pub(crate) fn is_collection(&self) -> bool {
        matches!(self, Self::List(_) | Self::Map(_))
    }

    /// Whether JavaScript takes it for true.
    pub(crate) fn is_truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Boolean(value) => *value,
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
            Self::Date(_) | Self::List(_) | Self::Map(_) => true,
        }
    }

    /// The value in a sentence: `a number`, `a list`.
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

    /// The text that JavaScript makes of a key.
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

    /// The text that JavaScript's `String` makes of the value, or the beginning of a long one.
    pub(crate) fn to_js_text(&self) -> String {
        let mut text = String::new();
        self.push_js_text(&mut text);
        text
    }

    /// Lists may hold each other through aliases, so the text may be far longer than the file.
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

/// The text that JavaScript makes of a number: with an exponent for what is very large or very small.
fn js_number(number: f64) -> String {
    match number {
        f64::INFINITY => "Infinity".to_owned(),
        f64::NEG_INFINITY => "-Infinity".to_owned(),
        _ if number.abs() >= 1e21 => format!("{number:e}").replace('e', "e+"),
        _ if number != 0.0 && number.abs() < 1e-6 => format!("{number:e}"),
        _ => number.to_string(),
    }
}
