//! Stores scanned files in the index.

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use agentls_analysis::index::DocumentSummary;
use agentls_workspace::settings::SettingsCache;
use agentls_workspace::walk::FileVisitor;

use super::DiskSync;

/// Callbacks of a directory scan: read all files, or only those not in the index yet.
pub(super) struct ScanSink<'a> {
    sync: &'a DiskSync,
    settings: Arc<SettingsCache>,
    /// Whether files in the index are read again.
    pub(super) anew: bool,
    /// The files that were found, if they are recorded.
    seen: Option<Mutex<HashSet<Arc<str>>>>,
    /// Whether a limit stopped the scan.
    stopped: AtomicBool,
}

impl<'a> ScanSink<'a> {
    /// Reads only files that are not in the index yet.
    pub(super) fn new(sync: &'a DiskSync) -> Self {
        Self { sync, settings: sync.settings(), anew: false, seen: None, stopped: AtomicBool::new(false) }
    }

    /// Reads all files, and records them.
    pub(super) fn anew(sync: &'a DiskSync) -> Self {
        Self { anew: true, ..Self::recording(sync) }
    }

    /// Reads only files that are not in the index yet, and records all.
    pub(super) fn recording(sync: &'a DiskSync) -> Self {
        Self { seen: Some(Mutex::default()), ..Self::new(sync) }
    }

    /// Whether a limit stopped the scan.
    pub(super) fn was_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Returns the files that were found, if they were recorded.
    pub(super) fn seen(self) -> HashSet<Arc<str>> {
        self.seen.map(|seen| seen.into_inner().unwrap_or_else(PoisonError::into_inner)).unwrap_or_default()
    }
}

impl FileVisitor for ScanSink<'_> {
    fn needs_read(&self, path: &str) -> bool {
        // Roots overlap; each file is read once.
        let seen = self.seen.as_ref().map(|seen| seen.lock().unwrap_or_else(PoisonError::into_inner));
        let is_new = seen.is_none_or(|mut seen| seen.insert(path.into()));
        is_new && (self.anew || !self.sync.session.lock().index_state().knows(path))
    }

    fn visit(&self, path: Arc<str>, summary: Option<DocumentSummary>) {
        self.sync.update_index(&path, summary);
    }

    fn watches(&self) -> bool {
        !self.sync.session.lock().flags.watches_files
    }

    fn enter_dir(&self, folder: &Path, has_others: bool) {
        if has_others {
            self.sync.aliases().note(folder);
        }
        self.sync.watch_folder(folder);
    }

    fn visit_link(&self, path: &Path) {
        let folder = self.sync.aliases().note_link(path);
        if let Some(folder) = folder.filter(|folder| folder.is_dir()) {
            self.sync.watch_folder(&folder);
        }
    }

    fn settings(&self) -> &SettingsCache {
        &self.settings
    }

    fn limit_reached(&self) {
        self.stopped.store(true, Ordering::Relaxed);
        let new = self.sync.session.lock().index_state().note_more(true);
        if new {
            self.sync.say_too_many();
        }
    }
}
