//! The documents whose findings are to be sent.

use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::fleet::Fleet;
use agentls_analysis::rules::Policy;
use tower_lsp::gen_lsp_types::Uri;

use super::{Open, Reported, Revision, World};
use crate::existence::Existence;

/// A document whose findings are to be sent.
pub(crate) struct Due {
    pub(crate) uri: Uri,
    pub(crate) document: Arc<Document>,
    pub(crate) policy: Arc<Policy>,
    /// The findings that the client was last told of.
    pub(crate) reported: Option<Reported>,
    pub(crate) fleet: Arc<Fleet>,
    pub(crate) existence: Arc<Existence>,
    /// How often something has changed that the findings of others may depend on.
    pub(crate) revision: Revision,
    /// How often findings of this document were looked for by now.
    pub(crate) turn: u64,
}

impl World {
    /// Notes that the findings of an open document are to be sent.
    pub(super) fn mark(&mut self, uri: &Uri) {
        let Some(open) = self.documents.get_mut(uri) else { return };
        if open.document.is_unread() {
            self.heavy.add(uri.clone());
        }
        if !std::mem::replace(&mut open.due, true) {
            self.due.push(uri.clone());
        }
    }

    /// Notes that the findings of all open documents are to be looked at again.
    pub(crate) fn mark_all(&mut self) {
        for (uri, open) in &mut self.documents {
            if !std::mem::replace(&mut open.due, true) {
                self.due.push(uri.clone());
            }
        }
    }

    /// Takes the documents whose findings are to be sent, each once and in its newest version. Those that take long are
    /// left to `heavy`.
    pub(crate) fn take_due(&mut self) -> Vec<Due> {
        self.settle();
        let mut due = Vec::new();
        for uri in std::mem::take(&mut self.due) {
            let revision = (self.knowledge.revision(), self.existence.revision());
            let is_heavy = |open: &Open| open.document.is_heavy() && !open.is_quick(revision);
            let heavy = self.documents.get(&uri).is_some_and(is_heavy);
            if heavy && !self.flags.pulls_diagnostics {
                self.heavy.add(uri);
            } else {
                due.extend(self.due(&uri));
            }
        }
        due
    }

    /// A document that was read, if its findings are to be sent. If there is a newer version, that is to be read.
    pub(crate) fn due_if_newest(&mut self, uri: &Uri, document: &Arc<Document>) -> Option<Due> {
        self.settle();
        if self.is_newest(uri, document) {
            return if self.flags.pulls_diagnostics { None } else { self.due(uri) };
        }
        if self.documents.contains_key(uri) {
            self.heavy.add(uri.clone());
        }
        None
    }

    /// Whether a version of a document is the one that is open.
    pub(crate) fn is_newest(&self, uri: &Uri, document: &Arc<Document>) -> bool {
        self.documents.get(uri).is_some_and(|open| Arc::ptr_eq(&open.document, document))
    }

    /// An open document whose findings were asked for, in its newest version.
    pub(crate) fn due_of(&mut self, uri: &Uri) -> Option<Due> {
        self.settle();
        self.mark(uri);
        self.due.retain(|due| due != uri);
        self.due(uri)
    }

    /// A document with what its findings are made from, if they are due; from then on they are not.
    fn due(&mut self, uri: &Uri) -> Option<Due> {
        let open = self.documents.get_mut(uri).filter(|open| open.due)?;
        open.due = false;
        if open.awaits {
            return None;
        }
        open.turn += 1;
        Some(Due {
            turn: open.turn,
            uri: uri.clone(),
            document: open.document.clone(),
            policy: open.policy.clone(),
            reported: open.reported.clone(),
            fleet: self.knowledge.fleet(),
            existence: self.existence.clone(),
            revision: self.knowledge.revision(),
        })
    }
}
