//! How what is read from disk gets into the index.

use std::path::Path;
use std::sync::Arc;

use agentls_analysis::fleet::Facts;

use super::Index;
use crate::disk::Reader;
use crate::settings::Store;

/// Reads into the index: everything anew, or only what is not known yet.
pub(super) struct Into<'a> {
    pub(super) index: &'a Index,
    pub(super) settings: Arc<Store>,
    pub(super) anew: bool,
}

impl Reader for Into<'_> {
    fn wants(&self, path: &str) -> bool {
        self.anew || !self.index.world.lock().knowledge().knows(path)
    }

    fn take(&self, path: Arc<str>, facts: Option<Facts>) {
        self.index.learn(&path, facts);
    }

    fn enter(&self, folder: &Path) {
        self.index.watch_folder(folder);
    }

    fn settings(&self) -> &Store {
        &self.settings
    }

    fn stop(&self) {
        let new = self.index.world.lock().knowledge().note_more(true);
        if new {
            self.index.say_too_many();
        }
    }
}
