//! The action that turns a rule off in the settings file.

use std::ops::Range;
use std::path::Path;

use agentls_analysis::lint::{Diagnostic, Replacement, Rule};
use agentls_analysis::text::Text;
use agentls_workspace::paths;
use agentls_workspace::settings::{self, Level, ParsedSettings};
use toml_edit::{Decor, DocumentMut, Item, Table, TableLike, Value};
use tower_lsp::gen_lsp_types as lsp;

use super::super::Backend;
use crate::handlers::index_snapshot::IndexSnapshot;
use crate::session::Snapshot;
use crate::to_proto;
use crate::to_proto::actions::created;

impl Backend {
    /// Returns the action that turns off a rule for a document: in the nearest settings file above it, or in a new one
    /// at the root of its workspace folder. `None` if that would not turn it off.
    pub(super) fn turned_off(
        &self,
        snapshot: &Snapshot,
        found: &[Diagnostic],
        rule: &Rule,
    ) -> Option<lsp::CodeAction> {
        let path = snapshot.document.path.as_deref()?;
        let edit = match settings::nearest(Path::new(path)) {
            Some(file) => self.edited(&paths::to_slash(&file), path, rule.code)?,
            None => self.made(snapshot, path, rule.code)?,
        };
        let to = snapshot.converter();
        let of_kind = found.iter().filter(|found| found.rule.code == rule.code);
        Some(lsp::CodeAction {
            title: format!("Turn `{}` off in {}", rule.code, settings::FILE),
            kind: Some(lsp::CodeActionKind::QuickFix),
            diagnostics: Some(of_kind.map(|found| to.diagnostic(found)).collect()),
            edit: Some(edit),
            ..lsp::CodeAction::default()
        })
    }

    /// Returns the edit of an existing settings file, as it is in the editor or on disk.
    fn edited(&self, file: &str, path: &str, code: &str) -> Option<lsp::WorkspaceEdit> {
        let across = {
            let mut session = self.session();
            IndexSnapshot {
                session: self.sync.session.clone(),
                index: session.agent_index(),
                flags: session.flags,
            }
        };
        let source = across.source(file)?;
        let (edit, new) = edit(&source.document.text, code)?;
        let policy = self.settings().policy_if(Path::new(file), &new, path);
        policy.severities.get(code).is_some_and(Option::is_none).then_some(())?;
        Some(across.workspace_edit(vec![(source, vec![edit])], None))
    }

    /// Returns the edit that creates a settings file, if the client supports that.
    fn made(&self, snapshot: &Snapshot, path: &str, code: &str) -> Option<lsp::WorkspaceEdit> {
        let flags = snapshot.flags;
        let folder = self.session().index_state().folder_of(path).cloned()?;
        let uri = to_proto::uri(&format!("{folder}{}", settings::FILE))?;
        let changes = created(uri, &without("", code)?, &flags).to_vec();
        flags
            .creates_files
            .then(|| lsp::WorkspaceEdit { document_changes: Some(changes), ..lsp::WorkspaceEdit::default() })
    }
}

/// Returns the edit that turns a rule off in a settings file, and the text after it. `toml_edit` normalizes line
/// breaks, so unchanged lines are compared without regard to them.
fn edit(text: &Text, code: &str) -> Option<(Replacement, String)> {
    let written = text.to_string();
    let old = written.replace("\r\n", "\n");
    let new = without(&old, code)?;
    let (Range { start, end }, put) = difference(&old, &new);
    let breaks = || written.match_indices("\r\n").enumerate();
    let as_written = |at: usize| at + breaks().take_while(|(before, (there, _))| there - before < at).count();
    let text = put.replace('\n', text.line_break());
    Some((Replacement { range: as_written(start)..as_written(end), text }, new))
}

/// Returns the text of a settings file with a rule turned off, and the rest unchanged. `None` if the text is not a
/// settings file, or the rule would not be off.
fn without(text: &str, code: &str) -> Option<String> {
    let mut file: DocumentMut = text.parse().ok()?;
    let rules = file.entry("rules").or_insert(Item::Table(Table::new()));
    let braces = rules.is_inline_table();
    turn_off(rules.as_table_like_mut()?, braces, code);
    let new = file.to_string();
    let read = ParsedSettings::of_text(&new);
    let off = read.problems.is_empty() && read.settings.rules.get(code) == Some(&Level::Off);
    (off && new != text).then_some(new)
}

/// Sets a rule to `off`. Keeps a comment after the old value, and the spaces before a closing brace.
fn turn_off(rules: &mut dyn TableLike, braces: bool, code: &str) {
    let mut off = Value::from("off");
    if let Some(value) = rules.get_mut(code).and_then(Item::as_value_mut) {
        *off.decor_mut() = value.decor().clone();
        *value = off;
        return;
    }
    let last = rules.iter_mut().last().and_then(|(_, item)| item.as_value_mut()).filter(|_| braces);
    if let Some(last) = last {
        let behind = last.decor().suffix().cloned().unwrap_or_default();
        last.decor_mut().set_suffix("");
        *off.decor_mut() = Decor::new(" ", behind);
    }
    rules.insert(code, Item::Value(off));
}

/// Returns the bytes of the old text that differ, and their replacement.
fn difference<'a>(old: &str, new: &'a str) -> (Range<usize>, &'a str) {
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| {
        pairs.take_while(|(one, other)| one == other).map(|(char, _)| char.len_utf8()).sum::<usize>()
    };
    let start = same(&mut old.chars().zip(new.chars()));
    let (old_rest, new_rest) = (old.get(start..).unwrap_or_default(), new.get(start..).unwrap_or_default());
    let end = same(&mut old_rest.chars().rev().zip(new_rest.chars().rev()));
    (start..old.len() - end, new_rest.get(..new_rest.len() - end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_turned_off_and_all_else_stays() {
        for (before, after) in [
            ("", "[rules]\nmisspelt-key = \"off\"\n"),
            (
                "# ours\ntargets = [ 'copilot' ] # why\n",
                "# ours\ntargets = [ 'copilot' ] # why\n\n[rules]\nmisspelt-key = \"off\"\n",
            ),
            (
                "[rules] # some\nunknown-value = 'hint' # a\n# the end\n",
                "[rules] # some\nunknown-value = 'hint' # a\nmisspelt-key = \"off\"\n# the end\n",
            ),
            ("rules.misspelt-key  =  'error' # now\n", "rules.misspelt-key  =  \"off\" # now\n"),
            (
                "rules = { unknown-value = 'off' }\n",
                "rules = { unknown-value = 'off', misspelt-key = \"off\" }\n",
            ),
        ] {
            let edited = |before: &str| {
                let (edit, new) = edit(&before.into(), "misspelt-key").unwrap();
                assert_eq!(new, after);
                let mut edited = before.to_owned();
                edited.replace_range(edit.range, &edit.text);
                edited
            };
            assert_eq!(edited(before), after);
            let windows = |text: &str| text.replace('\n', "\r\n");
            assert!(before.is_empty() || edited(&windows(before)) == windows(after), "{before}");
        }
        // Unchanged lines keep their line breaks.
        let mixed = "# ours\n[rules]\r\nunknown-value = 'hint'\n# the end\r\n";
        let (made, _) = edit(&mixed.into(), "misspelt-key").unwrap();
        assert_eq!(
            (&mixed[..made.range.start], &*made.text),
            ("# ours\n[rules]\r\nunknown-value = 'hint'\n", "misspelt-key = \"off\"\n")
        );
        assert!(made.range.is_empty());
        for text in ["[rules", "rules = 3", "[rules]\nmisspelt-key = \"off\"\n", "target = 1"] {
            assert!(edit(&text.into(), "misspelt-key").is_none(), "{text}");
        }
    }
}
