//! Front matter that is not YAML, one code for each well-known mistake.

use super::fixes::faults;
use super::subject::Subject;
use super::{Diagnostic, Rule, Severity};
use crate::syntax::yaml::{Fault, FaultKind};

const fn rule(code: &'static str, summary: &'static str) -> Rule {
    Rule { code, summary, severity: Severity::Error }
}

pub(super) static RULES: &[&Rule] = &[
    &COLON_IN_PLAIN_VALUE,
    &UNCLOSED_QUOTE,
    &UNCLOSED_BRACKET,
    &TEXT_AFTER_VALUE,
    &RESERVED_CHARACTER,
    &BAD_ESCAPE,
    &TAB_INDENTATION,
    &UNINDENTED_LINE,
    &NOT_AN_ENTRY,
    &MISSING_SPACE,
    &INVALID_YAML,
];

static COLON_IN_PLAIN_VALUE: Rule = rule("colon-in-plain-value", "`: ` in a value without quotes");
static UNCLOSED_QUOTE: Rule = rule("unclosed-quote", "A quote is never closed");
static UNCLOSED_BRACKET: Rule = rule("unclosed-bracket", "A bracket is never closed");
static TEXT_AFTER_VALUE: Rule = rule("text-after-value", "Text behind a closing quote or bracket");
static RESERVED_CHARACTER: Rule =
    rule("reserved-character", "A value starts with a character that YAML reserves");
static BAD_ESCAPE: Rule = rule("bad-escape", "A backslash in double quotes that is no escape");
static TAB_INDENTATION: Rule = rule("tab-indentation", "A line is indented with a tab");
static UNINDENTED_LINE: Rule = rule("unindented-line", "A line of a value is not indented");
static NOT_AN_ENTRY: Rule = rule("not-an-entry", "A line is no `key: value`");
static MISSING_SPACE: Rule = rule("missing-space", "No blank behind the colon of a key");
static INVALID_YAML: Rule = rule("invalid-yaml", "The front matter is not YAML");

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let yaml = &subject.front.yaml;
    let faults: Vec<_> = yaml.faults.iter().filter(|fault| !is_raw(subject, fault.range.start)).collect();
    let rest =
        yaml.rest.as_ref().filter(|rest| faults.len() == yaml.faults.len() && !is_raw(subject, rest.start));
    found.extend(faults.into_iter().map(|fault| {
        let (rule, message) = describe(fault);
        let fixes = faults::fixes(subject, fault);
        let diagnostic = Diagnostic::new(rule, fault.range.clone(), message).fixes(fixes);
        match &fault.kind {
            FaultKind::Unindented | FaultKind::EndsBlockScalar if fault.value != fault.range => {
                diagnostic.related(fault.value.clone(), "The value is here.")
            }
            _ => diagnostic,
        }
    }));
    found.extend(rest.map(|rest| {
        let message = "There are more than 100 faults in this front matter. Those from here on are shown when the first \
                       ones are gone.";
        Diagnostic::new(&INVALID_YAML, rest.clone(), message)
    }));
}

/// Whether a fault that starts there lies in a value that the tool takes as it is written: on the line of its key, or in
/// what YAML takes for the rest of the value.
fn is_raw(subject: &Subject<'_>, start: usize) -> bool {
    let entries = subject.mappings.iter().flat_map(|mapping| &mapping.entries);
    let mut raw = entries.filter(|known| known.field.is_some_and(|field| field.raw));
    raw.any(|known| {
        let colon = known.entry.key.span.end;
        let same_line = || !subject.front.text(colon..start).contains(['\n', '\r']);
        colon < start && (start < known.entry.value.span.end || same_line())
    })
}

/// What is wrong with a YAML text that is no front matter, in sentences.
pub fn message(fault: &Fault) -> String {
    match &fault.kind {
        FaultKind::Other(message) => format!("This is not YAML: {message}."),
        FaultKind::SecondDocument => "A second YAML document starts here. There may be only one.".to_owned(),
        _ => describe(fault).1,
    }
}

fn describe(fault: &Fault) -> (&'static Rule, String) {
    let value =
        fault.key.as_ref().map_or_else(|| "this value".to_owned(), |key| format!("the value of `{key}`"));
    match &fault.kind {
        FaultKind::ColonInPlain => (
            &COLON_IN_PLAIN_VALUE,
            format!(
                "A value without quotes may not hold a colon with a blank or nothing behind it: YAML takes it for \
                 another key. Put {value} in quotes, or below a `|`."
            ),
        ),
        FaultKind::UnclosedQuote => (&UNCLOSED_QUOTE, format!("The quote that opens {value} is never closed.")),
        FaultKind::UnclosedFlow => {
            (&UNCLOSED_BRACKET, format!("This bracket in {value} is never closed, or not in the right order."))
        }
        FaultKind::TextAfterValue => (
            &TEXT_AFTER_VALUE,
            format!("YAML ends {value} before this text. Put the whole value in one pair of quotes."),
        ),
        FaultKind::ReservedIndicator(sign) => (
            &RESERVED_CHARACTER,
            format!("A value may not start with `{sign}`: {}. Put {value} in quotes.", meaning(*sign)),
        ),
        FaultKind::BadEscape => (
            &BAD_ESCAPE,
            "In double quotes a backslash starts an escape, and this is none. Write `\\\\` for a backslash, or use \
             single quotes."
                .to_owned(),
        ),
        FaultKind::Tab => {
            (&TAB_INDENTATION, "YAML does not allow tabs in the indentation. Use blanks.".to_owned())
        }
        FaultKind::Unindented => (
            &UNINDENTED_LINE,
            format!(
                "This line is not indented, so it is not part of {value}. Indent it, or put the value below a `|` \
                 and indent all of it."
            ),
        ),
        FaultKind::EndsBlockScalar => (
            &UNINDENTED_LINE,
            format!("This line is not indented deep enough and ends {value} above. Indent it as the lines before."),
        ),
        FaultKind::NotAnEntry => {
            (&NOT_AN_ENTRY, "This line is no `key: value`. Write a colon and a value behind the key.".to_owned())
        }
        FaultKind::MissingSpace => {
            (&MISSING_SPACE, "YAML wants a blank behind the colon: without it this is no key.".to_owned())
        }
        FaultKind::BlockScalarHeader => (
            &INVALID_YAML,
            format!("Nothing may follow the sign that starts a block. Start {value} on the next line, indented."),
        ),
        FaultKind::ItemOnKeyLine => {
            (&INVALID_YAML, "A list item may not stand on the line of its key. Put it on a line below.".to_owned())
        }
        FaultKind::SecondDocument => {
            (&INVALID_YAML, "A second YAML document starts here. Front matter is one document.".to_owned())
        }
        FaultKind::Other(message) => (&INVALID_YAML, format!("The front matter is not YAML: {message}.")),
    }
}

/// What YAML takes a character for at the start of a value.
fn meaning(sign: char) -> &'static str {
    match sign {
        '*' => "YAML takes it for an alias",
        '&' => "YAML takes it for an anchor",
        '!' => "YAML takes it for a tag",
        '%' => "YAML takes it for a directive",
        _ => "YAML reserves it",
    }
}
