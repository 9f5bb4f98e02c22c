//! `textDocument/codeLens` and `codeLens/resolve`.

use std::collections::HashSet;

use agentls_analysis::ide::lenses::{self, Lens, LensSubject};
use agentls_analysis::ide::navigate::SymbolTarget;
use agentls_analysis::references::Span;
use serde_json::json;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use crate::session::{Snapshot, StaleAnswers};

/// The command of the client that shows locations: the URI and the position that they are about, and the locations.
const SHOW_REFERENCES: &str = "agentls.showReferences";

/// The command of the client that shows the verdicts on a document: its URI.
const SHOW_VERDICT: &str = "agentls.showVerdict";

impl Backend {
    /// Returns the code lenses of a document, if they are on.
    pub(super) async fn handle_code_lens(&self, uri: &lsp::Uri) -> Option<Vec<lsp::CodeLens>> {
        let snapshot = self.snapshot(uri)?;
        self.session().note_asked(StaleAnswers { tokens: false, lenses: true });
        if !snapshot.code_lenses || snapshot.policy.excluded {
            return None;
        }
        self.wait_until_read(&snapshot).await;
        self.wait_briefly_for_disk().await;
        let index = self.session().agent_index();
        let answer = move |snapshot: &Snapshot| {
            let lenses = lenses::lenses(&snapshot.document, &index, &snapshot.policy.targets);
            lenses.into_iter().map(|lens| snapshot.code_lens(lens)).collect()
        };
        Some(self.with_snapshot(snapshot, answer).await)
    }

    /// Adds the locations to the lens of the callers: files are read for them.
    pub(super) async fn handle_code_lens_resolve(&self, mut lens: lsp::CodeLens) -> lsp::CodeLens {
        let uri = lens.data.take().and_then(|data| serde_json::from_value::<lsp::Uri>(data).ok());
        // What has gone meanwhile is called by nobody; a lens without a title would be shown as a fault.
        lens.command = Some(lsp::Command { title: lenses::called_by(0), ..lsp::Command::default() });
        let Some(snapshot) = uri.and_then(|uri| self.snapshot(&uri)) else { return lens };
        let definition = snapshot.document.front_summary().definition.clone();
        let Some((definition, path)) = definition.zip(snapshot.document.path.clone()) else { return lens };
        let across = self.index_snapshot().await;
        let subject = SymbolTarget::Named { kind: definition.kind, name: definition.name, path };
        let own = snapshot.uri.clone();
        let mut found = self.spawn_blocking(move || across.reference_locations(&subject, false)).await;
        found.retain(|location| location.uri != own);
        let files = found.iter().map(|location| &location.uri).collect::<HashSet<_>>().len();
        let name = definition.span.map_or(0..0, Span::range);
        let place = snapshot.converter().range(&name).start;
        let arguments = vec![json!(snapshot.uri), json!(place), json!(found)];
        lens.command = Some(command(lenses::called_by(files), SHOW_REFERENCES, arguments));
        lens
    }
}

impl Snapshot {
    fn code_lens(&self, Lens { title, about }: Lens) -> lsp::CodeLens {
        let range = self.converter().range(&lenses::lens_range(&self.document));
        let (command, data) = match about {
            LensSubject::Callers if self.flags.shows_references => (None, Some(json!(self.uri))),
            LensSubject::Verdicts if self.flags.shows_verdict => {
                (Some(command(title, SHOW_VERDICT, vec![json!(self.uri)])), None)
            }
            // A client that cannot run the command shows the title.
            _ => (Some(lsp::Command { title, ..lsp::Command::default() }), None),
        };
        lsp::CodeLens { range, command, data }
    }
}

fn command(title: String, name: &str, arguments: Vec<serde_json::Value>) -> lsp::Command {
    lsp::Command { title, command: name.to_owned(), arguments: Some(arguments), tooltip: None }
}
