//! Registration for `textDocument/formatting`.

use tower_lsp::gen_lsp_types as lsp;

const ID: &str = "agentls/formatting";
const METHOD: &str = "textDocument/formatting";

/// Registers for formatting of the documents that the client sends anyway.
pub(crate) fn offer_formatting() -> lsp::Registration {
    let register_options = Some(serde_json::json!({ "documentSelector": null }));
    lsp::Registration { id: ID.to_owned(), method: METHOD.to_owned(), register_options }
}

/// Ends the registration.
pub(crate) fn end_of_offer() -> lsp::Unregistration {
    lsp::Unregistration { id: ID.to_owned(), method: METHOD.to_owned() }
}
