//! The tables of `tables.yaml`: how agents are written for each tool, and what the words of one are in another.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// All tables.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tables {
    /// How agents are written, by the id of the tool's dialect.
    pub(super) tools: BTreeMap<String, Tool>,
    /// What the words of a key are in each tool, by what the key is for.
    words: BTreeMap<String, Vec<Row>>,
}

/// One thing, with its name in every tool that has it; none where it need not be said.
type Row = BTreeMap<String, Option<String>>;

/// How agents are written for one tool.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tool {
    /// The id of the kind of document.
    pub(super) kind: String,
    /// The keys, by what they are for.
    pub(super) keys: BTreeMap<String, String>,
    /// The key that says which tools the agent may use.
    pub(super) allowed: String,
    /// The key that takes tools away.
    #[serde(default)]
    pub(super) denied: Option<String>,
    /// A former key with a mapping of tools to true or false.
    #[serde(default)]
    pub(super) switches: Option<String>,
    /// How the tools are written.
    pub(super) form: OutputForm,
    /// Keys that every agent from another tool gets, with their values.
    #[serde(default)]
    pub(super) adds: BTreeMap<String, String>,
    /// Values that say what the agents of all tools are.
    #[serde(default)]
    pub(super) implied: BTreeMap<String, Vec<String>>,
    /// Names of tools that have become others.
    #[serde(default)]
    pub(super) former: BTreeMap<String, String>,
}

/// How the tools of an agent are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum OutputForm {
    /// With commas between them.
    Text,
    /// As a list.
    List,
    /// As a mapping of each to what is done about it, of which the last that fits counts.
    Rules,
}

/// What a word is in another tool.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Other {
    /// These words.
    Words(Vec<String>),
    /// Nothing that would have to be said.
    Nothing,
    /// The tool has no such thing.
    Lost,
}

/// The tables of this build. A file that could not be read would be one without tools; a test makes sure that it can.
pub(super) static TABLES: LazyLock<Tables> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("tables.yaml")).unwrap_or_default());

impl Tables {
    /// Whether the words of a key are known one by one.
    pub(super) fn has_words(&self, what: &str) -> bool {
        self.words.contains_key(what)
    }

    /// What a word of one tool is in another.
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

/// What the stars of a name stand for in a word, if it fits.
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

/// A name with texts in place of its stars.
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
        assert_eq!(read.map(|read| read.tools.len()).map_err(|error| error.to_string()), Ok(5));
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
