//! `initialize` and `initialized`.

use agentls_workspace::paths;
use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::Result;
use tracing::info;

use super::Backend;
use crate::client::ClientFlags;
use crate::to_proto::watching;
use crate::{capabilities, parent};

impl Backend {
    pub(super) async fn handle_initialize(
        &self,
        params: lsp::InitializeParams,
    ) -> Result<lsp::InitializeResult> {
        if let Some(parent) = params.process_id.and_then(|id| u32::try_from(id).ok()) {
            parent::watch(parent, || std::process::exit(1));
        }
        let flags = ClientFlags::new(&params.capabilities);
        let client = params.client_info.as_ref();
        let version = client.and_then(|client| client.version.as_deref());
        info!(client = client.map(|client| client.name.as_str()), version, "initialize");
        self.session().flags = flags;
        self.session().options = params.initialization_options;
        let folders = match params.workspace_folders_initialize_params.workspace_folders {
            Some(lsp::WorkspaceFolders::WorkspaceFolderList(folders)) => {
                folders.into_iter().map(|folder| folder.uri).collect()
            }
            #[expect(deprecated, reason = "older clients send nothing else")]
            _ => params.root_uri.into_iter().collect(),
        };
        self.session().folders = folders;
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        let server_info = Some(lsp::ServerInfo { name: "agentls".to_owned(), version });
        Ok(lsp::InitializeResult { capabilities: capabilities::server(&flags), server_info })
    }

    pub(super) async fn handle_initialized(&self) {
        // Dialects are loaded at first use: do that now, not at the first keystroke.
        self.sync.runtime.spawn_blocking(agentls_analysis::dialect::dialects);
        let (folders, options) = {
            let mut session = self.session();
            (std::mem::take(&mut session.folders), session.options.take())
        };
        self.set_options(options);
        self.add_folders(&folders);
        if let Some(home) = self.home.as_deref().map(paths::to_slash) {
            let wanted = self.session().index_state().set_home(&home);
            self.sync.spawn_scans(wanted);
        }
        if self.session().flags.watches_files {
            let client = self.sync.client.clone();
            self.sync.runtime.spawn(async move {
                // A client that refuses still keeps open documents up to date, and that is enough.
                let _ = client.register_capability(vec![watching::of_files()]).await;
            });
        }
    }
}
