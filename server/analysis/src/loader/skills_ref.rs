//! How the agentskills reference library reads files.

use super::Loader;

/// The loaders of this tool.
pub(super) static LOADERS: &[Loader] = &[];
