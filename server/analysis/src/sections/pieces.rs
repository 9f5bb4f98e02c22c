//! A list of sections that shares unchanged parts with the list before an edit.

use std::ops::Range;
use std::sync::Arc;

use super::Section;

/// Maximum number of pieces; more are merged into one.
const MOST: usize = 16;

/// A section and its offset, in bytes.
pub(super) type Placed = (usize, Arc<Section>);

/// A slice of a list that was parsed together, with an offset.
#[derive(Clone, Debug)]
struct Piece {
    all: Arc<[Placed]>,
    range: Range<usize>,
    /// Added to the offsets of its sections.
    shift: isize,
}

/// Sections in text order. A clone costs a reference count.
#[derive(Clone, Debug)]
pub(super) struct Pieces(Arc<[Piece]>);

impl Default for Pieces {
    fn default() -> Self {
        Self(Arc::from([]))
    }
}

impl PartialEq for Pieces {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Pieces {}

impl Piece {
    fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, &Arc<Section>)> {
        let own = self.all.get(self.range.clone()).unwrap_or_default();
        own.iter().map(|(start, section)| (start.saturating_add_signed(self.shift), section))
    }
}

impl Pieces {
    /// Returns the first sections, the new ones, and the last ones, which start at index `behind` and are moved by
    /// `shift`.
    pub(super) fn spliced(old: &Self, before: usize, new: Vec<Placed>, behind: usize, shift: isize) -> Self {
        let mut pieces = old.slice(0..before, 0);
        if !new.is_empty() {
            pieces.push(Piece { range: 0..new.len(), all: new.into(), shift: 0 });
        }
        pieces.extend(old.slice(behind..usize::MAX, shift));
        if pieces.len() > MOST {
            let all: Arc<[Placed]> = pieces
                .iter()
                .flat_map(Piece::iter)
                .map(|(start, section)| (start, section.clone()))
                .collect();
            pieces = vec![Piece { range: 0..all.len(), all, shift: 0 }];
        }
        Self(pieces.into())
    }

    fn slice(&self, range: Range<usize>, shift: isize) -> Vec<Piece> {
        let mut first = 0;
        let part = |piece: &Piece| {
            let own = first..first + piece.range.len();
            first = own.end;
            let start = range.start.clamp(own.start, own.end) - own.start;
            let end = range.end.clamp(own.start, own.end) - own.start;
            let range = piece.range.start + start..piece.range.start + end;
            (start < end).then(|| Piece { all: piece.all.clone(), range, shift: piece.shift + shift })
        };
        self.0.iter().filter_map(part).collect()
    }

    /// Returns the number of sections.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|piece| piece.range.len()).sum()
    }

    /// Returns a section by its index.
    pub(super) fn get(&self, mut index: usize) -> Option<(usize, &Arc<Section>)> {
        for piece in self.0.iter() {
            if index < piece.range.len() {
                let (start, section) = piece.all.get(piece.range.start + index)?;
                return Some((start.saturating_add_signed(piece.shift), section));
            }
            index -= piece.range.len();
        }
        None
    }

    /// Returns the index of the first section for which `holds` is false, like `slice::partition_point`.
    pub(super) fn partition_point(&self, holds: impl Fn(usize, &Section) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle).is_some_and(|(start, section)| holds(start, section)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, &Arc<Section>)> {
        self.0.iter().flat_map(Piece::iter)
    }

    /// Returns how many sections two lists share at their starts, and at their ends after those.
    pub(super) fn shared(&self, other: &Self) -> (usize, usize) {
        let most = self.len().min(other.len());
        let (own, others) = (self.0.iter(), other.0.iter());
        let in_pieces = in_pieces(own.clone().zip(others.clone()), |it| (it.start, it.end));
        let head = in_pieces + self.count_same(other, in_pieces, most);
        let tail = self::in_pieces(own.rev().zip(others.rev()), |it| (it.end, it.start));
        (head, tail.min(most - head))
    }

    /// Counts the sections from an index on that are the same in another list.
    fn count_same(&self, other: &Self, from: usize, most: usize) -> usize {
        let same = |index: &usize| match (self.get(*index), other.get(*index)) {
            (Some((_, one)), Some((_, two))) => Arc::ptr_eq(one, two),
            _ => false,
        };
        (from..most).take_while(same).count()
    }
}

/// Counts the shared sections of two lists by comparing pieces only. `ends` returns the near and the far end of a
/// piece, in the direction of the iteration.
fn in_pieces<'a>(
    pairs: impl Iterator<Item = (&'a Piece, &'a Piece)>,
    ends: impl Fn(&Range<usize>) -> (usize, usize),
) -> usize {
    let mut count = 0;
    for (one, other) in pairs {
        let ((near, far), (other_near, other_far)) = (ends(&one.range), ends(&other.range));
        if !Arc::ptr_eq(&one.all, &other.all) || near != other_near {
            break;
        }
        count += one.range.len().min(other.range.len());
        if far != other_far {
            break;
        }
    }
    count
}
