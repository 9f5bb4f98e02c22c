//! What a tool does with the body of a kind of file: the files that it includes, and how long it should be.

use schemars::JsonSchema;
use serde::Deserialize;

/// How a tool includes files by `@path`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Imports {
    /// What paths are relative to.
    #[serde(default)]
    pub from: ImportBase,
    /// Whether a path that leads nowhere is a mistake wherever the file lies.
    #[serde(default)]
    pub reported: bool,
    /// Punctuation marks that the tool takes for a part of the path that they follow, so that it finds no such file. No
    /// others are reported.
    #[serde(default)]
    pub glued_marks: String,
    /// Whether the tool follows an import in an indented block, too. None does in a fence.
    #[serde(default)]
    pub indented: bool,
    /// Whether the tool follows an import behind asterisks, too.
    #[serde(default)]
    pub starred: bool,
    /// Whether a path that starts with `~/` is one in the user's home folder.
    #[serde(default)]
    pub home: bool,
    /// How many imports in a row the tool follows.
    #[serde(default)]
    pub depth: Option<u32>,
    /// A file beside this one that the tool reads in its place.
    #[serde(default)]
    pub unless_beside: Option<String>,
    /// Short name of the source, a key of the file's `sources`; the address itself once the file is read.
    pub source: String,
}

/// What the paths of imports are relative to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ImportBase {
    /// The folder of the file.
    #[default]
    File,
    /// The folder of the project.
    Project,
}

/// How long a body should be at most.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BodyAdvice {
    /// In lines.
    pub lines: usize,
    /// In tokens.
    pub tokens: usize,
    /// Short name of the source, a key of the file's `sources`; the address itself once the file is read.
    pub source: String,
}
