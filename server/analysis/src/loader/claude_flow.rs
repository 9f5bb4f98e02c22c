//! How claude-flow and agentic-flow reads files.

use super::Loader;

/// The loaders of this tool.
pub(super) static LOADERS: &[Loader] = &[];
