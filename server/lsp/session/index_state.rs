//! What documents tell each other: the open ones first, then those on disk, and which parts of the disk were read.

use std::collections::HashMap;
use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::index::{AgentIndex, DocumentSummary};
use agentls_workspace::walk::ScanRoot;
use tokio::sync::watch;
use tower_lsp::gen_lsp_types::Uri;

use super::areas::{Areas, ScanRequest};

/// How often something changed that findings may depend on which are not of the document that changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Revision {
    /// The findings of front matters.
    pub(crate) front: u64,
    /// The findings of bodies.
    pub(crate) body: u64,
}

impl Revision {
    fn invalidate(&mut self) {
        self.front += 1;
        self.body += 1;
    }
}

/// What documents tell each other.
#[derive(Default)]
pub(crate) struct IndexState {
    index: Arc<AgentIndex>,
    /// The addresses of the open documents, by path.
    open: HashMap<Arc<str>, Uri>,
    /// Which parts of the disk are wanted.
    areas: Areas,
    /// How often each file was read from disk.
    read: HashMap<Arc<str>, u64>,
    /// How often something changed that others may have read.
    revision: Revision,
    /// Whether there is more on disk than was read.
    more: bool,
    /// How often anything was learnt.
    changes: watch::Sender<u64>,
}

impl IndexState {
    /// Everything that is known.
    pub(crate) fn agent_index(&self) -> Arc<AgentIndex> {
        self.index.clone()
    }

    /// How often something changed that the findings of others may depend on.
    pub(crate) fn revision(&self) -> Revision {
        self.revision
    }

    /// The address under which a document is open.
    pub(crate) fn uri(&self, path: &str) -> Option<&Uri> {
        self.open.get(path)
    }

    /// Notes that a document is open: from now on its text counts, and not the file's. Gives what is to be read for its sake.
    pub(crate) fn open(&mut self, path: &Arc<str>, uri: &Uri) -> Vec<ScanRequest> {
        self.open.insert(path.clone(), uri.clone());
        let wanted = self.areas.open(path);
        self.note_completeness();
        wanted
    }

    /// Notes that a document is no longer open.
    pub(crate) fn close(&mut self, path: &str) {
        self.open.remove(path);
        self.areas.close(path);
        self.note_completeness();
    }

    /// Says that the findings of all files may be others now, although no file is.
    pub(crate) fn invalidate(&mut self) {
        self.revision.invalidate();
        self.touch();
    }

    /// Says that all findings may be others now.
    pub(crate) fn touch(&self) {
        self.changes.send_modify(|changes| *changes += 1);
    }

    /// Tells when something was learnt from disk, or something changed that others may have read.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// The files of the workspace that are not open, by path, with how often each was read, and how often something
    /// changed that others may have read.
    pub(crate) fn closed_files(&self) -> (Vec<(Arc<str>, u64)>, Revision) {
        let own = |path: &&Arc<str>| self.workspace().iter().any(|root| path.starts_with(&**root));
        let closed = self.index.iter().map(|(path, _)| path).filter(|path| !self.open.contains_key(&***path));
        let read = |path: &Arc<str>| (path.clone(), self.read.get(path).copied().unwrap_or_default());
        (closed.filter(own).map(read).collect(), self.revision)
    }

    /// The folders of the workspace, with their last `/`.
    pub(crate) fn workspace(&self) -> &[Arc<str>] {
        self.areas.workspace()
    }

    /// Adds a folder to the workspace. Gives what is to be read for its sake.
    pub(crate) fn add_folder(&mut self, root: Arc<str>) -> Vec<ScanRequest> {
        let wanted = self.areas.add_folder(root);
        self.show_from_workspace();
        wanted
    }

    /// Takes a folder out of the workspace. Gives what is to be read for the sake of the open documents in it.
    pub(crate) fn remove_folder(&mut self, root: &str) -> Vec<ScanRequest> {
        let wanted = self.areas.remove_folder(root);
        self.show_from_workspace();
        wanted
    }

    /// Has messages name paths below the folders of the workspace.
    fn show_from_workspace(&mut self) {
        Arc::make_mut(&mut self.index).set_roots(self.areas.workspace().iter().cloned());
        self.revision.invalidate();
        self.note_completeness();
    }

    /// The innermost folder of the workspace that a path lies in, with its last `/`.
    pub(crate) fn folder_of(&self, path: &str) -> Option<&Arc<str>> {
        let around = self.workspace().iter().filter(|root| path.starts_with(&***root));
        around.max_by_key(|root| root.len())
    }

    /// Says which folder is the user's home. Gives what is to be read for its sake.
    pub(crate) fn set_home(&mut self, home: &Arc<str>) -> Vec<ScanRequest> {
        Arc::make_mut(&mut self.index).set_home(home);
        self.revision.invalidate();
        let wanted = self.areas.set_home(home.clone());
        self.note_completeness();
        wanted
    }

    /// Notes whether all that is to be read was read: only then can anybody say that something is not there.
    pub(crate) fn note_completeness(&mut self) {
        let complete = !self.more && self.areas.scans().all(|done| *done.borrow());
        if complete != self.index.is_complete() {
            Arc::make_mut(&mut self.index).set_complete(complete);
            self.revision.invalidate();
        }
    }

    /// Notes whether there is more on disk than is read: then nobody can say that something is not there. Says whether
    /// that is new.
    pub(crate) fn note_more(&mut self, more: bool) -> bool {
        std::mem::replace(&mut self.more, more) != more
    }

    /// The parts of the disk that are wanted.
    pub(crate) fn areas(&self) -> Vec<ScanRoot> {
        self.areas.all()
    }

    /// Notes that a part of the disk was read.
    pub(crate) fn note_read(&mut self, area: &ScanRoot) {
        self.areas.note_read(area);
        self.note_completeness();
    }

    /// The roots of the parts of the disk that were wanted and are no longer, since this was asked for the last time.
    pub(crate) fn take_left(&mut self) -> Vec<Arc<str>> {
        self.areas.take_left()
    }

    /// The files that are known and not open.
    pub(crate) fn closed(&self) -> Vec<Arc<str>> {
        let paths = self.index.iter().map(|(path, _)| path);
        paths.filter(|path| !self.open.contains_key(&***path)).cloned().collect()
    }

    /// The parts of the disk in which one of these files or folders lies, or which lie in one.
    pub(crate) fn areas_at(&self, paths: &[Arc<str>]) -> Vec<ScanRoot> {
        self.areas.roots_at(paths)
    }

    /// The files that are known and not open, of these and of these folders.
    pub(crate) fn closed_at(&self, paths: &[Arc<str>]) -> Vec<Arc<str>> {
        let below = |path: &Arc<str>| {
            let folder = format!("{path}/");
            let below: Vec<_> = self.index.with_prefix(&folder).map(|(path, _)| path.clone()).collect();
            below.into_iter().chain(self.knows(path).then(|| path.clone()))
        };
        paths.iter().flat_map(below).filter(|path| !self.open.contains_key(path)).collect()
    }

    /// Whether a file is known already.
    pub(crate) fn knows(&self, path: &str) -> bool {
        self.index.get(path).is_some()
    }

    /// Those turn true when everything is known.
    pub(crate) fn everything(&self) -> Vec<watch::Receiver<bool>> {
        self.areas.scans().cloned().collect()
    }

    /// Takes in what an open document tells. Says whether others may have read what is different now.
    pub(crate) fn update(&mut self, document: &Document) -> bool {
        let Some(path) = &document.path else { return false };
        self.set(path, DocumentSummary::from_document(document))
    }

    /// Takes in what a file on disk tells, unless the file is open: the editor's text is the newer one.
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
        // Whether an agent is used depends on who names it.
        let front = changed.name || changed.standing || changed.budget || changed.references;
        let body = changed.name || changed.headings;
        self.revision.front += u64::from(front);
        self.revision.body += u64::from(body);
        let read_by_others = front || body;
        if read_by_others {
            self.touch();
        }
        read_by_others
    }
}
