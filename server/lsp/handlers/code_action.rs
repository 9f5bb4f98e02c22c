//! Code actions: fixes, suppressions of diagnostics, and refactorings.

mod convert;
mod off;

use std::path::Path;

use agentls_analysis::document::Document;
use agentls_analysis::ide::actions::{self, Action, ActionKind};
use agentls_analysis::index::project_root;
use agentls_analysis::lint::cross_file;
use agentls_analysis::lint::diagnostics_for;
use agentls_workspace::paths::to_slash;
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use crate::diagnostics::with_context;
use crate::session::Snapshot;
use crate::to_proto::actions::is_wanted;

impl Backend {
    pub(super) fn handle_code_action(
        &self,
        snapshot: &Snapshot,
        params: &lsp::CodeActionParams,
    ) -> Option<Vec<lsp::CodeActionResponse>> {
        if !snapshot.flags.code_actions {
            return None;
        }
        let only = params.context.only.as_deref();
        let wanted = |kind| is_wanted(kind, only);
        let mut offered = Vec::new();
        if wanted(ActionKind::Fix) {
            offered.extend(self.quick_fixes(snapshot, params.range));
        }
        let fixed = !offered.is_empty();
        if wanted(ActionKind::Rewrite) {
            let to = snapshot.converter();
            let ways = actions::rewrites(&snapshot.document, &to.bytes(params.range));
            offered.extend(ways.iter().map(|way| to.action(way)));
            offered.extend(self.conversions(snapshot, params.range, only.is_some()));
        }
        if wanted(ActionKind::Extract) {
            offered.extend(self.extracted(snapshot, params.range));
        }
        // A client that asks for a range and no kind wants no actions elsewhere.
        if wanted(ActionKind::FixAll) && (only.is_some() || fixed) {
            let Snapshot { document, policy, .. } = snapshot;
            let all = actions::fix_all(document, &diagnostics_for(document, policy), policy);
            offered.extend(all.map(|all| snapshot.converter().action(&all)));
        }
        Some(offered.into_iter().map(Into::into).collect())
    }

    /// Offers to move a hook's script to a file, if the client can create files. In the home folder, hooks have no
    /// project folder to call it from.
    fn extracted(&self, snapshot: &Snapshot, range: lsp::Range) -> Option<lsp::CodeAction> {
        let Snapshot { document, flags, .. } = snapshot;
        let root = project_root(document.path.as_deref()?).trim_end_matches('/');
        let at_home = self.home.as_deref().is_some_and(|home| *to_slash(home) == *root);
        let to = snapshot.converter();
        let able = flags.creates_files && !at_home;
        let found =
            able.then(|| actions::extraction(document, &to.bytes(range), &|path| self.is_there(path)));
        found.flatten().map(|found| to.action(&found))
    }

    /// Whether a file exists, in the editor or on disk.
    fn is_there(&self, path: &str) -> bool {
        self.session().open_at(path).is_some() || Path::new(path).exists()
    }

    /// Returns the fixes and suppressions of the diagnostics that touch a range.
    fn quick_fixes(&self, snapshot: &Snapshot, range: lsp::Range) -> Vec<lsp::CodeAction> {
        let Snapshot { document, policy, .. } = snapshot;
        let to = snapshot.converter();
        let range = to.bytes(range);
        let (known, existence) = {
            let mut session = self.session();
            (session.agent_index(), session.existence())
        };
        let (mut offered, found) = with_context(&known, policy, &existence, |context| {
            let alone = diagnostics_for(document, policy);
            let others = cross_file::diagnostics(document, context);
            let mut offered = actions::code_actions(document, &alone, &range, policy);
            offered.extend(actions::cross_file_actions(document, &others, &range, context, |_| true));
            let again = |document: &Document| {
                [diagnostics_for(document, policy), cross_file::diagnostics(document, context)].concat()
            };
            let found = [alone, others].concat();
            offered.extend(actions::suppressions(document, &found, &range, &again));
            (offered, found)
        });
        if snapshot.flags.creates_files {
            let exists = |path: &str| self.is_there(path);
            offered.extend(actions::creations(document, &found, &range, &exists));
        }
        let off = actions::suppressible(document, &found, &range);
        let off = off.into_iter().filter_map(|rule| self.turned_off(snapshot, &found, rule));
        let action = |action: &Action| to.action(action);
        offered.iter().map(action).chain(off).collect()
    }
}
