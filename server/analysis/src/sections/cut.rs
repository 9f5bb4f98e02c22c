//! Cuts a text into its sections.

use std::ops::Range;
use std::sync::Arc;

use memchr::memchr3_iter;

use super::Section;
use super::pieces::Placed;
use super::slips::{Slips, first_unseen, unclosed_fence};
use crate::links;
use crate::references::{Span, scan_markdown};
use crate::substitutions::scan_substitutions;
use crate::syntax::markdown::{Markdown, parse_markdown};

/// Cuts a text that starts at byte `base` of the document into its sections.
pub(super) fn cut(text: &str, markdown: &Markdown, base: usize) -> Vec<Placed> {
    let inner = markdown.cuts.iter().copied().filter(|cut| *cut > 0 && *cut < text.len());
    let bounds: Vec<_> = std::iter::once(0).chain(inner).chain([text.len()]).collect();
    let mut references = within(scan_markdown(text, 0, markdown), &bounds, |it| &mut it.span).into_iter();
    let mut whole = within(links::links(text, 0, markdown), &bounds, |it| &mut it.span).into_iter();
    let mut headings = within(links::headings(markdown), &bounds, |it| &mut it.span).into_iter();
    let mut unseen = within(first_unseen(text), &bounds, |it| it).into_iter();
    let unclosed = unclosed_fence(text, markdown);
    let replaced = scan_substitutions(text, markdown);
    let mut replaced = within(replaced, &bounds, |it| &mut it.span).into_iter();
    // The first of several definitions of a label wins, and a section does not see those before it.
    let alone = bounds.len() > 2 && text.contains("]:");
    let section = |bounds: &[usize]| {
        let (references, links) = (references.next().unwrap_or_default(), whole.next().unwrap_or_default());
        let (headings, unseen) = (headings.next().unwrap_or_default(), unseen.next().unwrap_or_default());
        let substitutions = replaced.next().unwrap_or_default();
        let &[start, end] = bounds else { return None };
        let in_section = |line: Range<usize>| {
            Some(Span::from(line.start.checked_sub(start)?..line.end.checked_sub(start)?))
        };
        let in_section = |line| in_section(line).filter(|_| end == text.len());
        let own = text.get(start..end).filter(|own| !own.is_empty())?;
        let section = Section {
            length: end - start,
            references,
            links: if alone { links::links(own, 0, &parse_markdown(own, 0)).into() } else { links },
            headings,
            slips: Slips { unseen, unclosed: unclosed.clone().and_then(in_section) },
            substitutions,
            other_anchors: may_hold_anchors(own),
        };
        Some((base + start, Arc::new(section)))
    };
    bounds.windows(2).filter_map(section).collect()
}

/// Whether a text contains `id=`, `name=`, `<h` or `{#`, in a single pass.
fn may_hold_anchors(text: &str) -> bool {
    let mark = |at: usize| {
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        match after.as_bytes() {
            [b'=', ..] => before.ends_with("id") || before.ends_with("name"),
            [b'<', next, ..] => *next == b'h',
            [_, next, ..] => *next == b'#',
            _ => false,
        }
    };
    memchr3_iter(b'=', b'<', b'{', text.as_bytes()).any(mark)
}

/// Groups items by the part they start in, with their bytes counted from the start of the part.
fn within<T>(all: Vec<T>, bounds: &[usize], span: impl Fn(&mut T) -> &mut Span) -> Vec<Box<[T]>> {
    let mut parts: Vec<Vec<T>> = bounds.windows(2).map(|_| Vec::new()).collect();
    for mut it in all {
        let place = span(&mut it);
        let range = place.range();
        let part = bounds.partition_point(|bound| *bound <= range.start).saturating_sub(1);
        let start = bounds.get(part).copied().unwrap_or_default();
        *place = (range.start.saturating_sub(start)..range.end.saturating_sub(start)).into();
        if let Some(part) = parts.get_mut(part) {
            part.push(it);
        }
    }
    parts.into_iter().map(Into::into).collect()
}
