//! Computes and sends diagnostics: for the newest version only, and none for files that are not agents.

mod settings;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use agentls_analysis::index::AgentIndex;
use agentls_analysis::lint::cross_file::{self, CrossFileContext};
use agentls_analysis::lint::{Diagnostic, Policy, diagnostics_for};
use agentls_workspace::existence::Existence;
use serde::Serialize;
use tower_lsp::gen_lsp_types::{MessageType, PublishDiagnosticsParams, Uri};

use crate::client::ClientFlags;
use crate::session::{PendingDiagnostics, PublishedDiagnostics, Session, SharedSession};
use crate::to_proto::{ToProto, shown};
use crate::transport::Outbox;

/// A notification as it is written to the wire.
#[derive(Serialize)]
struct Notification<'a> {
    jsonrpc: &'a str,
    method: &'a str,
    params: PublishDiagnosticsParams,
}

/// Sends the diagnostics of documents changed by messages. Sends nothing to clients that pull diagnostics.
pub(crate) fn publish_due(session: &SharedSession, outbox: &Outbox) {
    publish_all(session, outbox, Session::take_due);
}

/// Sends the diagnostics that were marked to be recomputed.
pub(crate) fn publish_again(session: &SharedSession, outbox: &Outbox) {
    publish_all(session, outbox, Session::take_due_again);
}

fn publish_all(session: &SharedSession, outbox: &Outbox, take: fn(&mut Session) -> Vec<PendingDiagnostics>) {
    let due = {
        let mut session = session.lock();
        if session.flags.pulls_diagnostics {
            return;
        }
        take(&mut session)
    };
    for due in &due {
        // If a rule panics, this version has no diagnostics; the next one is checked again.
        let _ = catch_unwind(AssertUnwindSafe(|| publish(session, outbox, due)));
    }
}

/// Sends the diagnostics of settings files if they are due, however long the check takes.
pub(crate) fn publish_settings(session: &SharedSession, outbox: &Outbox) {
    let Some(found) = settings::find_due(session) else { return };
    let _one_at_a_time = session.publishing();
    settings::publish_settings(session, outbox, found);
}

/// Sends the diagnostics of one document. Does not hold the publishing lock while computing them, which may take long.
pub(crate) fn publish(session: &SharedSession, outbox: &Outbox, due: &PendingDiagnostics) {
    let reported = compute_diagnostics(due);
    let _one_at_a_time = session.publishing();
    publish_document(session, outbox, due, reported);
}

/// Sends diagnostics, unless the document was closed or has a newer version.
fn publish_document(
    session: &SharedSession,
    outbox: &Outbox,
    due: &PendingDiagnostics,
    reported: PublishedDiagnostics,
) {
    let (flags, before) = {
        let session = session.lock();
        if !session.is_newest(&due.uri, &due.document) {
            return;
        }
        (session.flags, session.reported(&due.uri).cloned())
    };
    let before = before.as_ref();
    // Another thread may have started later and finished earlier.
    if before.is_some_and(|before| before.generation > reported.generation) {
        return;
    }
    // Publishes nothing for a file that is not an agent, except to clear earlier diagnostics.
    let shown = before.is_some_and(PublishedDiagnostics::is_shown);
    if !reported.is_shown() && !shown && due.document.detection.is_none() {
        return;
    }
    // The client already has these diagnostics if they are equal.
    if before.is_none_or(|before| !before.says(&reported)) {
        let converter = ToProto::new(&due.document, &due.uri, &flags);
        let diagnostics = reported.found().map(|found| converter.diagnostic(found)).collect();
        send(outbox, &flags, due.uri.clone(), Some(due.document.version), diagnostics);
    }
    session.lock().set_reported(&due.uri, reported);
}

/// Whether a client that pulls diagnostics has to ask again: those of a version that it has are different now.
pub(crate) fn are_stale(session: &SharedSession) -> bool {
    let due = {
        let mut session = session.lock();
        if session.flags.pulls_diagnostics && session.flags.refreshes_diagnostics {
            let mut due = session.take_due();
            due.extend(session.take_due_again());
            due
        } else {
            return false;
        }
    };
    let stale = |due: &PendingDiagnostics| {
        let before = due.reported.as_ref().filter(|before| Arc::ptr_eq(&before.document, &due.document));
        before.is_some_and(|before| !before.says(&compute_diagnostics(due)))
    };
    due.iter().any(stale)
}

/// Computes the diagnostics of a document. Reuses those of the version before if nothing that they depend on changed.
pub(crate) fn compute_diagnostics(due: &PendingDiagnostics) -> PublishedDiagnostics {
    let PendingDiagnostics { document, policy, .. } = due;
    let before = due.reported.as_ref();
    let revision = (due.revision, due.existence.revision());
    let alone = before.and_then(|before| before.alone_of(document, policy));
    let among_others = before.map(|before| before.cross_file_diagnostics(document, policy, revision));
    let (front, body) = among_others.unwrap_or_default();
    let among = |check: &dyn Fn(&CrossFileContext<'_>) -> Vec<Diagnostic>| -> Arc<[Diagnostic]> {
        with_context(&due.index, policy, &due.existence, check).into()
    };
    PublishedDiagnostics {
        alone: alone.unwrap_or_else(|| diagnostics_for(document, policy).into()),
        front: front.unwrap_or_else(|| among(&|context| cross_file::of_front(document, context))),
        body: body.unwrap_or_else(|| among(&|context| cross_file::of_body(document, context))),
        document: document.clone(),
        policy: policy.clone(),
        revision,
        generation: due.generation,
    }
}

/// Asks with all that the server knows of other files and of the disk.
pub(crate) fn with_context<T>(
    index: &AgentIndex,
    policy: &Policy,
    existence: &Existence,
    ask: impl FnOnce(&CrossFileContext<'_>) -> T,
) -> T {
    ask(&CrossFileContext {
        index,
        policy,
        exists: &|path| existence.file_exists(path),
        executable: &|path| existence.is_executable(path),
        files: &|path| existence.projects.files_below(index.folder_around(path)?),
        texts: &|folder| existence.projects.texts_below(folder),
        imports: &|path| existence.imports_of(path),
    })
}

/// Shows the user a warning in the client (`window/showMessage`).
pub(crate) fn warn(outbox: &Outbox, message: &str) {
    outbox.send(&serde_json::json!({
        "jsonrpc": "2.0",
        "method": "window/showMessage",
        "params": { "type": MessageType::Warning, "message": format!("agentls: {}", shown(message)) },
    }));
}

/// Clears the diagnostics of a closed document.
pub(crate) fn clear(outbox: &Outbox, uri: Uri) {
    send(outbox, &ClientFlags::default(), uri, None, Vec::new());
}

fn send(
    outbox: &Outbox,
    flags: &ClientFlags,
    uri: Uri,
    version: Option<i32>,
    diagnostics: Vec<tower_lsp::gen_lsp_types::Diagnostic>,
) {
    let version = version.filter(|_| flags.diagnostic_version);
    let key = uri.as_ref().to_owned();
    let params = PublishDiagnosticsParams { uri, version, diagnostics };
    let message = Notification { jsonrpc: "2.0", method: "textDocument/publishDiagnostics", params };
    outbox.send_latest(&key, &message);
}
