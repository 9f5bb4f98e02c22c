//! Splits the body of a document into sections, each with its references, links, headings and placeholders.
//!
//! A section starts at a `#` heading in the first column, outside any other block. Markdown parses the same in a
//! section alone as in the whole text, so an edit reparses the sections that it touched, and the following ones only as
//! long as it opens something that swallows their headings, such as a fenced code block.

mod anchors;
mod cut;
mod imports;
mod pieces;
mod remembered;
mod slips;
mod titles;

use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

pub use anchors::Anchors;
use cut::cut;
use pieces::{Pieces, Placed};
use remembered::Remembered;
use slips::Slips;
use titles::Titles;

use crate::links::{Link, LinkedHeading};
use crate::references::{LONGEST, Reference, Span};
use crate::substitutions::Substitution;
use crate::syntax::markdown::{parse_markdown, too_deep};
use crate::text::{Edit, Text};

/// Maximum number of references, links, headings and placeholders of a body; no agent has as many.
pub const MOST: usize = 10_000;

/// Why a body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// It is longer than [`LONGEST`].
    Length,
    /// It has more than [`MOST`] references, links, headings and placeholders.
    Count,
    /// Its block quotes and lists are nested too deeply.
    Depth,
}

/// The contents of a section. Ranges are in bytes from its start.
#[derive(Debug, PartialEq, Eq)]
pub struct Section {
    length: usize,
    references: Box<[Reference]>,
    links: Box<[Link]>,
    headings: Box<[LinkedHeading]>,
    /// What authors did not mean to write.
    slips: Slips,
    substitutions: Box<[Substitution]>,
    /// Whether it may contain anchors other than headings: `<a id="x">`, `{#x}`.
    other_anchors: bool,
}

/// The sections of one version of a body. A clone costs a reference count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sections {
    all: Pieces,
    /// The number of references, links, headings and placeholders.
    count: usize,
    /// The limit that the body exceeds, if any; it then has no summary. Past [`Limit::Count`] the sections are still
    /// kept, so that an edit reparses only those that it touched.
    limit: Option<Limit>,
    anchors: Remembered<Anchors>,
    titles: Titles,
}

/// The summary of a body that exceeds a limit.
static NOTHING: LazyLock<Pieces> = LazyLock::new(Pieces::default);

impl Section {
    fn count(&self) -> usize {
        self.references.len() + self.links.len() + self.headings.len() + self.substitutions.len()
    }

    /// Returns the references, with bytes from the start of the section.
    pub(crate) fn references(&self) -> &[Reference] {
        &self.references
    }

    /// Returns the headings, with bytes from the start of the section.
    pub(crate) fn headings(&self) -> &[LinkedHeading] {
        &self.headings
    }
}

impl Sections {
    /// Parses the body of a text, which starts at byte `start`; empty if it exceeds a [`Limit`].
    pub fn parse(text: &Text, start: usize) -> Self {
        Self::default().reread(text, start, Untouched { head: 0, tail: 0 }, usize::MAX).unwrap_or_default()
    }

    /// Returns the references with their bytes in the document, in text order.
    pub fn references(&self) -> impl Iterator<Item = (Range<usize>, &Reference)> {
        self.each(|section| &section.references, |reference| reference.span)
    }

    /// Returns the links with the bytes of their destinations in the document, in text order.
    pub fn links(&self) -> impl Iterator<Item = (Range<usize>, &Link)> {
        self.each(|section| &section.links, |link| link.span)
    }

    /// Returns the headings with their bytes in the document, in text order.
    pub fn headings(&self) -> impl Iterator<Item = (Range<usize>, &LinkedHeading)> {
        self.each(|section| &section.headings, |heading| heading.span)
    }

    /// Returns what a tool may replace with the bytes in the document, in text order.
    pub fn substitutions(&self) -> impl Iterator<Item = (Range<usize>, &Substitution)> {
        self.each(|section| &section.substitutions, |substitution| substitution.span)
    }

    /// Returns the headings for an outline, even if the body exceeds [`Limit::Count`].
    pub fn outline(&self) -> impl Iterator<Item = (Range<usize>, &LinkedHeading)> {
        placed(&self.all, |section| &section.headings, |heading| heading.span)
    }

    /// Returns the same content as a single section, which takes less memory. An edit parses all of it again.
    #[must_use]
    pub fn merged(&self) -> Self {
        let Some((first, _)) = self.all.get(0).filter(|_| self.limit.is_none()) else { return self.clone() };
        let moved = |span: Range<usize>| Span::from(span.start - first..span.end - first);
        let section = Section {
            length: self.all.iter().map(|(_, section)| section.length).sum(),
            references: self
                .references()
                .map(|(span, it)| Reference { span: moved(span), ..it.clone() })
                .collect(),
            links: self.links().map(|(span, it)| Link { span: moved(span), ..it.clone() }).collect(),
            headings: self
                .headings()
                .map(|(span, it)| LinkedHeading { span: moved(span), ..it.clone() })
                .collect(),
            slips: Slips {
                unseen: self.unseen().map(moved).collect(),
                unclosed: self.unclosed_fence().map(moved),
            },
            substitutions: self
                .substitutions()
                .map(|(span, it)| Substitution { span: moved(span), ..it.clone() })
                .collect(),
            other_anchors: self.iter().any(|section| section.other_anchors),
        };
        let all = Pieces::spliced(&Pieces::default(), 0, vec![(first, Arc::new(section))], 0, 0);
        let (anchors, titles) = (Remembered::default(), self.titles.clone());
        Self { all, count: self.count, limit: None, anchors, titles }
    }

    /// Returns why the body was not read, if so.
    pub fn limit(&self) -> Option<Limit> {
        self.limit
    }

    fn past(limit: Limit) -> Self {
        Self { limit: Some(limit), ..Self::default() }
    }

    /// Returns the link targets, computed once and shared by versions with the same headings.
    pub fn anchors(&self) -> &Anchors {
        self.anchors.get(|| {
            let others = self.iter().any(|section| section.other_anchors);
            Anchors::from_headings(self.headings().map(|(_, heading)| heading), others)
        })
    }

    /// Whether a heading has that anchor in some renderer: they treat case and punctuation differently. For the anchor
    /// of a title without a duplicate number, unchanged headings are not read again after an edit.
    pub fn has_anchor(&self, anchor: &str) -> bool {
        self.titles.have(anchor, self.iter()) || self.anchors().has(anchor)
    }

    /// Returns the sections, in text order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Section> {
        self.told().iter().map(|(_, section)| &**section)
    }

    /// Returns the sections that are not shared with another version, and those of the other that this one lacks.
    pub(crate) fn differences<'a>(&'a self, other: &'a Self) -> (Vec<&'a Section>, Vec<&'a Section>) {
        let (all, others) = (self.told(), other.told());
        let (head, tail) = all.shared(others);
        let middle = |all: &'a Pieces| -> Vec<&'a Section> {
            (head..all.len() - tail).filter_map(|index| Some(&**all.get(index)?.1)).collect()
        };
        (middle(all), middle(others))
    }

    fn told(&self) -> &Pieces {
        if self.limit.is_none() { &self.all } else { &NOTHING }
    }

    /// Whether two summaries are the same to other documents, apart from positions.
    pub fn same_summary(&self, other: &Self) -> bool {
        let (own, others) = self.differences(other);
        let references = own.iter().flat_map(|it| &it.references).map(|it| (it.kind, &it.name));
        let headings = own.iter().flat_map(|it| &it.headings).map(|it| &it.slug);
        let links = own.iter().flat_map(|it| &it.links).map(|it| (&it.path, &it.anchor, it.form));
        self.limit == other.limit
            && references.eq(others.iter().flat_map(|it| &it.references).map(|it| (it.kind, &it.name)))
            && headings.eq(others.iter().flat_map(|it| &it.headings).map(|it| &it.slug))
            && links.eq(others.iter().flat_map(|it| &it.links).map(|it| (&it.path, &it.anchor, it.form)))
    }

    fn each<'a, T: 'a>(
        &'a self,
        part: impl Fn(&'a Section) -> &'a [T],
        span: impl Fn(&T) -> Span + Copy,
    ) -> impl Iterator<Item = (Range<usize>, &'a T)> {
        placed(self.told(), part, span)
    }

    /// Returns the sections of a newer text, reusing untouched ones; `None` if more than `most` bytes would be
    /// reparsed.
    fn reread(&self, text: &Text, start: usize, untouched: Untouched, most: usize) -> Option<Self> {
        if text.len() - start.min(text.len()) > LONGEST {
            return Some(Self::past(Limit::Length));
        }
        if let Some(shift) = self.moved(text, start, untouched.tail) {
            return Some(self.spliced(0, Vec::new(), 0, shift));
        }
        let before = self.before(text, start, untouched.head);
        let last = before.checked_sub(1).and_then(|last| self.all.get(last));
        let from = last.map_or(start, |(start, section)| start + section.length);
        let (behind, shift) = self.behind(text, from, untouched.tail);
        let (mut skipped, mut step) = (0, 1);
        loop {
            let next = self.all.get(behind + skipped).map(|(start, _)| start.saturating_add_signed(shift));
            let end = next.unwrap_or(text.len());
            if end.saturating_sub(from) > most {
                return None;
            }
            // The line of the next heading shows whether it is still a heading.
            let line = next.map_or(end, |_| text.line_start(text.line_at(end) + 1));
            let part = text.slice(from..line);
            if too_deep(&part).is_some() {
                return Some(Self::past(Limit::Depth));
            }
            let markdown = parse_markdown(&part, 0);
            if next.is_none() || from == end || markdown.cuts.last() == Some(&(end - from)) {
                let new = cut(part.get(..end - from).unwrap_or_default(), &markdown, from);
                return Some(self.spliced(before, new, behind + skipped, shift));
            }
            skipped += step;
            step *= 2;
        }
    }

    /// Returns the first sections, the new ones, and the last ones, which start at index `behind` and are moved by
    /// `shift`.
    fn spliced(&self, before: usize, new: Vec<Placed>, behind: usize, shift: isize) -> Self {
        let gone: Vec<_> = (before..behind.min(self.all.len()))
            .filter_map(|index| Some(&**self.all.get(index)?.1))
            .collect();
        let come: Vec<_> = new.iter().map(|(_, section)| &**section).collect();
        let count_of = |sections: &[&Section]| sections.iter().map(|section| section.count()).sum::<usize>();
        let count = self.count + count_of(&come) - count_of(&gone);
        let limit = (count > MOST).then_some(Limit::Count);
        let same_anchors = limit == self.limit && anchors_of(&come).eq(anchors_of(&gone));
        let anchors = if same_anchors { self.anchors.clone() } else { Remembered::default() };
        // Past a limit, the titles are not needed.
        let titles = match self.limit.or(limit) {
            None if same_anchors => self.titles.clone(),
            None => self.titles.after(gone.iter().copied(), come.iter().copied()),
            Some(_) => Titles::default(),
        };
        Self { all: Pieces::spliced(&self.all, before, new, behind, shift), count, limit, anchors, titles }
    }

    /// Returns how far the body has moved, if it was not touched.
    fn moved(&self, text: &Text, start: usize, tail: usize) -> Option<isize> {
        let ((first, _), (last, section)) = (self.all.get(0)?, self.all.iter().next_back()?);
        let shift = text.len() as isize - (last + section.length) as isize;
        let same =
            text.len() - start.min(text.len()) <= tail && first.checked_add_signed(shift) == Some(start);
        same.then_some(shift)
    }

    /// Returns the number of sections before the edit: those that end in untouched text, at a heading.
    fn before(&self, text: &Text, start: usize, head: usize) -> usize {
        if self.all.get(0).is_none_or(|(first, _)| first != start || head < start) {
            return 0;
        }
        let count = self.all.partition_point(|start, section| start + section.length <= head);
        // A heading after the untouched text may be inside an open fenced code block.
        let mut count = count.min(self.all.len() - 1);
        while let Some((start, section)) = count.checked_sub(1).and_then(|last| self.all.get(last)) {
            if begins_with_heading(text, start + section.length) {
                break;
            }
            count -= 1;
        }
        count
    }

    /// Returns the index of the first section after the edit, and how far that and the following ones have moved.
    fn behind(&self, text: &Text, from: usize, tail: usize) -> (usize, isize) {
        let Some((last, section)) = self.all.iter().next_back() else { return (0, 0) };
        let length = last + section.length;
        let shift = text.len() as isize - length as isize;
        let mut first = self.all.partition_point(|start, _| length - start > tail);
        while let Some((start, _)) = self.all.get(first) {
            let start = start.checked_add_signed(shift);
            if start.is_some_and(|start| start >= from && begins_with_heading(text, start)) {
                break;
            }
            first += 1;
        }
        (first, shift)
    }
}

/// Returns a part of each section, with its bytes in the document.
fn placed<'a, T: 'a>(
    sections: &'a Pieces,
    part: impl Fn(&'a Section) -> &'a [T],
    span: impl Fn(&T) -> Span + Copy,
) -> impl Iterator<Item = (Range<usize>, &'a T)> {
    sections.iter().flat_map(move |(start, section)| {
        part(section).iter().map(move |it| {
            let Range { start: from, end } = span(it).range();
            (start + from..start + end, it)
        })
    })
}

/// Returns the input of the anchors of some sections.
fn anchors_of<'a>(sections: &[&'a Section]) -> impl Iterator<Item = Option<&'a str>> {
    let others = sections.iter().filter(|section| section.other_anchors).take(1).map(|_| None);
    sections.iter().flat_map(|section| &section.headings).map(|heading| Some(&*heading.slug)).chain(others)
}

/// Whether a line that may be the heading of a section starts at an offset.
fn begins_with_heading(text: &Text, at: usize) -> bool {
    let line = text.slice(at..at + 8);
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    let next = line.as_bytes().get(marks);
    (1..=6).contains(&marks) && next.is_none_or(u8::is_ascii_whitespace)
}

/// How much of a text is unchanged since an earlier version, in bytes from its start and from its end.
#[derive(Clone, Copy, Debug)]
struct Untouched {
    head: usize,
    tail: usize,
}

/// The sections of a version, computed on demand, from those of an earlier version if there is one.
#[derive(Debug, Default)]
pub(crate) struct Body {
    stale: Option<(Sections, Untouched)>,
    fresh: OnceLock<Sections>,
}

impl Body {
    /// Returns the body after an edit that is already applied to `text`.
    pub(crate) fn edit(&self, text: &Text, edit: &Edit) -> Self {
        let whole = Untouched { head: usize::MAX, tail: usize::MAX };
        let fresh = self.fresh.get().map(|fresh| (fresh.clone(), whole));
        let stale = fresh.or_else(|| self.stale.clone()).map(|(sections, untouched)| {
            let head = untouched.head.min(edit.start);
            (sections, Untouched { head, tail: untouched.tail.min(text.len() - edit.new_end) })
        });
        Self { stale, fresh: OnceLock::new() }
    }

    /// Reuses sections of the same text.
    pub(crate) fn take(&self, sections: &Sections) {
        self.fresh.get_or_init(|| sections.clone());
    }

    /// Whether the sections are already computed.
    pub(crate) fn is_read(&self) -> bool {
        self.fresh.get().is_some()
    }

    /// Returns the sections of the text from byte `start` on.
    pub(crate) fn sections(&self, text: &Text, start: usize) -> &Sections {
        self.fresh.get_or_init(|| match &self.stale {
            Some((sections, untouched)) => {
                sections.reread(text, start, *untouched, usize::MAX).unwrap_or_default()
            }
            None => Sections::parse(text, start),
        })
    }

    /// Computes the sections if that reparses at most `most` bytes.
    pub(crate) fn read_within(&self, text: &Text, start: usize, most: usize) {
        let Some((sections, untouched)) = self.stale.as_ref().filter(|_| !self.is_read()) else { return };
        if let Some(sections) = sections.reread(text, start, *untouched, most) {
            self.fresh.get_or_init(|| sections);
        }
    }
}

#[cfg(test)]
mod tests;
