//! `workspace/didChangeWorkspaceFolders`.

use std::path::Path;

use tower_lsp::gen_lsp_types as lsp;
use tracing::info;

use super::Backend;
use crate::to_proto;

impl Backend {
    pub(super) async fn handle_did_change_workspace_folders(
        &self,
        params: lsp::DidChangeWorkspaceFoldersParams,
    ) {
        for root in params.event.removed.iter().filter_map(|folder| to_proto::folder(&folder.uri)) {
            let wanted = self.session().index_state().remove_folder(&root);
            self.sync.spawn_scans(wanted);
        }
        self.add_folders(params.event.added.iter().map(|folder| &folder.uri));
        self.sync.changed_later([]);
    }

    /// Adds folders to the workspace.
    pub(super) fn add_folders<'a>(&self, folders: impl IntoIterator<Item = &'a lsp::Uri>) {
        let mut readings = Vec::new();
        for root in folders.into_iter().filter_map(to_proto::folder) {
            let home = self.home.as_deref().is_some_and(|home| home.starts_with(Path::new(&*root)));
            // The root of the disk or the home folder is not a project.
            info!(folder = &*root, home, "workspace folder");
            if !home {
                readings.extend(self.session().index_state().add_folder(root));
            }
        }
        self.set_roots();
        self.sync.spawn_scans(readings);
    }

    /// Sets the folders that the editor's settings apply to.
    pub(super) fn set_roots(&self) {
        let roots: Vec<_> =
            self.session().index_state().workspace().iter().map(ToString::to_string).collect();
        self.settings().set_roots(&roots);
        self.sync.settle_settings();
    }
}
