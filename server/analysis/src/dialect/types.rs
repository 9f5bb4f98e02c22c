//! The types of values that a field may have.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::code_span::code_span;

/// A type of value, in the notation of the dialect files: `string`, `list<string>`, `list<string|map>`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend(
    "pattern" = "^(string|integer|number|boolean|date|null|map|any|list(<[a-z]+([|][a-z]+)*>)?)$",
    "examples" = ["string", "integer", "number", "boolean", "date", "null", "map", "any", "list<string>"],
))]
pub enum Type {
    /// Text. A tool that takes no number for a text says so in the field's `invalid`.
    String,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A date, with or without a time of day.
    Date,
    /// Nothing, where that says something.
    Null,
    /// A mapping.
    Map,
    /// A sequence whose items have one of these types.
    List(Vec<Type>),
    /// Anything at all.
    Any,
}

impl TryFrom<String> for Type {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Ok(match text.as_str() {
            "string" => Self::String,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "boolean" => Self::Boolean,
            "date" => Self::Date,
            "null" => Self::Null,
            "map" => Self::Map,
            "list" => Self::List(vec![Self::Any]),
            "any" => Self::Any,
            other => match other.strip_prefix("list<").and_then(|rest| rest.strip_suffix('>')) {
                Some(items) => Self::List(
                    items.split('|').map(|item| Self::try_from(item.to_owned())).collect::<Result<_, _>>()?,
                ),
                None => return Err(format!("{} is no type of value", code_span(other))),
            },
        })
    }
}

impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::String => f.write_str("string"),
            Self::Integer => f.write_str("integer"),
            Self::Number => f.write_str("number"),
            Self::Boolean => f.write_str("boolean"),
            Self::Date => f.write_str("date"),
            Self::Null => f.write_str("null"),
            Self::Map => f.write_str("mapping"),
            Self::Any => f.write_str("anything"),
            Self::List(items) => match items.as_slice() {
                [Self::Any] => f.write_str("list"),
                items => {
                    let items: Vec<_> = items.iter().map(|item| format!("{item}s")).collect();
                    write!(f, "list of {}", items.join(" or "))
                }
            },
        }
    }
}
