//! Diagnostics and the rules that find them: the types, the list of rules, and how they are run.
//!
//! Each rule's page in `pages/` is its documentation wherever it is shown, and its examples run as tests. Rules are
//! generic over the dialect data; what applies to a single tool is in that tool's file.

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

use crate::code_span::{code_span, code_start, shortened_sentence, with_shorter_code};
use crate::dialect::{Effect, Field, Set};
use crate::document::Document;
use crate::text::shortened;
pub use fix::{Fix, Replacement};
pub use policy::Policy;
pub use rule::{Rule, RuleScope};
pub(crate) use rules::consequences::noun;
pub use rules::syntax::message as fault_message;
pub(crate) use similar::FARTHEST;

/// Severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The tool does not load the file, or rejects or truncates something.
    Error,
    /// The tool ignores something that the author wrote.
    Warning,
    /// Worth knowing.
    Information,
    /// Shown unobtrusively, if at all.
    Hint,
}

/// A diagnostic of a document.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that it belongs to.
    pub rule: &'static Rule,
    /// Its severity for this document.
    pub severity: Severity,
    /// The range to underline, in bytes of the document.
    pub range: Range<usize>,
    /// First clause (what happens to whom and why, at most 70 characters), then what to do; full sentences.
    pub message: String,
    /// Length of the first sentence, in bytes.
    first: usize,
    /// The reason: the first sentence without what tools do.
    clause: String,
    /// What to do about it, in full sentences.
    advice: String,
    /// What a tool does about it, according to its documentation.
    effect: Option<Documented>,
    /// Additional notes, in full sentences. Where there is room they are shown after the message.
    pub notes: Vec<String>,
    /// Related range in the same document, in bytes, and why it is related.
    pub related: Option<(Range<usize>, String)>,
    /// Related locations in other documents.
    pub elsewhere: Vec<Elsewhere>,
    /// Diagnostic tag for editors.
    pub tag: Option<Tag>,
    /// Fixes, the best first. Not yet tried on the document.
    pub fixes: Vec<Fix>,
}

/// What a tool does about a key, according to its documentation.
#[derive(Clone, Debug)]
struct Documented {
    tool: String,
    effect: Effect,
    key: String,
}

/// Maximum length of a message's first clause, in characters: what problem lists show of it.
const LONGEST_CLAUSE: usize = 70;

/// A related location in another document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// Path of the document.
    pub path: Arc<str>,
    /// Line, zero-based.
    pub line: u32,
    /// Why it is related.
    pub message: String,
}

/// How editors may render a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Faded out.
    Unnecessary,
    /// Struck through.
    Deprecated,
}

impl Diagnostic {
    /// Creates a diagnostic with its reason, a clause without a full stop.
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

    /// Sets what to do, in full sentences.
    fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self.rewrite_message(None);
        self
    }

    /// Adds what the tool of a field does about the key as written, if it is documented.
    fn effect_of(self, field: &Field, key: &str) -> Self {
        self.effect(subject::refuser(field), field.invalid, key)
    }

    /// Adds what a tool does about a key, if it is documented.
    fn effect(mut self, tool: &str, effect: Effect, key: &str) -> Self {
        self.effect = Some(Documented { tool: tool.to_owned(), effect, key: key.to_owned() });
        self
    }

    /// Rebuilds the message from what tools do (the start of a sentence) and the reason. If the reason is too long for
    /// the first clause, its end becomes a sentence of its own, a word that it quotes is cut, or all of it becomes that
    /// sentence.
    fn rewrite_message(&mut self, lead: Option<&str>) {
        let fits = |text: &str| text.chars().count() < LONGEST_CLAUSE;
        let (first, rest) = match lead {
            Some(lead) => {
                let led = |clause: &str| Some(Self::led_by(lead, clause)).filter(|whole| fits(whole));
                let (start, end) = self
                    .clause
                    .rsplit_once(", ")
                    .or_else(|| Some((self.clause.rsplit_once(" for `")?.0, "")))
                    .unwrap_or((&self.clause, ""));
                let cut = || {
                    let excess =
                        (Self::led_by(lead, start).chars().count() + 1).checked_sub(LONGEST_CLAUSE)?;
                    led(&with_shorter_code(start, excess)?)
                };
                let whole = led(&self.clause).map(|whole| (whole, String::new()));
                let part = || {
                    // What the value is instead is visible in the text.
                    let plain = end.is_empty() || end.starts_with("not ");
                    let end = if plain { String::new() } else { sentence(end) };
                    Some((led(start).or_else(cut)?, end))
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
            None => (sentence(&shortened_sentence(&self.clause, LONGEST_CLAUSE - 1)), sentence(&self.clause)),
        };
        self.first = first.len();
        let parts = [&first, &rest, &self.advice];
        let parts = parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str);
        self.message = parts.collect::<Vec<_>>().join(" ");
    }

    /// Returns the reason to put after what tools do; a key that both name is named once.
    fn led_by(lead: &str, whole: &str) -> String {
        let key = lead.rsplit_once(" ignores ").map_or("", |(_, key)| key);
        let clause = whole.strip_suffix(key).and_then(|rest| rest.strip_suffix(" for "));
        let clause = clause.filter(|_| !key.is_empty()).unwrap_or(whole);
        match clause.strip_prefix(key).filter(|rest| !key.is_empty() && rest.starts_with(' ')) {
            Some(rest) => format!("{lead}: it{rest}"),
            None => format!("{lead}: {clause}"),
        }
    }

    /// Returns the first sentence of the message: what happens to whom, and why.
    pub fn first_clause(&self) -> &str {
        self.message.get(..self.first).unwrap_or_default()
    }

    /// Returns the reason, without what tools do about it.
    pub(crate) fn reason(&self) -> &str {
        &self.clause
    }

    /// Returns the message with all notes, for clients that show a single text.
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

/// Formats a clause as a sentence.
fn sentence(clause: &str) -> String {
    ended(&capitalized(clause))
}

/// Capitalizes a clause, as the start of a sentence.
pub fn capitalized(clause: &str) -> String {
    let mut chars = clause.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

/// Adds a full stop to a clause. It may begin with the name of a tool, which is not capitalized.
fn ended(clause: &str) -> String {
    let end = if clause.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{clause}{end}")
}

/// Quotes a key or value of the author for a clause, shortened to the room there is.
pub(crate) fn quoted(word: &str) -> String {
    const LONGEST: usize = 24;
    code_start(word, LONGEST).to_string()
}

/// Suggests another word.
fn did_you_mean(word: &str) -> String {
    format!("Did you mean {}?", code_span(word))
}

/// Returns every rule, in the order in which they are checked.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    registry::rules()
        .chain(rules::consequences::RULES)
        .chain(cross_file::RULES)
        .chain(suppressions::RULES)
        .copied()
}

/// Returns the diagnostics of a document for the tools that own its path, in text order.
pub fn diagnostics(document: &Document) -> Vec<Diagnostic> {
    diagnostics_for(document, &Policy::default())
}

/// Returns the diagnostics of a document under a policy, in text order; none for a document that is for no tool.
pub fn diagnostics_for(document: &Document, policy: &Policy) -> Vec<Diagnostic> {
    let mut found = registry::run_rules(document, policy);
    suppressions::apply_and_check(document, policy, &mut found);
    if causes::are_of_unread(&found) || found.iter().any(|it| it.severity == Severity::Error) {
        // A suppression may be for a diagnostic that appears only once tools load the file.
        found.retain(|it| it.rule.code != suppressions::UNUSED_SUPPRESSION.code);
    }
    policy.apply(&mut found);
    found.sort_by_key(|diagnostic| (diagnostic.range.start, diagnostic.severity));
    found
}

/// Whether a word outside a set would be reported as misspelled or forbidden, whatever the field. `near` are the values
/// of the set that it may be a misspelling of.
pub(crate) fn looks_misspelt<'a>(word: &str, set: &Set, near: impl Iterator<Item = &'a str>) -> bool {
    let known = || set.mistakes.contains_key(word) || set.mistakes.contains_key(&word.to_lowercase());
    let meant = || known() || similar::similar(word, near, similar::Confidence::MayBeRight).is_some();
    set.wrong_form(word).is_some() || !set.accepts(word) && (set.closed || meant())
}

/// Whether a word looks like a misspelling of a valid one.
pub(crate) fn is_near_miss<'a>(word: &str, right: impl Iterator<Item = &'a str>) -> bool {
    similar::similar(word, right, similar::Confidence::Wrong).is_some()
}

#[cfg(test)]
mod tests;
