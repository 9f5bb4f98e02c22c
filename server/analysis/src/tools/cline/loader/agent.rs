//! Agents: front matter and a prompt in a file that ends in `.yaml` or `.yml`. The front matter ends at the last line of
//! dashes at which the text before it has all that an agent needs.

use std::ops::Range;

use super::{YAML, check_body, check_extension};
use crate::loading::block::{UNCLOSED, bom, js_space, unopened};
use crate::loading::shape::{Shape, keyless};
use crate::loading::value::Value;
use crate::loading::{File, Part, Verdict, VerdictResult, Why};

const TEXT: Shape = Shape::Such(is_text, "a non-empty string");
const NAMES: Shape = Shape::Either(&[Shape::Text, Shape::List(&Shape::Text)]);
const COUNT: Shape = Shape::Such(is_count, "a positive integer");

/// The keys with their shapes; the first two are required.
const KEYS: &[(&str, Shape)] = &[
    ("name", TEXT),
    ("description", TEXT),
    ("tools", NAMES),
    ("skills", NAMES),
    ("providerId", TEXT),
    ("modelId", TEXT),
    ("maxIterations", COUNT),
];

pub(super) fn agent_verdict(file: &File<'_>) -> VerdictResult {
    check_extension(file, &["yaml", "yml"])?;
    let text = file.text();
    let before = bom(text);
    let opening = dashes(text.get(before..).unwrap_or_default()).filter(|line| line.start == 0);
    let Some(opening) = opening else {
        let reason = unopened(text.get(before..).unwrap_or_default());
        return Err(Verdict::dropped(Part::Delimiters, Some(file.first_line()), reason));
    };
    let start = before + opening.end;
    let (mut at, mut first, mut body) = (start, None, None);
    while let Some(line) = text.get(at..).and_then(dashes) {
        match check_front(file, start..at + line.start) {
            Ok(()) => body = Some(at + line.end),
            Err(verdict) => first = first.or(Some(verdict)),
        }
        at += line.end;
    }
    match (body, first) {
        (Some(body), _) => check_body(file, body).map(|()| Verdict::loads()),
        (None, Some(verdict)) => Err(verdict),
        (None, None) => Err(Verdict::dropped(Part::Delimiters, file.opening(), UNCLOSED)),
    }
}

/// Returns the first line of three dashes, with its end. Only blanks may follow them.
fn dashes(text: &str) -> Option<Range<usize>> {
    const LINE_ENDS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];
    text.match_indices("---").find_map(|(start, dashes)| {
        let is_first = text.get(..start)?.chars().next_back().is_none_or(|char| LINE_ENDS.contains(&char));
        let behind = text.get(start + dashes.len()..)?;
        let rest = behind.trim_start_matches(|char| js_space(char) && !matches!(char, '\n' | '\r'));
        let rest = match rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')) {
            Some(rest) => rest,
            None if rest.is_empty() || rest.starts_with('\r') => rest,
            None => return None,
        };
        is_first.then_some(start..text.len() - rest.len())
    })
}

/// Checks whether a part of the file is the front matter of an agent.
fn check_front(file: &File<'_>, range: Range<usize>) -> Result<(), Verdict> {
    let front = file.text().get(range.clone()).unwrap_or_default();
    let value =
        file.load(front, &YAML).map_err(|refusal| file.refused(&refusal, range.start, "invalid YAML"))?;
    let Value::Map(map) = &value else {
        return Err(Verdict::dropped(Part::Yaml, file.opening(), keyless(&value)));
    };
    for (key, _) in KEYS.iter().take(2) {
        if map.get(key).is_none() {
            let why = Why::new(format!("`{key}` is missing"));
            return Err(Verdict::dropped(Part::Field, file.opening(), why));
        }
    }
    file.check_shapes(map, KEYS)
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim_matches(js_space).is_empty())
}

/// Whether it is one of JavaScript's safe integers, from 1.
fn is_count(value: &Value) -> bool {
    const MOST: f64 = 9_007_199_254_740_991.0;
    Shape::Count.fits(value) && matches!(value, Value::Number(number) if *number <= MOST)
}
