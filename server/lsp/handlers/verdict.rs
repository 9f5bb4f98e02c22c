//! `agentls/verdict`: what each tool does with a document.

use agentls_analysis::ide::verdict::{self, Verdicts};
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::Result;

use super::Backend;

/// The parameters of `agentls/verdict`.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VerdictParams {
    text_document: lsp::TextDocumentIdentifier,
}

impl Backend {
    /// Returns what each tool does with a document (`agentls/verdict`); null if it is not open.
    pub(crate) async fn handle_verdict(&self, params: VerdictParams) -> Result<Option<Verdicts>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri) else { return Ok(None) };
        Ok(Some(verdict::verdicts(&snapshot.document, &snapshot.policy.targets, snapshot.flags.encoding)))
    }
}
