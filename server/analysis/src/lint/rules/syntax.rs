//! Front matter that is not YAML, with one rule for each well-known mistake, and files that are not TOML.

use crate::dialect::Effect;
use crate::lint::fixes::faults;
use crate::lint::fixes::lines::is_swallowed_with;
use crate::lint::subject::LintContext;
use crate::lint::{Diagnostic, Rule, RuleScope, Severity, quoted};
use crate::syntax::yaml::{SyntaxError, SyntaxErrorKind};

const fn rule(code: &'static str, summary: &'static str) -> Rule {
    Rule { code, summary, severity: Severity::Error, scope: RuleScope::Document, enabled: true }
}

pub(in crate::lint) static RULES: &[&Rule] = &[
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
    &SWALLOWED_KEY,
    &INVALID_YAML,
    &INVALID_TOML,
];

static COLON_IN_PLAIN_VALUE: Rule = rule("colon-in-plain-value", "An unquoted value contains `: `");
static UNCLOSED_QUOTE: Rule = rule("unclosed-quote", "A quote is never closed");
static UNCLOSED_BRACKET: Rule = rule("unclosed-bracket", "A bracket is never closed");
static TEXT_AFTER_VALUE: Rule = rule("text-after-value", "Text after a closing quote or bracket");
static RESERVED_CHARACTER: Rule =
    rule("reserved-character", "An unquoted value starts with a reserved character");
static BAD_ESCAPE: Rule = rule("bad-escape", "An invalid escape in double quotes");
static TAB_INDENTATION: Rule = rule("tab-indentation", "A line is indented with a tab");
static UNINDENTED_LINE: Rule = rule("unindented-line", "A line of a value is not indented");
static NOT_AN_ENTRY: Rule = rule("not-an-entry", "A line is not `key: value`");
static MISSING_SPACE: Rule = rule("missing-space", "No space after the colon of a key");
static SWALLOWED_KEY: Rule = rule("swallowed-key", "A key is indented into the value above");
pub(in crate::lint) static INVALID_YAML: Rule = rule("invalid-yaml", "The front matter is not valid YAML");
static INVALID_TOML: Rule = rule("invalid-toml", "The file is not valid TOML");

pub(in crate::lint) fn lint_syntax(subject: &LintContext<'_>, found: &mut Vec<Diagnostic>) {
    let yaml = &subject.front.yaml;
    let faults: Vec<_> = yaml.faults.iter().filter(|fault| !is_raw(subject, fault.range.start)).collect();
    let rest =
        yaml.rest.as_ref().filter(|rest| faults.len() == yaml.faults.len() && !is_raw(subject, rest.start));
    let told_before =
        |at: usize, fault: &SyntaxError| faults.iter().take(at).any(|other| is_one_mistake(other, fault));
    let mistakes = faults.iter().enumerate().filter(|(at, fault)| !told_before(*at, fault));
    found.extend(mistakes.map(|(_, fault)| {
        let (rule, clause, advice) = match &fault.kind {
            SyntaxErrorKind::Swallowed { .. } => swallowed(subject, fault),
            SyntaxErrorKind::GluedKey => glued(subject, fault),
            _ => describe_error(fault),
        };
        let fixes = faults::syntax_fixes(subject, fault);
        let diagnostic = Diagnostic::new(rule, fault.range.clone(), clause).advice(advice).with_fixes(fixes);
        let is_toml = matches!(fault.kind, SyntaxErrorKind::Toml(_));
        let diagnostic =
            if is_toml { diagnostic.effect(subject.tool(), Effect::Dropped, "") } else { diagnostic };
        match &fault.kind {
            SyntaxErrorKind::Unindented
            | SyntaxErrorKind::EndsBlockScalar
            | SyntaxErrorKind::UnindentedBlock
                if fault.value != fault.range =>
            {
                diagnostic.related(fault.value.clone(), "The value is here.")
            }
            _ => diagnostic,
        }
    }));
    found.extend(rest.map(|rest| {
        let rule = if subject.front.is_toml() { &INVALID_TOML } else { &INVALID_YAML };
        Diagnostic::new(rule, rest.clone(), "more than 100 errors")
            .advice("The errors from here on are shown once the first ones are fixed.")
    }));
}

/// Whether two syntax errors are one mistake with one fix: all tabs, or all keys that one value has swallowed.
fn is_one_mistake(one: &SyntaxError, other: &SyntaxError) -> bool {
    one.kind == SyntaxErrorKind::Tab && other.kind == SyntaxErrorKind::Tab || is_swallowed_with(one, other)
}

/// Describes keys that are indented into the value above.
fn swallowed(subject: &LintContext<'_>, fault: &SyntaxError) -> (&'static Rule, String, String) {
    let all = subject.front.yaml.faults.iter().filter(|other| is_swallowed_with(other, fault)).count();
    let key = quoted(subject.front.text_at(fault.range.clone()));
    let Some(above) = fault.key.as_ref().map(|above| quoted(above)) else {
        let advice = "The other keys are not. Unindent it.".to_owned();
        return (&SWALLOWED_KEY, format!("{key} is indented"), advice);
    };
    let (keys, it) = match all {
        0 | 1 => (format!("{key} is"), "it"),
        2 => (format!("{key} and 1 other key are"), "them"),
        more => (format!("{key} and {} other keys are", more - 1), "them"),
    };
    let clause = format!("{keys} indented, so YAML reads {it} as part of {above}");
    (&SWALLOWED_KEY, clause, format!("Unindent {it}."))
}

/// Describes a key that follows the value above on its line.
fn glued(subject: &LintContext<'_>, fault: &SyntaxError) -> (&'static Rule, String, String) {
    let (rule, clause, advice) = describe_error(fault);
    let key = quoted(subject.front.text_at(fault.range.clone()));
    (rule, clause.replacen("a key", &key, 1), advice.replacen("the key", &key, 1))
}

/// Whether a syntax error at an offset is in a value that the tool reads as raw text: on the line of its key, or in
/// what YAML reads as the rest of the value.
fn is_raw(subject: &LintContext<'_>, start: usize) -> bool {
    let entries = subject.mappings.iter().flat_map(|mapping| &mapping.entries);
    let mut raw = entries.filter(|known| known.field.is_some_and(|field| field.raw || field.lenient));
    raw.any(|known| {
        let colon = known.entry.key.span.end;
        let same_line = || !subject.front.text_at(colon..start).contains(['\n', '\r']);
        colon < start && (start < known.entry.value.span.end || same_line())
    })
}

/// Returns the message for a YAML syntax error outside front matter, in full sentences.
pub fn message(fault: &SyntaxError) -> String {
    let (_, clause, advice) = describe_error(fault);
    let advice =
        if fault.kind == SyntaxErrorKind::SecondDocument { "There can be only one." } else { &advice };
    format!("{} {advice}", super::super::sentence(&clause))
}

/// Returns the rule of a syntax error, the reason as a clause, and what to do in full sentences.
fn describe_error(fault: &SyntaxError) -> (&'static Rule, String, String) {
    let place = fault.key.as_ref().map_or_else(String::new, |key| format!(" in {}", quoted(key)));
    let (rule, clause, advice) = match &fault.kind {
        SyntaxErrorKind::ColonInPlain => {
            (&COLON_IN_PLAIN_VALUE, "unquoted `: `", "Quote the value, or use a block scalar (`|-`).")
        }
        SyntaxErrorKind::UnclosedQuote => (&UNCLOSED_QUOTE, "unclosed quote", "Add the closing quote."),
        SyntaxErrorKind::UnclosedFlow => {
            (&UNCLOSED_BRACKET, "unclosed bracket", "Close every bracket, the last opened first.")
        }
        SyntaxErrorKind::TextAfterValue => {
            (&TEXT_AFTER_VALUE, "text after the value", "Put one pair of quotes around the whole value.")
        }
        SyntaxErrorKind::ReservedIndicator(sign) => {
            let clause = format!("leading `{sign}`{place}");
            return (&RESERVED_CHARACTER, clause, format!("{} Quote the value.", meaning(*sign)));
        }
        SyntaxErrorKind::BadEscape => {
            (&BAD_ESCAPE, "invalid escape", "Write `\\\\` for a backslash, or use single quotes.")
        }
        SyntaxErrorKind::Tab => (&TAB_INDENTATION, "tab in the indentation", "YAML allows spaces only."),
        SyntaxErrorKind::Unindented => (
            &UNINDENTED_LINE,
            "unindented line",
            "Indent it, or use a block scalar (`|-`) and indent all of the value.",
        ),
        SyntaxErrorKind::EndsBlockScalar => {
            (&UNINDENTED_LINE, "line outside the block scalar", "Indent it like the lines above.")
        }
        SyntaxErrorKind::GluedKey => {
            let above = fault.key.as_ref().map_or_else(String::new, |key| format!(" of {}", quoted(key)));
            let clause = format!("a key on the line{above}");
            return (&SWALLOWED_KEY, clause, "Put the key on a line of its own.".to_owned());
        }
        SyntaxErrorKind::UnindentedBlock => {
            let lines = fault.key.as_ref().map_or_else(String::new, |key| format!(" of {}", quoted(key)));
            let advice = "Put all of the text below a block scalar (`|-`), indented.";
            return (&UNINDENTED_LINE, format!("unindented lines{lines}"), advice.to_owned());
        }
        SyntaxErrorKind::UnquotedKey(sign) => {
            let key = fault
                .key
                .as_ref()
                .map_or_else(|| "the key".to_owned(), |key| format!("the key {}", quoted(key)));
            let advice = format!("{} Quote the key.", meaning(*sign));
            return (&RESERVED_CHARACTER, format!("{key} must be quoted"), advice);
        }
        SyntaxErrorKind::Swallowed { .. } => {
            (&SWALLOWED_KEY, "a key is indented into the value above", "Unindent it.")
        }
        SyntaxErrorKind::NotAnEntry => {
            (&NOT_AN_ENTRY, "a line is not `key: value`", "Add a colon and a value after the key.")
        }
        SyntaxErrorKind::MissingSpace => (&MISSING_SPACE, "no space after the colon", "Write `key: value`."),
        SyntaxErrorKind::BlockScalarHeader => (
            &INVALID_YAML,
            "text beside the block scalar's sign",
            "Start the text on the next line, indented.",
        ),
        SyntaxErrorKind::ItemOnKeyLine => {
            let key = fault.key.as_ref().map_or_else(|| "its key".to_owned(), |key| quoted(key));
            let clause = format!("list item on the line of {key}");
            return (&INVALID_YAML, clause, "Move the item to the next line.".to_owned());
        }
        SyntaxErrorKind::SecondDocument => {
            (&INVALID_YAML, "a second YAML document", "Front matter is one document: remove the separator.")
        }
        SyntaxErrorKind::Toml(message) => {
            // What was expected may be a long list.
            let (clause, expected) = message.split_once(", expected ").unwrap_or((message, ""));
            let advice = if expected.is_empty() { String::new() } else { format!("Expected: {expected}.") };
            return (&INVALID_TOML, format!("invalid TOML: {clause}"), advice);
        }
        SyntaxErrorKind::Other(advice) => (&INVALID_YAML, "invalid YAML", *advice),
    };
    (rule, format!("{clause}{place}"), advice.to_owned())
}

/// Returns what a character at the start of a value means in YAML.
fn meaning(sign: char) -> &'static str {
    match sign {
        '*' => "YAML reads it as an alias.",
        '&' => "YAML reads it as an anchor.",
        '!' => "YAML reads it as a tag.",
        '%' => "YAML reads it as a directive.",
        _ => "YAML reserves it.",
    }
}
