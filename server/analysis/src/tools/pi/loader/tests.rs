//! How pi reads files, step by step.
