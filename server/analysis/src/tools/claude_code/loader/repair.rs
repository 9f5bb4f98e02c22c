//! The second try of Claude Code at front matter that is not YAML: it puts values in quotes, line by line.
//!
//! It looks at lines that begin, at their very start, with a key of letters, `_` and `-`. It sees no other: not the
//! lines of lists and nested mappings, not lines that end in CR, which its pattern does not match.

use std::fmt::Write;
use std::ops::Range;

use crate::loading::block::{JS_LINE_ENDS, js_space, lf_lines};
use crate::loading::value::Value;
use crate::loading::yaml::{YamlLibrary, load_stream};

/// A front matter after the repair.
#[derive(Clone, Debug, Default)]
pub(super) struct Repair {
    /// The repaired text.
    pub(super) text: String,
    /// Keys whose values were good and mean something else in quotes, with the texts that they become.
    pub(super) changed: Vec<(String, String)>,
    /// Where each line begins: in the repaired text, and in the text before.
    lines: Vec<(usize, usize)>,
    /// The lines whose values were put in quotes, in bytes of the text before.
    quoted: Vec<Range<usize>>,
}

impl Repair {
    /// The place in the text before that answers to one in the repaired text, as far as the line.
    pub(super) fn origin(&self, offset: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= offset);
        let known = line.checked_sub(1).and_then(|index| self.lines.get(index));
        known.map_or(offset, |(start, origin)| origin + (offset - start))
    }

    /// Whether the value at a place in the text before was put in quotes.
    pub(super) fn quoted_at(&self, offset: usize) -> bool {
        self.quoted.iter().any(|line| line.contains(&offset))
    }
}

/// Repairs a front matter.
pub(super) fn repair(source: &str) -> Repair {
    let mut repair = Repair::default();
    for (origin, line) in lf_lines(source) {
        if origin > 0 {
            repair.text.push('\n');
        }
        repair.lines.push((repair.text.len(), origin));
        let range = origin..origin + line.len();
        match key_and_value(line).filter(|(_, value)| wants_quotes(value)) {
            Some((key, value)) => {
                note_change(&mut repair, line, key, value);
                repair.quoted.push(range);
                let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
                // Writing to a string cannot fail.
                let _ = write!(repair.text, "{key}: \"{escaped}\"");
            }
            None => {
                let rest = line.trim_start_matches('\t');
                for _ in 0..line.len() - rest.len() {
                    repair.text.push_str("  ");
                }
                repair.text.push_str(rest);
            }
        }
    }
    repair
}

/// Splits a line as the pattern `^([a-zA-Z_-]+):\s+(\S.*)$` does.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = line.split_once(':')?;
    let word = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphabetic() || b"_-".contains(&byte));
    let value = rest.trim_start_matches(js_space);
    let fits = word && !value.is_empty() && value.len() < rest.len();
    (fits && !value.contains(JS_LINE_ENDS)).then_some((key, value))
}

/// Whether the repair puts a value in quotes.
fn wants_quotes(value: &str) -> bool {
    let within = |quote: char| value.starts_with(quote) && value.ends_with(quote);
    let special = value.contains(['{', '}', '[', ']', '*', '&', '#', '!', '|', '>', '%', '@', '`']);
    (special || value.contains(": ")) && !within('"') && !within('\'') && !is_list(value)
}

/// Whether a value is a list in brackets that the YAML library reads.
fn is_list(value: &str) -> bool {
    value.starts_with('[')
        && value.trim_end().ends_with(']')
        && matches!(load_stream(value, &YamlLibrary::BUN), Ok(Value::List(_)))
}

/// Remembers a line that was good and means something else in quotes.
fn note_change(repair: &mut Repair, line: &str, key: &str, value: &str) {
    let Ok(Value::Map(map)) = load_stream(line, &YamlLibrary::BUN) else { return };
    if map.get(key).and_then(Value::as_str) != Some(value.trim_end()) {
        repair.changed.push((key.to_owned(), value.trim_end().to_owned()));
    }
}
