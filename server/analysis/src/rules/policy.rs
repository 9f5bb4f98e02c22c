//! What a project may set about findings: for which tools files have to be right, and how much each rule counts.

use std::collections::BTreeMap;

use super::{Diagnostic, Severity};
use crate::verdicts::Targets;

/// How documents are checked. The default is what holds where nothing is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The tools for which a file has to be right.
    pub targets: Targets,
    /// How bad the findings of a rule are, by its code. None leaves them out.
    pub severities: BTreeMap<&'static str, Option<Severity>>,
}

impl Policy {
    /// Gives findings the severity that is set for their rule.
    pub(super) fn apply(&self, found: &mut Vec<Diagnostic>) {
        found.retain_mut(|found| match self.severities.get(found.rule.code) {
            Some(Some(severity)) => {
                found.severity = *severity;
                true
            }
            set => set.is_none(),
        });
    }
}
