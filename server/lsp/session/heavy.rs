//! Documents that take long to look at: read one after the other beside everything else, so that no answer about another
//! file waits for them.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};

use agentls_analysis::document::Document;
use tokio::sync::watch;
use tower_lsp::gen_lsp_types::Uri;

use crate::diagnostics;
use crate::sync::Index;

/// The documents that wait to be looked at.
#[derive(Default)]
pub(crate) struct Heavy {
    waiting: VecDeque<Uri>,
    /// Whether someone is looking at them.
    busy: watch::Sender<bool>,
}

impl Heavy {
    /// Adds a document, unless it waits already.
    pub(crate) fn add(&mut self, uri: Uri) {
        if !self.waiting.contains(&uri) {
            self.waiting.push_back(uri);
        }
    }

    /// Whether there is something to look at, and nobody does; from then on, the asker does.
    fn begin(&self) -> bool {
        !self.waiting.is_empty() && !self.busy.send_replace(true)
    }

    /// The next document; after the last one, nobody looks any more.
    fn next(&mut self) -> Option<Uri> {
        let next = self.waiting.pop_front();
        if next.is_none() {
            self.busy.send_replace(false);
        }
        next
    }

    /// Turns false when all was looked at.
    pub(crate) fn busy(&self) -> watch::Receiver<bool> {
        self.busy.subscribe()
    }
}

/// Reads what a document tells others, whatever it takes.
pub(crate) fn read(document: &Document) {
    document.front_facts();
    document.sections();
}

impl Index {
    /// Begins to look at the documents that wait, unless someone does.
    pub(crate) fn look_at_heavy(&self) {
        if self.world.lock().heavy().begin() {
            let index = self.clone();
            self.runtime.spawn_blocking(move || index.work());
        }
    }

    fn work(&self) {
        while let Some(uri) = self.next_heavy() {
            // A document that makes a rule panic goes without findings; the others are looked at.
            let _ = catch_unwind(AssertUnwindSafe(|| self.look_at(&uri)));
        }
    }

    fn next_heavy(&self) -> Option<Uri> {
        self.world.lock().heavy().next()
    }

    fn look_at(&self, uri: &Uri) {
        let Some(snapshot) = self.world.lock().snapshot(uri) else { return };
        read(&snapshot.document);
        let due = self.world.lock().due_if_newest(uri, &snapshot.document);
        if let Some(due) = due {
            diagnostics::publish(&self.world, &self.outbox, &due);
        }
        // Others may have read what is different now.
        self.tell();
    }
}
