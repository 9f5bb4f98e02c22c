//! `workspace/symbol`.

use agentls_analysis::ide::workspace::{SymbolKind, WorkspaceSymbol, workspace_symbols};
use rayon::prelude::*;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use crate::handlers::index_snapshot::IndexSnapshot;
use crate::to_proto;

impl Backend {
    pub(super) async fn handle_workspace_symbol(&self, query: String) -> lsp::WorkspaceSymbolResponse {
        let across = self.index_snapshot().await;
        let found = self
            .spawn_blocking(move || {
                let found = workspace_symbols(&query, &across.index);
                found.par_iter().filter_map(|found| across.symbol(found)).collect::<Vec<_>>()
            })
            .await;
        found.into()
    }
}

impl IndexSnapshot {
    fn symbol(&self, found: &WorkspaceSymbol) -> Option<lsp::WorkspaceSymbol> {
        let source = self.source(&found.path)?;
        let range = source.converter(&self.flags).range(&found.span.clone().unwrap_or(0..0));
        let kind = match found.kind {
            SymbolKind::Defined(kind) => to_proto::structure::symbol_kind(Some(kind)),
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
}
