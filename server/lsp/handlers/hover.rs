//! `textDocument/hover`.

use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::ide::hover;
use agentls_analysis::ide::target::{Target, target};
use agentls_analysis::links::LinkForm;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;

impl Backend {
    pub(super) async fn handle_hover(&self, at: &lsp::TextDocumentPositionParams) -> Option<lsp::Hover> {
        let snapshot = self.snapshot(&at.text_document.uri)?;
        self.wait_until_read(&snapshot).await;
        self.wait_briefly_for_disk().await;
        let offset = snapshot.converter().offset(at.position);
        let index = self.session().agent_index();
        let reads = match target(&snapshot.document, offset, &index) {
            Some((_, Target::Reference(_))) => true,
            Some((_, Target::Link(link))) => matches!(link.form, LinkForm::Import { .. }),
            _ => false,
        };
        let found = if reads {
            let across = self.index_snapshot().await;
            let (document, targets) = (snapshot.document.clone(), snapshot.policy.targets.clone());
            self.spawn_blocking(move || {
                let documents = |path: &str| across.source(path).map(|source| source.document);
                let context =
                    hover::Context { index: &across.index, targets: &targets, documents: &documents };
                hover::hover(&document, offset, &context)
            })
            .await
        } else {
            let documents = |_: &str| None::<Arc<Document>>;
            let context =
                hover::Context { index: &index, targets: &snapshot.policy.targets, documents: &documents };
            hover::hover(&snapshot.document, offset, &context)
        };
        found.map(|hover| snapshot.converter().hover(&hover))
    }
}
