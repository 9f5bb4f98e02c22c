//! The paths by which tools see a file: a folder of a tool, or a file in it, may be a symbolic link.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use agentls_analysis::dialect::{Dialects, PathNames};
use agentls_analysis::index::project_root;

use crate::paths::to_slash;
use crate::projects::projects_around;

/// Folders without a leading dot that tools search, and subfolders of tool folders that may be links themselves.
const PLAIN: &[&str] = &["agents", "skills", "commands"];

/// Maximum depth at which links are looked for in a folder of a tool: `.claude/skills/x`.
const DEPTH: usize = 2;

/// Maximum number of entries of a folder in which links are looked for.
const MOST: usize = 4096;

/// Whether tools search folders of that name: folders of tools, and those that projects and plugins use.
pub fn is_place(name: &str) -> bool {
    PLAIN.contains(&name) || Dialects::built_in().is_hidden_place(name)
}

/// A cache of links, shared between threads.
#[derive(Debug, Default)]
pub struct Links(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    folders: HashMap<PathBuf, Arc<Folder>>,
    /// The links in the tool folders of each project.
    projects: HashMap<Arc<str>, Arc<[Link]>>,
}

/// What is cached for a folder.
#[derive(Debug)]
struct Folder {
    /// Its path without links.
    real: PathBuf,
    /// Whether anything in it may be a link.
    has_links: bool,
    /// The links of the projects around it, up to the root of the repository.
    links: Vec<Arc<[Link]>>,
}

/// A link and its target.
#[derive(Debug)]
struct Link {
    path: PathBuf,
    target: PathBuf,
}

impl Links {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Clears the cache.
    pub(crate) fn forget(&self) {
        *self.lock() = State::default();
    }

    /// Returns the other paths by which tools see a file.
    pub(crate) fn path_names(&self, path: &Path) -> PathNames {
        let Some(folder) = self.folder_of(path) else { return PathNames::default() };
        // Nearly every file has only one path.
        if !folder.has_links && folder.links.is_empty() && path.parent() == Some(&*folder.real) {
            return PathNames::default();
        }
        let Some(real) = self.real(path) else { return PathNames::default() };
        let linked = real != path;
        let inner = if linked { self.folder_of(&real) } else { None };
        let mut others: Vec<Arc<str>> = linked.then(|| to_slash(&real)).into_iter().collect();
        let links = folder.links.iter().chain(inner.iter().flat_map(|inner| &inner.links));
        for link in links.flat_map(|links| links.iter()) {
            let Ok(below) = real.strip_prefix(&link.target) else { continue };
            let name = if below.as_os_str().is_empty() { link.path.clone() } else { link.path.join(below) };
            let other = to_slash(&name);
            if name != path && !others.contains(&other) {
                others.push(other);
            }
        }
        PathNames { real: linked.then(|| to_slash(&real)), others }
    }

    /// Resolves the links of a path.
    #[must_use]
    pub fn real(&self, path: &Path) -> Option<PathBuf> {
        if path.symlink_metadata().ok()?.is_symlink() {
            return dunce::canonicalize(path).ok();
        }
        Some(self.folder_of(path)?.real.join(path.file_name()?))
    }

    fn folder_of(&self, path: &Path) -> Option<Arc<Folder>> {
        let folder = path.parent()?;
        if let Some(known) = self.lock().folders.get(folder) {
            return Some(known.clone());
        }
        let roots = projects_around(project_root(&to_slash(path)));
        let links = roots.iter().map(|root| self.of_project(root)).filter(|links| !links.is_empty());
        let real = dunce::canonicalize(folder).ok()?;
        let known = Arc::new(Folder { real, has_links: has_links(folder), links: links.collect() });
        self.lock().folders.insert(folder.to_owned(), known.clone());
        Some(known)
    }

    fn of_project(&self, root: &Arc<str>) -> Arc<[Link]> {
        if let Some(known) = self.lock().projects.get(root) {
            return known.clone();
        }
        let mut found = Vec::new();
        collect(Path::new(&**root), DEPTH + 1, &is_place, &mut found);
        let found: Arc<[Link]> = found.into();
        self.lock().projects.insert(root.clone(), found.clone());
        found
    }
}

/// Whether anything in a folder may be a link.
fn has_links(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return true };
    let is_link = |entry: fs::DirEntry| entry.file_type().map_or(true, |kind| kind.is_symlink());
    entries.into_iter().any(|entry| entry.map_or(true, is_link))
}

/// Collects the links for which `wanted` holds, in a folder and the folders below.
fn collect(folder: &Path, depth: usize, wanted: &dyn Fn(&str) -> bool, found: &mut Vec<Link>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.take(MOST).filter_map(Result::ok) {
        let Ok(kind) = entry.file_type() else { continue };
        let plain = kind.is_file() || !entry.file_name().to_str().is_some_and(wanted);
        if plain {
            continue;
        }
        if kind.is_symlink() {
            // A link to an ancestor would be a loop.
            let path = entry.path();
            let target = dunce::canonicalize(&path).ok().filter(|target| !path.starts_with(target));
            found.extend(target.map(|target| Link { path, target }));
        } else if depth > 1 {
            collect(&entry.path(), depth - 1, &|_| true, found);
        }
    }
}
