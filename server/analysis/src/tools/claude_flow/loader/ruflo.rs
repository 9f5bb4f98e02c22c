//! ruflo, which is claude-flow 3, lists agents by the first line `name:` of a file, wherever it stands, and reads nothing
//! else of them (npm `ruflo` 3.42.5, `@claude-flow/cli/dist/src/mcp-tools/guidance-tools.js`, MIT).

use std::ops::Range;

use super::check_name;
use crate::loading::block::{JS_LINE_ENDS, js_space};
use crate::loading::shape::read_as;
use crate::loading::{File, IgnoredPart, Part, Verdict, VerdictResult};

pub(super) fn ruflo_verdict(file: &File<'_>) -> VerdictResult {
    check_name(file, &["MIGRATION_SUMMARY.md"])?;
    let text = file.text();
    let Some(value) = find_name(text) else {
        let cause = file.key_range(&["name"]).or_else(|| file.opening());
        return Err(Verdict::dropped(Part::Field, cause, "no line starts with `name:`")
            .detail("ruflo reads no YAML, and no other key."));
    };
    let found = text.get(value.clone()).unwrap_or_default();
    let found = found.trim_matches(js_space);
    let found = found.strip_prefix(['"', '\'']).unwrap_or(found);
    let found = found.strip_suffix(['"', '\'']).unwrap_or(found);
    let mut verdict = Verdict::loads();
    let meant = file.node(&["name"]).and_then(|node| node.text());
    if meant.is_some_and(|meant| meant.trim() != found) {
        let ignored = IgnoredPart::new(read_as("name", found)).because("it is read without YAML").minor();
        verdict.lose(file.value_range(&["name"]).or(Some(value)), ignored);
    }
    Ok(verdict)
}

/// Returns the value of the first line that starts with `name:`, as `/^name:\s*(.+)$/m` matches it: the value may stand on
/// a later line.
fn find_name(text: &str) -> Option<Range<usize>> {
    const KEY: &str = "name:";
    let is_end = |char: char| char == '\n' || JS_LINE_ENDS.contains(&char);
    let is_first = |at: usize| text.get(..at).and_then(|it| it.chars().next_back()).is_none_or(is_end);
    text.match_indices(KEY).filter(|(at, _)| is_first(*at)).find_map(|(at, _)| {
        let behind = text.get(at + KEY.len()..)?;
        let value = match behind.trim_start_matches(js_space) {
            // A blank at the end is a value, too.
            "" => behind.rfind(|char| !is_end(char)).and_then(|last| behind.get(last..))?,
            value => value,
        };
        let line = value.split(is_end).next().unwrap_or_default();
        let start = text.len() - value.len();
        Some(start..start + line.len())
    })
}
