//! How much of what the main agent reads the descriptions of all agents take.

use super::Fleet;
use crate::references::Kind;

/// How many tokens the descriptions of all agents together may take before Claude Code warns that they are too large
/// (<https://github.com/wshobson/agents/issues/93>).
pub const DESCRIPTIONS: usize = 15_000;

/// Bytes of English text to a token, as a rule of thumb.
const BYTES_PER_TOKEN: usize = 4;

/// The folder whose agents Claude Code reads, in a project and in the home folder.
const FOLDER: &str = "/.claude/agents/";

/// What descriptions cost, in tokens that are estimated from their length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The description of the document.
    pub own: usize,
    /// Those of all agents that Claude Code reads where the document counts.
    pub all: usize,
    /// How many these agents are.
    pub agents: usize,
}

impl Fleet {
    /// The share of a document in what Claude Code gives the descriptions of agents; none for a document that is no
    /// agent of Claude Code, or that does not count because another has its name.
    pub fn budget(&self, path: &str) -> Option<Budget> {
        let tokens = |bytes: usize| bytes.div_ceil(BYTES_PER_TOKEN);
        let (mut own, mut all, mut agents) = (None, 0, 0);
        for (other, definition) in self.visible(Kind::Agent, path) {
            if other.contains(FOLDER) {
                let bytes = definition.description.as_ref().map_or(0, |text| text.len());
                (all, agents) = (all + bytes, agents + 1);
                own = own.or((**other == *path).then_some(bytes));
            }
        }
        own.map(|own| Budget { own: tokens(own), all: tokens(all), agents })
    }
}
