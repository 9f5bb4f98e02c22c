//! What the descriptions of agents take of a tool's attention.

use std::ops::Add;

use rustc_hash::FxHashMap;

use super::scope::FileScope;
use crate::summary::Definition;

/// Tokens are guessed as Claude Code does it: four UTF-16 code units each (`roughTokenCountEstimation`, 2.1).
const UNITS_PER_TOKEN: usize = 4;

/// How many descriptions there are, and what they take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenUsage {
    /// The number of descriptions.
    pub count: usize,
    /// The tokens that they are guessed to take.
    pub tokens: usize,
}

impl Add for TokenUsage {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { count: self.count + other.count, tokens: self.tokens + other.tokens }
    }
}

/// What the descriptions take, by the folder of the project. A project without any has no entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DescriptionBudget(FxHashMap<Box<str>, TokenUsage>);

impl DescriptionBudget {
    /// Whether a tool counts the description of such a definition.
    pub(super) fn counts(definition: Option<&Definition>) -> bool {
        definition.is_some_and(|definition| definition.description.is_some() && budget(definition).is_some())
    }

    /// Takes in that a document has such a definition, or has it no longer.
    pub(super) fn add_definition(&mut self, path: &str, definition: &Definition, by: isize) {
        if !Self::counts(Some(definition)) {
            return;
        }
        let root = FileScope::from_path(path).root;
        let share = self.0.entry(root.into()).or_default();
        share.count = share.count.saturating_add_signed(by);
        share.tokens =
            share.tokens.saturating_add_signed(tokens(definition).try_into().unwrap_or(isize::MAX) * by);
        if share.count == 0 {
            self.0.remove(root);
        }
    }

    /// What the descriptions of a project take.
    pub(super) fn usage_in(&self, root: &str) -> TokenUsage {
        self.0.get(root).copied().unwrap_or_default()
    }
}

/// The tokens that the name and the description of a definition are guessed to take.
pub fn tokens(definition: &Definition) -> usize {
    let units = |text: &str| text.encode_utf16().count();
    let text = definition.description.as_deref().map_or(0, |text| units(&definition.name) + 2 + units(text));
    (text + UNITS_PER_TOKEN / 2) / UNITS_PER_TOKEN
}

/// The tokens from which on the tool finds all such descriptions together too long.
pub fn budget(definition: &Definition) -> Option<u32> {
    definition.document.description_budget
}
