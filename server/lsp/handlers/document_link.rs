//! `textDocument/documentLink` and `documentLink/resolve`.

use agentls_analysis::ide::links;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use crate::handlers::index_snapshot::IndexSnapshot;
use crate::session::Snapshot;
use crate::to_proto;

impl Backend {
    pub(super) async fn resolve_document_link(&self, mut link: lsp::DocumentLink) -> lsp::DocumentLink {
        let data = link.data.take().and_then(|data| serde_json::from_value::<(String, String)>(data).ok());
        if let Some((path, anchor)) = data {
            let across = self.index_snapshot().await;
            link.target = self.spawn_blocking(move || across.link_target(&path, &anchor)).await;
        }
        link
    }
}

impl IndexSnapshot {
    /// Returns the URI of a heading, with its line as a fragment that editors understand.
    fn link_target(&self, path: &str, anchor: &str) -> Option<lsp::Uri> {
        let line = self.heading(path, anchor).map(|range| range.start.line + 1);
        let uri = self.uri(path)?;
        Some(line.map_or(uri.clone(), |line| format!("{}#L{line}", uri.as_ref()).as_str().into()))
    }
}

/// Returns the links of a document.
pub(super) fn document_links(snapshot: &Snapshot, home: Option<&str>) -> Vec<lsp::DocumentLink> {
    let to = snapshot.converter();
    let link = |link: links::DocumentLink| lsp::DocumentLink {
        range: to.range(&link.range),
        target: if link.anchor.is_none() { to_proto::uri(&link.path) } else { None },
        tooltip: None,
        // The line of a heading is looked up when the link is resolved.
        data: link.anchor.map(|anchor| serde_json::json!([link.path, anchor])),
    };
    links::links(&snapshot.document, home).into_iter().map(link).collect()
}
