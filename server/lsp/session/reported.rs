//! What the client was told of a document, and how much of it holds for the next version.

use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::lint::{Diagnostic, Policy};

use super::index_state::Revision;

/// Findings that versions of a document share.
type Findings = Arc<[Diagnostic]>;

/// Findings that the client was told of, with the version of the document that they were found in.
#[derive(Clone)]
pub(crate) struct PublishedDiagnostics {
    pub(crate) document: Arc<Document>,
    pub(crate) policy: Arc<Policy>,
    /// Those that depend on the document alone.
    pub(crate) alone: Findings,
    /// Those of the front matter that depend on other documents too.
    pub(crate) front: Findings,
    /// Those of the body, which depend on other documents too.
    pub(crate) body: Findings,
    /// How often something had changed by then that the latter depend on, in other documents and on disk.
    pub(crate) revision: (Revision, u64),
    /// How often findings of the document were looked for by then.
    pub(crate) generation: u64,
}

impl PublishedDiagnostics {
    /// All findings.
    pub(crate) fn found(&self) -> impl Iterator<Item = &Diagnostic> {
        self.alone.iter().chain(&*self.front).chain(&*self.body)
    }

    /// Whether the client shows any, which an empty list would have to take away.
    pub(crate) fn is_shown(&self) -> bool {
        self.found().next().is_some()
    }

    /// Whether it says the same of the same version as another.
    pub(crate) fn says(&self, other: &Self) -> bool {
        let what = |found: &Diagnostic| (found.rule.code, found.severity, found.range.clone());
        let same = |(one, other): (&Diagnostic, &Diagnostic)| {
            what(one) == what(other) && one.message == other.message
        };
        Arc::ptr_eq(&self.document, &other.document)
            && self.found().count() == other.found().count()
            && self.found().zip(other.found()).all(same)
    }

    /// The findings of the document alone, if they are those of another version too.
    pub(crate) fn alone_of(&self, document: &Document, policy: &Arc<Policy>) -> Option<Findings> {
        let same = self.policy == *policy && document.is_read_like(&self.document);
        same.then(|| self.alone.clone())
    }

    /// The findings of the front matter and of the body among others, each if they are those of another version too.
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
        // Where findings stand in a body changes with every edit before them.
        let same_body = self.body.is_empty()
            && (before.body, disk_before) == (now.body, disk)
            && document.sections().same_summary(self.document.sections());
        (same_front.then(|| self.front.clone()), same_body.then(|| self.body.clone()))
    }
}
