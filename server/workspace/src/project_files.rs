//! The files of the folders of a workspace, for rules that hold patterns against them. Rules are answered from what is
//! known; the disk is listed in the background, and only if a rule asks.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use agentls_analysis::matching::FileList;

use crate::folder_files::{EnterFolder, FolderFiles};

/// The lists of files, by folder.
#[derive(Default)]
pub struct ProjectFiles {
    known: Mutex<KnownFolders>,
    /// The listings that they come from. Held during disk access, so that the latest result is the one that is stored.
    listings: Mutex<HashMap<Arc<str>, FolderFiles>>,
}

#[derive(Default)]
struct KnownFolders {
    /// The lists, `None` where one is not complete.
    lists: HashMap<Arc<str>, Option<Arc<FileList>>>,
    /// Folders that were asked for and are not listed yet.
    wanted: BTreeSet<Arc<str>>,
    /// Incremented when a list is new or has changed.
    revision: u64,
}

impl ProjectFiles {
    fn lock_known(&self) -> MutexGuard<'_, KnownFolders> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn listings(&self) -> MutexGuard<'_, HashMap<Arc<str>, FolderFiles>> {
        self.listings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the files below a folder, or `None` if they are not known; the folder is then listed later.
    pub fn files_below(&self, folder: &str) -> Option<Arc<FileList>> {
        let mut known = self.lock_known();
        if let Some(list) = known.lists.get(folder) {
            return list.clone();
        }
        known.wanted.insert(folder.into());
        None
    }

    /// Incremented when a list is new or has changed.
    pub fn revision(&self) -> u64 {
        self.lock_known().revision
    }

    /// Whether folders were asked for that are not listed yet.
    pub fn is_wanted(&self) -> bool {
        !self.lock_known().wanted.is_empty()
    }

    /// Lists the folders that were asked for, each up to a number of files. Returns whether there were any.
    pub fn look(&self, most: impl Fn(&Path) -> usize, enter: EnterFolder<'_>) -> bool {
        let mut listings = self.listings();
        let wanted = std::mem::take(&mut self.lock_known().wanted);
        for folder in &wanted {
            let listing = FolderFiles::read(folder, most(Path::new(&**folder)), enter);
            self.store(folder, &listing);
            listings.insert(folder.clone(), listing);
        }
        !wanted.is_empty()
    }

    /// Looks again at what has changed. Returns whether any list is another one now.
    pub fn follow(&self, paths: &BTreeSet<PathBuf>, enter: EnterFolder<'_>) -> bool {
        let mut changed = false;
        for (folder, listing) in &mut *self.listings() {
            if listing.update(paths.iter().map(PathBuf::as_path), enter) {
                self.store(folder, listing);
                changed = true;
            }
        }
        changed
    }

    /// Forgets the folders that are not among these.
    pub fn keep_only(&self, folders: &[Arc<str>]) {
        let mut listings = self.listings();
        listings.retain(|folder, _| folders.contains(folder));
        let mut known = self.lock_known();
        known.lists.retain(|folder, _| folders.contains(folder));
        known.wanted.retain(|folder| folders.contains(folder));
    }

    fn store(&self, folder: &Arc<str>, listing: &FolderFiles) {
        let list = listing.to_list().map(Arc::new);
        let mut known = self.lock_known();
        known.lists.insert(folder.clone(), list);
        known.revision += 1;
    }
}
