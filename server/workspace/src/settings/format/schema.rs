//! The JSON Schema of settings, with what the Rust types do not express, such as the names of tools and rules.

use std::sync::LazyLock;

use agentls_analysis::dialect::{Dialects, file_kinds};
use agentls_analysis::lint::rules;
use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::Settings;

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let one_piece = SchemaSettings::draft2020_12().with(|it| it.inline_subschemas = true);
    let mut schema = one_piece.into_generator().into_root_schema_for::<Settings>().to_value();
    set_defaults(&mut schema);
    schema["$id"] = json!(concat!(env!("CARGO_PKG_REPOSITORY"), "/schema/agentls.toml.json"));
    schema["title"] = json!("agentls.toml");
    schema
});

/// Sets the default of every number and switch to its usual value. Unset keys have none otherwise, and no type has null.
fn set_defaults(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else {
        return schema.as_array_mut().into_iter().flatten().for_each(set_defaults);
    };
    if object.get("default").is_some_and(Value::is_null) {
        object.remove("default");
    }
    if let Some(usual) = object.remove("usual") {
        object.insert("default".to_owned(), usual);
    }
    object.values_mut().for_each(set_defaults);
}

impl Settings {
    /// Returns the JSON Schema of settings (draft 2020-12), with all definitions inlined.
    #[must_use]
    pub fn schema() -> &'static Value {
        &SCHEMA
    }
}

/// Schema of a list of tools. Their names are suggestions only, since a project may define its own.
pub(super) fn tools(_: &mut SchemaGenerator) -> Schema {
    let known: Vec<_> = Dialects::built_in().target_ids().collect();
    object(json!({
        "type": "array",
        "items": { "type": "string", "anyOf": [{ "enum": known }, {}] },
        "examples": [["claude-code", "copilot"]],
    }))
}

/// Schema of a list of dialect files.
pub(super) fn dialect_files(_: &mut SchemaGenerator) -> Schema {
    object(json!({ "type": "array", "items": { "type": "string" }, "examples": [["tools/our-runner.yaml"]] }))
}

/// Schema of a list of globs.
pub(super) fn excluded(_: &mut SchemaGenerator) -> Schema {
    object(json!({
        "type": "array",
        "items": { "type": "string", "minLength": 1 },
        "examples": [["vendor", "docs/examples/**"]],
    }))
}

/// Schema of the switch of code lenses.
pub(super) fn code_lenses(_: &mut SchemaGenerator) -> Schema {
    object(json!({ "type": "boolean", "usual": false }))
}

/// Schema of a kind of file. The names are suggestions only, since a project may define its own.
pub(super) fn kind(_: &mut SchemaGenerator) -> Schema {
    let known: Vec<_> = file_kinds().map(|kind| &kind.id).collect();
    object(json!({ "type": "string", "anyOf": [{ "enum": known }, {}], "examples": ["claude-code.agent"] }))
}

/// Schema of a mapping from every rule to its severity.
pub(super) fn levels(_: &mut SchemaGenerator) -> Schema {
    // The last two are short for others.
    let levels = ["off", "error", "warning", "information", "hint", "warn", "info"];
    let mut codes: Vec<_> = rules().collect();
    codes.sort_by_key(|rule| rule.code);
    let rule = |rule: &'static agentls_analysis::lint::Rule| {
        (rule.code.to_owned(), json!({ "enum": levels, "description": format!("{}.", rule.summary) }))
    };
    let all = json!({ "enum": ["off"], "description": "Every rule that has no severity of its own here." });
    let properties: Map<_, _> =
        codes.into_iter().map(rule).chain([(super::ALL_RULES.to_owned(), all)]).collect();
    object(json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "examples": [{ "unknown-value": "off", "misspelt-key": "error" }],
    }))
}

fn object(value: Value) -> Schema {
    match value {
        Value::Object(object) => object.into(),
        _ => Schema::default(),
    }
}
