//! `textDocument/documentColor` and `textDocument/colorPresentation`.

use agentls_analysis::ide::colors;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use crate::session::Snapshot;
use crate::to_proto;

impl Backend {
    pub(super) async fn handle_document_color(&self, uri: &lsp::Uri) -> Vec<lsp::ColorInformation> {
        let Some(snapshot) = self.snapshot(uri) else { return Vec::new() };
        let colors = |snapshot: &Snapshot| {
            let to = snapshot.converter();
            colors::colors(&snapshot.document).iter().map(|found| to.color(found)).collect()
        };
        self.with_snapshot(snapshot, colors).await
    }

    /// Returns the ways to write a colour in place of another.
    pub(super) fn handle_color_presentation(
        &self,
        params: &lsp::ColorPresentationParams,
    ) -> Vec<lsp::ColorPresentation> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri) else { return Vec::new() };
        let to = snapshot.converter();
        let color = to_proto::from_color(&params.color);
        let ways = colors::presentations(&snapshot.document, &to.bytes(params.range), color);
        ways.into_iter().map(|way| to.presentation(params.range, way)).collect()
    }
}
