//! Valid YAML that strictyaml rejects (PyPI `strictyaml` 1.7.3, `strictyaml/parser.py`, MIT).

use granit_parser::{Event, StructureStyle};

use super::{Builder, ParseError};
use crate::loading::value::Value;

impl Builder<'_> {
    /// Rejects what strictyaml rejects in a mapping: keys that are not strings, and values that are mappings with
    /// different indentation.
    pub(super) fn check_strict(
        &self,
        key: &Value,
        at: usize,
        value: &Value,
        value_at: usize,
        column: &mut Option<usize>,
    ) -> Result<(), ParseError> {
        if key.is_collection() {
            return Err(ParseError::new(at, "a list or mapping as a key"));
        }
        if value.map().is_some() {
            let before = self.source.get(..value_at).unwrap_or_default();
            let own = before.chars().rev().take_while(|char| *char != '\n').count();
            if *column.get_or_insert(own) != own {
                return Err(ParseError::new(value_at, "mappings with different indentation"));
            }
        }
        Ok(())
    }
}

/// Rejects valid YAML that strictyaml rejects.
pub(super) fn check_event(event: &Event<'_>, at: usize) -> Result<(), ParseError> {
    let what = match event {
        Event::SequenceStart(StructureStyle::Flow, ..) | Event::MappingStart(StructureStyle::Flow, ..) => {
            "brackets, which strictyaml rejects"
        }
        Event::Scalar(_, _, anchor, tag) if *anchor > 0 || tag.is_some() => {
            "an anchor or tag, which strictyaml rejects"
        }
        Event::SequenceStart(_, anchor, tag) | Event::MappingStart(_, anchor, tag)
            if *anchor > 0 || tag.is_some() =>
        {
            "an anchor or tag, which strictyaml rejects"
        }
        Event::Alias(_) => "an alias, which strictyaml rejects",
        _ => return Ok(()),
    };
    Err(ParseError::new(at, what))
}
