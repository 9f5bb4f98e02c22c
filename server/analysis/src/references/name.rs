//! The type `Reference`, and what is a valid name.

use std::ops::Range;

use crate::dialect::Role;

/// Maximum length of a name, in bytes.
pub(crate) const LONGEST_NAME: usize = 128;

/// What a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefinitionKind {
    /// An agent.
    Agent,
    /// A skill.
    Skill,
    /// A command that the user starts.
    Command,
}

impl DefinitionKind {
    /// Returns the word for what is defined.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Skill => "skill",
            Self::Command => "command",
        }
    }

    /// Returns the kinds that a reference of this kind may resolve to, the likeliest first: a command may be called as
    /// a skill, and a skill as a command.
    pub fn answers(self) -> &'static [Self] {
        match self {
            Self::Agent => &[Self::Agent],
            Self::Skill => &[Self::Skill, Self::Command],
            Self::Command => &[Self::Command, Self::Skill],
        }
    }

    /// Returns the kinds of reference that may resolve to this kind.
    pub fn answered(self) -> &'static [Self] {
        // The relation is symmetric.
        self.answers()
    }

    /// Returns the kind that a file of that role defines; `None` for roles that nothing refers to by name.
    pub fn from_role(role: Role) -> Option<Self> {
        match role {
            Role::Agent => Some(Self::Agent),
            Role::Skill => Some(Self::Skill),
            Role::Command => Some(Self::Command),
            Role::Instructions | Role::Mode | Role::Check | Role::Settings => None,
        }
    }
}

/// The form in which a reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CallForm {
    /// `agent: "x"` or `agentType: "x"` in an object.
    Object,
    /// `agent_spawn { type: "x" }`
    Spawn,
    /// `Task("description", "prompt", "x")`
    Task,
    /// `subagent_type: "x"`
    SubagentType,
    /// `use the x agent`, `delegate to x`
    Words,
    /// `Skill("x")`
    Skill,
    /// `@agent-x`
    Mention,
    /// `npx claude-flow agent spawn x`
    CommandLine,
    /// `--agent x`
    Flag,
    /// A key of the front matter.
    Key,
    /// `Agent(x)` in a list of tools.
    Tool,
    /// `/x`
    Slash,
}

/// A byte range of a document. Larger texts than 4 GiB never get here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        let short = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: short(range.start), end: short(range.end) }
    }
}

impl Span {
    /// Returns the bytes as a `Range`.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place that names an agent, a skill or a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What is named.
    pub kind: DefinitionKind,
    /// The name.
    pub name: Box<str>,
    /// The bytes of the name alone, without quotes.
    pub span: Span,
    /// The form in which it is written.
    pub form: CallForm,
    /// Whether it is a reference only if the name is defined: words of prose, and `/x`, which may be a path.
    pub prose: bool,
    /// Whether it can be renamed in place: the bytes are the name, without escapes.
    pub renamable: bool,
}

/// Whether a byte is valid in a name.
pub(crate) fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':' | b'/')
}

/// Whether an argument of a call can be a name, and is not a placeholder such as `AGENT_NAME`.
pub(crate) fn is_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.len() <= LONGEST_NAME
        && bytes.iter().all(|byte| is_name_byte(*byte))
        && bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.last().is_some_and(|last| last.is_ascii_alphanumeric() || *last == b'_')
        && bytes.iter().any(u8::is_ascii_alphabetic)
        && !is_stand_in(text)
}

/// Whether it is a placeholder such as `AGENT_NAME`.
fn is_stand_in(text: &str) -> bool {
    text.contains('_') && !text.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Returns the name at the start of a text, without the punctuation that ends a sentence.
pub(super) fn leading_name(text: &str) -> Option<&str> {
    let length = text.bytes().take(LONGEST_NAME + 1).take_while(|byte| is_name_byte(*byte)).count();
    let name = text.get(..length)?.trim_end_matches(['.', ':', '-', '/']);
    is_name(name).then_some(name)
}
