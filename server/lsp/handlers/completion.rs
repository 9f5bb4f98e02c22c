//! `textDocument/completion`.

use agentls_analysis::ide::completion::{self, CompletionScope};
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::Result;

use super::Backend;
use crate::session::Snapshot;

impl Backend {
    pub(super) async fn handle_completion(
        &self,
        params: lsp::CompletionParams,
    ) -> Result<Option<lsp::CompletionResponse>> {
        let at = params.text_document_position_params;
        let Some(snapshot) = self.snapshot(&at.text_document.uri) else { return Ok(None) };
        let known = self.wait_briefly_for_disk().await;
        let index = self.session().agent_index();
        let complete = move |snapshot: &Snapshot| {
            let (to, most) = (snapshot.converter(), snapshot.limits.completions());
            let at = to.offset(at.position);
            let scope = CompletionScope { index: &index, targets: &snapshot.policy.targets, most };
            let found = completion::completions_in(&scope, &snapshot.document, at);
            // What is typed in full is not offered, so that a list of values is asked for anew at every key.
            let incomplete = !known || found.len() >= most || found.iter().any(|item| !item.snippet);
            let items = found.into_iter().enumerate().map(|(rank, item)| to.completion(rank, item)).collect();
            lsp::CompletionList { is_incomplete: incomplete, items, ..lsp::CompletionList::default() }
        };
        let list = self.with_snapshot(snapshot, complete).await;
        Ok(Some(lsp::CompletionResponse::CompletionList(list)))
    }
}
