//! The server's own file watcher, for clients that cannot watch files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// A watcher of folders. Links are not followed: a folder watched by two paths would lose its watch with either.
pub struct Watcher {
    system: RecommendedWatcher,
    /// The watched folders, by their paths without links, and whether recursively.
    watched: BTreeMap<PathBuf, bool>,
}

impl Watcher {
    /// Creates a watcher that calls `changed` with the paths that were written, created or deleted, from a thread of
    /// its own, which must not wait for the watcher. `None` if the system has no watcher: only open documents are then
    /// up to date.
    pub fn new(changed: impl Fn(Vec<PathBuf>) + Send + 'static) -> Option<Self> {
        let handler = move |event: notify::Result<notify::Event>| {
            if let Ok(event) = event
                && !matches!(event.kind, EventKind::Access(_))
            {
                changed(event.paths);
            }
        };
        let config = Config::default().with_follow_symlinks(false);
        let system = RecommendedWatcher::new(handler, config).ok()?;
        Some(Self { system, watched: BTreeMap::new() })
    }

    /// Watches a folder, recursively if `deep`. Does nothing if `most` folders are watched already, since watches are a
    /// limited resource. Returns whether the folder is watched now.
    pub fn watch_folder(&mut self, folder: &Path, deep: bool, most: usize) -> bool {
        let Ok(folder) = dunce::canonicalize(folder) else { return false };
        let around = folder.ancestors().any(|around| self.watched.get(around) == Some(&true));
        let known = around || !deep && self.watched.contains_key(&folder);
        if known || self.watched.len() >= most {
            return known;
        }
        let mode = if deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        // The contents of an unwatched folder are read when a file in it is opened.
        let is_watched = self.system.watch(&folder, mode).is_ok();
        if is_watched {
            self.watched.insert(folder, deep);
        }
        is_watched
    }

    /// Watches a folder again that was created or moved: the old watch was lost with the old folder.
    pub fn renew(&mut self, folder: &Path) {
        if folder.is_symlink() {
            return;
        }
        let Ok(folder) = dunce::canonicalize(folder) else { return };
        self.watched.retain(|watched, _| !watched.starts_with(&folder));
        if folder.ancestors().any(|around| self.watched.get(around) == Some(&true)) {
            // A recursive watch adds new subfolders by itself, but only after a delay.
            let _ = self.system.watch(&folder, RecursiveMode::Recursive);
        }
    }
}
