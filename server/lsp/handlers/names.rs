//! What names stand for, across documents: definition, references, highlights, rename.
//!
//! The document is taken when the request arrives; the answer waits until all that lies on disk was read.

use agentls_analysis::ide::{navigate, rename};
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use super::Backend;
use crate::handlers::across::Across;
use crate::session::Snapshot;
use crate::to_proto;

impl Backend {
    pub(super) async fn definition(
        &self,
        at: &lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::DefinitionResponse>> {
        let Some(found) = self.defined(at).await else { return Ok(None) };
        let lsp::LocationLink { target_uri: uri, target_range: range, .. } = &found;
        if self.world().flags.definition_links {
            return Ok(Some(vec![found].into()));
        }
        Ok(Some(lsp::Definition::Location(lsp::Location { uri: uri.clone(), range: *range }).into()))
    }

    pub(super) async fn declaration(
        &self,
        at: &lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::DeclarationResponse>> {
        let found = self.defined(at).await;
        Ok(found.map(|found| {
            let lsp::LocationLink { target_uri: uri, target_range: range, .. } = found;
            lsp::Declaration::Location(lsp::Location { uri, range }).into()
        }))
    }

    async fn defined(&self, at: &lsp::TextDocumentPositionParams) -> Option<lsp::LocationLink> {
        let (snapshot, across) = self.about(at).await?;
        let offset = snapshot.converter().offset(at.position);
        let (range, subject) = navigate::subject(&snapshot.document, offset, &across.fleet)?;
        let origin = snapshot.converter().range(&range);
        let found = self.beside(move || across.definition(&subject)).await?;
        Some(lsp::LocationLink {
            origin_selection_range: Some(origin),
            target_uri: found.uri,
            target_range: found.range,
            target_selection_range: found.range,
        })
    }

    pub(super) async fn places(
        &self,
        at: &lsp::TextDocumentPositionParams,
        with_definition: bool,
    ) -> Result<Option<Vec<lsp::Location>>> {
        let Some((snapshot, across)) = self.about(at).await else { return Ok(None) };
        let offset = snapshot.converter().offset(at.position);
        let subject = navigate::subject(&snapshot.document, offset, &across.fleet);
        let Some((_, subject)) = subject else { return Ok(None) };
        Ok(Some(self.beside(move || across.references(&subject, with_definition)).await))
    }

    pub(super) async fn highlights(
        &self,
        at: &lsp::TextDocumentPositionParams,
    ) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
        let Some((snapshot, across)) = self.about(at).await else { return Ok(None) };
        let to = snapshot.converter();
        let subject = navigate::subject(&snapshot.document, to.offset(at.position), &across.fleet);
        let Some((_, subject)) = subject else { return Ok(None) };
        let found = navigate::occurrences(&subject, &snapshot.document, &across.fleet);
        Ok(Some(found.iter().map(|found| to.highlight(found)).collect()))
    }

    pub(super) async fn renamable(
        &self,
        at: &lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::PrepareRenameResult>> {
        let Some((snapshot, across)) = self.about(at).await else { return Ok(None) };
        let to = snapshot.converter();
        let found = rename::prepare(&snapshot.document, to.offset(at.position), &across.fleet);
        Ok(found.map(|(range, name)| {
            let placeholder = to_proto::shown(&name);
            lsp::PrepareRenamePlaceholder { range: to.range(&range), placeholder }.into()
        }))
    }

    pub(super) async fn renamed(
        &self,
        at: &lsp::TextDocumentPositionParams,
        new: String,
    ) -> Result<Option<lsp::WorkspaceEdit>> {
        let nothing = || failed("There is nothing to rename here.");
        let (snapshot, _) = self.about(at).await.ok_or_else(nothing)?;
        // Nothing that says the name may be missed.
        self.open_known().await;
        let across = self.across().await;
        let offset = snapshot.converter().offset(at.position);
        let (_, subject) =
            navigate::subject(&snapshot.document, offset, &across.fleet).ok_or_else(nothing)?;
        let edit = self.beside(move || across.rename(subject, &new)).await;
        edit.map(Some).map_err(|reason| failed(&reason))
    }

    /// The document of a request with all that is known of others; none if it is not open.
    async fn about(&self, at: &lsp::TextDocumentPositionParams) -> Option<(Snapshot, Across)> {
        let snapshot = self.snapshot(&at.text_document.uri)?;
        self.read(&snapshot).await;
        Some((snapshot, self.across().await))
    }

    /// All that is known, as soon as all that lies on disk was read.
    pub(crate) async fn across(&self) -> Across {
        self.known().await;
        let mut world = self.world();
        Across { world: self.index.world.clone(), fleet: world.fleet(), flags: world.flags }
    }
}

/// The error of a request that cannot be met, with the reason for the person.
pub(super) fn failed(reason: &str) -> Error {
    // LSP 3.17, `RequestFailed`.
    Error { code: ErrorCode::ServerError(-32803), message: to_proto::shown(reason).into(), data: None }
}
