//! How Copilot CLI reads files.

use super::Loader;

/// The loaders of this tool.
pub(super) static LOADERS: &[Loader] = &[];
