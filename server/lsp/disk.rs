//! Files on disk, read for what they tell each other. Errors cost a file its say and nothing else.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use agentls_analysis::dialect::{Dialects, Located, Place};
use agentls_analysis::document::Document;
use agentls_analysis::fleet::Facts;
use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::paths::slashed;
use crate::settings::{Project, Store};

/// How much of a file is read, in bytes: longer bodies are not looked at, and front matter is never longer.
const MOST_BYTES: u64 = 2 * 1024 * 1024 + 128 * 1024;

/// Folders without a dot that never hold anyone's agents and are often large.
const HEAVY: &[&str] = &["node_modules", "target", "__pycache__", "site-packages"];

/// A part of the disk whose agent files are read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Area {
    /// One folder, and what is below it if it is called `agents`. Its files are read whether ignored or not, as tools do.
    Folder(Arc<str>),
    /// The places of a project in which tools look.
    Project(Arc<str>),
    /// The places of the home folder in which tools look.
    Home(Arc<str>),
    /// A folder of the workspace: its places, and those of the projects within, as far as no ignore file hides them.
    Workspace(Arc<str>),
}

impl Area {
    /// The folder that it lies in.
    pub(crate) fn root(&self) -> &str {
        match self {
            Self::Folder(root) | Self::Project(root) | Self::Home(root) | Self::Workspace(root) => root,
        }
    }
}

/// Who reads. It is asked and told from several threads.
pub(crate) trait Reader: Sync {
    /// Whether a file is still to be read.
    fn wants(&self, path: &str) -> bool;
    /// Takes the facts of a file.
    fn take(&self, path: Arc<str>, facts: Option<Facts>);
    /// Is told of a folder before what is in it is looked at.
    fn enter(&self, folder: &Path);
    /// What is set.
    fn settings(&self) -> &Store;
    /// Is told that there is more than is read.
    fn stop(&self);

    /// What is set for a file.
    fn project(&self, file: &Path) -> Arc<Project> {
        self.settings().of(Some(file))
    }
}

/// The folder of a project, and those of the projects around it as far as the repository reaches, whose agents are seen
/// from within. Folders are given with their last `/`.
pub(crate) fn projects_around(root: &str) -> Vec<Arc<str>> {
    let mut around: Vec<Arc<str>> = Vec::new();
    for folder in Path::new(root).ancestors() {
        let name = slashed(folder);
        around.push(if name.ends_with('/') { name } else { format!("{name}/").into() });
        // A repository within another one has a file there.
        if folder.join(".git").exists() {
            return around;
        }
    }
    around.truncate(1);
    around
}

/// Reads the agent files of an area.
pub(crate) fn read_area(area: &Area, reader: &dyn Reader) {
    let project = reader.project(&Path::new(area.root()).join("x"));
    let (dialects, most) = (&project.dialects, project.limits.files());
    let places = dialects.places().iter();
    match area {
        Area::Folder(root) => {
            let depth = if root.ends_with("/agents/") { None } else { Some(1) };
            let mut walk = WalkBuilder::new(&**root);
            walk.standard_filters(false).max_depth(depth);
            read_walk(&walk, most, reader);
        }
        Area::Project(root) => {
            places.for_each(|place| read_place(root, place, most, reader));
            read_located(dialects, most, reader);
        }
        Area::Home(root) => {
            let hidden = places.filter(|place| place.folder.starts_with('.'));
            hidden.for_each(|place| read_place(root, place, most, reader));
        }
        Area::Workspace(root) => {
            places.for_each(|place| read_place(root, place, most, reader));
            read_located(dialects, most, reader);
            read_workspace(root, reader);
        }
    }
}

/// Reads the agent files of a folder that has come to be in an area.
pub(crate) fn read_new(area: &Area, folder: &str, reader: &dyn Reader) {
    if matches!(area, Area::Workspace(_)) {
        read_workspace(folder, reader);
    }
    let project = reader.project(&Path::new(area.root()).join("x"));
    for (place, deep) in watched(area, &project.dialects).into_iter().filter(|(_, deep)| *deep) {
        // The folder lies in the place, or the place in the folder.
        let inner = if Path::new(folder).starts_with(&place) { Path::new(folder) } else { &place };
        if deep && inner.starts_with(folder) {
            let mut walk = WalkBuilder::new(inner);
            walk.hidden(false).follow_links(true).require_git(false).filter_entry(is_light);
            read_walk(&walk, project.limits.files(), reader);
        }
    }
}

/// The folders of an area in which a change matters, as far as they are there, outer ones first, and whether what is
/// below matters too.
pub(crate) fn watched(area: &Area, dialects: &Dialects) -> Vec<(PathBuf, bool)> {
    let (root, hidden) = match area {
        Area::Folder(root) => return vec![(PathBuf::from(&**root), root.ends_with("/agents/"))],
        Area::Project(root) | Area::Workspace(root) => (Path::new(&**root), false),
        Area::Home(root) => (Path::new(&**root), true),
    };
    let mut folders = vec![(root.to_owned(), false)];
    for place in dialects.places().iter().filter(|place| !hidden || place.folder.starts_with('.')) {
        // A place may come to be in a folder that is there already.
        let inner = place.folder.match_indices('/').filter_map(|(at, _)| place.folder.get(..at));
        folders.extend(inner.map(|folder| (root.join(folder), false)));
        if !place.folder.is_empty() {
            folders.push((root.join(&*place.folder), place.depth != Some(1)));
        }
    }
    let located = dialects.located().iter().map(Located::place).filter(|_| !hidden);
    folders.extend(located.map(|(folder, depth)| (PathBuf::from(folder), depth != Some(1))));
    folders.retain(|(folder, _)| folder.is_dir());
    folders
}

/// Reads what lies where the project says that its files are, ignored or not.
fn read_located(dialects: &Dialects, most: usize, reader: &dyn Reader) {
    for (folder, depth) in dialects.located().iter().map(Located::place) {
        if Path::new(&folder).is_dir() {
            let mut walk = WalkBuilder::new(folder);
            walk.standard_filters(false).max_depth(depth).filter_entry(is_light);
            read_walk(&walk, most, reader);
        }
    }
}

/// Reads a place of a project. Links are followed, as tools do, but never in a circle.
fn read_place(root: &str, place: &Place, most: usize, reader: &dyn Reader) {
    let folder = Path::new(root).join(&*place.folder);
    if !folder.is_dir() {
        return;
    }
    let mut walk = WalkBuilder::new(folder);
    walk.hidden(false).follow_links(true).require_git(false).max_depth(place.depth).filter_entry(is_light);
    read_walk(&walk, most, reader);
}

/// Reads what lies in the places of the projects within a workspace.
pub(crate) fn read_workspace(root: &str, reader: &dyn Reader) {
    let entries = AtomicUsize::new(0);
    let mut walk = WalkBuilder::new(root);
    let project = reader.project(&Path::new(root).join("x"));
    let (dialects, most) = (project.dialects.clone(), project.limits.entries());
    walk.hidden(false).require_git(false).filter_entry(move |entry| {
        let name = entry.file_name().to_string_lossy();
        let hidden = entry.depth() > 0 && name.starts_with('.') && !dialects.is_hidden_place(&name);
        // Collections of skills have hidden folders of their own.
        let of_skills = || entry.path().iter().any(|part| part == "skills");
        is_light(entry) && (!hidden || name != ".git" && of_skills())
    });
    walk.build_parallel().run(|| {
        Box::new(|entry| {
            if entries.fetch_add(1, Ordering::Relaxed) > most {
                reader.stop();
                return WalkState::Quit;
            }
            if let Ok(entry) = entry {
                let path = entry.path();
                if entry.file_type().is_some_and(|kind| kind.is_dir()) {
                    reader.enter(path);
                } else if is_markdown(path) && may_be_agent(&slashed(path), &reader.project(path).dialects) {
                    read_file(path, reader);
                }
            }
            WalkState::Continue
        })
    });
}

fn is_light(entry: &DirEntry) -> bool {
    entry.file_name().to_str().is_none_or(|name| !HEAVY.contains(&name))
}

/// Whether tools look at a path, or its folder's name says that agents are there.
fn may_be_agent(path: &str, dialects: &Dialects) -> bool {
    path.contains("/agents/") || !dialects.locate(path).readers.is_empty()
}

fn read_walk(walk: &WalkBuilder, most: usize, reader: &dyn Reader) {
    let files = AtomicUsize::new(0);
    walk.build_parallel().run(|| {
        Box::new(|entry| {
            let Ok(entry) = entry else { return WalkState::Continue };
            if entry.file_type().is_some_and(|kind| kind.is_dir()) {
                reader.enter(entry.path());
            }
            if !is_markdown(entry.path()) {
                return WalkState::Continue;
            }
            if files.fetch_add(1, Ordering::Relaxed) > most {
                reader.stop();
                return WalkState::Quit;
            }
            read_file(entry.path(), reader);
            WalkState::Continue
        })
    });
}

fn read_file(path: &Path, reader: &dyn Reader) {
    let name = slashed(path);
    if reader.wants(&name) {
        reader.take(name, read_facts(path, reader.settings()));
    }
}

/// What one file tells.
pub(crate) fn read_facts(path: &Path, settings: &Store) -> Option<Facts> {
    let bytes = read_bytes(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let (project, names) = (settings.of(Some(path)), settings.names(path));
    Facts::of(&Document::named(&project.dialects, &slashed(path), &names, None, 0, (&*text).into()))
}

/// A file as a document, read as editors read it: without a byte order mark. None for one that is not there, is no
/// UTF-8 or is too long to be looked at as a whole.
pub(crate) fn read_document(path: &str, dialects: &Arc<Dialects>) -> Option<Document> {
    let bytes = read_bytes(Path::new(path)).filter(|bytes| bytes.len() < MOST_BYTES as usize)?;
    let text = String::from_utf8(bytes).ok()?;
    Some(Document::among(dialects, Some(path.into()), 0, text.strip_prefix('\u{feff}').unwrap_or(&text)))
}

fn read_bytes(path: &Path) -> Option<Vec<u8>> {
    // To open a pipe would wait for someone to write into it.
    let file = path.is_file().then(|| File::open(path).ok()).flatten()?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Whether a path is one of a markdown file.
pub(crate) fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md" || extension == "mdc")
}
