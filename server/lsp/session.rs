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
use tower_lsp::gen_lsp_types::{TextDocumentContentChangeEvent, Uri};

use crate::client::ClientFlags;
use crate::session::slow_queue::SlowQueue;
use crate::to_proto;
use crate::transport::lenient::NO_VERSION;

/// The state behind its lock. It is never held across an await.
#[derive(Default)]
pub(crate) struct SharedSession {
    session: Mutex<Session>,
    publishing: Mutex<()>,
}

impl SharedSession {
    /// The state. A panic in another holder leaves it whole, since every change is one assignment.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The right to send findings, held by one thread at a time, so that the newest are sent last.
    pub(crate) fn publishing(&self) -> MutexGuard<'_, ()> {
        self.publishing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The state of the server.
#[derive(Default)]
pub(crate) struct Session {
    pub(crate) flags: ClientFlags,
    /// What is set in files and in the editor.
    pub(crate) settings: Arc<SettingsCache>,
    /// The files that settings name and that the client was asked to watch.
    pub(crate) named: BTreeSet<PathBuf>,
    /// The folders of the workspace that the client named and that were not looked at yet.
    pub(crate) folders: Vec<Uri>,
    /// What is set in the editor, until the client says that it is ready.
    pub(crate) options: Option<serde_json::Value>,
    documents: HashMap<Uri, OpenDocument>,
    /// The open documents of which a change could not be read, with their language ids.
    lost: HashMap<Uri, Box<str>>,
    /// Whether what is wrong in settings is to be looked at.
    settings_due: bool,
    /// How often it was looked at, and which of these looks the client was told of.
    settings_generations: (u64, u64),
    /// What the client was last told of settings, by address.
    pub(crate) settings_told: HashMap<Uri, Vec<SettingsError>>,
    /// The documents that messages have changed and whose findings are still to be sent.
    due: Vec<Uri>,
    /// The documents whose findings are to be looked at again.
    due_again: Vec<Uri>,
    /// The documents that take long to look at.
    slow_queue: SlowQueue,
    /// What documents tell each other, open or not.
    index: IndexState,
    /// Which files are there that links lead to.
    existence: Arc<Existence>,
    /// What completions offered last.
    pub(crate) offers: Arc<OfferCache>,
}

/// An open document.
struct OpenDocument {
    document: Arc<Document>,
    /// The language id that the client gave.
    language: Box<str>,
    history: History,
    /// How it is checked.
    policy: Arc<Policy>,
    /// How much is answered.
    limits: Limits,
    /// Whether what holds for it is still to be read. Nothing is found in it until then.
    awaits: bool,
    /// Whether the findings of this version are still to be sent.
    due: bool,
    /// Whether they are to be looked at again.
    due_again: bool,
    /// Whether it may tell others something else than is known of it.
    unindexed: bool,
    /// The findings that the client was last told of.
    reported: Option<PublishedDiagnostics>,
    /// How often findings were looked for.
    generation: u64,
}

impl OpenDocument {
    /// Whether the findings take no long look: those of the body are the ones of the version before.
    fn is_quick(&self, revision: (Revision, u64)) -> bool {
        let (document, policy) = (&*self.document, &self.policy);
        // Of a body past these limits, nothing is looked at.
        let past = || matches!(document.sections().limit(), Some(Limit::Length | Limit::Count));
        let same = |before: &PublishedDiagnostics| {
            before.cross_file_diagnostics(document, policy, revision).1.is_some()
        };
        let light = document.has_light_head() && !document.summary_pending();
        light && (past() || self.reported.as_ref().is_some_and(same))
    }
}

/// What a question is answered from.
pub(crate) struct Snapshot {
    pub(crate) document: Arc<Document>,
    /// Whether what holds for it is still to be read.
    pub(crate) awaits: bool,
    pub(crate) policy: Arc<Policy>,
    pub(crate) limits: Limits,
    pub(crate) uri: Uri,
    pub(crate) flags: ClientFlags,
}

impl Session {
    /// A document as an editor opens it.
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

    /// Takes in a document that was opened. Gives the parts of the disk that are to be read for its sake.
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

    /// Applies changes to an open document; those of a document that is not open have nothing to apply to. Says whether the
    /// document is as it should be; one that is not is to be lost.
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

    /// Forgets what is typed in an open document, until the client sends all of it. Gives its path, and whether the client
    /// shows findings in it; none if it is not open, or lost already.
    pub(crate) fn lose(&mut self, uri: &Uri) -> Option<(Option<Arc<str>>, bool)> {
        let language = self.documents.get(uri)?.language.clone();
        let closed = self.close(uri);
        self.lost.insert(uri.clone(), language);
        Some(closed)
    }

    /// The language of a document whose text was lost, if the changes put a whole text in its place, with that text. What
    /// they do to it is left to be done.
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

    /// Forgets a document that was closed. Gives its path, and whether the client shows findings in it.
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

    /// What a question about a document is answered from; none if it is not open.
    pub(crate) fn snapshot(&self, uri: &Uri) -> Option<Snapshot> {
        let OpenDocument { document, policy, limits, awaits, .. } = self.documents.get(uri)?;
        let (document, policy, limits, awaits) = (document.clone(), policy.clone(), *limits, *awaits);
        Some(Snapshot { document, awaits, policy, limits, uri: uri.clone(), flags: self.flags })
    }

    /// What the documents tell each other, as far as it is known.
    pub(crate) fn agent_index(&mut self) -> Arc<AgentIndex> {
        if self.settle() {
            self.mark_all();
        }
        self.index.agent_index()
    }

    /// The documents that take long to look at.
    pub(crate) fn slow_queue(&mut self) -> &mut SlowQueue {
        &mut self.slow_queue
    }

    /// What is known beyond the open documents.
    pub(crate) fn index_state(&mut self) -> &mut IndexState {
        &mut self.index
    }

    /// The text of a document that is open, by its path.
    pub(crate) fn open_at(&self, path: &str) -> Option<(&Uri, &Arc<Document>)> {
        let uri = self.index.uri(path)?;
        self.documents.get(uri).map(|open| (uri, &open.document))
    }

    /// Takes in what the open documents tell now, as far as they were read. Says whether others may have read what is
    /// different: their findings are to be looked at, too.
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

    /// Which files are there that links lead to.
    pub(crate) fn existence(&self) -> Arc<Existence> {
        self.existence.clone()
    }

    /// What the client was told last of a document.
    pub(crate) fn reported(&self, uri: &Uri) -> Option<&PublishedDiagnostics> {
        self.documents.get(uri)?.reported.as_ref()
    }

    /// Notes what the client was told of a document.
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
