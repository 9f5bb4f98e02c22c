//! What is set for the open documents, and which of them are settings themselves.

use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_workspace::settings::{HEAVY, Project};
use tower_lsp::gen_lsp_types::Uri;

use super::history::History;
use super::{OpenDocument, Session};

/// Open documents with their addresses.
pub(crate) type OpenFiles = Vec<(Uri, Arc<Document>)>;

impl Session {
    /// The open documents with their paths.
    pub(crate) fn open_documents(&self) -> Vec<(Uri, Option<Arc<str>>)> {
        let path = |(uri, open): (&Uri, &OpenDocument)| (uri.clone(), open.document.path.clone());
        self.documents.iter().map(path).collect()
    }

    /// Sets what holds for an open document. Its findings are due if they may be others. Gives what held before, to be let go
    /// of when nobody waits: that takes a while where settings are large.
    pub(crate) fn set_project(&mut self, uri: &Uri, project: &Project) -> Option<impl Sized + use<>> {
        let open = self.documents.get(uri)?;
        let Document { path, version, text, dialects, .. } = &*open.document;
        let policy = project.policy(path.as_deref());
        let document = (!Arc::ptr_eq(dialects, &project.dialects))
            .then(|| self.document(project, path.as_ref(), &open.language, *version, text.clone()));
        let open = self.documents.get_mut(uri)?;
        let last = (open.document.clone(), open.policy.clone());
        open.limits = project.limits;
        let awaited = std::mem::replace(&mut open.awaits, project.awaited);
        if let Some(document) = document {
            open.document = Arc::new(document);
            open.history = History::default();
            open.unindexed = true;
        } else if *open.policy == policy && awaited == project.awaited {
            return None;
        }
        open.policy = Arc::new(policy);
        self.mark(uri);
        Some(last)
    }

    /// Notes that what is wrong in settings is to be looked at.
    pub(crate) fn note_settings(&mut self) {
        self.settings_due = true;
        self.index.invalidate();
    }

    /// The same, if a document may be a settings file, or one that settings name.
    pub(super) fn note_settings_of(&mut self, uri: &Uri) {
        self.settings_due |= self.documents.get(uri).is_some_and(|open| may_be_settings(&open.document));
    }

    /// Whether what is wrong in settings is to be looked at, and that takes longer than answers should wait for.
    pub(crate) fn settings_are_heavy(&self) -> bool {
        self.settings_due
            && (self.settings.is_heavy() || self.open_settings().any(|(_, it)| it.text.len() > HEAVY))
    }

    /// The open files that may be settings, if what is wrong in settings is to be looked at, with the turn of the look; from
    /// then on it is not to be looked at.
    pub(crate) fn take_settings_due(&mut self) -> Option<(u64, OpenFiles)> {
        if !std::mem::take(&mut self.settings_due) {
            return None;
        }
        self.settings_generations.0 += 1;
        let open = self.open_settings().map(|(uri, document)| (uri.clone(), document.clone())).collect();
        Some((self.settings_generations.0, open))
    }

    /// Notes that the client is to be told what a look at the settings has found. False if it was told of a later one.
    pub(crate) fn tell_settings(&mut self, turn: u64) -> bool {
        let is_newer = turn > self.settings_generations.1;
        self.settings_generations.1 = turn.max(self.settings_generations.1);
        is_newer
    }

    fn open_settings(&self) -> impl Iterator<Item = (&Uri, &Arc<Document>)> {
        let open = self.documents.iter().map(|(uri, open)| (uri, &open.document));
        open.filter(|(_, document)| may_be_settings(document))
    }
}

/// Whether a document may be a settings file, or one that settings name.
fn may_be_settings(document: &Document) -> bool {
    let ending = |path: &str| [".toml", ".yaml", ".yml"].iter().any(|ending| path.ends_with(ending));
    document.path.as_deref().is_some_and(ending)
}
