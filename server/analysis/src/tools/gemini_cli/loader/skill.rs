//! Skills: parsed as YAML if name and description are strings, else by the lines that begin with these words.

use std::ops::Range;

use super::{JS_YAML, body, find_front_matter};
use crate::loading::block::{JS_LINE_ENDS, js_space, lf_lines};
use crate::loading::shape::excerpt;
use crate::loading::value::Value;
use crate::loading::{File, IgnoredPart, Outcome, Part, Verdict, VerdictResult, lose_limits};

const KEYS: [&str; 2] = ["name", "description"];

pub(super) fn skill_verdict(file: &File<'_>) -> VerdictResult {
    let block = find_front_matter(file)?;
    let text = block.content_of(file.text());
    let read = file.load(text, &JS_YAML);
    let by_yaml = read.as_ref().ok().and_then(|value| {
        let map = value.map()?;
        KEYS.iter().all(|key| map.get(key).and_then(Value::as_str).is_some()).then_some(map)
    });
    let mut verdict = match (&read, by_yaml) {
        (_, Some(map)) => {
            let mut verdict = Verdict::loads();
            let name = map.get("name").and_then(Value::as_str).unwrap_or_default();
            lose_signs(name, file.value_range(&["name"]), &mut verdict);
            lose_limits(file, map, &mut verdict);
            verdict
        }
        (Ok(_), None) => by_lines(file, text, block.content.start, Verdict::loads())?,
        (Err(refusal), None) => {
            let cause = file.error_range(refusal, block.content.start);
            let reason = "invalid YAML, read line by line";
            let verdict = Verdict::new(Outcome::Repaired, Part::Yaml, cause, reason)
                .detail("Gemini CLI takes `name` and `description` from the lines that start with them.");
            by_lines(file, text, block.content.start, verdict)?
        }
    };
    body(file, &block, &mut verdict);
    Ok(verdict)
}

/// Reads name and description by line, each from its last line, and reports which are taken literally. `start` is the
/// offset of the text in the file.
fn by_lines(file: &File<'_>, text: &str, start: usize, mut verdict: Verdict) -> VerdictResult {
    let found = lines_of(text);
    for (key, value) in KEYS.into_iter().zip(&found) {
        if value.is_none() {
            let reason = format!("no line starts with `{key}:`");
            // In valid YAML the key is missing; if it is invalid, the lines have no more either.
            let part = if verdict.outcome == Outcome::Loads { Part::Field } else { Part::Yaml };
            return Err(Verdict::dropped(part, file.key_range(&[key]).or_else(|| file.opening()), reason));
        }
    }
    for (key, value) in KEYS.into_iter().zip(found.into_iter().flatten()) {
        let raw = text.get(value.clone()).unwrap_or_default();
        let range = start + value.start..start + value.end;
        if raw.is_empty() && key == "name" {
            verdict
                .lose(file.opening(), IgnoredPart::new("the skill has no name").because("`name` is empty"));
        } else if raw.starts_with(['"', '\'', '|', '>', '[', '{', '&', '!']) || raw.contains(" #") {
            let ignored =
                IgnoredPart::new(format!("`{key}` is read as written")).because("including YAML syntax");
            verdict.lose(Some(range.clone()), ignored);
        }
        if key == "name" {
            lose_signs(raw, Some(range), &mut verdict);
        }
    }
    Ok(verdict)
}

/// Returns the ranges of the values of name and description on their lines.
fn lines_of(text: &str) -> [Option<Range<usize>>; 2] {
    let mut found = [None, None];
    let mut in_description = false;
    for (start, line) in lf_lines(text) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        // Indented lines continue the description, whatever they contain.
        let rest = line.trim_start_matches([' ', '\t']);
        in_description &= rest.len() < line.len() && !rest.is_empty() && !rest.starts_with(js_space);
        if in_description {
            continue;
        }
        for (key, slot) in KEYS.iter().zip(&mut found) {
            let Some(value) = value_of(line, key) else { continue };
            let from = start + line.trim_end_matches(js_space).len() - value.len();
            *slot = Some(from..from + value.len());
            in_description = *key == "description";
        }
    }
    found
}

/// Returns the value on a line that begins with a key.
fn value_of<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let rest = line.trim_start_matches(js_space).strip_prefix(key)?.strip_prefix(':')?;
    let value = rest.trim_start_matches(js_space);
    (!value.contains(JS_LINE_ENDS)).then(|| value.trim_end_matches(js_space))
}

/// Reports what happens to a name with characters that file names cannot have.
fn lose_signs(name: &str, range: Option<Range<usize>>, verdict: &mut Verdict) {
    const SIGNS: &str = ":\\/<>*?\"|";
    if let Some(sign) = name.chars().find(|char| SIGNS.contains(*char)) {
        let new = name.replace(|char| SIGNS.contains(char), "-");
        let ignored = IgnoredPart::new(format!("the name becomes {}", excerpt(&new)));
        verdict.lose(range, ignored.because(format!("file names cannot contain `{sign}`")));
    }
}
