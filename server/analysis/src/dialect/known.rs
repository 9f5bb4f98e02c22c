//! Facts about a tool's names beyond files: built-in names, and how it resolves duplicates.

use schemars::JsonSchema;
use serde::Deserialize;

use super::sets::{KnownValue, Pattern};
use super::words::Role;

/// The built-in names of a tool, which no file has to define.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BuiltIn {
    /// The source of the names.
    pub source: String,
    /// Agents, and what may be named in their place.
    #[serde(default)]
    pub agents: Vec<String>,
    /// Those of the agents that an author would name, the most usual first.
    #[serde(default)]
    pub offered: Vec<KnownValue>,
    /// Skills.
    #[serde(default)]
    pub skills: Vec<String>,
    /// Commands.
    #[serde(default)]
    pub commands: Vec<String>,
    /// Those of all names that the newest version of the tool is not known to have.
    #[serde(default)]
    pub former: Vec<String>,
}

/// What the tool does about files that give the same name. What is not said is not known.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SameName {
    /// Which of several files of one folder the tool takes.
    #[serde(default)]
    pub within: Option<Taken>,
    /// Whether a file of a project takes precedence over one in the user's home folder.
    #[serde(default)]
    pub project_first: bool,
    /// Whether a file in the user's home folder takes precedence over one of a project.
    #[serde(default)]
    pub user_first: bool,
    /// Set if a file takes precedence over the built-in skill or command of its name.
    #[serde(default)]
    pub before_built_in: Option<BeforeBuiltIn>,
    /// The id of another kind of document whose files take precedence over those of this kind.
    #[serde(default)]
    pub yields_to: Option<String>,
}

/// When a file takes precedence over a built-in skill or command.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BeforeBuiltIn {
    /// Keys that make it unknown which of the two runs.
    #[serde(default)]
    pub unless: Vec<String>,
}

/// A text that a place refuses to which files are uploaded.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Refusal {
    /// Who refuses it, as in `claude.ai`.
    pub by: String,
    /// What the text contains, and what that is: `a tag`.
    pub pattern: Pattern,
    /// What to do: a sentence for the author.
    pub advice: String,
    /// Short name of the source, a key of the file's `sources`; the address itself once the file is read.
    pub source: String,
}

/// How the tool lists all files of a kind for the model.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Listing {
    /// The number of characters of all names and descriptions together, above which descriptions are left out.
    pub together: u32,
    /// The size of the model's context window for which that number holds, as in `200k tokens`.
    pub window: String,
    /// The number of characters after which one description is cut.
    pub each: u32,
    /// The keys whose texts are the description.
    pub keys: Vec<String>,
    /// Keys with which a file may not be listed at all.
    #[serde(default)]
    pub unless: Vec<String>,
}

/// Which of several files with one name a tool takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Taken {
    /// The one whose path is the last in the order of UTF-16 code units.
    LastPath,
    /// One, and which one is not promised.
    One,
}

impl BuiltIn {
    /// Whether the tool has a built-in of that role and name, in any case.
    pub(super) fn has(&self, role: Role, name: &str) -> bool {
        self.names(role).iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    /// Returns the built-in names of that role.
    pub(super) fn names(&self, role: Role) -> &[String] {
        match role {
            Role::Agent => &self.agents,
            Role::Skill => &self.skills,
            Role::Command => &self.commands,
            Role::Instructions | Role::Mode | Role::Check | Role::Settings => &[],
        }
    }
}
