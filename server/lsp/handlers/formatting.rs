//! `textDocument/formatting`.

use agentls_analysis::ide::formatting;
use agentls_analysis::lint::Replacement;
use similar::{ChangeTag, TextDiff};
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use crate::session::Snapshot;

impl Backend {
    /// Returns the edits that format a document; none if it is formatted, and null if it cannot be formatted: its settings
    /// do not ask for it, or its diagnostics say what is wrong.
    pub(super) async fn handle_formatting(&self, uri: &lsp::Uri) -> Option<Vec<lsp::TextEdit>> {
        let snapshot = self.snapshot(uri)?;
        if !snapshot.formats || snapshot.policy.excluded {
            return None;
        }
        self.with_snapshot(snapshot, edits).await
    }
}

/// Returns one edit for each group of changed lines, so that cursors and folds on other lines stay.
fn edits(snapshot: &Snapshot) -> Option<Vec<lsp::TextEdit>> {
    let document = &snapshot.document;
    let Some(Replacement { range, text }) = formatting::format(document).ok()? else {
        return Some(Vec::new());
    };
    let (old, to) = (document.text.slice(range.clone()), snapshot.converter());
    let mut edits: Vec<Replacement> = Vec::new();
    let mut at = range.start;
    for change in TextDiff::from_lines(&*old, &*text).iter_all_changes() {
        let line = change.value();
        let end = if change.tag() == ChangeTag::Insert { at } else { at + line.len() };
        if change.tag() != ChangeTag::Equal {
            let inserted = if change.tag() == ChangeTag::Insert { line } else { "" };
            match edits.last_mut().filter(|last| last.range.end == at) {
                Some(last) => {
                    last.range.end = end;
                    last.text += inserted;
                }
                None => edits.push(Replacement { range: at..end, text: inserted.to_owned() }),
            }
        }
        at = end;
    }
    Some(edits.iter().map(|edit| to.text_edit(edit)).collect())
}
