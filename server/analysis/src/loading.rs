//! Loaders: what each tool does with a file. It loads it, repairs it, silently drops it, or does not start.
//!
//! One file per tool, with the versions that it was compared with. A loader follows its tool step by step: which lines
//! are the header ([`block`]), how its YAML library parses them ([`yaml`]), whether it retries with a repaired text,
//! which keys it requires and which values it rejects. Loaders parse the raw text; the tolerant tree only provides
//! ranges. Where a tool's rule differs from a sensible one, the tool's is modelled.
//!
//! A tool whose behaviour could not be observed has no loader, and nothing is claimed about it.

pub(crate) mod block;
mod file;
pub(crate) mod json;
mod loaded;
pub(crate) mod shape;
pub(crate) mod value;
pub(crate) mod yaml;

use std::borrow::Cow;
use std::ops::Range;

use crate::dialect::Dialects;
pub use crate::dialect::Observed;

pub use file::File;
pub(crate) use file::Size;
pub(crate) use loaded::Loaded;

/// A model of how one tool loads one kind of file.
#[derive(Clone, Copy, Debug)]
pub struct Loader {
    /// Stable identifier: that of the file kind, or a similar one where several tools read the same kind.
    pub id: &'static str,
    /// Id of the file kind in its dialect, for example `claude-code.agent`.
    pub document: &'static str,
    /// Id of the program, if the tool has several; it can be named as a target.
    pub program: Option<&'static str>,
    /// Keys whose valid values are known.
    pub checks: &'static [&'static str],
    /// Paths of files of the kind that this loader is about; `None` for all. The program may have another loader for the
    /// rest.
    pub(crate) applies: Option<fn(&str) -> bool>,
    /// Paths at which the program does not find such a file, although they are the kind's; `None` for none. It then
    /// counts only as a target.
    pub(crate) misses: Option<fn(&str) -> bool>,
    /// Whether it loads nearly every file, so that it counts less than other programs unless it is a target.
    pub(crate) lenient: bool,
    /// Whether its vendor has replaced it with a program that reads files differently.
    pub retired: bool,
    /// The version that it is about; `None` for the newest one that was asked.
    pub(crate) version: Option<&'static str>,
    /// Loaders of earlier versions, the newest first.
    pub(crate) earlier: &'static [Loader],
    /// Whether its source was asked and no release, so that it counts in the tool's own folders only.
    pub unreleased: bool,
    pub(crate) judge: fn(&File<'_>) -> VerdictResult,
    /// What the tool has of a file that it loads, if that is modelled.
    pub(crate) read: Option<fn(&File<'_>) -> Loaded>,
}

/// Placeholder for a program that no dialect names, which a test forbids.
static UNOBSERVED: Observed =
    Observed { program: String::new(), version: String::new(), date: String::new(), earlier: Vec::new() };

/// What a tool does with a file, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Loads it as it is.
    Loads,
    /// Loads it after repairing the front matter.
    Repaired,
    /// Lists it without what the front matter says.
    Placeholder,
    /// Does not load it.
    Dropped,
    /// Does not start.
    Stops,
}

/// The part of a file that a verdict is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The file as a whole: its path, its size, its bytes.
    File,
    /// The lines that open and close the front matter.
    Delimiters,
    /// The YAML between them.
    Yaml,
    /// A key or its value.
    Field,
    /// A value for which the tool gives up all of the front matter.
    Schema,
}

impl Part {
    /// Whether it is a key or a value.
    pub(crate) fn is_field(self) -> bool {
        matches!(self, Self::Field | Self::Schema)
    }
}

/// What a tool does with a file, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What the tool does with it.
    pub outcome: Outcome,
    /// The part of the file that decides the outcome.
    pub part: Part,
    /// The reason, as a short clause without a full stop that can follow `Claude Code drops this agent: `; empty if the
    /// file simply loads.
    pub reason: String,
    /// Details of the reason, or what to do about it, in full sentences; may be empty.
    pub detail: String,
    /// The range to change, in bytes of the file, if known.
    pub cause: Option<Range<usize>>,
    /// What is lost or has no effect although the file loads.
    pub ignored: Vec<IgnoredPart>,
    /// Whether the author means the outcome, so that it is shown with the verdict only.
    pub meant: bool,
}

/// A part of a loaded file that has no effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoredPart {
    /// What is ignored, as a short clause without a full stop that ` in Claude Code` can follow.
    pub what: String,
    /// The reason, as a clause without a full stop; may be empty.
    pub why: String,
    /// Whether the author probably knows of it, so that it is shown with the verdict only.
    pub minor: bool,
    /// The range in bytes of the file, if known.
    pub range: Option<Range<usize>>,
}

/// The reason of a verdict, with details.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Why {
    pub(crate) reason: String,
    pub(crate) detail: String,
}

/// A verdict; `Err` holds one that was reached early.
pub(crate) type VerdictResult = Result<Verdict, Verdict>;

/// Keys that restrict, in the tools that read them, what an agent may do or who may start a skill: authors rely on
/// them.
pub(crate) const LIMITS: [&str; 3] = ["disable-model-invocation", "disallowedTools", "disallowed-tools"];

/// Adds the restrictions of a file that the tool does not read.
pub(crate) fn lose_limits(file: &File<'_>, map: &value::Map, verdict: &mut Verdict) {
    for key in LIMITS.iter().filter(|key| map.get(key).is_some_and(value::Value::is_truthy)) {
        let ignored = IgnoredPart::new(format!("`{key}` has no effect")).because("this key is not read");
        verdict.lose(file.key_range(&[key]), ignored);
    }
}

impl IgnoredPart {
    /// Returns what is lost, with the reason if there is one: a clause without a full stop.
    pub fn to_clause(&self) -> String {
        let Self { what, why, .. } = self;
        if why.is_empty() { what.clone() } else { format!("{what}: {why}") }
    }

    /// Whether all of its range has no effect. Of others, the range is only the place that the author has to change.
    pub(crate) fn is_whole_range(&self) -> bool {
        self.what.ends_with(" has no effect") && !self.what.starts_with("the rest ")
    }

    /// Whether it is the whole value of a key.
    pub(crate) fn voids(&self, key: &str) -> bool {
        self.what == format!("`{key}` has no effect")
            || key == "hooks" && self.what.ends_with(" has no hooks")
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
    /// Creates a loader of a file kind.
    pub(crate) const fn new(document: &'static str, judge: fn(&File<'_>) -> VerdictResult) -> Self {
        Self {
            id: document,
            document,
            program: None,
            checks: &[],
            applies: None,
            misses: None,
            lenient: false,
            retired: false,
            unreleased: false,
            version: None,
            earlier: &[],
            judge,
            read: None,
        }
    }

    /// Adds how the tool reads a file that it loads.
    pub(crate) const fn reading(self, read: fn(&File<'_>) -> Loaded) -> Self {
        Self { read: Some(read), ..self }
    }

    /// Returns the loader of a version, if it is an earlier one that was asked; else that of the newest one.
    pub fn of_version(&'static self, version: &str) -> &'static Self {
        self.earlier.iter().find(|loader| loader.version() == version).unwrap_or(self)
    }

    /// Returns the version that the model was compared with.
    pub fn version(&self) -> &'static str {
        self.version.unwrap_or(&self.observed().version)
    }

    /// Returns the day on which that version was asked, as `YYYY-MM-DD`.
    pub fn checked(&self) -> &'static str {
        let Observed { version, date, earlier, .. } = self.observed();
        let own =
            earlier.iter().find(|earlier| earlier.version == self.version() && self.version() != *version);
        own.map_or(date, |earlier| &earlier.date)
    }

    /// Returns the program that the model was compared with, from the dialect.
    pub(crate) fn observed(&self) -> &'static Observed {
        Dialects::built_in().observed(self.document, self.id).unwrap_or(&UNOBSERVED)
    }

    /// Returns the tool's name for sentences, for example `Claude Code`, distinct for each loader of a tool.
    pub fn tool(&self) -> &'static str {
        &self.observed().program
    }

    /// Returns the tool's name, with the version if its newest one reads files differently.
    pub fn name(&self) -> Cow<'static, str> {
        if !self.retired {
            return Cow::Borrowed(self.tool());
        }
        Cow::Owned(format!("{} {}", self.tool(), self.version().split('.').next().unwrap_or_default()))
    }

    /// Returns what the tool does with a file.
    pub fn verdict(&self, file: &File<'_>) -> Verdict {
        (self.judge)(file).unwrap_or_else(|verdict| verdict)
    }
}

impl Verdict {
    /// Returns the verdict that the file loads as it is.
    pub(crate) fn loads() -> Self {
        Self {
            outcome: Outcome::Loads,
            part: Part::File,
            reason: String::new(),
            detail: String::new(),
            cause: None,
            ignored: Vec::new(),
            meant: false,
        }
    }

    /// Creates a verdict with another outcome: the part that decides it, the range, and the reason.
    pub(crate) fn new(
        outcome: Outcome,
        part: Part,
        cause: Option<Range<usize>>,
        why: impl Into<Why>,
    ) -> Self {
        let Why { reason, detail } = why.into();
        Self { outcome, part, reason, detail, cause, ignored: Vec::new(), meant: false }
    }

    /// Creates the verdict that the tool does not load the file.
    pub(crate) fn dropped(part: Part, cause: Option<Range<usize>>, why: impl Into<Why>) -> Self {
        Self::new(Outcome::Dropped, part, cause, why)
    }

    /// Adds an ignored part.
    pub(crate) fn lose(&mut self, range: Option<Range<usize>>, what: impl Into<IgnoredPart>) {
        self.ignored.push(IgnoredPart { range, ..what.into() });
    }

    /// Sets details of the reason, in full sentences.
    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Notes that the author means the outcome.
    pub(crate) fn meant(mut self) -> Self {
        self.meant = true;
        self
    }
}

#[cfg(test)]
pub(crate) mod tests;
