//! All dialects together: the built-in ones, with the extensions of a project if there are any.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use super::globs::Glob;
use super::known::BuiltIn;
use super::places::{ScanDir, places, split_glob};
use super::schema::{DialectFile, Field, FileKind, Observed};
use super::sets::KnownValue;
use super::words::Role;
use super::{load, path_of};

/// Where a key is: the indexes of a kind and of its field.
type KeyPlaces = Vec<(usize, usize)>;

/// All dialects. Immutable; versions share whatever is equal.
#[derive(Clone, Debug, Default)]
pub struct Dialects {
    files: Vec<Arc<DialectFile>>,
    /// Every kind of file, those with the broadest globs last.
    by_globs: Vec<Arc<FileKind>>,
    places: Vec<ScanDir>,
    /// The names of the hidden folders on the paths to searched folders.
    hidden: FxHashSet<Box<str>>,
    /// Locations defined by the project. The first match wins.
    located: Vec<Located>,
    /// Where keys of the outermost mappings are in `by_globs`, by name and alias.
    keys: OnceLock<FxHashMap<Box<str>, KeyPlaces>>,
    /// Cache of kinds merged with a kind that the project adds for the same files.
    both: Arc<Mutex<Vec<Both>>>,
}

/// A built-in kind of file merged with one that a project adds for the same files.
#[derive(Clone, Debug)]
pub(super) struct Both {
    /// The ids of the tool's kind and of the project's.
    of: [Box<str>; 2],
    /// The tool's kind, with the keys that only the project's kind has.
    pub(super) kind: Arc<FileKind>,
    /// The project's kind, reduced to the keys that it adds or describes differently.
    pub(super) added: Arc<FileKind>,
}

/// A location whose files are of a kind, wherever tools search for such files.
#[derive(Clone, Debug)]
pub struct Located {
    /// The folder that the glob is relative to, with `/` as separator and a trailing `/`.
    pub root: String,
    /// The glob as written.
    pub glob: String,
    /// The compiled glob, matched against the path below the folder.
    pub matcher: Glob,
    /// The kind of file.
    pub document: Arc<FileKind>,
    /// Where the project defines it: a name for people, such as `agentls.toml`.
    pub origin: String,
    /// The folder of the project that the files belong to, with a trailing `/`.
    pub project: String,
    /// Whether a manifest defines it for a tool, so that folders and names of other tools take precedence.
    pub named: bool,
}

impl Located {
    /// Whether it matches a path with `/` as separator.
    pub(super) fn is_match(&self, path: &str) -> bool {
        path.strip_prefix(&*self.root).is_some_and(|below| self.matcher.is_match(below))
    }

    /// Returns the folder of the files, and how deep below it they may lie, as in [`ScanDir::depth`].
    pub fn folder_and_depth(&self) -> (String, Option<usize>) {
        let wide = self.glob.starts_with("**/");
        let (folder, depth) = split_glob(&self.glob);
        let depth = depth.filter(|_| !wide);
        (format!("{}{}", self.root, if wide { "" } else { folder }), depth)
    }
}

impl Dialects {
    /// Adds a dialect file, which may refer to the existing ones. It replaces one with the same id.
    #[must_use]
    pub fn with_file(&self, file: DialectFile) -> Self {
        let mut file = file;
        load::resolve(&mut file, &self.files);
        for document in file.documents.iter_mut().map(Arc::make_mut) {
            (document.added, document.alone) = (true, file.replaces);
        }
        let others: Vec<_> = self.files.iter().filter(|other| other.id != file.id).cloned().collect();
        // A project's dialects take precedence over built-in ones.
        let files = std::iter::once(Arc::new(file)).chain(others).collect();
        Self::from_files(files, self.located.clone())
    }

    /// Adds locations, which take precedence over the existing ones.
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
        Self { files, by_globs, places, hidden, located, ..Self::default() }
    }

    /// Merges a tool's kind of file with one that a project has for the same files.
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

    /// Returns every dialect.
    pub fn files(&self) -> &[Arc<DialectFile>] {
        &self.files
    }

    /// Returns the observed program for a kind of file: that with the given id, or with the part of the id before its
    /// dot.
    pub(crate) fn observed(&self, document: &str, id: &str) -> Option<&Observed> {
        let before_dot = |id: &str| id.find('.').unwrap_or(id.len());
        let tool = document.get(..before_dot(document))?;
        let file = self.files.iter().find(|file| file.id == tool)?;
        file.observed.get(id).or_else(|| file.observed.get(id.get(..before_dot(id))?))
    }

    /// Returns the valid names of targets: the ids of dialects, and of the programs of tools that have several.
    pub fn target_ids(&self) -> impl Iterator<Item = &str> {
        self.files.iter().flat_map(|file| [&file.id].into_iter().chain(&file.programs).map(String::as_str))
    }

    /// Returns the fields of all kinds that read a key of the outermost mapping.
    pub(crate) fn fields_called(&self, key: &str) -> impl Iterator<Item = &Field> {
        let keys = self.keys.get_or_init(|| {
            let mut keys: FxHashMap<Box<str>, KeyPlaces> = FxHashMap::default();
            for (at, kind) in self.by_globs.iter().enumerate() {
                for (index, field) in kind.fields.iter().enumerate() {
                    for name in std::iter::once(&field.name).chain(&field.aliases) {
                        keys.entry(name.as_str().into()).or_default().push((at, index));
                    }
                }
            }
            keys
        });
        let places = keys.get(key).into_iter().flatten();
        places.filter_map(|(kind, field)| self.by_globs.get(*kind)?.fields.get(*field))
    }

    /// Returns every kind of file of every dialect.
    pub fn file_kinds(&self) -> impl Iterator<Item = &Arc<FileKind>> {
        self.files.iter().flat_map(|dialect| &dialect.documents)
    }

    /// Returns the kind of file with this id, for example `claude-code.agent`.
    pub fn document(&self, id: &str) -> Option<&Arc<FileKind>> {
        self.file_kinds().find(|document| document.id == id)
    }

    /// Returns every kind of file, those with the broadest globs last.
    pub(super) fn by_globs(&self) -> impl Iterator<Item = &Arc<FileKind>> {
        self.by_globs.iter()
    }

    /// Returns the folders that tools search, by name.
    pub fn places(&self) -> &[ScanDir] {
        &self.places
    }

    /// Whether tools search a hidden folder of that name.
    pub fn is_hidden_place(&self, name: &str) -> bool {
        self.hidden.contains(name)
    }

    /// Returns the locations defined by the project.
    pub fn located(&self) -> &[Located] {
        &self.located
    }

    /// Whether a URL is one of the sources.
    pub(crate) fn has_source(&self, address: &str) -> bool {
        self.files.iter().any(|dialect| dialect.sources.values().any(|source| source == address))
    }

    /// Whether any tool has a built-in of that role and name, so that no file has to define it.
    pub(crate) fn is_built_in(&self, role: Role, name: &str) -> bool {
        self.files.iter().any(|dialect| dialect.built_in.has(role, name))
    }

    /// Whether the newest version of the tool of a kind of file has a built-in skill or command of that name.
    pub(crate) fn has_built_in_prompt(&self, kind: &FileKind, name: &str) -> bool {
        let mut files = self.files.iter().filter(|file| file.tool == kind.tool);
        files.any(|file| {
            let BuiltIn { skills, commands, former, .. } = &file.built_in;
            let is = |names: &[String]| names.iter().any(|known| known == name);
            (is(skills) || is(commands)) && !is(former)
        })
    }

    /// Returns the built-in names of the tool of a kind of file; for an overlay, those of its base too.
    pub(crate) fn built_in_names<'a>(
        &'a self,
        kind: &'a FileKind,
        role: Role,
    ) -> impl Iterator<Item = &'a str> {
        let tools = [&kind.tool, &self.base(kind).tool];
        let files = self.files.iter().filter(move |file| tools.contains(&&file.tool));
        files.flat_map(move |file| file.built_in.names(role)).map(String::as_str)
    }

    /// Returns the built-in agents to offer to authors for a kind of file, the most common first; for an overlay, those
    /// of its base too.
    pub(crate) fn offered_agents<'a>(&'a self, kind: &'a FileKind) -> impl Iterator<Item = &'a KnownValue> {
        let tools = [&kind.tool, &self.base(kind).tool];
        self.files
            .iter()
            .filter(move |file| tools.contains(&&file.tool))
            .flat_map(|file| &file.built_in.offered)
    }

    /// Returns the base of an overlay, or the kind itself.
    pub(crate) fn base<'a>(&'a self, kind: &'a FileKind) -> &'a FileKind {
        kind.overlay.as_deref().and_then(|id| self.document(id)).map_or(kind, |base| base)
    }

    /// Returns the overlay of a kind.
    pub(crate) fn overlay_of(&self, kind: &FileKind) -> Option<&FileKind> {
        self.file_kinds().find(|over| over.overlay.as_deref() == Some(&*kind.id)).map(|over| &**over)
    }

    /// Returns an example path for files of this kind.
    pub(crate) fn example_path(&self, kind: &FileKind) -> String {
        self.base(kind).globs.first().map_or_else(String::new, |glob| path_of(glob))
    }
}
