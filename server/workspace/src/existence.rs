//! What rules ask of the disk: whether the targets of links exist, and which files a project has. Rules are answered from a
//! cache; the disk is checked in the background.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::project_files::ProjectFiles;

/// A cache of which paths exist.
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
    there: HashMap<Arc<str>, bool>,
    /// Paths that were asked for and are not cached yet.
    wanted: Vec<Arc<str>>,
    /// Incremented when a result is new or has changed.
    revision: u64,
}

impl Existence {
    fn lock(&self) -> MutexGuard<'_, PathStates> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether a file or folder exists, or `None` if that is not known yet; the path is then checked later.
    pub fn file_exists(&self, path: &str) -> Option<bool> {
        let mut known = self.lock();
        let there = known.there.get(path).copied();
        if there.is_none() {
            known.wanted.push(path.into());
        }
        there
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
        known.there.keys().any(|path| Path::new(&**path).ancestors().any(|around| paths.contains(around)))
    }

    /// Checks the paths that are not known yet. Returns whether there were any.
    pub fn look(&self) -> bool {
        let wanted = std::mem::take(&mut self.lock().wanted);
        self.take_in(&wanted)
    }

    /// Checks all paths again. Returns whether any result has changed.
    pub fn look_again(&self) -> bool {
        let known: Vec<_> = self.lock().there.keys().cloned().collect();
        self.take_in(&known)
    }

    fn take_in(&self, paths: &[Arc<str>]) -> bool {
        let _one_at_a_time = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changed = false;
        for path in paths {
            let there = Path::new(&**path).exists();
            changed |= self.lock().there.insert(path.clone(), there) != Some(there);
        }
        self.lock().revision += u64::from(changed);
        changed
    }
}
