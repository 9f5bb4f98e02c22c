//! What is set for the open documents, and which of them are settings themselves.

use std::sync::Arc;

use agentls_analysis::document::Document;
use tower_lsp::gen_lsp_types::Uri;

use super::history::History;
use super::{Open, World};
use crate::settings::Project;

impl World {
    /// The open documents with their paths.
    pub(crate) fn open_documents(&self) -> Vec<(Uri, Option<Arc<str>>)> {
        let path = |(uri, open): (&Uri, &Open)| (uri.clone(), open.document.path.clone());
        self.documents.iter().map(path).collect()
    }

    /// Sets what holds for an open document. Its findings are due if they may be others.
    pub(crate) fn set_project(&mut self, uri: &Uri, project: &Project) {
        let Some(open) = self.documents.get(uri) else { return };
        let Document { path, version, text, dialects, .. } = &*open.document;
        let policy = project.policy(path.as_deref());
        let document = (!Arc::ptr_eq(dialects, &project.dialects))
            .then(|| self.document(project, path.as_ref(), &open.language, *version, text.clone()));
        let Some(open) = self.documents.get_mut(uri) else { return };
        open.limits = project.limits;
        if let Some(document) = document {
            open.document = Arc::new(document);
            open.history = History::default();
            open.unlearned = true;
        } else if *open.policy == policy {
            return;
        }
        open.policy = Arc::new(policy);
        self.mark(uri);
    }

    /// Notes that what is wrong in settings is to be looked at.
    pub(crate) fn note_settings(&mut self) {
        self.settings_due = true;
        self.knowledge.renew();
    }

    /// The same, if a document may be a settings file, or one that settings name.
    pub(super) fn note_settings_of(&mut self, uri: &Uri) {
        self.settings_due |= self.documents.get(uri).is_some_and(|open| may_be_settings(&open.document));
    }

    /// The open files that may be settings, if what is wrong in settings is to be looked at; from then on it is not.
    pub(crate) fn take_settings_due(&mut self) -> Option<Vec<(Uri, Arc<Document>)>> {
        std::mem::take(&mut self.settings_due).then(|| {
            let open = self.documents.iter().filter(|(_, open)| may_be_settings(&open.document));
            open.map(|(uri, open)| (uri.clone(), open.document.clone())).collect()
        })
    }
}

/// Whether a document may be a settings file, or one that settings name.
fn may_be_settings(document: &Document) -> bool {
    let ending = |path: &str| [".toml", ".yaml", ".yml"].iter().any(|ending| path.ends_with(ending));
    document.path.as_deref().is_some_and(ending)
}
