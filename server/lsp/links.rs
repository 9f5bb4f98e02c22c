//! The paths by which tools see a file: a folder of a tool, or a file in it, may be a link to another place.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use agentls_analysis::dialect::{Dialects, Names};
use agentls_analysis::fleet::project_root;

use crate::convert::slashed;
use crate::disk::projects_around;

/// Folders without a dot in which tools look, and those of a tool's folder that may be links themselves.
const PLAIN: &[&str] = &["agents", "skills", "commands"];

/// How deep links are looked for in a folder of a tool: `.claude/skills/x`.
const DEPTH: usize = 2;

/// In a folder with more entries no links are looked for.
const MOST: usize = 4096;

/// What is known of links. It is asked from several threads.
#[derive(Debug, Default)]
pub struct Links(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// Folders as they are without links.
    real: HashMap<PathBuf, PathBuf>,
    /// The links in the folders of tools of a project, each with where it leads.
    projects: HashMap<Arc<str>, Arc<[Link]>>,
}

#[derive(Debug)]
struct Link {
    path: PathBuf,
    target: PathBuf,
}

impl Links {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets everything.
    pub(crate) fn forget(&self) {
        *self.lock() = State::default();
    }

    /// The paths by which tools see a file beside the one that is given.
    pub(crate) fn names(&self, path: &Path) -> Names {
        let Some(real) = self.real(path) else { return Names::default() };
        let linked = real != path;
        let roots = projects_around(project_root(&slashed(path)));
        let real_roots = linked.then(|| projects_around(project_root(&slashed(&real))));
        let mut others: Vec<Arc<str>> = linked.then(|| slashed(&real)).into_iter().collect();
        for root in roots.iter().chain(real_roots.iter().flatten()) {
            for link in self.of_project(root).iter() {
                let Ok(below) = real.strip_prefix(&link.target) else { continue };
                let name =
                    if below.as_os_str().is_empty() { link.path.clone() } else { link.path.join(below) };
                let other = slashed(&name);
                if name != path && !others.contains(&other) {
                    others.push(other);
                }
            }
        }
        Names { real: linked.then(|| slashed(&real)), others }
    }

    /// A path without links.
    #[must_use]
    pub fn real(&self, path: &Path) -> Option<PathBuf> {
        if path.symlink_metadata().ok()?.is_symlink() {
            return path.canonicalize().ok();
        }
        let (folder, name) = (path.parent()?, path.file_name()?);
        let known = self.lock().real.get(folder).cloned();
        let real = match known {
            Some(real) => real,
            None => {
                let real = folder.canonicalize().ok()?;
                self.lock().real.insert(folder.to_owned(), real.clone());
                real
            }
        };
        Some(real.join(name))
    }

    fn of_project(&self, root: &Arc<str>) -> Arc<[Link]> {
        if let Some(known) = self.lock().projects.get(root) {
            return known.clone();
        }
        let mut found = Vec::new();
        let is_place = |name: &str| PLAIN.contains(&name) || Dialects::built_in().is_hidden_place(name);
        collect(Path::new(&**root), DEPTH + 1, &is_place, &mut found);
        let found: Arc<[Link]> = found.into();
        self.lock().projects.insert(root.clone(), found.clone());
        found
    }
}

/// The links in a folder for which `wanted` holds, and those in the folders below.
fn collect(folder: &Path, depth: usize, wanted: &dyn Fn(&str) -> bool, found: &mut Vec<Link>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.take(MOST).filter_map(Result::ok) {
        let Ok(kind) = entry.file_type() else { continue };
        let plain = kind.is_file() || !entry.file_name().to_str().is_some_and(wanted);
        if plain {
            continue;
        }
        if kind.is_symlink() {
            // One that leads to a folder around itself would be a circle.
            let path = entry.path();
            let target = path.canonicalize().ok().filter(|target| !path.starts_with(target));
            found.extend(target.map(|target| Link { path, target }));
        } else if depth > 1 {
            collect(&entry.path(), depth - 1, &|_| true, found);
        }
    }
}
