//! The format of a file.

use schemars::JsonSchema;
use serde::Deserialize;

/// The format of a file, which follows from its path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FileFormat {
    /// Front matter between lines of three dashes, and a text below, whatever the extension is.
    #[default]
    Markdown,
    /// YAML from the first line to the last.
    Yaml,
    /// TOML from the first line to the last.
    Toml,
}

impl FileFormat {
    /// Returns what is between a key and its value.
    pub(crate) fn separator(self) -> &'static str {
        if self == Self::Toml { " = " } else { ": " }
    }
}
