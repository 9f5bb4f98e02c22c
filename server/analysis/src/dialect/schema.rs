//! The format of a dialect file.
//!
//! The structs are the format's documentation: a key that is not named here is an error in the file.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::globs::Paths;
use super::imports::{BodyAdvice, Imports};
use super::known::{BuiltIn, Listing, Refusal, SameName};
use super::lazy_part::LazyPart;
use super::load_shell::LoadShell;
use super::loads_for::LoadsFor;
use super::placeholders::Placeholders;
use super::relations::{Parentheses, Relation};
use super::sent::Sent;
use super::sets::{Deprecation, Pattern, Set};
use super::types::Type;
use super::words::{Access, Effect, Evidence, Gap, Naming, Presence, Role, UnknownKeys, ValueFormat};
use crate::syntax::FileFormat;

/// One tool: who makes it, when its facts were checked, and the kinds of document that it reads.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DialectFile {
    /// Stable identifier, such as `claude-code`. Of the files of agentls itself, it is the file's stem.
    pub id: String,
    /// The tool's name as people say it, for example `Claude Code`.
    pub tool: String,
    /// The day on which the facts were last checked against their sources, as `YYYY-MM-DD`.
    pub checked: String,
    /// The versions of the tool that the facts were read from, in words.
    pub versions: String,
    /// The programs that were asked what they do with files, by the tool's id, another program's, or the id of a kind of
    /// document: only for tools whose loading agentls models.
    #[serde(default)]
    pub observed: BTreeMap<String, Observed>,
    /// Web addresses (or names of packages) that the facts come from, by the short name that fields use.
    pub sources: BTreeMap<String, String>,
    /// The ids of its programs, where there are several that read files otherwise: a target may name one.
    #[serde(default)]
    pub programs: Vec<String>,
    /// Named value sets, shared by several fields.
    #[serde(default)]
    pub sets: LazyPart<BTreeMap<String, Arc<Set>>>,
    /// The built-in names of the tool.
    #[serde(default)]
    pub built_in: BuiltIn,
    /// Whether the file replaces the built-in one with that id.
    #[serde(default)]
    pub replaces: bool,
    /// The kinds of document that the tool reads.
    pub documents: Vec<Arc<FileKind>>,
}

/// A program that was asked what it does with files.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Observed {
    /// The program as it is called in a sentence, for example `Claude Code`.
    pub program: String,
    /// Its version.
    pub version: String,
    /// The day on which it was asked, as `YYYY-MM-DD`.
    pub date: String,
    /// Earlier versions that were asked, too, and that a target may name: `claude-code@2.1.330`.
    #[serde(default)]
    pub earlier: Vec<Earlier>,
}

/// An earlier version of a program that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Earlier {
    /// Its version.
    pub version: String,
    /// The day on which it was asked, as `YYYY-MM-DD`.
    pub date: String,
}

/// One kind of document of a tool: where it lives, how it is recognised, and its fields.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Document")]
pub struct FileKind {
    /// Stable identifier: dialect, dot, kind.
    pub id: String,
    /// Name for people, for example `Claude Code subagent`.
    pub title: String,
    /// What such a file is for.
    pub role: Role,
    /// The format of such files. Without a body, the whole file is what front matter is elsewhere.
    #[serde(default)]
    pub format: FileFormat,
    /// The id of the document that this one is laid over: the fields of both apply, this one's first, and the files
    /// of the base become files of this one where the markers say so.
    #[serde(default)]
    pub overlay: Option<String>,
    /// The id of a document of which this one takes over what it does not define itself: fields, foreign keys and
    /// mistakes. That document takes over nothing.
    #[serde(default)]
    pub fields_of: Option<String>,
    /// What a wrong value of the fields that are taken over does here, if that is not what it does there.
    #[serde(default)]
    pub invalid: Option<Effect>,
    /// Globs of the paths where such files live, matched against the whole path with `/` between its parts.
    #[serde(default)]
    pub globs: Vec<String>,
    /// Globs of paths to leave out.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Globs of the paths of other tools that this tool reads too, as this kind of document.
    #[serde(default)]
    pub also_reads: Vec<String>,
    /// Where the tool is known not to look for such files, so that one that lies there is misplaced.
    #[serde(default)]
    pub never_reads: Vec<Gap>,
    /// Language ids that editors give such files wherever they lie (LSP, `TextDocumentItem.languageId`).
    #[serde(default)]
    pub languages: Vec<String>,
    /// Whether every other kind takes precedence, because the globs are so broad.
    #[serde(default)]
    pub fallback: bool,
    /// Whether nothing but a validator reads such files as this kind: what it refuses, tools may well load.
    #[serde(default)]
    pub validator: bool,
    /// What gives such a file its name.
    #[serde(default)]
    pub named_by: Naming,
    /// The manifest of a plugin, relative to its folder, if others call its files by the plugin's name, a colon and their
    /// own name, and not by the latter alone.
    #[serde(default)]
    pub called_with_plugin: Option<String>,
    /// What the tool does about several files with one name.
    #[serde(default)]
    pub same_name: SameName,
    /// The number of tokens from which on the tool finds all descriptions of such files together too long.
    #[serde(default)]
    pub description_budget: Option<u32>,
    /// How the tool includes the files that such a file names by `@path`, if it does.
    #[serde(default)]
    pub imports: Option<Imports>,
    /// How long the vendor advises such a file to be at most, below the front matter.
    #[serde(default)]
    pub body_advice: Option<BodyAdvice>,
    /// How the tool lists all such files for the model, if their descriptions share a number of characters.
    #[serde(default)]
    pub listing: Option<Listing>,
    /// Whether such a file has front matter.
    #[serde(default)]
    pub front_matter: Presence,
    /// What the tool does with a key that it does not know.
    #[serde(default)]
    pub unknown_keys: UnknownKeys,
    /// Whether the front matter may also be a list of such mappings.
    #[serde(default)]
    pub list: bool,
    /// Keys (dotted where nested) of which one alone shows this kind of document.
    #[serde(default)]
    pub markers: Vec<String>,
    /// Those of the markers that other tools' files have as well, so that they alone say little.
    #[serde(default)]
    pub weak_markers: Vec<String>,
    /// Keys that show it, and say as little, if they have one of these values.
    #[serde(default)]
    pub weak_values: BTreeMap<String, Vec<String>>,
    /// What shows this kind of document in a folder that is no tool's own, such as `agents`, whoever else looks there.
    #[serde(default)]
    pub shown_by: Vec<Sign>,
    /// What the tool does with a file whose front matter is not valid YAML.
    #[serde(default)]
    pub unreadable: String,
    /// The keys of the front matter, in the order in which an author would write them.
    pub fields: LazyPart<Vec<Field>>,
    /// Keys of other tools, which are not misspellings of this tool's keys.
    #[serde(default)]
    pub foreign: LazyPart<Vec<String>>,
    /// Keys that authors write in error, with the key that they meant.
    #[serde(default)]
    pub mistakes: LazyPart<BTreeMap<String, String>>,
    /// Keys that need each other, or undo each other.
    #[serde(default)]
    pub relations: LazyPart<Vec<Relation>>,
    /// What the tool replaces in the body before a model sees it.
    #[serde(default)]
    pub placeholders: Option<Placeholders>,
    /// How the tool runs shell commands of the body before a model sees it.
    #[serde(default)]
    pub load_shell: Option<LoadShell>,
    /// How the tool sends such a file to a model, if that is known.
    #[serde(default)]
    pub sent: LazyPart<Option<Sent>>,
    /// The tool's name, copied from the file when it is read.
    #[serde(skip)]
    pub tool: String,
    /// As in [`DialectFile::programs`].
    #[serde(skip)]
    pub programs: Vec<String>,
    /// As in [`DialectFile::versions`].
    #[serde(skip)]
    pub versions: String,
    /// As in [`DialectFile::checked`].
    #[serde(skip)]
    pub checked: String,
    /// Whether a project added it, so that its folders are not built-in ones.
    #[serde(skip)]
    pub(crate) added: bool,
    /// Whether it replaces the built-in kind instead of being merged with it.
    #[serde(skip)]
    pub(super) alone: bool,
    /// The compiled globs.
    #[serde(skip)]
    pub(super) paths: Arc<Paths>,
}

/// An entry of the front matter that only files of one kind have.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sign {
    /// The key.
    pub key: String,
    /// Whether the value is a mapping.
    #[serde(default)]
    pub mapping: bool,
    /// The values; any if there are none.
    #[serde(default)]
    pub values: Vec<String>,
}

/// Kinds are compared by id.
impl PartialEq for FileKind {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for FileKind {}

/// One key of the front matter, or of a mapping inside it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Field {
    /// The key. `*` stands for every key of a mapping whose keys are the author's, or are those of `keys`.
    pub name: String,
    /// The types of value that the tool understands.
    pub types: Vec<Type>,
    /// Whether the tool drops the file when the key is missing or empty.
    #[serde(default)]
    pub required: bool,
    /// Keys of which any one makes this required key optional.
    #[serde(default)]
    pub required_unless: Vec<String>,
    /// Whether the vendor recommends the key, though the tool does not need it.
    #[serde(default)]
    pub recommended: bool,
    /// Other spellings of the key that the tool reads, too.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What the key means, in one or two sentences.
    pub doc: String,
    /// Short name of the source, a key of the file's `sources`; the address itself once the file is read.
    pub source: String,
    /// The evidence for the field. Fields with weak evidence are accepted, but never offered.
    #[serde(default)]
    pub evidence: Evidence,
    /// The values, those of the items of a list, or of the entries of a comma list.
    #[serde(default)]
    pub values: Option<Arc<Set>>,
    /// The name of the value set in the file's `sets`, or `dialect#set`, in place of `values`.
    #[serde(default)]
    pub set: Option<String>,
    /// What the keys of a mapping name, where they are the author's: `agent-ref` or `skill-ref`. They may be patterns.
    #[serde(default)]
    pub key_format: Option<ValueFormat>,
    /// The key of the list from which this one takes away what both name.
    #[serde(default)]
    pub takes_from: Option<String>,
    /// What parentheses do in a list of tools, where that is not what they seem to do.
    #[serde(default)]
    pub parentheses: Option<Parentheses>,
    /// How the patterns in the value decide with which files of a project the tool loads the document.
    #[serde(default)]
    pub loads_for: Option<LoadsFor>,
    /// The keys of a mapping whose values are described by the field `*`.
    #[serde(default)]
    pub keys: Option<String>,
    /// The value that the tool uses when the key is missing.
    #[serde(default)]
    pub default: Option<String>,
    /// How the text of the value is written.
    #[serde(default)]
    pub format: Option<ValueFormat>,
    /// The variables that stand for the project's folder in a command line.
    #[serde(default)]
    pub project_variables: Vec<String>,
    /// Whether the items of the list are a set, in which one that stands twice has no use. Lists of tools, references and
    /// globs are sets, and so are those of a value set.
    #[serde(default)]
    pub unique: bool,
    /// Whether the tool takes the value as it is written, line by line, so that YAML's rules do not hold for it.
    #[serde(default)]
    pub raw: bool,
    /// Whether the tool reads a value without quotes that YAML does not allow, such as a pattern that starts with `*`.
    #[serde(default)]
    pub lenient: bool,
    /// The only program of the tool that minds a wrong type, by the name that people know.
    #[serde(default)]
    pub minded_by: Option<String>,
    /// What the tool does with a value of a wrong type, or outside a closed set.
    #[serde(default)]
    pub invalid: Effect,
    /// What the key does to what the agent may do. A fix that brings about more than was in force is never safe.
    #[serde(default)]
    pub access: Option<Access>,
    /// What the tool does with an empty or missing value, if that is a trap: one sentence for the author.
    #[serde(default)]
    pub empty: Option<String>,
    /// Regular expression that a string must match, with a description.
    #[serde(default)]
    pub pattern: Option<Pattern>,
    /// What a place refuses to which such files are uploaded, though the tool reads it.
    #[serde(default)]
    pub refused: Option<Refusal>,
    /// Strings that match but are rejected.
    #[serde(default)]
    pub reserved: Vec<String>,
    /// Whether the string must be the name of the file's folder.
    #[serde(default)]
    pub folder_name: bool,
    /// Minimum length, in characters.
    #[serde(default)]
    pub min_length: Option<usize>,
    /// Maximum length, in characters.
    #[serde(default)]
    pub max_length: Option<usize>,
    /// Smallest number.
    #[serde(default)]
    pub min: Option<f64>,
    /// Largest number.
    #[serde(default)]
    pub max: Option<f64>,
    /// Set when the tool no longer wants the key.
    #[serde(default)]
    pub deprecated: Option<Deprecation>,
    /// The fields of the mapping that is the value, or that is each item of the list that is the value.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// A mapping of another document whose fields this one has, too, as `document#key`: `claude-code.agent#hooks`.
    #[serde(default)]
    pub fields_of: Option<String>,
    /// The tools that read the key, set when the file is read.
    #[serde(skip)]
    pub readers: Vec<String>,
    /// The set that `keys` names, set when the file is read.
    #[serde(skip)]
    pub key_set: Option<Arc<Set>>,
}

impl Field {
    /// Whether the tool reads this key as the field.
    pub fn is_called(&self, key: &str) -> bool {
        self.name == key || self.aliases.iter().any(|alias| alias == key)
    }

    /// Whether the value is a list of tools, by the tool's own names: a set called so.
    pub fn lists_tools(&self) -> bool {
        let listed = matches!(self.format, Some(ValueFormat::ToolList | ValueFormat::CommaList));
        let named = self.format != Some(ValueFormat::Matcher)
            && self.set.as_deref().is_some_and(|name| name.rsplit('#').next() == Some("tools"));
        (listed || named) && self.values.is_some()
    }

    /// Whether the items of the value form a set, in which duplicates are useless. In most lists, order and number
    /// count: arguments, hints, fallback models.
    pub fn is_set(&self) -> bool {
        let listed = matches!(
            self.format,
            Some(
                ValueFormat::ToolList
                    | ValueFormat::CommaList
                    | ValueFormat::Glob
                    | ValueFormat::GlobList
                    | ValueFormat::AgentRef
                    | ValueFormat::SkillRef
            )
        );
        self.unique || listed || self.values.as_ref().is_some_and(|set| !set.free)
    }

    /// Returns the field that a key of a mapping is read as: the one of that name, or else the wildcard field if it
    /// accepts the key.
    pub fn for_key<'a>(fields: &'a [Self], key: &str) -> Option<&'a Self> {
        let any =
            |field: &&Self| field.name == "*" && field.key_set.as_ref().is_none_or(|keys| keys.accepts(key));
        fields.iter().find(|field| field.is_called(key)).or_else(|| fields.iter().find(any))
    }
}
