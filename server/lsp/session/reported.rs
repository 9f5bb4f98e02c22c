//! The diagnostics that the client has for a document, and which of them still hold for the next version.

use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::lint::cross_file::reads_whole_body;
use agentls_analysis::lint::{Diagnostic, Policy};

use super::index_state::Revision;

/// Diagnostics that versions of a document share.
type Findings = Arc<[Diagnostic]>;

/// Diagnostics sent to the client, with the version of the document that they were computed for.
#[derive(Clone)]
pub(crate) struct PublishedDiagnostics {
    pub(crate) document: Arc<Document>,
    pub(crate) policy: Arc<Policy>,
    /// Diagnostics that depend on the document alone.
    pub(crate) alone: Findings,
    /// Diagnostics of the front matter that depend on other documents.
    pub(crate) front: Findings,
    /// Diagnostics of the body that depend on other documents.
    pub(crate) body: Findings,
    /// The revisions of the index and of file existence that `front` and `body` were computed at.
    pub(crate) revision: (Revision, u64),
    /// How often diagnostics of the document had been computed.
    pub(crate) generation: u64,
}

impl PublishedDiagnostics {
    /// Returns all diagnostics.
    pub(crate) fn found(&self) -> impl Iterator<Item = &Diagnostic> {
        self.alone.iter().chain(&*self.front).chain(&*self.body)
    }

    /// Whether there are any, which an empty list would have to clear.
    pub(crate) fn is_shown(&self) -> bool {
        self.found().next().is_some()
    }

    /// Whether both have the same diagnostics for the same version.
    pub(crate) fn says(&self, other: &Self) -> bool {
        let what = |found: &Diagnostic| (found.rule.code, found.severity, found.range.clone());
        let same = |(one, other): (&Diagnostic, &Diagnostic)| {
            what(one) == what(other) && one.message == other.message
        };
        Arc::ptr_eq(&self.document, &other.document)
            && self.found().count() == other.found().count()
            && self.found().zip(other.found()).all(same)
    }

    /// Returns the single-document diagnostics if they also hold for another version.
    pub(crate) fn alone_of(&self, document: &Document, policy: &Arc<Policy>) -> Option<Findings> {
        let same = self.policy == *policy && document.is_read_like(&self.document);
        same.then(|| self.alone.clone())
    }

    /// Returns the cross-file diagnostics of front matter and body, each if they also hold for another version.
    pub(crate) fn cross_file_diagnostics(
        &self,
        document: &Document,
        policy: &Arc<Policy>,
        revision: (Revision, u64),
    ) -> (Option<Findings>, Option<Findings>) {
        let suppress = document.may_suppress() || self.document.may_suppress();
        if self.policy != *policy || suppress {
            return (None, None);
        }
        let ((before, disk_before), (now, disk)) = (self.revision, revision);
        let same_front = (before.front, disk_before) == (now.front, disk)
            && Arc::ptr_eq(document.front_summary(), self.document.front_summary());
        // Every edit above a diagnostic in the body moves it.
        // Whether a placeholder is right depends on all of the text, and so does what an open fence swallows.
        let same_body = self.body.is_empty()
            && !reads_whole_body(document, policy)
            && !document.has_placeholders()
            && !self.document.has_placeholders()
            && !document.sections().has_slips()
            && !self.document.sections().has_slips()
            && (before.body, disk_before) == (now.body, disk)
            && document.is_long() == self.document.is_long()
            && document.sections().same_summary(self.document.sections());
        (same_front.then(|| self.front.clone()), same_body.then(|| self.body.clone()))
    }
}
