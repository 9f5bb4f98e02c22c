//! Pull diagnostics (LSP 3.17): of one document, and of the whole workspace.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, MutexGuard, PoisonError};

use agentls_workspace::settings::SettingsCache;
use rayon::prelude::*;
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::Result;

use super::Backend;
use super::index_snapshot::IndexSnapshot;
use crate::diagnostics;
use crate::session::{PendingDiagnostics, Revision, slow_queue};
use crate::to_proto::ToProto;

/// The result id of an empty list.
const NOTHING: &str = "0";

/// Suffix of the first result id after a document was closed, which sends its diagnostics once more.
/// vscode-languageclient 11 pulls a document's diagnostics a last time when it closes. Until that is answered, it
/// ignores workspace reports on the document, and yet remembers the id (`diagnostic.js`, `pullWorkspaceAsync`).
const ONCE_MORE: &str = "+";

/// The diagnostics of a closed file, as last computed.
#[derive(Clone)]
pub(crate) struct ClosedFile {
    /// The read count of the file and the revision of the index that they were computed at.
    at: (u64, Revision),
    id: String,
}

/// What clients that pull workspace diagnostics were sent.
#[derive(Default)]
pub(crate) struct Memory {
    /// The diagnostics of closed files, by path.
    files: HashMap<Arc<str>, ClosedFile>,
    /// Documents closed since. The client's diagnostics of them may be of a text that is gone.
    closed: HashSet<lsp::Uri>,
}

impl Backend {
    pub(super) async fn handle_diagnostic(
        &self,
        params: lsp::DocumentDiagnosticParams,
    ) -> Result<lsp::DocumentDiagnosticReport> {
        if self.snapshot(&params.text_document.uri).is_some_and(|it| it.document.is_heavy() || it.awaits) {
            let backend = self.clone();
            return Ok(self.spawn_blocking(move || backend.find_diagnostics(&params)).await);
        }
        Ok(self.find_diagnostics(&params))
    }

    /// Returns the diagnostics of an open document, or that they are unchanged. Only those sent since the document was
    /// opened count: Neovim 0.12 drops diagnostics with the document, but keeps their id.
    pub(crate) fn find_diagnostics(
        &self,
        params: &lsp::DocumentDiagnosticParams,
    ) -> lsp::DocumentDiagnosticReport {
        let flags = self.session().flags;
        if self.snapshot(&params.text_document.uri).is_some_and(|it| it.awaits) {
            self.sync.reload();
        }
        if let Some(snapshot) =
            self.snapshot(&params.text_document.uri).filter(|it| it.document.summary_pending())
        {
            slow_queue::compute_summary(&snapshot.document);
        }
        let due = self.session().due_of(&params.text_document.uri);
        let told = due.as_ref().is_some_and(|due| due.reported.is_some());
        let items = due.map(|due| {
            let reported = diagnostics::compute_diagnostics(&due);
            let to = ToProto::new(&due.document, &due.uri, &flags);
            let items: Vec<_> = reported.found().map(|found| to.diagnostic(found)).collect();
            self.session().set_reported(&due.uri, reported);
            items
        });
        self.sync.look_up();
        let items = items.unwrap_or_default();
        let id = id_of(&items);
        if told && params.previous_result_id.as_ref() == Some(&id) {
            return lsp::RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: lsp::UnchangedDocumentDiagnosticReport {
                    result_id: id,
                },
            }
            .into();
        }
        lsp::RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport { result_id: Some(id), items },
        }
        .into()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records that a document was closed.
    pub(crate) fn note_closed_document(&self, uri: lsp::Uri) {
        self.memory().closed.insert(as_we_write(uri));
        self.session().index_state().touch();
    }

    /// Returns the diagnostics of closed files in the workspace that the client does not have yet.
    ///
    /// If the client has them all, waits until there are others, provided that it streams results and sends previous
    /// ids: it asks again after each answer, as vscode-languageclient does, while others ask once and wait for the
    /// answer. Its first request returns every file, so that it has ids to send.
    pub(crate) async fn handle_workspace_diagnostic(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> lsp::WorkspaceDiagnosticReport {
        let streams = params.partial_result_params.partial_result_token.is_some();
        let comes_back = streams && !params.previous_result_ids.is_empty();
        let news_only = !streams || comes_back;
        let known = params.previous_result_ids.into_iter().map(|known| (as_we_write(known.uri), known.value));
        let known: Arc<HashMap<lsp::Uri, String>> = Arc::new(known.collect());
        loop {
            // Changes from here on are handled in the next round.
            let mut changes = self.session().index_state().changes();
            let across = self.index_snapshot().await;
            let (known, memory, settings) = (known.clone(), self.memory.clone(), self.settings());
            let items = self
                .spawn_blocking(move || {
                    let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
                    across.report(&known, news_only, &mut memory, &settings)
                })
                .await;
            if !items.is_empty() || !comes_back || changes.changed().await.is_err() {
                return lsp::WorkspaceDiagnosticReport { items };
            }
        }
    }
}

impl IndexSnapshot {
    /// Returns the diagnostics of closed files: of all, or of those that differ from what the client has.
    fn report(
        &self,
        known: &HashMap<lsp::Uri, String>,
        news_only: bool,
        memory: &mut Memory,
        settings: &SettingsCache,
    ) -> Vec<lsp::WorkspaceDocumentDiagnosticReport> {
        let closed = std::mem::take(&mut memory.closed);
        let (files, revision) = self.session.lock().index_state().closed_files();
        let existence = self.session.lock().existence();
        let find = |(path, own): &(Arc<str>, u64)| {
            let at = (*own, revision);
            let uri = crate::to_proto::uri(path)?;
            let before = known.get(&uri).map_or(NOTHING, String::as_str);
            let is_shown = !closed.contains(&uri);
            if news_only
                && is_shown
                && memory.files.get(path).is_some_and(|it| it.at == at && it.id == before)
            {
                return None;
            }
            // The diagnostics of a file that was opened meanwhile are pulled separately.
            let source = self.source(path).filter(|source| !source.open)?;
            let project = settings.project_for(Some(Path::new(&**path)));
            let due = PendingDiagnostics {
                uri: uri.clone(),
                document: source.document,
                policy: Arc::new(project.policy(Some(path))),
                reported: None,
                generation: 0,
                index: self.index.clone(),
                existence: existence.clone(),
                revision,
            };
            let to = ToProto::new(&due.document, &uri, &self.flags);
            let items: Vec<_> =
                diagnostics::compute_diagnostics(&due).found().map(|found| to.diagnostic(found)).collect();
            let id = id_of(&items);
            let told = id_to_tell(&id, !is_shown);
            let report = (!news_only || !is_shown || told != before).then(|| full(uri, told, items));
            Some((path.clone(), ClosedFile { at, id }, report))
        };
        let found: Vec<_> = files.par_iter().filter_map(find).collect();
        let mut reports = Vec::new();
        for (path, known, report) in found {
            memory.files.insert(path, known);
            reports.extend(report);
        }
        let shown = known.iter().filter(|(_, id)| *id != NOTHING).map(|(uri, _)| uri);
        for uri in shown.chain(&closed).filter(|uri| !self.is_there(uri, &files)) {
            crate::to_proto::path(uri).and_then(|path| memory.files.remove(&path));
            reports.push(full(uri.clone(), id_to_tell(NOTHING, closed.contains(uri)), Vec::new()));
        }
        reports
    }

    /// Whether a document is open, or is one of these files and still exists.
    fn is_there(&self, uri: &lsp::Uri, files: &[(Arc<str>, u64)]) -> bool {
        let mut session = self.session.lock();
        let Some(path) = crate::to_proto::path(uri) else { return session.snapshot(uri).is_some() };
        let own = files.binary_search_by(|(file, _)| file.cmp(&path)).is_ok();
        own && session.index_state().knows(&path) || session.open_at(&path).is_some()
    }
}

fn full(uri: lsp::Uri, id: String, items: Vec<lsp::Diagnostic>) -> lsp::WorkspaceDocumentDiagnosticReport {
    let full_document_diagnostic_report = lsp::FullDocumentDiagnosticReport { result_id: Some(id), items };
    lsp::WorkspaceFullDocumentDiagnosticReport { uri, version: None, full_document_diagnostic_report }.into()
}

/// Returns the URI as we write it: clients spell the same one differently (`file:///c%3A/` on Windows).
fn as_we_write(uri: lsp::Uri) -> lsp::Uri {
    crate::to_proto::path(&uri).and_then(|path| crate::to_proto::uri(&path)).unwrap_or(uri)
}

/// Returns the result id to send, given whether the document was closed since the client was last sent any.
fn id_to_tell(id: &str, was_closed: bool) -> String {
    format!("{id}{}", if was_closed { ONCE_MORE } else { "" })
}

/// Returns a result id that is the same only for equal diagnostics.
fn id_of(items: &[lsp::Diagnostic]) -> String {
    if items.is_empty() {
        return NOTHING.to_owned();
    }
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
