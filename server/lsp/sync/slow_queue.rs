//! Processes the slow queue on the blocking pool.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tower_lsp::gen_lsp_types::Uri;

use super::DiskSync;
use crate::diagnostics;
use crate::session::slow_queue::compute_summary;

impl DiskSync {
    /// Starts processing the slow queue, unless that is running.
    pub(crate) fn run_slow_queue(&self) {
        if self.session.lock().slow_queue().begin() {
            let sync = self.clone();
            self.runtime.spawn_blocking(move || sync.work());
        }
    }

    fn work(&self) {
        while let Some(uri) = self.next_heavy() {
            // A document that makes a rule panic gets no diagnostics; the others are still processed.
            let _ = catch_unwind(AssertUnwindSafe(|| self.look_at(&uri)));
        }
    }

    fn next_heavy(&self) -> Option<Uri> {
        self.session.lock().slow_queue().next()
    }

    fn look_at(&self, uri: &Uri) {
        let Some(snapshot) = self.session.lock().snapshot(uri) else { return };
        compute_summary(&snapshot.document);
        let due = self.session.lock().due_if_newest(uri, &snapshot.document);
        if let Some(due) = due {
            diagnostics::publish(&self.session, &self.outbox, &due);
        }
        // The new summaries may affect other documents.
        self.refresh_diagnostics();
    }
}
