//! What was offered last. While someone types, the same words are asked for at each key, and only the others' files can make
//! them others.

use std::sync::{Arc, Mutex, PoisonError};

use super::words::Offer;
use crate::dialect::{Field, FileKind, Set};
use crate::index::AgentIndex;

/// The words that were offered last, and which kind of file was the usual one.
#[derive(Debug, Default)]
pub struct OfferCache {
    words: Mutex<Option<(WordsKey, Arc<[Offer]>)>>,
    usual: Mutex<Option<(KindKey, bool)>>,
}

/// What the words of a field depend on.
#[derive(Debug, PartialEq)]
struct WordsKey {
    path: Box<str>,
    field: Box<str>,
    default: Option<Box<str>>,
    /// Held, so that no other set takes its place in memory.
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

/// What it depends on whether a kind is the usual one.
#[derive(Debug, PartialEq)]
struct KindKey {
    path: Box<str>,
    own: Box<str>,
    over: Box<str>,
    change: u64,
}

impl OfferCache {
    /// The words of a field that has a set, made by `offers` unless they are the last.
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
        let mut last = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, offers)) = last.as_ref().filter(|(known, _)| *known == key) {
            return offers.clone();
        }
        let offers: Arc<[Offer]> = offers().into();
        *last = Some((key, offers.clone()));
        offers
    }

    /// Whether the one kind is the usual one of the neighbours, found out by `is_usual` unless it was the last question.
    pub(super) fn is_usual(
        &self,
        (own, over): (&FileKind, &FileKind),
        path: &str,
        index: &AgentIndex,
        is_usual: impl FnOnce() -> bool,
    ) -> bool {
        let (own, over) = (own.id.as_str().into(), over.id.as_str().into());
        let key = KindKey { path: path.into(), own, over, change: index.change_of_others(path) };
        let mut last = self.usual.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, usual)) = last.as_ref().filter(|(known, _)| *known == key) {
            return *usual;
        }
        let usual = is_usual();
        *last = Some((key, usual));
        usual
    }
}
