//! The tools, and their versions, for which files must be valid.

use super::dialect_of;
use crate::code_span::code_excerpt;
use crate::dialect::{Dialects, FileKind};
use crate::loading::Loader;
use crate::tools::loaders;

/// The tools for which a file must be valid. Empty means the owners of its path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets(Vec<Target>);

/// A tool, or a program of one that has several, as settings name it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    id: Box<str>,
    /// The version, if it is not the newest one that was asked.
    version: Option<Box<str>>,
}

/// Why a name is no target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnknownTarget {
    /// No tool has this id.
    Tool(String),
    /// The tool was not asked in this version: a clause that names those in which it was.
    Version(String),
}

/// Returns why a name is no target: an id, or an id with a version, such as `claude-code@2.1.330`.
///
/// # Errors
/// What is unknown about it.
pub fn check_target(name: &str, dialects: &Dialects) -> Result<(), UnknownTarget> {
    let Target { id, version } = Target::parse(name);
    if !dialects.target_ids().any(|known| *known == *id) {
        return Err(UnknownTarget::Tool(id.into()));
    }
    let Some(named) = version else { return Ok(()) };
    let mut known = Vec::new();
    for loader in loaders().filter(|loader| is_of(&id, loader)) {
        for loader in [loader].into_iter().chain(loader.earlier) {
            if !known.contains(&loader.version()) {
                known.push(loader.version());
            }
        }
    }
    if known.contains(&&*named) {
        return Ok(());
    }
    let named = code_excerpt(&named);
    let known: Vec<_> = known.iter().map(|version| format!("`{version}`")).collect();
    let clause = match known.as_slice() {
        [] => format!("unknown version {named}; {id} was not asked in any"),
        [one] => format!("unknown version {named} of {id}; the known one is {one}"),
        all => format!("unknown version {named} of {id}; known ones are {}", all.join(", ")),
    };
    Err(UnknownTarget::Version(clause))
}

/// Whether an id is that of a loader's tool or program.
fn is_of(id: &str, loader: &Loader) -> bool {
    *id == *dialect_of(loader.document) || loader.program == Some(id)
}

impl Target {
    fn parse(name: &str) -> Self {
        match name.split_once('@') {
            Some((id, version)) => Self { id: id.into(), version: Some(version.into()) },
            None => Self { id: name.into(), version: None },
        }
    }
}

impl Targets {
    /// Creates targets from ids: of dialects, for example `claude-code`, and of programs of tools that have several,
    /// for example `copilot-cli`; with a version of the tool that was asked, if it is not the newest one:
    /// `claude-code@2.1.330`. Also returns the unknown ones.
    pub fn new<'a>(ids: impl IntoIterator<Item = &'a str>, dialects: &Dialects) -> (Self, Vec<&'a str>) {
        let (known, unknown): (Vec<_>, Vec<_>) =
            ids.into_iter().partition(|id| check_target(id, dialects).is_ok());
        (Self(known.into_iter().map(Target::parse).collect()), unknown)
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|target| &*target.id)
    }

    /// Returns the loader of the version that is named.
    pub(super) fn pinned(&self, loader: &'static Loader) -> &'static Loader {
        let pin = self.0.iter().find(|target| target.version.is_some() && is_of(&target.id, loader));
        pin.and_then(|pin| pin.version.as_deref()).map_or(loader, |version| loader.of_version(version))
    }

    /// Whether a file kind that is no overlay counts: its tool is a target, or there are no targets.
    pub(crate) fn includes_kind(&self, kind: &FileKind) -> bool {
        self.0.is_empty() || self.name_kind(kind)
    }

    /// Whether any tool is named.
    pub(crate) fn are_named(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether the tool of a kind is named, or one of its programs.
    pub(crate) fn name_kind(&self, kind: &FileKind) -> bool {
        self.ids().any(|id| *id == *dialect_of(&kind.id) || kind.programs.iter().any(|own| **own == *id))
    }

    /// Whether a program is named, or its tool, which stands for what its vendor has not given up.
    pub(super) fn name_loader(&self, loader: &Loader) -> bool {
        self.name_program(loader) || !loader.retired && self.ids().any(|id| is_of(id, loader))
    }

    /// Whether a program of a tool that has several is named itself.
    pub(super) fn name_program(&self, loader: &Loader) -> bool {
        self.ids().any(|id| loader.program == Some(id))
    }
}
