//! Limits on how much is read and answered.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

/// Limits on how much is read and answered, which a usual project never reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Limits {
    /// Maximum number of agent files that are indexed in a workspace folder. If there are more, names that no indexed file
    /// defines are not reported.
    #[schemars(schema_with = "files")]
    files: Option<usize>,
    /// Maximum number of files and folders that are searched for agent files in a workspace folder.
    #[schemars(schema_with = "entries")]
    entries: Option<usize>,
    /// Maximum number of folders that the server watches for an editor that cannot watch files. Changes in other folders
    /// are noticed when a file in them is opened.
    #[schemars(schema_with = "watched_folders")]
    watched_folders: Option<usize>,
    /// Maximum number of completions in one answer. Typing on asks for more.
    #[schemars(schema_with = "completions")]
    completions: Option<usize>,
}

const FILES: usize = 100_000;
const ENTRIES: usize = 1_000_000;
const WATCHED_FOLDERS: usize = 8_000;
const COMPLETIONS: usize = agentls_analysis::ide::completion::MOST;

impl Limits {
    /// These limits, and for what they do not set, those of another place.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            files: self.files.or(other.files),
            entries: self.entries.or(other.entries),
            watched_folders: self.watched_folders.or(other.watched_folders),
            completions: self.completions.or(other.completions),
        }
    }

    /// How many files of an area are read.
    #[must_use]
    pub fn files(self) -> usize {
        self.files.unwrap_or(FILES)
    }

    /// How many files and folders of a workspace are looked at.
    #[must_use]
    pub fn entries(self) -> usize {
        self.entries.unwrap_or(ENTRIES)
    }

    /// How many folders are watched one by one.
    #[must_use]
    pub fn watched_folders(self) -> usize {
        self.watched_folders.unwrap_or(WATCHED_FOLDERS)
    }

    /// How many completions are sent at once.
    #[must_use]
    pub fn completions(self) -> usize {
        self.completions.unwrap_or(COMPLETIONS)
    }
}

fn files(_: &mut SchemaGenerator) -> Schema {
    limit_schema(FILES)
}

fn entries(_: &mut SchemaGenerator) -> Schema {
    limit_schema(ENTRIES)
}

fn watched_folders(_: &mut SchemaGenerator) -> Schema {
    limit_schema(WATCHED_FOLDERS)
}

fn completions(_: &mut SchemaGenerator) -> Schema {
    limit_schema(COMPLETIONS)
}

/// A whole number that may be up to ten times as large as it usually is.
fn limit_schema(usual: usize) -> Schema {
    schemars::json_schema!({ "type": "integer", "minimum": 1, "maximum": usual * 10, "usual": usual })
}
