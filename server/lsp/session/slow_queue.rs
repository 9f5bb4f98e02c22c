//! Documents that take long to analyse: processed one after the other on the blocking pool, so that no answer about
//! another file waits for them.

use std::collections::VecDeque;

use agentls_analysis::document::Document;
use tokio::sync::watch;
use tower_lsp::gen_lsp_types::Uri;

/// The documents that wait to be analysed.
#[derive(Default)]
pub(crate) struct SlowQueue {
    waiting: VecDeque<Uri>,
    /// Whether a task is processing the queue.
    busy: watch::Sender<bool>,
}

impl SlowQueue {
    /// Adds a document, unless it is queued already.
    pub(crate) fn add(&mut self, uri: Uri) {
        if !self.waiting.contains(&uri) {
            self.waiting.push_back(uri);
        }
    }

    /// Returns true if documents wait and no task processes them; the caller has to do so from then on.
    pub(crate) fn begin(&self) -> bool {
        !self.waiting.is_empty() && !self.busy.send_replace(true)
    }

    /// Returns the next document; clears `busy` after the last one.
    pub(crate) fn next(&mut self) -> Option<Uri> {
        let next = self.waiting.pop_front();
        if next.is_none() {
            self.busy.send_replace(false);
        }
        next
    }

    /// Returns a receiver that becomes false when the queue is processed.
    pub(crate) fn busy(&self) -> watch::Receiver<bool> {
        self.busy.subscribe()
    }
}

/// Computes the parts of a document that its summary is made of, however long that takes.
pub(crate) fn compute_summary(document: &Document) {
    document.front_summary();
    document.sections();
}
