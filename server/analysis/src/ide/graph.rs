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

/// The form in which a file names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EdgeForm {
    /// `agent: "x"` in an object.
    Object,
    /// `agent_spawn { type: "x" }`
    Spawn,
    /// `Task("description", "prompt", "x")`
    Task,
    /// `subagent_type: "x"`
    SubagentType,
    /// `use the x agent`
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
    /// A link of markdown.
    Link,
    /// `@path`, by which a tool includes a file.
    Import,
    /// A path in a code span of a skill.
    Path,
}

impl EdgeForm {
    /// Whether it starts or includes the other, and does not just point to it.
    fn is_call(self) -> bool {
        !matches!(self, Self::Link | Self::Path)
    }
}

#[cfg(test)]
mod tests;
