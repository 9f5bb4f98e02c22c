//! How much of the model's context the descriptions of agents and skills use, and the limits of tools.

use std::ops::Add;

use rustc_hash::FxHashMap;

use super::scope::FileScope;
use crate::references::DefinitionKind;
use crate::summary::Definition;

/// Claude Code's estimate: four UTF-16 code units per token (`roughTokenCountEstimation`, 2.1).
const UNITS_PER_TOKEN: usize = 4;

/// The number of descriptions and their size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DescriptionUsage {
    /// The number of descriptions.
    pub count: usize,
    /// Their size with their names, in the unit of the budget.
    pub size: usize,
}

impl Add for DescriptionUsage {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { count: self.count + other.count, size: self.size + other.size }
    }
}

/// What all descriptions of a kind may take together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The size above which the tool considers them too long.
    pub most: usize,
    /// What is counted.
    pub unit: BudgetUnit,
}

/// In what a budget is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BudgetUnit {
    /// Estimated tokens.
    Tokens,
    /// UTF-16 code units.
    Characters,
}

/// The usage of descriptions, by kind and project folder. A project without descriptions has no entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DescriptionBudget(FxHashMap<DefinitionKind, FxHashMap<Box<str>, DescriptionUsage>>);

impl DescriptionBudget {
    /// Whether the tool counts the description of this definition.
    pub(super) fn counts(path: &str, definition: Option<&Definition>) -> bool {
        definition.is_some_and(|definition| budget_for(path, definition).is_some())
    }

    /// Adds (`by` is 1) or removes (`by` is -1) a document's definition.
    pub(super) fn add_definition(&mut self, path: &str, definition: &Definition, by: isize) {
        let Some((_, used)) = used(path, definition) else { return };
        let root = FileScope::from_path(path).root;
        let shares = self.0.entry(definition.kind).or_default();
        let share = shares.entry(root.into()).or_default();
        share.count = share.count.saturating_add_signed(by);
        share.size = share.size.saturating_add_signed(used.try_into().unwrap_or(isize::MAX) * by);
        if share.count == 0 {
            shares.remove(root);
        }
        if shares.is_empty() {
            self.0.remove(&definition.kind);
        }
    }

    /// Returns the usage of the definitions of a kind in a project.
    pub(super) fn usage_in(&self, kind: DefinitionKind, root: &str) -> DescriptionUsage {
        self.0.get(&kind).and_then(|shares| shares.get(root)).copied().unwrap_or_default()
    }
}

/// Returns the budget that the tool has for descriptions of this kind; `None` if there is none, or the tool may not count
/// this one.
pub(super) fn budget_for(path: &str, definition: &Definition) -> Option<Budget> {
    let Definition { document, description, listed, .. } = definition;
    if let Some(most) = document.description_budget {
        description.as_ref()?;
        return Some(Budget { most: most as usize, unit: BudgetUnit::Tokens });
    }
    let listing = document.listing.as_ref().filter(|_| listed.is_some())?;
    // Of plugins, it is not known whether they are installed.
    let installed = !FileScope::from_path(path).tool.is_empty();
    installed.then_some(Budget { most: listing.together as usize, unit: BudgetUnit::Characters })
}

/// Returns the budget that the tool has for descriptions of this kind, and how much this definition takes of it; `None`
/// if there is no budget, or the tool may not count this one.
pub fn used(path: &str, definition: &Definition) -> Option<(Budget, usize)> {
    let Definition { document, name, description, listed, .. } = definition;
    let units = |text: &str| text.encode_utf16().count();
    let budget = budget_for(path, definition)?;
    let used = match budget.unit {
        BudgetUnit::Tokens => {
            let units = units(name) + 2 + units(description.as_deref()?);
            (units + UNITS_PER_TOKEN / 2) / UNITS_PER_TOKEN
        }
        BudgetUnit::Characters => units(name) + (*listed)?.min(document.listing.as_ref()?.each) as usize,
    };
    Some((budget, used))
}
