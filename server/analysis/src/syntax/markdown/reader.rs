//! Collects the events of `pulldown-cmark`.

use std::ops::Range;

use pulldown_cmark::{BrokenLinkCallback, CodeBlockKind, Event, LinkType, OffsetIter, Tag, TagEnd};

use super::{CodeBlock, Destination, Heading, Markdown};

#[derive(Default)]
pub(super) struct MarkdownReader<'a> {
    text: &'a str,
    base: usize,
    found: Markdown,
    /// The number of containers open around the next event.
    depth: usize,
    /// The range of the lines seen so far of the open code block.
    block: Option<Range<usize>>,
    /// Its language, if it has fences.
    language: Option<Box<str>>,
    /// The text of the open heading.
    heading: Option<String>,
    /// The open links: the end of the text seen so far, and the destination of inline ones.
    links: Vec<(usize, Option<Box<str>>)>,
}

impl<'a> MarkdownReader<'a> {
    pub(super) fn new(text: &'a str, base: usize) -> Self {
        Self { text, base, ..Self::default() }
    }

    /// Returns the result.
    pub(super) fn finish(self) -> Markdown {
        self.found
    }

    /// Handles the next event.
    pub(super) fn handle_event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.seen(range.start);
                self.open_tag(tag, &range);
                self.depth += 1;
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.close_tag(tag, &range);
                self.seen(range.end);
            }
            Event::Text(text) => {
                match (&mut self.block, &mut self.heading) {
                    (Some(block), _) if block.start == block.end => *block = range.clone(),
                    (Some(block), _) => block.end = block.end.max(range.end),
                    (None, Some(heading)) => heading.push_str(&text),
                    (None, None) => {}
                }
                self.seen(range.end);
            }
            Event::Code(text) => {
                if let Some(heading) = &mut self.heading {
                    heading.push_str(&text);
                }
                self.code(&range);
                self.seen(range.end);
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(heading) = &mut self.heading {
                    heading.push(' ');
                }
                self.seen(range.end);
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                let html = self.moved(range.clone());
                match self.found.html.last_mut().filter(|last| last.end == html.start) {
                    // Each line of a block is an event.
                    Some(last) => last.end = html.end,
                    None => self.found.html.push(html),
                }
                self.seen(range.end);
            }
            _ => self.seen(range.end),
        }
    }

    fn open_tag(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::CodeBlock(kind) => {
                self.block = Some(range.start..range.start);
                if let CodeBlockKind::Fenced(info) = kind {
                    self.language = Some(info.split_whitespace().next().unwrap_or_default().into());
                }
            }
            Tag::Heading { .. } => {
                self.cut(range.start);
                self.heading = Some(String::new());
            }
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                let address = (link_type == LinkType::Inline).then(|| (*dest_url).into());
                self.links.push((range.start, address));
            }
            _ => {}
        }
    }

    fn close_tag(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::CodeBlock => {
                let content = self.block.take().unwrap_or(range.start..range.start);
                let content = self.moved(content);
                let language = self.language.take();
                self.found.blocks.push(CodeBlock { range: self.moved(range.clone()), content, language });
            }
            TagEnd::Heading(level) => {
                let text = self.heading.take().unwrap_or_default().trim().into();
                self.found.headings.push(Heading {
                    range: self.moved(range.clone()),
                    level: level as u8,
                    text,
                    nested: self.depth > 0,
                });
            }
            TagEnd::Link | TagEnd::Image => {
                if let Some((from, Some(address))) = self.links.pop() {
                    self.found.links.push(Destination {
                        range: self.moved(range.clone()),
                        address,
                        address_from: self.base + from,
                        image: tag == TagEnd::Image,
                    });
                }
            }
            _ => {}
        }
    }

    /// Adds the content of a code span, without a space of padding on both sides.
    fn code(&mut self, range: &Range<usize>) {
        let written = self.text.get(range.clone()).unwrap_or_default();
        let ticks = written.len() - written.trim_start_matches('`').len();
        let inner = range.start + ticks..range.end.saturating_sub(ticks).max(range.start + ticks);
        let text = self.text.get(inner.clone()).unwrap_or_default();
        let padded = text.starts_with(' ') && text.ends_with(' ') && text.len() > 2;
        let inner = if padded { inner.start + 1..inner.end - 1 } else { inner };
        self.found.codes.push(self.moved(inner));
    }

    /// Extends the text of the innermost link.
    fn seen(&mut self, end: usize) {
        if let Some((seen, _)) = self.links.last_mut() {
            *seen = (*seen).max(end);
        }
    }

    fn cut(&mut self, at: usize) {
        let bytes = self.text.as_bytes();
        let first = at.checked_sub(1).is_none_or(|before| matches!(bytes.get(before), Some(b'\n' | b'\r')));
        if self.depth == 0 && first && bytes.get(at) == Some(&b'#') {
            self.found.cuts.push(self.base + at);
        }
    }

    fn moved(&self, range: Range<usize>) -> Range<usize> {
        self.base + range.start..self.base + range.end
    }

    /// Adds the link reference definitions.
    pub(super) fn define(&mut self, events: &OffsetIter<'a, impl BrokenLinkCallback<'a>>) {
        for (_, definition) in events.reference_definitions().iter() {
            let written = self.text.get(definition.span.clone()).unwrap_or_default();
            let from = definition.span.start + written.find("]:").unwrap_or_default();
            self.found.links.push(Destination {
                range: self.moved(definition.span.clone()),
                address: (*definition.dest).into(),
                address_from: self.base + from,
                image: false,
            });
        }
        self.found.links.sort_by_key(|link| link.range.start);
    }
}
