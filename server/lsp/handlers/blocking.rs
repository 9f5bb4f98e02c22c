//! What takes long is answered beside everything else, and what is not known yet is waited for.

use std::time::Duration;

use tokio::task::JoinHandle;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use super::index_snapshot::IndexSnapshot;
use crate::session::{Snapshot, slow_queue};

/// How long an answer waits for other files to be read. Without them it is right, and less complete.
const SOON: Duration = Duration::from_millis(30);

impl Backend {
    /// Answers beside everything else. Where that panics, so does this.
    pub(crate) async fn spawn_blocking<T: Send + 'static>(
        &self,
        answer: impl FnOnce() -> T + Send + 'static,
    ) -> T {
        outcome(self.sync.runtime.spawn_blocking(answer)).await
    }

    /// Answers from a document: on the spot, or beside everything else where a look at it takes long.
    pub(super) async fn with_snapshot<T: Send + 'static>(
        &self,
        snapshot: Snapshot,
        answer: impl FnOnce(&Snapshot) -> T + Send + 'static,
    ) -> T {
        if snapshot.document.is_heavy() {
            self.spawn_blocking(move || answer(&snapshot)).await
        } else {
            answer(&snapshot)
        }
    }

    /// Waits until a document is read, if that takes long.
    pub(super) async fn wait_until_read(&self, snapshot: &Snapshot) {
        if snapshot.document.summary_pending() {
            let document = snapshot.document.clone();
            self.spawn_blocking(move || slow_queue::compute_summary(&document)).await;
        }
    }

    /// Waits until all that lies on disk is known, and for a moment until all that is open is.
    pub(super) async fn wait_until_known(&self) {
        self.wait_for_disk().await;
        let _ = tokio::time::timeout(SOON, self.wait_for_open_documents()).await;
    }

    /// Waits until all that is open is known.
    pub(super) async fn wait_for_open_documents(&self) {
        self.sync.run_slow_queue();
        let mut busy = self.session().slow_queue().busy();
        let _ = busy.wait_for(|busy| !*busy).await;
    }

    /// Waits a moment until all that lies on disk is known. Says whether it is.
    pub(super) async fn wait_briefly_for_disk(&self) -> bool {
        tokio::time::timeout(SOON, self.wait_for_disk()).await.is_ok()
    }

    async fn wait_for_disk(&self) {
        let readings = self.session().index_state().everything();
        for mut known in readings {
            // A reading that ended without a word is as good as done.
            let _ = known.wait_for(|known| *known).await;
        }
    }

    /// The document of a request with all that is known of others; none if it is not open.
    pub(super) async fn snapshot_and_index(
        &self,
        at: &lsp::TextDocumentPositionParams,
    ) -> Option<(Snapshot, IndexSnapshot)> {
        let snapshot = self.snapshot(&at.text_document.uri)?;
        self.wait_until_read(&snapshot).await;
        Some((snapshot, self.index_snapshot().await))
    }

    /// All that is known, as soon as all that lies on disk was read.
    pub(crate) async fn index_snapshot(&self) -> IndexSnapshot {
        self.wait_until_known().await;
        let mut session = self.session();
        IndexSnapshot {
            session: self.sync.session.clone(),
            index: session.agent_index(),
            flags: session.flags,
        }
    }
}

/// What a task gives. Where it panics, so does this; where it never runs, since the server ends, this never goes on: it is
/// dropped with everything else.
async fn outcome<T>(task: JoinHandle<T>) -> T {
    match task.await.map_err(tokio::task::JoinError::try_into_panic) {
        Ok(answer) => answer,
        Err(Ok(panic)) => std::panic::resume_unwind(panic),
        Err(Err(_cancelled)) => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn a_task_that_never_runs_is_no_panic() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
        let handle = runtime.handle().clone();
        assert_eq!(runtime.block_on(outcome(handle.spawn_blocking(|| 7))), 7);
        runtime.shutdown_background();
        assert_eq!(outcome(handle.spawn_blocking(|| 7)).now_or_never(), None);
    }
}
