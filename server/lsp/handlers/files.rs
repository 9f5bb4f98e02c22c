//! What the client says of files and folders.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::gen_lsp_types as lsp;
use tracing::info;

use super::Backend;
use crate::to_proto;
use agentls_workspace::paths::as_on_disk;

impl Backend {
    /// Takes in a document that was opened, or was lost and is known again.
    pub(super) fn opened(&self, uri: &lsp::Uri, language: &str, version: i32, text: &str) {
        let path = to_proto::path(uri).map(as_on_disk);
        let project = || self.settings().of(path.as_deref().map(Path::new));
        let before = project();
        let wanted = self.world().open(uri, path.as_ref(), language, version, text, &before);
        // Settings may have changed meanwhile, when it was not open yet.
        let now = project();
        if !Arc::ptr_eq(&before, &now) {
            self.world().set_project(uri, &now);
        }
        if now.awaited {
            self.index.settle_settings();
        }
        self.index.read(wanted);
    }

    /// Takes in what the editor has made, moved or taken away.
    pub(super) fn moved<'a>(&self, uris: impl Iterator<Item = &'a lsp::Uri>) {
        let paths = uris.filter_map(to_proto::path);
        self.index.changed_later(paths.map(|path| PathBuf::from(&*path)));
    }

    /// Adds folders to the workspace.
    pub(super) fn add_folders<'a>(&self, folders: impl IntoIterator<Item = &'a lsp::Uri>) {
        let mut readings = Vec::new();
        for root in folders.into_iter().filter_map(to_proto::folder) {
            let home = self.home.as_deref().is_some_and(|home| home.starts_with(Path::new(&*root)));
            // The whole disk, or all that someone has, is no project.
            info!(folder = &*root, home, "workspace folder");
            if !home {
                readings.extend(self.world().knowledge().add_folder(root));
            }
        }
        self.set_roots();
        self.index.read(readings);
    }

    /// Says for which folders the editor's settings are.
    pub(super) fn set_roots(&self) {
        let roots: Vec<_> = self.world().knowledge().workspace().iter().map(ToString::to_string).collect();
        self.settings().set_roots(&roots);
        self.index.settle_settings();
    }
}
