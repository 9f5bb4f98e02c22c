//! How documents hang together: links, the symbols of the workspace, and who calls whom.

use std::ops::Range;
use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::ide::hierarchy;
use agentls_analysis::ide::hierarchy::{Call, Item};
use agentls_analysis::ide::target::{Target, target};
use agentls_analysis::ide::workspace::{SymbolKind, WorkspaceSymbol, workspace_symbols};
use agentls_analysis::ide::{hover, links};
use agentls_analysis::references::Kind;
use rayon::prelude::*;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use crate::handlers::across::Across;
use crate::session::Snapshot;
use crate::to_proto;
use agentls_workspace::paths::as_on_disk;

impl Backend {
    pub(super) async fn hovered(&self, at: &lsp::TextDocumentPositionParams) -> Option<lsp::Hover> {
        let snapshot = self.snapshot(&at.text_document.uri)?;
        self.read(&snapshot).await;
        self.soon_known().await;
        let offset = snapshot.converter().offset(at.position);
        let fleet = self.world().fleet();
        let names = matches!(target(&snapshot.document, offset, &fleet), Some((_, Target::Reference(_))));
        let found = if names {
            let across = self.across().await;
            let (document, targets) = (snapshot.document.clone(), snapshot.policy.targets.clone());
            self.beside(move || {
                let documents = |path: &str| across.source(path).map(|source| source.document);
                let context =
                    hover::Context { fleet: &across.fleet, targets: &targets, documents: &documents };
                hover::hover(&document, offset, &context)
            })
            .await
        } else {
            let documents = |_: &str| None::<Arc<Document>>;
            let context =
                hover::Context { fleet: &fleet, targets: &snapshot.policy.targets, documents: &documents };
            hover::hover(&snapshot.document, offset, &context)
        };
        found.map(|hover| snapshot.converter().hover(&hover))
    }

    pub(super) async fn link(&self, mut link: lsp::DocumentLink) -> lsp::DocumentLink {
        let data = link.data.take().and_then(|data| serde_json::from_value::<(String, String)>(data).ok());
        if let Some((path, anchor)) = data {
            let across = self.across().await;
            link.target = self.beside(move || across.link(&path, &anchor)).await;
        }
        link
    }

    pub(super) async fn symbols(&self, query: String) -> lsp::WorkspaceSymbolResponse {
        let across = self.across().await;
        let found = self
            .beside(move || {
                let found = workspace_symbols(&query, &across.fleet);
                found.par_iter().filter_map(|found| across.symbol(found)).collect::<Vec<_>>()
            })
            .await;
        found.into()
    }

    pub(super) async fn hierarchy(
        &self,
        at: &lsp::TextDocumentPositionParams,
    ) -> Option<Vec<lsp::CallHierarchyItem>> {
        let snapshot = self.snapshot(&at.text_document.uri)?;
        self.read(&snapshot).await;
        let across = self.across().await;
        let offset = snapshot.converter().offset(at.position);
        let item = hierarchy::prepare(&snapshot.document, offset, &across.fleet)?;
        Some(vec![self.beside(move || across.item(&item)).await?])
    }

    pub(super) async fn incoming(
        &self,
        item: &lsp::CallHierarchyItem,
    ) -> Option<Vec<lsp::CallHierarchyIncomingCall>> {
        let (path, across) = (as_on_disk(to_proto::path(&item.uri)?), self.across().await);
        let call = move |across: &Across, call: &Call| {
            let from = across.item(&call.item)?;
            Some(lsp::CallHierarchyIncomingCall {
                from_ranges: across.ranges(&call.item.path, &call.ranges)?,
                from,
            })
        };
        let found = self.beside(move || {
            let calls = hierarchy::incoming(&path, &across.fleet);
            calls.iter().filter_map(|it| call(&across, it)).collect()
        });
        Some(found.await)
    }

    pub(super) async fn outgoing(
        &self,
        item: &lsp::CallHierarchyItem,
    ) -> Option<Vec<lsp::CallHierarchyOutgoingCall>> {
        let (path, across) = (as_on_disk(to_proto::path(&item.uri)?), self.across().await);
        let found = self.beside(move || {
            let calls = hierarchy::outgoing(&path, &across.fleet);
            let call = |call: &Call| {
                let to = across.item(&call.item)?;
                Some(lsp::CallHierarchyOutgoingCall { from_ranges: across.ranges(&path, &call.ranges)?, to })
            };
            calls.iter().filter_map(call).collect()
        });
        Some(found.await)
    }
}

/// The links of a document.
pub(super) fn links(snapshot: &Snapshot) -> Vec<lsp::DocumentLink> {
    let to = snapshot.converter();
    let link = |link: links::DocumentLink| lsp::DocumentLink {
        range: to.range(&link.range),
        target: if link.anchor.is_none() { to_proto::uri(&link.path) } else { None },
        tooltip: None,
        // The line of a heading is looked for when the person goes there.
        data: link.anchor.map(|anchor| serde_json::json!([link.path, anchor])),
    };
    links::links(&snapshot.document).into_iter().map(link).collect()
}

impl Across {
    fn ranges(&self, path: &str, ranges: &[Range<usize>]) -> Option<Vec<lsp::Range>> {
        let source = self.source(path)?;
        let to = source.converter(&self.flags);
        Some(ranges.iter().map(|range| to.range(range)).collect())
    }

    /// The address of a heading: that of its line, as editors understand it.
    fn link(&self, path: &str, anchor: &str) -> Option<lsp::Uri> {
        let line = self.heading(path, anchor).map(|range| range.start.line + 1);
        let uri = self.uri(path)?;
        Some(line.map_or(uri.clone(), |line| format!("{}#L{line}", uri.as_ref()).as_str().into()))
    }

    fn symbol(&self, found: &WorkspaceSymbol) -> Option<lsp::WorkspaceSymbol> {
        let source = self.source(&found.path)?;
        let range = source.converter(&self.flags).range(&found.span.clone().unwrap_or(0..0));
        let kind = match found.kind {
            SymbolKind::Defined(kind) => symbol_kind(Some(kind)),
            SymbolKind::Word => lsp::SymbolKind::EnumMember,
        };
        Some(lsp::WorkspaceSymbol {
            location: lsp::WorkspaceSymbolLocation::Location(lsp::Location { uri: source.uri, range }),
            data: None,
            base_symbol_information: lsp::BaseSymbolInformation {
                name: to_proto::shown(&found.name),
                kind,
                tags: None,
                container_name: Some(to_proto::shown(&found.detail)),
            },
        })
    }

    fn item(&self, item: &Item) -> Option<lsp::CallHierarchyItem> {
        let source = self.source(&item.path)?;
        let to = source.converter(&self.flags);
        let selection_range = to.range(&item.span.clone().unwrap_or(0..0));
        Some(lsp::CallHierarchyItem {
            name: to_proto::shown(&item.name),
            kind: symbol_kind(item.kind),
            tags: None,
            detail: item.detail.as_deref().map(to_proto::shown),
            range: to.range(&(0..source.document.text.len())),
            selection_range,
            data: None,
            uri: source.uri.clone(),
        })
    }
}

fn symbol_kind(kind: Option<Kind>) -> lsp::SymbolKind {
    match kind {
        Some(Kind::Agent) => lsp::SymbolKind::Class,
        Some(Kind::Skill) => lsp::SymbolKind::Module,
        Some(Kind::Command) => lsp::SymbolKind::Function,
        None => lsp::SymbolKind::File,
    }
}
