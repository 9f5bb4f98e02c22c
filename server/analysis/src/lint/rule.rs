//! A rule is one declaration: code, summary, severity, scope. Rules about a front matter come in families, each with the
//! function that finds them.

use super::subject::LintContext;
use super::{Diagnostic, Severity};
use crate::dialect::Field;
use crate::loading::Part;
use crate::syntax::yaml::Entry;

/// One kind of finding.
#[derive(Debug)]
pub struct Rule {
    /// Stable name in kebab case: the code of the diagnostic, and the name of the page.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub summary: &'static str,
    /// How bad it is unless the dialect's data say otherwise.
    pub severity: Severity,
    /// What has to be looked at for it.
    pub scope: RuleScope,
    /// Whether it is checked where nothing is set. The others are shown to those who ask for them.
    pub enabled: bool,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleScope {
    /// One document.
    Document,
    /// A document among others.
    CrossFile,
}

/// The pages of the rules: code and markdown. Cargo lists the folder at build time (`build.rs`).
pub(super) static PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

impl Rule {
    /// The rule's page, in markdown; empty if it has none, which a test forbids.
    pub fn page(&self) -> &'static str {
        PAGES.iter().find(|(code, _)| *code == self.code).map_or("", |(_, page)| page)
    }

    /// The web address of the page.
    pub fn address(&self) -> String {
        format!("{}/blob/main/server/analysis/src/lint/pages/{}.md", env!("CARGO_PKG_REPOSITORY"), self.code)
    }
}

/// A tight family of rules with the function that finds them.
pub(super) struct Family {
    pub(super) rules: &'static [&'static Rule],
    pub(super) check: FamilyCheck,
    /// What the findings are about.
    pub(super) part: Part,
}

/// What rules look at.
pub(super) enum FamilyCheck {
    /// The front matter as a whole.
    Whole(fn(&LintContext<'_>, &mut Vec<Diagnostic>)),
    /// One entry of a known field after the other, and nothing else but the kind of document and its path. Where that
    /// finds nothing, it is done again only when the entry was touched.
    Entries(fn(&LintContext<'_>, &Entry, &Field, &mut Vec<Diagnostic>)),
}
