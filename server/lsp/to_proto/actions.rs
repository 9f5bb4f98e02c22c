//! Converts code actions and their edits.

use std::collections::HashMap;

use agentls_analysis::ide::actions::{Action, ActionKind};
use agentls_analysis::lint::Replacement;
use tower_lsp::gen_lsp_types as lsp;

use super::{ToProto, shown, uri};
use crate::client::ClientFlags;

/// The kind of the action that applies all safe fixes.
const FIX_ALL: &str = "source.fixAll.agentls";

/// Returns the kind's LSP name.
pub(crate) fn kind(kind: ActionKind) -> lsp::CodeActionKind {
    match kind {
        ActionKind::Fix => lsp::CodeActionKind::QuickFix,
        ActionKind::FixAll => lsp::CodeActionKind::Custom(FIX_ALL.into()),
        ActionKind::Rewrite => lsp::CodeActionKind::RefactorRewrite,
        ActionKind::Extract => lsp::CodeActionKind::RefactorExtract,
    }
}

/// Whether a kind is among those that the client asked for, or it asked for none: a kind includes all below it.
pub(crate) fn is_wanted(kind: ActionKind, only: Option<&[lsp::CodeActionKind]>) -> bool {
    let kind = String::from(self::kind(kind));
    only.is_none_or(|only| {
        only.iter().any(|wanted| {
            let wanted = String::from(wanted.clone());
            kind.strip_prefix(&wanted)
                .is_some_and(|rest| wanted.is_empty() || rest.is_empty() || rest.starts_with('.'))
        })
    })
}

impl ToProto<'_> {
    pub(crate) fn action(&self, action: &Action) -> lsp::CodeAction {
        let fixed = action.fixed.iter().map(|found| self.diagnostic(found)).collect();
        lsp::CodeAction {
            title: shown(&action.title),
            kind: Some(kind(action.kind)),
            diagnostics: Some(fixed).filter(|fixed: &Vec<_>| !fixed.is_empty()),
            is_preferred: (action.preferred && self.flags.preferred_actions).then_some(true),
            edit: Some(self.workspace_edit(action)),
            ..lsp::CodeAction::default()
        }
    }

    /// Returns edits for this version of the document, so that clients that check versions refuse them for another.
    fn workspace_edit(&self, action: &Action) -> lsp::WorkspaceEdit {
        if !self.flags.document_changes {
            let edits = action.edits.iter().map(|edit| self.text_edit(edit)).collect();
            let changes = Some(HashMap::from([(self.uri.clone(), edits)]));
            return lsp::WorkspaceEdit { changes, ..lsp::WorkspaceEdit::default() };
        }
        let text_document = lsp::OptionalVersionedTextDocumentIdentifier {
            version: Some(self.document.version),
            text_document_identifier: lsp::TextDocumentIdentifier { uri: self.uri.clone() },
        };
        let edits = self.edits_with_cursor(action);
        let made =
            action.file.iter().filter_map(|file| Some(created(uri(&file.path)?, &file.text, self.flags)));
        let edit = lsp::TextDocumentEdit { text_document, edits };
        let own = (!action.edits.is_empty()).then(|| edit.into());
        let changes = made.flatten().chain(own).collect();
        lsp::WorkspaceEdit { document_changes: Some(changes), ..lsp::WorkspaceEdit::default() }
    }

    /// Returns the edits; the one with the cursor becomes a snippet edit if the client supports that.
    fn edits_with_cursor(&self, action: &Action) -> Vec<lsp::Edit> {
        let cursor = action.cursor.filter(|_| self.flags.snippet_edits);
        // The bytes that the edits so far added and removed.
        let (mut added, mut removed) = (0, 0);
        let edit = |edit: &Replacement| {
            let start = edit.range.start + added - removed;
            added += edit.text.len();
            removed += edit.range.len();
            let at = cursor.and_then(|cursor| cursor.checked_sub(start));
            match at.and_then(|at| edit.text.split_at_checked(at)) {
                Some((before, behind)) => {
                    let value = format!("{}$0{}", escaped(before), escaped(behind));
                    let range = self.range(&edit.range);
                    let snippet = lsp::StringValue { value };
                    lsp::Edit::SnippetTextEdit(lsp::SnippetTextEdit { range, snippet, annotation_id: None })
                }
                None => lsp::Edit::TextEdit(self.text_edit(edit)),
            }
        };
        action.edits.iter().map(edit).collect()
    }

    /// Converts a replacement of bytes.
    pub(crate) fn text_edit(&self, edit: &Replacement) -> lsp::TextEdit {
        lsp::TextEdit { range: self.range(&edit.range), new_text: edit.text.clone() }
    }
}

/// Creates a file with its text, as two changes. If the file exists, the client refuses both; Neovim 0.12 and
/// yegappan/lsp empty it instead, so this must not be offered then. With `ignoreIfExists` they create no folder. Neovim
/// ends the last line itself, so a final line break would add an empty line.
pub(crate) fn created(uri: lsp::Uri, text: &str, flags: &ClientFlags) -> [lsp::DocumentChange; 2] {
    let text = text.strip_suffix('\n').filter(|_| !flags.declares_document_changes).unwrap_or(text);
    let options = Some(lsp::CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) });
    let file = lsp::CreateFile { uri: uri.clone(), options, annotation_id: None };
    let text_document_identifier = lsp::TextDocumentIdentifier { uri };
    let text_document =
        lsp::OptionalVersionedTextDocumentIdentifier { version: None, text_document_identifier };
    let edit = lsp::TextEdit { range: lsp::Range::default(), new_text: text.to_owned() };
    let edit = lsp::TextDocumentEdit { text_document, edits: vec![lsp::Edit::TextEdit(edit)] };
    [file.into(), edit.into()]
}

/// Escapes a text for a snippet. The client inserts the line breaks of the document.
fn escaped(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_stands_for_all_below_it() {
        let wanted = |kind, only: &[&str]| {
            let only: Vec<_> =
                only.iter().map(|kind| lsp::CodeActionKind::from((*kind).to_owned())).collect();
            is_wanted(kind, Some(&only))
        };
        for (only, fix, fix_all) in [
            ("", true, true),
            ("quickfix", true, false),
            ("quickfix.other", false, false),
            ("source", false, true),
            ("source.fixAll", false, true),
            ("source.fixAll.agentls", false, true),
            ("source.fix", false, false),
            ("source.fixAll.eslint", false, false),
            ("refactor", false, false),
        ] {
            assert_eq!(wanted(ActionKind::Fix, &[only]), fix, "{only}");
            assert_eq!(wanted(ActionKind::FixAll, &[only]), fix_all, "{only}");
        }
        assert!(is_wanted(ActionKind::Fix, None) && is_wanted(ActionKind::FixAll, None));
        assert!(!wanted(ActionKind::Fix, &[]));
    }
}
