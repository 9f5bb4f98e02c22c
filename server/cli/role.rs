//! What a file is to the tools: an agent file, one that no tool loads, or something else.

use agentls_analysis::document::Document;
use agentls_analysis::verdicts::{Standing, ToolVerdict, is_loaded_by_none};

/// What a file is to the tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// An agent file that a tool loads, as far as is known.
    Agent,
    /// An agent file that no tool loads.
    NotLoaded,
    /// A file with the front matter of an agent in a folder that no tool reads.
    Unplaced,
    /// Any other file.
    Other,
}

impl Role {
    pub(crate) fn from_document(document: &Document) -> Self {
        match &document.detection {
            Some(_) if is_loaded_by_none(document) => Self::NotLoaded,
            Some(_) => Self::Agent,
            None if document.is_unplaced() => Self::Unplaced,
            None => Self::Other,
        }
    }

    /// Whether the file is for an agent tool.
    pub(crate) fn is_agent(self) -> bool {
        matches!(self, Self::Agent | Self::NotLoaded)
    }
}

/// Whether a tool whose verdict counts drops the file, or does not start because of it.
pub(crate) fn is_dropped(reading: &ToolVerdict) -> bool {
    reading.is_dropped() && reading.standing != Standing::Silent
}
