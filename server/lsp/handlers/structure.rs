//! What stands in a document: its outline, what can be folded, what a selection grows to, and its colours.

use agentls_analysis::ide::{colors, folding, selection, symbols};
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use crate::session::Snapshot;
use crate::to_proto;

impl Backend {
    pub(super) async fn outline(&self, uri: &lsp::Uri) -> Option<lsp::DocumentSymbolResponse> {
        let snapshot = self.snapshot(uri)?;
        // Blocks are parsed for this alone, and what that costs depends on more than their length.
        Some(self.beside(move || snapshot.converter().symbols(symbols::symbols(&snapshot.document))).await)
    }

    pub(super) async fn folds(&self, uri: &lsp::Uri) -> Option<Vec<lsp::FoldingRange>> {
        let snapshot = self.snapshot(uri)?;
        Some(self.beside(move || snapshot.converter().folds(folding::folds(&snapshot.document))).await)
    }

    /// What the selection grows to from each of some positions; none in a document that is another server's.
    pub(super) async fn selections(
        &self,
        params: lsp::SelectionRangeParams,
    ) -> Option<Vec<lsp::SelectionRange>> {
        let snapshot = self.snapshot(&params.text_document.uri)?;
        self.beside(move || {
            let to = snapshot.converter();
            let around = |position: &lsp::Position| {
                to.selection(&selection::selections(&snapshot.document, to.offset(*position)))
            };
            params.positions.iter().map(around).collect()
        })
        .await
    }

    pub(super) async fn colors(&self, uri: &lsp::Uri) -> Vec<lsp::ColorInformation> {
        let Some(snapshot) = self.snapshot(uri) else { return Vec::new() };
        let colors = |snapshot: &Snapshot| {
            let to = snapshot.converter();
            colors::colors(&snapshot.document).iter().map(|found| to.color(found)).collect()
        };
        self.look(snapshot, colors).await
    }

    /// The ways to write a colour in place of another.
    pub(super) fn ways_to_write(&self, params: &lsp::ColorPresentationParams) -> Vec<lsp::ColorPresentation> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri) else { return Vec::new() };
        let to = snapshot.converter();
        let color = to_proto::from_color(&params.color);
        let ways = colors::presentations(&snapshot.document, &to.bytes(params.range), color);
        ways.into_iter().map(|way| to.presentation(params.range, way)).collect()
    }
}
