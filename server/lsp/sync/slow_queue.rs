//! Documents that take long to look at are looked at here, beside everything else.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tower_lsp::gen_lsp_types::Uri;

use super::DiskSync;
use crate::diagnostics;
use crate::session::slow_queue::compute_summary;

impl DiskSync {
    /// Begins to look at the documents that wait, unless someone does.
    pub(crate) fn run_slow_queue(&self) {
        if self.session.lock().slow_queue().begin() {
            let sync = self.clone();
            self.runtime.spawn_blocking(move || sync.work());
        }
    }

    fn work(&self) {
        while let Some(uri) = self.next_heavy() {
            // A document that makes a rule panic goes without findings; the others are looked at.
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
        // Others may have read what is different now.
        self.refresh_diagnostics();
    }
}
