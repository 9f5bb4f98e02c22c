//! A rule is one declaration: code, summary, severity, scope. Rules about front matter come in families that share a
//! check function.

use super::subject::LintContext;
use super::{Diagnostic, Severity};
use crate::dialect::Field;
use crate::loading::Part;
use crate::syntax::yaml::Entry;

/// One kind of diagnostic.
#[derive(Debug)]
pub struct Rule {
    /// Stable kebab-case name: the diagnostic's code, and the name of the page.
    pub code: &'static str,
    /// Short summary of the problem.
    pub summary: &'static str,
    /// Default severity, unless the dialect's data say otherwise.
    pub severity: Severity,
    /// What the rule has to look at.
    pub scope: RuleScope,
    /// Whether it is enabled by default. The others are opt-in.
    pub enabled: bool,
}

/// What a rule has to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleScope {
    /// A single document.
    Document,
    /// A document and the index.
    CrossFile,
}

/// Pages of the rules, as pairs of code and markdown. `build.rs` lists the folder.
pub(super) static PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

impl Rule {
    /// Returns the rule's page, in markdown; empty if it has none, which a test forbids.
    pub fn page(&self) -> &'static str {
        PAGES.iter().find(|(code, _)| *code == self.code).map_or("", |(_, page)| page)
    }

    /// Returns the URL of the page.
    pub fn address(&self) -> String {
        format!("{}/blob/main/server/analysis/src/lint/pages/{}.md", env!("CARGO_PKG_REPOSITORY"), self.code)
    }
}

/// A family: closely related rules and the function that checks them.
pub(super) struct Family {
    pub(super) rules: &'static [&'static Rule],
    pub(super) check: FamilyCheck,
    /// The part of the file that its diagnostics are about.
    pub(super) part: Part,
}

/// What a family's check function is run on.
pub(super) enum FamilyCheck {
    /// Runs on the front matter as a whole.
    Whole(fn(&LintContext<'_>, &mut Vec<Diagnostic>)),
    /// Runs on each entry of a known field, and depends on nothing else but the kind of file and its path. Entries
    /// without a diagnostic are checked again only after they were edited.
    Entries(fn(&LintContext<'_>, &Entry, &Field, &mut Vec<Diagnostic>)),
}
