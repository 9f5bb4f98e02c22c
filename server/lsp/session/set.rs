//! The settings of open documents, and open documents that are settings files.

use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_workspace::settings::{HEAVY, Project};
use tower_lsp::gen_lsp_types::Uri;

use super::history::History;
use super::{OpenDocument, Session};

/// Open documents with their URIs.
pub(crate) type OpenFiles = Vec<(Uri, Arc<Document>)>;

impl Session {
    /// Returns the open documents with their paths.
    pub(crate) fn open_documents(&self) -> Vec<(Uri, Option<Arc<str>>)> {
        let path = |(uri, open): (&Uri, &OpenDocument)| (uri.clone(), open.document.path.clone());
        self.documents.iter().map(path).collect()
    }

    /// Applies settings to an open document, and marks its diagnostics as due if they may have changed. Returns the old
    /// state, to be dropped where nothing waits: dropping large settings takes a while.
    pub(crate) fn set_project(&mut self, uri: &Uri, project: &Project) -> Option<impl Sized + use<>> {
        let open = self.documents.get(uri)?;
        let Document { path, version, text, dialects, .. } = &*open.document;
        let policy = project.policy(path.as_deref());
        let document = (!Arc::ptr_eq(dialects, &project.dialects))
            .then(|| self.document(project, path.as_ref(), &open.language, *version, text.clone()));
        let open = self.documents.get_mut(uri)?;
        let last = (open.document.clone(), open.policy.clone());
        open.limits = project.limits;
        (open.formats, open.code_lenses) = (project.formats, project.code_lenses);
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

    /// Returns whether any document can be formatted, if the client is to be told so now: it registers that on request,
    /// and knows otherwise.
    pub(crate) fn take_formatting_offer(&mut self) -> Option<bool> {
        let offers = self.flags.registers_formatting && self.documents.values().any(|open| open.formats);
        let before = std::mem::replace(&mut self.formatting_offered, offers);
        (before != offers).then_some(offers)
    }

    /// Marks settings to be checked.
    pub(crate) fn note_settings(&mut self) {
        self.settings_due = true;
        self.index.invalidate();
    }

    /// Marks settings to be checked if a document may be a settings file, or a file that settings name.
    pub(super) fn note_settings_of(&mut self, uri: &Uri) {
        self.settings_due |= self.documents.get(uri).is_some_and(|open| may_be_settings(&open.document));
    }

    /// Whether settings are to be checked, and that takes longer than answers should wait.
    pub(crate) fn settings_are_heavy(&self) -> bool {
        self.settings_due
            && (self.settings.is_heavy() || self.open_settings().any(|(_, it)| it.text.len() > HEAVY))
    }

    /// If settings are to be checked, clears that mark and returns the generation of this check with the open files
    /// that may be settings.
    pub(crate) fn take_settings_due(&mut self) -> Option<(u64, OpenFiles)> {
        if !std::mem::take(&mut self.settings_due) {
            return None;
        }
        self.settings_generations.0 += 1;
        let open = self.open_settings().map(|(uri, document)| (uri.clone(), document.clone())).collect();
        Some((self.settings_generations.0, open))
    }

    /// Records that the result of a settings check is sent. Returns false if a later one was sent already.
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

/// Whether a document may be a settings file, or a file that settings name.
fn may_be_settings(document: &Document) -> bool {
    let ending = |path: &str| [".toml", ".yaml", ".yml"].iter().any(|ending| path.ends_with(ending));
    document.path.as_deref().is_some_and(ending)
}
