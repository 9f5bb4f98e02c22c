//! Claude Code's repair of front matter that is not YAML: it quotes values, line by line.
//!
//! It considers lines that begin, unindented, with a key of letters, `_` and `-`. It ignores all others: lines of lists
//! and nested mappings, and lines that end in CR, which its pattern does not match.

use std::fmt::Write;
use std::ops::Range;

use crate::loading::block::{JS_LINE_ENDS, js_space, lf_lines};
use crate::loading::value::Value;
use crate::loading::yaml::{YamlLibrary, load_stream};

/// Front matter after the repair.
#[derive(Clone, Debug, Default)]
pub(super) struct Repair {
    /// The repaired text.
    pub(super) text: String,
    /// Keys whose values were valid and change their meaning when quoted, with the resulting strings.
    pub(super) changed: Vec<(String, String)>,
    /// The start of each line, in the repaired text and in the original.
    lines: Vec<(usize, usize)>,
    /// The lines whose values were quoted, in bytes of the original text.
    quoted: Vec<Range<usize>>,
}

impl Repair {
    /// Maps an offset in the repaired text to the original, by line.
    pub(super) fn origin(&self, offset: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= offset);
        let known = line.checked_sub(1).and_then(|index| self.lines.get(index));
        known.map_or(offset, |(start, origin)| origin + (offset - start))
    }

    /// Whether the value at an offset in the original text was quoted.
    pub(super) fn quoted_at(&self, offset: usize) -> bool {
        self.quoted.iter().any(|line| line.contains(&offset))
    }
}

/// Repairs front matter.
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

/// Whether the repair quotes a value.
fn wants_quotes(value: &str) -> bool {
    let within = |quote: char| value.starts_with(quote) && value.ends_with(quote);
    let special = value.contains(['{', '}', '[', ']', '*', '&', '#', '!', '|', '>', '%', '@', '`']);
    (special || value.contains(": ")) && !within('"') && !within('\'') && !is_list(value)
}

/// Whether a value is a flow sequence that the YAML library can parse.
fn is_list(value: &str) -> bool {
    value.starts_with('[')
        && value.trim_end().ends_with(']')
        && matches!(load_stream(value, &YamlLibrary::BUN), Ok(Value::List(_)))
}

/// Records a line that was valid and changes its meaning when quoted.
fn note_change(repair: &mut Repair, line: &str, key: &str, value: &str) {
    let Ok(Value::Map(map)) = load_stream(line, &YamlLibrary::BUN) else { return };
    if map.get(key).and_then(Value::as_str) != Some(value.trim_end()) {
        repair.changed.push((key.to_owned(), value.trim_end().to_owned()));
    }
}
