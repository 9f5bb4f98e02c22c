//! Texts that a library reads into a structure of the tool, and not into values of its own: Rust's `serde_yaml` 0.9 with
//! `serde`, and Go's `yaml.v3`. The structure decides what a scalar is, so that `name: 5` is the string `5`, and whatever
//! it has no key for is passed over.

use super::libyaml::is_null;
use super::{Builder, ParseError};
use crate::loading::shape::key_excerpt;
use crate::loading::value::Value;

/// A structure: its keys, and those of the mappings inside it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Structure {
    /// The keys, each with the keys of the structure that is its value, if it is one.
    pub(crate) keys: &'static [(&'static str, &'static [&'static str])],
    /// Whether a duplicate key is rejected although the structure does not have it.
    pub(crate) is_unique: bool,
}

/// Resolves a scalar: a string as it is written, or null.
pub(super) fn read_scalar(text: &str, plain: bool, tag: Option<&str>) -> Value {
    let null = plain && is_null(text) && tag.is_none_or(|tag| tag == "tag:yaml.org,2002:null");
    if null { Value::Null } else { Value::Text(text.into()) }
}

impl Builder<'_> {
    /// Rejects a key of a mapping that is complete: one that is no scalar, or is there twice.
    pub(super) fn check_structure(&self, key: &Value, at: usize, is_known: bool) -> Result<(), ParseError> {
        let Some(structure) = self.library.structure else { return Ok(()) };
        let Some(keys) = self.structure_here(structure) else { return Ok(()) };
        if key.is_collection() {
            return Err(ParseError::new(at, "a key is a list or a mapping"));
        }
        let name = key.to_key();
        if is_known && (structure.is_unique || keys.contains(&&*name)) {
            return Err(ParseError::new(at, format!("duplicate key {}", key_excerpt(&name))));
        }
        Ok(())
    }

    /// Returns the keys of the structure that the innermost mapping is read into, if it is.
    fn structure_here(&self, structure: &Structure) -> Option<Vec<&'static str>> {
        match self.open.as_slice() {
            [] => Some(structure.keys.iter().map(|(key, _)| *key).collect()),
            [outer] if outer.mapping && outer.values.len() % 2 == 1 => {
                let (parent, _) = outer.values.last()?;
                let found = structure.keys.iter().find(|(key, _)| parent.as_str() == Some(key));
                found.map(|(_, keys)| keys.to_vec()).filter(|keys| !keys.is_empty())
            }
            _ => None,
        }
    }
}
