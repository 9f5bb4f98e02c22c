//! `workspace/didChangeWatchedFiles` and `workspace/willRenameFiles`.

use std::path::PathBuf;

use tower_lsp::gen_lsp_types as lsp;
use tower_lsp::jsonrpc::Result;

use super::Backend;
use crate::to_proto;

impl Backend {
    pub(super) async fn handle_did_change_watched_files(&self, params: lsp::DidChangeWatchedFilesParams) {
        let paths = params.changes.iter().filter_map(|change| to_proto::path(&change.uri));
        self.sync.changed_later(paths.map(|path| PathBuf::from(&*path)));
    }

    pub(super) async fn handle_will_rename_files(
        &self,
        params: lsp::RenameFilesParams,
    ) -> Result<Option<lsp::WorkspaceEdit>> {
        let path = |uri: &lsp::Uri| to_proto::path(uri).map(|path| path.trim_end_matches('/').to_owned());
        let pair = |file: &lsp::FileRename| Some((path(&file.old_uri)?, path(&file.new_uri)?));
        let moves: Vec<_> = params.files.iter().filter_map(pair).collect();
        self.wait_for_open_documents().await;
        let across = self.index_snapshot().await;
        Ok(self.spawn_blocking(move || across.moves(&moves)).await)
    }

    /// Queues files and folders that the editor created, moved or deleted.
    pub(super) fn note_moved_files<'a>(&self, uris: impl Iterator<Item = &'a lsp::Uri>) {
        let paths = uris.filter_map(to_proto::path);
        self.sync.changed_later(paths.map(|path| PathBuf::from(&*path)));
    }
}
