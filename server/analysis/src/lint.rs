//! Rules: what a finding is, which there are, and how they are run.
//!
//! A rule is a value. Its page in `pages/` is its documentation wherever it is shown, and its examples run as tests.
//! Rules are generic over the dialects' data; what is true of one tool only stands in that tool's file.

pub(crate) mod causes;
pub mod cross_file;
mod fix;
mod fixes;
mod meant;
mod policy;
mod registry;
mod rule;
pub(crate) mod rules;
mod similar;
mod subject;
pub(crate) mod suppressions;

use std::ops::Range;
use std::sync::Arc;

use crate::code_span::{code_span, code_start};
use crate::dialect::{Effect, Field, Set};
use crate::document::Document;
use crate::text::shortened;
pub use fix::{Fix, Replacement};
pub use policy::Policy;
pub use rule::{Rule, RuleScope};
pub(crate) use rules::consequences::noun;
pub use rules::syntax::message as fault_message;
pub(crate) use similar::FARTHEST;

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
    /// The length of the first of these sentences, in bytes.
    first: usize,
    /// Why it happens: the first sentence without what tools do.
    clause: String,
    /// What to do about it, in sentences.
    advice: String,
    /// What a tool does about it according to its documentation.
    effect: Option<Documented>,
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

/// What is written about a tool: that it does something about a key.
#[derive(Clone, Debug)]
struct Documented {
    tool: String,
    effect: Effect,
    key: String,
}

/// The longest first clause of a message, in characters: what lists of problems show of it.
const LONGEST_CLAUSE: usize = 70;

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
    /// A diagnostic with the reason for it, as a clause without a full stop.
    fn new(rule: &'static Rule, range: Range<usize>, clause: impl Into<String>) -> Self {
        let mut diagnostic = Self {
            rule,
            severity: rule.severity,
            range,
            message: String::new(),
            first: 0,
            clause: clause.into(),
            advice: String::new(),
            effect: None,
            notes: Vec::new(),
            related: None,
            elsewhere: Vec::new(),
            tag: None,
            fixes: Vec::new(),
        };
        diagnostic.rewrite_message(None);
        diagnostic
    }

    /// Says what to do, in sentences.
    fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self.rewrite_message(None);
        self
    }

    /// Says what the tool of a field does about the key that is written for it, as far as its documentation tells.
    fn effect_of(self, field: &Field, key: &str) -> Self {
        self.effect(subject::refuser(field), field.invalid, key)
    }

    /// Says what a tool does about a key, as far as its documentation tells.
    fn effect(mut self, tool: &str, effect: Effect, key: &str) -> Self {
        self.effect = Some(Documented { tool: tool.to_owned(), effect, key: key.to_owned() });
        self
    }

    /// Writes the message anew: what tools do, as the start of a sentence, and the reason. Of a reason that is too long for
    /// one first clause, the end or all of it is a sentence of its own.
    fn rewrite_message(&mut self, lead: Option<&str>) {
        let fits = |text: &str| text.chars().count() < LONGEST_CLAUSE;
        let (first, rest) = match lead {
            Some(lead) => {
                let led = |clause: &str| Some(Self::led_by(lead, clause)).filter(|whole| fits(whole));
                let shorter = self
                    .clause
                    .rsplit_once(", ")
                    .or_else(|| Some((self.clause.rsplit_once(" for `")?.0, "")));
                let whole = led(&self.clause).map(|whole| (whole, String::new()));
                let part = || {
                    shorter.and_then(|(start, end)| {
                        // What a value is can be seen.
                        let plain = end.is_empty() || end.starts_with("not ");
                        let end = if plain { String::new() } else { sentence(end) };
                        Some((led(start)?, end))
                    })
                };
                let (first, rest) =
                    whole.or_else(part).unwrap_or_else(|| (lead.to_owned(), sentence(&self.clause)));
                (ended(&first), rest)
            }
            None if fits(&self.clause) => (sentence(&self.clause), String::new()),
            None if self.clause.split_once(", so ").is_some_and(|(start, _)| fits(start)) => {
                let (start, end) = self.clause.split_once(", so ").unwrap_or_default();
                (sentence(start), sentence(&format!("so {end}")))
            }
            None => (sentence(&shortened(&self.clause, LONGEST_CLAUSE - 1)), sentence(&self.clause)),
        };
        self.first = first.len();
        let parts = [&first, &rest, &self.advice];
        let parts = parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str);
        self.message = parts.collect::<Vec<_>>().join(" ");
    }

    /// The reason behind what tools do; a key that both name is named once.
    fn led_by(lead: &str, whole: &str) -> String {
        let key = lead.rsplit_once(" ignores ").map_or("", |(_, key)| key);
        let clause = whole.strip_suffix(key).and_then(|rest| rest.strip_suffix(" for "));
        let clause = clause.filter(|_| !key.is_empty()).unwrap_or(whole);
        match clause.strip_prefix(key).filter(|rest| !key.is_empty() && rest.starts_with(' ')) {
            Some(rest) => format!("{lead}: it{rest}"),
            None => format!("{lead}: {clause}"),
        }
    }

    /// The first sentence of the message: what happens to whom, and why.
    pub fn first_clause(&self) -> &str {
        self.message.get(..self.first).unwrap_or_default()
    }

    /// Why it happens, whatever tools do about it.
    pub(crate) fn reason(&self) -> &str {
        &self.clause
    }

    /// The message with all notes, for readers that show one text.
    pub fn full_message(&self) -> String {
        [self.message.as_str()]
            .into_iter()
            .chain(self.notes.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    fn related(mut self, range: Range<usize>, message: impl Into<String>) -> Self {
        self.related = Some((range, message.into()));
        self
    }

    fn with_fixes(mut self, fixes: impl IntoIterator<Item = Fix>) -> Self {
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

/// A clause as a sentence.
fn sentence(clause: &str) -> String {
    ended(&capitalized(clause))
}

/// A clause as the start of a sentence.
fn capitalized(clause: &str) -> String {
    let mut chars = clause.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

/// A clause with its full stop. It may begin with the name of a tool, which is written as it is.
fn ended(clause: &str) -> String {
    let end = if clause.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{clause}{end}")
}

/// A word of an author in a clause: a key or a value, in quotes, and not longer than there is room for.
pub(crate) fn quoted(word: &str) -> String {
    const LONGEST: usize = 24;
    code_start(word, LONGEST).to_string()
}

/// What to do about a word that is likely another one.
fn did_you_mean(word: &str) -> String {
    format!("Did you mean {}?", code_span(word))
}

/// Every rule, in the order in which they are checked.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    registry::rules()
        .chain(rules::consequences::RULES)
        .chain(cross_file::RULES)
        .chain(suppressions::RULES)
        .copied()
}

/// What is wrong with a document for the tools that own its path, in the order of the text.
pub fn diagnostics(document: &Document) -> Vec<Diagnostic> {
    diagnostics_for(document, &Policy::default())
}

/// What is wrong with a document under a policy, in the order of the text. Nothing is ever wrong with one that is for
/// no tool.
pub fn diagnostics_for(document: &Document, policy: &Policy) -> Vec<Diagnostic> {
    let mut found = registry::run_rules(document, policy);
    suppressions::apply_and_check(document, policy, &mut found);
    if causes::are_of_unread(&found) || found.iter().any(|it| it.severity == Severity::Error) {
        // What is not found while tools drop the file may be suppressed for a reason.
        found.retain(|it| it.rule.code != suppressions::UNUSED_SUPPRESSION.code);
    }
    policy.apply(&mut found);
    found.sort_by_key(|diagnostic| (diagnostic.range.start, diagnostic.severity));
    found
}

/// Whether a word that a set does not hold would be taken for a misspelt or forbidden one, whatever the field. Of the values
/// of the set, those that the word may be a misspelling of are `near`.
pub(crate) fn looks_misspelt<'a>(word: &str, set: &Set, near: impl Iterator<Item = &'a str>) -> bool {
    let known = || set.mistakes.contains_key(word) || set.mistakes.contains_key(&word.to_lowercase());
    let meant = || known() || similar::similar(word, near, similar::Confidence::MayBeRight).is_some();
    set.wrong_form(word).is_some() || !set.accepts(word) && (set.closed || meant())
}

/// Whether a word looks like a misspelling of one that is right.
pub(crate) fn is_near_miss<'a>(word: &str, right: impl Iterator<Item = &'a str>) -> bool {
    similar::similar(word, right, similar::Confidence::Wrong).is_some()
}

#[cfg(test)]
mod tests;
