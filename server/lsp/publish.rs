//! Findings on their way to the client: those of the newest version only, and nothing for documents that are no agents.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use agentls_analysis::rules::{Diagnostic, diagnostics_for};
use serde::Serialize;
use tower_lsp::gen_lsp_types::{PublishDiagnosticsParams, Uri};

use crate::capabilities::ClientFlags;
use crate::convert::Converter;
use crate::transport::Outbox;
use crate::world::{Due, Reported, Shared};

/// A notification as it goes over the wire.
#[derive(Serialize)]
struct Notification<'a> {
    jsonrpc: &'a str,
    method: &'a str,
    params: PublishDiagnosticsParams,
}

/// Sends the findings that are due.
pub(crate) fn publish_due(world: &Shared, outbox: &Outbox) {
    let (due, flags) = {
        let mut world = world.lock();
        (world.take_due(), world.flags)
    };
    for due in due {
        // Should a rule panic, this version goes without findings and the next one is looked at again.
        let Ok(found) = catch_unwind(AssertUnwindSafe(|| find(&due))) else { continue };
        // What is no agent is left alone, unless it was one a moment ago.
        let shown = due.reported.as_ref().is_some_and(Reported::is_shown);
        if found.is_empty() && !shown && due.document.detection.is_none() {
            continue;
        }
        let converter = Converter { document: &due.document, uri: &due.uri, flags: &flags };
        let diagnostics = found.iter().map(|found| converter.diagnostic(found)).collect();
        send(outbox, &flags, due.uri.clone(), due.document.version, diagnostics);
        world.lock().set_reported(&due.uri, Reported { document: due.document, policy: due.policy, found });
    }
}

/// The findings of a document: those of the version before, where an edit changed nothing that they depend on.
fn find(due: &Due) -> Arc<[Diagnostic]> {
    match &due.reported {
        Some(before) if due.policy == before.policy && due.document.is_read_like(&before.document) => {
            before.found.clone()
        }
        _ => diagnostics_for(&due.document, &due.policy).into(),
    }
}

/// Takes away the findings of a document that was closed.
pub(crate) fn clear(outbox: &Outbox, uri: Uri) {
    send(outbox, &ClientFlags::default(), uri, 0, Vec::new());
}

fn send(
    outbox: &Outbox,
    flags: &ClientFlags,
    uri: Uri,
    version: i32,
    diagnostics: Vec<tower_lsp::gen_lsp_types::Diagnostic>,
) {
    let version = flags.diagnostic_version.then_some(version);
    let key = uri.as_ref().to_owned();
    let params = PublishDiagnosticsParams { uri, version, diagnostics };
    let message = Notification { jsonrpc: "2.0", method: "textDocument/publishDiagnostics", params };
    outbox.send_latest(&key, &message);
}
