//! The format of settings. The comments of the fields are their documentation, in the schema, in the editors and in
//! `server/docs/settings.md`.

mod schema;

use std::collections::BTreeMap;

use agentls_analysis::lint::Severity;
use schemars::JsonSchema;
use serde::Deserialize;

use super::limits::Limits;

/// The name that stands for all rules in `rules`.
pub(super) const ALL_RULES: &str = "all";

/// The settings, key by key; a key that is not set keeps its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Settings {
    /// The tools that the files are for, by the ids that `agentls dialects` lists, for example `claude-code`. Of Copilot,
    /// `copilot-cli` or `vscode` names one program. `claude-code@2.1.330` names an earlier version, where agentls knows
    /// what it does otherwise. By default, the tools that own a file's path.
    #[schemars(schema_with = "schema::tools")]
    pub targets: Option<Vec<String>>,
    /// The severity of a rule, or `off`. `agentls explain` lists all rules. With `all = "off"`, only the rules that have a
    /// severity here are run.
    #[schemars(schema_with = "schema::levels")]
    pub rules: BTreeMap<String, Level>,
    /// Globs of files and folders that are not checked, for example `vendor`, relative to the folder of the settings file.
    /// One without `/` is a name in any folder. Files named on the command line are checked all the same, unless with
    /// `--force-exclude`.
    #[schemars(schema_with = "schema::excluded")]
    pub exclude: Vec<String>,
    /// Other settings for some of the files. If several match, the last one wins.
    pub overrides: Vec<Override>,
    /// Values of your own besides those that the tools define: they are not reported as unknown, and completion offers
    /// them. They do not change what a tool does with a file.
    pub vocabulary: Vocabulary,
    /// Agent files outside the places where tools look. A location here overrides what a path suggests.
    pub locations: Vec<Location>,
    /// Dialect files in YAML that describe tools of your own, relative to the folder of the settings file. Their format is
    /// described in [dialects.md](https://github.com/agentls/agentls/blob/main/server/docs/dialects.md).
    #[schemars(schema_with = "schema::dialect_files")]
    pub dialects: Vec<String>,
    /// Whether editors can format the front matter of agent files, on request or on save. Nothing else in a file is
    /// touched. `agentls fmt` formats without this setting.
    #[schemars(schema_with = "schema::switch")]
    pub format: Option<bool>,
    /// Whether agents, skills and commands have code lenses in editors: how many files refer to them, and which of the target
    /// tools load them.
    #[schemars(schema_with = "schema::switch")]
    pub code_lenses: Option<bool>,
    /// Limits on how much is read and answered.
    pub limits: Limits,
}

/// Files of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Location {
    /// Globs of markdown files, relative to the folder of the settings file, for example `prompts/**/*.md`.
    #[schemars(length(min = 1))]
    pub files: Vec<String>,
    /// Their kind, by the ids that `agentls dialects` lists, for example `claude-code.agent`.
    #[schemars(schema_with = "schema::kind")]
    pub kind: String,
}

/// Values of your own besides those that the tools define.
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
    /// Colors.
    pub colors: Vec<String>,
}

/// Other settings for some of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Override {
    /// Globs of the files, relative to the folder of the settings file, for example `legacy/**/*.md`.
    #[schemars(length(min = 1))]
    pub files: Vec<String>,
    /// The tools that these files are for.
    #[serde(default)]
    #[schemars(schema_with = "schema::tools")]
    pub targets: Option<Vec<String>>,
    /// The severity of a rule in these files, or `off`.
    #[serde(default)]
    #[schemars(schema_with = "schema::levels")]
    pub rules: BTreeMap<String, Level>,
}

/// The severity of a rule, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The rule is not run.
    Off,
    /// An error.
    Error,
    /// A warning.
    #[serde(alias = "warn")]
    Warning,
    /// Worth knowing.
    #[serde(alias = "info")]
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
