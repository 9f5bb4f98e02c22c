//! agentic-flow parses no YAML but lines: a word at the start of a line, a colon, and the rest of the line, without a
//! quote at either end. The last line of a key wins.

use std::ops::Range;

use memchr::{memchr, memmem};

use super::{YAML, check_name, find_front_matter};
use crate::loading::block::{JS_LINE_ENDS, js_space};
use crate::loading::shape::read_as;
use crate::loading::value::Value;
use crate::loading::{File, IgnoredPart, Part, Verdict, VerdictResult};

/// Length of the opening line.
const OPENING: usize = "---\n".len();

pub(super) fn agentic_verdict(file: &File<'_>) -> VerdictResult {
    check_name(file, &["README.md"])?;
    let block = find_front_matter(file)?;
    for key in ["name", "description"] {
        let (cause, reason) = match last_line(block, key) {
            Some((line, "")) => {
                let start = OPENING + line.start;
                (Some(start..start + line.len()), format!("the last `{key}:` line has no value"))
            }
            None => {
                (file.key_range(&[key]).or_else(|| file.opening()), format!("no `{key}:` line with a value"))
            }
            Some(_) => continue,
        };
        let verdict = Verdict::dropped(Part::Field, cause, reason);
        return Err(verdict
            .detail("agentic-flow does not parse YAML: the key must start a line, with its value on it."));
    }
    let mut verdict = Verdict::loads();
    add_ignored(file, block, &mut verdict);
    Ok(verdict)
}

/// Returns the value of a key.
fn read_value<'a>(block: &'a str, key: &str) -> Option<&'a str> {
    last_line(block, key).map(|(_, value)| value)
}

/// Returns the last line that gives a key a value, in bytes of the block, and that value.
fn last_line<'a>(block: &'a str, key: &str) -> Option<(Range<usize>, &'a str)> {
    let bytes = block.as_bytes();
    let starts = memmem::rfind_iter(bytes, key)
        .filter(|at| at.checked_sub(1).is_none_or(|it| bytes.get(it) == Some(&b'\n')));
    let mut lines = starts.filter_map(|start| {
        let rest = block.get(start..)?;
        let line = rest.get(..memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len()))?;
        Some((start..start + line.len(), value_text(line.strip_prefix(key)?.strip_prefix(':')?)?))
    });
    lines.next()
}

/// Returns the value after a colon, as `\s*(.+)$` matches it: without the spaces before it, except the last if nothing
/// else follows. The dot matches no line break, so that only spaces may precede the last of those.
fn value_text(text: &str) -> Option<&str> {
    let last_end = text.char_indices().rfind(|(_, char)| JS_LINE_ENDS.contains(char));
    let start = last_end.map_or(0, |(at, char)| at + char.len_utf8());
    let (before, line) = text.split_at_checked(start)?;
    let last = line.chars().next_back().filter(|_| before.chars().all(js_space))?;
    let value = match line.trim_start_matches(js_space) {
        "" => line.get(line.len() - last.len_utf8()..)?,
        value => value,
    };
    let value = value.strip_prefix(['"', '\'']).unwrap_or(value);
    Some(value.strip_suffix(['"', '\'']).unwrap_or(value))
}

/// Why a value differs from its meaning in YAML.
const BY_LINES: &str = "it is read without YAML";

/// Reports values that differ from their meaning in YAML, as far as it is YAML.
fn add_ignored(file: &File<'_>, block: &str, verdict: &mut Verdict) {
    let Ok(Value::Map(meant)) = file.load(block, &YAML) else { return };
    for key in ["name", "description", "color"] {
        let Some(found) = read_value(block, key) else { continue };
        let differs = meant.get(key).and_then(Value::as_str).is_some_and(|text| text.trim() != found.trim());
        if differs {
            verdict.lose(file.value_range(&[key]), IgnoredPart::new(read_as(key, found)).because(BY_LINES));
        }
    }
    // Without tools, an agent has all of them.
    if meant.get("tools").is_some_and(Value::is_collection) {
        let ignored = match read_value(block, "tools") {
            None => IgnoredPart::new("`tools` has no effect").because("its items are not on its line"),
            Some(_) => IgnoredPart::new("tool names include the brackets").because(BY_LINES),
        };
        verdict.lose(file.value_range(&["tools"]), ignored);
    }
}
