//! All files of a project's folder, listed once and then kept equal to the disk.
//!
//! What a path is depends on the path and the ignore files around it alone, so that a change adds or removes what a new
//! listing would find or miss.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use agentls_analysis::matching::{FileList, ListedFile};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::ignores;
use crate::paths::to_slash;

/// Maximum number of files and folders that are listed.
const MOST: usize = 100_000;

/// Maximum time that a listing takes.
const LONGEST: Duration = Duration::from_secs(2);

/// Folders that are not looked into, ignored or not.
const HEAVY: &[&str] = &["node_modules", "target", "__pycache__", "site-packages"];

/// The name of the ignore files that tools of agents know.
const IGNORE_FILE: &str = ".gitignore";

/// Called with each folder before it is listed. Returns whether changes in it will be told.
pub type EnterFolder<'a> = &'a dyn Fn(&Path) -> bool;

/// The files of a folder.
pub struct FolderFiles {
    /// The folder, with its last `/`.
    root: Arc<str>,
    /// The files by their paths below the folder, each with whether it is ignored.
    files: BTreeMap<Arc<str>, bool>,
    /// The folders that were not looked into.
    closed: BTreeSet<Arc<str>>,
    /// The ignore files by their folders, each with the last names of its patterns.
    ignores: BTreeMap<Arc<str>, (Gitignore, Vec<String>)>,
    /// Maximum number of entries, and when to give up.
    limits: (usize, Instant),
    /// Whether everything was listed, and is followed.
    complete: bool,
    /// Whether the folder is not a part of a larger repository.
    whole: bool,
}

impl FolderFiles {
    /// Lists a folder, which is given with its last `/`.
    pub fn read(root: &Arc<str>, most: usize, enter: EnterFolder<'_>) -> Self {
        let folder = Path::new(&**root);
        let is_repository = |folder: &Path| folder.join(".git").exists();
        let whole = is_repository(folder) || !folder.ancestors().skip(1).any(is_repository);
        let mut files = Self {
            root: root.clone(),
            files: BTreeMap::new(),
            closed: BTreeSet::new(),
            ignores: BTreeMap::new(),
            limits: (most.min(MOST), Instant::now() + LONGEST),
            complete: folder.is_dir(),
            whole,
        };
        files.walk(String::new(), enter);
        files
    }

    /// Returns the list for rules; `None` if it is not complete.
    pub fn to_list(&self) -> Option<FileList> {
        let file = |(path, ignored): (&Arc<str>, &bool)| ListedFile { path: path.clone(), ignored: *ignored };
        let closed =
            self.closed.iter().filter_map(|path| path.rsplit('/').next()).chain(HEAVY.iter().copied());
        let ignored = self.ignores.values().flat_map(|(_, names)| names).cloned();
        let unlisted = closed.map(str::to_owned).chain(ignored);
        let files = self.files.iter().map(file).collect();
        self.complete.then(|| FileList::new(self.root.clone(), files, unlisted, self.whole))
    }

    /// Looks again at what has changed. Returns whether the list is another one now.
    ///
    /// A listing that reached a limit stays incomplete: to try again at each change would cost as much each time.
    pub fn update<'a>(&mut self, paths: impl Iterator<Item = &'a Path>, enter: EnterFolder<'_>) -> bool {
        let mut changed = false;
        for path in paths {
            let path = to_slash(path);
            if self.root.strip_suffix('/') == Some(&*path) && !Path::new(&*path).exists() {
                *self = Self::read(&self.root.clone(), self.limits.0, enter);
                return true;
            }
            let Some(path) = path.strip_prefix(&*self.root).map(|path| path.trim_end_matches('/')) else {
                continue;
            };
            let name = path.rsplit('/').next().unwrap_or_default();
            if name == IGNORE_FILE || path == ".git" {
                *self = Self::read(&self.root.clone(), self.limits.0, enter);
                return true;
            }
            changed |= self.complete && self.is_open(path) && self.look_at(path, enter);
        }
        changed
    }

    /// Whether the folders around a path are looked into.
    fn is_open(&self, path: &str) -> bool {
        let around = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        !around.into_iter().any(|folder| self.is_closed(folder))
            && !path.split('/').any(|name| name == ".git")
    }

    /// Whether a folder is not looked into.
    fn is_closed(&self, folder: &str) -> bool {
        let name = folder.rsplit('/').next().unwrap_or_default();
        HEAVY.contains(&name) || self.is_ignored(folder, true) || self.closed.contains(folder)
    }

    /// Reads a path again, with what lies below. Returns whether that is something else now.
    fn look_at(&mut self, path: &str, enter: EnterFolder<'_>) -> bool {
        let data = fs::symlink_metadata(self.place(path)).ok();
        let is_plain = data.as_ref().is_some_and(fs::Metadata::is_file);
        if is_plain && self.files.contains_key(path) {
            return false;
        }
        let before = self.remove(path);
        self.limits.1 = Instant::now() + LONGEST;
        if let Some(data) = data
            && let Some(folder) = self.add_entry(path.to_owned(), data.file_type())
        {
            self.walk(folder, enter);
        }
        before != self.at(path) || !self.complete
    }

    /// Removes a path and what lies below, and returns it.
    fn remove(&mut self, path: &str) -> ListedPart {
        let removed = self.at(path);
        for (path, _) in &removed.files {
            self.files.remove(path);
        }
        for path in &removed.closed {
            self.closed.remove(path);
        }
        self.ignores.retain(|folder, _| !is_at(folder, path));
        removed
    }

    /// Returns the files and the unlisted folders at a path and below.
    fn at(&self, path: &str) -> ListedPart {
        let from = (Bound::Included(path), Bound::Unbounded);
        // In the order of paths, `a-b` lies between `a` and `a/b`.
        let files = self.files.range::<str, _>(from).take_while(|(other, _)| other.starts_with(path));
        let files =
            files.filter(|(other, _)| is_at(other, path)).map(|(path, ignored)| (path.clone(), *ignored));
        let closed = self.closed.range::<str, _>(from).take_while(|other| other.starts_with(path));
        let closed = closed.filter(|other| is_at(other, path)).cloned().collect();
        ListedPart { files: files.collect(), closed }
    }

    fn place(&self, path: &str) -> PathBuf {
        Path::new(&*self.root).join(path)
    }

    /// Lists a folder and those in it.
    fn walk(&mut self, folder: String, enter: EnterFolder<'_>) {
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            if !self.complete {
                return;
            }
            let place = self.place(&folder);
            // Ignore files are read to their end.
            self.complete &= enter(&place) && ignores::unreadable(&place).is_none();
            let Ok(entries) = fs::read_dir(&place) else {
                self.closed.insert(folder.into());
                continue;
            };
            self.read_ignores(&folder, &place);
            for entry in entries.flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                let Ok(kind) = entry.file_type() else { continue };
                folders.extend(self.add_entry(path, kind));
            }
            let (most, end) = self.limits;
            self.complete &= self.files.len() + self.ignores.len() <= most && Instant::now() < end;
        }
    }

    /// Adds a file, or returns the folder to list.
    fn add_entry(&mut self, path: String, kind: fs::FileType) -> Option<String> {
        let name = path.rsplit('/').next().unwrap_or_default();
        if name == ".git" {
            return None;
        }
        let leads_to_folder = kind.is_symlink() && self.place(&path).is_dir();
        if kind.is_dir() && !self.is_closed(&path) {
            return Some(path);
        }
        if kind.is_dir() || leads_to_folder {
            self.closed.insert(path.into());
        } else {
            let ignored = self.is_ignored(&path, false);
            self.files.insert(path.into(), ignored);
        }
        None
    }

    fn read_ignores(&mut self, folder: &str, place: &Path) {
        let file = place.join(IGNORE_FILE);
        let Some(text) = file.is_file().then(|| fs::read(&file).ok()).flatten() else { return };
        let text = String::from_utf8_lossy(&text);
        let mut builder = GitignoreBuilder::new(place);
        let mut names = Vec::new();
        for line in text.lines() {
            // Of a line that is no glob, nothing is ignored.
            let _ = builder.add_line(None, line);
            let line = line.trim();
            let last = line.split('/').rfind(|name| !matches!(*name, "" | "*" | "**"));
            names.extend(last.filter(|_| !line.starts_with(['#', '!'])).map(str::to_owned));
        }
        if let Ok(matcher) = builder.build() {
            self.ignores.insert(folder.into(), (matcher, names));
        }
    }

    /// Whether the ignore files around a path ignore it; that of the nearest folder decides.
    fn is_ignored(&self, path: &str, folder: bool) -> bool {
        let around = path.match_indices('/').filter_map(|(at, _)| path.get(..at)).rev().chain([""]);
        let place = self.place(path);
        let decided = around.filter_map(|around| match self.ignores.get(around)?.0.matched(&place, folder) {
            Match::None => None,
            Match::Ignore(_) => Some(true),
            Match::Whitelist(_) => Some(false),
        });
        decided.into_iter().next().unwrap_or_default()
    }
}

/// What lies at a path and below.
#[derive(PartialEq, Eq)]
struct ListedPart {
    files: Vec<(Arc<str>, bool)>,
    closed: Vec<Arc<str>>,
}

/// Whether a path is the other one, or lies below.
fn is_at(path: &str, other: &str) -> bool {
    path.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests;
