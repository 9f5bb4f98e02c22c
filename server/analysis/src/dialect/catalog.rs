//! What is known of all tools together: the dialects of this build, or those with what a project adds to them.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use rustc_hash::FxHashSet;

use super::globs::Glob;
use super::places::{ScanDir, places, split_glob};
use super::schema::{DialectFile, FileKind, Observed};
use super::sets::KnownValue;
use super::words::Role;
use super::{FILES, load, path_of};

/// What is known of all tools together. An immutable value; what does not differ from another one is shared with it.
#[derive(Clone, Debug, Default)]
pub struct Dialects {
    files: Vec<Arc<DialectFile>>,
    /// Every kind of document, those with the widest globs last.
    by_globs: Vec<Arc<FileKind>>,
    places: Vec<ScanDir>,
    /// The names of the hidden folders among those on the way to the places.
    hidden: FxHashSet<Box<str>>,
    /// Where a project says that files of a kind lie. The first that matches counts.
    located: Vec<Located>,
    /// The kinds that a project has added to others, as far as files of them were met.
    both: Arc<Mutex<Vec<Both>>>,
}

/// A kind of document that a project adds to the one that a tool has for the same files.
#[derive(Clone, Debug)]
pub(super) struct Both {
    /// The tool's kind, and the project's.
    of: [Box<str>; 2],
    /// The tool's with the keys that only the project's has.
    pub(super) kind: Arc<FileKind>,
    /// The project's, with the keys that it has for itself or describes otherwise.
    pub(super) added: Arc<FileKind>,
}

/// That files in some place are of a kind, wherever tools look for such files.
#[derive(Clone, Debug)]
pub struct Located {
    /// The folder that the glob is relative to, with `/` between its parts and at its end.
    pub root: String,
    /// The glob, as it is written.
    pub glob: String,
    /// The glob, to match a path below the folder with.
    pub matcher: Glob,
    /// The kind of document.
    pub document: Arc<FileKind>,
    /// Where the project says so: a name for people, such as `agentls.toml`.
    pub origin: String,
    /// The folder of the project that the files belong to, with its last `/`.
    pub project: String,
    /// Whether a manifest names the place for a tool, so that other tools' own folders and names go first.
    pub named: bool,
}

/// Those of this build, in the order of their file names. Parsed once, at the first use.
///
/// A file that does not parse is left out, since analysis cannot fail; the test `every_dialect_file_is_read` makes
/// sure that none is.
static BUILT_IN: LazyLock<Arc<Dialects>> = LazyLock::new(|| {
    let mut files: Vec<DialectFile> =
        FILES.iter().filter_map(|(_, text)| serde_json::from_str(text).ok()).collect();
    load::resolve(&mut files, &[]);
    Arc::new(Dialects::from_files(files.into_iter().map(Arc::new).collect(), Vec::new()))
});

impl Located {
    /// Whether it is for a path with `/` between its parts.
    pub(super) fn is_match(&self, path: &str) -> bool {
        path.strip_prefix(&*self.root).is_some_and(|below| self.matcher.is_match(below))
    }

    /// The folder that the files lie in, and how deep below it they may lie, as in [`ScanDir::depth`].
    pub fn folder_and_depth(&self) -> (String, Option<usize>) {
        let wide = self.glob.starts_with("**/");
        let (folder, depth) = split_glob(&self.glob);
        let depth = depth.filter(|_| !wide);
        (format!("{}{}", self.root, if wide { "" } else { folder }), depth)
    }
}

impl Dialects {
    /// Those of this build.
    pub fn built_in() -> &'static Arc<Self> {
        &BUILT_IN
    }

    /// With another dialect file, which may build on those that are there. It takes the place of one with its id.
    #[must_use]
    pub fn with_file(&self, file: DialectFile) -> Self {
        let mut more = [file];
        load::resolve(&mut more, &self.files);
        let [mut file] = more;
        for document in file.documents.iter_mut().map(Arc::make_mut) {
            (document.added, document.alone) = (true, file.replaces);
        }
        let others: Vec<_> = self.files.iter().filter(|other| other.id != file.id).cloned().collect();
        // What a project brings along goes before what is known everywhere.
        let files = std::iter::once(Arc::new(file)).chain(others).collect();
        Self::from_files(files, self.located.clone())
    }

    /// With more places of files of a kind, which go before those that are there.
    #[must_use]
    pub fn with_located(mut self, mut located: Vec<Located>) -> Self {
        located.append(&mut self.located);
        Self { located, ..self }
    }

    pub(super) fn from_files(files: Vec<Arc<DialectFile>>, located: Vec<Located>) -> Self {
        let mut by_globs: Vec<_> = files.iter().flat_map(|file| file.documents.iter().cloned()).collect();
        let places = places(&by_globs);
        let parts = places.iter().flat_map(|place| place.folder.split('/'));
        let hidden = parts.filter(|part| part.starts_with('.')).map(Into::into).collect();
        by_globs.sort_by_key(|document| document.fallback);
        Self { files, by_globs, places, hidden, located, both: Arc::default() }
    }

    /// A tool's kind of document together with one that a project has for the same files.
    pub(super) fn both(&self, kind: &Arc<FileKind>, added: &Arc<FileKind>) -> Both {
        let of: [Box<str>; 2] = [kind.id.as_str().into(), added.id.as_str().into()];
        let mut known = self.both.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(both) = known.iter().find(|both| both.of == of) {
            return both.clone();
        }
        let (kind, added) = load::together(kind, added);
        let both = Both { of, kind: Arc::new(kind), added: Arc::new(added) };
        known.push(both.clone());
        both
    }

    /// Every dialect.
    pub fn files(&self) -> &[Arc<DialectFile>] {
        &self.files
    }

    /// The program that was asked what it does with a kind of document: the one with that id, which is a kind's or begins
    /// with a program's.
    pub(crate) fn observed(&self, document: &str, id: &str) -> Option<&Observed> {
        let before_dot = |id: &str| id.find('.').unwrap_or(id.len());
        let tool = document.get(..before_dot(document))?;
        let file = self.files.iter().find(|file| file.id == tool)?;
        file.observed.get(id).or_else(|| file.observed.get(id.get(..before_dot(id))?))
    }

    /// What targets may be called: the ids of dialects, and those of programs of tools that have several.
    pub fn target_ids(&self) -> impl Iterator<Item = &str> {
        self.files.iter().flat_map(|file| [&file.id].into_iter().chain(&file.programs).map(String::as_str))
    }

    /// Every kind of document of every dialect.
    pub fn file_kinds(&self) -> impl Iterator<Item = &Arc<FileKind>> {
        self.files.iter().flat_map(|dialect| &dialect.documents)
    }

    /// The document kind with this id, for example `claude-code.agent`.
    pub fn document(&self, id: &str) -> Option<&Arc<FileKind>> {
        self.file_kinds().find(|document| document.id == id)
    }

    /// Every kind of document, those with the widest globs last.
    pub(super) fn by_globs(&self) -> impl Iterator<Item = &Arc<FileKind>> {
        self.by_globs.iter()
    }

    /// The folders in which tools look for files, by name.
    pub fn places(&self) -> &[ScanDir] {
        &self.places
    }

    /// Whether tools look into a folder of that name although it is hidden.
    pub fn is_hidden_place(&self, name: &str) -> bool {
        self.hidden.contains(name)
    }

    /// Where the project says that files of a kind lie.
    pub fn located(&self) -> &[Located] {
        &self.located
    }

    /// Whether an address is one of the sources.
    pub(crate) fn has_source(&self, address: &str) -> bool {
        self.files.iter().any(|dialect| dialect.sources.values().any(|source| source == address))
    }

    /// Whether any tool brings along something of that role and that name, so that no file has to define it.
    pub(crate) fn is_built_in(&self, role: Role, name: &str) -> bool {
        self.files.iter().any(|dialect| dialect.built_in.has(role, name))
    }

    /// The names that the tool of a kind of document brings along, and for an overlay those of the tool below it.
    pub(crate) fn built_in_names<'a>(
        &'a self,
        kind: &'a FileKind,
        role: Role,
    ) -> impl Iterator<Item = &'a str> {
        let tools = [&kind.tool, &self.base(kind).tool];
        let files = self.files.iter().filter(move |file| tools.contains(&&file.tool));
        files.flat_map(move |file| file.built_in.names(role)).map(String::as_str)
    }

    /// The agents that the tool of a kind of document brings along and an author would name, and for an overlay those of
    /// the tool below it, the most usual first.
    pub(crate) fn offered_agents<'a>(&'a self, kind: &'a FileKind) -> impl Iterator<Item = &'a KnownValue> {
        let tools = [&kind.tool, &self.base(kind).tool];
        self.files
            .iter()
            .filter(move |file| tools.contains(&&file.tool))
            .flat_map(|file| &file.built_in.offered)
    }

    /// The kind of document that an overlay is laid over, or the kind itself.
    pub(crate) fn base<'a>(&'a self, kind: &'a FileKind) -> &'a FileKind {
        kind.overlay.as_deref().and_then(|id| self.document(id)).map_or(kind, |base| base)
    }

    /// The kind of document that is laid over another one.
    pub(crate) fn overlay_of(&self, kind: &FileKind) -> Option<&FileKind> {
        self.file_kinds().find(|over| over.overlay.as_deref() == Some(&*kind.id)).map(|over| &**over)
    }

    /// A path at which a file of this kind could lie.
    pub(crate) fn example_path(&self, kind: &FileKind) -> String {
        self.base(kind).globs.first().map_or_else(String::new, |glob| path_of(glob))
    }
}
