//! `textDocument/prepareCallHierarchy` and the calls from and to a document.

use std::ops::Range;

use agentls_analysis::ide::hierarchy::{self, Call, Item};
use agentls_workspace::paths::as_on_disk;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use crate::handlers::index_snapshot::IndexSnapshot;
use crate::to_proto;

impl Backend {
    pub(super) async fn handle_prepare_call_hierarchy(
        &self,
        at: &lsp::TextDocumentPositionParams,
    ) -> Option<Vec<lsp::CallHierarchyItem>> {
        let snapshot = self.snapshot(&at.text_document.uri)?;
        self.wait_until_read(&snapshot).await;
        let across = self.index_snapshot().await;
        let offset = snapshot.converter().offset(at.position);
        let item = hierarchy::prepare(&snapshot.document, offset, &across.index)?;
        Some(vec![self.spawn_blocking(move || across.call_hierarchy_item(&item)).await?])
    }

    pub(super) async fn handle_incoming_calls(
        &self,
        item: &lsp::CallHierarchyItem,
    ) -> Option<Vec<lsp::CallHierarchyIncomingCall>> {
        let (path, across) = (as_on_disk(to_proto::path(&item.uri)?), self.index_snapshot().await);
        let call = move |across: &IndexSnapshot, call: &Call| {
            let from = across.call_hierarchy_item(&call.item)?;
            Some(lsp::CallHierarchyIncomingCall {
                from_ranges: across.ranges(&call.item.path, &call.ranges)?,
                from,
            })
        };
        let found = self.spawn_blocking(move || {
            let calls = hierarchy::incoming(&path, &across.index);
            calls.iter().filter_map(|it| call(&across, it)).collect()
        });
        Some(found.await)
    }

    pub(super) async fn handle_outgoing_calls(
        &self,
        item: &lsp::CallHierarchyItem,
    ) -> Option<Vec<lsp::CallHierarchyOutgoingCall>> {
        let (path, across) = (as_on_disk(to_proto::path(&item.uri)?), self.index_snapshot().await);
        let found = self.spawn_blocking(move || {
            let calls = hierarchy::outgoing(&path, &across.index);
            let call = |call: &Call| {
                let to = across.call_hierarchy_item(&call.item)?;
                Some(lsp::CallHierarchyOutgoingCall { from_ranges: across.ranges(&path, &call.ranges)?, to })
            };
            calls.iter().filter_map(call).collect()
        });
        Some(found.await)
    }
}

impl IndexSnapshot {
    fn ranges(&self, path: &str, ranges: &[Range<usize>]) -> Option<Vec<lsp::Range>> {
        let source = self.source(path)?;
        let to = source.converter(&self.flags);
        Some(ranges.iter().map(|range| to.range(range)).collect())
    }

    fn call_hierarchy_item(&self, item: &Item) -> Option<lsp::CallHierarchyItem> {
        let source = self.source(&item.path)?;
        let to = source.converter(&self.flags);
        let selection_range = to.range(&item.span.clone().unwrap_or(0..0));
        Some(lsp::CallHierarchyItem {
            name: to_proto::shown(&item.name),
            kind: to_proto::structure::symbol_kind(item.kind),
            tags: None,
            detail: item.detail.as_deref().map(to_proto::shown),
            range: to.range(&(0..source.document.text.len())),
            selection_range,
            data: None,
            uri: source.uri.clone(),
        })
    }
}
