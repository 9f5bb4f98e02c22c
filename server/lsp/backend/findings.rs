//! Findings for clients that ask for them (LSP 3.17, pull diagnostics): of one document, and of the whole workspace.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use agentls_analysis::rules::Policy;
use rayon::prelude::*;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use crate::across::Across;
use crate::convert::Converter;
use crate::heavy;
use crate::publish;
use crate::settings::Settings;
use crate::world::Due;

/// The id of findings that are none.
const NOTHING: &str = "0";

/// The findings of a closed file, as they were last.
#[derive(Clone)]
pub(super) struct Known {
    /// How often the file, and what others may read of all files, had changed by then.
    at: (u64, u64),
    id: String,
}

/// The findings of closed files, by path.
pub(super) type Memory = HashMap<Arc<str>, Known>;

impl Backend {
    /// The findings of an open document, or that they are those which the client has.
    pub(super) fn findings(&self, params: &lsp::DocumentDiagnosticParams) -> lsp::DocumentDiagnosticReport {
        let flags = self.world().flags;
        if let Some(snapshot) = self.snapshot(&params.text_document.uri).filter(|it| it.document.is_unread())
        {
            heavy::read(&snapshot.document);
        }
        let due = self.world().due_of(&params.text_document.uri);
        let items = due.map(|due| {
            let reported = publish::find(&due);
            let to = Converter { document: &due.document, uri: &due.uri, flags: &flags };
            let items: Vec<_> = reported.found().map(|found| to.diagnostic(found)).collect();
            self.world().set_reported(&due.uri, reported);
            items
        });
        self.index.look_up();
        let items = items.unwrap_or_default();
        let id = id_of(&items);
        if params.previous_result_id.as_ref() == Some(&id) {
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

    /// The findings of the closed files of the workspace that the client does not have yet. When it has all, the answer
    /// waits until there are others.
    pub(super) async fn workspace_findings(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> lsp::WorkspaceDiagnosticReport {
        let known = params.previous_result_ids.into_iter().map(|known| (known.uri, known.value));
        let known: Arc<HashMap<lsp::Uri, String>> = Arc::new(known.collect());
        loop {
            // What changes from here on is looked at in the next round.
            let mut changes = self.world().knowledge().changes();
            let across = self.across().await;
            let (known, memory, editor) = (known.clone(), self.memory.clone(), self.world().settings.clone());
            let items = self
                .beside(move || {
                    let mut memory = memory.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    across.report(&known, &mut memory, &editor)
                })
                .await;
            if !items.is_empty() {
                return lsp::WorkspaceDiagnosticReport { items };
            }
            if changes.changed().await.is_err() {
                return lsp::WorkspaceDiagnosticReport { items };
            }
        }
    }
}

impl Across {
    /// The findings of closed files that are not those which the client knows.
    fn report(
        &self,
        known: &HashMap<lsp::Uri, String>,
        memory: &mut Memory,
        editor: &Settings,
    ) -> Vec<lsp::WorkspaceDocumentDiagnosticReport> {
        let (files, revision) = self.world.lock().knowledge().closed_files();
        let mut policies: HashMap<&str, Arc<Policy>> = HashMap::new();
        for (path, _) in &files {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            // What is wrong with the settings is said where they are used for an open document.
            let of = || Settings::of(Path::new(&**path)).unwrap_or_default().or(editor).policy();
            policies.entry(folder).or_insert_with(|| Arc::new(of().unwrap_or_default()));
        }
        let existence = self.world.lock().existence();
        let find = |(path, own): &(Arc<str>, u64)| {
            let at = (*own, revision);
            let uri = crate::convert::uri(path)?;
            let before = known.get(&uri).map_or(NOTHING, String::as_str);
            if memory.get(path).is_some_and(|it| it.at == at && it.id == before) {
                return None;
            }
            let source = self.source(path)?;
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let due = Due {
                uri: uri.clone(),
                document: source.document,
                policy: policies.get(folder)?.clone(),
                reported: None,
                fleet: self.fleet.clone(),
                existence: existence.clone(),
                revision,
            };
            let to = Converter { document: &due.document, uri: &uri, flags: &self.flags };
            let items: Vec<_> = publish::find(&due).found().map(|found| to.diagnostic(found)).collect();
            let id = id_of(&items);
            let report = (id != before).then(|| full(uri, Some(id.clone()), items));
            Some((path.clone(), Known { at, id }, report))
        };
        let found: Vec<_> = files.par_iter().filter_map(find).collect();
        let mut reports = Vec::new();
        for (path, known, report) in found {
            memory.insert(path, known);
            reports.extend(report);
        }
        reports.extend(self.gone(known, &files, memory));
        reports
    }

    /// Takes away the findings of files that are there no longer.
    fn gone(
        &self,
        known: &HashMap<lsp::Uri, String>,
        files: &[(Arc<str>, u64)],
        memory: &mut Memory,
    ) -> Vec<lsp::WorkspaceDocumentDiagnosticReport> {
        let mut gone = Vec::new();
        for uri in known.iter().filter(|(_, id)| *id != NOTHING).map(|(uri, _)| uri) {
            let Some(path) = crate::convert::path(uri) else { continue };
            let there = files.binary_search_by(|(file, _)| file.cmp(&path)).is_ok();
            if !there && self.world.lock().open_at(&path).is_none() {
                memory.remove(&path);
                gone.push(full(uri.clone(), Some(NOTHING.to_owned()), Vec::new()));
            }
        }
        gone
    }
}

fn full(
    uri: lsp::Uri,
    result_id: Option<String>,
    items: Vec<lsp::Diagnostic>,
) -> lsp::WorkspaceDocumentDiagnosticReport {
    let full_document_diagnostic_report = lsp::FullDocumentDiagnosticReport { result_id, items };
    lsp::WorkspaceFullDocumentDiagnosticReport { uri, version: None, full_document_diagnostic_report }.into()
}

/// An id that findings have in common only if they are the same.
fn id_of(items: &[lsp::Diagnostic]) -> String {
    if items.is_empty() {
        return NOTHING.to_owned();
    }
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
