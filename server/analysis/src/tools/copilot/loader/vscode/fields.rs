//! Keys that VS Code reads, and the values that it takes. To it every scalar is a string.

use crate::loading::value::Value;

/// A key.
pub(super) struct VsCodeField {
    /// Its name.
    pub(super) name: &'static str,
    takes: Takes,
}

/// What values a key takes.
#[derive(Clone, Copy)]
enum Takes {
    /// Any value, or one that is checked elsewhere.
    Any,
    /// A string.
    Text,
    /// `true` or `false`.
    Switch,
    /// A list.
    List,
    /// A string or a list.
    TextOrList,
    /// A mapping.
    Map,
    /// One of some words.
    Word(&'static [&'static str]),
}

impl VsCodeField {
    pub(super) const fn any(name: &'static str) -> Self {
        Self { name, takes: Takes::Any }
    }

    pub(super) const fn text(name: &'static str) -> Self {
        Self { name, takes: Takes::Text }
    }

    pub(super) const fn switch(name: &'static str) -> Self {
        Self { name, takes: Takes::Switch }
    }

    pub(super) const fn list_of(name: &'static str) -> Self {
        Self { name, takes: Takes::List }
    }

    pub(super) const fn text_or_list(name: &'static str) -> Self {
        Self { name, takes: Takes::TextOrList }
    }

    pub(super) const fn map(name: &'static str) -> Self {
        Self { name, takes: Takes::Map }
    }

    pub(super) const fn word(name: &'static str, words: &'static [&'static str]) -> Self {
        Self { name, takes: Takes::Word(words) }
    }

    /// Returns why a value has no effect, as a clause, if so. Nothing is lost with an empty one.
    pub(super) fn misfit(&self, value: &Value) -> Option<String> {
        let text = value.as_str();
        if text.is_some_and(str::is_empty) {
            return None;
        }
        let (fits, must) = match self.takes {
            Takes::Any => return None,
            Takes::Text => (text.is_some(), "a string".to_owned()),
            Takes::Switch => (matches!(text, Some("true" | "false")), "a boolean".to_owned()),
            Takes::List => (value.list().is_some(), "a list".to_owned()),
            Takes::TextOrList => (text.is_some() || value.list().is_some(), "a string or a list".to_owned()),
            Takes::Map => (value.map().is_some(), "a mapping".to_owned()),
            Takes::Word(words) => {
                let all: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
                (text.is_some_and(|text| words.contains(&text)), all.join(" or "))
            }
        };
        (!fits).then(|| format!("it must be {must}"))
    }
}
