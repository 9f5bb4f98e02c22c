//! Where in a body links can lead.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

use crate::letters::letters;
use crate::links::{Heading, anchors};

/// The anchors of a body.
#[derive(Debug)]
pub struct Anchors {
    /// Those of its headings, in the order of the text.
    pub names: Vec<Box<str>>,
    /// Whether links may lead to places that are no headings, such as `<a id="x">`.
    pub others: bool,
    /// The names, and the letters of each.
    spelt: FxHashSet<Box<str>>,
}

impl Anchors {
    pub(super) fn of<'a>(headings: impl Iterator<Item = &'a Heading>, others: bool) -> Self {
        let names = anchors(headings);
        let letters = names.iter().map(|name| letters(name).collect::<String>().into());
        let spelt = names.iter().cloned().chain(letters).collect();
        Self { names, others, spelt }
    }

    /// Whether a heading has that anchor for any renderer: they differ in what they make of case and punctuation.
    pub fn has(&self, anchor: &str) -> bool {
        self.spelt.contains(anchor) || self.spelt.contains(&*letters(anchor).collect::<String>())
    }
}

/// Anchors that were made once. They say nothing that headings do not say, so that all are equal.
#[derive(Clone, Debug, Default)]
pub(super) struct Remembered(Arc<OnceLock<Anchors>>);

impl Remembered {
    pub(super) fn get(&self, make: impl FnOnce() -> Anchors) -> &Anchors {
        self.0.get_or_init(make)
    }
}

impl PartialEq for Remembered {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Remembered {}
