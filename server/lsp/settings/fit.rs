//! Settings held against their schema: what does not fit is left out, and said with its place.

use serde_json::Value as Schema;

use super::problem::Problem;
use super::suggestion;
use super::tree::{Entry, Node, Value};

/// Leaves out what does not fit. Says whether the rest of the node does.
pub(super) fn fit(node: &mut Node, schema: &Schema, path: &str, problems: &mut Vec<Problem>) -> bool {
    let mut complain = |message: String| {
        problems.push(Problem { range: node.span.clone(), path: path.to_owned(), message });
        false
    };
    if !types(schema).any(|wanted| wanted == kind(&node.value)) {
        return complain(format!(
            "{} has to be {}, and is {}.",
            subject(path),
            wanted(schema),
            a(&node.value)
        ));
    }
    match &mut node.value {
        Value::Table(entries) => {
            entries.retain_mut(|entry| fit_entry(entry, schema, path, problems));
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Schema::as_str);
            let mut missing = required.filter(|key| !entries.iter().any(|entry| entry.key == *key));
            let Some(missing) = missing.next() else { return true };
            let said = problems.iter().any(|it| it.path == join(path, missing));
            let message = format!("{} needs the key `{missing}`.", subject(path));
            if !said {
                problems.push(Problem { range: node.span.clone(), path: path.to_owned(), message });
            }
            false
        }
        Value::List(items) => {
            let short = schema["minItems"].as_u64().is_some_and(|least| (items.len() as u64) < least);
            if short {
                return complain(format!("{} is empty, and has to name at least one.", subject(path)));
            }
            let mut index = 0;
            items.retain_mut(|item| {
                let path = format!("{path}[{index}]");
                index += 1;
                fit(item, &schema["items"], &path, problems)
            });
            true
        }
        Value::Text(text) => {
            let known: Vec<_> =
                schema["enum"].as_array().into_iter().flatten().filter_map(Schema::as_str).collect();
            known.is_empty() || known.contains(&text.as_str()) || {
                let hint = suggestion(text, known.iter().copied());
                complain(format!("`{text}` is no value of {}.{hint} It may be {}.", name(path), list(&known)))
            }
        }
        Value::Integer(number) => {
            let least = schema["minimum"].as_i64().filter(|least| *number < *least);
            let most = schema["maximum"].as_i64().filter(|most| *number > *most);
            match (least, most) {
                (Some(least), _) => complain(format!("{} has to be at least {least}.", subject(path))),
                (_, Some(most)) => complain(format!("{} has to be at most {most}.", subject(path))),
                _ => true,
            }
        }
        Value::Boolean(_) | Value::Other => true,
    }
}

fn fit_entry(entry: &mut Entry, schema: &Schema, path: &str, problems: &mut Vec<Problem>) -> bool {
    let own = schema["properties"].get(&entry.key);
    let path = join(path, &entry.key);
    if let Some(schema) = own.or_else(|| schema.get("additionalProperties").filter(|any| any.is_object())) {
        return fit(&mut entry.node, schema, &path, problems);
    }
    let message = unknown(&path, &entry.key, schema);
    problems.push(Problem { range: entry.key_span.clone(), path, message });
    false
}

/// What to say of a key that is none.
fn unknown(path: &str, key: &str, schema: &Schema) -> String {
    let known: Vec<_> =
        schema["properties"].as_object().into_iter().flat_map(|map| map.keys().map(String::as_str)).collect();
    let parent = path.strip_suffix(key).unwrap_or_default().trim_end_matches('.');
    let what = match last(parent) {
        "rules" => "no code of a finding".to_owned(),
        "" => "no setting".to_owned(),
        _ => format!("no key of {}", name(parent)),
    };
    let hint = suggestion(key, known.iter().copied());
    let all = match (hint.is_empty(), last(parent)) {
        (false, _) => String::new(),
        (true, "rules") => " `agentls explain` lists them.".to_owned(),
        (true, _) => format!(" It may be {}.", list(&known)),
    };
    format!("`{key}` is {what}.{hint}{all}")
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The last key of a path, without what item of it is meant.
fn last(path: &str) -> &str {
    let key = path.rsplit('.').next().unwrap_or(path);
    key.split('[').next().unwrap_or(key)
}

fn name(path: &str) -> String {
    format!("`{}`", last(path))
}

/// The part at a path, as the beginning of a sentence.
fn subject(path: &str) -> String {
    match path {
        "" => "This".to_owned(),
        path if path.ends_with(']') => format!("An entry of {}", name(path)),
        path => name(path),
    }
}

fn types(schema: &Schema) -> impl Iterator<Item = &str> {
    let one = schema["type"].as_str();
    let many = schema["type"].as_array().into_iter().flatten().filter_map(Schema::as_str);
    // An enumeration without a type is one of texts.
    let none = (schema.get("type").is_none()).then_some("string");
    one.into_iter().chain(many).chain(none)
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Table(_) => "object",
        Value::List(_) => "array",
        Value::Text(_) => "string",
        Value::Integer(_) => "integer",
        Value::Boolean(_) => "boolean",
        Value::Other => "other",
    }
}

fn wanted(schema: &Schema) -> String {
    let word = |kind: &str| match kind {
        "object" => "a table",
        "array" if schema["items"]["type"] == "object" => "a list of tables",
        "array" => "a list of texts",
        "integer" => "a whole number",
        "boolean" => "`true` or `false`",
        _ => "a text",
    };
    let words: Vec<_> = types(schema).filter(|kind| *kind != "null").map(word).collect();
    words.join(" or ")
}

fn a(value: &Value) -> &'static str {
    match value {
        Value::Table(_) => "a table",
        Value::List(_) => "a list",
        Value::Text(_) => "a text",
        Value::Integer(_) => "a number",
        Value::Boolean(_) => "`true` or `false`",
        Value::Other => "a number or a date",
    }
}

/// Words in a sentence.
pub(super) fn list(words: &[&str]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}
