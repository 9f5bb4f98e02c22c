//! `agentls/graph`: which files of a folder call which.

use std::path::Path;

use agentls_analysis::ide::graph::{Graph, GraphPart, graph, graph_part};
use agentls_analysis::index::DocumentSummary;
use agentls_analysis::lint::cross_file::CrossFileContext;
use rayon::prelude::*;
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::Result;

use super::Backend;
use crate::handlers::index_snapshot::IndexSnapshot;
use crate::to_proto;

/// The parameters of `agentls/graph`.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GraphParams {
    /// A folder; by default, the first of the workspace.
    workspace_folder: Option<lsp::Uri>,
}

impl Backend {
    /// Returns the graph of a folder (`agentls/graph`); null if there is no folder.
    pub(crate) async fn handle_graph(&self, params: GraphParams) -> Result<Option<Graph>> {
        let across = self.index_snapshot().await;
        let first = || self.session().index_state().workspace().first().cloned();
        let asked = params.workspace_folder.as_ref().map(to_proto::folder);
        let Some(root) = asked.unwrap_or_else(first) else { return Ok(None) };
        Ok(Some(self.spawn_blocking(move || across.graph_of(&root)).await))
    }
}

impl IndexSnapshot {
    fn graph_of(&self, root: &str) -> Graph {
        // A file that links lead to is there once.
        let is_link = |summary: &DocumentSummary| {
            let real = summary.definition().and_then(|definition| definition.real.as_deref());
            real.is_some_and(|real| self.index.get(real).is_some())
        };
        let own = self.index.with_prefix(root).filter(|(_, summary)| !is_link(summary));
        let paths: Vec<_> = own.map(|(path, _)| path).collect();
        let parts = paths.par_iter().filter_map(|path| self.graph_part(path)).collect();
        graph(root, parts, &self.index)
    }

    fn graph_part(&self, path: &str) -> Option<GraphPart> {
        let source = self.source(path)?;
        let settings = self.session.lock().settings.clone();
        let policy = settings.project_for(Some(Path::new(path))).policy(Some(path));
        if policy.excluded {
            return None;
        }
        let exists = |path: &str| Some(Path::new(path).exists());
        graph_part(
            &source.document,
            &CrossFileContext { exists: &exists, ..CrossFileContext::of_index(&self.index, &policy) },
        )
    }
}
