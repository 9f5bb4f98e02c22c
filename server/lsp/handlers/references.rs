//! `textDocument/references` and `textDocument/documentHighlight`: where a name is used.

use agentls_analysis::ide::navigate;
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::Result;

use super::Backend;

impl Backend {
    pub(super) async fn handle_references(
        &self,
        at: &lsp::TextDocumentPositionParams,
        with_definition: bool,
    ) -> Result<Option<Vec<lsp::Location>>> {
        let Some((snapshot, across)) = self.snapshot_and_index(at).await else { return Ok(None) };
        let offset = snapshot.converter().offset(at.position);
        let subject = navigate::subject(&snapshot.document, offset, &across.index);
        let Some((_, subject)) = subject else { return Ok(None) };
        Ok(Some(self.spawn_blocking(move || across.reference_locations(&subject, with_definition)).await))
    }

    pub(super) async fn handle_document_highlight(
        &self,
        at: &lsp::TextDocumentPositionParams,
    ) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
        let Some((snapshot, across)) = self.snapshot_and_index(at).await else { return Ok(None) };
        let to = snapshot.converter();
        let subject = navigate::subject(&snapshot.document, to.offset(at.position), &across.index);
        let Some((_, subject)) = subject else { return Ok(None) };
        let found = navigate::occurrences(&subject, &snapshot.document, &across.index);
        Ok(Some(found.iter().map(|found| to.highlight(found)).collect()))
    }
}
