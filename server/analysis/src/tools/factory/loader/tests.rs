//! How droid reads files, step by step.
