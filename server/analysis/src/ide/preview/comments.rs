//! Comments of HTML, which some tools take out of instructions.

use std::borrow::Cow;

use memchr::memmem::find_iter;

use crate::syntax::markdown::parse_markdown;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// Maximum indentation of a line that is not code.
const DEEPEST: usize = 3;

/// Returns a text without the comments with which a block of HTML starts, and without the empty lines behind a block that
/// is nothing else. Comments within a line, a list or code stay.
pub(super) fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains(OPEN) {
        return Cow::Borrowed(text);
    }
    let markdown = parse_markdown(text, 0);
    let (mut kept, mut from, mut in_list, mut known) = (String::with_capacity(text.len()), 0, false, 0);
    for at in find_iter(text.as_bytes(), OPEN) {
        let before = text.get(..at).unwrap_or_default();
        let indent = before.len() - before.trim_end_matches(' ').len();
        let start = at - indent;
        if at < from
            || indent > DEEPEST
            || !(start == 0 || before.get(..start).is_some_and(|it| it.ends_with('\n')))
        {
            continue;
        }
        in_list = list_state(text.get(known..start).unwrap_or_default(), in_list);
        known = start;
        if indent > 0 && in_list || markdown.block_at(at).is_some() {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let Some(length) = rest.find(CLOSE) else { break };
        let behind = rest.get(length..).unwrap_or_default();
        let line = length + behind.find('\n').unwrap_or(behind.len());
        let breaks = rest.get(line..).unwrap_or_default();
        let end = at + line + breaks.len() - breaks.trim_start_matches('\n').len();
        kept.push_str(text.get(from..start).unwrap_or_default());
        let left = uncommented(text.get(start..end).unwrap_or_default());
        kept.push_str(if left.trim().is_empty() { "" } else { &left });
        from = end;
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(kept)
}

/// Returns whether a line behind some lines is in a list, if it is indented.
fn list_state(lines: &str, before: bool) -> bool {
    let starts_block = |line: &&str| !line.starts_with(' ') && !line.trim().is_empty();
    let last = lines.lines().rev().find(starts_block);
    last.map_or(before, |line| {
        let item = line.trim_start_matches(|char: char| char.is_ascii_digit());
        ["- ", "* ", "+ "].iter().any(|sign| item.starts_with(sign))
            || item.len() < line.len() && item.starts_with(['.', ')'])
    })
}

/// Returns a text without any comment.
fn uncommented(text: &str) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some((before, behind)) = rest.split_once(OPEN) {
        let Some((_, after)) = behind.split_once(CLOSE) else { break };
        kept.push_str(before);
        rest = after;
    }
    kept + rest
}
