//! What a tool sends a model of a kind of file: as what, what it changes in the text, and what it puts around it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// How a tool sends such a file to a model.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sent {
    /// Short name of the source, a key of the file's `sources`; the address itself once the file is read.
    pub source: String,
    /// As what the model reads the text.
    #[serde(rename = "as")]
    pub place: SentPlace,
    /// How it is started, with `{name}` for its name: `/{name}`.
    #[serde(default)]
    pub started: Option<String>,
    /// The key whose value is the text, where that is not the body.
    #[serde(default)]
    pub text_key: Option<String>,
    /// Whether white space around the text is removed.
    #[serde(default)]
    pub trimmed: bool,
    /// Whether lines end in LF, however they end in the file.
    #[serde(default)]
    pub line_feeds: bool,
    /// Whether comments of HTML are removed that have lines of their own.
    #[serde(default)]
    pub without_comments: bool,
    /// Whether `@{path}` becomes the text of that file, from the folder of the project.
    #[serde(default)]
    pub files_in_braces: bool,
    /// What the tool puts before the text, with `{name}` for its name and `{folder}` for the folder of the file.
    #[serde(default)]
    pub before: String,
    /// What is done with the arguments of a call.
    #[serde(default)]
    pub arguments: Option<SentArguments>,
    /// Placeholders that become the folder of the file.
    #[serde(default)]
    pub folder_variables: Vec<String>,
    /// How the files are sent that the text names by `@path`, where the tool includes them.
    #[serde(default)]
    pub imported: Option<SentImports>,
    /// The text by which the main model knows it.
    #[serde(default)]
    pub listed: Option<SentListed>,
    /// The tools that it has, where a list of tools is no limit in itself.
    #[serde(default)]
    pub tools: SentTools,
    /// What is not known of it: sentences.
    #[serde(default)]
    pub unknown: Vec<String>,
}

/// As what a model reads a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SentPlace {
    /// As the system prompt of an agent, before what the tool itself says there.
    SystemPrompt,
    /// As a message of the user.
    Message,
    /// As instructions in each session, one file after the other.
    Instructions,
}

/// What is done with the arguments of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SentArguments {
    /// Placeholders that become all arguments, as they were typed.
    #[serde(default)]
    pub all: Vec<String>,
    /// Whether such a placeholder with a number in brackets becomes one argument: `$ARGUMENTS[0]`.
    #[serde(default)]
    pub subscripts: bool,
    /// Whether a placeholder without its argument becomes nothing; otherwise it stays.
    #[serde(default)]
    pub missing_vanish: bool,
    /// Whether a number may be followed by letters: `$1st`.
    #[serde(default)]
    pub glued: bool,
    /// Whether the highest number stands for all further arguments, too.
    #[serde(default)]
    pub last_takes_rest: bool,
    /// Whether a backslash and quotes within a word have their meaning; otherwise quotes around a word only.
    #[serde(default)]
    pub shell_words: bool,
    /// What is added behind a text without a placeholder for them, with `{arguments}`, and `{name}` for its name.
    #[serde(default)]
    pub behind: Option<String>,
}

/// How included files are sent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SentImports {
    /// How many files may follow from one another: 1 if included files include no others.
    pub levels: usize,
    /// How a file takes the place of its path. Otherwise the text that names files stays as it is, and each is sent once,
    /// apart from it.
    #[serde(default)]
    pub in_place: Option<SentInPlace>,
}

/// What stands around an included file that takes the place of its path, with `{path}` for that.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SentInPlace {
    /// What stands before it.
    pub before: String,
    /// What stands behind it.
    pub behind: String,
    /// What stands in place of a file that includes itself.
    pub again: String,
    /// Whether that counts for the file itself, and not for those only that it includes.
    #[serde(default)]
    pub counts_itself: bool,
    /// What stands in place of a file that is not there; without it the path stays.
    #[serde(default)]
    pub missing: Option<String>,
}

/// The text by which the main model knows a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SentListed {
    /// The keys whose texts are joined.
    pub keys: Vec<String>,
    /// What stands between them.
    #[serde(default)]
    pub joined_by: String,
    /// Keys with which the model is not told of it: only the user starts it.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Whether the first line of the text is taken if there is no such key.
    #[serde(default)]
    pub from_text: bool,
    /// What is listed if there is nothing else, with `{file}` for the name of the file.
    #[serde(default)]
    pub otherwise: Option<String>,
    /// The number of UTF-16 code units after which the text is cut, the mark of the cut included.
    #[serde(default)]
    pub longest: Option<usize>,
    /// The mark of the cut.
    #[serde(default)]
    pub cut_mark: String,
}

/// Rules that allow and deny tools by their names, in which `*` and `?` stand for any text. The last that fits counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SentToolRules {
    /// The keys that map names to words, in the order in which they are read. An entry of a later one takes the place of one
    /// with the same name. A single word is about all tools, and a map below a name about parts of what the tool does.
    pub keys: Vec<SentRuleKey>,
    /// The names of the tools, as far as they are known.
    pub tools: Vec<String>,
    /// Tools that are under the rules for another name.
    #[serde(default)]
    pub under: BTreeMap<String, String>,
    /// Tools that a subagent has only where a rule has just their name.
    #[serde(default)]
    pub named_only: Option<SentNamedOnly>,
}

/// A key of rules about tools.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SentRuleKey {
    /// The key.
    pub key: String,
    /// The word that takes a tool away.
    pub off: String,
    /// Names in it that stand for others.
    #[serde(default)]
    pub renamed: BTreeMap<String, String>,
}

/// Tools that a subagent has only where a rule has just their name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SentNamedOnly {
    /// The tools.
    pub tools: Vec<String>,
    /// The key and its value with which a file is no subagent.
    pub main: (String, String),
    /// The value with which it is nothing else.
    pub sub: String,
    /// What is said where it may be both, and lacks one of them as a subagent.
    pub note: String,
}

/// The tools that an agent has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SentTools {
    /// The key of the tools that it has, if it does not have all.
    #[serde(default)]
    pub allowed: Option<String>,
    /// The key of the tools that are taken away.
    #[serde(default)]
    pub denied: Option<String>,
    /// Rules that allow and deny tools. What they do not deny it has.
    #[serde(default)]
    pub rules: Option<SentToolRules>,
    /// Whether names that are not known are dropped.
    #[serde(default)]
    pub unknown_dropped: bool,
    /// Tools that there are, where they are no set of values.
    #[serde(default)]
    pub known: Vec<String>,
    /// Tools that it never gets.
    #[serde(default)]
    pub never: Vec<String>,
    /// Tools that it gets with a value of a key only: `ExitPlanMode: { permissionMode: plan }`.
    #[serde(default)]
    pub only_with: BTreeMap<String, BTreeMap<String, String>>,
    /// Tools that not every session has, or not every system.
    #[serde(default)]
    pub sometimes: Vec<String>,
    /// Names that stand for another tool.
    #[serde(default)]
    pub renamed: BTreeMap<String, String>,
    /// Tools that are taken away together with another.
    #[serde(default)]
    pub taken_with: BTreeMap<String, Vec<String>>,
    /// Tools that come with a key, whatever is listed.
    #[serde(default)]
    pub with_key: BTreeMap<String, Vec<String>>,
    /// Whether an agent without any tool is not started.
    #[serde(default)]
    pub none_refused: bool,
}
