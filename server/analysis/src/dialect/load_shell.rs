//! What a tool does with shell commands in a body, which it runs before a model sees the text.

use schemars::JsonSchema;
use serde::Deserialize;

/// How commands of a body are run.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LoadShell {
    /// Short name of the source, a key of the file's `sources`; the address itself once the file is read.
    pub source: String,
    /// How such commands are written.
    pub forms: Vec<ShellForm>,
    /// Whether those in backticks run wherever they stand, also directly behind a word or a backslash.
    #[serde(default)]
    pub anywhere: bool,
    /// What may stop the file from being loaded, where anything does.
    #[serde(default)]
    pub stops: Option<ShellStops>,
}

/// How a command that runs at load is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ShellForm {
    /// `` !`command` ``.
    Backticks,
    /// A fenced code block whose first line ends with `!` in place of a language.
    Fence,
    /// `!{command}`, over several lines or on one.
    Braces,
}

/// Which commands stop the file in which they stand from being loaded.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ShellStops {
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
