//! Where a call wants a name: in code, in sentences that hand work over, in scripts, in `Agent(…)` of a list of tools.
//!
//! A place wants a name if a name there would be a reference. So one is put there, and the sections and entries that
//! it touches are read again, as they are after an edit: there is no second list of the forms of calls.

use std::ops::Range;

use crate::document::Document;
use crate::references::{CallForm, DefinitionKind, Reference, is_name_byte};

/// A name that looks like one in every form of call.
const PROBE: &str = "probe";

/// What stands before an unquoted name.
const LEADS: &[&str] =
    &["--agent", "spawn", "--type", "-t", "subagent_type:", "subagent_type=", "subagentType:", "@agent-"];

/// The start of a call that the author is writing.
struct Lead<'a> {
    /// The bytes that a name takes, in the line, with the prefix.
    word: Range<usize>,
    /// The start of the word that is not the name. Editors for which a hyphen belongs to a word do not look behind it.
    prefix: &'static str,
    /// What opened it: a quote, a backtick, a parenthesis; none for an unquoted name.
    open: Option<char>,
    /// What may be missing behind the name for a whole call, the likeliest first.
    tails: &'a [&'a str],
}

/// A call that wants a name.
pub(super) struct Call {
    /// What can be called.
    pub(super) kind: DefinitionKind,
    /// How it is called.
    pub(super) form: CallForm,
    /// The bytes of the name as far as it is written, with its prefix.
    pub(super) word: Range<usize>,
    /// What stands before the name and belongs to the same word.
    pub(super) prefix: &'static str,
}

/// The call at an offset.
pub(super) fn call(document: &Document, offset: usize) -> Option<Call> {
    let line = document.text.line_range(document.text.line_at(offset));
    let text = document.text.slice(line.clone());
    let lead = lead(&text, offset.checked_sub(line.start)?)?;
    let word = line.start + lead.word.start..line.start + lead.word.end;
    let behind = text.get(lead.word.end..)?;
    // A quote that is there already is written again, before the rest of the call.
    let closed = lead.open.is_some_and(|open| open != '(' && behind.starts_with(open));
    let replaced = word.start + lead.prefix.len()..word.end + usize::from(closed);
    let found = |tail: &&str| probe(document, replaced.clone(), tail, lead.open);
    let (kind, form) = lead.tails.iter().find_map(found)?;
    Some(Call { kind, form, word, prefix: lead.prefix })
}

/// What a name at that place would call and how, with that text behind it.
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
        // The values of keys are completed as values; words without marks are prose.
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

/// Looks at the text of a line around a byte of it.
fn lead(text: &str, at: usize) -> Option<Lead<'static>> {
    let (before, behind) = text.split_at_checked(at)?;
    let written = before.bytes().rev().take_while(|byte| is_name_byte(*byte)).count();
    let rest = behind.bytes().take_while(|byte| is_name_byte(*byte)).count();
    // The punctuation of a sentence stays.
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

/// Whether a text ends in the parentheses of a tool that calls agents or skills, before a name.
fn in_tool(head: &str) -> bool {
    let Some((tool, inside)) = head.rsplit_once('(') else { return false };
    let inside = inside.trim_end();
    let before_name = inside.is_empty() || inside.ends_with(',');
    before_name && !inside.contains(')') && ["Agent", "Task", "Skill"].iter().any(|name| tool.ends_with(name))
}
