//! Finds sentences that delegate to an agent: `use the x agent`, `delegate to x`.
//!
//! A name in backticks or quotes before the word "agent" is certain. Every other candidate is marked as prose, and
//! counts only if an agent has that name.

use std::ops::Range;

use super::name::{CallForm, DefinitionKind, leading_name};
use super::unit::{FoundName, Mode, Unit};
use super::words::{TextWord, byte, from};

/// Words that may stand between the verb and the name.
const BETWEEN: &[&str] =
    &["off", "to", "with", "via", "the", "a", "an", "our", "it", "over", "control", "work"];

/// Length of the longest verb, in bytes.
const LONGEST_VERB: usize = 8;

/// Words before "agent" that are not names.
const NO_NAMES: &[&str] = &[
    "this", "that", "your", "its", "each", "any", "one", "same", "new", "other", "another", "right", "main",
    "next", "for", "of", "and", "or", "as", "in",
];

/// Returns the reference that starts at a verb.
pub(super) fn prose_reference(unit: &Unit<'_>, word: &TextWord<'_>) -> Option<FoundName> {
    let delegates = verb(word.text)?;
    if !matches!(unit.mode, Mode::Prose | Mode::Block) {
        return None;
    }
    let (text, mut at, mut towards) = (unit.text, word.end(), false);
    for _ in 0..BETWEEN.len() {
        at = blank(text, at)?;
        let length = from(text, at).iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let between = text.get(at..at + length)?;
        let ends = byte(text, at + length).is_some_and(|byte| byte.is_ascii_whitespace());
        if !ends || !BETWEEN.contains(&between) {
            break;
        }
        towards |= between == "to";
        at += length;
    }
    let (range, end, quoted) = name_at(text, at)?;
    let found = FoundName::new(DefinitionKind::Agent, CallForm::Words, range.clone());
    if is_agent(text, end) {
        let name = text.get(range)?;
        let named = quoted || name.len() > 1 && !NO_NAMES.contains(&name);
        return named.then_some(FoundName { prose: !quoted, ..found });
    }
    (quoted && towards && delegates).then_some(FoundName { prose: true, ..found })
}

/// Whether a verb delegates without the word "agent" (`delegate to x`); `None` for other words.
fn verb(word: &str) -> Option<bool> {
    let mut lower = [0; LONGEST_VERB];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    match &*lower {
        b"use" | b"ask" | b"run" | b"call" | b"spawn" | b"invoke" | b"launch" | b"switch" => Some(false),
        b"hand" | b"route" | b"defer" | b"assign" | b"handoff" | b"delegate" | b"dispatch" | b"escalate" => {
            Some(true)
        }
        _ => None,
    }
}

/// Skips the whitespace at an offset, with at most one line break; `None` if there is none.
fn blank(text: &str, at: usize) -> Option<usize> {
    let blanks = from(text, at).iter().take_while(|byte| byte.is_ascii_whitespace());
    let (mut length, mut breaks) = (0, 0);
    for byte in blanks {
        length += 1;
        breaks += usize::from(*byte == b'\n');
    }
    (length > 0 && breaks < 2).then_some(at + length)
}

/// Returns the bytes of a name, the end of its quotes, and whether it is quoted.
fn name_at(text: &str, at: usize) -> Option<(Range<usize>, usize, bool)> {
    let marks = ["**`", "`", "\"", "'", "**", "*"];
    let rest = text.get(at..)?;
    let open = marks.iter().find(|mark| rest.starts_with(**mark)).copied().unwrap_or_default();
    let start = at + open.len();
    let name = leading_name(text.get(start..)?).filter(|name| !name.contains('/'))?;
    let end = start + name.len();
    let close = if open == "**`" { "`**" } else { open };
    let closed = text.get(end..)?.starts_with(close);
    closed.then_some((start..end, end + close.len(), !open.is_empty()))
}

/// Whether the word after a name is "agent".
fn is_agent(text: &str, end: usize) -> bool {
    let Some(rest) = blank(text, end).and_then(|at| text.get(at..)) else { return false };
    let rest = rest.strip_prefix("sub-").or_else(|| rest.strip_prefix("sub")).unwrap_or(rest);
    let behind = rest.strip_prefix("agent").or_else(|| rest.strip_prefix("Agent"));
    behind.is_some_and(|behind| {
        !behind.starts_with(|char: char| char.is_alphanumeric() || matches!(char, '_' | '-'))
    })
}
