//! What each tool that reads a document does with it, and which of these tools count.

use std::sync::{Arc, LazyLock};

use crate::dialect::{Dialects, Document as Kind, document};
use crate::document::Document;
use crate::loader::{File, Loader, Outcome, Verdict, loaders};

/// The tools for which a file has to be right, by the ids of their dialects. Empty means the tools that own its path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets(Vec<Box<str>>);

impl Targets {
    /// The targets with these ids, for example `claude-code`. Those that no dialect has are given back.
    pub fn new<'a>(ids: impl IntoIterator<Item = &'a str>, dialects: &Dialects) -> (Self, Vec<&'a str>) {
        let known = |id: &&str| dialects.files().iter().any(|dialect| dialect.id == *id);
        let (known, unknown): (Vec<_>, Vec<_>) = ids.into_iter().partition(known);
        (Self(known.into_iter().map(Into::into).collect()), unknown)
    }

    /// Whether a kind of document that is no overlay counts: that of a tool which is named, or any if none is.
    pub(crate) fn count(&self, kind: &Kind) -> bool {
        self.0.is_empty() || self.names(&kind.id)
    }

    fn names(&self, kind: &str) -> bool {
        self.0.iter().any(|id| **id == *dialect_of(kind))
    }
}

/// What one tool does with a document.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The tool, with the version that is meant.
    pub loader: &'static Loader,
    /// What it does.
    pub verdict: Verdict,
    /// Whether the tool is one of those that count.
    pub target: bool,
}

impl Reading {
    /// What the tool does, as the rest of a sentence that starts with the tool, without a full stop.
    pub fn predicate(&self) -> String {
        let Verdict { outcome, reason, .. } = &self.verdict;
        let does = match outcome {
            Outcome::Loads => "loads it",
            Outcome::Repaired => "repairs it and loads it",
            Outcome::Placeholder => "lists it without its front matter",
            Outcome::Dropped => "does not load it",
            Outcome::Stops => "does not start",
        };
        if reason.is_empty() { does.to_owned() } else { format!("{does}: {reason}") }
    }
}

/// What every tool that reads the document does with it, the tools that count first; nothing for a document that is
/// for no tool, and for tools whose reading is not known.
pub fn readings(document: &Document, targets: &Targets) -> Vec<Reading> {
    let readers = Readers::of(document, targets);
    readers.where_target(true).chain(readers.where_target(false)).collect()
}

/// The tools that read a document. What they do with it is looked at when it is asked for.
pub(crate) struct Readers<'a> {
    file: File<'a>,
    /// Each tool, and whether it counts.
    loaders: Vec<(&'static Loader, bool)>,
}

impl<'a> Readers<'a> {
    pub(crate) fn of(document: &'a Document, targets: &Targets) -> Self {
        Self { file: document.as_file(), loaders: concerned(document, targets) }
    }

    /// What the tools that count do with the document.
    pub(crate) fn targets(&self) -> Vec<Reading> {
        self.where_target(true).collect()
    }

    /// What the tools do with it that do not count.
    pub(crate) fn others(&self) -> Vec<Reading> {
        self.where_target(false).collect()
    }

    fn where_target(&self, counts: bool) -> impl Iterator<Item = Reading> {
        let loaders = self.loaders.iter().filter(move |(_, target)| *target == counts);
        loaders.map(|(loader, target)| Reading { loader, verdict: loader.judge(&self.file), target: *target })
    }
}

/// Every loader with its kind of document, looked up once.
static KINDS: LazyLock<Vec<(&'static Loader, &'static Arc<Kind>)>> =
    LazyLock::new(|| loaders().filter_map(|loader| Some((loader, document(loader.document)?))).collect());

/// The loaders that have a say, and whether each counts.
fn concerned(document: &Document, targets: &Targets) -> Vec<(&'static Loader, bool)> {
    let Some(detection) = &document.detection else { return Vec::new() };
    let own = &*detection.document;
    let base = document.dialects.base(own);
    // Without targets, it is the tools that own the path; a validator is none.
    let counts = |kind: &str| match targets.0.is_empty() {
        true => kind == base.id && !base.validator,
        false => targets.names(kind),
    };
    // A file that lies nowhere in particular is judged as if it lay where its kind belongs.
    let here = &document.location.readers;
    let readers = if here.is_empty() {
        document.dialects.locate(&document.dialects.example_path(base)).readers
    } else {
        here.clone()
    };
    let is_reader = |kind: &str| readers.iter().any(|reader| reader.id == kind);
    let reads = |kind: &Kind| is_reader(&kind.id) || kind.id == own.id || kind.id == base.id;
    let of_role = |kind: &Kind| targets.names(&kind.id) && kind.role == own.role && kind.id != own.id;
    let mut found: Vec<_> = KINDS
        .iter()
        .filter(|(_, kind)| reads(kind) || of_role(kind))
        .map(|(loader, _)| (*loader, counts(loader.document)))
        .collect();
    // Of one tool's kinds, the one that the path is for has the say.
    let read = |loader: &Loader| is_reader(loader.document);
    let owned: Vec<_> =
        found.iter().filter(|(loader, _)| read(loader)).map(|(loader, _)| loader.tool).collect();
    found.retain(|(loader, _)| read(loader) || loader.document == own.id || !owned.contains(&loader.tool));
    found.sort_by_key(|(loader, target)| (!target, loader.tool));
    found
}

fn dialect_of(kind: &str) -> &str {
    kind.split('.').next().unwrap_or(kind)
}
