//! `agentls/preview`: what a tool makes of a document.

use agentls_analysis::ide::preview::{Preview, PreviewQuestion, preview};
use agentls_workspace::included::IncludedFiles;
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::Result;

use super::Backend;
use crate::session::Snapshot;

/// The parameters of `agentls/preview`.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PreviewParams {
    text_document: lsp::TextDocumentIdentifier,
    /// The id of the tool; by default the one to which the file's folder belongs.
    tool: Option<String>,
    /// The arguments of a call.
    args: Option<String>,
}

/// The answer to `agentls/preview`.
#[derive(serde::Serialize)]
pub(crate) struct PreviewAnswer {
    /// The preview as text for people, or why there is none.
    text: String,
    /// The preview as data.
    preview: Option<Preview>,
}

impl Backend {
    /// Returns what a tool makes of a document (`agentls/preview`); null if it is not open.
    pub(crate) async fn handle_preview(&self, params: PreviewParams) -> Result<Option<PreviewAnswer>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri) else { return Ok(None) };
        // Files that the text includes are read from disk.
        Ok(Some(self.spawn_blocking(move || answer(&snapshot, &params)).await))
    }
}

fn answer(snapshot: &Snapshot, params: &PreviewParams) -> PreviewAnswer {
    let path = snapshot.document.path.as_deref().unwrap_or_default();
    let included = IncludedFiles::around(path);
    let question = PreviewQuestion {
        tool: params.tool.as_deref(),
        arguments: params.args.as_deref(),
        read: &|path| included.read(path),
        encoding: snapshot.flags.encoding,
    };
    match preview(&snapshot.document, &snapshot.policy.targets, &question) {
        Ok(found) => {
            let name = path.rsplit('/').next().unwrap_or_default();
            PreviewAnswer { text: found.to_text(name), preview: Some(found) }
        }
        Err(reason) => {
            PreviewAnswer { text: format!("No preview: {}.\n", reason.to_clause()), preview: None }
        }
    }
}
