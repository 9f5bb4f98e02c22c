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
        let (index, existence) = {
            let mut session = self.session();
            (session.agent_index(), session.existence())
        };
        let reads = match target(&snapshot.document, offset, &index) {
            Some((_, Target::Reference(_))) => true,
            Some((_, Target::Link(link))) => matches!(link.form, LinkForm::Import { .. }),
            _ => false,
        };
        let targets = snapshot.policy.targets.clone();
        let found = if reads {
            let across = self.index_snapshot().await;
            let document = snapshot.document.clone();
            self.spawn_blocking(move || {
                let documents = |path: &str| across.source(path).map(|source| source.document);
                let (index, targets) = (&across.index, &targets);
                let context = hover::Context { index, targets, documents: &documents, files: &|_| None };
                hover::hover(&document, offset, &context)
            })
            .await
        } else {
            let documents = |_: &str| None::<Arc<Document>>;
            let files = |path: &str| existence.projects.files_below(index.folder_around(path)?);
            let (index, targets) = (&index, &targets);
            let context = hover::Context { index, targets, documents: &documents, files: &files };
            hover::hover(&snapshot.document, offset, &context)
        };
        self.sync.look_up();
        found.map(|hover| snapshot.converter().hover(&hover))
    }
}
