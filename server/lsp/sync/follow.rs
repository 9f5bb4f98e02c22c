//! Keeps the index equal to what a server started now would build. To that end, a part of the disk is scanned again as
//! it was the first time, with the same roots and ignore files, and files no longer found are removed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, MutexGuard, PoisonError};

use agentls_analysis::index::DocumentSummary;
use agentls_workspace::ignores::is_ignore_file;
use agentls_workspace::paths::to_slash;
use agentls_workspace::walk::{self, Within};

use super::DiskSync;
use super::queue::Waiting;
use super::scan_sink::ScanSink;
use crate::diagnostics;

impl DiskSync {
    /// Locks the processing of changes: one thread at a time, so that the last read wins.
    pub(super) fn following(&self) -> MutexGuard<'_, ()> {
        self.following.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Processes pending changes, then updates the diagnostics that depend on them.
    pub(super) fn follow(&self, waiting: Waiting) {
        let Waiting { changed, again, settled, wanted, section, reload, settings } = waiting;
        let forced = again || reload || section.is_some();
        section.into_iter().for_each(|section| self.take_section(section));
        let mut paths: BTreeSet<_> = changed.union(&settled).cloned().collect();
        let of_settings = self.settings().depends_on(&paths);
        // Clients report every deleted file, and builds delete many.
        let matters = |path: &PathBuf| self.may_tell(path) || path.exists();
        let listed = self.follow_listed(&paths);
        let of_links = || self.session.lock().existence().depends_on(&paths);
        if forced || of_settings || paths.iter().any(matters) || of_links() {
            if reload || of_settings || self.settings().is_awaited() {
                self.reload();
            }
            if paths.iter().any(|path| !path.is_file() || path.is_symlink()) {
                self.settings().forget_links();
            }
            let following = self.following();
            if self.settings().take_changed() {
                self.read_again(&Within::Everything, ScanSink::anew(self));
            }
            let made = changed.iter().filter(|path| path.is_dir() && !settled.contains(*path));
            made.for_each(|folder| self.look_once_more(folder.clone()));
            paths.retain(|path| self.may_tell(path));
            self.take_in(paths);
            self.forget_left();
            drop(following);
            self.look_at_disk_again();
        } else if listed {
            self.look_again();
        }
        if settings {
            diagnostics::publish_settings(&self.session, &self.outbox);
        }
        if wanted {
            let existence = self.session.lock().existence();
            let (looked, listed) = (existence.look(), self.list_wanted());
            if looked || listed {
                self.look_again();
            }
        }
    }

    /// Updates the index for changed files and folders that may matter to it.
    pub(super) fn take_in(&self, paths: BTreeSet<PathBuf>) {
        let mut all = BTreeSet::new();
        for path in paths {
            if path.is_dir()
                && let Some(watcher) = &mut *self.watcher()
            {
                watcher.renew(&path);
            }
            let others = self.settings().path_names(&path).others;
            all.extend(others.iter().map(|other| PathBuf::from(&**other)));
            // An ignore file applies to everything beside it.
            let path = if is_ignore_file(&path) {
                path.parent().map(Path::to_owned).unwrap_or_default()
            } else {
                path
            };
            all.extend(self.aliases().aliases_of(path));
        }
        if !all.is_empty() {
            self.read_again(&Within::Paths(Arc::new(all)), ScanSink::anew(self));
        }
    }

    /// Whether a change of this file or folder may affect the index.
    pub(super) fn may_tell(&self, path: &Path) -> bool {
        let is_known = || !self.session.lock().index_state().closed_at(&[to_slash(path)]).is_empty();
        let may_be_read = path.is_dir() || path.is_symlink() || walk::may_be_read(path);
        may_be_read || is_ignore_file(path) || self.aliases().have(path) || is_known()
    }

    /// Scans a part of the disk as it was the first time, and removes files that are no longer found.
    fn read_again(&self, within: &Within, reader: ScanSink<'_>) {
        let (areas, known) = {
            let mut session = self.session.lock();
            let knowledge = session.index_state();
            match within {
                Within::Everything => {
                    knowledge.note_more(false);
                    (knowledge.areas(), knowledge.closed())
                }
                Within::Paths(paths) => {
                    let paths: Vec<_> = paths.iter().map(|path| to_slash(path)).collect();
                    (knowledge.areas_at(&paths), knowledge.closed_at(&paths))
                }
            }
        };
        let folders = match within {
            Within::Everything => true,
            Within::Paths(paths) => reader.anew && paths.iter().any(|path| path.is_dir()),
        };
        for area in &areas {
            if folders {
                self.watch(area);
            }
            walk::read_area(area, within, &reader);
        }
        self.session.lock().index_state().note_completeness();
        let stopped = reader.was_stopped();
        let seen = reader.seen();
        known.iter().filter(|path| !seen.contains(*path)).for_each(|path| {
            // If the scan hit a limit, a file that was not found may still exist.
            let summary = stopped.then(|| walk::read_summary(Path::new(&**path), &self.settings())).flatten();
            self.update_index(path, summary);
        });
    }

    /// Removes files under roots that are no longer wanted, since no open document is there.
    fn forget_left(&self) {
        let (left, known) = {
            let mut session = self.session.lock();
            let left = session.index_state().take_left();
            let left: Vec<Arc<str>> = left.iter().map(|root| root.trim_end_matches('/').into()).collect();
            let known = session.index_state().closed_at(&left);
            (left, known)
        };
        if !known.is_empty() {
            let left = left.iter().map(|root| PathBuf::from(&**root)).collect();
            self.read_again(&Within::Paths(Arc::new(left)), ScanSink::recording(self));
        }
    }

    pub(super) fn update_index(&self, path: &Arc<str>, summary: Option<DocumentSummary>) {
        self.session.lock().index_state().update_from_disk(path, summary);
    }
}
