//! What a tool replaces in the body of a file before a model sees it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::sets::KnownValue;

/// The placeholders of a kind of document.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Placeholders {
    /// Short name of the source, a key of the file's `sources`; the address itself once the file is read.
    pub source: String,
    /// The number of the first argument, where `$N` is replaced by an argument.
    #[serde(default)]
    pub first_index: Option<u32>,
    /// Whether a backslash before the sign keeps a placeholder from being replaced.
    #[serde(default)]
    pub escape: bool,
    /// The placeholders as they are written, each with what it becomes.
    #[serde(default)]
    pub values: Vec<KnownValue>,
    /// The key whose values are names of arguments, for `$name`.
    #[serde(default)]
    pub named_by: Option<String>,
    /// What authors write in error, with the placeholder that they meant.
    #[serde(default)]
    pub mistakes: BTreeMap<String, String>,
    /// The placeholder for the folder of a plugin, in files of plugins.
    #[serde(default)]
    pub plugin: Option<PluginFolder>,
    /// The key whose value has them, in a file without a body.
    #[serde(default)]
    pub within: Option<String>,
    /// Whether a model reads them as they stand, so that any other name may mean something to it.
    #[serde(default)]
    pub open: bool,
}

/// How a file of a plugin names the plugin's folder.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PluginFolder {
    /// The placeholder that stands for the folder.
    pub value: String,
    /// The file that is in the folder of each plugin, relative to it.
    pub manifest: String,
}

impl Placeholders {
    /// Returns the placeholder that is written. What stands behind a colon in it is the author's choice.
    pub fn find_written(&self, written: &str) -> Option<&KnownValue> {
        let parts = written.split(':').count();
        let is_meant = |known: &&KnownValue| match known.value.split_once(':') {
            Some((head, rest)) => {
                written.split_once(':').is_some_and(|(own, _)| own == head) && rest.split(':').count() < parts
            }
            None => known.value == written,
        };
        // The one with the most parts says the most.
        self.values.iter().rfind(is_meant)
    }
}

/// Returns the name in a placeholder: `ARGUMENTS` of `$ARGUMENTS`, `${ARGUMENTS}` and `{{ARGUMENTS}}`.
pub fn placeholder_name(written: &str) -> &str {
    let name = written.trim_start_matches(['$', '{']).trim_start();
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-');
    name.find(|char| !is_part(char)).and_then(|end| name.get(..end)).unwrap_or(name)
}
