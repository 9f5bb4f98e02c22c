//! Sets of values, as defined in dialect files.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use regex_lite::Regex;
use schemars::JsonSchema;
use serde::Deserialize;

use super::words::Matched;
use crate::code_span::code_span;

/// A set of values.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Set {
    /// Whether the tool drops or ignores every other value. An open set holds suggestions only.
    #[serde(default)]
    pub closed: bool,
    /// The values, the most usual first.
    pub values: Vec<Arc<KnownValue>>,
    /// Further values that are right, as regular expressions.
    #[serde(default)]
    pub patterns: Vec<Pattern>,
    /// Whether every CSS colour is right too.
    #[serde(default)]
    pub css_colors: bool,
    /// Values that authors write in error, with the value that they meant.
    #[serde(default)]
    pub mistakes: BTreeMap<String, String>,
    /// Forms of writing a value that the tool does not read, whatever the value.
    #[serde(default)]
    pub wrong_forms: Vec<WrongForm>,
    /// How a value names a tool of an MCP server, if projects define their servers in `.mcp.json`.
    #[serde(default)]
    pub servers: Option<ServerTools>,
    /// Whether all other values are valid too, so that the values are only offered.
    #[serde(skip)]
    pub free: bool,
}

/// How a value names a tool of an MCP server: a prefix, the name of the server and, after `__`, the name of the tool.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ServerTools {
    /// What such values start with.
    pub prefix: String,
    /// The key of the front matter that defines servers for its file alone.
    pub key: String,
    /// Servers that no project defines. A `*` at the end stands for any rest.
    #[serde(default)]
    pub except: Vec<String>,
}

/// One value of a set.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Value")]
pub struct KnownValue {
    /// The value as written, unquoted.
    pub value: String,
    /// What it means, in one sentence.
    #[serde(default)]
    pub doc: String,
    /// Whether it lets the agent do more than without it.
    #[serde(default)]
    pub grants: bool,
    /// The shade in which the tool shows a colour name.
    #[serde(default)]
    pub shade: Option<Color>,
    /// Of an event, what its groups of hooks may be for; without it, they are for every occurrence and have no matcher.
    #[serde(default)]
    pub matched: Option<Matched>,
    /// Where the project defines it, if the tool does not: a name for people.
    #[serde(skip)]
    pub origin: Option<String>,
    /// Set when the tool no longer wants the value.
    #[serde(default)]
    pub deprecated: Option<Deprecation>,
}

/// A form of writing a value that the tool does not read.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WrongForm {
    /// What is written so; its `doc` ends the sentence "`x` is …".
    pub pattern: Pattern,
    /// The value of the set that was meant, where that is clear.
    #[serde(default)]
    pub replacement: Option<String>,
    /// What to write, in a sentence.
    pub advice: String,
}

/// A regular expression and what it stands for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pattern {
    /// In the syntax of the `regex` crate; matched against the whole value.
    pub regex: String,
    /// What matches, in words.
    pub doc: String,
    #[serde(skip)]
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Whether the whole text matches. An invalid regular expression matches everything, so that it never causes a
    /// diagnostic; a test of the dialect files rules it out.
    pub fn matches(&self, text: &str) -> bool {
        let compile = || Regex::new(&format!("^(?:{})$", self.regex)).ok();
        self.compiled.get_or_init(compile).as_ref().is_none_or(|regex| regex.is_match(text))
    }
}

impl Set {
    /// Returns the value with this text.
    pub fn value(&self, text: &str) -> Option<&KnownValue> {
        self.values.iter().find(|value| value.value == text).map(|value| &**value)
    }

    /// Returns the wrong form of a text, unless the text is a value of the set.
    pub fn wrong_form(&self, text: &str) -> Option<&WrongForm> {
        let wrong = || self.wrong_forms.iter().find(|form| form.pattern.matches(text));
        wrong().filter(|_| self.value(text).is_none())
    }

    /// Whether the text is one of the values, or matches one of the patterns.
    pub fn accepts(&self, text: &str) -> bool {
        self.free
            || self.value(text).is_some()
            || self.patterns.iter().any(|pattern| pattern.matches(text))
            || self.css_colors && csscolorparser::parse(text).is_ok()
    }
}

/// That a key or value is deprecated, or that the tool ignores it in this kind of document.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Deprecation {
    /// What to write instead.
    #[serde(default)]
    pub replacement: Option<String>,
    /// Why it has no use here, in one sentence, where that is more than its age.
    #[serde(default)]
    pub reason: Option<String>,
    /// Whether the tool does not know it at all any more.
    #[serde(default)]
    pub gone: bool,
    /// The day on which the vendor switched it off, as `YYYY-MM-DD`.
    #[serde(default)]
    pub retired: Option<String>,
}

impl Deprecation {
    /// Returns the note about the key or value of that name: a clause, and then sentences.
    pub fn clause(&self, name: &str) -> (String, String) {
        let clause = match &self.retired {
            Some(day) => format!("was retired on {day}"),
            None if self.reason.is_some() => "has no effect here".to_owned(),
            None => "is deprecated".to_owned(),
        };
        let advice = self.replacement.as_ref().map(|new| format!("Write {}.", code_span(new)));
        let other = self.retired.as_ref().map(|_| "Use one that is still available.".to_owned());
        let advice = advice.or(other);
        let sentences: Vec<_> = self.reason.iter().cloned().chain(advice).collect();
        (format!("{} {clause}", code_span(name)), sentences.join(" "))
    }

    /// Returns the same note as sentences.
    pub fn message(&self, name: &str) -> String {
        let (clause, advice) = self.clause(name);
        format!("{clause}. {advice}").trim_end().to_owned()
    }
}

/// A colour, eight bits a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend(
    "pattern" = "^(#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})|[a-zA-Z]+)$",
    "examples" = ["#1e90ff", "teal"],
))]
pub struct Color {
    /// Red, green, blue, and alpha (255 is opaque).
    pub rgba: [u8; 4],
}

impl TryFrom<String> for Color {
    type Error = csscolorparser::ParseColorError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Ok(Self { rgba: csscolorparser::parse(&text)?.to_rgba8() })
    }
}
