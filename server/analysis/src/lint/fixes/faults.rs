//! Fixes of front matter that is not YAML, for each of the well-known mistakes.

use super::lines;
use super::place::{EntryLocation, Extent};
use super::quoting::{self, has_comment, value_title};
use crate::code_span::code_span;
use crate::dialect::{Type, ValueFormat};
use crate::lint::fix::Fix;
use crate::lint::subject::LintContext;
use crate::quote::enclosed;
use crate::syntax::yaml::{SyntaxError, SyntaxErrorKind};

/// Characters that form an escape after a backslash in double quotes.
const ESCAPES: &str = "0abtnvfre N_LPxuU\t\r\n";

/// Returns the fixes of a syntax error, the best first.
pub(in crate::lint) fn syntax_fixes(subject: &LintContext<'_>, fault: &SyntaxError) -> Vec<Fix> {
    match &fault.kind {
        SyntaxErrorKind::ReservedIndicator(_) if fault.range.len() > 1 => alias(subject, fault),
        SyntaxErrorKind::ColonInPlain | SyntaxErrorKind::ReservedIndicator(_) => {
            quoting::quote_value(subject, fault)
        }
        SyntaxErrorKind::UnclosedQuote | SyntaxErrorKind::UnclosedFlow => {
            close_value(subject, fault).into_iter().collect()
        }
        SyntaxErrorKind::TextAfterValue => text_after(subject, fault),
        SyntaxErrorKind::BadEscape => escape(subject, fault),
        SyntaxErrorKind::Tab => lines::tabs(subject),
        SyntaxErrorKind::Unindented | SyntaxErrorKind::EndsBlockScalar => lines::indent(subject, fault),
        SyntaxErrorKind::MissingSpace => {
            // In the value of a known key, only another key can be meant.
            let roots = subject.root().into_iter().flat_map(|root| &root.entries);
            let mut around =
                roots.filter(|known| known.field.is_some()).map(|known| known.entry.value.span.clone());
            let known = EntryLocation::find(subject, &fault.value).is_some_and(|place| place.field.is_some())
                || around.any(|span| span.contains(&fault.range.start));
            let fix = Fix::new("Put a blank behind the colon").insert(fault.range.end, " ");
            vec![fix.preferred().safe_if(known)]
        }
        SyntaxErrorKind::BlockScalarHeader => {
            let clear = !has_comment(subject.front.text_at(fault.range.clone()));
            let fixes = block_scalar_fixes(subject, fault, "the text").into_iter();
            fixes.map(|fix| fix.preferred().safe_if(clear)).collect()
        }
        SyntaxErrorKind::ItemOnKeyLine => block_scalar_fixes(subject, fault, "the list")
            .into_iter()
            .map(|fix| fix.preferred().safe_if(true))
            .collect(),
        SyntaxErrorKind::NotAnEntry => lines::complete_entry(subject, fault),
        SyntaxErrorKind::Swallowed { .. } => lines::unindent(subject, fault),
        SyntaxErrorKind::GluedKey => vec![lines::own_key(subject, fault).preferred()],
        SyntaxErrorKind::UnindentedBlock => lines::below_sign(subject, fault),
        SyntaxErrorKind::UnquotedKey(_) => vec![
            Fix::new(format!("Quote the key {}", code_span(subject.front.text_at(fault.range.clone()))))
                .replace(fault.range.clone(), enclosed(subject.front.text_at(fault.range.clone())))
                .preferred()
                .safe_if(true),
        ],
        SyntaxErrorKind::SecondDocument | SyntaxErrorKind::Toml(_) | SyntaxErrorKind::Other(_) => Vec::new(),
    }
}

/// Quotes an alias without an anchor, wherever it is.
fn alias(subject: &LintContext<'_>, fault: &SyntaxError) -> Vec<Fix> {
    let text = subject.front.text_at(fault.range.clone());
    let takes = EntryLocation::find(subject, &fault.range).is_none_or(|place| place.takes_text());
    let fix =
        Fix::new(format!("Put {} in quotes", code_span(text))).replace(fault.range.clone(), enclosed(text));
    if takes { vec![fix.preferred().safe_if(true)] } else { Vec::new() }
}

fn block_scalar_fixes(subject: &LintContext<'_>, fault: &SyntaxError, what: &str) -> Vec<Fix> {
    let place = EntryLocation::find(subject, &fault.value);
    let behind_sign =
        fault.kind == SyntaxErrorKind::BlockScalarHeader && fault.range.start <= fault.value.start + 1;
    let fix = place.filter(|_| !behind_sign);
    fix.map(|place| lines::next_line(subject, fault.range.start, place.column(subject), what))
        .into_iter()
        .collect()
}

/// Adds the missing bracket or quote at the end of a value on one line, if nothing else could be meant.
fn close_value(subject: &LintContext<'_>, fault: &SyntaxError) -> Option<Fix> {
    let place = EntryLocation::find(subject, &fault.value)?;
    let extent = Extent::from_start(subject, fault.value.start, place.column(subject));
    let text = subject.front.text_at(extent.range.clone());
    let (first, rest) = text.split_at_checked(1)?;
    let (sign, what, others) = match first {
        "[" => ("]", "bracket", "[]{}\"'"),
        "{" => ("}", "bracket", "[]{}\"'"),
        "\"" => ("\"", "quote", "\"\\"),
        _ => ("'", "quote", "\"'"),
    };
    if extent.strays || fault.range.start != fault.value.start {
        return None;
    }
    let clear =
        extent.below.is_empty() && !rest.contains(" #") && !rest.contains(|char| others.contains(char));
    let fix = Fix::new(format!("Close the {what}")).insert(extent.range.end, sign);
    Some(if clear { fix.preferred().safe_if(true) } else { fix })
}

/// Fixes text after a closing quote or bracket: names that need brackets, inner quotes, or all of it a string.
fn text_after(subject: &LintContext<'_>, fault: &SyntaxError) -> Vec<Fix> {
    let Some(place) = EntryLocation::find(subject, &fault.value) else { return Vec::new() };
    let extent = Extent::from_start(subject, fault.value.start, place.column(subject));
    let text = subject.front.text_at(extent.range.clone());
    let quote = text.chars().next().filter(|char| matches!(char, '"' | '\''));
    let list = place.field.is_some_and(|field| {
        let names = matches!(
            field.format,
            Some(ValueFormat::ToolList | ValueFormat::CommaList | ValueFormat::GlobList)
        );
        names || !place.in_list && field.types.iter().all(|kind| matches!(kind, Type::List(_)))
    });
    if list {
        // `"a", "b"` are the items of a sequence.
        let items = quote.filter(|_| {
            extent.below.is_empty() && subject.front.text_at(fault.range.clone()).starts_with(',')
        });
        let fix = Fix::new(format!("Put {} in brackets", value_title(&place)));
        let fix = fix.insert(extent.range.start, "[").insert(extent.range.end, "]");
        return items.map(|_| fix.preferred().safe_if(!has_comment(text))).into_iter().collect();
    }
    if !place.takes_text() || extent.strays {
        return Vec::new();
    }
    let whole = Fix::new(format!("Put {} in quotes", value_title(&place)))
        .replace(extent.range.clone(), enclosed(text));
    let inner =
        quote.and_then(|quote| text.strip_prefix(quote)?.strip_suffix(quote).map(|inner| (quote, inner)));
    let Some((quote, inner)) = inner.filter(|(_, inner)| !inner.is_empty()) else {
        // An unclosed quote was meant to enclose all of the text.
        let stray = quote.filter(|quote| text.matches(*quote).count() % 2 == 1);
        if let Some(bare) = stray.and_then(|quote| text.strip_prefix(quote)) {
            let fix = Fix::new(format!("Quote all of {}", value_title(&place)));
            return vec![fix.replace(extent.range.clone(), enclosed(bare)).preferred()];
        }
        return vec![whole.preferred().safe_if(extent.below.is_empty() && !has_comment(text))];
    };
    let escaped =
        if quote == '"' { escape_quotes(inner) } else { inner.replace("''", "'").replace('\'', "''") };
    let range = extent.range.start + 1..extent.range.end - 1;
    let escape = Fix::new("Escape the quotes inside").replace(range, escaped);
    let clear = extent.below.is_empty() && !has_comment(text);
    // If a quote opens first, the outer ones enclose the whole value; in `"a" and "b"` they belong to words.
    match opens_first(inner, quote) {
        true => vec![escape.preferred().safe_if(clear), whole],
        false => vec![whole.preferred().safe_if(clear), escape],
    }
}

/// Whether the first quote inside a text is an opening one, with a space before it and a word after it, or an
/// apostrophe.
fn opens_first(inner: &str, quote: char) -> bool {
    let Some((before, behind)) = inner.split_once(quote) else { return false };
    let apostrophe =
        quote == '\'' && before.ends_with(char::is_alphanumeric) && behind.starts_with(char::is_alphanumeric);
    apostrophe
        || before.ends_with([' ', '(', '[', '\t']) && behind.starts_with(|char: char| !char.is_whitespace())
}

/// Adds a backslash before every unescaped double quote.
fn escape_quotes(inner: &str) -> String {
    let (mut text, mut escaped) = (String::new(), false);
    for char in inner.chars() {
        if char == '"' && !escaped {
            text.push('\\');
        }
        escaped = char == '\\' && !escaped;
        text.push(char);
    }
    text
}

/// Fixes invalid escapes: doubles their backslashes; or single-quotes all of the text, if none is valid.
fn escape(subject: &LintContext<'_>, fault: &SyntaxError) -> Vec<Fix> {
    let Some(place) = EntryLocation::find(subject, &fault.value) else { return Vec::new() };
    let extent = Extent::from_start(subject, fault.value.start, place.column(subject));
    let text = subject.front.text_at(extent.range.clone());
    let mut twice = Fix::new("Write the backslash twice");
    let (mut read, mut quotes) = (false, false);
    let mut chars = text.char_indices();
    while let Some((at, char)) = chars.next() {
        if char != '\\' {
            continue;
        }
        match chars.next() {
            Some((_, '\\' | '"' | '/')) => quotes = true,
            Some((_, escaped)) if ESCAPES.contains(escaped) => read = true,
            _ => twice = twice.insert(extent.range.start + at, "\\"),
        }
    }
    let twice = twice.preferred().safe_if(!read && !extent.strays);
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let single = inner.filter(|inner| !read && !quotes && !inner.contains('"')).map(|inner| {
        let text = format!("'{}'", inner.replace('\'', "''"));
        Fix::new(format!("Put {} in single quotes", value_title(&place))).replace(extent.range.clone(), text)
    });
    std::iter::once(twice).chain(single).collect()
}
