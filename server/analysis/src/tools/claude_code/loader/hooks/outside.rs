//! Hooks outside `hooks`, where they block nothing.

use super::search::{Hooks, Search, is_nested};
use super::{Harm, HookFault, Release, is_there};
use crate::loading::File;
use crate::loading::shape::excerpt;
use crate::loading::value::Map;

/// Keys with arbitrary content, at every level.
const SKIPPED: &[&str] = &["metadata", "mcpServers", "lspServers"];

/// Returns the first top-level key that is or contains hooks, although it is not `hooks`.
pub(super) fn misplaced_hooks(file: &File<'_>, map: &Map, release: Release) -> Option<HookFault> {
    let mut search = Search::new(release, SKIPPED);
    map.iter().find_map(|(key, value)| {
        let (why, detail) = if release.blocks(key) && is_there(value) {
            (format!("`{key}` outside `hooks`"), "Move it below `hooks`.")
        } else if key == "hooks" || SKIPPED.contains(&key) || !is_nested(value) {
            return None;
        } else {
            why(key, search.find_hooks(key, value, !release.is_event(key))?)
        };
        // The top-level key: it may be a misspelled `hooks`.
        let range = file.key_range(&[key]);
        Some(HookFault { event: String::new(), why, detail, range, harm: Harm::Hooks })
    })
}

fn why(key: &str, found: Hooks) -> (String, &'static str) {
    let key = excerpt(key);
    match found {
        Hooks::Blocking(event) => {
            (format!("`{event}` in {key}, outside `hooks`"), "Move it below `hooks`, or remove it.")
        }
        Hooks::Group => (
            format!("hooks in {key}, outside `hooks`"),
            "Move them below an event in `hooks`, or remove them.",
        ),
    }
}
