//! What the inline structure of a markdown body says: code, links and headings, by `pulldown-cmark`.
//!
//! This is the only file that names `pulldown-cmark`. A part of a body that begins and ends where a heading or fenced
//! code at the outermost level does reads the same alone as within the whole.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

/// The parts of a markdown text that are more than prose, with all ranges in bytes of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// Blocks of code, in the order of the text.
    pub blocks: Vec<CodeBlock>,
    /// What stands between the backticks of inline code.
    pub codes: Vec<Range<usize>>,
    /// Links and images with a destination in parentheses, and the definitions of link references.
    pub links: Vec<Destination>,
    /// Headings.
    pub headings: Vec<Heading>,
    /// Where the text may be cut: the starts and ends of headings and of fenced code at the outermost level.
    pub cuts: Vec<usize>,
}

/// A block of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBlock {
    /// All of it with its fences.
    pub range: Range<usize>,
    /// Its lines. In a list or quote, the indentation and the marks of the lines are inside.
    pub content: Range<usize>,
    /// The word behind the opening fence, which may be empty; none for an indented block.
    pub language: Option<Box<str>>,
}

/// Where a link, an image or a definition of a link reference leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// All of the link, or of the definition.
    pub range: Range<usize>,
    /// The address, after escapes and entities.
    pub address: Box<str>,
    /// Where its text ends and the part with the address begins.
    pub address_from: usize,
    /// Whether it is an image.
    pub image: bool,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// All of it.
    pub range: Range<usize>,
    /// Its level, from 1 to 6.
    pub level: u8,
    /// Its text, without marks.
    pub text: Box<str>,
}

/// Reads a markdown text that starts at byte `base` of the document.
pub fn read(text: &str, base: usize) -> Markdown {
    let mut events = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter();
    let mut reader = Reader { text, base, ..Reader::default() };
    while let Some((event, range)) = events.next() {
        reader.take(event, range);
    }
    reader.define(&events);
    reader.found
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    base: usize,
    found: Markdown,
    /// How many containers are open around the next event.
    depth: usize,
    /// The lines of the open block of code, as far as they were seen.
    block: Option<Range<usize>>,
    /// Its language, if it has fences.
    language: Option<Box<str>>,
    /// The text of the open heading.
    heading: Option<String>,
    /// The open links: the end of what was seen of their text, and the address of those with one in parentheses.
    links: Vec<(usize, Option<Box<str>>)>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.seen(range.start);
                self.open(tag, &range);
                self.depth += 1;
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.close(tag, &range);
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
            _ => self.seen(range.end),
        }
    }

    fn open(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::CodeBlock(kind) => {
                self.block = Some(range.start..range.start);
                if let CodeBlockKind::Fenced(info) = kind {
                    self.cut(range.start);
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

    fn close(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::CodeBlock => {
                let content = self.block.take().unwrap_or(range.start..range.start);
                let content = self.moved(content);
                let language = self.language.take();
                if language.is_some() {
                    self.cut(range.end);
                }
                self.found.blocks.push(CodeBlock { range: self.moved(range.clone()), content, language });
            }
            TagEnd::Heading(level) => {
                self.cut(range.end);
                let text = self.heading.take().unwrap_or_default().trim().into();
                self.found.headings.push(Heading {
                    range: self.moved(range.clone()),
                    level: level as u8,
                    text,
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

    /// What stands between the backticks. A blank on both sides is no part of it.
    fn code(&mut self, range: &Range<usize>) {
        let written = self.text.get(range.clone()).unwrap_or_default();
        let ticks = written.len() - written.trim_start_matches('`').len();
        let inner = range.start + ticks..range.end.saturating_sub(ticks).max(range.start + ticks);
        let text = self.text.get(inner.clone()).unwrap_or_default();
        let padded = text.starts_with(' ') && text.ends_with(' ') && text.len() > 2;
        let inner = if padded { inner.start + 1..inner.end - 1 } else { inner };
        self.found.codes.push(self.moved(inner));
    }

    /// Notes how far the text of the innermost link goes.
    fn seen(&mut self, end: usize) {
        if let Some((seen, _)) = self.links.last_mut() {
            *seen = (*seen).max(end);
        }
    }

    fn cut(&mut self, at: usize) {
        if self.depth == 0 {
            self.found.cuts.push(self.base + at);
        }
    }

    fn moved(&self, range: Range<usize>) -> Range<usize> {
        self.base + range.start..self.base + range.end
    }

    /// Adds the definitions of link references.
    fn define(&mut self, events: &OffsetIter<'_>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_links_and_headings() {
        let text = "# A `b` c\n\nSee [x](y.md \"t\"), ![i](p.png) and ``a`b``.\n\n- one\n  ```js x\n  two\n  ```\n\n[d]: e.md\n";
        let found = read(text, 0);
        let texts =
            |ranges: &[Range<usize>]| ranges.iter().map(|it| text[it.clone()].to_owned()).collect::<Vec<_>>();
        assert_eq!(texts(&found.codes), ["b", "a`b"]);
        assert_eq!(&*found.headings[0].text, "A b c");
        assert_eq!(
            (found.blocks[0].language.as_deref(), &text[found.blocks[0].content.clone()]),
            (Some("js"), "two\n")
        );
        let links: Vec<_> = found.links.iter().map(|link| (&*link.address, link.image)).collect();
        assert_eq!(links, [("y.md", false), ("p.png", true), ("e.md", false)]);
        assert_eq!(&text[found.links[0].address_from..found.links[0].range.end], "](y.md \"t\")");
        assert_eq!(found.cuts, [0, 10], "a block in a list is no place to cut");
    }
}
