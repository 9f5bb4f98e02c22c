//! A server that answers every edit with an empty list of findings, and does nothing else.

use agentls::transport::{self, LONGEST_BODY, Outbox};
use serde_json::json;
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::Result;
use tower_lsp::{LanguageServer, LspService};

struct Echo(Outbox);

impl Echo {
    fn publish(&self, uri: &lsp::Uri, version: i32) {
        let params = json!({ "uri": uri, "version": version, "diagnostics": [] });
        let message =
            json!({ "jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": params });
        self.0.send(&message);
    }
}

impl LanguageServer for Echo {
    async fn initialize(&self, _: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        Ok(lsp::InitializeResult::default())
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: lsp::DidOpenTextDocumentParams) {
        self.publish(&params.text_document.uri, params.text_document.version);
    }

    async fn did_change(&self, params: lsp::DidChangeTextDocumentParams) {
        let document = params.text_document;
        self.publish(&document.text_document_identifier.uri, document.version);
    }
}

impl transport::DirectAnswers for Echo {}

/// Serves over stdin and stdout. Gives the exit code.
pub(crate) fn serve() -> i32 {
    agentls::over_stdio(|input, outbox| {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build()?;
        let service = LspService::new(|_| Echo(outbox.clone()));
        Ok(transport::serve(input, LONGEST_BODY, outbox, service, runtime.handle(), Some, || {}))
    })
    .unwrap_or(1)
}
