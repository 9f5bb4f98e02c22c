//! Documents whose diagnostics are to be sent, in two lists. Those changed by messages are sent by the message thread
//! before it handles the next message; the others are recomputed elsewhere, so that no answer waits for them.

use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::index::AgentIndex;
use agentls_analysis::lint::Policy;
use agentls_workspace::existence::Existence;
use tower_lsp::gen_lsp_types::Uri;

use super::{OpenDocument, PublishedDiagnostics, Revision, Session};

/// A document whose diagnostics are to be computed and sent.
pub(crate) struct PendingDiagnostics {
    pub(crate) uri: Uri,
    pub(crate) document: Arc<Document>,
    pub(crate) policy: Arc<Policy>,
    /// The diagnostics last sent to the client.
    pub(crate) reported: Option<PublishedDiagnostics>,
    pub(crate) index: Arc<AgentIndex>,
    pub(crate) existence: Arc<Existence>,
    /// The revision of the index.
    pub(crate) revision: Revision,
    /// How often diagnostics of this document were computed, this time included.
    pub(crate) generation: u64,
}

/// Adds a document to a list, unless it is there.
fn note(uri: &Uri, is_noted: &mut bool, list: &mut Vec<Uri>) {
    if !std::mem::replace(is_noted, true) {
        list.push(uri.clone());
    }
}

impl Session {
    /// Marks the diagnostics of an open document as due, since a message changed it.
    pub(super) fn mark(&mut self, uri: &Uri) {
        let Some(open) = self.documents.get_mut(uri) else { return };
        if open.document.summary_pending() {
            self.slow_queue.add(uri.clone());
        }
        note(uri, &mut open.due, &mut self.due);
    }

    /// Marks the diagnostics of all open documents as due, since a message changed a summary.
    pub(super) fn mark_all(&mut self) {
        self.documents.iter_mut().for_each(|(uri, open)| note(uri, &mut open.due, &mut self.due));
    }

    /// Marks the diagnostics of all open documents to be recomputed.
    pub(crate) fn mark_all_again(&mut self) {
        self.documents.iter_mut().for_each(|(uri, open)| note(uri, &mut open.due_again, &mut self.due_again));
    }

    /// Takes the documents changed by messages whose diagnostics are due, each once and in its newest version.
    /// Documents that take long are put into the slow queue instead.
    pub(crate) fn take_due(&mut self) -> Vec<PendingDiagnostics> {
        if self.settle() {
            self.mark_all();
        }
        let due = std::mem::take(&mut self.due);
        due.iter().filter_map(|uri| self.take_if_due(uri, |open| std::mem::take(&mut open.due))).collect()
    }

    /// Like [`Self::take_due`], for diagnostics to be recomputed.
    pub(crate) fn take_due_again(&mut self) -> Vec<PendingDiagnostics> {
        if self.settle() {
            self.mark_all_again();
        }
        let due = std::mem::take(&mut self.due_again);
        due.iter()
            .filter_map(|uri| self.take_if_due(uri, |open| std::mem::take(&mut open.due_again)))
            .collect()
    }

    fn take_if_due(
        &mut self,
        uri: &Uri,
        is_due: fn(&mut OpenDocument) -> bool,
    ) -> Option<PendingDiagnostics> {
        let revision = (self.index.revision(), self.existence.revision());
        let pulls = self.flags.pulls_diagnostics;
        let open = self.documents.get_mut(uri)?;
        if open.document.is_heavy() && !open.is_quick(revision) && !pulls {
            self.slow_queue.add(uri.clone());
            return None;
        }
        if is_due(open) { self.look_at(uri) } else { None }
    }

    /// Returns an analysed document if its diagnostics are due. If there is a newer version, queues that instead.
    pub(crate) fn due_if_newest(
        &mut self,
        uri: &Uri,
        document: &Arc<Document>,
    ) -> Option<PendingDiagnostics> {
        if self.settle() {
            self.mark_all_again();
        }
        if !self.is_newest(uri, document) {
            if self.documents.contains_key(uri) {
                self.slow_queue.add(uri.clone());
            }
            return None;
        }
        let open = self.documents.get(uri)?;
        let is_due = open.due || open.due_again;
        if is_due && !self.flags.pulls_diagnostics { self.due_of(uri) } else { None }
    }

    /// Whether this is the current version of an open document.
    pub(crate) fn is_newest(&self, uri: &Uri, document: &Arc<Document>) -> bool {
        self.documents.get(uri).is_some_and(|open| Arc::ptr_eq(&open.document, document))
    }

    /// Returns the newest version of an open document, and clears its marks.
    pub(crate) fn due_of(&mut self, uri: &Uri) -> Option<PendingDiagnostics> {
        if self.settle() {
            self.mark_all();
        }
        let open = self.documents.get_mut(uri)?;
        (open.due, open.due_again) = (false, false);
        self.due.retain(|due| due != uri);
        self.due_again.retain(|due| due != uri);
        self.look_at(uri)
    }

    /// Collects what the diagnostics of a document are computed from.
    fn look_at(&mut self, uri: &Uri) -> Option<PendingDiagnostics> {
        let open = self.documents.get_mut(uri).filter(|open| !open.awaits)?;
        open.generation += 1;
        Some(PendingDiagnostics {
            generation: open.generation,
            uri: uri.clone(),
            document: open.document.clone(),
            policy: open.policy.clone(),
            reported: open.reported.clone(),
            index: self.index.agent_index(),
            existence: self.existence.clone(),
            revision: self.index.revision(),
        })
    }
}
