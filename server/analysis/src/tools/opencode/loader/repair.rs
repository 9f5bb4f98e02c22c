//! The repair of front matter that is not YAML, of OpenCode (npm `opencode-ai` 1.18.33, `ConfigMarkdown.sanitize`) and
//! its forks: values with a colon are written in another way.

use std::ops::Range;

use crate::loading::IgnoredPart;
use crate::loading::block::{JS_LINE_ENDS, js_space, lf_lines};
use crate::loading::shape::excerpt;

/// How a tool writes the values with a colon anew before it reads a file again.
#[derive(Debug)]
pub(in crate::tools) struct SecondTry {
    /// The tool's name.
    pub(in crate::tools) tool: &'static str,
    /// What it does, as a predicate that follows its name.
    pub(in crate::tools) does: &'static str,
    /// The reason of a verdict on a file that it has repaired.
    pub(in crate::tools) reason: &'static str,
    /// Why a value is not what it was, as a clause.
    pub(in crate::tools) because: &'static str,
    /// Returns the lines of a key with its value.
    pub(in crate::tools) write: fn(&str, &str) -> String,
}

/// OpenCode's.
pub(super) static BLOCK_SCALARS: SecondTry = SecondTry {
    tool: "OpenCode",
    does: "turns values with a colon into block scalars",
    reason: "invalid YAML, read again as block scalars",
    because: "it becomes a block scalar",
    write: |key, value| format!("{key}: |-\n  {value}"),
};

impl SecondTry {
    /// Returns a text with its front matter repaired, and what that does to values; `None` without front matter, or if
    /// nothing needs repair.
    pub(super) fn repair(&self, text: &str) -> Option<(String, Vec<IgnoredPart>)> {
        let start = ["---\n", "---\r\n"].iter().find(|open| text.starts_with(**open))?.len();
        let behind = text.get(start..)?;
        let block = behind.get(..behind.find("\n---")?)?;
        let block = block.strip_suffix('\r').unwrap_or(block);
        let (mut lines, mut losses) = (Vec::new(), Vec::new());
        for (at, line) in lf_lines(block) {
            let text = line.strip_suffix('\r').unwrap_or(line);
            match repaired(text) {
                Some((key, value)) => {
                    losses.extend(ignored(key, value).map(|(range, what)| {
                        let start = start + at + text.trim_end_matches(js_space).len() - value.len();
                        let ignored = IgnoredPart::new(what).because(self.because);
                        ignored.at(start + range.start..start + range.end)
                    }));
                    lines.push((self.write)(key, value));
                }
                None => lines.push(text.to_owned()),
            }
        }
        // It replaces the first text equal to the front matter, which is the front matter unless that is very short.
        let repaired = text.replacen(block, &lines.join("\n"), 1);
        (repaired != text).then_some((repaired, losses))
    }
}

/// Returns the key and the value of a line that is written anew: an unindented key without dashes, and a colon in an
/// unquoted value.
fn repaired(line: &str) -> Option<(&str, &str)> {
    let word = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let (key, rest) = line.split_at_checked(line.find(|char| !word(char))?)?;
    if key.is_empty() || key.starts_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    let value = rest.trim_start_matches(js_space).strip_prefix(':')?.trim_start_matches(js_space);
    if value.contains(JS_LINE_ENDS) {
        return None;
    }
    let value = value.trim_end_matches(js_space);
    (!value.starts_with(['"', '\'']) && value.contains(':')).then_some((key, value))
}

/// Returns how that changes the meaning of a value, and where in the value.
fn ignored(key: &str, value: &str) -> Option<(Range<usize>, String)> {
    if value.starts_with(['[', '{']) {
        return Some((0..value.len(), format!("{} is read as a string", excerpt(key))));
    }
    let comment = value.find(" #")? + 1;
    Some((comment..value.len(), format!("{} includes the comment", excerpt(key))))
}
