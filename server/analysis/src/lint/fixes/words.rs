//! Fixes of single words of a value: replacement, or removal of one of two.

use std::ops::Range;

use super::lines::whole_lines;
use crate::code_span::code_span;
use crate::lint::fix::Fix;
use crate::lint::subject::LintContext;
use crate::normalize::same_letters;
use crate::quote::quoted;
use crate::syntax::yaml::{Node, Value};

/// Replaces a word in a value by the one that was meant. Safe if both have the same letters, so that only case or
/// separators change.
pub(in crate::lint) fn replace_word(
    subject: &LintContext<'_>,
    value: &Node,
    range: &Range<usize>,
    new: &str,
) -> Fix {
    let old = subject.front.text_at(range.clone());
    let whole = value.span == *range || value.items().iter().any(|item| item.span == *range);
    // Inside quotes, and in a list on one line, a word is inserted as it is.
    let written = if whole { quoted(new, in_brackets(subject, value), true) } else { new.to_owned() };
    let written = if matches!(new, "true" | "false") { new.to_owned() } else { written };
    Fix::new(format!("Replace {} by {}", code_span(old), code_span(new)))
        .replace(range.clone(), written)
        .preferred()
        .safe_if(same_letters(old, new))
}

/// Replaces a key by another spelling, in its quotes.
pub(in crate::lint) fn rename(subject: &LintContext<'_>, key: &Node, old: &str, new: &str) -> Fix {
    let written = subject.front.text_at(key.span.clone());
    let quotes = usize::from(written.starts_with(['"', '\'']));
    Fix::new(format!("Rename {} to {}", code_span(old), code_span(new)))
        .replace(key.span.start + quotes..key.span.end - quotes, new)
        .preferred()
        .safe_if(same_letters(old, new))
}

/// Removes a useless word of a list, with its separator. `None` if the word's range is not exactly known.
pub(in crate::lint) fn remove(
    subject: &LintContext<'_>,
    value: &Node,
    range: &Range<usize>,
    word: &str,
    title: String,
) -> Option<Fix> {
    let front = subject.front;
    if front.text_at(range.clone()) != word {
        return None;
    }
    let item = value.items().iter().find(|item| item.span.start <= range.start && range.end <= item.span.end);
    if let (Some(item), Value::Sequence(_), false) = (item, &value.value, in_brackets(subject, value)) {
        // With its hyphen, and only if alone on its line.
        let before = front.text_at(0..item.span.start).trim_end_matches([' ', '\t']);
        let hyphen = before.len().checked_sub(1).filter(|_| before.ends_with('-'))?;
        let lines = whole_lines(subject, &(hyphen..item.span.end))?;
        return Some(Fix::new(title).replace(lines, "").preferred());
    }
    let end = item.map_or(range.end, |item| item.span.end);
    let before = front.text_at(value.span.start..item.map_or(range.start, |item| item.span.start));
    let set_off = before.trim_end();
    let set_off = set_off.strip_suffix(',').map_or(set_off, str::trim_end);
    let start = value.span.start + set_off.len();
    if set_off.len() < before.len() {
        return Some(Fix::new(title).replace(start..end, "").preferred());
    }
    // The first one is removed with the separator of the next.
    let start = value.span.start + before.len();
    let behind = front.text_at(end..value.span.end);
    let rest = behind.trim_start();
    let rest = rest.strip_prefix(',').map_or(rest, str::trim_start);
    let (next, closed) = (end + behind.len() - rest.len(), rest.is_empty() || rest.starts_with(']'));
    (next > end && !closed).then(|| Fix::new(title).replace(start..next, "").preferred())
}

/// Maximum length of a value that is searched for each of its words, in bytes.
const LONGEST_LOOKED_AT: usize = 4096;

/// Whether a word of a list is certainly one. In a string, it may be a part of what the author took for one word: names
/// with a space in them, or a name with a space before its parentheses.
pub(in crate::lint) fn is_whole(subject: &LintContext<'_>, value: &Node, range: &Range<usize>) -> bool {
    if value.scalar().is_none() {
        return true;
    }
    let text = |range: Range<usize>| subject.front.text_at(range);
    let quotes = ['"', '\''];
    let before = text(value.span.start..range.start).trim_start_matches(quotes).trim_end();
    let behind = text(range.end..value.span.end).trim_end_matches(quotes).trim_start();
    let ends = |rest: &str, sign: fn(&str) -> bool| rest.is_empty() || sign(rest);
    let whole = text(value.span.clone());
    if whole.len() > LONGEST_LOOKED_AT || whole.contains(',') {
        ends(before, |rest| rest.ends_with(',')) && ends(behind, |rest| rest.starts_with(','))
    } else {
        !behind.starts_with('(')
    }
}

/// Whether a value is in brackets.
fn in_brackets(subject: &LintContext<'_>, value: &Node) -> bool {
    subject.front.text_at(value.span.clone()).starts_with(['[', '{'])
}
