//! The format of settings. The comments of the fields are their documentation, in the schema, in the editors and in
//! `server/docs/settings.md`.

mod schema;

use std::collections::BTreeMap;

use agentls_analysis::rules::Severity;
use schemars::JsonSchema;
use serde::Deserialize;

use super::limits::Limits;

/// What is set, key by key; what is not set is as it is without any settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Settings {
    /// The tools for which files have to be right, by the ids that `agentls dialects` lists, for example
    /// `claude-code`. Without it, the tools that own a file's path.
    #[schemars(schema_with = "schema::tools")]
    pub targets: Option<Vec<String>>,
    /// How bad the findings of a rule are, by its code, which `agentls explain` lists.
    #[schemars(schema_with = "schema::levels")]
    pub rules: BTreeMap<String, Level>,
    /// Other settings for some of the files. Of several that match, later ones go first.
    pub overrides: Vec<Override>,
    /// Words that are right here beside those that the tools know: no finding calls them unknown, and completion
    /// offers them. What the tools do with a file does not depend on them.
    pub vocabulary: Vocabulary,
    /// Where agent files lie beside the places in which tools look. What is said here goes before what a path shows.
    pub locations: Vec<Location>,
    /// Files about tools of your own, in YAML, relative to the folder of the settings file. What they may say is told in
    /// [dialects.md](https://github.com/agentls/agentls/blob/main/server/docs/dialects.md).
    #[schemars(schema_with = "schema::dialect_files")]
    pub dialects: Vec<String>,
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
    #[schemars(schema_with = "schema::kind")]
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
    #[schemars(schema_with = "schema::tools")]
    pub targets: Option<Vec<String>>,
    /// How bad the findings of a rule are in these files.
    #[serde(default)]
    #[schemars(schema_with = "schema::levels")]
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
