//! Enumerations of the dialect files: evidence, roles, effects.

use schemars::JsonSchema;
use serde::Deserialize;

/// The evidence for a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// The vendor documents it.
    #[default]
    Docs,
    /// The vendor's source code says so.
    Source,
    /// Official files use it.
    Corpus,
    /// The vendor's list of changes names it.
    Changelog,
    /// Only the shipped package shows it: accepted, never offered.
    Package,
    /// Others say so, the vendor does not: accepted, never offered.
    Secondary,
    /// Sources contradict each other: accepted, never offered.
    Uncertain,
}

impl Evidence {
    /// Whether the evidence is good enough to offer the fact to an author.
    pub fn is_offered(self) -> bool {
        matches!(self, Self::Docs | Self::Source | Self::Corpus | Self::Changelog)
    }
}

/// What a kind of document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// An agent that others start.
    Agent,
    /// Knowledge that an agent loads when it needs it.
    Skill,
    /// A prompt that the user starts by its name.
    Command,
    /// Text that an agent has from the start, always or for some files.
    Instructions,
    /// A way in which the main agent works or answers.
    Mode,
    /// A check that a reviewer makes.
    Check,
    /// Settings of something that lies beside the file.
    Settings,
}

/// Where a tool is known not to look for such files, although others may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// In more folders than the globs name.
    Subfolders,
    /// Beside the folders that such files have for themselves: `skills/x.md`.
    FlatFiles,
}

/// What gives a document the name by which others call it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Naming {
    /// The key `name`.
    #[default]
    Key,
    /// The key `name`, or the name of the file where that is missing.
    KeyOrFile,
    /// The key `name`, or the name of the folder where that is missing.
    KeyOrFolder,
    /// The name of the file, without its extension.
    File,
    /// The path below the folder where such files live, without the extension, with `/` between the parts.
    Path,
    /// The key `name`, or that path where it is missing.
    KeyOrPath,
    /// That path, with `:` between the parts.
    Namespace,
    /// The name of the folder.
    Folder,
}

impl Naming {
    /// Whether the key `name` gives the name where it is there.
    pub(crate) fn is_by_key(self) -> bool {
        matches!(self, Self::Key | Self::KeyOrFile | Self::KeyOrFolder | Self::KeyOrPath)
    }
}

/// Whether a kind of document has front matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// Without it, the tool drops the file.
    #[default]
    Required,
    /// The file is read without it.
    Optional,
    /// The tool reads no front matter: it is text like any other.
    None,
}

/// What a tool does with a key that it does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownKeys {
    /// Nothing.
    #[default]
    Ignored,
    /// It hands it on to someone else, so that it can have a meaning.
    Kept,
    /// It tells the author, and does nothing else.
    Reported,
    /// It does not load the file.
    Refused,
}

/// What the tool does with a value that it does not understand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Keeps it as it is.
    #[default]
    Kept,
    /// Keeps it, and a validator of the vendor refuses it.
    Reported,
    /// Ignores that value.
    Ignored,
    /// Does not load the file.
    Dropped,
    /// Does not start.
    Stops,
}

impl Effect {
    /// Whether the tool drops the file or does not start.
    pub fn is_fatal(self) -> bool {
        matches!(self, Self::Dropped | Self::Stops)
    }
}

/// How the text of a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Format")]
pub enum ValueFormat {
    /// Names separated by commas or spaces outside of parentheses; or a list.
    ToolList,
    /// Names separated by commas; or a list.
    CommaList,
    /// A shell script.
    Shell,
    /// A text of several lines, such as what an agent is told.
    Prose,
    /// A colour: a name of the field's set, or what its patterns allow.
    Color,
    /// A path pattern.
    Glob,
    /// Path patterns separated by commas; or a list.
    GlobList,
    /// A regular expression.
    Regex,
    /// A web address.
    Uri,
    /// JSON in a string.
    Json,
    /// The name of another agent.
    AgentRef,
    /// The name of a skill.
    SkillRef,
    /// What a group of hooks is for: words of the event with `|` between them, or a regular expression. The set of the
    /// field holds the tools, for the events that are about tools.
    Matcher,
}

/// The words that the groups of hooks of an event may be for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Matched {
    /// These words.
    Words(Vec<String>),
    /// Words of that kind.
    Of(MatchedKind),
}

/// A kind of words that groups of hooks are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MatchedKind {
    /// Names of tools.
    Tools,
    /// Names of agents.
    Agents,
    /// Words that nobody can list.
    Open,
}

/// What a key does to what the agent may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// It names all that the agent may use: what it does not name is taken away.
    Allows,
    /// It takes something away.
    Limits,
    /// It gives something, or starts programs.
    Grants,
}
