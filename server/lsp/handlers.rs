//! The LSP methods: lock, change or take a snapshot, delegate, convert.
//!
//! No handler waits before it has changed the state or taken its snapshot, and none waits for the client.

pub(crate) mod across;
mod actions;
mod beside;
mod diagnostic;
mod files;
mod names;
mod relations;
mod structure;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};

use agentls_analysis::ide::completion;
use agentls_analysis::ide::completion::Scope;
use tower_lsp::LanguageServer;
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::Result;
use tracing::info;

use crate::capabilities;
use crate::client::ClientFlags;
use crate::session::{Snapshot, World};
use crate::sync::Index;
use crate::to_proto;
use crate::to_proto::{Converter, watching};
use crate::{diagnostics, parent};
use agentls_analysis::ide::verdict;
use agentls_analysis::ide::verdict::Verdicts;
use agentls_workspace::paths;
use agentls_workspace::settings::Store;

/// What `agentls/verdict` is asked about.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VerdictParams {
    text_document: lsp::TextDocumentIdentifier,
}

/// The server's side of the protocol.
#[derive(Clone)]
pub(crate) struct Backend {
    pub(crate) index: Index,
    /// The user's home folder.
    home: Option<PathBuf>,
    pub(crate) memory: Arc<Mutex<diagnostic::Memory>>,
}

impl Backend {
    pub(crate) fn new(index: Index, home: Option<PathBuf>) -> Self {
        Self { index, home, memory: Arc::default() }
    }

    pub(crate) fn snapshot(&self, uri: &lsp::Uri) -> Option<Snapshot> {
        self.world().snapshot(uri)
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.index.world.lock()
    }

    /// Takes in what is set in the editor.
    fn set(&self, options: Option<serde_json::Value>) {
        // Some clients send the section as it is, others a mapping that holds it.
        let section = options.map(|mut options| match options.get_mut("agentls") {
            Some(section) => section.take(),
            None => options,
        });
        let Some(mut section) = section.filter(|section| !section.is_null()) else { return };
        if let Some(section) = section.as_object_mut() {
            // How to start the server and whether to log it are the client's own affair, in the same section.
            section.retain(|key, _| !matches!(key.as_str(), "server" | "trace"));
        }
        self.index.set(section);
    }

    pub(crate) fn settings(&self) -> Arc<Store> {
        self.world().settings.clone()
    }

    /// What each tool does with a document (`agentls/verdict`); null for one that is not open.
    pub(crate) async fn verdict(&self, params: VerdictParams) -> Result<Option<Verdicts>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri) else { return Ok(None) };
        Ok(Some(verdict::verdicts(&snapshot.document, &snapshot.policy.targets, snapshot.flags.encoding)))
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        if let Some(parent) = params.process_id.and_then(|id| u32::try_from(id).ok()) {
            parent::watch(parent, || std::process::exit(1));
        }
        let flags = ClientFlags::new(&params.capabilities);
        let client = params.client_info.as_ref();
        let version = client.and_then(|client| client.version.as_deref());
        info!(client = client.map(|client| client.name.as_str()), version, "initialize");
        self.world().flags = flags;
        self.world().options = params.initialization_options;
        let folders = match params.workspace_folders_initialize_params.workspace_folders {
            Some(lsp::WorkspaceFolders::WorkspaceFolderList(folders)) => {
                folders.into_iter().map(|folder| folder.uri).collect()
            }
            #[expect(deprecated, reason = "older clients send nothing else")]
            _ => params.root_uri.into_iter().collect(),
        };
        self.world().folders = folders;
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        let server_info = Some(lsp::ServerInfo { name: "agentls".to_owned(), version });
        Ok(lsp::InitializeResult { capabilities: capabilities::server(&flags), server_info })
    }

    async fn initialized(&self, _: lsp::InitializedParams) {
        // The dialects are read at their first use; so that is now and not at the first keystroke.
        self.index.runtime.spawn_blocking(agentls_analysis::dialect::dialects);
        let (folders, options) = {
            let mut world = self.world();
            (std::mem::take(&mut world.folders), world.options.take())
        };
        self.set(options);
        self.add_folders(&folders);
        if let Some(home) = self.home.as_deref().map(paths::slashed) {
            let wanted = self.world().knowledge().set_home(&home);
            self.index.read(wanted);
        }
        if self.world().flags.watches_files {
            let client = self.index.client.clone();
            self.index.runtime.spawn(async move {
                // A client that refuses keeps what is open up to date, and that much is enough.
                let _ = client.register_capability(vec![watching::of_files()]).await;
            });
        }
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: lsp::DidOpenTextDocumentParams) {
        let lsp::TextDocumentItem { uri, language_id, version, text } = params.text_document;
        self.opened(&uri, language_id.as_str(), version, &text);
    }

    async fn did_change(&self, params: lsp::DidChangeTextDocumentParams) {
        let lsp::VersionedTextDocumentIdentifier { version, text_document_identifier } = params.text_document;
        let (uri, mut changes) = (text_document_identifier.uri, params.content_changes);
        let found = self.world().found_again(&uri, &mut changes);
        if let Some((language, text)) = found {
            self.opened(&uri, &language, version.max(0), &text);
        }
        let applied = self.world().change(&uri, version, changes);
        if !applied {
            // Of what cannot be read at all, nothing is better than something false.
            self.index.lose(&uri, "agentls failed at a change of it");
        }
    }

    async fn did_save(&self, params: lsp::DidSaveTextDocumentParams) {
        // Others may have come or gone by now that links lead to.
        let path = to_proto::path(&params.text_document.uri).map(|path| PathBuf::from(&*path));
        let mut paths: Vec<_> = path.into_iter().collect();
        paths.retain(|path| self.settings().concerns(std::slice::from_ref(path)));
        self.index.changed_later(paths);
    }

    async fn did_close(&self, params: lsp::DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        // No findings that are on their way may follow their end.
        let publishing = self.index.world.publishing();
        let (path, shown) = self.world().close(&uri);
        if self.world().flags.pulls_diagnostics {
            self.closed(uri);
        } else if shown {
            diagnostics::clear(&self.index.outbox, uri);
        }
        drop(publishing);
        // What was typed and not saved is gone.
        self.index.changed_later(path.map(|path| PathBuf::from(&*path)));
    }

    async fn did_change_watched_files(&self, params: lsp::DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| to_proto::path(&change.uri));
        self.index.changed_later(paths.map(|path| PathBuf::from(&*path)));
    }

    async fn did_create_files(&self, params: lsp::CreateFilesParams) {
        self.moved(params.files.iter().map(|file| &file.uri));
    }

    async fn will_rename_files(&self, params: lsp::RenameFilesParams) -> Result<Option<lsp::WorkspaceEdit>> {
        let path = |uri: &lsp::Uri| to_proto::path(uri).map(|path| path.trim_end_matches('/').to_owned());
        let pair = |file: &lsp::FileRename| Some((path(&file.old_uri)?, path(&file.new_uri)?));
        let moves: Vec<_> = params.files.iter().filter_map(pair).collect();
        self.open_known().await;
        let across = self.across().await;
        Ok(self.beside(move || across.moves(&moves)).await)
    }

    async fn did_rename_files(&self, params: lsp::RenameFilesParams) {
        self.moved(params.files.iter().flat_map(|file| [&file.old_uri, &file.new_uri]));
    }

    async fn did_delete_files(&self, params: lsp::DeleteFilesParams) {
        self.moved(params.files.iter().map(|file| &file.uri));
    }

    async fn did_change_workspace_folders(&self, params: lsp::DidChangeWorkspaceFoldersParams) {
        for root in params.event.removed.iter().filter_map(|folder| to_proto::folder(&folder.uri)) {
            let wanted = self.world().knowledge().remove_folder(&root);
            self.index.read(wanted);
        }
        self.add_folders(params.event.added.iter().map(|folder| &folder.uri));
        self.index.changed_later([]);
    }

    async fn did_change_configuration(&self, params: lsp::DidChangeConfigurationParams) {
        self.set(Some(params.settings));
    }

    async fn completion(&self, params: lsp::CompletionParams) -> Result<Option<lsp::CompletionResponse>> {
        let at = params.text_document_position_params;
        let Some(snapshot) = self.snapshot(&at.text_document.uri) else { return Ok(None) };
        let known = self.soon_known().await;
        let fleet = self.world().fleet();
        let complete = move |snapshot: &Snapshot| {
            let (to, most) = (snapshot.converter(), snapshot.limits.completions());
            let at = to.offset(at.position);
            let scope = Scope { fleet: &fleet, targets: &snapshot.policy.targets, most };
            let found = completion::completions_in(&scope, &snapshot.document, at);
            // What is typed in full is not offered, so that a list of values is asked for anew at every key.
            let incomplete = !known || found.len() >= most || found.iter().any(|item| !item.snippet);
            let items = found.into_iter().enumerate().map(|(rank, item)| to.completion(rank, item)).collect();
            lsp::CompletionList { is_incomplete: incomplete, items, ..lsp::CompletionList::default() }
        };
        let list = self.look(snapshot, complete).await;
        Ok(Some(lsp::CompletionResponse::CompletionList(list)))
    }

    async fn hover(&self, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
        Ok(self.hovered(&params.text_document_position_params).await)
    }

    async fn document_link(&self, params: lsp::DocumentLinkParams) -> Result<Option<Vec<lsp::DocumentLink>>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri) else { return Ok(None) };
        Ok(Some(self.look(snapshot, relations::links).await))
    }

    async fn document_link_resolve(&self, link: lsp::DocumentLink) -> Result<lsp::DocumentLink> {
        Ok(self.link(link).await)
    }

    async fn symbol(
        &self,
        params: lsp::WorkspaceSymbolParams,
    ) -> Result<Option<lsp::WorkspaceSymbolResponse>> {
        Ok(Some(self.symbols(params.query).await))
    }

    async fn prepare_call_hierarchy(
        &self,
        params: lsp::CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyItem>>> {
        Ok(self.hierarchy(&params.text_document_position_params).await)
    }

    async fn incoming_calls(
        &self,
        params: lsp::CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyIncomingCall>>> {
        Ok(self.incoming(&params.item).await)
    }

    async fn outgoing_calls(
        &self,
        params: lsp::CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyOutgoingCall>>> {
        Ok(self.outgoing(&params.item).await)
    }

    async fn code_action(
        &self,
        params: lsp::CodeActionParams,
    ) -> Result<Option<Vec<lsp::CodeActionResponse>>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri) else { return Ok(None) };
        let backend = self.clone();
        // Each fix is tried before it is offered, and what that costs depends on how many there are.
        Ok(self.beside(move || backend.actions(&snapshot, &params)).await)
    }

    async fn code_action_resolve(&self, action: lsp::CodeAction) -> Result<lsp::CodeAction> {
        self.resolved(action)
    }

    async fn diagnostic(
        &self,
        params: lsp::DocumentDiagnosticParams,
    ) -> Result<lsp::DocumentDiagnosticReport> {
        if self.snapshot(&params.text_document.uri).is_some_and(|it| it.document.is_heavy() || it.awaits) {
            let backend = self.clone();
            return Ok(self.beside(move || backend.findings(&params)).await);
        }
        Ok(self.findings(&params))
    }

    async fn workspace_diagnostic(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> Result<lsp::WorkspaceDiagnosticReport> {
        Ok(self.workspace_findings(params).await)
    }

    async fn goto_definition(
        &self,
        params: lsp::DefinitionParams,
    ) -> Result<Option<lsp::DefinitionResponse>> {
        self.definition(&params.text_document_position_params).await
    }

    async fn goto_declaration(
        &self,
        params: lsp::DeclarationParams,
    ) -> Result<Option<lsp::DeclarationResponse>> {
        self.declaration(&params.text_document_position_params).await
    }

    async fn references(&self, params: lsp::ReferenceParams) -> Result<Option<Vec<lsp::Location>>> {
        self.places(&params.text_document_position_params, params.context.include_declaration).await
    }

    async fn document_highlight(
        &self,
        params: lsp::DocumentHighlightParams,
    ) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
        self.highlights(&params.text_document_position_params).await
    }

    async fn prepare_rename(
        &self,
        params: lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::PrepareRenameResult>> {
        self.renamable(&params).await
    }

    async fn rename(&self, params: lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>> {
        self.renamed(&params.text_document_position_params, params.new_name).await
    }

    async fn document_color(&self, params: lsp::DocumentColorParams) -> Result<Vec<lsp::ColorInformation>> {
        Ok(self.colors(&params.text_document.uri).await)
    }

    async fn color_presentation(
        &self,
        params: lsp::ColorPresentationParams,
    ) -> Result<Vec<lsp::ColorPresentation>> {
        Ok(self.ways_to_write(&params))
    }

    async fn document_symbol(
        &self,
        params: lsp::DocumentSymbolParams,
    ) -> Result<Option<lsp::DocumentSymbolResponse>> {
        Ok(self.outline(&params.text_document.uri).await)
    }

    async fn folding_range(&self, params: lsp::FoldingRangeParams) -> Result<Option<Vec<lsp::FoldingRange>>> {
        Ok(self.folds(&params.text_document.uri).await)
    }

    async fn selection_range(
        &self,
        params: lsp::SelectionRangeParams,
    ) -> Result<Option<Vec<lsp::SelectionRange>>> {
        Ok(self.selections(params).await)
    }
}

impl Snapshot {
    pub(crate) fn converter(&self) -> Converter<'_> {
        Converter { document: &self.document, uri: &self.uri, flags: &self.flags }
    }
}
