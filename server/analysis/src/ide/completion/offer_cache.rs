//! Caches the last candidates. While an author types, the same ones are requested at each keystroke, and they change
//! only when another file does.

use std::sync::{Arc, Mutex, PoisonError};

use super::words::Offer;
use crate::dialect::{Field, FileKind, Set};
use crate::index::AgentIndex;

/// The last candidates, and whether the overlay was the usual kind of file.
#[derive(Debug, Default)]
pub struct OfferCache {
    words: Last<WordsKey, Arc<[Offer]>>,
    usual: Last<KindKey, bool>,
}

/// The last value, with what it depends on.
#[derive(Debug)]
struct Last<K, V>(Mutex<Option<(K, V)>>);

impl<K, V> Default for Last<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: PartialEq, V: Clone> Last<K, V> {
    /// Returns the last value if the key is the same, and else computes it.
    fn get_or(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((known, value)) if *known == key => value.clone(),
            _ => last.insert((key, compute())).1.clone(),
        }
    }
}

/// What the candidates of a field depend on.
#[derive(Debug, PartialEq)]
struct WordsKey {
    path: Box<str>,
    field: Box<str>,
    default: Option<Box<str>>,
    /// Kept alive, so that no other set can get its address.
    set: HeldSet,
    change: u64,
}

#[derive(Debug)]
struct HeldSet(Arc<Set>);

impl PartialEq for HeldSet {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// What `is_usual` depends on.
#[derive(Debug, PartialEq)]
struct KindKey {
    path: Box<str>,
    own: Box<str>,
    over: Box<str>,
    change: u64,
}

impl OfferCache {
    /// Returns the candidates of a field with a set; computes them with `offers` unless cached.
    pub(super) fn words(
        &self,
        (field, set): (&Field, &Arc<Set>),
        path: &str,
        index: &AgentIndex,
        offers: impl FnOnce() -> Vec<Offer>,
    ) -> Arc<[Offer]> {
        let key = WordsKey {
            path: path.into(),
            field: field.name.as_str().into(),
            default: field.default.as_deref().map(Into::into),
            set: HeldSet(set.clone()),
            change: index.change_of_others(path),
        };
        self.words.get_or(key, || offers().into())
    }

    /// Whether most neighbours are of the overlay's kind; computes it with `is_usual` unless cached.
    pub(super) fn is_usual(
        &self,
        (own, over): (&FileKind, &FileKind),
        path: &str,
        index: &AgentIndex,
        is_usual: impl FnOnce() -> bool,
    ) -> bool {
        let (own, over) = (own.id.as_str().into(), over.id.as_str().into());
        let key = KindKey { path: path.into(), own, over, change: index.change_of_others(path) };
        self.usual.get_or(key, is_usual)
    }
}
