//! How many tokens the descriptions of agents use, and the limits of tools.

use std::ops::Add;

use rustc_hash::FxHashMap;

use super::scope::FileScope;
use crate::summary::Definition;

/// Claude Code's estimate: four UTF-16 code units per token (`roughTokenCountEstimation`, 2.1).
const UNITS_PER_TOKEN: usize = 4;

/// The number of descriptions and their estimated tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenUsage {
    /// The number of descriptions.
    pub count: usize,
    /// Their estimated number of tokens.
    pub tokens: usize,
}

impl Add for TokenUsage {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { count: self.count + other.count, tokens: self.tokens + other.tokens }
    }
}

/// Token usage of descriptions, by project folder. A project without descriptions has no entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DescriptionBudget(FxHashMap<Box<str>, TokenUsage>);

impl DescriptionBudget {
    /// Whether the tool counts the description of this definition.
    pub(super) fn counts(definition: Option<&Definition>) -> bool {
        definition.is_some_and(|definition| definition.description.is_some() && budget(definition).is_some())
    }

    /// Adds (`by` is 1) or removes (`by` is -1) a document's definition.
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

    /// Returns the usage of a project.
    pub(super) fn usage_in(&self, root: &str) -> TokenUsage {
        self.0.get(root).copied().unwrap_or_default()
    }
}

/// Estimates the tokens of a definition's name and description.
pub fn tokens(definition: &Definition) -> usize {
    let units = |text: &str| text.encode_utf16().count();
    let text = definition.description.as_deref().map_or(0, |text| units(&definition.name) + 2 + units(text));
    (text + UNITS_PER_TOKEN / 2) / UNITS_PER_TOKEN
}

/// Returns the number of tokens above which the tool considers all descriptions together too long.
pub fn budget(definition: &Definition) -> Option<u32> {
    definition.document.description_budget
}
