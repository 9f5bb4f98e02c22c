//! Text for people, in a structure that is rendered as markdown or as plain text.
//!
//! Names, descriptions and paths are untrusted: they come from files that anyone may have written. They are spans of
//! text or code here, so that none of them can become a link, an image or HTML.

mod escape;

use std::fmt::Write;

use crate::code_span::first_code;
use crate::printable::printable;
use escape::{address, code, escape_text};

/// Paragraphs, lists and rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(Vec<Block>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    /// Lines that keep their line breaks.
    Paragraph(Vec<Line>),
    /// Items, each with lines below it.
    List(Vec<(Line, Vec<Line>)>),
    /// A thematic break; what follows is less important.
    Rule,
}

/// A line of text with code spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(Vec<MarkupSpan>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum MarkupSpan {
    Text(String),
    Code(String),
    Strong(String),
    /// The code that the line is about.
    Name(String),
    Link {
        text: &'static str,
        target: String,
    },
}

impl Markup {
    /// Creates a paragraph of one line; empty if the line is.
    pub(crate) fn from_line(line: Line) -> Self {
        let mut markup = Self::default();
        markup.paragraph(line);
        markup
    }

    /// Adds a paragraph of one line, unless it is empty.
    pub(crate) fn paragraph(&mut self, line: Line) {
        self.lines(vec![line]);
    }

    /// Adds a paragraph of several lines, without the empty ones.
    pub(crate) fn lines(&mut self, mut lines: Vec<Line>) {
        lines.retain(|line| !line.is_empty());
        if !lines.is_empty() {
            self.0.push(Block::Paragraph(lines));
        }
    }

    /// Adds a list of items, each with lines below it.
    pub(crate) fn add_list(&mut self, items: Vec<(Line, Vec<Line>)>) {
        self.0.push(Block::List(items));
    }

    /// Adds a thematic break between what precedes and what follows.
    pub(crate) fn rule(&mut self) {
        self.0.push(Block::Rule);
    }

    /// Appends another markup.
    pub(crate) fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Renders markdown (CommonMark).
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        for (at, block) in self.0.iter().enumerate() {
            // After a thematic break as well: some parsers read two of them with lines between as metadata.
            if at > 0 {
                out += "\n\n";
            }
            match block {
                Block::Paragraph(lines) => {
                    let lines: Vec<_> = lines.iter().map(Line::markdown).collect();
                    out += &lines.join("  \n");
                }
                // Editors in terminals show a table as it is written.
                Block::List(items) => {
                    // A hyphen alone would underline the line above as a heading.
                    let below = |line: &Line| {
                        let text = line.markdown();
                        if text.trim().is_empty() { text } else { format!("\n  - {text}") }
                    };
                    let item = |(first, lines): &(Line, Vec<Line>)| {
                        format!("- {}{}", first.markdown(), lines.iter().map(below).collect::<String>())
                    };
                    out += &items.iter().map(item).collect::<Vec<_>>().join("\n");
                }
                Block::Rule => out += "---",
            }
        }
        out
    }

    /// Renders plain text.
    #[must_use]
    pub fn plain(&self) -> String {
        let block = |block: &Block| match block {
            Block::Paragraph(lines) => Some(lines.iter().map(Line::plain).collect::<Vec<_>>().join("\n")),
            Block::List(items) => {
                let below = |line: &Line| format!("\n  - {}", line.plain());
                let item = |(first, lines): &(Line, Vec<Line>)| {
                    format!("{}{}", first.plain(), lines.iter().map(below).collect::<String>())
                };
                Some(items.iter().map(item).collect::<Vec<_>>().join("\n"))
            }
            Block::Rule => None,
        };
        self.0.iter().filter_map(block).collect::<Vec<_>>().join("\n\n")
    }
}

impl Line {
    /// Whether it is empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends text.
    pub(crate) fn text(mut self, text: &str) -> Self {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            // A sequence with a meaning in markdown may span two texts, and is recognised only in one.
            Some(MarkupSpan::Text(last)) => last.push_str(text),
            _ => self.0.push(MarkupSpan::Text(text.to_owned())),
        }
        self
    }

    /// Appends a code span.
    pub(crate) fn code(self, code: &str) -> Self {
        self.with(MarkupSpan::Code, code)
    }

    /// Appends the name that the line is about.
    pub(crate) fn name(self, name: &str) -> Self {
        self.with(MarkupSpan::Name, name)
    }

    /// Appends emphasised text.
    pub(crate) fn strong(self, text: &str) -> Self {
        self.with(MarkupSpan::Strong, text)
    }

    /// Appends a link.
    pub(crate) fn link(mut self, text: &'static str, target: &str) -> Self {
        self.0.push(MarkupSpan::Link { text, target: target.to_owned() });
        self
    }

    /// Appends sentences with code in backticks, as in messages and dialects. Everything else in them is text.
    pub(crate) fn prose(mut self, mut rest: &str) -> Self {
        while let Some((before, code, behind)) = first_code(rest) {
            self = self.text(before).code(code);
            rest = behind;
        }
        self.text(rest)
    }

    /// Appends another line.
    pub(crate) fn line(mut self, other: Self) -> Self {
        for span in other.0 {
            match span {
                MarkupSpan::Text(text) => self = self.text(&text),
                span => self.0.push(span),
            }
        }
        self
    }

    /// Joins lines with a separator.
    pub(crate) fn joined(lines: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let together = |all: Self, line: Self| {
            let all = if all.is_empty() { all } else { all.text(between) };
            all.line(line)
        };
        lines.into_iter().fold(Self::default(), together)
    }

    fn with(mut self, span: fn(String) -> MarkupSpan, text: &str) -> Self {
        // A code span cannot be only spaces, and emphasis of spaces is invisible.
        if text.trim().is_empty() {
            return self.text(text);
        }
        self.0.push(span(text.to_owned()));
        self
    }

    fn markdown(&self) -> String {
        let mut out = String::new();
        for span in &self.0 {
            match span {
                MarkupSpan::Text(words) => escape_text(&one_line(words), &mut out),
                MarkupSpan::Code(words) => code(&one_line(words), &mut out),
                MarkupSpan::Strong(words) => {
                    out += "**";
                    escape_text(one_line(words).trim(), &mut out);
                    out += "**";
                }
                MarkupSpan::Name(words) => {
                    out += "**";
                    code(&one_line(words), &mut out);
                    out += "**";
                }
                MarkupSpan::Link { text, target } => {
                    // Would start an image.
                    if out.ends_with('!') {
                        out.insert(out.len() - 1, '\\');
                    }
                    let _ = write!(out, "[{text}]({})", address(target));
                }
            }
        }
        out
    }

    fn plain(&self) -> String {
        let mut out = String::new();
        for span in &self.0 {
            match span {
                MarkupSpan::Text(words)
                | MarkupSpan::Code(words)
                | MarkupSpan::Strong(words)
                | MarkupSpan::Name(words) => {
                    out += &one_line(words);
                }
                MarkupSpan::Link { text, target } => {
                    let _ = write!(out, "{text} ({})", address(target));
                }
            }
        }
        out
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self::default().text(text)
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

/// Collapses each run of spaces and line breaks to one space, and replaces every other control character with a visible
/// symbol.
fn one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' if line.ends_with(' ') => {}
            '\t' | '\n' | '\r' => line.push(' '),
            c => line.push(c),
        }
    }
    printable(&line).into_owned()
}

#[cfg(test)]
pub(crate) mod tests;
