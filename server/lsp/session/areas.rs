//! Which parts of the disk are scanned: the workspace, the home folder, and the surroundings of each open document.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use agentls_analysis::index::{agents_root, project_root};
use agentls_workspace::projects::projects_around;
use agentls_workspace::walk::ScanRoot;
use tokio::sync::watch;

/// A part of the disk to scan.
pub(crate) struct ScanRequest {
    pub(crate) area: ScanRoot,
    /// Becomes true when the scan is done.
    pub(crate) done: watch::Sender<bool>,
}

/// The parts of the disk that are wanted in the index.
#[derive(Default)]
pub(super) struct Areas {
    /// The folders of the workspace, with their last `/`.
    workspace: Vec<Arc<str>>,
    home: Option<ScanRoot>,
    /// The surroundings of the open documents, by document path.
    around: HashMap<Arc<str>, Vec<ScanRoot>>,
    /// The wanted roots, all of which are scanned or being scanned; the value becomes true when the scan is done.
    wanted: HashMap<ScanRoot, watch::Receiver<bool>>,
    /// Roots that are no longer wanted, since the last [`Self::take_left`].
    left: Vec<Arc<str>>,
}

impl Areas {
    /// Returns the folders of the workspace, with their last `/`.
    pub(super) fn workspace(&self) -> &[Arc<str>] {
        &self.workspace
    }

    /// Adds a folder to the workspace, unless it is there. Returns the scans that this needs.
    pub(super) fn add_folder(&mut self, root: Arc<str>) -> Vec<ScanRequest> {
        if !self.workspace.contains(&root) {
            self.workspace.push(root);
        }
        self.surround_all()
    }

    /// Removes a folder from the workspace. Returns the scans that open documents in it need.
    pub(super) fn remove_folder(&mut self, root: &str) -> Vec<ScanRequest> {
        self.workspace.retain(|folder| **folder != *root);
        self.surround_all()
    }

    /// Sets the user's home folder. Returns the scans that this needs.
    pub(super) fn set_home(&mut self, home: Arc<str>) -> Vec<ScanRequest> {
        self.home = Some(ScanRoot::Home(home));
        self.fit()
    }

    /// Records that a document is open. Returns the scans that it needs.
    pub(super) fn open(&mut self, path: &Arc<str>) -> Vec<ScanRequest> {
        self.around.insert(path.clone(), self.around(path));
        self.fit()
    }

    /// Records that a document was closed.
    pub(super) fn close(&mut self, path: &str) {
        self.around.remove(path);
        // Wanting less needs no scan.
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

    /// Recomputes the surroundings of all open documents: those in the workspace need less.
    fn surround_all(&mut self) -> Vec<ScanRequest> {
        let open: Vec<_> = self.around.keys().cloned().collect();
        self.around = open.into_iter().map(|path| (path.clone(), self.around(&path))).collect();
        self.fit()
    }

    /// Drops roots that are no longer wanted, and returns scans for those that are new.
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

    /// Returns the roots that are no longer wanted, since the last call.
    pub(super) fn take_left(&mut self) -> Vec<Arc<str>> {
        std::mem::take(&mut self.left)
    }

    /// Records that a root was scanned. If it is no longer wanted, its files are to be removed from the index.
    pub(super) fn note_read(&mut self, area: &ScanRoot) {
        if !self.wanted.contains_key(area) {
            self.left.push(area.root().into());
        }
    }

    /// Returns all wanted roots.
    pub(super) fn all(&self) -> Vec<ScanRoot> {
        self.wanted.keys().cloned().collect()
    }

    /// Returns the wanted roots that contain one of these paths, or lie in one. Paths have no trailing `/`.
    pub(super) fn roots_at(&self, paths: &[Arc<str>]) -> Vec<ScanRoot> {
        let concerns = |area: &&ScanRoot| {
            let root = area.root().trim_end_matches('/');
            paths.iter().any(|path| is_within(path, root) || is_within(root, path))
        };
        self.wanted.keys().filter(concerns).cloned().collect()
    }

    /// Returns receivers that become true when all scans are done.
    pub(super) fn scans(&self) -> impl Iterator<Item = &watch::Receiver<bool>> {
        self.wanted.values()
    }
}

/// Whether a path is the folder itself or lies in it. Both have no trailing `/`.
fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
