//! Counts the headings of a body by their normalized anchors, from version to version.

use rustc_hash::FxHashMap;

use super::Section;
use super::remembered::Remembered;
use crate::normalize::normalized_hash;

/// The number of headings per hash of a normalized anchor.
type Counts = FxHashMap<u64, u32>;

/// Computed on demand. After that, later versions apply the difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Titles(Remembered<Counts>);

impl Titles {
    /// Whether a heading has an anchor, once normalized. `sections` are all sections of the body.
    pub(super) fn have<'a>(&self, anchor: &str, sections: impl Iterator<Item = &'a Section>) -> bool {
        self.title_counts(sections).contains_key(&normalized_hash(anchor))
    }

    pub(super) fn title_counts<'a>(&self, sections: impl Iterator<Item = &'a Section>) -> &Counts {
        self.0.get(|| {
            let mut counts = Counts::default();
            hashes(sections).for_each(|hash| *counts.entry(hash).or_default() += 1);
            counts
        })
    }

    /// Returns the titles after some sections were replaced.
    pub(super) fn after<'a>(
        &self,
        gone: impl Iterator<Item = &'a Section>,
        come: impl Iterator<Item = &'a Section>,
    ) -> Self {
        let Some(counts) = self.0.made() else { return Self::default() };
        let mut counts = counts.clone();
        hashes(come).for_each(|hash| *counts.entry(hash).or_default() += 1);
        for hash in hashes(gone) {
            if let Some(count) = counts.get_mut(&hash) {
                *count -= 1;
                if *count == 0 {
                    counts.remove(&hash);
                }
            }
        }
        Self(counts.into())
    }
}

fn hashes<'a>(sections: impl Iterator<Item = &'a Section>) -> impl Iterator<Item = u64> {
    sections.flat_map(Section::headings).map(|heading| normalized_hash(&heading.slug))
}
