//! `agentls schema`: the front matter of one kind of file as a JSON Schema, generated from its dialect, or the schema
//! of the settings.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use agentls_analysis::code_span::code_span;
use agentls_analysis::dialect::{Field, FileKind, Set, Type, UnknownKeys};
use agentls_workspace::files::whole_path;
use agentls_workspace::settings::{self, Settings};
use serde_json::{Map, Value, json};

use super::input::user_settings;
use super::{complain, print_json, unknown};

/// The name of the schema of dialect files.
const DIALECT: &str = "dialect";

/// The arguments of `agentls schema`.
#[derive(clap::Args)]
pub(crate) struct SchemaArguments {
    /// A kind of file, for example `claude-code.agent` (`agentls dialects` lists them), `agentls.toml` for the settings,
    /// or `dialect` for a dialect file that describes a tool of your own.
    #[arg(value_name = "KIND")]
    kind: String,
}

/// Prints the schema. Returns 2 for an unknown kind.
pub(crate) fn run_schema(arguments: &SchemaArguments) -> ExitCode {
    if arguments.kind == settings::FILE {
        return print_json(&Settings::schema());
    }
    if arguments.kind == DIALECT {
        return print_json(&settings::dialect_schema());
    }
    let project = user_settings().project_for(Some(Path::new(&whole_path(Path::new(settings::FILE)))));
    match project.dialects.document(&arguments.kind) {
        Some(kind) => print_json(&schema(kind)),
        None if project.dialects.target_ids().any(|id| id == arguments.kind) => {
            let of_tool = |kind: &&Arc<FileKind>| kind.id.split('.').next() == Some(&arguments.kind);
            let kinds: Vec<_> =
                project.dialects.file_kinds().filter(of_tool).map(|kind| kind_line(kind)).collect();
            complain(&format!("{} has several kinds of file; name one of them", code_span(&arguments.kind)));
            kinds.iter().for_each(|line| complain(line));
            ExitCode::from(2)
        }
        None => {
            let known = project.dialects.file_kinds().map(|kind| kind.id.as_str());
            unknown(&arguments.kind, "kind of file", known, "agentls dialects")
        }
    }
}

/// Returns a kind of file and its title in one line.
fn kind_line(kind: &FileKind) -> String {
    format!("  {:30}{}", kind.id, kind.title)
}

/// Returns the schema of a kind of file (JSON Schema, draft 2020-12).
pub(crate) fn schema(kind: &FileKind) -> Value {
    let mut schema = mapping(&kind.fields);
    let strict = kind.unknown_keys == UnknownKeys::Refused;
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema
        .insert("$id".to_owned(), json!(format!("{}/schema/{}.json", env!("CARGO_PKG_REPOSITORY"), kind.id)));
    schema.insert("title".to_owned(), json!(kind.title));
    let about =
        format!("Front matter as {} reads it ({}), checked on {}.", kind.tool, kind.versions, kind.checked);
    schema.insert("description".to_owned(), json!(about));
    schema.entry("additionalProperties").or_insert(json!(!strict));
    Value::Object(schema)
}

/// Returns the schema of a mapping with these fields.
fn mapping(fields: &[Field]) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    let named = fields.iter().filter(|field| field.name != "*");
    let spellings = named.flat_map(|field| {
        std::iter::once(&field.name).chain(&field.aliases).map(move |name| (name.clone(), property(field)))
    });
    schema.insert("properties".to_owned(), Value::Object(spellings.collect()));
    // A required key may have an alias; then neither can be required here.
    let required = fields.iter().filter(|field| field.required && field.aliases.is_empty());
    let required: Vec<_> =
        required.filter(|field| field.required_unless.is_empty()).map(|field| &field.name).collect();
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    if let Some(any) = fields.iter().find(|field| field.name == "*") {
        match &any.key_set {
            Some(keys) => {
                let names = keys.values.iter().map(|key| (key.value.clone(), property(any)));
                if let Some(Value::Object(properties)) = schema.get_mut("properties") {
                    properties.extend(names);
                }
            }
            None => {
                schema.insert("additionalProperties".to_owned(), property(any));
            }
        }
    }
    schema
}

fn property(field: &Field) -> Value {
    let mut types: Vec<_> = field.types.iter().map(|kind| typed(kind, field)).collect();
    let mut schema = match types.len() {
        1 => types.pop().unwrap_or_default(),
        _ => json!({ "anyOf": types }),
    };
    let Value::Object(object) = &mut schema else { return schema };
    object.insert("description".to_owned(), json!(field.doc));
    if let Some(default) = &field.default {
        object.insert("default".to_owned(), json!(default));
    }
    if field.deprecated.is_some() {
        object.insert("deprecated".to_owned(), json!(true));
    }
    schema
}

/// Returns the schema of a value of that type.
fn typed(kind: &Type, field: &Field) -> Value {
    match kind {
        Type::String => text_schema(field),
        Type::Date => json!({ "type": "string" }),
        Type::Integer => number_schema(field, "integer"),
        Type::Number => number_schema(field, "number"),
        Type::Boolean => json!({ "type": "boolean" }),
        Type::Null => json!({ "type": "null" }),
        Type::Any => json!({}),
        Type::Map => Value::Object(mapping(&field.fields)),
        Type::List(items) => {
            let items: Vec<_> = items.iter().map(|item| typed(item, field)).collect();
            json!({ "type": "array", "items": { "anyOf": items } })
        }
    }
}

/// Returns the schema of a string, with the limits and values that its tool knows. Open sets only become examples.
fn text_schema(field: &Field) -> Value {
    // Most tools convert numbers to strings.
    let lenient = !field.invalid.is_fatal();
    let mut schema = Map::new();
    schema.insert(
        "type".to_owned(),
        if lenient { json!(["string", "number", "boolean"]) } else { json!("string") },
    );
    if let Some(set) = &field.values {
        let values: Vec<_> = set.values.iter().map(|value| &value.value).collect();
        if is_closed(set) && field.format.is_none() {
            schema.insert("enum".to_owned(), json!(values));
        } else if !values.is_empty() {
            schema.insert("examples".to_owned(), json!(values));
        }
    }
    if let Some(pattern) = &field.pattern {
        schema.insert("pattern".to_owned(), json!(format!("^(?:{})$", pattern.regex)));
    }
    for (key, limit) in [("minLength", field.min_length), ("maxLength", field.max_length)] {
        if let Some(limit) = limit {
            schema.insert(key.to_owned(), json!(limit));
        }
    }
    Value::Object(schema)
}

/// Whether the set has no other values.
fn is_closed(set: &Set) -> bool {
    set.closed && set.patterns.is_empty() && !set.css_colors
}

fn number_schema(field: &Field, kind: &str) -> Value {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!(kind));
    for (key, limit) in [("minimum", field.min), ("maximum", field.max)] {
        if let Some(limit) = limit {
            schema.insert(key.to_owned(), json!(limit));
        }
    }
    Value::Object(schema)
}
