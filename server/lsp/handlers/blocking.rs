//! Runs slow requests on the blocking pool and waits for pending indexing.

use std::time::Duration;

use tokio::task::JoinHandle;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use super::index_snapshot::IndexSnapshot;
use crate::session::{Snapshot, slow_queue};

/// How long an answer waits for the index. Without it, the answer is correct but less complete.
const SOON: Duration = Duration::from_millis(30);

impl Backend {
    /// Runs `answer` on the blocking pool. Propagates its panic.
    pub(crate) async fn spawn_blocking<T: Send + 'static>(
        &self,
        answer: impl FnOnce() -> T + Send + 'static,
    ) -> T {
        outcome(self.sync.runtime.spawn_blocking(answer)).await
    }

    /// Answers from a document: on the spot, or on the blocking pool if the document takes long to analyse.
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

    /// Waits until a document is analysed, if that takes long.
    pub(super) async fn wait_until_read(&self, snapshot: &Snapshot) {
        if snapshot.document.summary_pending() {
            let document = snapshot.document.clone();
            self.spawn_blocking(move || slow_queue::compute_summary(&document)).await;
        }
    }

    /// Waits until all scans are done, and briefly until all open documents are indexed.
    pub(super) async fn wait_until_known(&self) {
        self.wait_for_disk().await;
        let _ = tokio::time::timeout(SOON, self.wait_for_open_documents()).await;
    }

    /// Waits until all open documents are indexed.
    pub(super) async fn wait_for_open_documents(&self) {
        self.sync.run_slow_queue();
        let mut busy = self.session().slow_queue().busy();
        let _ = busy.wait_for(|busy| !*busy).await;
    }

    /// Waits briefly until all scans are done. Returns whether they are.
    pub(super) async fn wait_briefly_for_disk(&self) -> bool {
        tokio::time::timeout(SOON, self.wait_for_disk()).await.is_ok()
    }

    async fn wait_for_disk(&self) {
        let readings = self.session().index_state().everything();
        for mut known in readings {
            // A scan that ended without a signal counts as done.
            let _ = known.wait_for(|known| *known).await;
        }
    }

    /// Returns the document of a request with the index; `None` if it is not open.
    pub(super) async fn snapshot_and_index(
        &self,
        at: &lsp::TextDocumentPositionParams,
    ) -> Option<(Snapshot, IndexSnapshot)> {
        let snapshot = self.snapshot(&at.text_document.uri)?;
        self.wait_until_read(&snapshot).await;
        Some((snapshot, self.index_snapshot().await))
    }

    /// Returns the index as soon as all scans are done.
    pub(crate) async fn index_snapshot(&self) -> IndexSnapshot {
        self.wait_until_known().await;
        let mut session = self.session();
        // The scan that ended last may not have noted it yet.
        session.index_state().note_completeness();
        IndexSnapshot {
            session: self.sync.session.clone(),
            index: session.agent_index(),
            flags: session.flags,
        }
    }
}

/// Returns the result of a task. Propagates its panic. If the task never runs because the server exits, never returns:
/// the future is dropped with everything else.
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
