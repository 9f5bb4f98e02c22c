//! Settings as a tree whose parts know where they stand: from the text of a file, or from a section of an editor's.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// A value with the bytes at which it stands; none for what is no text.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub(super) span: Range<usize>,
    pub(super) value: Value,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Table(Vec<Entry>),
    List(Vec<Node>),
    Text(String),
    Integer(i64),
    Boolean(bool),
    /// What no setting takes, such as a date.
    Other,
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Range<usize>,
    pub(super) node: Node,
}

impl Default for Value {
    fn default() -> Self {
        Self::Table(Vec::new())
    }
}

/// A step on the way to a part.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    Key(&'a str),
    Item(usize),
}

impl Node {
    /// Reads a TOML text as far as it is one. What is wrong is said with its place.
    pub(super) fn of_toml(text: &str) -> (Self, Vec<(Range<usize>, String)>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let error =
            |error: &toml::de::Error| (error.span().unwrap_or(0..0), error.message().trim().to_owned());
        (Self::of_table(table.get_ref(), table.span()), errors.iter().map(error).collect())
    }

    fn of_table(table: &DeTable<'_>, span: Range<usize>) -> Self {
        let entry = |(key, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| Entry {
            key: key.get_ref().to_string(),
            key_span: key.span(),
            node: Self::of_value(value),
        };
        Self { span, value: Value::Table(table.iter().map(entry).collect()) }
    }

    fn of_value(value: &Spanned<DeValue<'_>>) -> Self {
        let span = value.span();
        let value = match value.get_ref() {
            DeValue::Table(table) => return Self::of_table(table, span),
            DeValue::Array(items) => Value::List(items.iter().map(Self::of_value).collect()),
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Boolean(boolean) => Value::Boolean(*boolean),
            DeValue::Integer(number) => {
                i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Other, Value::Integer)
            }
            DeValue::Float(_) | DeValue::Datetime(_) => Value::Other,
        };
        Self { span, value }
    }

    /// The same from JSON, where null is as good as nothing.
    pub(super) fn of_json(value: serde_json::Value) -> Self {
        let set = |value: &serde_json::Value| !value.is_null();
        let entry = |(key, value)| Entry { key, key_span: 0..0, node: Self::of_json(value) };
        let value = match value {
            serde_json::Value::Object(map) => {
                Value::Table(map.into_iter().filter(|(_, value)| set(value)).map(entry).collect())
            }
            serde_json::Value::Array(items) => {
                Value::List(items.into_iter().filter(set).map(Self::of_json).collect())
            }
            serde_json::Value::String(text) => Value::Text(text),
            serde_json::Value::Bool(boolean) => Value::Boolean(boolean),
            serde_json::Value::Number(number) => number.as_i64().map_or(Value::Other, Value::Integer),
            serde_json::Value::Null => Value::Other,
        };
        Self { span: 0..0, value }
    }

    /// As JSON, for those who read it into a type.
    pub(super) fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Table(entries) => {
                entries.iter().map(|entry| (entry.key.clone(), entry.node.to_json())).collect()
            }
            Value::List(items) => items.iter().map(Self::to_json).collect(),
            Value::Text(text) => text.clone().into(),
            Value::Integer(number) => (*number).into(),
            Value::Boolean(boolean) => (*boolean).into(),
            Value::Other => serde_json::Value::Null,
        }
    }

    /// The part to which some steps lead.
    pub(super) fn at(&self, steps: &[Step<'_>]) -> Option<&Self> {
        steps.iter().try_fold(self, |node, step| match (&node.value, step) {
            (Value::Table(entries), Step::Key(key)) => {
                entries.iter().find(|entry| entry.key == *key).map(|entry| &entry.node)
            }
            (Value::List(items), Step::Item(index)) => items.get(*index),
            _ => None,
        })
    }
}

/// Steps as people write them: `overrides[0].rules`.
pub(super) fn written(steps: &[Step<'_>]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Key(key) if path.is_empty() => path += key,
            Step::Key(key) => path += &format!(".{key}"),
            Step::Item(index) => path += &format!("[{index}]"),
        }
    }
    path
}
