//! The index of summaries, where open documents take precedence over files on disk, and the scans that feed it.

use std::collections::HashMap;
use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::index::{AgentIndex, DocumentSummary};
use agentls_workspace::walk::ScanRoot;
use tokio::sync::watch;
use tower_lsp::gen_lsp_types::Uri;

use super::areas::{Areas, ScanRequest};

/// Counts changes that can affect diagnostics of other documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Revision {
    /// Changes that affect diagnostics of front matter.
    pub(crate) front: u64,
    /// Changes that affect diagnostics of bodies.
    pub(crate) body: u64,
}

impl Revision {
    fn invalidate(&mut self) {
        self.front += 1;
        self.body += 1;
    }
}

/// The index, and what it was built from.
#[derive(Default)]
pub(crate) struct IndexState {
    index: Arc<AgentIndex>,
    /// The URIs of the open documents, by path.
    open: HashMap<Arc<str>, Uri>,
    /// The parts of the disk that are wanted in the index.
    areas: Areas,
    /// How often each file was read from disk.
    read: HashMap<Arc<str>, u64>,
    /// Counts changes that can affect diagnostics of other documents.
    revision: Revision,
    /// Counts changes of what other open documents are called by or refer to.
    name_changes: u64,
    /// Whether a limit kept files from being read.
    more: bool,
    /// Counts all updates.
    changes: watch::Sender<u64>,
}

impl IndexState {
    /// Returns the index.
    pub(crate) fn agent_index(&self) -> Arc<AgentIndex> {
        self.index.clone()
    }

    /// Returns the revision of the index.
    pub(crate) fn revision(&self) -> Revision {
        self.revision
    }

    /// Returns how often names or references changed that other open documents may have to do with.
    pub(crate) fn name_changes(&self) -> u64 {
        self.name_changes
    }

    /// Returns the URI of an open document.
    pub(crate) fn uri(&self, path: &str) -> Option<&Uri> {
        self.open.get(path)
    }

    /// Records that a document is open: its text now takes precedence over the file. Returns the scans that it needs.
    pub(crate) fn open(&mut self, path: &Arc<str>, uri: &Uri) -> Vec<ScanRequest> {
        self.open.insert(path.clone(), uri.clone());
        let wanted = self.areas.open(path);
        self.note_completeness();
        wanted
    }

    /// Records that a document was closed.
    pub(crate) fn close(&mut self, path: &str) {
        self.open.remove(path);
        self.areas.close(path);
        self.note_completeness();
    }

    /// Marks the diagnostics of all files as stale, although no file changed.
    pub(crate) fn invalidate(&mut self) {
        self.revision.invalidate();
        self.name_changes += 1;
        self.touch();
    }

    /// Notifies subscribers that any diagnostics may have changed.
    pub(crate) fn touch(&self) {
        self.changes.send_modify(|changes| *changes += 1);
    }

    /// Returns a receiver that is notified of every update of the index.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Returns the files of the workspace that are not open, each with how often it was read, and the revision of the
    /// index.
    pub(crate) fn closed_files(&self) -> (Vec<(Arc<str>, u64)>, Revision) {
        let own = |path: &&Arc<str>| self.workspace().iter().any(|root| path.starts_with(&**root));
        let closed = self.index.iter().map(|(path, _)| path).filter(|path| !self.open.contains_key(&***path));
        let read = |path: &Arc<str>| (path.clone(), self.read.get(path).copied().unwrap_or_default());
        (closed.filter(own).map(read).collect(), self.revision)
    }

    /// Returns the folders of the workspace, with their last `/`.
    pub(crate) fn workspace(&self) -> &[Arc<str>] {
        self.areas.workspace()
    }

    /// Adds a folder to the workspace. Returns the scans that this needs.
    pub(crate) fn add_folder(&mut self, root: Arc<str>) -> Vec<ScanRequest> {
        let wanted = self.areas.add_folder(root);
        self.show_from_workspace();
        wanted
    }

    /// Removes a folder from the workspace. Returns the scans that open documents in it need.
    pub(crate) fn remove_folder(&mut self, root: &str) -> Vec<ScanRequest> {
        let wanted = self.areas.remove_folder(root);
        self.show_from_workspace();
        wanted
    }

    /// Makes messages show paths relative to the folders of the workspace.
    fn show_from_workspace(&mut self) {
        Arc::make_mut(&mut self.index).set_roots(self.areas.workspace().iter().cloned());
        self.revision.invalidate();
        self.note_completeness();
    }

    /// Returns the innermost workspace folder that contains a path, with its last `/`.
    pub(crate) fn folder_of(&self, path: &str) -> Option<&Arc<str>> {
        let around = self.workspace().iter().filter(|root| path.starts_with(&***root));
        around.max_by_key(|root| root.len())
    }

    /// Sets the user's home folder. Returns the scans that this needs.
    pub(crate) fn set_home(&mut self, home: &Arc<str>) -> Vec<ScanRequest> {
        Arc::make_mut(&mut self.index).set_home(home);
        self.revision.invalidate();
        self.name_changes += 1;
        let wanted = self.areas.set_home(home.clone());
        self.note_completeness();
        wanted
    }

    /// Updates whether the index is complete: only then can a rule report that something does not exist.
    pub(crate) fn note_completeness(&mut self) {
        let complete = !self.more && self.areas.scans().all(|done| *done.borrow());
        if complete != self.index.is_complete() {
            Arc::make_mut(&mut self.index).set_complete(complete);
            self.revision.invalidate();
        }
    }

    /// Records whether a limit kept files from being read: nothing can be reported as missing then. Returns whether
    /// that changed.
    pub(crate) fn note_more(&mut self, more: bool) -> bool {
        std::mem::replace(&mut self.more, more) != more
    }

    /// Returns the parts of the disk that are wanted.
    pub(crate) fn areas(&self) -> Vec<ScanRoot> {
        self.areas.all()
    }

    /// Records that a root was scanned.
    pub(crate) fn note_read(&mut self, area: &ScanRoot) {
        self.areas.note_read(area);
        self.note_completeness();
    }

    /// Returns the roots that are no longer wanted, since the last call.
    pub(crate) fn take_left(&mut self) -> Vec<Arc<str>> {
        self.areas.take_left()
    }

    /// Returns the indexed files that are not open.
    pub(crate) fn closed(&self) -> Vec<Arc<str>> {
        let paths = self.index.iter().map(|(path, _)| path);
        paths.filter(|path| !self.open.contains_key(&***path)).cloned().collect()
    }

    /// Returns the wanted roots that contain one of these paths, or lie in one.
    pub(crate) fn areas_at(&self, paths: &[Arc<str>]) -> Vec<ScanRoot> {
        self.areas.roots_at(paths)
    }

    /// Returns the indexed files that are not open, among these files and in these folders.
    pub(crate) fn closed_at(&self, paths: &[Arc<str>]) -> Vec<Arc<str>> {
        let below = |path: &Arc<str>| {
            let folder = format!("{path}/");
            let below: Vec<_> = self.index.with_prefix(&folder).map(|(path, _)| path.clone()).collect();
            below.into_iter().chain(self.knows(path).then(|| path.clone()))
        };
        paths.iter().flat_map(below).filter(|path| !self.open.contains_key(path)).collect()
    }

    /// Whether a file is in the index.
    pub(crate) fn knows(&self, path: &str) -> bool {
        self.index.get(path).is_some()
    }

    /// Returns receivers that become true when all scans are done.
    pub(crate) fn everything(&self) -> Vec<watch::Receiver<bool>> {
        self.areas.scans().cloned().collect()
    }

    /// Updates the summary of an open document. Returns true if anything that other documents can see changed.
    pub(crate) fn update(&mut self, document: &Document) -> bool {
        let Some(path) = &document.path else { return false };
        self.set(path, DocumentSummary::from_document(document))
    }

    /// Updates the summary of a file on disk, unless it is open: the editor's text is newer.
    pub(crate) fn update_from_disk(&mut self, path: &Arc<str>, summary: Option<DocumentSummary>) {
        if self.open.contains_key(path) || summary.is_none() && !self.knows(path) {
            return;
        }
        if summary.is_some() {
            *self.read.entry(path.clone()).or_default() += 1;
        }
        self.set(path, summary);
        self.touch();
    }

    fn set(&mut self, path: &Arc<str>, summary: Option<DocumentSummary>) -> bool {
        if summary.is_none() && !self.knows(path) {
            return false;
        }
        let changed = Arc::make_mut(&mut self.index).set(path, summary);
        // Whether an agent is used depends on which documents refer to it.
        let front = changed.name || changed.standing || changed.budget || changed.references;
        let body = changed.name || changed.headings || changed.imports;
        let others_are_open = self.open.len() > usize::from(self.open.contains_key(path));
        self.name_changes += u64::from(others_are_open && (changed.name || changed.references));
        self.revision.front += u64::from(front);
        self.revision.body += u64::from(body);
        let read_by_others = front || body;
        if read_by_others {
            self.touch();
        }
        read_by_others
    }
}
