//! Rules: what a finding is, which there are, and how they are run.
//!
//! A rule is a value. Its page in `pages/` is its documentation wherever it is shown, and its examples run as tests.
//! Rules are generic over the dialects' data; what is true of one tool only stands in that tool's file.

mod colors;
mod comments;
pub(crate) mod consequences;
mod delimiters;
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

use crate::dialect::{Field, Set};
use crate::document::{Document, Quiet};
use crate::loader::Part;
use crate::syntax::yaml::Entry;
pub use fix::{Fix, Replacement};
pub use policy::Policy;
use subject::Subject;
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

/// A tight family of rules with the function that finds them.
struct Family {
    rules: &'static [&'static Rule],
    check: Check,
    /// What the findings are about.
    part: Part,
}

/// What rules look at.
enum Check {
    /// The front matter as a whole.
    Whole(fn(&Subject<'_>, &mut Vec<Diagnostic>)),
    /// One entry of a known field after the other, and nothing else but the kind of document and its path. Where that
    /// finds nothing, it is done again only when the entry was touched.
    Entries(fn(&Subject<'_>, &Entry, &Field, &mut Vec<Diagnostic>)),
}

use Check::{Entries, Whole};

static FAMILIES: &[Family] = &[
    Family { rules: delimiters::RULES, check: Whole(delimiters::check), part: Part::Delimiters },
    Family { rules: syntax::RULES, check: Whole(syntax::check), part: Part::Yaml },
    Family { rules: required::RULES, check: Whole(required::check), part: Part::Field },
    Family { rules: keys::RULES, check: Whole(keys::check), part: Part::Field },
    Family { rules: types::RULES, check: Entries(types::check), part: Part::Field },
    Family { rules: vocabulary::RULES, check: Entries(vocabulary::check), part: Part::Field },
    Family { rules: colors::RULES, check: Entries(colors::check), part: Part::Field },
    Family { rules: comments::RULES, check: Entries(comments::check), part: Part::Field },
];

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
    /// What is wrong and what to do, in sentences that stand alone.
    pub message: String,
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
            related: None,
            elsewhere: Vec::new(),
            tag: None,
            fixes: Vec::new(),
        }
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
    let families = FAMILIES.iter().flat_map(|family| family.rules);
    families.chain(consequences::RULES).chain(fleet::RULES).chain(suppressions::RULES).copied()
}

/// What is wrong with a document for the tools that own its path, in the order of the text.
pub fn diagnostics(document: &Document) -> Vec<Diagnostic> {
    diagnostics_for(document, &Policy::default())
}

/// What is wrong with a document under a policy, in the order of the text. Nothing is ever wrong with one that is for
/// no tool.
pub fn diagnostics_for(document: &Document, policy: &Policy) -> Vec<Diagnostic> {
    let mut found = weighed(document, policy);
    suppressions::apply_and_check(document, policy, &mut found);
    policy.apply(&mut found);
    found.sort_by_key(|diagnostic| (diagnostic.range.start, diagnostic.severity));
    found
}

/// What the rules find in a document, with what the tools make of it.
fn weighed(document: &Document, policy: &Policy) -> Vec<Diagnostic> {
    let Some(subject) = Subject::new(document) else {
        return consequences::of_missing_front_matter(document, &policy.targets);
    };
    let (mut found, loud) = (Vec::new(), Quiet::default());
    let touched = || subject.known_within().filter(|(outermost, ..)| !document.quiet().has(*outermost));
    for family in FAMILIES {
        let mut own = Vec::new();
        match family.check {
            Whole(check) => check(&subject, &mut own),
            Entries(check) => touched().for_each(|(outermost, entry, field)| {
                let before = own.len();
                check(&subject, entry, field, &mut own);
                if own.len() > before {
                    loud.add(outermost);
                }
            }),
        }
        found.extend(own.into_iter().map(|diagnostic| (family.part, diagnostic)));
    }
    debug_assert!(subject.known_within().all(|known| loud.has(known.0) || finds_nothing(&subject, known)));
    let quiet = subject.known_within().filter(|(outermost, ..)| !loud.has(*outermost));
    quiet.for_each(|(outermost, ..)| document.quiet().add(outermost));
    consequences::weigh(document, &subject, &policy.targets, &mut found);
    found.into_iter().map(|(_, diagnostic)| diagnostic).collect()
}

/// Whether there is nothing to find in an entry, of those that are numbered.
fn finds_nothing(subject: &Subject<'_>, (outermost, entry, field): (usize, &Entry, &Field)) -> bool {
    let mut found = Vec::new();
    for family in FAMILIES {
        if let Entries(check) = family.check {
            check(subject, entry, field, &mut found);
        }
    }
    found.is_empty() || !Quiet::can_have(outermost)
}

/// Whether a word that a set does not hold would be taken for a misspelt or forbidden one, whatever the field.
pub(crate) fn looks_misspelt(word: &str, set: &Set) -> bool {
    !set.accepts(word) && (set.closed || similar::meant(word, set, similar::Care::MayBeRight).is_some())
}

#[cfg(test)]
mod tests;
