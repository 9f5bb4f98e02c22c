//! What rules ask of the disk: whether the targets of links exist, what imported files import themselves, and which files a
//! project has. Rules are answered from a cache; the disk is read in the background.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use agentls_analysis::index::ImportedPaths;

use crate::project_files::ProjectFiles;
use crate::walk::read_imports;

/// A cache of which paths exist, and of what files import.
#[derive(Default)]
pub struct Existence {
    /// The files of projects.
    pub projects: ProjectFiles,
    known: Mutex<PathStates>,
    /// Held during disk access, so that the latest result is the one that is stored.
    looking: Mutex<()>,
}

#[derive(Default)]
struct PathStates {
    there: HashMap<Arc<str>, PathState>,
    imports: HashMap<Arc<str>, ImportedPaths>,
    /// Paths that were asked for and are not cached yet.
    wanted: Vec<Wanted>,
    /// Incremented when a result is new or has changed.
    revision: u64,
}

/// What is known of a path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PathState {
    /// Whether it exists.
    pub exists: bool,
    /// Whether anybody may run it, if the system knows that of files.
    pub executable: Option<bool>,
}

impl PathState {
    /// Looks at a path; a link counts as what it leads to.
    pub fn of_path(path: &Path) -> Self {
        let Ok(found) = path.metadata() else { return Self::default() };
        #[cfg(unix)]
        let executable = Some(std::os::unix::fs::MetadataExt::mode(&found) & 0o111 != 0);
        #[cfg(not(unix))]
        let executable = {
            _ = found;
            None
        };
        Self { exists: true, executable }
    }
}

/// What is to be looked up on disk.
#[derive(Clone)]
enum Wanted {
    /// Whether a path exists.
    Exists(Arc<str>),
    /// What a file imports.
    Imports(Arc<str>),
}

impl Existence {
    fn lock(&self) -> MutexGuard<'_, PathStates> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether a file or folder exists, or `None` if that is not known yet; the path is then checked later.
    pub fn file_exists(&self, path: &str) -> Option<bool> {
        self.path_state(path).map(|state| state.exists)
    }

    /// Returns whether a file may be run, or `None` if that is not known, or not yet.
    pub fn is_executable(&self, path: &str) -> Option<bool> {
        self.path_state(path)?.executable
    }

    fn path_state(&self, path: &str) -> Option<PathState> {
        let mut known = self.lock();
        let there = known.there.get(path).copied();
        if there.is_none() {
            known.wanted.push(Wanted::Exists(path.into()));
        }
        there
    }

    /// Returns the files that a file imports, or `None` if that is not known yet; the file is then read later.
    pub fn imports_of(&self, path: &str) -> Option<ImportedPaths> {
        let mut known = self.lock();
        let imports = known.imports.get(path).cloned();
        if imports.is_none() {
            known.wanted.push(Wanted::Imports(path.into()));
        }
        imports
    }

    /// Incremented when a result is new or has changed.
    pub fn revision(&self) -> u64 {
        self.lock().revision + self.projects.revision()
    }

    /// Whether paths or lists of files were asked for that are not known yet.
    pub fn is_wanted(&self) -> bool {
        !self.lock().wanted.is_empty() || self.projects.is_wanted()
    }

    /// Whether any of these paths, or one below, was asked for.
    pub fn depends_on(&self, paths: &BTreeSet<PathBuf>) -> bool {
        let known = self.lock();
        let mut asked = known.there.keys().chain(known.imports.keys());
        asked.any(|path| Path::new(&**path).ancestors().any(|around| paths.contains(around)))
    }

    /// Looks up what is not known yet. Returns whether there was anything.
    pub fn look(&self) -> bool {
        let wanted = std::mem::take(&mut self.lock().wanted);
        self.take_in(&wanted)
    }

    /// Looks up everything again. Returns whether any result has changed.
    pub fn look_again(&self) -> bool {
        let known = {
            let known = self.lock();
            let there = known.there.keys().cloned().map(Wanted::Exists);
            there.chain(known.imports.keys().cloned().map(Wanted::Imports)).collect::<Vec<_>>()
        };
        self.take_in(&known)
    }

    fn take_in(&self, wanted: &[Wanted]) -> bool {
        let _one_at_a_time = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changed = false;
        for wanted in wanted {
            changed |= match wanted {
                Wanted::Exists(path) => {
                    let there = PathState::of_path(Path::new(&**path));
                    self.lock().there.insert(path.clone(), there) != Some(there)
                }
                Wanted::Imports(path) => {
                    let imports = read_imports(path);
                    self.lock().imports.insert(path.clone(), imports.clone()) != Some(imports)
                }
            };
        }
        self.lock().revision += u64::from(changed);
        changed
    }
}
