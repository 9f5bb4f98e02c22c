//! Deviations of js-yaml (npm `js-yaml` 3.14 and 4.1.1, both compared with generated texts).
//!
//! Not modelled, as no real file has it: lone carriage returns, flow keys that span lines, a document that is a
//! scalar whose first line is indented, and the checks of types that only tags create (`!!set`).

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event, ScalarStyle, Tag};

use super::{Builder, Numbers, ParseError, YamlLibrary};
use crate::loading::value::Value;

/// Tags that js-yaml accepts before a mapping and before a sequence.
const OF_MAPPINGS: &[&str] = &["tag:yaml.org,2002:map", "tag:yaml.org,2002:set", "!"];
const OF_LISTS: &[&str] =
    &["tag:yaml.org,2002:seq", "tag:yaml.org,2002:omap", "tag:yaml.org,2002:pairs", "!"];

impl YamlLibrary {
    /// Whether js-yaml's own rules apply.
    pub(super) fn is_js_yaml(&self) -> bool {
        matches!(self.numbers, Numbers::JsYaml3 | Numbers::JsYaml4)
    }
}

/// Maximum number of comments right after values that are searched for.
const MOST_COMMENTS: usize = 4;

/// Parses a text as js-yaml does: it accepts a comment right after quotes or brackets.
pub(super) fn load(source: &str, library: &YamlLibrary) -> Result<Value, ParseError> {
    let (mut text, mut added) = (Cow::Borrowed(source), Vec::new());
    loop {
        match super::load_one(&text, library) {
            Err(refusal) if added.len() < MOST_COMMENTS && is_glued_comment(&text, refusal.offset) => {
                text.to_mut().insert(refusal.offset, ' ');
                added.push(refusal.offset);
            }
            Err(refusal) => {
                let before = added.iter().filter(|at| **at < refusal.offset).count();
                return Err(ParseError { offset: refusal.offset - before, ..refusal });
            }
            Ok(value) => return Ok(value),
        }
    }
}

fn is_glued_comment(text: &str, at: usize) -> bool {
    text.split_at_checked(at)
        .is_some_and(|(before, rest)| rest.starts_with('#') && before.ends_with(['"', '\'', ']', '}']))
}

impl Builder<'_> {
    /// Rejects valid YAML that js-yaml rejects, before an event.
    pub(super) fn check_js_yaml(&self, event: &Event<'_>, range: &Range<usize>) -> Result<(), ParseError> {
        let at = range.start;
        let unknown = |tag: &Option<Cow<'_, Tag>>, known: &[&str]| {
            tag.as_ref().is_some_and(|tag| !known.contains(&tag.to_string().as_str()))
        };
        let what = match event {
            Event::Scalar(_, _, anchor, tag) if (*anchor > 0 || tag.is_some()) && self.is_first_key() => {
                "an anchor or tag before the first key"
            }
            Event::Scalar(..) if range.is_empty() && self.is_key() && self.is_colon(at) => {
                "a line starts with `:`"
            }
            Event::Scalar(_, ScalarStyle::Plain, ..) if self.is_outdented_in_brackets(range) => {
                "an unindented line in brackets"
            }
            Event::MappingStart(_, _, tag) if unknown(tag, OF_MAPPINGS) => {
                "a YAML tag that does not fit its value"
            }
            Event::SequenceStart(_, _, tag) if unknown(tag, OF_LISTS) => {
                "a YAML tag that does not fit its value"
            }
            _ => return Ok(()),
        };
        Err(ParseError::new(at, what))
    }

    /// Rejects what js-yaml does not merge: anything but mappings, or a sequence of them.
    pub(super) fn check_merged(&self, value: &Value, at: usize) -> Result<(), ParseError> {
        let is_object = |value: &Value| value.is_collection() || matches!(value, Value::Date(_));
        let merges = value.list().map_or_else(|| is_object(value), |items| items.iter().all(is_object));
        if self.library.is_js_yaml() && !merges {
            return Err(ParseError::new(at, "`<<` needs a mapping to merge"));
        }
        Ok(())
    }

    /// Whether a key of a block mapping comes next.
    fn is_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.mapping && !open.flow && open.values.len() % 2 == 0)
    }

    fn is_first_key(&self) -> bool {
        self.is_key() && self.open.last().is_some_and(|open| open.values.is_empty())
    }

    fn is_colon(&self, at: usize) -> bool {
        self.source.get(at..).is_some_and(|rest| rest.starts_with(':'))
    }

    /// Whether a later line of a plain scalar within brackets is not indented deeper than the enclosing block: js-yaml
    /// ends the scalar there and expects a comma.
    fn is_outdented_in_brackets(&self, range: &Range<usize>) -> bool {
        let Some(open) = self.open.last().filter(|open| open.flow) else { return false };
        let least = open.indent.map_or(0, |indent| indent + 1);
        let outdented = |line: &str| {
            line.len() - line.trim_start_matches(' ').len() < least
                && !line.trim_matches([' ', '\r']).is_empty()
        };
        self.source.get(range.clone()).is_some_and(|text| text.split('\n').skip(1).any(outdented))
    }
}
