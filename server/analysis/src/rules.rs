//! Rules: what a finding is, which there are, and how they are run.
//!
//! A rule is a value. Its page in `pages/` is its documentation wherever it is shown, and its examples run as tests.
//! Rules are generic over the dialects' data; what is true of one tool only stands in that tool's file.

mod colors;
mod comments;
pub(crate) mod consequences;
mod delimiters;
mod families;
mod fix;
mod fixes;
pub mod fleet;
mod keys;
mod policy;
mod required;
mod similar;
mod subject;
pub(crate) mod suppressions;
mod syntax;
mod types;
mod vocabulary;

use std::ops::Range;
use std::sync::Arc;

use crate::dialect::Set;
use crate::document::Document;
pub use fix::{Fix, Replacement};
pub use policy::Policy;
pub use syntax::message as fault_message;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The tool does not load the file, or refuses or truncates something.
    Error,
    /// The tool ignores something that the author wrote.
    Warning,
    /// Worth knowing.
    Information,
    /// Shown faintly, if at all.
    Hint,
}

/// One kind of finding.
#[derive(Debug)]
pub struct Rule {
    /// Stable name in kebab case: the code of the diagnostic, and the name of the page.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub summary: &'static str,
    /// How bad it is unless the dialect's data say otherwise.
    pub severity: Severity,
}

/// The pages of the rules: code and markdown. Cargo lists the folder at build time (`build.rs`).
static PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

impl Rule {
    /// The rule's page, in markdown; empty if it has none, which a test forbids.
    pub fn page(&self) -> &'static str {
        PAGES.iter().find(|(code, _)| *code == self.code).map_or("", |(_, page)| page)
    }

    /// Whether it is checked where nothing is set. The others are shown to those who ask for them.
    pub fn is_on_by_default(&self) -> bool {
        !fleet::ON_REQUEST.iter().any(|rule| rule.code == self.code)
    }

    /// The web address of the page.
    pub fn address(&self) -> String {
        format!("{}/blob/main/server/analysis/src/rules/pages/{}.md", env!("CARGO_PKG_REPOSITORY"), self.code)
    }
}

/// Something found in a document.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub rule: &'static Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// The culprit, in bytes of the document.
    pub range: Range<usize>,
    /// What happens to whom and why, in at most 70 characters, and then what to do: sentences that stand alone.
    pub message: String,
    /// More about it, each note in sentences of its own. Where there is room they are shown behind the message.
    pub notes: Vec<String>,
    /// A second place that matters: its bytes, and why.
    pub related: Option<(Range<usize>, String)>,
    /// Places in other documents that matter.
    pub elsewhere: Vec<Elsewhere>,
    /// How editors may draw it.
    pub tag: Option<Tag>,
    /// What mends it, the best first. Whether it does is not tried yet.
    pub fixes: Vec<Fix>,
}

/// A place in another document that has to do with a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The path of the document.
    pub path: Arc<str>,
    /// The line, counted from zero.
    pub line: u32,
    /// Why it matters.
    pub message: String,
}

/// How editors may draw a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Faded.
    Unnecessary,
    /// Struck out.
    Deprecated,
}

impl Diagnostic {
    fn new(rule: &'static Rule, range: Range<usize>, message: impl Into<String>) -> Self {
        let (severity, message) = (rule.severity, message.into());
        Self {
            rule,
            severity,
            range,
            message,
            notes: Vec::new(),
            related: None,
            elsewhere: Vec::new(),
            tag: None,
            fixes: Vec::new(),
        }
    }

    /// The message with all notes, for readers that show one text.
    pub fn full_message(&self) -> String {
        [self.message.as_str()]
            .into_iter()
            .chain(self.notes.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    fn related(mut self, range: Range<usize>, message: impl Into<String>) -> Self {
        self.related = Some((range, message.into()));
        self
    }

    fn fixes(mut self, fixes: impl IntoIterator<Item = Fix>) -> Self {
        self.fixes.extend(fixes);
        self
    }

    fn elsewhere(mut self, places: impl IntoIterator<Item = Elsewhere>) -> Self {
        self.elsewhere.extend(places);
        self
    }

    fn tag(mut self, tag: Tag) -> Self {
        self.tag = Some(tag);
        self
    }
}

/// Every rule, in the order in which they are checked.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    families::rules().chain(consequences::RULES).chain(fleet::RULES).chain(suppressions::RULES).copied()
}

/// What is wrong with a document for the tools that own its path, in the order of the text.
pub fn diagnostics(document: &Document) -> Vec<Diagnostic> {
    diagnostics_for(document, &Policy::default())
}

/// What is wrong with a document under a policy, in the order of the text. Nothing is ever wrong with one that is for
/// no tool.
pub fn diagnostics_for(document: &Document, policy: &Policy) -> Vec<Diagnostic> {
    let mut found = families::weighed(document, policy);
    suppressions::apply_and_check(document, policy, &mut found);
    policy.apply(&mut found);
    found.sort_by_key(|diagnostic| (diagnostic.range.start, diagnostic.severity));
    found
}

/// Whether a word that a set does not hold would be taken for a misspelt or forbidden one, whatever the field.
pub(crate) fn looks_misspelt(word: &str, set: &Set) -> bool {
    !set.accepts(word) && (set.closed || similar::meant(word, set, similar::Care::MayBeRight).is_some())
}

#[cfg(test)]
mod tests;
