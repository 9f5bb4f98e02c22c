//! `textDocument/definition` and `textDocument/declaration`: what a name refers to.

use agentls_analysis::ide::navigate;
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::Result;

use super::Backend;

impl Backend {
    pub(super) async fn handle_definition(
        &self,
        at: &lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::DefinitionResponse>> {
        let Some(found) = self.find_definition(at).await else { return Ok(None) };
        let lsp::LocationLink { target_uri: uri, target_range: range, .. } = &found;
        if self.session().flags.definition_links {
            return Ok(Some(vec![found].into()));
        }
        Ok(Some(lsp::Definition::Location(lsp::Location { uri: uri.clone(), range: *range }).into()))
    }

    pub(super) async fn handle_declaration(
        &self,
        at: &lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::DeclarationResponse>> {
        let found = self.find_definition(at).await;
        Ok(found.map(|found| {
            let lsp::LocationLink { target_uri: uri, target_range: range, .. } = found;
            lsp::Declaration::Location(lsp::Location { uri, range }).into()
        }))
    }

    async fn find_definition(&self, at: &lsp::TextDocumentPositionParams) -> Option<lsp::LocationLink> {
        let (snapshot, across) = self.snapshot_and_index(at).await?;
        let offset = snapshot.converter().offset(at.position);
        let (range, subject) = navigate::subject(&snapshot.document, offset, &across.index)?;
        let origin = snapshot.converter().range(&range);
        let found = self.spawn_blocking(move || across.definition_location(&subject)).await?;
        Some(lsp::LocationLink {
            origin_selection_range: Some(origin),
            target_uri: found.uri,
            target_range: found.range,
            target_selection_range: found.range,
        })
    }
}
