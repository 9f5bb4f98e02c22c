//! Lint settings of a project: target tools and the severity of each rule.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Diagnostic, Rule, Severity};
use crate::verdicts::Targets;

/// How documents are checked. The default applies where nothing is configured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The tools for which a file must be valid.
    pub targets: Targets,
    /// Configured severities, by rule code. `None` turns a rule off.
    pub severities: BTreeMap<&'static str, Option<Severity>>,
    /// The MCP servers that the project defines; `None` if that is not known for sure.
    pub servers: Option<Arc<[String]>>,
    /// Whether settings exclude the file: it has no diagnostics and no fixes.
    pub excluded: bool,
}

impl Policy {
    /// Whether a rule's diagnostics are shown at all.
    pub(super) fn wants(&self, rule: &Rule) -> bool {
        !self.excluded && self.severities.get(rule.code).map_or(rule.enabled, Option::is_some)
    }

    /// Applies the configured severities to diagnostics.
    pub(super) fn apply(&self, found: &mut Vec<Diagnostic>) {
        found.retain_mut(|found| {
            if let Some(Some(severity)) = self.severities.get(found.rule.code) {
                found.severity = *severity;
            }
            self.wants(found.rule)
        });
    }
}
