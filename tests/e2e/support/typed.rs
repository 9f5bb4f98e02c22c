//! Answers held against the types of the protocol.

use serde_json::Value;
use tower_lsp::gen_lsp_types as lsp;

/// Fails unless a result has the structure that the protocol gives it.
pub(super) fn must_be_typed(method: &str, result: &Value) {
    fn check<R: lsp::Request>(result: &Value) {
        if let Err(error) = serde_json::from_value::<R::Result>(result.clone()) {
            panic!("{error} in the answer to {}: {result:#}", R::METHOD.as_str());
        }
    }
    match method {
        "initialize" => check::<lsp::InitializeRequest>(result),
        "textDocument/completion" => check::<lsp::CompletionRequest>(result),
        "textDocument/hover" => check::<lsp::HoverRequest>(result),
        "textDocument/codeAction" => check::<lsp::CodeActionRequest>(result),
        "textDocument/documentColor" => check::<lsp::DocumentColorRequest>(result),
        "textDocument/colorPresentation" => check::<lsp::ColorPresentationRequest>(result),
        "textDocument/documentLink" => check::<lsp::DocumentLinkRequest>(result),
        "documentLink/resolve" => check::<lsp::DocumentLinkResolveRequest>(result),
        "textDocument/prepareCallHierarchy" => check::<lsp::CallHierarchyPrepareRequest>(result),
        "callHierarchy/incomingCalls" => check::<lsp::CallHierarchyIncomingCallsRequest>(result),
        "callHierarchy/outgoingCalls" => check::<lsp::CallHierarchyOutgoingCallsRequest>(result),
        "workspace/willRenameFiles" => check::<lsp::WillRenameFilesRequest>(result),
        "textDocument/definition" => check::<lsp::DefinitionRequest>(result),
        "textDocument/references" => check::<lsp::ReferencesRequest>(result),
        "textDocument/documentHighlight" => check::<lsp::DocumentHighlightRequest>(result),
        "textDocument/prepareRename" => check::<lsp::PrepareRenameRequest>(result),
        "textDocument/rename" => check::<lsp::RenameRequest>(result),
        "textDocument/diagnostic" => check::<lsp::DocumentDiagnosticRequest>(result),
        "workspace/diagnostic" => check::<lsp::WorkspaceDiagnosticRequest>(result),
        "workspace/symbol" => check::<lsp::WorkspaceSymbolRequest>(result),
        "textDocument/documentSymbol" => check::<lsp::DocumentSymbolRequest>(result),
        _ => {}
    }
}
