//! The documents whose findings are to be sent, in two lists. What messages change is sent by the thread that takes messages
//! in, before it takes in the next one; what else may be different now is found by others, so that no answer waits for it.

use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::index::AgentIndex;
use agentls_analysis::lint::Policy;
use agentls_workspace::existence::Existence;
use tower_lsp::gen_lsp_types::Uri;

use super::{OpenDocument, PublishedDiagnostics, Revision, Session};

/// A document whose findings are to be sent.
pub(crate) struct PendingDiagnostics {
    pub(crate) uri: Uri,
    pub(crate) document: Arc<Document>,
    pub(crate) policy: Arc<Policy>,
    /// The findings that the client was last told of.
    pub(crate) reported: Option<PublishedDiagnostics>,
    pub(crate) index: Arc<AgentIndex>,
    pub(crate) existence: Arc<Existence>,
    /// How often something has changed that the findings of others may depend on.
    pub(crate) revision: Revision,
    /// How often findings of this document were looked for by now.
    pub(crate) generation: u64,
}

/// Notes a document in a list, unless it is there.
fn note(uri: &Uri, is_noted: &mut bool, list: &mut Vec<Uri>) {
    if !std::mem::replace(is_noted, true) {
        list.push(uri.clone());
    }
}

impl Session {
    /// Notes that the findings of an open document are to be sent, since a message has changed it.
    pub(super) fn mark(&mut self, uri: &Uri) {
        let Some(open) = self.documents.get_mut(uri) else { return };
        if open.document.summary_pending() {
            self.slow_queue.add(uri.clone());
        }
        note(uri, &mut open.due, &mut self.due);
    }

    /// Notes the same of all open documents, since a message has changed what others tell.
    pub(super) fn mark_all(&mut self) {
        self.documents.iter_mut().for_each(|(uri, open)| note(uri, &mut open.due, &mut self.due));
    }

    /// Notes that the findings of all open documents are to be looked at again.
    pub(crate) fn mark_all_again(&mut self) {
        self.documents.iter_mut().for_each(|(uri, open)| note(uri, &mut open.due_again, &mut self.due_again));
    }

    /// Takes the documents that messages have changed and whose findings are to be sent, each once and in its newest version.
    /// Those that take long are left to `heavy`.
    pub(crate) fn take_due(&mut self) -> Vec<PendingDiagnostics> {
        if self.settle() {
            self.mark_all();
        }
        let due = std::mem::take(&mut self.due);
        due.iter().filter_map(|uri| self.take_if_due(uri, |open| std::mem::take(&mut open.due))).collect()
    }

    /// The same of those whose findings are to be looked at again.
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

    /// A document that was read, if its findings are to be sent. If there is a newer version, that is to be read.
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

    /// Whether a version of a document is the one that is open.
    pub(crate) fn is_newest(&self, uri: &Uri, document: &Arc<Document>) -> bool {
        self.documents.get(uri).is_some_and(|open| Arc::ptr_eq(&open.document, document))
    }

    /// An open document whose findings are looked for now, in its newest version.
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

    /// A document with what its findings are made from.
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
