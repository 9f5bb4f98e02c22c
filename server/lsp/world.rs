//! The state of the server: one writer changes it, readers hold snapshots.
//!
//! Everything here is synchronous, so that the state is changed before a handler first waits and the order of the
//! messages is the order of their effects.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use agentls_analysis::document::{Change, Document};
use agentls_analysis::fleet::{Facts, Fleet, agents_root};
use agentls_analysis::rules::{Diagnostic, Policy};
use tokio::sync::watch;
use tower_lsp::gen_lsp_types::{TextDocumentContentChangeEvent, Uri};

use crate::capabilities::ClientFlags;
use crate::convert;
use crate::settings::Settings;

/// The state behind its lock. It is never held across an await.
#[derive(Default)]
pub(crate) struct Shared(Mutex<World>);

impl Shared {
    /// The state. A panic in another holder leaves it whole, since every change is one assignment.
    pub(crate) fn lock(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The state of the server.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) flags: ClientFlags,
    /// What is set in the editor.
    pub(crate) settings: Settings,
    documents: HashMap<Uri, Open>,
    /// The documents whose findings are still to be sent.
    due: Vec<Uri>,
    fleet: Arc<Fleet>,
    /// The folders of agents that were read, or are being read; the value turns true when that is done.
    folders: HashMap<Box<str>, watch::Receiver<bool>>,
}

/// An open document.
struct Open {
    document: Arc<Document>,
    /// How it is checked.
    policy: Arc<Policy>,
    /// Whether the findings of this version are still to be sent.
    due: bool,
    /// The findings that the client was last told of.
    reported: Option<Reported>,
}

/// What a question is answered from.
pub(crate) struct Snapshot {
    pub(crate) document: Arc<Document>,
    pub(crate) policy: Arc<Policy>,
    pub(crate) uri: Uri,
    pub(crate) flags: ClientFlags,
    /// Turns true when the document's neighbours are known; none for a document that is in no file.
    pub(crate) neighbours: Option<watch::Receiver<bool>>,
}

/// A folder of agents that is to be read.
pub(crate) struct Folder {
    pub(crate) root: Box<str>,
    pub(crate) done: watch::Sender<bool>,
}

/// A document whose findings are to be sent.
pub(crate) struct Due {
    pub(crate) uri: Uri,
    pub(crate) document: Arc<Document>,
    pub(crate) policy: Arc<Policy>,
    /// The findings that the client was last told of.
    pub(crate) reported: Option<Reported>,
}

/// Findings that the client was told of, with the version of the document that they were found in.
#[derive(Clone)]
pub(crate) struct Reported {
    pub(crate) document: Arc<Document>,
    pub(crate) policy: Arc<Policy>,
    pub(crate) found: Arc<[Diagnostic]>,
}

impl Reported {
    /// Whether the client shows any, which an empty list would have to take away.
    pub(crate) fn is_shown(&self) -> bool {
        !self.found.is_empty()
    }
}

impl World {
    /// Takes in a document that was opened. Gives its folder if that is not known yet.
    pub(crate) fn open(
        &mut self,
        uri: Uri,
        language: &str,
        version: i32,
        text: &str,
        policy: Policy,
    ) -> Option<Folder> {
        let path = convert::path(&uri);
        let document = Arc::new(Document::in_language(path.clone(), language, version, text));
        self.learn(&document);
        let reported = self.documents.remove(&uri).and_then(|open| open.reported);
        self.due.push(uri.clone());
        self.documents.insert(uri, Open { document, policy: Arc::new(policy), due: true, reported });
        let root = agents_root(path.as_deref()?);
        if self.folders.contains_key(root) {
            return None;
        }
        let (done, receiver) = watch::channel(false);
        self.folders.insert(root.into(), receiver);
        Some(Folder { root: root.into(), done })
    }

    /// Applies changes to an open document; those of a document that is not open have nothing to apply to.
    pub(crate) fn change(&mut self, uri: &Uri, version: i32, events: &[TextDocumentContentChangeEvent]) {
        let encoding = self.flags.encoding;
        let Some(open) = self.documents.get_mut(uri) else { return };
        let changes: Vec<_> = events.iter().map(change).collect();
        let before = open.document.clone();
        open.document = Arc::new(before.changed(version, &changes, encoding));
        if !std::mem::replace(&mut open.due, true) {
            self.due.push(uri.clone());
        }
        let document = open.document.clone();
        if !document.has_front_matter_of(&before) {
            self.learn(&document);
        }
    }

    /// Forgets a document that was closed. Gives its path, and whether the client shows findings in it.
    pub(crate) fn close(&mut self, uri: &Uri) -> (Option<Arc<str>>, bool) {
        let closed = self.documents.remove(uri);
        let path = closed.as_ref().and_then(|open| open.document.path.clone());
        (path, closed.and_then(|open| open.reported).is_some_and(|reported| reported.is_shown()))
    }

    /// What a question about a document is answered from; none if it is not open.
    pub(crate) fn snapshot(&self, uri: &Uri) -> Option<Snapshot> {
        let Open { document, policy, .. } = self.documents.get(uri)?;
        let (document, policy) = (document.clone(), policy.clone());
        let root = document.path.as_deref().map(agents_root);
        let neighbours = root.and_then(|root| self.folders.get(root)).cloned();
        Some(Snapshot { document, policy, uri: uri.clone(), flags: self.flags, neighbours })
    }

    /// What the documents tell each other, as far as it is known.
    pub(crate) fn fleet(&self) -> Arc<Fleet> {
        self.fleet.clone()
    }

    /// Takes the documents whose findings are to be sent, each once and in its newest version.
    pub(crate) fn take_due(&mut self) -> Vec<Due> {
        let due = std::mem::take(&mut self.due);
        let newest = |uri: Uri| {
            let open = self.documents.get_mut(&uri)?;
            let policy = open.policy.clone();
            let due = Due { uri, document: open.document.clone(), policy, reported: open.reported.clone() };
            std::mem::take(&mut open.due).then_some(due)
        };
        due.into_iter().filter_map(newest).collect()
    }

    /// The open documents that are in files, with their paths.
    pub(crate) fn open_files(&self) -> Vec<(Uri, Arc<str>)> {
        let path = |(uri, open): (&Uri, &Open)| Some((uri.clone(), open.document.path.clone()?));
        self.documents.iter().filter_map(path).collect()
    }

    /// Sets how an open document is checked. Its findings are due if they are others.
    pub(crate) fn set_policy(&mut self, uri: &Uri, policy: Policy) {
        let Some(open) = self.documents.get_mut(uri).filter(|open| *open.policy != policy) else { return };
        open.policy = Arc::new(policy);
        if !std::mem::replace(&mut open.due, true) {
            self.due.push(uri.clone());
        }
    }

    /// Notes what the client was told of a document.
    pub(crate) fn set_reported(&mut self, uri: &Uri, reported: Reported) {
        if let Some(open) = self.documents.get_mut(uri) {
            open.reported = Some(reported);
        }
    }

    /// Takes in what a file on disk tells, unless the file is open: the editor's text is the newer one.
    pub(crate) fn learn_from_disk(&mut self, path: &Arc<str>, facts: Option<Facts>) {
        let open = |open: &Open| open.document.path.as_ref() == Some(path);
        if !self.documents.values().any(open) {
            Arc::make_mut(&mut self.fleet).set(path, facts);
        }
    }

    /// Whether a path lies in a folder whose files are known.
    pub(crate) fn knows_folder_of(&self, path: &str) -> bool {
        self.folders.contains_key(agents_root(path))
    }

    fn learn(&mut self, document: &Document) {
        let Some(path) = &document.path else { return };
        let facts = Facts::of(document);
        if self.fleet.get(path) != facts.as_ref() {
            Arc::make_mut(&mut self.fleet).set(path, facts);
        }
    }
}

fn change(event: &TextDocumentContentChangeEvent) -> Change<'_> {
    match event {
        TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
            let range = (convert::from_position(part.range.start), convert::from_position(part.range.end));
            Change { range: Some(range), text: &part.text }
        }
        TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
            Change { range: None, text: &whole.text }
        }
    }
}
