//! `textDocument/foldingRange`.

use agentls_analysis::ide::folding;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;

impl Backend {
    pub(super) async fn handle_folding_range(&self, uri: &lsp::Uri) -> Option<Vec<lsp::FoldingRange>> {
        let snapshot = self.snapshot(uri)?;
        Some(
            self.spawn_blocking(move || snapshot.converter().folds(folding::folds(&snapshot.document))).await,
        )
    }
}
