//! What Claude Code recognizes as hooks, anywhere: a mapping with an event whose hooks may block something, or a
//! matcher group. It searches three levels deep.
//!
//! Facts: equal to the log of npm `@anthropic-ai/claude-code` 2.1.332 on 26,000 random agents and as many skills.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::Release;
use crate::loading::value::{Map, Value};

/// Maximum number of lists and mappings around a match, below the searched value.
const DEEPEST: u8 = 3;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hooks {
    /// An event whose hooks may block something, with a value that could get lost.
    Blocking(&'static str),
    /// A matcher group of some event.
    Group,
}

/// A search in values of one file.
pub(super) struct Search {
    pub(super) release: Release,
    /// Keys that are skipped at every level.
    skipped: &'static [&'static str],
    /// Lists and mappings without a match, so that nested aliases are searched once.
    known: FxHashSet<HookPath>,
}

/// A list or a mapping by its address, and all that the result depends on.
#[derive(PartialEq, Eq, Hash)]
struct HookPath {
    address: usize,
    levels: u8,
    groups: bool,
    handlers: bool,
}

impl Search {
    /// Creates a search as a release does it. `skipped` are keys that it does not look into, at every level.
    pub(super) fn new(release: Release, skipped: &'static [&'static str]) -> Self {
        Self { release, skipped, known: FxHashSet::default() }
    }

    /// Returns the first hooks in the value of a key; matcher groups only if `groups` is set.
    pub(super) fn find_hooks(&mut self, key: &str, value: &Value, groups: bool) -> Option<Hooks> {
        self.search_value(key, value, groups, DEEPEST)
    }

    /// Searches a value. Below an event key no group counts, since groups belong there.
    fn search_value(&mut self, key: &str, value: &Value, groups: bool, levels: u8) -> Option<Hooks> {
        let handlers = key == "hooks";
        let place = HookPath { address: address(value)?, levels, groups, handlers };
        if self.known.contains(&place) {
            return None;
        }
        let own = itself(value, groups, self.release);
        let below = || levels.checked_sub(1).and_then(|levels| self.inside(value, groups, handlers, levels));
        let found = own.or_else(below);
        if found.is_none() {
            self.known.insert(place);
        }
        found
    }

    fn inside(&mut self, value: &Value, groups: bool, handlers: bool, levels: u8) -> Option<Hooks> {
        match value {
            // The content of a handler is not searched.
            Value::List(items) => items.iter().find_map(|item| match handlers && is_handler(item) {
                true => itself(item, groups, self.release),
                false => self.search_value("", item, groups, levels),
            }),
            Value::Map(map) => map.iter().find_map(|(key, value)| match self.skipped.contains(&key) {
                true => None,
                false => self.search_value(key, value, groups && !self.release.is_event(key), levels),
            }),
            _ => None,
        }
    }
}

/// Whether a value is a list or a mapping: nothing else can hold hooks.
pub(super) fn is_nested(value: &Value) -> bool {
    address(value).is_some()
}

/// Returns the address of a list or a mapping. Other values cannot contain hooks.
fn address(value: &Value) -> Option<usize> {
    match value {
        Value::List(items) => Some(Rc::as_ptr(items).addr()),
        Value::Map(map) => Some(Rc::as_ptr(map).addr()),
        _ => None,
    }
}

/// Classifies a value without its contents.
fn itself(value: &Value, groups: bool, release: Release) -> Option<Hooks> {
    let map = value.map()?;
    match release.blocking_event(map) {
        Some(event) => Some(Hooks::Blocking(event)),
        None => (groups && is_group(map, release)).then_some(Hooks::Group),
    }
}

/// Whether a mapping is a matcher group. One with an event and no `matcher` is what belongs in `hooks`.
pub(super) fn is_group(map: &Map, release: Release) -> bool {
    let matcher = map.get("matcher").is_some();
    let has_hooks = match map.get("hooks") {
        Some(Value::List(handlers)) => !handlers.is_empty(),
        Some(handler @ Value::Map(_)) => matcher || is_handler(handler),
        _ => false,
    };
    has_hooks && (matcher || !map.iter().any(|(key, _)| release.is_event(key)))
}

fn is_handler(value: &Value) -> bool {
    value.map().and_then(|map| map.get("type")).and_then(Value::as_str).is_some()
}
