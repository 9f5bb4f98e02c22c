//! The tables of `tables.yaml`: how each tool writes agents, and equivalents of words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// All tables.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tables {
    /// How agents are written, by dialect id.
    pub(super) tools: BTreeMap<String, Tool>,
    /// Equivalent words, by the purpose of the key.
    words: BTreeMap<String, Vec<Row>>,
}

/// One concept, with its name in every tool that has it; `None` where it is the default.
type Row = BTreeMap<String, Option<String>>;

/// How agents are written for one tool.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tool {
    /// The id of the kind of file.
    pub(super) kind: String,
    /// The keys, by purpose.
    pub(super) keys: BTreeMap<String, String>,
    /// The key for the text, if the file has no body.
    #[serde(default)]
    pub(super) text: Option<String>,
    /// The key for allowed tools; empty if there is none.
    #[serde(default)]
    pub(super) allowed: String,
    /// The key for denied tools.
    #[serde(default)]
    pub(super) denied: Option<String>,
    /// A former key, with a mapping of tools to booleans.
    #[serde(default)]
    pub(super) switches: Option<String>,
    /// The format of the tools.
    #[serde(default)]
    pub(super) form: OutputForm,
    /// Keys added to every converted agent, with their values.
    #[serde(default)]
    pub(super) adds: BTreeMap<String, String>,
    /// Values that are implied for the agents of all tools.
    #[serde(default)]
    pub(super) implied: BTreeMap<String, Vec<String>>,
    /// Former names of tools, with the current ones.
    #[serde(default)]
    pub(super) former: BTreeMap<String, String>,
}

/// The format of an agent's tools.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum OutputForm {
    /// None: every agent has all tools.
    #[default]
    All,
    /// Separated by commas.
    Text,
    /// A list.
    List,
    /// A mapping of tools to actions, of which the last match wins.
    Rules,
}

/// The equivalent of a word in another tool.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Other {
    /// These words.
    Words(Vec<String>),
    /// The default, which need not be written.
    Nothing,
    /// The tool has no equivalent.
    Lost,
}

/// The built-in tables. A test makes sure that they can be parsed.
pub(super) static TABLES: LazyLock<Tables> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("tables.yaml")).unwrap_or_default());

impl Tables {
    /// Whether the words of a key are listed one by one.
    pub(super) fn has_words(&self, what: &str) -> bool {
        self.words.contains_key(what)
    }

    /// Returns the equivalent of a word in another tool.
    pub(super) fn other(&self, what: &str, word: &str, from: &str, to: &str) -> Other {
        let rows = self.words.get(what).map_or(&[][..], Vec::as_slice);
        let (mut words, mut nothing) = (Vec::new(), false);
        for row in rows {
            let Some(Some(name)) = row.get(from) else { continue };
            let Some(parts) = match_wildcards(name, word) else { continue };
            match row.get(to) {
                Some(Some(name)) => words.push(filled(name, &parts)),
                Some(None) => nothing = true,
                None => {}
            }
        }
        words.dedup();
        match (words.is_empty(), nothing) {
            (false, _) => Other::Words(words),
            (true, true) => Other::Nothing,
            (true, false) => Other::Lost,
        }
    }
}

/// Returns the parts of a word that match the `*` of a name; `None` if it does not match.
fn match_wildcards<'a>(name: &str, word: &'a str) -> Option<Vec<&'a str>> {
    let mut pieces = name.split('*');
    let mut rest = word.strip_prefix(pieces.next()?)?;
    let pieces: Vec<_> = pieces.collect();
    let mut parts = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let last = index + 1 == pieces.len();
        let end = if last { rest.strip_suffix(piece)?.len() } else { rest.find(piece)? };
        parts.push(rest.get(..end).filter(|part| !part.is_empty() && !part.contains('*'))?);
        rest = rest.get(end + piece.len()..)?;
    }
    rest.is_empty().then_some(parts)
}

/// Replaces the `*` of a name with texts.
fn filled(name: &str, parts: &[&str]) -> String {
    let mut parts = parts.iter();
    name.split('*').enumerate().fold(String::new(), |text, (index, piece)| {
        let part = if index == 0 { "" } else { parts.next().copied().unwrap_or_default() };
        text + part + piece
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read() {
        let read: Result<Tables, _> = serde_yaml::from_str(include_str!("tables.yaml"));
        assert_eq!(read.map(|read| read.tools.len()).map_err(|error| error.to_string()), Ok(6));
    }

    #[test]
    fn words_of_other_tools() {
        let other = |word: &str, from: &str, to: &str| TABLES.other("tools", word, from, to);
        let words = |words: &[&str]| Other::Words(words.iter().map(|word| (*word).to_owned()).collect());
        assert_eq!(other("Read", "claude-code", "gemini-cli"), words(&["read_file"]));
        assert_eq!(other("search", "copilot", "claude-code"), words(&["Grep", "Glob"]));
        assert_eq!(other("edit", "opencode", "copilot"), words(&["edit"]));
        assert_eq!(other("mcp__github__get_me", "claude-code", "copilot"), words(&["github/get_me"]));
        assert_eq!(other("mcp__github", "claude-code", "copilot"), Other::Lost);
        assert_eq!(other("Monitor", "claude-code", "copilot"), Other::Lost);
        assert_eq!(TABLES.other("model", "inherit", "claude-code", "opencode"), Other::Nothing);
    }
}
