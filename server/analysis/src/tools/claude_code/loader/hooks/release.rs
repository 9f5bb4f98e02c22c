//! Releases of Claude Code that know other hook events.

use std::sync::{Arc, LazyLock};

use super::is_there;
use crate::dialect::{self, Field, Set};
use crate::loading::value::Map;

/// Every event, as listed in the built-in dialect.
static EVENTS: LazyLock<Option<Arc<Set>>> = LazyLock::new(|| {
    let agent = dialect::document("claude-code.agent")?;
    Field::for_key(&Field::for_key(&agent.fields, "hooks")?.fields, "*")?.key_set.clone()
});

/// The events of a release.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Release {
    /// Events whose hooks may block something.
    blocking: &'static [&'static str],
    /// Events of the dialect that the release does not know yet.
    unknown: &'static [&'static str],
}

/// 2.1.332, the newest one.
pub(in super::super) const NEWEST: Release =
    Release { blocking: &["PreToolUse", "PermissionRequest", "PreSkillShellCommand"], unknown: &[] };

/// 2.1.330.
pub(in super::super) const V2_1_330: Release =
    Release { blocking: &["PreToolUse", "PermissionRequest"], unknown: &["PreSkillShellCommand"] };

impl Release {
    /// Whether a key in `hooks` is an event.
    pub(super) fn is_event(self, key: &str) -> bool {
        EVENTS.as_ref().is_some_and(|events| events.accepts(key)) && !self.unknown.contains(&key)
    }

    /// Whether hooks of an event may block something.
    pub(super) fn blocks(self, event: &str) -> bool {
        self.blocking.contains(&event)
    }

    /// Returns the first event of a mapping whose hooks may block something, if it has any.
    pub(super) fn blocking_event(self, map: &Map) -> Option<&'static str> {
        self.blocking.iter().find(|event| map.get(event).is_some_and(is_there)).copied()
    }
}
