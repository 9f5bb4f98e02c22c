//! What can be set: in the file `agentls.toml`, the nearest one above a document, or in the editor. What the file
//! says goes before what the editor says, so that a repository is the same for everyone.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use agentls_analysis::dialect::dialects;
use agentls_analysis::rules::{Policy, Severity, rules};
use agentls_analysis::verdicts::Targets;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Deserialize;

/// The name of the file.
pub const FILE: &str = "agentls.toml";

/// What is set, key by key; what is not set is as it is without any settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Settings {
    /// The tools for which files have to be right, by the ids that `agentls dialects` lists, for example
    /// `claude-code`. Without it, the tools that own a file's path.
    pub targets: Option<Vec<String>>,
    /// How bad the findings of a rule are, by its code, which `agentls explain` lists.
    pub rules: BTreeMap<String, Level>,
}

/// How bad the findings of a rule are set to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
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
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Information => Some(Severity::Information),
            Self::Hint => Some(Severity::Hint),
        }
    }
}

impl Settings {
    /// The settings as a JSON Schema (draft 2020-12) in one piece, without definitions beside it.
    #[must_use]
    pub fn schema() -> serde_json::Value {
        let one_piece = SchemaSettings::draft2020_12().with(|it| it.inline_subschemas = true);
        one_piece.into_generator().into_root_schema_for::<Self>().to_value()
    }

    /// Reads the text of a settings file.
    ///
    /// # Errors
    /// Where and why it is not one, in the words of the TOML library.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())
    }

    /// The settings for a document at a path: those of the nearest file above it.
    ///
    /// # Errors
    /// The file that cannot be read or is none, and why.
    pub fn of(path: &Path) -> Result<Self, String> {
        let Some(file) = nearest(path) else { return Ok(Self::default()) };
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let settings = Self::parse(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        settings.policy().map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(settings)
    }

    /// These settings, and for what they do not set, those of another place.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let mut rules = other.rules.clone();
        rules.extend(self.rules.clone());
        Self { targets: self.targets.clone().or_else(|| other.targets.clone()), rules }
    }

    /// How documents are checked with these settings.
    ///
    /// # Errors
    /// The first name that is no tool's or no rule's, with what was meant.
    pub fn policy(&self) -> Result<Policy, String> {
        let severity = |(code, level): (&String, &Level)| match rules().find(|rule| rule.code == code) {
            Some(rule) => Ok((rule.code, level.severity())),
            None => {
                let hint = suggestion(code, rules().map(|rule| rule.code));
                Err(format!("`{code}` is no code of a finding.{hint} `agentls explain` lists them"))
            }
        };
        let severities = self.rules.iter().map(severity).collect::<Result<_, _>>()?;
        Ok(Policy { targets: self.targets()?, severities })
    }

    /// The tools that are set.
    ///
    /// # Errors
    /// The first name that is no tool's, with those that are.
    pub fn targets(&self) -> Result<Targets, String> {
        let names = self.targets.iter().flatten().map(String::as_str);
        match Targets::new(names) {
            (targets, unknown) if unknown.is_empty() => Ok(targets),
            (_, unknown) => {
                let known: Vec<_> = dialects().iter().map(|dialect| dialect.id.as_str()).collect();
                let name = unknown.first().copied().unwrap_or_default();
                Err(format!("`{name}` is no tool that agentls knows; it knows {}", known.join(", ")))
            }
        }
    }
}

/// ` Did you mean …?` for a word, if one of those known is near.
#[must_use]
pub fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let near = |known: &'a str| (strsim::jaro_winkler(word, known), known);
    let nearest = known.map(near).max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(likeness, _)| *likeness > 0.8);
    nearest.map_or(String::new(), |(_, known)| format!(" Did you mean `{known}`?"))
}

/// The settings of many files, each settings file read once. What changes on disk later is not seen.
#[derive(Debug, Default)]
pub struct Cache(Mutex<HashMap<PathBuf, Result<Settings, String>>>);

impl Cache {
    /// As [`Settings::of`].
    ///
    /// # Errors
    /// As there.
    pub fn of(&self, path: &Path) -> Result<Settings, String> {
        let folder = path.parent().unwrap_or(path);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(folder.to_owned()).or_insert_with(|| Settings::of(path)).clone()
    }
}

/// The nearest settings file in the folders above a path.
pub(crate) fn nearest(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).map(|folder| folder.join(FILE)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said() {
        let error = |text: &str| match Settings::parse(text) {
            Ok(settings) => settings.policy().map(|_| ()).unwrap_err(),
            Err(error) => error,
        };
        assert!(error("target = []").contains("unknown field `target`, expected `targets` or `rules`"));
        assert!(
            error("rules = { unknown-value = 'loud' }")
                .contains("unknown variant `loud`, expected one of `off`")
        );
        assert!(error("rules = { unknwon-value = 'off' }").contains("Did you mean `unknown-value`?"));
        assert!(error("targets = 'claude-code'").contains("line 1"));
        assert!(
            error("targets = ['claude']")
                .starts_with("`claude` is no tool that agentls knows; it knows agent-skills, ")
        );
    }

    #[test]
    fn the_nearer_settings_go_first() {
        let parse = |text: &str| Settings::parse(text).unwrap();
        let file = parse("targets = ['opencode']");
        assert_eq!(file.or(&parse("targets = ['copilot']")), file);
        assert_eq!(Settings::default().or(&file), file);
        let rules = |text: &str| parse(text).rules;
        let both = parse("rules = { unknown-value = 'off' }")
            .or(&parse("rules = { unknown-value = 'error', misspelt-key = 'hint' }"));
        assert_eq!(both.rules, rules("rules = { unknown-value = 'off', misspelt-key = 'hint' }"));
    }
}
