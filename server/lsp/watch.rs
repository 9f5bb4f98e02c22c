//! The server's own watch over folders of agents, for clients that watch no files.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::disk::{Area, watched};

/// A watch over folders.
pub(crate) struct Watcher {
    system: RecommendedWatcher,
    watched: HashSet<PathBuf>,
}

impl Watcher {
    /// A watch that calls `changed` with the files and folders that were written, made or taken away, from a thread of
    /// its own. None where the system gives none: then what is open is up to date, and that much is enough.
    pub(crate) fn new(changed: impl Fn(Vec<PathBuf>) + Send + 'static) -> Option<Self> {
        let handler = move |event: notify::Result<notify::Event>| {
            if let Ok(event) = event
                && !matches!(event.kind, EventKind::Access(_))
            {
                changed(event.paths);
            }
        };
        let system = notify::recommended_watcher(handler).ok()?;
        Some(Self { system, watched: HashSet::new() })
    }

    /// Watches a folder with all that is below.
    pub(crate) fn add_folder(&mut self, folder: &Path) {
        // A folder that is gone again needs no watch.
        let _ = self.system.watch(folder, RecursiveMode::Recursive);
    }

    /// Watches the folders of an area, as far as they are there.
    pub(crate) fn add(&mut self, area: &Area) {
        for (folder, deep) in watched(area) {
            if self.watched.contains(&folder) && folder.is_dir() {
                continue;
            }
            let mode = if deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            // A folder that cannot be watched is read when something in it is opened.
            if self.system.watch(&folder, mode).is_ok() {
                self.watched.insert(folder);
            }
        }
    }
}
