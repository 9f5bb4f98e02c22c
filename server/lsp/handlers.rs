//! The LSP methods, one file each: lock, change or take a snapshot, delegate, convert.
//!
//! No handler awaits before it has changed the state or taken its snapshot, and none awaits the client.

mod blocking;
mod call_hierarchy;
mod code_action;
mod code_lens;
mod completion;
mod configuration;
mod definition;
mod diagnostic;
mod direct;
mod document_color;
mod document_link;
mod document_symbol;
mod files;
mod folding_range;
mod formatting;
mod graph;
mod hover;
pub(crate) mod index_snapshot;
mod lifecycle;
mod preview;
mod references;
mod rename;
mod selection_range;
mod semantic_tokens;
mod text_document;
mod verdict;
mod workspace_folders;
mod workspace_symbol;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};

use agentls_workspace::settings::SettingsCache;
use tower_lsp::jsonrpc::Result;
use tower_lsp::{LanguageServer, gen_lsp_types as lsp};

use crate::session::{Session, Snapshot};
use crate::sync::DiskSync;
use crate::to_proto::ToProto;

/// The server's side of the protocol.
#[derive(Clone)]
pub(crate) struct Backend {
    pub(crate) sync: DiskSync,
    /// The user's home folder.
    home: Option<PathBuf>,
    pub(crate) memory: Arc<Mutex<diagnostic::Memory>>,
}

impl Backend {
    pub(crate) fn new(sync: DiskSync, home: Option<PathBuf>) -> Self {
        Self { sync, home, memory: Arc::default() }
    }

    pub(crate) fn snapshot(&self, uri: &lsp::Uri) -> Option<Snapshot> {
        self.session().snapshot(uri)
    }

    pub(crate) fn session(&self) -> MutexGuard<'_, Session> {
        self.sync.session.lock()
    }

    pub(crate) fn settings(&self) -> Arc<SettingsCache> {
        self.session().settings.clone()
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        self.handle_initialize(params).await
    }

    async fn initialized(&self, _: lsp::InitializedParams) {
        self.handle_initialized().await;
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: lsp::DidOpenTextDocumentParams) {
        self.handle_did_open(params).await;
    }

    async fn did_change(&self, params: lsp::DidChangeTextDocumentParams) {
        self.handle_did_change(params).await;
    }

    async fn did_save(&self, params: lsp::DidSaveTextDocumentParams) {
        self.handle_did_save(params).await;
    }

    async fn did_close(&self, params: lsp::DidCloseTextDocumentParams) {
        self.handle_did_close(params).await;
    }

    async fn did_change_watched_files(&self, params: lsp::DidChangeWatchedFilesParams) {
        self.handle_did_change_watched_files(params).await;
    }

    async fn did_create_files(&self, params: lsp::CreateFilesParams) {
        self.note_moved_files(params.files.iter().map(|file| &file.uri));
    }

    async fn will_rename_files(&self, params: lsp::RenameFilesParams) -> Result<Option<lsp::WorkspaceEdit>> {
        self.handle_will_rename_files(params).await
    }

    async fn did_rename_files(&self, params: lsp::RenameFilesParams) {
        self.note_moved_files(params.files.iter().flat_map(|file| [&file.old_uri, &file.new_uri]));
    }

    async fn did_delete_files(&self, params: lsp::DeleteFilesParams) {
        self.note_moved_files(params.files.iter().map(|file| &file.uri));
    }

    async fn did_change_workspace_folders(&self, params: lsp::DidChangeWorkspaceFoldersParams) {
        self.handle_did_change_workspace_folders(params).await;
    }

    async fn did_change_configuration(&self, params: lsp::DidChangeConfigurationParams) {
        self.set_options(Some(params.settings));
    }

    async fn completion(&self, params: lsp::CompletionParams) -> Result<Option<lsp::CompletionResponse>> {
        self.handle_completion(params).await
    }

    async fn completion_resolve(&self, item: lsp::CompletionItem) -> Result<lsp::CompletionItem> {
        self.handle_completion_resolve(item).await
    }

    async fn hover(&self, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
        Ok(self.handle_hover(&params.text_document_position_params).await)
    }

    async fn document_link(&self, params: lsp::DocumentLinkParams) -> Result<Option<Vec<lsp::DocumentLink>>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri) else { return Ok(None) };
        let index = self.session().agent_index();
        let answer = move |snapshot: &_| document_link::document_links(snapshot, index.home());
        Ok(Some(self.with_snapshot(snapshot, answer).await))
    }

    async fn document_link_resolve(&self, link: lsp::DocumentLink) -> Result<lsp::DocumentLink> {
        Ok(self.resolve_document_link(link).await)
    }

    async fn symbol(
        &self,
        params: lsp::WorkspaceSymbolParams,
    ) -> Result<Option<lsp::WorkspaceSymbolResponse>> {
        Ok(Some(self.handle_workspace_symbol(params.query).await))
    }

    async fn prepare_call_hierarchy(
        &self,
        params: lsp::CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyItem>>> {
        Ok(self.handle_prepare_call_hierarchy(&params.text_document_position_params).await)
    }

    async fn incoming_calls(
        &self,
        params: lsp::CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyIncomingCall>>> {
        Ok(self.handle_incoming_calls(&params.item).await)
    }

    async fn outgoing_calls(
        &self,
        params: lsp::CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyOutgoingCall>>> {
        Ok(self.handle_outgoing_calls(&params.item).await)
    }

    async fn code_action(
        &self,
        params: lsp::CodeActionParams,
    ) -> Result<Option<Vec<lsp::CodeActionResponse>>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri) else { return Ok(None) };
        let backend = self.clone();
        // Each fix is tried before it is offered, so the cost depends on their number.
        Ok(self.spawn_blocking(move || backend.handle_code_action(&snapshot, &params)).await)
    }

    async fn code_action_resolve(&self, action: lsp::CodeAction) -> Result<lsp::CodeAction> {
        self.handle_code_action_resolve(action)
    }

    async fn code_lens(&self, params: lsp::CodeLensParams) -> Result<Option<Vec<lsp::CodeLens>>> {
        Ok(self.handle_code_lens(&params.text_document.uri).await)
    }

    async fn code_lens_resolve(&self, lens: lsp::CodeLens) -> Result<lsp::CodeLens> {
        Ok(self.handle_code_lens_resolve(lens).await)
    }

    async fn semantic_tokens_full(
        &self,
        params: lsp::SemanticTokensParams,
    ) -> Result<Option<lsp::SemanticTokens>> {
        Ok(self.handle_semantic_tokens(&params.text_document.uri, None).await)
    }

    async fn semantic_tokens_range(
        &self,
        params: lsp::SemanticTokensRangeParams,
    ) -> Result<Option<lsp::SemanticTokens>> {
        Ok(self.handle_semantic_tokens(&params.text_document.uri, Some(params.range)).await)
    }

    async fn diagnostic(
        &self,
        params: lsp::DocumentDiagnosticParams,
    ) -> Result<lsp::DocumentDiagnosticReport> {
        self.handle_diagnostic(params).await
    }

    async fn workspace_diagnostic(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> Result<lsp::WorkspaceDiagnosticReport> {
        Ok(self.handle_workspace_diagnostic(params).await)
    }

    async fn goto_definition(
        &self,
        params: lsp::DefinitionParams,
    ) -> Result<Option<lsp::DefinitionResponse>> {
        self.handle_definition(&params.text_document_position_params).await
    }

    async fn goto_declaration(
        &self,
        params: lsp::DeclarationParams,
    ) -> Result<Option<lsp::DeclarationResponse>> {
        self.handle_declaration(&params.text_document_position_params).await
    }

    async fn references(&self, params: lsp::ReferenceParams) -> Result<Option<Vec<lsp::Location>>> {
        self.handle_references(&params.text_document_position_params, params.context.include_declaration)
            .await
    }

    async fn document_highlight(
        &self,
        params: lsp::DocumentHighlightParams,
    ) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
        self.handle_document_highlight(&params.text_document_position_params).await
    }

    async fn prepare_rename(
        &self,
        params: lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::PrepareRenameResult>> {
        self.handle_prepare_rename(&params).await
    }

    async fn rename(&self, params: lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>> {
        self.handle_rename(&params.text_document_position_params, params.new_name).await
    }

    async fn document_color(&self, params: lsp::DocumentColorParams) -> Result<Vec<lsp::ColorInformation>> {
        Ok(self.handle_document_color(&params.text_document.uri).await)
    }

    async fn color_presentation(
        &self,
        params: lsp::ColorPresentationParams,
    ) -> Result<Vec<lsp::ColorPresentation>> {
        Ok(self.handle_color_presentation(&params))
    }

    async fn document_symbol(
        &self,
        params: lsp::DocumentSymbolParams,
    ) -> Result<Option<lsp::DocumentSymbolResponse>> {
        Ok(self.handle_document_symbol(&params.text_document.uri).await)
    }

    async fn folding_range(&self, params: lsp::FoldingRangeParams) -> Result<Option<Vec<lsp::FoldingRange>>> {
        Ok(self.handle_folding_range(&params.text_document.uri).await)
    }

    async fn formatting(&self, params: lsp::DocumentFormattingParams) -> Result<Option<Vec<lsp::TextEdit>>> {
        Ok(self.handle_formatting(&params.text_document.uri).await)
    }

    async fn selection_range(
        &self,
        params: lsp::SelectionRangeParams,
    ) -> Result<Option<Vec<lsp::SelectionRange>>> {
        Ok(self.handle_selection_range(params).await)
    }
}

impl Snapshot {
    pub(crate) fn converter(&self) -> ToProto<'_> {
        ToProto::new(&self.document, &self.uri, &self.flags)
    }
}
