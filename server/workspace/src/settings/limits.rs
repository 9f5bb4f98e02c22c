//! Limits on how much is read and returned.

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
    /// Returns these limits, with those of another source for what is not set.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            files: self.files.or(other.files),
            entries: self.entries.or(other.entries),
            watched_folders: self.watched_folders.or(other.watched_folders),
            completions: self.completions.or(other.completions),
        }
    }

    /// Maximum number of files that are read in a scan root.
    #[must_use]
    pub fn files(self) -> usize {
        self.files.unwrap_or(FILES)
    }

    /// Maximum number of files and folders that are visited in a workspace.
    #[must_use]
    pub fn entries(self) -> usize {
        self.entries.unwrap_or(ENTRIES)
    }

    /// Maximum number of folders that are watched one by one.
    #[must_use]
    pub fn watched_folders(self) -> usize {
        self.watched_folders.unwrap_or(WATCHED_FOLDERS)
    }

    /// Maximum number of completions in one response.
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

/// Returns the schema of an integer of at most ten times its default.
fn limit_schema(usual: usize) -> Schema {
    schemars::json_schema!({ "type": "integer", "minimum": 1, "maximum": usual * 10, "usual": usual })
}
