//! What each tool does with a file: it loads it, repairs it, drops it without a word, or does not start.
//!
//! One file for each tool, with the versions that it was held against. A loader follows its tool step by step: which
//! lines are the header ([`block`]), what its YAML library makes of them ([`yaml`]), whether it tries again with a
//! repaired text, which keys it needs and which values it refuses. Loaders read the raw text and not the tolerant tree,
//! which serves only to show places; where a tool's own rule and a sensible one differ, the tool's is modelled.
//!
//! A tool whose reading could not be observed has no loader here, and nothing is claimed of it.

pub(crate) mod block;
mod file;
pub(crate) mod json;
pub(crate) mod shape;
pub(crate) mod value;
pub(crate) mod yaml;

use std::borrow::Cow;
use std::ops::Range;

use crate::dialect::{Dialects, Observed};

pub use file::File;
pub(crate) use file::Size;

/// What a tool does with one kind of document.
#[derive(Debug)]
pub struct Loader {
    /// Stable identifier: the kind of document, or a name like one where several tools read the same kind.
    pub id: &'static str,
    /// The kind of document: the id of a document of a dialect, for example `claude-code.agent`.
    pub document: &'static str,
    /// The id of the program, where its tool has several: a target may name it.
    pub program: Option<&'static str>,
    /// The keys of which it is known which values count.
    pub checks: &'static [&'static str],
    /// Whether its maker has given it up for another one that reads files otherwise.
    pub retired: bool,
    pub(crate) judge: fn(&File<'_>) -> VerdictResult,
}

/// What stands for a program that no dialect names, which a test forbids.
static UNOBSERVED: Observed =
    Observed { program: String::new(), version: String::new(), date: String::new() };

/// What becomes of a file, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The tool loads it as it is.
    Loads,
    /// The tool loads it after it has repaired the front matter.
    Repaired,
    /// The tool lists it without what the front matter says.
    Placeholder,
    /// The tool does not load it.
    Dropped,
    /// The tool does not start.
    Stops,
}

/// What part of a file a verdict is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The file as a whole: its path, its size, its bytes.
    File,
    /// The lines that begin and end the front matter.
    Delimiters,
    /// The YAML between them.
    Yaml,
    /// A key or its value.
    Field,
}

/// What a tool does with a file, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What becomes of it.
    pub outcome: Outcome,
    /// What part of the file decides that.
    pub part: Part,
    /// Why, as a short clause without a full stop that can follow `Claude Code drops this agent: `; empty when the file
    /// simply loads.
    pub reason: String,
    /// More about the reason, or what to do about it, in sentences; may be empty.
    pub detail: String,
    /// The bytes of the file that the author has to change, as far as they are known.
    pub cause: Option<Range<usize>>,
    /// What is lost or has no effect though the file loads.
    pub ignored: Vec<IgnoredPart>,
}

/// Something in a file that a tool loads and that has no effect there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoredPart {
    /// What is lost, as a short clause without a full stop that ` in Claude Code` can follow.
    pub what: String,
    /// Why, as a clause without a full stop; may be empty.
    pub why: String,
    /// Whether an author may well know of it, so that it is told with the verdict alone.
    pub minor: bool,
    /// The bytes of the file that it is about, as far as they are known.
    pub range: Option<Range<usize>>,
}

/// Why a verdict is what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Why {
    pub(crate) reason: String,
    pub(crate) detail: String,
}

/// A verdict; as an error, one that is reached before the end.
pub(crate) type VerdictResult = Result<Verdict, Verdict>;

/// Keys that limit, in the tools that read them, what an agent may do or who may start a skill: whoever writes one relies
/// on it.
pub(crate) const LIMITS: [&str; 3] = ["disable-model-invocation", "disallowedTools", "disallowed-tools"];

/// Adds the limits of a file that the tool does not read.
pub(crate) fn lose_limits(file: &File<'_>, map: &value::Map, verdict: &mut Verdict) {
    for key in LIMITS.iter().filter(|key| map.get(key).is_some_and(value::Value::is_truthy)) {
        let ignored = IgnoredPart::new(format!("`{key}` has no effect")).because("this key is not read");
        verdict.lose(file.key_range(&[key]), ignored);
    }
}

impl IgnoredPart {
    /// What is lost, with the reason where there is one: a clause without a full stop.
    pub fn to_clause(&self) -> String {
        let Self { what, why, .. } = self;
        if why.is_empty() { what.clone() } else { format!("{what}: {why}") }
    }

    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), why: String::new(), minor: false, range: None }
    }

    pub(crate) fn because(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    pub(crate) fn minor(mut self) -> Self {
        self.minor = true;
        self
    }

    pub(crate) fn at(mut self, range: impl Into<Option<Range<usize>>>) -> Self {
        self.range = range.into();
        self
    }
}

impl<T: Into<String>> From<T> for IgnoredPart {
    fn from(what: T) -> Self {
        Self::new(what)
    }
}

impl Why {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), detail: String::new() }
    }

    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
}

impl<T: Into<String>> From<T> for Why {
    fn from(reason: T) -> Self {
        Self::new(reason)
    }
}

impl Loader {
    /// A loader of a kind of document.
    pub(crate) const fn new(document: &'static str, judge: fn(&File<'_>) -> VerdictResult) -> Self {
        Self { id: document, document, program: None, checks: &[], retired: false, judge }
    }

    /// The program that the model was held against, from the dialect.
    pub fn observed(&self) -> &'static Observed {
        Dialects::built_in().observed(self.document, self.id).unwrap_or(&UNOBSERVED)
    }

    /// The tool as it is called in a sentence, for example `Claude Code`. With what tells two loaders of one tool apart.
    pub fn tool(&self) -> &'static str {
        &self.observed().program
    }

    /// The tool in a sentence: with its version where its newest one reads files otherwise.
    pub fn name(&self) -> Cow<'static, str> {
        if !self.retired {
            return Cow::Borrowed(self.tool());
        }
        let Observed { program, version, .. } = self.observed();
        Cow::Owned(format!("{program} {}", version.split('.').next().unwrap_or_default()))
    }

    /// What the tool does with a file.
    pub fn verdict(&self, file: &File<'_>) -> Verdict {
        (self.judge)(file).unwrap_or_else(|verdict| verdict)
    }
}

impl Verdict {
    /// The file loads as it is.
    pub(crate) fn loads() -> Self {
        Self {
            outcome: Outcome::Loads,
            part: Part::File,
            reason: String::new(),
            detail: String::new(),
            cause: None,
            ignored: Vec::new(),
        }
    }

    /// Another outcome: what decides it, where, and why.
    pub(crate) fn new(
        outcome: Outcome,
        part: Part,
        cause: Option<Range<usize>>,
        why: impl Into<Why>,
    ) -> Self {
        let Why { reason, detail } = why.into();
        Self { outcome, part, reason, detail, cause, ignored: Vec::new() }
    }

    /// The tool does not load the file.
    pub(crate) fn dropped(part: Part, cause: Option<Range<usize>>, why: impl Into<Why>) -> Self {
        Self::new(Outcome::Dropped, part, cause, why)
    }

    /// Adds something that has no effect.
    pub(crate) fn lose(&mut self, range: Option<Range<usize>>, what: impl Into<IgnoredPart>) {
        self.ignored.push(IgnoredPart { range, ..what.into() });
    }

    /// Adds more about the reason, in sentences.
    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }
}

#[cfg(test)]
pub(crate) mod tests;
