//! Code actions: what mends the findings at a place.

use agentls_analysis::features::actions::{self, ActionKind};
use agentls_analysis::rules::diagnostics_for;
use agentls_analysis::rules::fleet::{self, Among};
use tower_lsp::gen_lsp_types as lsp;

use super::Backend;
use crate::convert;
use crate::world::Snapshot;

impl Backend {
    pub(super) fn actions(
        &self,
        snapshot: &Snapshot,
        params: &lsp::CodeActionParams,
    ) -> Option<Vec<lsp::CodeActionResponse>> {
        if !snapshot.flags.code_actions {
            return None;
        }
        let to = snapshot.converter();
        let only = params.context.only.as_deref();
        let wanted = |kind| convert::actions::is_wanted(kind, only);
        let Snapshot { document, policy, .. } = snapshot;
        let found = diagnostics_for(document, policy);
        let mut offered = Vec::new();
        if wanted(ActionKind::Fix) {
            offered.extend(actions::fixes(document, &found, &to.bytes(params.range), policy));
        }
        if wanted(ActionKind::Fix) {
            let (fleet, existence) = {
                let mut world = self.world();
                (world.fleet(), world.existence())
            };
            let exists = |path: &str| existence.of(path);
            let among = Among { fleet: &fleet, policy, exists: &exists };
            let found = fleet::diagnostics(document, &among);
            offered.extend(actions::fixes_among(document, &found, &to.bytes(params.range), &among));
        }
        // Who asks for a place and not for a kind wants nothing elsewhere.
        if wanted(ActionKind::FixAll) && (only.is_some() || !offered.is_empty()) {
            offered.extend(actions::fix_all(document, &found, policy));
        }
        Some(offered.iter().map(|action| to.action(action).into()).collect())
    }
}
