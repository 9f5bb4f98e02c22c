//! Diagnostics of settings files. They are always pushed: a client pulls diagnostics only for documents of the
//! languages that it uses the server for, and settings files are not among them.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::text::Text;
use agentls_workspace::paths;
use agentls_workspace::settings::{Report, SettingsCache, SettingsError};
use tower_lsp::gen_lsp_types::Uri;

use super::send;
use crate::session::SharedSession;
use crate::to_proto;
use crate::transport::Outbox;

/// The errors in a file, with its text, and its version if it is open.
struct Told {
    text: Text,
    version: Option<i32>,
    problems: Vec<SettingsError>,
}

/// The generation of a settings check and its result.
pub(crate) struct SettingsDiagnostics(u64, HashMap<Uri, Told>);

/// Checks settings, if that is due.
pub(crate) fn find_due(session: &SharedSession) -> Option<SettingsDiagnostics> {
    let ((turn, open), settings) = {
        let mut session = session.lock();
        (session.take_settings_due()?, session.settings.clone())
    };
    let mut found = on_disk(&settings);
    for (uri, document) in open {
        if let Some(told) = in_editor(&document, &settings) {
            // Clients spell URIs in different ways.
            found.retain(|other, _| to_proto::path(other) != document.path);
            found.insert(uri, told);
        }
    }
    Some(SettingsDiagnostics(turn, found))
}

/// Sends the errors in settings where they differ from what the client has. The caller holds the publishing lock.
pub(super) fn publish_settings(
    session: &SharedSession,
    outbox: &Outbox,
    SettingsDiagnostics(turn, mut found): SettingsDiagnostics,
) {
    let (flags, told) = {
        let mut session = session.lock();
        if !session.tell_settings(turn) {
            return;
        }
        (session.flags, session.settings_told.clone())
    };
    for gone in told.keys().filter(|uri| !found.contains_key(*uri)) {
        send(outbox, &flags, gone.clone(), None, Vec::new());
    }
    for (uri, Told { text, version, problems }) in &found {
        if told.get(uri).map_or(&[][..], Vec::as_slice) != problems {
            let diagnostics = problems.iter().map(|it| to_proto::problem(it, text, &flags)).collect();
            send(outbox, &flags, uri.clone(), *version, diagnostics);
        }
    }
    found.retain(|_, told| !told.problems.is_empty());
    session.lock().settings_told = found.into_iter().map(|(uri, told)| (uri, told.problems)).collect();
}

/// Checks the files on disk, which are the ones in effect.
fn on_disk(settings: &SettingsCache) -> HashMap<Uri, Told> {
    let told = |Report { path, text, problems }: Report| {
        let text = Text::from(text.as_str());
        Some((to_proto::uri(&paths::to_slash(&path))?, Told { text, version: None, problems }))
    };
    let projects = settings.projects();
    projects.iter().flat_map(|project| project.reports.iter().cloned()).filter_map(told).collect()
}

/// Checks the text of an open settings file as it is typed; it takes effect when it is saved.
fn in_editor(document: &Arc<Document>, settings: &SettingsCache) -> Option<Told> {
    let problems = settings.check_text(Path::new(&**document.path.as_ref()?), &document.text.to_string())?;
    let (text, version) = (document.text.clone(), Some(document.version));
    Some(Told { text, version, problems })
}
