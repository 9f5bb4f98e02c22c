//! What a project may set about findings: for which tools files have to be right, and how much each rule counts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Diagnostic, Rule, Severity};
use crate::verdicts::Targets;

/// How documents are checked. The default is what holds where nothing is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The tools for which a file has to be right.
    pub targets: Targets,
    /// How bad the findings of a rule are, by its code. None leaves them out.
    pub severities: BTreeMap<&'static str, Option<Severity>>,
    /// The MCP servers that the project defines; none if that is not known for sure.
    pub servers: Option<Arc<[String]>>,
}

impl Policy {
    /// Whether the findings of a rule are to be shown at all.
    pub(super) fn wants(&self, rule: &Rule) -> bool {
        self.severities.get(rule.code).map_or(rule.enabled, Option::is_some)
    }

    /// Gives findings the severity that is set for their rule.
    pub(super) fn apply(&self, found: &mut Vec<Diagnostic>) {
        found.retain_mut(|found| {
            if let Some(Some(severity)) = self.severities.get(found.rule.code) {
                found.severity = *severity;
            }
            self.wants(found.rule)
        });
    }
}
