//! `textDocument/documentSymbol`.

use agentls_analysis::ide::symbols;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;

impl Backend {
    pub(super) async fn handle_document_symbol(&self, uri: &lsp::Uri) -> Option<lsp::DocumentSymbolResponse> {
        let snapshot = self.snapshot(uri)?;
        // Blocks are parsed for this alone, and what that costs depends on more than their length.
        Some(
            self.spawn_blocking(move || snapshot.converter().symbols(symbols::symbols(&snapshot.document)))
                .await,
        )
    }
}
