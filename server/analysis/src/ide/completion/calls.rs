//! Finds where a call expects a name: in code, prose, scripts, and in `Agent(…)` of a tool list.
//!
//! A name is expected where one would be a reference. So a placeholder name is inserted, and the sections and entries
//! that it touches are reparsed as after an edit: the forms of calls are defined only once.

use std::ops::Range;

use crate::document::Document;
use crate::references::{CallForm, DefinitionKind, Reference, is_name_byte};

/// A placeholder that is recognised as a name in every form of call.
const PROBE: &str = "probe";

/// Text before an unquoted name.
const LEADS: &[&str] =
    &["--agent", "spawn", "--type", "-t", "subagent_type:", "subagent_type=", "subagentType:", "@agent-"];

/// The start of a call that is being typed.
struct Lead<'a> {
    /// The bytes of the name in the line, with its prefix.
    word: Range<usize>,
    /// The part of the word before the name. Editors for which a hyphen is part of a word match it as well.
    prefix: &'static str,
    /// The opening quote, backtick or parenthesis; `None` for an unquoted name.
    open: Option<char>,
    /// Text that may be missing after the name to complete the call, the likeliest first.
    tails: &'a [&'a str],
}

/// A call that expects a name.
pub(super) struct Call {
    /// What can be called.
    pub(super) kind: DefinitionKind,
    /// The form of the call.
    pub(super) form: CallForm,
    /// The bytes of the name as typed so far, with its prefix.
    pub(super) word: Range<usize>,
    /// The part of the word before the name.
    pub(super) prefix: &'static str,
}

/// Returns the call at an offset.
pub(super) fn call(document: &Document, offset: usize) -> Option<Call> {
    let line = document.text.line_range(document.text.line_at(offset));
    let text = document.text.slice(line.clone());
    let lead = lead(&text, offset.checked_sub(line.start)?)?;
    let word = line.start + lead.word.start..line.start + lead.word.end;
    let behind = text.get(lead.word.end..)?;
    // An existing quote is inserted again before the rest of the call.
    let closed = lead.open.is_some_and(|open| open != '(' && behind.starts_with(open));
    let replaced = word.start + lead.prefix.len()..word.end + usize::from(closed);
    let found = |tail: &&str| probe(document, replaced.clone(), tail, lead.open);
    let (kind, form) = lead.tails.iter().find_map(found)?;
    Some(Call { kind, form, word, prefix: lead.prefix })
}

/// Returns what a name there would call, and in which form, if `tail` followed it.
fn probe(
    document: &Document,
    replaced: Range<usize>,
    tail: &str,
    open: Option<char>,
) -> Option<(DefinitionKind, CallForm)> {
    let at = replaced.start..replaced.start + PROBE.len();
    let written = format!("{PROBE}{tail}");
    let probed = document.replaced(std::iter::once((replaced, written.as_str())));
    let in_body = at.start >= document.syntax.body_start();
    let counts = |found: &Reference| {
        // Values of keys are completed as values; unquoted prose is not completed.
        let marked = open == Some('`') || matches!(found.form, CallForm::Slash | CallForm::Mention);
        found.form != CallForm::Key && (!found.prose || marked)
    };
    let kind = |range: &Range<usize>, found: &Reference| {
        (*range == at && counts(found)).then_some((found.kind, found.form))
    };
    if in_body {
        return probed.sections().references().find_map(|(range, found)| kind(&range, found));
    }
    probed.front_summary().references.iter().find_map(|found| kind(&found.span.range(), found))
}

/// Examines the text of a line around a byte.
fn lead(text: &str, at: usize) -> Option<Lead<'static>> {
    let (before, behind) = text.split_at_checked(at)?;
    let written = before.bytes().rev().take_while(|byte| is_name_byte(*byte)).count();
    let rest = behind.bytes().take_while(|byte| is_name_byte(*byte)).count();
    // Trailing punctuation of a sentence is kept.
    let rest = behind.get(..rest)?.trim_end_matches(['.', ':', '-', '/']).len();
    let end = at + rest;
    let start = at - written;
    let (head, run) = before.split_at_checked(start)?;
    if run.starts_with("agent-") && head.ends_with('@') {
        return Some(Lead { word: start..end, prefix: "agent-", open: None, tails: &[""] });
    }
    if run.starts_with('/') {
        return Some(Lead { word: start + 1..end, prefix: "", open: None, tails: &["", "`"] });
    }
    let open = head.chars().next_back()?;
    let lead = |open, tails| Some(Lead { word: start..end, prefix: "", open, tails });
    match open {
        '"' => lead(Some(open), &["\"", "\")", "\" }", "\" })"]),
        '\'' => lead(Some(open), &["'", "')", "' }", "' })"]),
        '`' if head.ends_with("the `") => lead(Some(open), &["`", "` agent", "`)"]),
        '`' => lead(Some(open), &["`", "`)"]),
        _ if in_tool(head) => lead(Some('('), &["", ")"]),
        ' ' | '\t' | '=' | ':' => {
            let head = head.trim_end_matches([' ', '\t', '=']);
            LEADS.iter().any(|lead| head.ends_with(lead.trim_end_matches('='))).then_some(())?;
            lead(None, &[""])
        }
        _ => None,
    }
}

/// Whether a text ends in the open parenthesis of a tool that calls agents or skills.
fn in_tool(head: &str) -> bool {
    let Some((tool, inside)) = head.rsplit_once('(') else { return false };
    let inside = inside.trim_end();
    let before_name = inside.is_empty() || inside.ends_with(',');
    before_name && !inside.contains(')') && ["Agent", "Task", "Skill"].iter().any(|name| tool.ends_with(name))
}
