//! Validates settings against their schema: invalid parts are removed and reported with their range.

mod words;

use agentls_analysis::code_span::code_excerpt;
use regex_lite::Regex;
use serde_json::Value as Schema;

use super::problem::{MOST, SettingsError};
use super::suggestion;
use super::tree::{Node, TreeEntry, TreeValue};
use words::{a, join, list, setting_name, subject, unknown, wanted};

/// Removes and reports what does not match a schema, whose definitions are inlined or included. Returns whether the
/// rest of the node is valid.
pub(super) fn validate(node: &mut Node, schema: &Schema, problems: &mut Vec<SettingsError>) -> bool {
    Fit { root: schema, problems }.node(node, schema, "")
}

struct Fit<'a> {
    root: &'a Schema,
    problems: &'a mut Vec<SettingsError>,
}

impl<'a> Fit<'a> {
    /// Resolves a schema: follows a reference, or takes the first alternative that is not null.
    fn meant(&self, schema: &'a Schema) -> &'a Schema {
        if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix('#')) {
            return self.root.pointer(name).map_or(schema, |schema| self.meant(schema));
        }
        let one = schema["anyOf"].as_array().filter(|_| schema.get("type").is_none());
        one.and_then(|schemas| schemas.first()).map_or(schema, |schema| self.meant(schema))
    }

    /// Whether the maximum of reported problems is reached, so that no message has to be built.
    fn is_full(&self) -> bool {
        self.problems.len() > MOST
    }

    fn complain(&mut self, node: &Node, path: &str, message: String) -> bool {
        self.problems.push(SettingsError::new(node.span.clone(), path.to_owned(), message));
        false
    }

    fn node(&mut self, node: &mut Node, schema: &'a Schema, path: &str) -> bool {
        let is_nothing = matches!(node.value, TreeValue::Null) && takes_null(schema);
        let schema = self.meant(schema);
        if is_nothing || schema.as_bool() == Some(true) {
            return true;
        }
        if self.is_full() && !matches!(node.value, TreeValue::Table(_) | TreeValue::List(_)) {
            return false;
        }
        if !types(schema).any(|wanted| is(&node.value, wanted)) {
            let quote = types(schema).any(|wanted| wanted == "string")
                && matches!(node.value, TreeValue::Integer(_) | TreeValue::Number(_) | TreeValue::Boolean(_));
            let hint = if quote { " Put it in quotes." } else { "" };
            let message =
                format!("{} must be {}, not {}.{hint}", subject(path), wanted(schema), a(&node.value));
            return self.complain(node, path, message);
        }
        match &mut node.value {
            TreeValue::Table(entries) => {
                entries.retain_mut(|entry| self.validate_entry(entry, schema, path));
                let required = schema["required"].as_array().into_iter().flatten().filter_map(Schema::as_str);
                let missing = required.filter(|key| !entries.iter().any(|entry| entry.key == *key));
                let missing: Vec<_> = missing.collect();
                self.missing(node, &missing, path)
            }
            TreeValue::List(items) => {
                let short = schema["minItems"].as_u64().is_some_and(|least| (items.len() as u64) < least);
                let mut index = 0;
                items.retain_mut(|item| {
                    let path = format!("{path}[{index}]");
                    index += 1;
                    self.node(item, &schema["items"], &path)
                });
                let message = format!("{} must not be empty.", subject(path));
                !short || self.complain(node, path, message)
            }
            _ => match limit(&node.value, schema, path) {
                Some(message) => self.complain(node, path, message),
                None => true,
            },
        }
    }

    fn validate_entry(&mut self, entry: &mut TreeEntry, schema: &'a Schema, path: &str) -> bool {
        let own = schema["properties"].get(&entry.key);
        let path = join(path, &entry.key);
        let any = || schema.get("additionalProperties").filter(|any| any.is_object());
        if let Some(schema) = own.or_else(any) {
            return self.node(&mut entry.node, schema, &path);
        }
        if self.is_full() {
            return false;
        }
        let message = unknown(&path, &entry.key, schema);
        self.problems.push(SettingsError::new(entry.key_span.clone(), path, message));
        false
    }

    /// Reports missing keys of a table, except those that were present and invalid.
    fn missing(&mut self, node: &Node, missing: &[&str], path: &str) -> bool {
        for key in missing {
            if self.is_full() {
                break;
            }
            let own = join(path, key);
            if !self.problems.iter().any(|it| it.path == own) {
                let range = node.head();
                let message = format!("{} is missing the key `{key}`.", subject(path));
                self.problems.push(SettingsError::new(range, path.to_owned(), message));
            }
        }
        missing.is_empty()
    }
}

/// Returns the message for a value of the right type that violates another constraint.
fn limit(value: &TreeValue, schema: &Schema, path: &str) -> Option<String> {
    match value {
        TreeValue::Text(text) => {
            let known = accepted_words(schema);
            let wrong = match schema["pattern"].as_str().and_then(|pattern| Regex::new(pattern).ok()) {
                Some(pattern) => !pattern.is_match(text),
                None => !known.is_empty() && !known.contains(&text.as_str()),
            };
            let hint = suggestion(text, known.iter().copied());
            wrong.then(|| {
                format!(
                    "{} is not a valid value for {}.{hint} Valid values: {}.",
                    code_excerpt(text),
                    setting_name(path),
                    list(&known)
                )
            })
        }
        TreeValue::Integer(number) => {
            let least = schema["minimum"].as_i64().filter(|least| *number < *least);
            let most = schema["maximum"].as_i64().filter(|most| *number > *most);
            let least = least.map(|least| format!("{} must be at least {least}.", subject(path)));
            least.or_else(|| most.map(|most| format!("{} must be at most {most}.", subject(path))))
        }
        _ => None,
    }
}

/// Returns the strings that a schema accepts, or examples for its pattern; empty if it accepts any.
fn accepted_words(schema: &Schema) -> Vec<&str> {
    let examples = schema.get("examples").filter(|_| schema.get("pattern").is_some());
    let listed = [schema.get("enum"), examples].into_iter().flatten().filter_map(Schema::as_array).flatten();
    let one_of = schema["oneOf"].as_array().into_iter().flatten();
    listed
        .chain(
            one_of.flat_map(|one| {
                one.get("const").into_iter().chain(one["enum"].as_array().into_iter().flatten())
            }),
        )
        .filter_map(Schema::as_str)
        .collect()
}

fn takes_null(schema: &Schema) -> bool {
    types(schema).any(|kind| kind == "null")
        || schema["anyOf"].as_array().is_some_and(|any| any.iter().any(takes_null))
}

pub(in crate::settings) fn types(schema: &Schema) -> impl Iterator<Item = &str> {
    let one = schema["type"].as_str();
    let many = schema["type"].as_array().into_iter().flatten().filter_map(Schema::as_str);
    // An enumeration without a type is one of strings.
    let none = (schema.get("type").is_none()).then_some("string");
    one.into_iter().chain(many).chain(none)
}

/// Whether a value has a type of JSON Schema.
fn is(value: &TreeValue, kind: &str) -> bool {
    match value {
        TreeValue::Table(_) => kind == "object",
        TreeValue::List(_) => kind == "array",
        TreeValue::Text(_) => kind == "string",
        TreeValue::Integer(_) => matches!(kind, "integer" | "number"),
        TreeValue::Number(_) => kind == "number",
        TreeValue::Boolean(_) => kind == "boolean",
        TreeValue::Null => kind == "null",
        TreeValue::Other(_) => false,
    }
}
