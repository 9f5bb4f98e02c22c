//! Values of a wrong type, and strings and numbers outside their limits.

use std::fmt::Display;

use crate::code_span::code_span;
use crate::dialect::{Effect, Evidence, Field, Limit, Type};
use crate::lint::fix::Fix;
use crate::lint::fixes::shape;
use crate::lint::subject::{LintContext, key_of, severity};
use crate::lint::{Diagnostic, Rule, RuleScope, Severity, quoted};
use crate::syntax::yaml::{Entry, Node, Scalar, ScalarKind, Value};

pub(in crate::lint) static RULES: &[&Rule] = &[&WRONG_TYPE, &INVALID_VALUE];

pub(in crate::lint) static WRONG_TYPE: Rule = Rule {
    code: "wrong-type",
    summary: "A value has a type that the tool does not read",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};
static INVALID_VALUE: Rule = Rule {
    code: "invalid-value",
    summary: "A value is outside its limits",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};

pub(in crate::lint) fn lint_types(
    subject: &LintContext<'_>,
    entry: &Entry,
    field: &Field,
    found: &mut Vec<Diagnostic>,
) {
    let value = &entry.value;
    if value.is_null() || matches!(value.value, Value::Alias) {
        return;
    }
    let strict = field.invalid != Effect::Kept;
    if field.types.iter().any(|kind| matches_type(value, kind, field)) {
        limits(subject, entry, field, found);
    } else if strict || is_structural(value, field) {
        let key = super::super::shortened(key_of(entry, field), 24);
        let (clause, advice) = type_clause(&code_span(&key), field, value);
        let worst = if strict { severity(field.invalid) } else { Severity::Warning };
        // Less severe if only one of several programs rejects it. Observed behaviour counts all the same.
        let others = is_shape_of_others(subject, entry, field);
        let worst = if field.minded_by.is_some() || others { Severity::Hint } else { worst };
        let fixes = shape::shape_fixes(subject, field, value).into_iter();
        let fixes = fixes.map(|fix| if others { fix.safe_if(false) } else { fix });
        let diagnostic = Diagnostic::new(&WRONG_TYPE, value.span.clone(), clause).advice(advice);
        found.push(diagnostic.effect_of(field, &key).severity(worst).with_fixes(fixes));
    }
}

/// Whether a value can be read as a type. Nothing is reported for values that could not be parsed.
pub(in crate::lint) fn matches_type(node: &Node, kind: &Type, field: &Field) -> bool {
    match (&node.value, kind) {
        (_, Type::Any) | (Value::Alias, _) | (Value::Mapping(_), Type::Map) => true,
        (Value::Sequence(items), Type::List(kinds)) => items.iter().all(|item| {
            item.broken || item.is_null() || kinds.iter().any(|kind| matches_type(item, kind, field))
        }),
        (Value::Scalar(scalar), kind) => node.broken || scalar_fits(scalar, kind, field),
        _ => false,
    }
}

fn scalar_fits(scalar: &Scalar, kind: &Type, field: &Field) -> bool {
    let digits = || scalar.text.chars().any(|char| char.is_ascii_digit());
    match (kind, scalar.kind()) {
        // Most tools convert a number to a string; if one drops the file for it, its data say so.
        (Type::String, found) => found == ScalarKind::Text || !field.invalid.is_fatal(),
        (Type::Integer, ScalarKind::Integer) | (Type::Number, ScalarKind::Integer | ScalarKind::Float) => {
            true
        }
        // Tools parse the number in a string, unless they drop the file for it.
        (Type::Integer | Type::Number, ScalarKind::Text) => digits() && !field.invalid.is_fatal(),
        (Type::Boolean, ScalarKind::Boolean) => true,
        (Type::Boolean, ScalarKind::Text) => {
            matches!(&*scalar.text, "true" | "false") && !field.invalid.is_fatal()
        }
        (Type::Date, ScalarKind::Text) => digits(),
        _ => false,
    }
}

/// Whether a value's shape is excusable: no program reads the key here, or the value is valid for another tool's key of
/// that name.
fn is_shape_of_others(subject: &LintContext<'_>, entry: &Entry, field: &Field) -> bool {
    // No other tool reads a file of another format.
    if subject.kind.added || subject.front.is_whole_file() || !is_structural(&entry.value, field) {
        return false;
    }
    let unread = field.invalid == Effect::Kept && field.evidence == Evidence::Corpus;
    let known = |other: &Field| {
        let taken = |kind: &Type| *kind != Type::Any && matches_type(&entry.value, kind, other);
        other.is_called(key_of(entry, field)) && other.deprecated.is_none() && other.types.iter().any(taken)
    };
    let others = || {
        let mut kinds = subject.dialects.file_kinds().filter(|kind| kind.role == subject.kind.role);
        kinds.any(|kind| kind.fields.iter().any(known))
    };
    unread || subject.is_outermost(entry) && others()
}

/// Whether a sequence, a mapping and a scalar were confused.
fn is_structural(node: &Node, field: &Field) -> bool {
    let same = |kind: &Type| match node.value {
        Value::Sequence(_) => matches!(kind, Type::List(_)),
        Value::Mapping(_) => *kind == Type::Map,
        _ => !matches!(kind, Type::List(_) | Type::Map),
    };
    !field.types.iter().any(same)
}

fn limits(subject: &LintContext<'_>, entry: &Entry, field: &Field, found: &mut Vec<Diagnostic>) {
    let value = &entry.value;
    let Some(scalar) =
        value.scalar().filter(|scalar| !scalar.text.is_empty() && field.invalid != Effect::Kept)
    else {
        return;
    };
    let number = scalar.text.parse::<f64>().ok().filter(|_| field.min.is_some() || field.max.is_some());
    let key = super::super::shortened(key_of(entry, field), 24);
    let least = field.min.filter(|least| number.is_some_and(|number| number < *least));
    let most = field.max.filter(|most| number.is_some_and(|number| number > *most));
    let folder = subject.folder().filter(|folder| field.folder_name && **folder != *scalar.text);
    let (clause, advice) = match (field.limit(&scalar.text), least, most, folder) {
        (Some(Limit::Pattern(doc)), ..) => (
            format!("{} is not a valid {}", quoted(&scalar.text), code_span(&key)),
            format!("{}.", doc.trim_end_matches('.')),
        ),
        (Some(Limit::Reserved), ..) => (format!("{} is reserved", quoted(&scalar.text)), String::new()),
        (Some(Limit::Longest { length, most }), ..) => (
            format!("{} has {} characters, at most {}", code_span(&key), grouped(length), grouped(most)),
            String::new(),
        ),
        (Some(Limit::Shortest { least }), ..) => {
            (format!("{} must have at least {least} characters", code_span(&key)), String::new())
        }
        (_, Some(least), ..) => (format!("{} must be at least {least}", code_span(&key)), String::new()),
        (_, _, Some(most), _) => (format!("{} must be at most {most}", code_span(&key)), String::new()),
        (.., Some(folder)) => (
            format!("{} is not the folder's name", code_span(&key)),
            format!("It must be {}.", code_span(folder)),
        ),
        _ => return,
    };
    let diagnostic = Diagnostic::new(&INVALID_VALUE, value.span.clone(), clause).advice(advice);
    let rename = folder.filter(|folder| field.limit(folder).is_none()).map(|folder| {
        Fix::new(format!("Rename to {}, the folder's name", code_span(folder)))
            .replace(value.span.clone(), folder)
    });
    found.push(diagnostic.effect_of(field, &key).severity(severity(field.invalid)).with_fixes(rename));
}

/// Formats a number with commas between thousands.
fn grouped(number: usize) -> String {
    match (number / 1_000, number % 1_000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{},{rest:03}", grouped(thousands)),
    }
}

fn describe_value(node: &Node) -> &'static str {
    match &node.value {
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Alias => "an alias",
        Value::Scalar(scalar) => match scalar.kind() {
            ScalarKind::Null => "empty",
            ScalarKind::Boolean => "a boolean",
            ScalarKind::Integer | ScalarKind::Float => "a number",
            ScalarKind::Text => "a string",
        },
    }
}

/// Returns what is wrong with the type of a value as a clause, and what to do in a full sentence. Types that take long to
/// name are in the latter.
fn type_clause(key: &impl Display, field: &Field, value: &Node) -> (String, String) {
    const LONG: usize = 20;
    let wanted = wanted(field);
    let clause = match (&value.value, field.types.as_slice()) {
        (Value::Sequence(_), types) if types.iter().any(|kind| matches!(kind, Type::List(_))) => {
            format!("{key} has an item of a wrong type")
        }
        _ if wanted.len() > LONG => format!("{key} cannot be {}", describe_value(value)),
        _ => return (format!("{key} must be {wanted}, not {}", describe_value(value)), String::new()),
    };
    (clause, format!("It must be {wanted}."))
}

fn wanted(field: &Field) -> String {
    let article = |kind: &Type| match kind {
        Type::Integer => "an integer".to_owned(),
        Type::Any => "anything".to_owned(),
        Type::Null => "empty".to_owned(),
        kind => format!("a {kind}"),
    };
    field.types.iter().map(article).collect::<Vec<_>>().join(" or ")
}
