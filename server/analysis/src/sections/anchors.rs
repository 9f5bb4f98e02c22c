//! The link targets in a body.

use rustc_hash::FxHashSet;

use crate::links::{LinkedHeading, anchors};
use crate::normalize::normalized_hash;

/// The anchors of a body.
#[derive(Debug)]
pub struct Anchors {
    /// The anchors of its headings, in text order.
    pub names: Vec<Box<str>>,
    /// Whether there may be link targets other than headings, such as `<a id="x">`.
    pub others: bool,
    /// Hashes of the normalized names. On a collision, a broken link is accepted.
    spelt: FxHashSet<u64>,
}

impl Anchors {
    pub(super) fn from_headings<'a>(headings: impl Iterator<Item = &'a LinkedHeading>, others: bool) -> Self {
        let names = anchors(headings);
        let spelt = names.iter().map(|name| normalized_hash(name)).collect();
        Self { names, others, spelt }
    }

    /// Whether a heading has that anchor in some renderer: they treat case and punctuation differently.
    pub(super) fn has(&self, anchor: &str) -> bool {
        self.spelt.contains(&normalized_hash(anchor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_found_however_they_are_spelt() {
        let heading = |slug: &str| LinkedHeading { slug: slug.into(), span: (0..0).into(), nested: false };
        let headings = ["first-steps", "größe", "x", "x"].map(heading);
        let anchors = Anchors::from_headings(headings.iter(), false);
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
            assert_eq!(anchors.has(anchor), is_there, "{anchor}");
        }
    }
}
