//! Which parts of the disk are wanted: the workspace, the home folder, and what lies around each open document.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use agentls_analysis::index::{agents_root, project_root};
use agentls_workspace::projects::projects_around;
use agentls_workspace::walk::ScanRoot;
use tokio::sync::watch;

/// A part of the disk that is to be read.
pub(crate) struct ScanRequest {
    pub(crate) area: ScanRoot,
    /// Turns true when that is done.
    pub(crate) done: watch::Sender<bool>,
}

/// The parts of the disk that are wanted.
#[derive(Default)]
pub(super) struct Areas {
    /// The folders of the workspace, with their last `/`.
    workspace: Vec<Arc<str>>,
    home: Option<ScanRoot>,
    /// What lies around the open documents, by their paths.
    around: HashMap<Arc<str>, Vec<ScanRoot>>,
    /// The wanted parts, all of which were read or are being read; the value turns true when that is done.
    wanted: HashMap<ScanRoot, watch::Receiver<bool>>,
    /// The roots of those that were wanted and are no longer, since someone asked.
    left: Vec<Arc<str>>,
}

impl Areas {
    /// The folders of the workspace, with their last `/`.
    pub(super) fn workspace(&self) -> &[Arc<str>] {
        &self.workspace
    }

    /// Adds a folder to the workspace, unless it is one. Gives what is to be read for its sake.
    pub(super) fn add_folder(&mut self, root: Arc<str>) -> Vec<ScanRequest> {
        if !self.workspace.contains(&root) {
            self.workspace.push(root);
        }
        self.surround_all()
    }

    /// Takes a folder out of the workspace. Gives what is to be read for the sake of the open documents in it.
    pub(super) fn remove_folder(&mut self, root: &str) -> Vec<ScanRequest> {
        self.workspace.retain(|folder| **folder != *root);
        self.surround_all()
    }

    /// Says which folder is the user's home. Gives what is to be read for its sake.
    pub(super) fn set_home(&mut self, home: Arc<str>) -> Vec<ScanRequest> {
        self.home = Some(ScanRoot::Home(home));
        self.fit()
    }

    /// Notes that a document is open. Gives what is to be read for its sake.
    pub(super) fn open(&mut self, path: &Arc<str>) -> Vec<ScanRequest> {
        self.around.insert(path.clone(), self.around(path));
        self.fit()
    }

    /// Notes that a document is no longer open.
    pub(super) fn close(&mut self, path: &str) {
        self.around.remove(path);
        // Nothing is to be read where less is wanted.
        self.fit();
    }

    fn around(&self, path: &str) -> Vec<ScanRoot> {
        let outside = |root: &Arc<str>| !self.workspace.iter().any(|folder| root.starts_with(&**folder));
        let projects = projects_around(project_root(path)).into_iter().filter(outside);
        [ScanRoot::Folder(agents_root(path).into())]
            .into_iter()
            .chain(projects.map(ScanRoot::Project))
            .collect()
    }

    /// The same for all open documents: those in the workspace want less.
    fn surround_all(&mut self) -> Vec<ScanRequest> {
        let open: Vec<_> = self.around.keys().cloned().collect();
        self.around = open.into_iter().map(|path| (path.clone(), self.around(&path))).collect();
        self.fit()
    }

    /// Forgets the parts that are no longer wanted, and gives those to be read that were not wanted before.
    fn fit(&mut self) -> Vec<ScanRequest> {
        let workspace = self.workspace.iter().cloned().map(ScanRoot::Workspace);
        let all: HashSet<_> =
            workspace.chain(self.home.clone()).chain(self.around.values().flatten().cloned()).collect();
        let gone = self.wanted.extract_if(|area, _| !all.contains(area));
        self.left.extend(gone.map(|(area, _)| area.root().into()));
        let new = all.into_iter().filter(|area| !self.wanted.contains_key(area)).collect::<Vec<_>>();
        let begin = |area: ScanRoot| {
            let (done, receiver) = watch::channel(false);
            self.wanted.insert(area.clone(), receiver);
            ScanRequest { area, done }
        };
        new.into_iter().map(begin).collect()
    }

    /// The roots of the parts that were wanted and are no longer, since this was asked for the last time.
    pub(super) fn take_left(&mut self) -> Vec<Arc<str>> {
        std::mem::take(&mut self.left)
    }

    /// Notes that a part was read. What was found of one that is no longer wanted is to be forgotten.
    pub(super) fn note_read(&mut self, area: &ScanRoot) {
        if !self.wanted.contains_key(area) {
            self.left.push(area.root().into());
        }
    }

    /// All of them.
    pub(super) fn all(&self) -> Vec<ScanRoot> {
        self.wanted.keys().cloned().collect()
    }

    /// Those in which one of these files or folders lies, or which lie in one. Paths are given without a last `/`.
    pub(super) fn roots_at(&self, paths: &[Arc<str>]) -> Vec<ScanRoot> {
        let concerns = |area: &&ScanRoot| {
            let root = area.root().trim_end_matches('/');
            paths.iter().any(|path| is_within(path, root) || is_within(root, path))
        };
        self.wanted.keys().filter(concerns).cloned().collect()
    }

    /// Those turn true when everything was read.
    pub(super) fn scans(&self) -> impl Iterator<Item = &watch::Receiver<bool>> {
        self.wanted.values()
    }
}

/// Whether a path is a folder's, or one of a file in it. Both are given without a last `/`.
fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
