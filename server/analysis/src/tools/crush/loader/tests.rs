//! How Crush reads skills, step by step.
