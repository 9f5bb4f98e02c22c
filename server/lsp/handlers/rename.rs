//! `textDocument/prepareRename` and `textDocument/rename`.

use agentls_analysis::ide::{navigate, rename};
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use super::Backend;
use crate::to_proto;

impl Backend {
    pub(super) async fn handle_prepare_rename(
        &self,
        at: &lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::PrepareRenameResult>> {
        let Some((snapshot, across)) = self.snapshot_and_index(at).await else { return Ok(None) };
        let to = snapshot.converter();
        let found = rename::prepare(&snapshot.document, to.offset(at.position), &across.index);
        Ok(found.map(|(range, name)| {
            let placeholder = to_proto::shown(&name);
            lsp::PrepareRenamePlaceholder { range: to.range(&range), placeholder }.into()
        }))
    }

    pub(super) async fn handle_rename(
        &self,
        at: &lsp::TextDocumentPositionParams,
        new: String,
    ) -> Result<Option<lsp::WorkspaceEdit>> {
        let nothing = || request_failed("There is nothing to rename here.");
        let (snapshot, _) = self.snapshot_and_index(at).await.ok_or_else(nothing)?;
        // Every reference to the name has to be found.
        self.wait_for_open_documents().await;
        let across = self.index_snapshot().await;
        let offset = snapshot.converter().offset(at.position);
        let (_, subject) =
            navigate::subject(&snapshot.document, offset, &across.index).ok_or_else(nothing)?;
        let edit = self.spawn_blocking(move || across.rename(subject, &new)).await;
        edit.map(Some).map_err(|reason| request_failed(&reason))
    }
}

/// Returns the error of a request that failed, with the reason for the user.
pub(super) fn request_failed(reason: &str) -> Error {
    // LSP 3.17, `RequestFailed`.
    Error { code: ErrorCode::ServerError(-32803), message: to_proto::shown(reason).into(), data: None }
}
