//! The graph of a workspace: which files call, include and link to which, and which tools load them.
//!
//! Each file gives a [`GraphPart`], independently of the others; [`graph`] joins them. What a file says of itself is no
//! edge.

mod address;
mod cycles;
mod join;
mod part;

use serde::Serialize;

pub use join::graph;
pub use part::{GraphPart, graph_part};

use crate::references::CallForm;

/// The version of the JSON form.
const VERSION: u32 = 1;

/// The files of a workspace, and what leads from one to another. Lines count from zero.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Graph {
    /// The version of this form.
    pub version: u32,
    /// The folder that paths are relative to, as a URI that ends with `/`.
    pub root: String,
    /// How much there is of what.
    pub totals: GraphTotals,
    /// The files by path, then what is called and does not exist. The `id` of each is its place in this list.
    pub nodes: Vec<GraphNode>,
    /// What leads from one to another, by the id of the first, in the order of its text.
    pub edges: Vec<GraphEdge>,
}

/// The size of a graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GraphTotals {
    /// Files.
    pub files: usize,
    /// Edges.
    pub edges: usize,
    /// Edges that lead nowhere.
    pub dead: usize,
    /// Groups of files that call each other in a circle.
    pub cycles: usize,
    /// Files without edges.
    pub islands: usize,
    /// Files that a tool they are for does not load.
    pub dropped: usize,
}

/// A file, or what a file calls and does not exist. All texts are printable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GraphNode {
    /// Its place in the list of nodes.
    pub id: usize,
    /// The name of what it defines, or else of the file.
    pub name: String,
    /// `agent`, `skill`, `command`, `instructions`, `mode`, `check`, `settings`, or `file` for one that is for no tool.
    pub role: &'static str,
    /// Whether it does not exist.
    pub missing: bool,
    /// The id of the kind of file, for example `claude-code.agent`.
    pub kind: Option<String>,
    /// The title of that kind.
    pub title: Option<String>,
    /// The tool whose kind of file it is.
    pub owner: Option<String>,
    /// The path, relative to the root where it is below.
    pub path: Option<String>,
    /// The path as a URI, relative to that of the root.
    pub uri: Option<String>,
    /// The line of its name.
    pub line: u32,
    /// The first words of its description.
    pub description: Option<String>,
    /// Whether it is not among the files that were asked about.
    pub outside: bool,
    /// Whether no edge leads from or to it.
    pub island: bool,
    /// Whether a tool that it is for does not load it.
    pub dropped: bool,
    /// What the tools with a verdict do with it, those that count first.
    pub tools: Vec<GraphTool>,
}

/// What a tool does with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GraphTool {
    /// The name of the tool.
    pub tool: &'static str,
    /// The version of the tool that was observed.
    pub version: &'static str,
    /// Whether the file is for the tool.
    pub target: bool,
    /// `loads`, `repaired`, `placeholder`, `dropped` or `stops`.
    pub outcome: &'static str,
    /// Why, if it does not simply load.
    pub reason: Option<String>,
}

/// All places in one file that lead to the same in the same form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GraphEdge {
    /// The id of the file that says it.
    pub from: usize,
    /// The id of what it leads to.
    pub to: usize,
    /// How it is written; see [`EdgeForm`].
    pub form: EdgeForm,
    /// The form in short, as authors write it, for example `skills:` for a key.
    pub label: String,
    /// The name or the path as written.
    pub name: String,
    /// The lines of the places.
    pub lines: Vec<usize>,
    /// Whether it leads nowhere.
    pub dead: bool,
    /// Why it leads nowhere.
    pub message: Option<String>,
    /// Whether it is a part of a circle. Links are none.
    pub cycle: bool,
}

/// The form in which a file names another. As JSON, it is a word; see [`EdgeForm::word`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EdgeForm {
    /// A call.
    Call(CallForm),
    /// A link of markdown.
    Link,
    /// `@path`, by which a tool includes a file.
    Import,
    /// A path in a code span of a skill.
    Path,
}

impl EdgeForm {
    /// Whether it only points to the other, and neither starts nor includes it.
    pub fn is_weak(self) -> bool {
        matches!(self, Self::Link | Self::Path)
    }

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Call(CallForm::Object) => "object",
            Self::Call(CallForm::Spawn) => "spawn",
            Self::Call(CallForm::Task) => "task",
            Self::Call(CallForm::SubagentType) => "subagent-type",
            Self::Call(CallForm::Words) => "words",
            Self::Call(CallForm::Skill) => "skill",
            Self::Call(CallForm::Mention) => "mention",
            Self::Call(CallForm::CommandLine) => "command-line",
            Self::Call(CallForm::Flag) => "flag",
            Self::Call(CallForm::Key) => "key",
            Self::Call(CallForm::Tool) => "tool",
            Self::Call(CallForm::Slash) => "slash",
            Self::Link => "link",
            Self::Import => "import",
            Self::Path => "path",
        }
    }

    /// Returns how authors write it, in short. Of a key, this is without its name.
    fn label(self) -> &'static str {
        match self {
            Self::Call(CallForm::Object) => "agent:",
            Self::Call(CallForm::Spawn) => "agent_spawn",
            Self::Call(CallForm::Task) => "Task()",
            Self::Call(CallForm::SubagentType) => "subagent_type",
            Self::Call(CallForm::Words) => "in words",
            Self::Call(CallForm::Skill) => "Skill()",
            Self::Call(CallForm::Mention) => "@agent-",
            Self::Call(CallForm::CommandLine) => "command line",
            Self::Call(CallForm::Flag) => "--agent",
            Self::Call(CallForm::Key) => ":",
            Self::Call(CallForm::Tool) => "Agent()",
            Self::Call(CallForm::Slash) => "/",
            Self::Link => "link",
            Self::Import => "@import",
            Self::Path => "path",
        }
    }
}

impl Serialize for EdgeForm {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

#[cfg(test)]
mod tests;
