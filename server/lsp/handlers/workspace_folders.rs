//! The folders of the workspace.

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
            // The whole disk, or all that someone has, is no project.
            info!(folder = &*root, home, "workspace folder");
            if !home {
                readings.extend(self.session().index_state().add_folder(root));
            }
        }
        self.set_roots();
        self.sync.spawn_scans(readings);
    }

    /// Says for which folders the editor's settings are.
    pub(super) fn set_roots(&self) {
        let roots: Vec<_> =
            self.session().index_state().workspace().iter().map(ToString::to_string).collect();
        self.settings().set_roots(&roots);
        self.sync.settle_settings();
    }
}
