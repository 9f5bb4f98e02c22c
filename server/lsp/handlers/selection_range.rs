//! `textDocument/selectionRange`.

use agentls_analysis::ide::selection;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;

impl Backend {
    /// Returns the enclosing ranges of each position; `None` in a document of another server.
    pub(super) async fn handle_selection_range(
        &self,
        params: lsp::SelectionRangeParams,
    ) -> Option<Vec<lsp::SelectionRange>> {
        let snapshot = self.snapshot(&params.text_document.uri)?;
        self.spawn_blocking(move || {
            let to = snapshot.converter();
            let around = |position: &lsp::Position| {
                to.selection(&selection::selections(&snapshot.document, to.offset(*position)))
            };
            params.positions.iter().map(around).collect()
        })
        .await
    }
}
