//! The LSP features, one module each, and what they share.

pub mod actions;
pub mod colors;
pub mod completion;
mod cursor;
pub mod folding;
pub mod formatting;
pub mod graph;
pub mod hierarchy;
pub mod hover;
pub mod lenses;
pub mod links;
pub mod moves;
pub mod navigate;
pub mod preview;
pub mod rename;
pub mod selection;
pub mod semantic_tokens;
pub mod symbols;
pub mod target;
pub mod verdict;
pub mod workspace;

/// Returns the first line of a text, truncated.
fn first_words(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.trim().lines().next().unwrap_or_default();
    let short: String = line.chars().take(LONGEST).collect();
    if short.len() < line.len() { short + "…" } else { short }
}

#[cfg(test)]
mod tests;
