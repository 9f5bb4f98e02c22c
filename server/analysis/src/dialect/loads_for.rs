//! Keys whose patterns decide with which files a tool loads the document.

use schemars::JsonSchema;
use serde::Deserialize;

use super::relations::Condition;

/// How the patterns of a key decide with which files of a project a tool loads the document.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LoadsFor {
    /// How the tool reads a pattern.
    #[serde(default)]
    pub reading: PatternReading,
    /// What else the author has to write, all of it, for the patterns to count.
    #[serde(default)]
    pub only_with: Vec<Condition>,
    /// With any of these the patterns do not count.
    #[serde(default)]
    pub unless: Vec<Condition>,
    /// The only programs of the tool that hold files against the patterns, as they are called in a sentence.
    #[serde(default)]
    pub by: Option<String>,
}

/// How a tool reads a pattern of files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PatternReading {
    /// It is not known. A file may match if it matches by any usual reading.
    #[default]
    Unknown,
    /// As a line of `.gitignore` in the project's folder, in which upper and lower case are the same.
    Gitignore,
}
