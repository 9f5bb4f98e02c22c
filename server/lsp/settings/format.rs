//! The format of settings. The comments of the fields are their documentation, in the schema, in the editors and in
//! `server/docs/settings.md`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use agentls_analysis::dialect::{dialects, documents};
use agentls_analysis::rules::{Severity, rules};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::limits::Limits;

/// What is set, key by key; what is not set is as it is without any settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Settings {
    /// The tools for which files have to be right, by the ids that `agentls dialects` lists, for example
    /// `claude-code`. Without it, the tools that own a file's path.
    #[schemars(schema_with = "tools")]
    pub targets: Option<Vec<String>>,
    /// How bad the findings of a rule are, by its code, which `agentls explain` lists.
    #[schemars(schema_with = "levels")]
    pub rules: BTreeMap<String, Level>,
    /// Other settings for some of the files. Of several that match, later ones go first.
    pub overrides: Vec<Override>,
    /// Words that are right here beside those that the tools know: no finding calls them unknown, and completion
    /// offers them. What the tools do with a file does not depend on them.
    pub vocabulary: Vocabulary,
    /// Where agent files lie beside the places in which tools look. What is said here goes before what a path shows.
    pub locations: Vec<Location>,
    /// How much is looked at, and how much is answered.
    pub limits: Limits,
}

/// Files that are of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Location {
    /// Globs of markdown files, relative to the folder of the settings file, for example `prompts/**/*.md`.
    #[schemars(length(min = 1))]
    pub files: Vec<String>,
    /// The kind of document that they are, by the ids that `agentls dialects` lists, for example `claude-code.agent`.
    #[schemars(schema_with = "kind")]
    pub kind: String,
}

/// Words that are right here beside those that the tools know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Vocabulary {
    /// Tools that agents may use, for example `mcp__github__create_issue`.
    pub tools: Vec<String>,
    /// Models.
    pub models: Vec<String>,
    /// Types of agents, the values of `type`.
    pub types: Vec<String>,
    /// Capabilities of agents.
    pub capabilities: Vec<String>,
    /// Priorities of agents.
    pub priorities: Vec<String>,
    /// Colours.
    pub colors: Vec<String>,
}

/// Other settings for some of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Override {
    /// Globs of the files, relative to the folder of the settings file, for example `legacy/**/*.md`.
    #[schemars(length(min = 1))]
    pub files: Vec<String>,
    /// The tools for which these files have to be right.
    #[serde(default)]
    #[schemars(schema_with = "tools")]
    pub targets: Option<Vec<String>>,
    /// How bad the findings of a rule are in these files.
    #[serde(default)]
    #[schemars(schema_with = "levels")]
    pub rules: BTreeMap<String, Level>,
}

/// How bad the findings of a rule are set to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// They are left out.
    Off,
    /// An error.
    Error,
    /// A warning.
    Warning,
    /// Worth knowing.
    Information,
    /// Shown faintly, if at all.
    Hint,
}

impl Level {
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Information => Some(Severity::Information),
            Self::Hint => Some(Severity::Hint),
        }
    }
}

static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let one_piece = SchemaSettings::draft2020_12().with(|it| it.inline_subschemas = true);
    let mut schema = one_piece.into_generator().into_root_schema_for::<Settings>().to_value();
    set_defaults(&mut schema);
    schema["$id"] = json!(concat!(env!("CARGO_PKG_REPOSITORY"), "/schema/agentls.toml.json"));
    schema["title"] = json!("agentls.toml");
    schema
});

/// Gives every number its usual value as its default. What is not set has none otherwise, and no type has null.
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
    /// The settings as a JSON Schema (draft 2020-12) in one piece, without definitions beside it.
    #[must_use]
    pub fn schema() -> &'static Value {
        &SCHEMA
    }
}

/// A list of tools. Their names are suggested and not demanded, since a project may bring its own.
fn tools(_: &mut SchemaGenerator) -> Schema {
    let known: Vec<_> = dialects().iter().map(|dialect| &dialect.id).collect();
    object(json!({
        "type": "array",
        "items": { "type": "string", "anyOf": [{ "enum": known }, {}] },
        "examples": [["claude-code", "copilot"]],
    }))
}

/// A kind of document. The names are suggested and not demanded, since a project may bring its own.
fn kind(_: &mut SchemaGenerator) -> Schema {
    let known: Vec<_> = documents().map(|kind| &kind.id).collect();
    object(json!({ "type": "string", "anyOf": [{ "enum": known }, {}], "examples": ["claude-code.agent"] }))
}

/// A mapping from the code of every rule to how bad its findings are.
fn levels(_: &mut SchemaGenerator) -> Schema {
    let levels = ["off", "error", "warning", "information", "hint"];
    let mut codes: Vec<_> = rules().collect();
    codes.sort_by_key(|rule| rule.code);
    let rule = |rule: &'static agentls_analysis::rules::Rule| {
        (rule.code.to_owned(), json!({ "enum": levels, "description": format!("{}.", rule.summary) }))
    };
    let properties: Map<_, _> = codes.into_iter().map(rule).collect();
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
