//! How auggie reads files, step by step.
