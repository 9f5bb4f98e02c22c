//! `textDocument/didOpen`, `didChange`, `didSave` and `didClose`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use agentls_workspace::paths::as_on_disk;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use crate::{diagnostics, to_proto};

impl Backend {
    pub(super) async fn handle_did_open(&self, params: lsp::DidOpenTextDocumentParams) {
        let lsp::TextDocumentItem { uri, language_id, version, text } = params.text_document;
        self.open_document(&uri, language_id.as_str(), version, &text);
    }

    pub(super) async fn handle_did_change(&self, params: lsp::DidChangeTextDocumentParams) {
        let lsp::VersionedTextDocumentIdentifier { version, text_document_identifier } = params.text_document;
        let (uri, mut changes) = (text_document_identifier.uri, params.content_changes);
        let found = self.session().found_again(&uri, &mut changes);
        if let Some((language, text)) = found {
            self.open_document(&uri, &language, version.max(0), &text);
        }
        let applied = self.session().change(&uri, version, changes);
        if !applied {
            // Without the change, no answer is better than a wrong one.
            self.sync.lose(&uri, "agentls failed at a change of it");
        }
    }

    pub(super) async fn handle_did_save(&self, params: lsp::DidSaveTextDocumentParams) {
        // Link targets may have been created or deleted by now.
        let path = to_proto::path(&params.text_document.uri).map(|path| PathBuf::from(&*path));
        let mut paths: Vec<_> = path.into_iter().collect();
        paths.retain(|path| self.settings().depends_on(std::slice::from_ref(path)));
        self.sync.changed_later(paths);
    }

    pub(super) async fn handle_did_close(&self, params: lsp::DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        // No diagnostics may be sent after the ones that clear them.
        let publishing = self.sync.session.publishing();
        let (path, shown) = self.session().close(&uri);
        if self.session().flags.pulls_diagnostics {
            self.note_closed_document(uri);
        } else if shown {
            diagnostics::clear(&self.sync.outbox, uri);
        }
        drop(publishing);
        // Unsaved changes are gone: the file on disk counts again.
        self.sync.changed_later(path.map(|path| PathBuf::from(&*path)));
    }

    /// Opens a document, or reopens a lost one whose whole text has arrived.
    pub(super) fn open_document(&self, uri: &lsp::Uri, language: &str, version: i32, text: &str) {
        let path = to_proto::path(uri).map(as_on_disk);
        let project = || self.settings().project_for(path.as_deref().map(Path::new));
        let before = project();
        let wanted = self.session().open(uri, path.as_ref(), language, version, text, &before);
        // Settings may have changed meanwhile, when the document was not open yet.
        let now = project();
        if !Arc::ptr_eq(&before, &now) {
            self.session().set_project(uri, &now);
        }
        if now.awaited {
            self.sync.settle_settings();
        }
        self.sync.offer_formatting();
        self.sync.spawn_scans(wanted);
    }
}
