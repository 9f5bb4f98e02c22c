//! `textDocument/documentSymbol`.

use agentls_analysis::ide::symbols;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use crate::session::Snapshot;

impl Backend {
    pub(super) async fn handle_document_symbol(&self, uri: &lsp::Uri) -> Option<lsp::DocumentSymbolResponse> {
        let snapshot = self.snapshot(uri)?;
        let symbols =
            |snapshot: &Snapshot| snapshot.converter().symbols(symbols::symbols(&snapshot.document));
        Some(self.with_snapshot(snapshot, symbols).await)
    }
}
