//! `textDocument/completion` and `completionItem/resolve`.

use std::sync::Arc;

use agentls_analysis::ide::completion::{self, Completion, CompletionScope, OfferCache};
use agentls_analysis::index::AgentIndex;
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::Result;

use super::Backend;
use crate::session::Snapshot;
use crate::to_proto::shown;

/// Where completions were requested: the document, the line and the column.
type Asked = (lsp::Uri, u32, u32);

impl Backend {
    pub(super) async fn handle_completion(
        &self,
        params: lsp::CompletionParams,
    ) -> Result<Option<lsp::CompletionResponse>> {
        let at = params.text_document_position_params;
        let Some(snapshot) = self.snapshot(&at.text_document.uri) else { return Ok(None) };
        let known = self.wait_briefly_for_disk().await;
        let (index, cache) = self.completion_state();
        let complete = move |snapshot: &Snapshot| {
            let docs = !snapshot.flags.resolves_docs;
            let found = completions(snapshot, at.position, &index, &cache, docs);
            // A value typed in full is not offered, so a list of values is requested again at every key.
            let incomplete = !known
                || found.len() >= snapshot.limits.completions()
                || found.iter().any(|item| !item.snippet);
            snapshot.converter().completions(&found, at.position, incomplete)
        };
        let list = self.with_snapshot(snapshot, complete).await;
        Ok(Some(lsp::CompletionResponse::CompletionList(list)))
    }

    /// Adds the documentation of a completion, computed at the position of the request; later typing is irrelevant.
    pub(super) async fn handle_completion_resolve(
        &self,
        mut item: lsp::CompletionItem,
    ) -> Result<lsp::CompletionItem> {
        let asked = item.data.clone().and_then(|data| serde_json::from_value::<Asked>(data).ok());
        let Some((uri, line, character)) = asked else { return Ok(item) };
        let Some(snapshot) = self.snapshot(&uri) else { return Ok(item) };
        let (index, cache) = self.completion_state();
        let label = item.label.clone();
        let documentation = move |snapshot: &Snapshot| {
            let found = completions(snapshot, lsp::Position { line, character }, &index, &cache, true);
            let same = found.iter().find(|found| shown(&found.label) == label)?;
            snapshot.converter().documentation(same)
        };
        if let Some(documentation) = self.with_snapshot(snapshot, documentation).await {
            item.documentation = Some(documentation);
        }
        Ok(item)
    }

    fn completion_state(&self) -> (Arc<AgentIndex>, Arc<OfferCache>) {
        let mut session = self.session();
        (session.agent_index(), session.offers.clone())
    }
}

fn completions(
    snapshot: &Snapshot,
    at: lsp::Position,
    index: &AgentIndex,
    cache: &OfferCache,
    docs: bool,
) -> Vec<Completion> {
    let (targets, most) = (&snapshot.policy.targets, snapshot.limits.completions());
    let scope = CompletionScope { index, targets, most, docs, cache };
    completion::completions_in(&scope, &snapshot.document, snapshot.converter().offset(at))
}
