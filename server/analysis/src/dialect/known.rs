//! Facts about a tool's names beyond files: built-in names, and how it resolves duplicates.

use schemars::JsonSchema;
use serde::Deserialize;

use super::sets::KnownValue;
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
    /// The id of another kind of document whose files take precedence over those of this kind.
    #[serde(default)]
    pub yields_to: Option<String>,
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
