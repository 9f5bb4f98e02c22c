//! What a tool does with shell commands in a body, which it runs before a model sees the text.

use schemars::JsonSchema;
use serde::Deserialize;

/// How commands of a body are run.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LoadShell {
    /// Short name of the source, a key of the file's `sources`; the address itself once the file is read.
    pub source: String,
    /// The key that lists what may run without being asked for.
    pub allowed_by: String,
    /// The tool that stands for commands in that key: `Bash`.
    pub tool: String,
    /// Programs that are taken to need no permission: all they do is read, or most of their commands do no more.
    #[serde(default)]
    pub unasked: Vec<String>,
    /// Programs that end with an error where nothing is wrong, such as `grep` without a match. An error of the last
    /// program of a command stops the file from being loaded.
    #[serde(default)]
    pub failing: Vec<String>,
}
