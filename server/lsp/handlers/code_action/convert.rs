//! Actions that convert an agent for another tool. The new file is computed on resolve, if the client supports that.

use agentls_analysis::ide::actions::{self, Action, ActionKind, Conversion};
use serde::{Deserialize, Serialize};
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use super::super::Backend;
use super::super::rename::request_failed;
use crate::session::Snapshot;
use crate::to_proto::actions::kind;
use crate::to_proto::shown;

/// The `data` of an action, which the client returns on resolve.
#[derive(Serialize, Deserialize)]
struct Taken {
    uri: lsp::Uri,
    /// The version of the document that the action was offered for.
    version: i32,
    /// The id of the tool's dialect.
    tool: String,
}

impl Backend {
    /// Returns the conversions offered on the opening line of an agent, or anywhere if the client asks for that kind.
    pub(super) fn conversions(
        &self,
        snapshot: &Snapshot,
        range: lsp::Range,
        asked: bool,
    ) -> Vec<lsp::CodeAction> {
        let Snapshot { document, flags, .. } = snapshot;
        let opening = document.front_matter().is_some_and(|front| {
            document.text.line_at(front.open.start) == usize::try_from(range.start.line).unwrap_or(usize::MAX)
        });
        if !(opening || asked) || !flags.creates_files {
            return Vec::new();
        }
        let exists = |path: &str| self.is_there(path);
        let offered = actions::conversions(document, &exists).into_iter();
        if flags.resolves_edits {
            return offered.filter_map(|conversion| later(snapshot, conversion)).collect();
        }
        let now = |conversion: Conversion| actions::convert(document, conversion.tool);
        offered.filter_map(now).map(|action: Action| snapshot.converter().action(&action)).collect()
    }

    /// Resolves an action's edit.
    ///
    /// # Errors
    /// If the document has changed since, or the tool would not load the new file.
    pub(in crate::handlers) fn handle_code_action_resolve(
        &self,
        action: lsp::CodeAction,
    ) -> Result<lsp::CodeAction> {
        let Some(data) = action.data.clone() else { return Ok(action) };
        let taken: Taken =
            serde_json::from_value(data).map_err(|error| Error::invalid_params(shown(&error.to_string())))?;
        let current = |it: &Snapshot| it.document.version == taken.version;
        let snapshot = self.snapshot(&taken.uri).filter(current).ok_or_else(stale)?;
        let found = actions::convert(&snapshot.document, &taken.tool);
        let found = found.ok_or_else(|| {
            request_failed("The tool would not load the new agent. Fix the problems in this file first.")
        })?;
        if let Some(file) = found.file.iter().find(|file| self.is_there(&file.path)) {
            return Err(request_failed(&format!("A file of that name already exists: {}", file.path)));
        }
        let edit = snapshot.converter().action(&found).edit;
        Ok(lsp::CodeAction { edit, ..action })
    }
}

/// Returns an action whose edit is computed on resolve.
fn later(snapshot: &Snapshot, conversion: Conversion) -> Option<lsp::CodeAction> {
    let Conversion { tool, title, .. } = conversion;
    let taken =
        Taken { uri: snapshot.uri.clone(), version: snapshot.document.version, tool: tool.to_owned() };
    let data = Some(serde_json::to_value(taken).ok()?);
    let title = shown(&title);
    Some(lsp::CodeAction { title, kind: Some(kind(ActionKind::Rewrite)), data, ..lsp::CodeAction::default() })
}

fn stale() -> Error {
    // LSP 3.17, `ContentModified`.
    let message = "The document has changed since this action was offered.".into();
    Error { code: ErrorCode::ServerError(-32801), message, data: None }
}
