//! Whether the files are there that links lead to. Rules ask, and are answered from memory; the disk is looked at
//! beside everything else.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is known of paths.
#[derive(Default)]
pub struct Existence {
    known: Mutex<PathStates>,
    /// Held while the disk is looked at, so that what was seen last is what is known.
    looking: Mutex<()>,
}

#[derive(Default)]
struct PathStates {
    there: HashMap<Arc<str>, bool>,
    /// What was asked for and is not known.
    wanted: Vec<Arc<str>>,
    /// How often anything was seen that was not known so.
    revision: u64,
}

impl Existence {
    fn lock(&self) -> MutexGuard<'_, PathStates> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a file or folder is there; none if that is not known yet.
    pub fn file_exists(&self, path: &str) -> Option<bool> {
        let mut known = self.lock();
        let there = known.there.get(path).copied();
        if there.is_none() {
            known.wanted.push(path.into());
        }
        there
    }

    /// How often anything was seen that was not known so.
    pub fn revision(&self) -> u64 {
        self.lock().revision
    }

    /// Whether something was asked for and is not known.
    pub fn is_wanted(&self) -> bool {
        !self.lock().wanted.is_empty()
    }

    /// Whether any of these files and folders was asked for, or one below.
    pub fn depends_on(&self, paths: &BTreeSet<PathBuf>) -> bool {
        let known = self.lock();
        known.there.keys().any(|path| Path::new(&**path).ancestors().any(|around| paths.contains(around)))
    }

    /// Looks at what was asked for. Says whether there was anything.
    pub fn look(&self) -> bool {
        let wanted = std::mem::take(&mut self.lock().wanted);
        self.take_in(&wanted)
    }

    /// Looks at everything again. Says whether anything is different.
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
