//! agentic-flow reads no YAML but lines: a word at the very start of one, a colon, and the rest of the line, from which
//! a quote at either end is taken off. The last line of a key counts.

use std::ops::Range;

use super::{YAML, check_name, find};
use crate::loader::block::{JS_LINE_ENDS, js_space, lf_lines};
use crate::loader::shape::excerpt;
use crate::loader::value::Value;
use crate::loader::{File, Judged, Part, Verdict};

/// The length of the opening line.
const OPENING: usize = "---\n".len();

pub(super) fn judge(file: &File<'_>) -> Judged {
    check_name(file, &["README.md"])?;
    let block = find(file)?;
    for key in ["name", "description"] {
        let (cause, reason) = match last_line(block, key) {
            Some((line, "")) => {
                let start = OPENING + line.start;
                (
                    Some(start..start + line.len()),
                    format!("the last line that starts with `{key}:` has no value"),
                )
            }
            None => (
                file.key(&[key]).or_else(|| file.opening()),
                format!("no line starts with `{key}:` and goes on"),
            ),
            Some(_) => continue,
        };
        return Err(Verdict::dropped(Part::Field, cause, reason));
    }
    let mut verdict = Verdict::loads();
    add_losses(file, block, &mut verdict);
    Ok(verdict)
}

/// The value of a key.
fn read<'a>(block: &'a str, key: &str) -> Option<&'a str> {
    last_line(block, key).map(|(_, value)| value)
}

/// The last line that gives a key a value, in bytes of the block, and that value.
fn last_line<'a>(block: &'a str, key: &str) -> Option<(Range<usize>, &'a str)> {
    let found = lf_lines(block).filter_map(|(start, line)| {
        Some((start..start + line.len(), value(line.strip_prefix(key)?.strip_prefix(':')?)?))
    });
    found.last()
}

/// The value behind a colon, as `\s*(.+)$` finds it: without the blanks before it, of which the last stays if there is
/// nothing else. The dot stands for no line end, so that nothing but blanks may come before the last of those.
fn value(text: &str) -> Option<&str> {
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

/// Values that are not what they mean in YAML, as far as it is YAML.
fn add_losses(file: &File<'_>, block: &str, verdict: &mut Verdict) {
    let Ok(Value::Map(meant)) = file.load(block, &YAML) else { return };
    for key in ["name", "description", "color"] {
        let Some(found) = read(block, key) else { continue };
        let differs = meant.get(key).and_then(Value::text).is_some_and(|text| text.trim() != found.trim());
        if differs {
            let what = format!("`{key}` is read as `{}`, as only its line counts", excerpt(found));
            verdict.lose(file.value(&[key]), what);
        }
    }
    // Without tools, an agent has them all.
    if meant.get("tools").is_some_and(Value::is_collection) {
        let what = match read(block, "tools") {
            None => "`tools` has no effect: its items do not stand on its line",
            Some(_) => "the brackets of `tools` are taken for parts of the names in them",
        };
        verdict.lose(file.value(&["tools"]), what);
    }
}
