//! `textDocument/semanticTokens/full` and `textDocument/semanticTokens/range`.

use agentls_analysis::ide::semantic_tokens;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use crate::session::{Snapshot, StaleAnswers};

impl Backend {
    pub(super) async fn handle_semantic_tokens(
        &self,
        uri: &lsp::Uri,
        range: Option<lsp::Range>,
    ) -> Option<lsp::SemanticTokens> {
        let snapshot = self.snapshot(uri)?;
        self.wait_until_read(&snapshot).await;
        self.wait_briefly_for_disk().await;
        let index = {
            let mut session = self.session();
            session.note_asked(StaleAnswers { tokens: true, lenses: false });
            session.agent_index()
        };
        let answer = move |snapshot: &Snapshot| {
            let (to, document) = (snapshot.converter(), &snapshot.document);
            let within = range.map_or(0..document.text.len(), |range| to.bytes(range));
            let tokens =
                semantic_tokens::semantic_tokens(document, &within, &index, &snapshot.policy.targets);
            to.semantic_tokens(&tokens)
        };
        Some(self.with_snapshot(snapshot, answer).await)
    }
}
