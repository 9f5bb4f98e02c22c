//! Documents that take long to look at: read one after the other beside everything else, so that no answer about another
//! file waits for them.

use std::collections::VecDeque;

use agentls_analysis::document::Document;
use tokio::sync::watch;
use tower_lsp::gen_lsp_types::Uri;

/// The documents that wait to be looked at.
#[derive(Default)]
pub(crate) struct SlowQueue {
    waiting: VecDeque<Uri>,
    /// Whether someone is looking at them.
    busy: watch::Sender<bool>,
}

impl SlowQueue {
    /// Adds a document, unless it waits already.
    pub(crate) fn add(&mut self, uri: Uri) {
        if !self.waiting.contains(&uri) {
            self.waiting.push_back(uri);
        }
    }

    /// Whether there is something to look at, and nobody does; from then on, the asker does.
    pub(crate) fn begin(&self) -> bool {
        !self.waiting.is_empty() && !self.busy.send_replace(true)
    }

    /// The next document; after the last one, nobody looks any more.
    pub(crate) fn next(&mut self) -> Option<Uri> {
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
pub(crate) fn compute_summary(document: &Document) {
    document.front_summary();
    document.sections();
}
