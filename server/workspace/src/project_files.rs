//! The files of the folders of a workspace, and the texts of skills, for rules that hold patterns and names against them. Rules are answered from what is
//! known; the disk is listed in the background, and only if a rule asks.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use agentls_analysis::matching::{FileList, FileTexts};

use crate::folder_files::{EnterFolder, FolderFiles};
use crate::skill_texts::read_texts;

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
    /// The texts of the files in folders, `None` where not all can be read.
    texts: HashMap<Arc<str>, Option<FileTexts>>,
    /// Folders whose texts were asked for and are not read yet.
    wanted_texts: BTreeSet<Arc<str>>,
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

    /// Returns the texts of the files below a folder, or `None` if they are not known; they are then read later.
    pub fn texts_below(&self, folder: &str) -> Option<FileTexts> {
        let mut known = self.lock_known();
        if let Some(texts) = known.texts.get(folder) {
            return texts.clone();
        }
        known.wanted_texts.insert(folder.into());
        None
    }

    /// Incremented when a list is new or has changed.
    pub fn revision(&self) -> u64 {
        self.lock_known().revision
    }

    /// Whether folders were asked for that are not listed yet.
    pub fn is_wanted(&self) -> bool {
        let known = self.lock_known();
        !known.wanted.is_empty() || !known.wanted_texts.is_empty()
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
        let texts = std::mem::take(&mut self.lock_known().wanted_texts);
        texts.iter().for_each(|folder| self.read_texts(folder));
        !wanted.is_empty() || !texts.is_empty()
    }

    /// Reads the texts of the files below a folder.
    fn read_texts(&self, folder: &Arc<str>) {
        let list = {
            let known = self.lock_known();
            let around = known.lists.iter().filter(|(root, _)| folder.starts_with(&***root));
            around.max_by_key(|(root, _)| root.len()).and_then(|(_, list)| list.clone())
        };
        let texts = list.and_then(|list| read_texts(&list, folder));
        let mut known = self.lock_known();
        let is_new = known.texts.get(folder) != Some(&texts);
        known.texts.insert(folder.clone(), texts);
        known.revision += u64::from(is_new);
    }

    /// Reads the texts again of folders in which something has changed, or around which. Returns whether there are any.
    fn follow_texts(&self, paths: &BTreeSet<PathBuf>) -> bool {
        let is_at =
            |folder: &Path| paths.iter().any(|path| path.starts_with(folder) || folder.starts_with(path));
        let known: Vec<_> = self.lock_known().texts.keys().cloned().collect();
        let before = self.revision();
        known.iter().filter(|folder| is_at(Path::new(&***folder))).for_each(|folder| self.read_texts(folder));
        self.revision() != before
    }

    /// Looks again at what has changed. Returns whether any list is another one now.
    pub fn follow(&self, paths: &BTreeSet<PathBuf>, enter: EnterFolder<'_>) -> bool {
        let mut changed = false;
        let mut listings = self.listings();
        for (folder, listing) in &mut *listings {
            if listing.update(paths.iter().map(PathBuf::as_path), enter) {
                self.store(folder, listing);
                changed = true;
            }
        }
        self.follow_texts(paths) || changed
    }

    /// Forgets the folders that are not among these.
    pub fn keep_only(&self, folders: &[Arc<str>]) {
        let mut listings = self.listings();
        listings.retain(|folder, _| folders.contains(folder));
        let mut known = self.lock_known();
        known.lists.retain(|folder, _| folders.contains(folder));
        known.wanted.retain(|folder| folders.contains(folder));
        known.texts.retain(|path, _| folders.iter().any(|folder| path.starts_with(&**folder)));
    }

    fn store(&self, folder: &Arc<str>, listing: &FolderFiles) {
        let list = listing.to_list().map(Arc::new);
        let mut known = self.lock_known();
        known.lists.insert(folder.clone(), list);
        known.revision += 1;
    }
}
