//! The server's own watch over folders of agents, for clients that watch no files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// A watch over folders. Links are not followed: a folder that is watched by two paths would lose its watch with one.
pub struct Watcher {
    system: RecommendedWatcher,
    /// The folders that are watched, by their paths without links, and whether with all that is below.
    watched: BTreeMap<PathBuf, bool>,
}

impl Watcher {
    /// A watch that calls `changed` with the files and folders that were written, made or taken away, from a thread of
    /// its own, which must not wait for this watch. None where the system gives none: then what is open is up to date,
    /// and that much is enough.
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

    /// Watches a folder, with all that is below if it is `deep`; not if `most` are watched already, since the system has
    /// only so many to give.
    pub fn watch_folder(&mut self, folder: &Path, deep: bool, most: usize) {
        let Ok(folder) = dunce::canonicalize(folder) else { return };
        let around = folder.ancestors().any(|around| self.watched.get(around) == Some(&true));
        let known = around || !deep && self.watched.contains_key(&folder);
        if known || self.watched.len() >= most {
            return;
        }
        let mode = if deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        // A folder that cannot be watched is read when something in it is opened.
        if self.system.watch(&folder, mode).is_ok() {
            self.watched.insert(folder, deep);
        }
    }

    /// Watches a folder anew that was made or moved: the system's watch went with the one that was there before.
    pub fn renew(&mut self, folder: &Path) {
        if folder.is_symlink() {
            return;
        }
        let Ok(folder) = dunce::canonicalize(folder) else { return };
        self.watched.retain(|watched, _| !watched.starts_with(&folder));
        if folder.ancestors().any(|around| self.watched.get(around) == Some(&true)) {
            // What is below a deep watch is added by itself, but only after a while.
            let _ = self.system.watch(&folder, RecursiveMode::Recursive);
        }
    }
}
