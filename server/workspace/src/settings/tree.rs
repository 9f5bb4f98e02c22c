//! Settings as a tree with source ranges: from the text of a file, or from a section of an editor's settings.

use std::ops::Range;

use agentls_analysis::syntax::yaml;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// A value with its range in bytes; `None` if there is no text.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub(super) span: Range<usize>,
    pub(super) value: TreeValue,
}

#[derive(Clone, Debug)]
pub(super) enum TreeValue {
    Table(Vec<TreeEntry>),
    List(Vec<Node>),
    Text(String),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    /// A null value.
    Null,
    /// A type that no setting accepts, in words.
    Other(&'static str),
}

#[derive(Clone, Debug)]
pub(super) struct TreeEntry {
    pub(super) key: String,
    pub(super) key_span: Range<usize>,
    pub(super) node: Node,
}

impl Default for TreeValue {
    fn default() -> Self {
        Self::Table(Vec::new())
    }
}

/// A step of a path into the tree.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    Key(&'a str),
    Item(usize),
}

impl Node {
    /// Parses TOML with error recovery. Errors have ranges.
    pub(super) fn of_toml(text: &str) -> (Self, Vec<(Range<usize>, String)>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let error =
            |error: &toml::de::Error| (error.span().unwrap_or(0..0), error.message().trim().to_owned());
        (Self::of_table(table.get_ref(), table.span()), errors.iter().map(error).collect())
    }

    fn of_table(table: &DeTable<'_>, span: Range<usize>) -> Self {
        let entry = |(key, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| TreeEntry {
            key: key.get_ref().to_string(),
            key_span: key.span(),
            node: Self::of_value(value),
        };
        Self { span, value: TreeValue::Table(table.iter().map(entry).collect()) }
    }

    fn of_value(value: &Spanned<DeValue<'_>>) -> Self {
        let span = value.span();
        let value = match value.get_ref() {
            DeValue::Table(table) => return Self::of_table(table, span),
            DeValue::Array(items) => TreeValue::List(items.iter().map(Self::of_value).collect()),
            DeValue::String(text) => TreeValue::Text(text.to_string()),
            DeValue::Boolean(boolean) => TreeValue::Boolean(*boolean),
            DeValue::Integer(number) => integer(number.as_str(), number.radix()),
            DeValue::Float(number) => float(number.as_str()),
            DeValue::Datetime(_) => TreeValue::Other("a date"),
        };
        Self { span, value }
    }

    /// Converts JSON; null values are dropped.
    pub(super) fn of_json(value: serde_json::Value) -> Self {
        let set = |value: &serde_json::Value| !value.is_null();
        let entry = |(key, value)| TreeEntry { key, key_span: 0..0, node: Self::of_json(value) };
        let value = match value {
            serde_json::Value::Object(map) => {
                TreeValue::Table(map.into_iter().filter(|(_, value)| set(value)).map(entry).collect())
            }
            serde_json::Value::Array(items) => {
                TreeValue::List(items.into_iter().filter(set).map(Self::of_json).collect())
            }
            serde_json::Value::String(text) => TreeValue::Text(text),
            serde_json::Value::Bool(boolean) => TreeValue::Boolean(boolean),
            serde_json::Value::Number(number) => number
                .as_i64()
                .map_or_else(|| TreeValue::Number(number.as_f64().unwrap_or(f64::NAN)), TreeValue::Integer),
            serde_json::Value::Null => TreeValue::Null,
        };
        Self { span: 0..0, value }
    }

    /// Converts YAML, as far as it is valid.
    pub(super) fn of_yaml(node: &yaml::Node) -> Self {
        let entry = |entry: &yaml::Entry| TreeEntry {
            key: entry.name().unwrap_or_default().to_owned(),
            key_span: entry.key.span.clone(),
            node: Self::of_yaml(&entry.value),
        };
        let value = match &node.value {
            yaml::Value::Mapping(entries) => TreeValue::Table(entries.iter().map(entry).collect()),
            yaml::Value::Sequence(items) => TreeValue::List(items.iter().map(Self::of_yaml).collect()),
            yaml::Value::Alias => TreeValue::Other("an alias, which is not followed"),
            yaml::Value::Scalar(scalar) => match scalar.kind() {
                yaml::ScalarKind::Null => TreeValue::Null,
                yaml::ScalarKind::Boolean => TreeValue::Boolean(scalar.text.eq_ignore_ascii_case("true")),
                yaml::ScalarKind::Integer => integer(&scalar.text, 10),
                yaml::ScalarKind::Float => float(&scalar.text),
                yaml::ScalarKind::Text => TreeValue::Text(scalar.text.to_string()),
            },
        };
        Self { span: node.span.clone(), value }
    }

    /// The range to underline for a table: its header or its first key, since a whole table would be too much.
    pub(super) fn head(&self) -> Range<usize> {
        let first = match &self.value {
            TreeValue::Table(entries) => {
                entries.iter().map(|entry| &entry.key_span).min_by_key(|key| key.start)
            }
            _ => None,
        };
        let inside = first.filter(|key| self.span.start <= key.start && key.end <= self.span.end);
        inside.unwrap_or(&self.span).clone()
    }

    /// Converts to JSON, for deserialization.
    pub(super) fn to_json(&self) -> serde_json::Value {
        match &self.value {
            TreeValue::Table(entries) => {
                entries.iter().map(|entry| (entry.key.clone(), entry.node.to_json())).collect()
            }
            TreeValue::List(items) => items.iter().map(Self::to_json).collect(),
            TreeValue::Text(text) => text.clone().into(),
            TreeValue::Integer(number) => (*number).into(),
            TreeValue::Boolean(boolean) => (*boolean).into(),
            TreeValue::Number(number) => (*number).into(),
            TreeValue::Null | TreeValue::Other(_) => serde_json::Value::Null,
        }
    }

    /// Returns the part at some steps.
    pub(super) fn at(&self, steps: &[Step<'_>]) -> Option<&Self> {
        steps.iter().try_fold(self, |node, step| match (&node.value, step) {
            (TreeValue::Table(entries), Step::Key(key)) => {
                entries.iter().find(|entry| entry.key == *key).map(|entry| &entry.node)
            }
            (TreeValue::List(items), Step::Item(index)) => items.get(*index),
            _ => None,
        })
    }
}

fn integer(text: &str, radix: u32) -> TreeValue {
    i64::from_str_radix(text, radix).map_or(TreeValue::Other("one that is too large"), TreeValue::Integer)
}

/// Converts a number, since JSON has neither infinity nor NaN.
fn float(text: &str) -> TreeValue {
    let finite = text.parse().ok().filter(|number: &f64| number.is_finite());
    finite.map_or(TreeValue::Other("one that is infinite or not a number"), TreeValue::Number)
}

impl Node {
    /// Whether it is an empty table.
    pub(super) fn is_empty(&self) -> bool {
        matches!(&self.value, TreeValue::Table(entries) if entries.is_empty())
    }

    /// Returns the part at a path such as `overrides[0].rules`.
    pub(super) fn at_path(&self, path: &str) -> Option<&Self> {
        let steps = path.split(['.', '[']).map(|step| match step.strip_suffix(']') {
            Some(index) => Step::Item(index.parse().unwrap_or(usize::MAX)),
            None => Step::Key(step),
        });
        self.at(&steps.collect::<Vec<_>>())
    }
}

/// Formats steps as a path such as `overrides[0].rules`.
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
