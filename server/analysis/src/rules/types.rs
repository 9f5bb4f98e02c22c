//! Values of a type that the tool does not understand, and texts and numbers outside their limits.

use super::fix::Fix;
use super::fixes::shape;
use super::subject::{Subject, consequence, severity};
use super::{Diagnostic, Rule, Severity};
use crate::dialect::{Effect, Field, Type};
use crate::syntax::yaml::{Entry, Kind, Node, Scalar, Value};

pub(super) static RULES: &[&Rule] = &[&WRONG_TYPE, &INVALID_VALUE];

static WRONG_TYPE: Rule = Rule {
    code: "wrong-type",
    summary: "A value has a type that the tool does not read",
    severity: Severity::Warning,
};
static INVALID_VALUE: Rule =
    Rule { code: "invalid-value", summary: "A value is outside its limits", severity: Severity::Warning };

pub(super) fn check(subject: &Subject<'_>, entry: &Entry, field: &Field, found: &mut Vec<Diagnostic>) {
    let value = &entry.value;
    if value.is_null() || matches!(value.value, Value::Alias) {
        return;
    }
    let strict = field.invalid != Effect::Kept;
    if field.types.iter().any(|kind| fits(value, kind, field)) {
        limits(subject, field, value, found);
    } else if strict || is_structural(value, field) {
        let message = format!(
            "`{}` is {}, and has to be {}: {}.",
            field.name,
            describe(value),
            wanted(field),
            consequence(field)
        );
        let worst = if strict { severity(field.invalid) } else { Severity::Warning };
        let fixes = shape::fixes(subject, field, value);
        let diagnostic = Diagnostic::new(&WRONG_TYPE, value.span.clone(), message);
        found.push(diagnostic.severity(worst).fixes(fixes));
    }
}

/// Whether a value can be read as a type. Nothing is said of values that could not be parsed.
fn fits(node: &Node, kind: &Type, field: &Field) -> bool {
    match (&node.value, kind) {
        (_, Type::Any) | (Value::Alias, _) | (Value::Mapping(_), Type::Map) => true,
        (Value::Sequence(items), Type::List(kinds)) => items
            .iter()
            .all(|item| item.broken || item.is_null() || kinds.iter().any(|kind| fits(item, kind, field))),
        (Value::Scalar(scalar), kind) => node.broken || scalar_fits(scalar, kind, field),
        _ => false,
    }
}

fn scalar_fits(scalar: &Scalar, kind: &Type, field: &Field) -> bool {
    let digits = || scalar.text.chars().any(|char| char.is_ascii_digit());
    match (kind, scalar.kind()) {
        // Most tools turn a number into a text; one that drops the file for it says so in its data.
        (Type::String, found) => found == Kind::Text || !field.invalid.is_fatal(),
        (Type::Integer, Kind::Integer) | (Type::Number, Kind::Integer | Kind::Float) => true,
        // Tools read the number in a text.
        (Type::Integer | Type::Number, Kind::Text) => digits(),
        (Type::Boolean, Kind::Boolean) => true,
        (Type::Boolean, Kind::Text) => matches!(&*scalar.text, "true" | "false"),
        (Type::Date, Kind::Text) => digits(),
        _ => false,
    }
}

/// Whether a list, a mapping and a single value were taken for each other.
fn is_structural(node: &Node, field: &Field) -> bool {
    let same = |kind: &Type| match node.value {
        Value::Sequence(_) => matches!(kind, Type::List(_)),
        Value::Mapping(_) => *kind == Type::Map,
        _ => !matches!(kind, Type::List(_) | Type::Map),
    };
    !field.types.iter().any(same)
}

fn limits(subject: &Subject<'_>, field: &Field, value: &Node, found: &mut Vec<Diagnostic>) {
    let Some(scalar) =
        value.scalar().filter(|scalar| !scalar.text.is_empty() && field.invalid != Effect::Kept)
    else {
        return;
    };
    let number = scalar.text.parse::<f64>().ok().filter(|_| field.min.is_some() || field.max.is_some());
    let wrong = if let Some(wrong) = field.limit(&scalar.text) {
        Some(wrong)
    } else if let Some(least) = field.min.filter(|least| number.is_some_and(|number| number < *least)) {
        Some(format!("It has to be at least {least}"))
    } else {
        let most = field.max.filter(|most| number.is_some_and(|number| number > *most));
        most.map(|most| format!("It has to be at most {most}"))
    };
    let folder = subject.folder().filter(|folder| field.folder_name && **folder != *scalar.text);
    let elsewhere = || folder.map(|folder| format!("It has to be `{folder}`, the name of the file's folder"));
    if let Some(wrong) = wrong.or_else(elsewhere) {
        let message = format!("`{}` is not valid: {}. {wrong}.", field.name, consequence(field));
        let diagnostic = Diagnostic::new(&INVALID_VALUE, value.span.clone(), message);
        let rename = folder.filter(|folder| field.limit(folder).is_none()).map(|folder| {
            Fix::new(format!("Call it `{folder}`, as its folder")).replace(value.span.clone(), folder)
        });
        found.push(diagnostic.severity(severity(field.invalid)).fixes(rename));
    }
}

fn describe(node: &Node) -> &'static str {
    match &node.value {
        Value::Sequence(_) => "a list here",
        Value::Mapping(_) => "a mapping here",
        Value::Alias => "an alias here",
        Value::Scalar(scalar) => match scalar.kind() {
            Kind::Null => "empty here",
            Kind::Boolean => "`true` or `false` here",
            Kind::Integer | Kind::Float => "a number here",
            Kind::Text => "a text here",
        },
    }
}

fn wanted(field: &Field) -> String {
    let kinds: Vec<_> = field.types.iter().map(|kind| format!("a {kind}")).collect();
    kinds
        .join(" or ")
        .replace("a text", "text")
        .replace("a true or false", "`true` or `false`")
        .replace("a anything", "anything")
}
