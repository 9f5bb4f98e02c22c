//! What documents tell each other: the open ones first, then those on disk, and which parts of the disk were read.

use std::collections::HashMap;
use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::fleet::{Facts, Fleet, agents_root, project_root};
use tokio::sync::watch;
use tower_lsp::gen_lsp_types::Uri;

use crate::disk::{self, Area};

/// A part of the disk that is to be read.
pub(crate) struct Reading {
    pub(crate) area: Area,
    /// Turns true when that is done.
    pub(crate) done: watch::Sender<bool>,
}

/// How often something changed that findings may depend on which are not of the document that changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Revision {
    /// The findings of front matters.
    pub(crate) front: u64,
    /// The findings of bodies.
    pub(crate) body: u64,
}

impl Revision {
    fn renew(&mut self) {
        self.front += 1;
        self.body += 1;
    }
}

/// What documents tell each other.
#[derive(Default)]
pub(crate) struct Knowledge {
    fleet: Arc<Fleet>,
    /// The addresses of the open documents, by path.
    open: HashMap<Arc<str>, Uri>,
    /// The parts of the disk that were read, or are being read; the value turns true when that is done.
    areas: HashMap<Area, watch::Receiver<bool>>,
    /// The folders of the workspace, with their last `/`.
    workspace: Vec<Arc<str>>,
    /// How often each file was read from disk.
    read: HashMap<Arc<str>, u64>,
    /// How often something changed that others may have read.
    revision: Revision,
    /// Whether there is more on disk than was read.
    more: bool,
    /// How often anything was learnt.
    changes: watch::Sender<u64>,
}

impl Knowledge {
    /// Everything that is known.
    pub(crate) fn fleet(&self) -> Arc<Fleet> {
        self.fleet.clone()
    }

    /// How often something changed that the findings of others may depend on.
    pub(crate) fn revision(&self) -> Revision {
        self.revision
    }

    /// The address under which a document is open.
    pub(crate) fn uri(&self, path: &str) -> Option<&Uri> {
        self.open.get(path)
    }

    /// Notes that a document is open: from now on its text counts, and not the file's.
    pub(crate) fn open(&mut self, path: &Arc<str>, uri: &Uri) {
        self.open.insert(path.clone(), uri.clone());
    }

    /// Notes that a document is no longer open.
    pub(crate) fn close(&mut self, path: &str) {
        self.open.remove(path);
    }

    /// Says that the findings of all files may be others now, although no file is.
    pub(crate) fn renew(&mut self) {
        self.revision.renew();
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
        let own = |path: &&Arc<str>| self.workspace.iter().any(|root| path.starts_with(&**root));
        let closed = self.fleet.iter().map(|(path, _)| path).filter(|path| !self.open.contains_key(&***path));
        let read = |path: &Arc<str>| (path.clone(), self.read.get(path).copied().unwrap_or_default());
        (closed.filter(own).map(read).collect(), self.revision)
    }

    /// The folders of the workspace, with their last `/`.
    pub(crate) fn workspace(&self) -> &[Arc<str>] {
        &self.workspace
    }

    /// Adds a folder to the workspace. Gives what is to be read for its sake.
    pub(crate) fn add_folder(&mut self, root: Arc<str>) -> Vec<Reading> {
        if !self.workspace.contains(&root) {
            self.workspace.push(root.clone());
            self.show_from_workspace();
        }
        self.wanted([Area::Workspace(root)])
    }

    /// Takes a folder out of the workspace, and forgets its files unless they are open.
    pub(crate) fn remove_folder(&mut self, root: &str) {
        self.workspace.retain(|folder| **folder != *root);
        self.show_from_workspace();
        self.areas.retain(|area, _| !area.root().starts_with(root));
        self.forget_below(root);
    }

    /// Has messages name paths below the folders of the workspace.
    fn show_from_workspace(&mut self) {
        Arc::make_mut(&mut self.fleet).set_roots(self.workspace.iter().cloned());
        self.revision.renew();
    }

    /// The innermost folder of the workspace that a path lies in, with its last `/`.
    pub(crate) fn folder_of(&self, path: &str) -> Option<&Arc<str>> {
        let around = self.workspace.iter().filter(|root| path.starts_with(&***root));
        around.max_by_key(|root| root.len())
    }

    /// Says which folder is the user's home. Gives what is to be read for its sake.
    pub(crate) fn set_home(&mut self, home: &Arc<str>) -> Vec<Reading> {
        Arc::make_mut(&mut self.fleet).set_home(home);
        self.revision.renew();
        self.wanted([Area::Home(home.clone())])
    }

    /// What is to be read for the sake of an open document, and was not read yet.
    pub(crate) fn areas_of(&mut self, path: &str) -> Vec<Reading> {
        let folder = Area::Folder(agents_root(path).into());
        let outside = |root: &Arc<str>| !self.workspace.iter().any(|folder| root.starts_with(&**folder));
        let projects: Vec<_> =
            disk::projects_around(project_root(path)).into_iter().filter(outside).collect();
        self.wanted([folder].into_iter().chain(projects.into_iter().map(Area::Project)))
    }

    /// Notes whether all that is to be read was read: only then can anybody say that something is not there.
    pub(crate) fn note_completeness(&mut self) {
        let complete = !self.more && self.areas.values().all(|done| *done.borrow());
        if complete != self.fleet.is_complete() {
            Arc::make_mut(&mut self.fleet).set_complete(complete);
            self.revision.renew();
        }
    }

    /// Notes whether there is more on disk than is read: then nobody can say that something is not there. Says whether
    /// that is new.
    pub(crate) fn note_more(&mut self, more: bool) -> bool {
        std::mem::replace(&mut self.more, more) != more
    }

    fn wanted(&mut self, areas: impl IntoIterator<Item = Area>) -> Vec<Reading> {
        let mut wanted = Vec::new();
        for area in areas {
            if !self.areas.contains_key(&area) {
                let (done, receiver) = watch::channel(false);
                self.areas.insert(area.clone(), receiver);
                wanted.push(Reading { area, done });
            }
        }
        self.note_completeness();
        wanted
    }

    /// The parts of the disk that were read, or are being read.
    pub(crate) fn areas(&self) -> Vec<Area> {
        self.areas.keys().cloned().collect()
    }

    /// The files that are known and not open.
    pub(crate) fn closed(&self) -> Vec<Arc<str>> {
        let paths = self.fleet.iter().map(|(path, _)| path);
        paths.filter(|path| !self.open.contains_key(&***path)).cloned().collect()
    }

    /// The areas that a folder lies in.
    pub(crate) fn areas_around(&self, folder: &str) -> Vec<Area> {
        self.areas.keys().filter(|area| folder.starts_with(area.root())).cloned().collect()
    }

    /// Whether a file is known already.
    pub(crate) fn knows(&self, path: &str) -> bool {
        self.fleet.get(path).is_some()
    }

    /// Those turn true when everything is known.
    pub(crate) fn everything(&self) -> Vec<watch::Receiver<bool>> {
        self.areas.values().cloned().collect()
    }

    /// Takes in what an open document tells. Says whether others may have read what is different now.
    pub(crate) fn learn(&mut self, document: &Document) -> bool {
        let Some(path) = &document.path else { return false };
        self.set(path, Facts::of(document))
    }

    /// Takes in what a file on disk tells, unless the file is open: the editor's text is the newer one.
    pub(crate) fn learn_from_disk(&mut self, path: &Arc<str>, facts: Option<Facts>) {
        if self.open.contains_key(path) || facts.is_none() && !self.knows(path) {
            return;
        }
        if facts.is_some() {
            *self.read.entry(path.clone()).or_default() += 1;
        }
        self.set(path, facts);
        self.touch();
    }

    /// The files that are known of a folder, given with its last `/`.
    pub(crate) fn below(&self, folder: &str) -> Vec<Arc<str>> {
        self.fleet.below(folder).map(|(path, _)| path.clone()).collect()
    }

    /// Forgets the files of a folder that is gone, unless they are open.
    pub(crate) fn forget_below(&mut self, folder: &str) {
        for path in &self.below(folder) {
            self.learn_from_disk(path, None);
        }
    }

    fn set(&mut self, path: &Arc<str>, facts: Option<Facts>) -> bool {
        if facts.is_none() && !self.knows(path) {
            return false;
        }
        let changed = Arc::make_mut(&mut self.fleet).set(path, facts);
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
