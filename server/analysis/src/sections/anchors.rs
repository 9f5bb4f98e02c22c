//! Where in a body links can lead.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

use crate::letters::{has_letters_of, letters};
use crate::links::{Heading, anchors};

/// So few names are compared one after the other.
const FEW: usize = 32;

/// The anchors of a body.
#[derive(Debug)]
pub struct Anchors {
    /// Those of its headings, in the order of the text.
    pub names: Vec<Box<str>>,
    /// Whether links may lead to places that are no headings, such as `<a id="x">`.
    pub others: bool,
    /// The names, and the letters of each, where they are many.
    spelt: OnceLock<FxHashSet<Box<str>>>,
}

impl Anchors {
    pub(super) fn of<'a>(headings: impl Iterator<Item = &'a Heading>, others: bool) -> Self {
        Self { names: anchors(headings), others, spelt: OnceLock::new() }
    }

    /// Whether a heading has that anchor for any renderer: they differ in what they make of case and punctuation.
    pub fn has(&self, anchor: &str) -> bool {
        if self.names.len() <= FEW {
            let mut names = self.names.iter().map(|name| &**name);
            return names.clone().any(|name| name == anchor)
                || names.any(|name| has_letters_of(name, anchor));
        }
        let spelling = |name: &str| letters(name).collect::<String>().into_boxed_str();
        let spelt = self.spelt.get_or_init(|| {
            let letters = self.names.iter().map(|name| spelling(name));
            self.names.iter().cloned().chain(letters).collect()
        });
        spelt.contains(anchor) || spelt.contains(&spelling(anchor))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_found_among_few_and_among_many() {
        let heading = |slug: &str| Heading { slug: slug.into(), span: (0..0).into() };
        let few: Vec<_> = ["first-steps", "größe", "x", "x"].map(heading).into();
        let many: Vec<_> = (0..2 * FEW).map(|number| heading(&format!("heading-{number}"))).collect();
        let all = |headings: &[&[Heading]]| Anchors::of(headings.iter().copied().flatten(), false);
        let (few, many) = (all(&[&few]), all(&[&few, &many]));
        assert!(few.names.len() <= FEW && many.names.len() > FEW);
        for (anchor, is_there) in [
            ("first-steps", true),
            ("First_Steps", true),
            ("firststeps", true),
            ("GRÖSSE", false),
            ("Größe", true),
            ("x-1", true),
            ("x-2", false),
            ("first", false),
            ("", false),
        ] {
            assert_eq!((few.has(anchor), many.has(anchor)), (is_there, is_there), "{anchor}");
        }
    }
}
