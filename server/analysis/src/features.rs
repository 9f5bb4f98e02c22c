//! What editors ask for: one file for each feature, and what they share.

pub mod actions;
pub mod colors;
pub mod completion;
mod cursor;
pub mod hover;
pub mod moves;
pub mod navigate;
pub mod rename;
pub mod symbols;
pub mod target;

#[cfg(test)]
mod tests;
