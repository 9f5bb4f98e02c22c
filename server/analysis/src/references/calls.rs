//! References in calls and object properties: `agent: "x"`, `agent_spawn { type: "x" }`, `Task(…, …, "x")`,
//! `subagent_type: "x"`, `Skill("x")`, `@agent-x`.

use std::ops::Range;

use super::arguments::{Argument, arguments};
use super::name::{CallForm, DefinitionKind, is_name_byte, leading_name};
use super::unit::{FoundName, Unit};
use super::words::{TextWord, before, byte, skip_blank, skip_spaces};

/// Returns the reference that starts at a word.
pub(super) fn call_reference(
    unit: &Unit<'_>,
    word: &TextWord<'_>,
    allowance: &mut usize,
) -> Option<FoundName> {
    let agent = |form, range| Some(FoundName::new(DefinitionKind::Agent, form, range));
    match word.text {
        "agent" if before(unit.text, word.start) == Some(b'@') => mention(unit.text, word),
        "agent" | "agentType" => agent(CallForm::Object, object_value(unit, word)?),
        "subagent_type" | "subagentType" => agent(CallForm::SubagentType, subagent_type(unit, word)?),
        "Task" => {
            let open = bracket(unit.text, word.end(), b"(")?;
            agent(CallForm::Task, third(&arguments(unit.text, open, allowance)?)?)
        }
        "Skill" => {
            let open = bracket(unit.text, word.end(), b"(")?;
            let arguments = arguments(unit.text, open, allowance)?;
            let first = arguments.first().filter(|first| first.key.is_none());
            let range = first.and_then(|first| first.string.clone());
            let range = range.or_else(|| keyed(unit.text, &arguments, &["skill", "name"]))?;
            Some(FoundName::new(DefinitionKind::Skill, CallForm::Skill, range))
        }
        spawn if spawn.ends_with("agent_spawn") => agent(CallForm::Spawn, spawned(unit, word, allowance)?),
        _ => None,
    }
}

/// Returns the bracket after a word, which a few spaces may separate.
fn bracket(text: &str, at: usize, brackets: &[u8]) -> Option<usize> {
    let open = skip_spaces(text, at);
    byte(text, open).filter(|found| brackets.contains(found) && open <= at + 1).map(|_| open)
}

/// Returns the third argument, if it is a string and none of the first three has a key.
fn third(arguments: &[Argument]) -> Option<Range<usize>> {
    let [first, second, third, ..] = arguments else { return None };
    let plain = [first, second, third].iter().all(|argument| argument.key.is_none());
    third.string.clone().filter(|_| plain)
}

/// Returns the string value of the first of the keys that is present.
fn keyed(text: &str, arguments: &[Argument], keys: &[&str]) -> Option<Range<usize>> {
    let key = |argument: &&Argument| {
        let key = argument.key.clone().and_then(|key| text.get(key));
        key.is_some_and(|key| keys.contains(&key))
    };
    arguments.iter().find(key)?.string.clone()
}

/// Matches `agent_spawn { type: "x" }`, with or without parentheses, and `agent_spawn x --capabilities=…`.
fn spawned(unit: &Unit<'_>, word: &TextWord<'_>, allowance: &mut usize) -> Option<Range<usize>> {
    let text = unit.text;
    let Some(open) = bracket(text, word.end(), b"({") else {
        let at = skip_spaces(text, word.end());
        let name = leading_name(text.get(at..)?).filter(|_| unit.is_code() && at > word.end())?;
        let end = at + name.len();
        return text.get(end..)?.starts_with(" --").then_some(at..end);
    };
    let inner = skip_blank(text, open + 1);
    let open = if byte(text, inner) == Some(b'{') { inner } else { open };
    keyed(text, &arguments(text, open, allowance)?, &["type", "agentType"])
}

/// Returns the value of `key: "x"` in an object. In prose, there must be clear signs of an object or a list.
fn object_value(unit: &Unit<'_>, word: &TextWord<'_>) -> Option<Range<usize>> {
    let text = unit.text;
    let quote = before(text, word.start).filter(|byte| matches!(byte, b'"' | b'\''));
    let start = word.start - usize::from(quote.is_some());
    let head = text.get(..start)?;
    let outside = head.bytes().next_back();
    let clear = if unit.is_code() {
        outside.is_none_or(|byte| byte.is_ascii_whitespace() || b"{,([|".contains(&byte))
    } else {
        let last = head.trim_end_matches([' ', '\t', '-']).bytes().next_back();
        last.is_none_or(|byte| b"{,(\n".contains(&byte))
    };
    quoted_value(text, word.end(), quote, b":").filter(|_| clear)
}

/// Returns the value of `subagent_type`, which in code may be unquoted.
fn subagent_type(unit: &Unit<'_>, word: &TextWord<'_>) -> Option<Range<usize>> {
    let text = unit.text;
    let quote = before(text, word.start).filter(|byte| matches!(byte, b'"' | b'\''));
    quoted_value(text, word.end(), quote, b":=").or_else(|| {
        let at = sign(text, word.end(), quote, b":=")?;
        let name = leading_name(text.get(at..)?).filter(|_| unit.is_code())?;
        let end = at + name.len();
        let rest = text.get(end..)?.trim_start_matches([' ', '\t']);
        (rest.is_empty() || rest.starts_with([',', ')', '}', '\n', '\r'])).then_some(at..end)
    })
}

/// Returns the offset of the value, after the key's closing quote and the `:` or `=`.
fn sign(text: &str, end: usize, quote: Option<u8>, signs: &[u8]) -> Option<usize> {
    let closed = quote.is_none_or(|quote| byte(text, end) == Some(quote));
    let at = skip_spaces(text, end + usize::from(quote.is_some()));
    byte(text, at).filter(|found| closed && signs.contains(found)).map(|_| skip_spaces(text, at + 1))
}

/// Returns the quoted string after a key and its `:` or `=`.
fn quoted_value(text: &str, end: usize, quote: Option<u8>, signs: &[u8]) -> Option<Range<usize>> {
    let at = sign(text, end, quote, signs)?;
    let quote = byte(text, at).filter(|byte| matches!(byte, b'"' | b'\'' | b'`'))?;
    let length = text.get(at + 1..)?.bytes().take_while(|byte| is_name_byte(*byte)).count();
    let end = at + 1 + length;
    (byte(text, end) == Some(quote)).then_some(at + 1..end)
}

/// Words after a mention that show that it may not be an agent.
const OTHER_THINGS: &[&str] = &[
    "skill",
    "command",
    "plugin",
    "package",
    "file",
    "document",
    "doc",
    "repo",
    "repository",
    "folder",
    "directory",
];

/// Matches `@agent-x`. `@agent-x/y` is a package name, and what continues like a path is a path. `@agent-x.md` and
/// `@agent-x skill` count only if an agent has that name.
fn mention(text: &str, word: &TextWord<'_>) -> Option<FoundName> {
    let sign = word.start.checked_sub(1)?;
    let set_off = before(text, sign).is_none_or(|byte| !is_name_byte(byte));
    let at = word.end() + 1;
    byte(text, word.end()).filter(|byte| *byte == b'-' && set_off)?;
    let name = leading_name(text.get(at..)?).filter(|name| !name.contains('/'))?;
    let end = at + name.len();
    let path = text.get(end..)?.trim_start_matches(['.', ':', '-']);
    if path.starts_with(['/', '\\', '*', '{', '<', '[', '$', '@', '#', '~', '%']) {
        return None;
    }
    let rest = text.get(skip_spaces(text, end)..)?;
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let next = rest.get(..length)?;
    let next = next.strip_suffix('s').unwrap_or(next);
    let other = OTHER_THINGS.iter().any(|thing| thing.eq_ignore_ascii_case(next));
    let prose = other || name.contains('.');
    Some(FoundName { prose, ..FoundName::new(DefinitionKind::Agent, CallForm::Mention, at..end) })
}
