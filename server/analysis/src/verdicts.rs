//! Verdicts of all tools that read a document, and which of these tools count.

mod targets;

use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

use crate::dialect::{FileKind, document};
use crate::document::Document;
use crate::loading::{Loader, Outcome, Part, Verdict};
use crate::tools::loaders;
pub use targets::{Targets, UnknownTarget, check_target};

/// How much a tool's verdict counts for a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The tool is named as a target.
    Named,
    /// The tool owns the path.
    Owner,
    /// The tool is one of several for which the path is shared.
    Shared,
    /// The tool reads the path of another tool.
    Other,
    /// The verdict does not count: a validator, a retired program, or a tool that is not a target.
    Silent,
}

impl Standing {
    /// Whether the document must be valid for the tool.
    pub fn counts(self) -> bool {
        self <= Self::Shared
    }
}

/// What one tool does with a document.
#[derive(Clone, Debug)]
pub struct ToolVerdict {
    /// The tool and its version.
    pub loader: &'static Loader,
    /// What it does.
    pub verdict: Arc<Verdict>,
    /// How much that counts.
    pub standing: Standing,
}

impl ToolVerdict {
    /// Whether the document must be valid for the tool.
    pub fn is_target(&self) -> bool {
        self.standing.counts()
    }

    /// Whether the tool does not load the file, or does not start, and the author did not mean that.
    pub fn is_dropped(&self) -> bool {
        self.verdict.outcome >= Outcome::Dropped && !self.verdict.meant
    }

    /// Returns what the tool does, as a predicate that follows the tool's name, without a full stop.
    pub fn predicate(&self) -> String {
        let Verdict { outcome, part, reason, .. } = &*self.verdict;
        let does = match outcome {
            Outcome::Loads => "loads it",
            Outcome::Repaired => "repairs it and loads it",
            Outcome::Placeholder if *part == Part::Field => "lists it without its description",
            Outcome::Placeholder if reason == "no front matter" => "lists it without a description",
            Outcome::Placeholder => "loads it without its front matter",
            Outcome::Dropped => "does not load it",
            Outcome::Stops => "does not start",
        };
        if reason.is_empty() { does.to_owned() } else { format!("{does}: {reason}") }
    }
}

/// Returns the file kind to name in verdicts: where only a word or two shows another tool's format, that of the owner
/// of the path.
pub fn kind(document: &Document) -> Option<&FileKind> {
    let detection = document.detection.as_ref()?;
    let own = &*detection.document;
    Some(if detection.weak { document.dialects.base(own) } else { own })
}

/// Whether the document lies in a tool's folder, but where the tool does not find it: then no tool reads it.
fn is_misplaced(document: &Document) -> bool {
    let nowhere = || document.location.readers.iter().all(|kind| kind.validator);
    let path = document.path.as_deref().filter(|path| path.contains("/."));
    path.is_some_and(|path| nowhere() && document.dialects.misplaced(path).is_some())
}

/// Returns the verdict of every tool that reads the document, those that count first; none for a document that is for
/// no tool, and for tools without a loader.
pub fn tool_verdicts(document: &Document, targets: &Targets) -> Vec<ToolVerdict> {
    selected_verdicts(document, targets, |_, _| true)
}

/// Like [`tool_verdicts`], without silent tools, and without other tools that load nearly everything: what those ignore
/// is only in their verdicts.
pub(crate) fn with_say(document: &Document, targets: &Targets) -> Vec<ToolVerdict> {
    let has_say = |loader: &Loader, standing| match standing {
        Standing::Silent => false,
        Standing::Other => !loader.lenient,
        _ => true,
    };
    selected_verdicts(document, targets, has_say)
}

/// Like [`tool_verdicts`], only for the tools that count.
pub(crate) fn counting(document: &Document, targets: &Targets) -> Vec<ToolVerdict> {
    selected_verdicts(document, targets, |_, standing| standing.counts())
}

/// Whether tools read the document and none loads it, regardless of targets.
pub fn is_loaded_by_none(document: &Document) -> bool {
    let tools = selected_verdicts(document, &Targets::default(), |_, standing| standing != Standing::Silent);
    !tools.is_empty() && tools.iter().all(ToolVerdict::is_dropped)
}

fn selected_verdicts(
    document: &Document,
    targets: &Targets,
    wanted: impl Fn(&Loader, Standing) -> bool,
) -> Vec<ToolVerdict> {
    let mut tools = concerned(document, targets);
    tools.retain(|(loader, standing)| wanted(loader, *standing));
    let verdicts = document.verdicts(tools.iter().map(|(loader, _)| *loader));
    let reading = |((loader, standing), verdict)| ToolVerdict { loader, verdict, standing };
    tools.into_iter().zip(verdicts).map(reading).collect()
}

/// A loader with its entry in the dialects.
struct KnownLoader {
    loader: &'static Loader,
    kind: &'static Arc<FileKind>,
    tool: &'static str,
}

/// Every loader, resolved once, ordered by tool name.
static LOADERS: LazyLock<Vec<KnownLoader>> = LazyLock::new(|| {
    let known = |loader: &'static Loader| {
        Some(KnownLoader { loader, kind: document(loader.document)?, tool: loader.tool() })
    };
    let mut all: Vec<_> = loaders().filter_map(known).collect();
    all.sort_by_key(|known| known.tool);
    all
});

/// Where the loaders of each kind of file are in [`LOADERS`].
static BY_KIND: LazyLock<FxHashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut by_kind: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, known) in LOADERS.iter().enumerate() {
        by_kind.entry(&known.kind.id).or_default().push(at);
    }
    by_kind
});

/// Returns where the loaders of a kind of file are in [`LOADERS`].
fn loaders_of(kind: &str) -> impl Iterator<Item = usize> {
    BY_KIND.get(kind).into_iter().flatten().copied()
}

/// Returns the loaders that apply to a document, with their standing.
fn concerned(document: &Document, targets: &Targets) -> Vec<(&'static Loader, Standing)> {
    let Some(own) = kind(document).filter(|_| !is_misplaced(document)) else { return Vec::new() };
    let base = document.dialects.base(own);
    let here = &document.location.readers;
    let path = document.path.as_deref().unwrap_or_default();
    let mut readers = here.clone();
    // A file outside any known folder is judged as if it lay where its kind belongs, and so is one of an open format:
    // which tool reads it depends on where it is installed.
    if here.is_empty() || base.validator {
        let there = document.dialects.locate(&document.dialects.example_path(base)).readers;
        readers.extend(there.into_iter().filter(|kind| here.iter().all(|own| own.id != kind.id)));
    }
    let is_reader = |kind: &str| readers.iter().any(|reader| reader.id == kind);
    // Where a file can still be moved, the named tools count.
    let open = here.is_empty() || base.validator;
    let of_role =
        |kind: &FileKind| open && targets.name_kind(kind) && kind.role == own.role && kind.id != own.id;
    let standing = |loader: &Loader, kind: &FileKind| match () {
        () if targets.name_program(loader) => Standing::Named,
        () if targets.name_loader(loader) && loader.lenient => Standing::Other,
        () if targets.name_loader(loader) => Standing::Named,
        () if targets.are_named() || kind.validator || loader.retired => Standing::Silent,
        () if loader.misses.is_some_and(|misses| misses(path)) => Standing::Silent,
        () if loader.lenient => Standing::Other,
        () if loader.unreleased && kind.id != base.id => Standing::Silent,
        () if base.validator => Standing::Shared,
        () if kind.id == base.id => Standing::Owner,
        // No other tool is sure to find a file outside any known folder.
        () if here.is_empty() => Standing::Silent,
        () => Standing::Other,
    };
    let mut reading: Vec<_> =
        readers.iter().map(|kind| &*kind.id).chain([&*own.id, &*base.id]).flat_map(loaders_of).collect();
    if open && targets.are_named() {
        reading.extend((0..).zip(&*LOADERS).filter(|(_, known)| of_role(known.kind)).map(|(at, _)| at));
    }
    reading.sort_unstable();
    reading.dedup();
    let mut found: Vec<_> = reading
        .into_iter()
        .filter_map(|at| LOADERS.get(at))
        .filter(|known| known.loader.applies.is_none_or(|applies| applies(path)))
        .map(|known| (known, standing(known.loader, known.kind)))
        .collect();
    // Of a tool's kinds, the kind of the path decides.
    let read = |loader: &Loader| is_reader(loader.document);
    let owned: Vec<_> =
        found.iter().filter(|(known, _)| read(known.loader)).map(|(known, _)| known.tool).collect();
    found.retain(|(known, _)| {
        read(known.loader) || known.loader.document == own.id || !owned.contains(&known.tool)
    });
    found.sort_by_key(|(_, standing)| !standing.counts());
    found.into_iter().map(|(known, standing)| (targets.pinned(known.loader), standing)).collect()
}

pub(crate) fn dialect_of(kind: &str) -> &str {
    kind.split('.').next().unwrap_or(kind)
}
