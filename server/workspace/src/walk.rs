//! Reads the summaries of files on disk. A file that cannot be read is skipped.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use agentls_analysis::dialect::{Dialects, Located, ScanDir, is_other_file};
use agentls_analysis::document::Document;
use agentls_analysis::index::{DocumentSummary, ImportedPaths, imported_paths};
use ignore::{DirEntry, WalkBuilder, WalkState};
use rayon::prelude::*;

use crate::ignores;
use crate::paths::to_slash;
use crate::settings::{Project, SettingsCache};

/// How much of a file is read, in bytes: longer bodies are not parsed, and front matter is never longer.
const MOST_BYTES: u64 = 2 * 1024 * 1024 + 128 * 1024;

/// Often large folders without a leading dot that never contain a user's agents.
const HEAVY: &[&str] = &["node_modules", "target", "__pycache__", "site-packages"];

/// Up to this many files, one thread is faster than several.
const FEW: usize = 16;

/// A part of the disk whose agent files are indexed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScanRoot {
    /// A folder, with its subfolders if it is called `agents`. Its files are read whether ignored or not, as tools do.
    Folder(Arc<str>),
    /// The folders of a project that tools search.
    Project(Arc<str>),
    /// The folders of the home folder that tools search.
    Home(Arc<str>),
    /// A workspace folder: its folders that tools search, and those of nested projects unless ignored or excluded.
    Workspace(Arc<str>),
}

impl ScanRoot {
    /// The path of the root.
    pub fn root(&self) -> &str {
        match self {
            Self::Folder(root) | Self::Project(root) | Self::Home(root) | Self::Workspace(root) => root,
        }
    }
}

/// Callbacks of a directory scan. Called from several threads.
pub trait FileVisitor: Sync {
    /// Whether a file needs to be read.
    fn needs_read(&self, path: &str) -> bool;
    /// Called with the summary of a file.
    fn visit(&self, path: Arc<str>, summary: Option<DocumentSummary>);
    /// Whether files that appear in a folder after [`enter_dir`](Self::enter_dir) reach the index by themselves, so that
    /// it must be called before the folder is listed.
    fn watches(&self) -> bool;
    /// Called before the files of a folder are read. `has_others` tells that it may have another path: it is a link,
    /// or the first folder of a walk, which may lie behind links.
    fn enter_dir(&self, folder: &Path, has_others: bool);
    /// Called with a link to a file, or a broken link.
    fn visit_link(&self, path: &Path);
    /// The settings.
    fn settings(&self) -> &SettingsCache;
    /// Called when a limit is reached.
    fn limit_reached(&self);

    /// Returns the settings of a file.
    fn project(&self, file: &Path) -> Arc<Project> {
        self.settings().project_for(Some(file))
    }
}

/// Which part of a scan root is read.
#[derive(Clone, Debug)]
pub enum Within {
    /// All of it.
    Everything,
    /// These files and folders, with everything below.
    Paths(Arc<BTreeSet<PathBuf>>),
}

impl Within {
    /// Whether a path is part of it or contains a part of it.
    fn includes(&self, path: &Path) -> bool {
        let Self::Paths(paths) = self else { return true };
        let from = (Bound::Included(path), Bound::Unbounded);
        let is_around = || paths.range::<Path, _>(from).next().is_some_and(|it| it.starts_with(path));
        self.has(path) || is_around()
    }

    /// Whether a path is part of it.
    fn has(&self, path: &Path) -> bool {
        let Self::Paths(paths) = self else { return true };
        path.ancestors().any(|around| paths.contains(around))
    }
}

/// Reads the agent files of a scan root, or a part of them: the same files of that part as a scan of the whole root.
pub fn read_area(area: &ScanRoot, within: &Within, reader: &dyn FileVisitor) {
    let project = reader.project(&Path::new(area.root()).join("x"));
    let (dialects, most) = (&project.dialects, project.limits.files());
    let places = dialects.places().iter();
    match area {
        ScanRoot::Folder(root) => {
            let depth = if root.ends_with("/agents/") { None } else { Some(1) };
            let mut walk = WalkBuilder::new(&**root);
            walk.standard_filters(false).max_depth(depth);
            read_walk(walk, |_| true, within, most, reader);
        }
        ScanRoot::Project(root) => {
            places.for_each(|place| read_place(root, place, within, most, reader));
            read_located(dialects, within, most, reader);
        }
        ScanRoot::Home(root) => {
            let hidden = places.filter(|place| place.folder.starts_with('.'));
            hidden.for_each(|place| read_place(root, place, within, most, reader));
        }
        ScanRoot::Workspace(root) => {
            places.for_each(|place| read_place(root, place, within, most, reader));
            read_located(dialects, within, most, reader);
            read_workspace(root, within, reader);
        }
    }
}

/// Returns the existing folders of a scan root to watch, outer ones first, and whether to watch them recursively.
pub fn watched(area: &ScanRoot, dialects: &Dialects) -> Vec<(PathBuf, bool)> {
    let (root, hidden) = match area {
        ScanRoot::Folder(root) => return vec![(PathBuf::from(&**root), root.ends_with("/agents/"))],
        ScanRoot::Project(root) | ScanRoot::Workspace(root) => (Path::new(&**root), false),
        ScanRoot::Home(root) => (Path::new(&**root), true),
    };
    let mut folders = vec![(root.to_owned(), false)];
    for place in dialects.places().iter().filter(|place| !hidden || place.folder.starts_with('.')) {
        // A searched folder may be created later in an existing one.
        let inner = place.folder.match_indices('/').filter_map(|(at, _)| place.folder.get(..at));
        folders.extend(inner.map(|folder| (root.join(folder), false)));
        if !place.folder.is_empty() {
            folders.push((root.join(&*place.folder), place.depth != Some(1)));
        }
    }
    let located = dialects.located().iter().map(Located::folder_and_depth).filter(|_| !hidden);
    folders.extend(located.map(|(folder, depth)| (PathBuf::from(folder), depth != Some(1))));
    folders.retain(|(folder, _)| folder.is_dir());
    folders
}

/// Reads files of locations that the project defines, ignored or not.
fn read_located(dialects: &Dialects, within: &Within, most: usize, reader: &dyn FileVisitor) {
    for (folder, depth) in dialects.located().iter().map(Located::folder_and_depth) {
        if within.includes(Path::new(&folder)) && Path::new(&folder).is_dir() {
            let mut walk = WalkBuilder::new(folder);
            walk.standard_filters(false).max_depth(depth);
            read_walk(walk, is_light, within, most, reader);
        }
    }
}

/// Reads a searched folder of a project. Links are followed, as tools do, but never in a loop.
fn read_place(root: &str, place: &ScanDir, within: &Within, most: usize, reader: &dyn FileVisitor) {
    let folder = Path::new(root).join(&*place.folder);
    if !within.includes(&folder) || !folder.is_dir() {
        return;
    }
    let mut walk = WalkBuilder::new(&folder);
    walk.hidden(false).follow_links(true).require_git(false).max_depth(place.depth);
    if ignores::guard(&mut walk, &folder).is_some() {
        return reader.limit_reached();
    }
    read_walk(walk, is_light, within, most, reader);
}

/// Reads the searched folders of the projects within a workspace.
fn read_workspace(root: &str, within: &Within, reader: &dyn FileVisitor) {
    let entries = AtomicUsize::new(0);
    let mut walk = WalkBuilder::new(root);
    let project = reader.project(&Path::new(root).join("x"));
    let (dialects, most) = (project.dialects.clone(), project.limits.entries());
    let exclusions = project.exclusions().clone();
    let part = within.clone();
    walk.hidden(false).require_git(false);
    if ignores::guard(&mut walk, Path::new(root)).is_some() {
        return reader.limit_reached();
    }
    walk.filter_entry(move |entry| {
        let name = entry.file_name().to_string_lossy();
        let hidden = entry.depth() > 0 && name.starts_with('.') && !dialects.is_hidden_place(&name);
        // Collections of skills have hidden folders of their own.
        let of_skills = || entry.path().iter().any(|part| part == "skills");
        let may_be_excluded = !exclusions.is_empty() && entry.depth() > 0;
        let is_excluded = || may_be_excluded && exclusions.cover(&to_slash(entry.path()), "");
        part.includes(entry.path())
            && is_light(entry)
            && (!hidden || name != ".git" && of_skills())
            && !is_excluded()
    });
    visit(&walk, within, reader, &|entry| {
        if entries.fetch_add(1, Ordering::Relaxed) > most {
            reader.limit_reached();
            return WalkState::Quit;
        }
        let path = entry.path();
        if !within.has(path) {
            return WalkState::Continue;
        }
        if entry.file_type().is_some_and(|kind| kind.is_dir()) {
            reader.enter_dir(path, false);
        } else if may_be_read(path) && may_be_agent(&to_slash(path), &reader.project(path).dialects) {
            read_file(entry, reader);
        }
        WalkState::Continue
    });
}

/// Walks a whole root on several threads, and a part, usually a file or two, on this one. A walk on several threads lists
/// a folder before it passes it on (`ignore` 0.4.34), which is too late to watch it.
fn visit(
    walk: &WalkBuilder,
    within: &Within,
    reader: &dyn FileVisitor,
    see: &(dyn Fn(&DirEntry) -> WalkState + Sync),
) {
    let see = |entry| found(entry, within, reader).map_or(WalkState::Continue, |entry| see(&entry));
    match within {
        Within::Everything if !reader.watches() => walk.build_parallel().run(|| Box::new(see)),
        _ => {
            let mut states = walk.build().map(see);
            while states.next().is_some_and(|state| !matches!(state, WalkState::Quit)) {}
        }
    }
}

/// Returns the entry that a walk has found. Broken links are passed to the visitor.
fn found(
    entry: Result<DirEntry, ignore::Error>,
    within: &Within,
    reader: &dyn FileVisitor,
) -> Option<DirEntry> {
    entry
        .inspect_err(|error| {
            let link = path_of(error).filter(|path| within.has(path) && path.is_symlink());
            link.into_iter().for_each(|link| reader.visit_link(link));
        })
        .ok()
}

/// The path that an error is about.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } => path_of(err),
        _ => None,
    }
}

/// Whether to enter a folder.
fn is_light(entry: &DirEntry) -> bool {
    let is_heavy = entry.file_name().to_str().is_some_and(|name| HEAVY.contains(&name));
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    !is_heavy && (!is_folder || ignores::unreadable(entry.path()).is_none())
}

/// Whether tools read a path, or its folder's name is one of agents.
fn may_be_agent(path: &str, dialects: &Dialects) -> bool {
    path.contains("/agents/") || !dialects.locate(path).readers.is_empty()
}

/// Lists files on this thread, which is cheap, and reads them on several.
fn read_walk(
    mut walk: WalkBuilder,
    wanted: fn(&DirEntry) -> bool,
    within: &Within,
    most: usize,
    reader: &dyn FileVisitor,
) {
    let part = within.clone();
    walk.filter_entry(move |entry| wanted(entry) && part.includes(entry.path()));
    let mut files = Vec::new();
    for entry in walk.build() {
        let Some(entry) = found(entry, within, reader).filter(|entry| within.has(entry.path())) else {
            continue;
        };
        if entry.file_type().is_some_and(|kind| kind.is_dir()) {
            reader.enter_dir(entry.path(), entry.depth() == 0 || entry.path_is_symlink());
        }
        if !may_be_read(entry.path()) {
            continue;
        }
        if files.len() > most {
            reader.limit_reached();
            break;
        }
        files.push(entry);
    }
    if files.len() < FEW {
        files.iter().for_each(|entry| read_file(entry, reader));
    } else {
        files.par_iter().for_each(|entry| read_file(entry, reader));
    }
}

fn read_file(entry: &DirEntry, reader: &dyn FileVisitor) {
    let path = entry.path();
    if entry.path_is_symlink() {
        reader.visit_link(path);
    }
    let name = to_slash(path);
    if reader.needs_read(&name) {
        reader.visit(name, read_summary(path, reader.settings()));
    }
}

/// Reads the summary of a file.
pub fn read_summary(path: &Path, settings: &SettingsCache) -> Option<DocumentSummary> {
    let bytes = read_bytes(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let (project, names) = (settings.project_for(Some(path)), settings.path_names(path));
    let document = Document::with_names(&project.dialects, &to_slash(path), &names, None, 0, (&*text).into());
    Some(DocumentSummary::from_document(&document)?.of_file(&text))
}

/// Reads a file as a document, without a byte order mark, as editors do. `None` if it does not exist, is not UTF-8 or
/// is too long to be parsed as a whole. What is known of the file is reused, if that still has the same text.
pub fn read_document(
    path: &str,
    dialects: &Arc<Dialects>,
    known: Option<&DocumentSummary>,
) -> Option<Document> {
    let bytes = read_bytes(Path::new(path)).filter(|bytes| bytes.len() < MOST_BYTES as usize)?;
    let text = String::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let document = Document::with_dialects(dialects, Some(path.into()), 0, text);
    known.into_iter().for_each(|known| known.reuse(&document, text));
    Some(document)
}

/// Returns the absolute paths that a file imports, whatever it is; none if it cannot be read.
pub fn read_imports(path: &str) -> ImportedPaths {
    let document = read_document(path, Dialects::built_in(), None);
    document.map(|document| imported_paths(&document)).unwrap_or_default()
}

fn read_bytes(path: &Path) -> Option<Vec<u8>> {
    // Opening a pipe would block until it has a writer.
    let file = path.is_file().then(|| File::open(path).ok()).flatten()?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Whether a file may be for a tool: its extension is `md` or `mdc`, or a tool reads other files at its path.
pub fn may_be_read(path: &Path) -> bool {
    let markdown = path.extension().is_some_and(|extension| extension == "md" || extension == "mdc");
    markdown || is_other_file(&to_slash(path))
}

#[cfg(test)]
mod tests;
