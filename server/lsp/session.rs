//! The state of the server: one writer changes it, readers hold snapshots.
//!
//! Everything here is synchronous, so that the state is changed before a handler first waits and the order of the
//! messages is the order of their effects.

mod areas;
mod due;
mod history;
mod index_state;
mod reported;
mod set;
pub(crate) mod slow_queue;
mod stale_answers;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use agentls_analysis::document::Document;
use agentls_analysis::ide::completion::OfferCache;
use agentls_analysis::index::AgentIndex;
use agentls_analysis::lint::Policy;
use agentls_analysis::sections::Limit;
use agentls_analysis::text::Text;
use agentls_workspace::existence::Existence;
use agentls_workspace::settings::{Limits, Project, SettingsCache, SettingsError};
pub(crate) use areas::ScanRequest;
pub(crate) use due::PendingDiagnostics;
use history::{History, TextChange};
use index_state::IndexState;
pub(crate) use index_state::Revision;
pub(crate) use reported::PublishedDiagnostics;
use stale_answers::Answered;
pub(crate) use stale_answers::StaleAnswers;
use tower_lsp::gen_lsp_types::{TextDocumentContentChangeEvent, Uri};

use crate::client::ClientFlags;
use crate::session::slow_queue::SlowQueue;
use crate::to_proto;
use crate::transport::lenient::NO_VERSION;

/// The session behind a mutex, which is never held across an await.
#[derive(Default)]
pub(crate) struct SharedSession {
    session: Mutex<Session>,
    publishing: Mutex<()>,
}

impl SharedSession {
    /// Locks the session. A poisoned lock is still consistent, since every change is one assignment.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Locks publishing: one thread at a time sends diagnostics, so that the newest are sent last.
    pub(crate) fn publishing(&self) -> MutexGuard<'_, ()> {
        self.publishing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The state of the server.
#[derive(Default)]
pub(crate) struct Session {
    pub(crate) flags: ClientFlags,
    /// Settings from files and from the editor.
    pub(crate) settings: Arc<SettingsCache>,
    /// Files named in settings that the client was asked to watch.
    pub(crate) named: BTreeSet<PathBuf>,
    /// Whether the client tells of every file that is created, which it is asked for only if a rule needs it.
    pub(crate) creations: Creations,
    /// Workspace folders from the client that are not processed yet.
    pub(crate) folders: Vec<Uri>,
    /// The editor's settings, kept until `initialized`.
    pub(crate) options: Option<serde_json::Value>,
    documents: HashMap<Uri, OpenDocument>,
    /// Open documents with an unreadable change, with their language ids.
    lost: HashMap<Uri, Box<str>>,
    /// Whether settings are to be checked.
    settings_due: bool,
    /// The number of settings checks, and the last one whose result was sent.
    settings_generations: (u64, u64),
    /// The settings errors last sent to the client, by URI.
    pub(crate) settings_told: HashMap<Uri, Vec<SettingsError>>,
    /// Documents changed by messages whose diagnostics are not sent yet.
    due: Vec<Uri>,
    /// Documents whose diagnostics are to be recomputed.
    due_again: Vec<Uri>,
    /// Documents that take long to analyse.
    slow_queue: SlowQueue,
    /// The summaries of all documents, open or not.
    index: IndexState,
    /// Whether the client was told that documents can be formatted.
    formatting_offered: bool,
    /// Which link targets exist.
    existence: Arc<Existence>,
    /// The completions offered last.
    pub(crate) offers: Arc<OfferCache>,
    /// Which answers the client shows until it asks again.
    answered: Answered,
}

/// Whether the client tells of files that are created.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Creations {
    /// It was not asked to.
    #[default]
    Untold,
    /// It was asked and has not answered.
    Asked,
    Told,
    /// It does not.
    Refused,
}

/// An open document.
struct OpenDocument {
    document: Arc<Document>,
    /// The language id from the client.
    language: Box<str>,
    history: History,
    /// How the document is checked.
    policy: Arc<Policy>,
    /// The limits for answers.
    limits: Limits,
    /// Whether the client can format it.
    formats: bool,
    /// Whether it has code lenses.
    code_lenses: bool,
    /// Whether its settings are still loading. It has no diagnostics until then.
    awaits: bool,
    /// Whether the diagnostics of this version are still to be sent.
    due: bool,
    /// Whether the diagnostics are to be recomputed.
    due_again: bool,
    /// Whether its summary may differ from the index.
    unindexed: bool,
    /// The diagnostics last sent to the client.
    reported: Option<PublishedDiagnostics>,
    /// How often diagnostics were computed.
    generation: u64,
}

impl OpenDocument {
    /// Whether diagnostics are cheap to compute: those of the body can be reused from the version before.
    fn is_quick(&self, revision: (Revision, u64)) -> bool {
        let (document, policy) = (&*self.document, &self.policy);
        // A body past these limits is not analysed.
        let past = || matches!(document.sections().limit(), Some(Limit::Length | Limit::Count));
        let same = |before: &PublishedDiagnostics| {
            before.cross_file_diagnostics(document, policy, revision).1.is_some()
        };
        let light = document.has_light_head() && !document.summary_pending();
        light && (past() || self.reported.as_ref().is_some_and(same))
    }
}

/// What a request is answered from.
pub(crate) struct Snapshot {
    pub(crate) document: Arc<Document>,
    /// Whether the document's settings are still loading.
    pub(crate) awaits: bool,
    pub(crate) policy: Arc<Policy>,
    pub(crate) limits: Limits,
    /// Whether the client can format the document.
    pub(crate) formats: bool,
    pub(crate) code_lenses: bool,
    pub(crate) uri: Uri,
    pub(crate) flags: ClientFlags,
}

impl Session {
    /// Creates the document for a text that an editor opened.
    fn document(
        &self,
        project: &Project,
        path: Option<&Arc<str>>,
        language: &str,
        version: i32,
        text: Text,
    ) -> Document {
        let Some(path) = path else {
            return Document::in_language(&project.dialects, None, language, version, text);
        };
        let names = self.settings.path_names(Path::new(&**path));
        Document::with_names(&project.dialects, path, &names, Some(language), version, text)
    }

    /// Adds an opened document. Returns the scans that it needs.
    pub(crate) fn open(
        &mut self,
        uri: &Uri,
        path: Option<&Arc<str>>,
        language: &str,
        version: i32,
        text: &str,
        project: &Project,
    ) -> Vec<ScanRequest> {
        let document = Arc::new(self.document(project, path, language, version, text.into()));
        let policy = Arc::new(project.policy(path.map(|path| &**path)));
        self.lost.remove(uri);
        let reported = self.documents.remove(uri).and_then(|open| open.reported);
        let wanted = path.map(|path| self.index.open(path, uri)).unwrap_or_default();
        self.documents.insert(
            uri.clone(),
            OpenDocument {
                document,
                language: language.into(),
                history: History::default(),
                policy,
                limits: project.limits,
                formats: project.formats,
                code_lenses: project.code_lenses,
                awaits: project.awaited,
                due: false,
                due_again: false,
                unindexed: true,
                generation: reported
                    .as_ref()
                    .map_or(0, |reported: &PublishedDiagnostics| reported.generation),
                reported,
            },
        );
        self.note_settings_of(uri);
        self.mark(uri);
        wanted
    }

    /// Applies changes to a document; does nothing if it is not open. Returns false if the changes could not be
    /// applied: the document is then to be passed to [`Self::lose`].
    pub(crate) fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        events: Vec<TextDocumentContentChangeEvent>,
    ) -> bool {
        let encoding = self.flags.encoding;
        let Some(open) = self.documents.get_mut(uri) else { return true };
        let parts: Vec<_> = events.into_iter().map(part).collect();
        let version = match version {
            NO_VERSION => open.document.version.saturating_add(1),
            version => version,
        };
        let Some(next) = open.history.after(&open.document, version, parts, encoding) else { return false };
        next.read_touched();
        open.document = next;
        open.unindexed = true;
        self.mark(uri);
        self.note_settings_of(uri);
        true
    }

    /// Drops the text of an open document until the client sends all of it. Returns its path, and whether the client
    /// shows diagnostics in it; `None` if it is not open, or lost already.
    pub(crate) fn lose(&mut self, uri: &Uri) -> Option<(Option<Arc<str>>, bool)> {
        let language = self.documents.get(uri)?.language.clone();
        let closed = self.close(uri);
        self.lost.insert(uri.clone(), language);
        Some(closed)
    }

    /// Returns the language id of a lost document and its new text if the changes replace the whole text. Leaves the
    /// changes after that in `changes`.
    pub(crate) fn found_again(
        &self,
        uri: &Uri,
        changes: &mut Vec<TextDocumentContentChangeEvent>,
    ) -> Option<(Box<str>, String)> {
        let language = self.lost.get(uri)?.clone();
        let is_whole = |it: &TextDocumentContentChangeEvent| {
            matches!(it, TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(_))
        };
        let at = changes.iter().rposition(is_whole)?;
        match changes.drain(..=at).next_back()? {
            TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                Some((language, whole.text))
            }
            TextDocumentContentChangeEvent::TextDocumentContentChangePartial(_) => None,
        }
    }

    /// Removes a closed document. Returns its path, and whether the client shows diagnostics in it.
    pub(crate) fn close(&mut self, uri: &Uri) -> (Option<Arc<str>>, bool) {
        self.note_settings_of(uri);
        self.lost.remove(uri);
        let closed = self.documents.remove(uri);
        let path = closed.as_ref().and_then(|open| open.document.path.clone());
        if let Some(path) = &path {
            self.index.close(path);
        }
        (path, closed.and_then(|open| open.reported).is_some_and(|reported| reported.is_shown()))
    }

    /// Returns what a request about a document is answered from; `None` if it is not open.
    pub(crate) fn snapshot(&self, uri: &Uri) -> Option<Snapshot> {
        let open = self.documents.get(uri)?;
        Some(Snapshot {
            document: open.document.clone(),
            awaits: open.awaits,
            policy: open.policy.clone(),
            limits: open.limits,
            formats: open.formats,
            code_lenses: open.code_lenses,
            uri: uri.clone(),
            flags: self.flags,
        })
    }

    /// Returns the index with the summaries computed so far.
    pub(crate) fn agent_index(&mut self) -> Arc<AgentIndex> {
        if self.settle() {
            self.mark_all();
        }
        self.index.agent_index()
    }

    /// Returns the queue of documents that take long to analyse.
    pub(crate) fn slow_queue(&mut self) -> &mut SlowQueue {
        &mut self.slow_queue
    }

    /// Returns the state of the index.
    pub(crate) fn index_state(&mut self) -> &mut IndexState {
        &mut self.index
    }

    /// Returns an open document by its path.
    pub(crate) fn open_at(&self, path: &str) -> Option<(&Uri, &Arc<Document>)> {
        let uri = self.index.uri(path)?;
        self.documents.get(uri).map(|open| (uri, &open.document))
    }

    /// Merges the summaries of open documents into the index, as far as they are computed. Returns true if anything
    /// that other documents can see changed: their diagnostics are then stale.
    fn settle(&mut self) -> bool {
        let mut changed = false;
        for open in
            self.documents.values_mut().filter(|open| open.unindexed && !open.document.summary_pending())
        {
            open.unindexed = false;
            changed |= self.index.update(&open.document);
        }
        changed
    }

    /// Returns which link targets exist.
    pub(crate) fn existence(&self) -> Arc<Existence> {
        self.existence.clone()
    }

    /// Returns the diagnostics last sent for a document.
    pub(crate) fn reported(&self, uri: &Uri) -> Option<&PublishedDiagnostics> {
        self.documents.get(uri)?.reported.as_ref()
    }

    /// Records the diagnostics sent for a document.
    pub(crate) fn set_reported(&mut self, uri: &Uri, reported: PublishedDiagnostics) {
        if let Some(open) = self.documents.get_mut(uri) {
            open.reported = Some(reported);
        }
    }
}

fn part(event: TextDocumentContentChangeEvent) -> TextChange {
    match event {
        TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
            let range = (to_proto::from_position(part.range.start), to_proto::from_position(part.range.end));
            (Some(range), part.text)
        }
        TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => (None, whole.text),
    }
}
