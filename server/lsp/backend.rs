//! The LSP methods: lock, change or take a snapshot, delegate, convert.
//!
//! No handler waits before it has changed the state or taken its snapshot, and none waits for the client.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use agentls_analysis::features::actions::ActionKind;
use agentls_analysis::features::{actions, colors, completion, hover, symbols};
use agentls_analysis::rules::{Policy, diagnostics_for};
use tokio::runtime::Handle;
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::Result;
use tower_lsp::{Client, LanguageServer};

use crate::capabilities::{self, ClientFlags};
use crate::convert::{self, Converter};
use crate::settings::{self, Settings};
use crate::transport::Outbox;
use crate::verdict::{self, Verdicts};
use crate::world::{Folder, Shared, Snapshot};
use crate::{disk, parent, publish};

/// How long an answer waits for the neighbours to be read. Without them it is right, and less complete.
const NEIGHBOURS: Duration = Duration::from_millis(30);

/// What `agentls/verdict` is asked about.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VerdictParams {
    text_document: lsp::TextDocumentIdentifier,
}

/// The server's side of the protocol.
pub(crate) struct Backend {
    pub(crate) world: Arc<Shared>,
    pub(crate) outbox: Outbox,
    pub(crate) client: Client,
    pub(crate) runtime: Handle,
}

impl Backend {
    fn snapshot(&self, uri: &lsp::Uri) -> Option<Snapshot> {
        self.world.lock().snapshot(uri)
    }

    /// Reads a folder of agents beside everything else.
    fn read(&self, folder: Folder) {
        let world = self.world.clone();
        self.runtime.spawn_blocking(move || {
            disk::read_folder(&folder.root, |path, facts| world.lock().learn_from_disk(&path, facts));
            folder.done.send_replace(true);
        });
    }

    /// Takes in what is set in the editor, and says what is wrong with it.
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
        let read = serde_json::from_value::<Settings>(section).map_err(|error| error.to_string());
        match read.and_then(|settings| settings.targets().map(|_| settings)) {
            Ok(settings) => self.world.lock().settings = settings,
            Err(error) => self.complain(&format!("the settings of the editor: {error}")),
        }
    }

    /// How a document at a path is checked.
    fn policy(&self, path: Option<&str>) -> Policy {
        let file = path.map_or_else(|| Ok(Settings::default()), |path| Settings::of(Path::new(path)));
        let file = file.unwrap_or_else(|error| {
            self.complain(&error);
            Settings::default()
        });
        // Names that are no tool's were refused when the settings were read.
        let targets = file.or(&self.world.lock().settings).targets().unwrap_or_default();
        Policy { targets, ..Policy::default() }
    }

    /// Looks up anew how each open document is checked.
    fn set_policies(&self) {
        let files = self.world.lock().open_files();
        for (uri, path) in files {
            let policy = self.policy(Some(&path));
            self.world.lock().set_policy(&uri, policy);
        }
    }

    /// Tells the person, by way of the client.
    fn complain(&self, message: &str) {
        self.outbox.send(&serde_json::json!({
            "jsonrpc": "2.0",
            "method": "window/showMessage",
            "params": { "type": lsp::MessageType::Warning, "message": format!("agentls: {message}") },
        }));
    }

    /// What each tool does with a document (`agentls/verdict`); null for one that is not open.
    pub(crate) async fn verdict(&self, params: VerdictParams) -> Result<Option<Verdicts>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri) else { return Ok(None) };
        Ok(Some(verdict::verdicts(&snapshot.document, &snapshot.policy.targets, snapshot.flags.encoding)))
    }

    /// Reads one file again beside everything else.
    fn read_again(&self, path: Arc<str>) {
        let world = self.world.clone();
        self.runtime.spawn_blocking(move || {
            let facts = disk::read_facts(Path::new(&*path));
            world.lock().learn_from_disk(&path, facts);
        });
    }
}

/// Waits until the neighbours are known, for a moment. Says whether they are.
async fn neighbours_known(snapshot: &mut Snapshot) -> bool {
    match &mut snapshot.neighbours {
        Some(known) => {
            matches!(tokio::time::timeout(NEIGHBOURS, known.wait_for(|known| *known)).await, Ok(Ok(_)))
        }
        None => true,
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        if let Some(parent) = params.process_id.and_then(|id| u32::try_from(id).ok()) {
            parent::watch(parent, || std::process::exit(1));
        }
        let flags = ClientFlags::new(&params.capabilities);
        self.world.lock().flags = flags;
        self.set(params.initialization_options);
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        let server_info = Some(lsp::ServerInfo { name: "agentls".to_owned(), version });
        Ok(lsp::InitializeResult { capabilities: capabilities::server(&flags), server_info })
    }

    async fn initialized(&self, _: lsp::InitializedParams) {
        // The dialects are read at their first use; so that is now and not at the first keystroke.
        self.runtime.spawn_blocking(agentls_analysis::dialect::dialects);
        if self.world.lock().flags.watches_files {
            let client = self.client.clone();
            self.runtime.spawn(async move {
                // A client that refuses keeps what is open up to date, and that much is enough.
                let _ = client.register_capability(vec![watch_files()]).await;
            });
        }
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: lsp::DidOpenTextDocumentParams) {
        let lsp::TextDocumentItem { uri, language_id, version, text } = params.text_document;
        let policy = self.policy(convert::path(&uri).as_deref());
        let folder = self.world.lock().open(uri, language_id.as_str(), version, &text, policy);
        if let Some(folder) = folder {
            self.read(folder);
        }
    }

    async fn did_change(&self, params: lsp::DidChangeTextDocumentParams) {
        let lsp::VersionedTextDocumentIdentifier { version, text_document_identifier } = params.text_document;
        self.world.lock().change(&text_document_identifier.uri, version, &params.content_changes);
    }

    async fn did_close(&self, params: lsp::DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        let (path, shown) = self.world.lock().close(&uri);
        if shown {
            publish::clear(&self.outbox, uri);
        }
        // What was typed and not saved is gone.
        path.into_iter().for_each(|path| self.read_again(path));
    }

    async fn did_change_watched_files(&self, params: lsp::DidChangeWatchedFilesParams) {
        let paths: Vec<_> = params.changes.iter().filter_map(|change| convert::path(&change.uri)).collect();
        if paths.iter().any(|path| path.ends_with(&format!("/{}", settings::FILE))) {
            self.set_policies();
        }
        for path in paths {
            if disk::is_markdown(Path::new(&*path)) && self.world.lock().knows_folder_of(&path) {
                self.read_again(path);
            }
        }
    }

    async fn did_change_configuration(&self, params: lsp::DidChangeConfigurationParams) {
        self.set(Some(params.settings));
        self.set_policies();
    }

    async fn completion(&self, params: lsp::CompletionParams) -> Result<Option<lsp::CompletionResponse>> {
        let at = params.text_document_position_params;
        let Some(mut snapshot) = self.snapshot(&at.text_document.uri) else { return Ok(None) };
        let known = neighbours_known(&mut snapshot).await;
        let fleet = self.world.lock().fleet();
        let to = snapshot.converter();
        let found = completion::completions(&snapshot.document, to.offset(at.position), &fleet);
        let items = found.into_iter().enumerate().map(|(rank, item)| to.completion(rank, item)).collect();
        let list = lsp::CompletionList { is_incomplete: !known, items, ..lsp::CompletionList::default() };
        Ok(Some(lsp::CompletionResponse::CompletionList(list)))
    }

    async fn hover(&self, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
        let at = params.text_document_position_params;
        let Some(mut snapshot) = self.snapshot(&at.text_document.uri) else { return Ok(None) };
        neighbours_known(&mut snapshot).await;
        let fleet = self.world.lock().fleet();
        let to = snapshot.converter();
        Ok(hover::hover(&snapshot.document, to.offset(at.position), &fleet, &snapshot.policy.targets)
            .map(|hover| to.hover(hover)))
    }

    async fn code_action(
        &self,
        params: lsp::CodeActionParams,
    ) -> Result<Option<Vec<lsp::CodeActionResponse>>> {
        let snapshot = self.snapshot(&params.text_document.uri);
        let Some(snapshot) = snapshot.filter(|it| it.flags.code_actions) else { return Ok(None) };
        let to = snapshot.converter();
        let only = params.context.only.as_deref();
        let wanted = |kind| convert::actions::is_wanted(kind, only);
        let Snapshot { document, policy, .. } = &snapshot;
        let found = diagnostics_for(document, policy);
        let mut offered = Vec::new();
        if wanted(ActionKind::Fix) {
            offered.extend(actions::fixes(document, &found, &to.bytes(params.range), policy));
        }
        // Who asks for a place and not for a kind wants nothing elsewhere.
        if wanted(ActionKind::FixAll) && (only.is_some() || !offered.is_empty()) {
            offered.extend(actions::fix_all(document, &found, policy));
        }
        Ok(Some(offered.iter().map(|action| to.action(action).into()).collect()))
    }

    async fn document_color(&self, params: lsp::DocumentColorParams) -> Result<Vec<lsp::ColorInformation>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri) else { return Ok(Vec::new()) };
        let to = snapshot.converter();
        Ok(colors::colors(&snapshot.document).iter().map(|found| to.color(found)).collect())
    }

    async fn color_presentation(
        &self,
        params: lsp::ColorPresentationParams,
    ) -> Result<Vec<lsp::ColorPresentation>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri) else { return Ok(Vec::new()) };
        let to = snapshot.converter();
        let color = convert::from_color(&params.color);
        let ways = colors::presentations(&snapshot.document, &to.bytes(params.range), color);
        Ok(ways.into_iter().map(|way| to.presentation(params.range, way)).collect())
    }

    async fn document_symbol(
        &self,
        params: lsp::DocumentSymbolParams,
    ) -> Result<Option<lsp::DocumentSymbolResponse>> {
        let Some(snapshot) = self.snapshot(&params.text_document.uri) else { return Ok(None) };
        Ok(Some(snapshot.converter().symbols(symbols::symbols(&snapshot.document))))
    }
}

impl Snapshot {
    fn converter(&self) -> Converter<'_> {
        Converter { document: &self.document, uri: &self.uri, flags: &self.flags }
    }
}

/// The request to be told of changes to markdown files and settings.
fn watch_files() -> lsp::Registration {
    let globs = ["**/*.{md,mdc}", "**/agentls.toml"].map(|glob| serde_json::json!({ "globPattern": glob }));
    let watchers = serde_json::json!({ "watchers": globs });
    lsp::Registration {
        id: "agentls/files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: Some(watchers),
    }
}
