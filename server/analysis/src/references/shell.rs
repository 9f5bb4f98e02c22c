//! References in command lines: `npx claude-flow agent spawn x`, `--agent x`.

use std::ops::Range;

use super::name::{CallForm, DefinitionKind, leading_name};
use super::unit::{FoundName, Unit};
use super::words::{TextWord, byte, skip_spaces};

/// Maximum distance searched in a command line on either side of a word, in bytes.
const NEAR: usize = 256;

/// Returns the reference that starts at a word of a command line.
pub(super) fn shell_reference(unit: &Unit<'_>, word: &TextWord<'_>) -> Option<FoundName> {
    let agent = |form, range| Some(FoundName::new(DefinitionKind::Agent, form, range));
    match word.text {
        "agent" if unit.is_code() => agent(CallForm::Flag, flag(unit.text, word)?),
        "spawn" if unit.is_code() => agent(CallForm::CommandLine, spawned(unit.text, word)?),
        _ => None,
    }
}

/// Returns the value of `--agent`.
fn flag(text: &str, word: &TextWord<'_>) -> Option<Range<usize>> {
    let head = text.get(..word.start)?.strip_suffix("--")?;
    let set_off = head.chars().next_back().is_none_or(char::is_whitespace);
    let at = match byte(text, word.end())? {
        b'=' => word.end() + 1,
        b' ' | b'\t' => skip_spaces(text, word.end()),
        _ => return None,
    };
    shell_word(text, at).filter(|_| set_off)
}

/// Returns a name that is a word of a command line, quoted or not.
fn shell_word(text: &str, at: usize) -> Option<Range<usize>> {
    let quote = byte(text, at).filter(|byte| matches!(byte, b'"' | b'\''));
    let start = at + usize::from(quote.is_some());
    let end = start + leading_name(text.get(start..)?)?.len();
    let next = byte(text, end);
    let ends = match quote {
        Some(quote) => next == Some(quote),
        None => next.is_none_or(|next| next.is_ascii_whitespace() || b"\"'`;|&)".contains(&next)),
    };
    ends.then_some(start..end)
}

/// Returns the agent that `agent spawn` starts: the word after it, or the value of `--type`.
fn spawned(text: &str, word: &TextWord<'_>) -> Option<Range<usize>> {
    let near = text.get(..word.start)?;
    let from = (near.len().saturating_sub(NEAR)..=near.len()).find(|at| near.is_char_boundary(*at))?;
    let head = near.get(from..)?.trim_end_matches([' ', '\t']).strip_suffix("agent")?;
    let program = head.trim_end_matches([' ', '\t']).rsplit(char::is_whitespace).next()?;
    if !["flow", "swarm"].iter().any(|part| program.contains(part)) || !head.ends_with([' ', '\t']) {
        return None;
    }
    let mut at = skip_spaces(text, word.end());
    let first = shell_word(text, at);
    if first.is_some() && at > word.end() {
        return first;
    }
    while at < word.end() + NEAR {
        let length = text.get(at..)?.find(char::is_whitespace)?;
        // Every iteration must advance: whitespace that was not skipped ends the command line.
        let option = text.get(at..at + length).filter(|option| !option.is_empty())?;
        if let Some(given) = ["--type=", "-t="].iter().find(|name| option.starts_with(**name)) {
            return shell_word(text, at + given.len());
        }
        let next = skip_spaces(text, at + length);
        if matches!(option, "--type" | "-t") {
            return shell_word(text, next);
        }
        // A backslash continues the line.
        let broken = byte(text, next).is_some_and(|byte| matches!(byte, b'\n' | b'\r'));
        if broken && option != "\\" {
            return None;
        }
        at = if broken { super::words::skip_blank(text, next) } else { next };
    }
    None
}
