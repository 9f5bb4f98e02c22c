//! Splits the value of a field into words: the items of a list, the names in a comma list, or the value itself.

use std::ops::Range;

use crate::dialect::{Field, ValueFormat};
use crate::syntax::frontmatter::FrontMatter;
use crate::syntax::yaml::{Node, Style, Value};

/// A word and its range in the document, without quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SharedWord<'a> {
    /// Its range in bytes.
    pub(crate) range: Range<usize>,
    /// The text, after quotes and escapes.
    pub(crate) text: &'a str,
}

/// Returns the words of a node. Empty values, and those that are not valid YAML, are left out.
pub(crate) fn scalar_words<'a>(field: &Field, node: &'a Node, front: &'a FrontMatter) -> Vec<SharedWord<'a>> {
    match &node.value {
        Value::Sequence(items) => items.iter().filter_map(|item| word(item, front)).collect(),
        Value::Scalar(_) if node.broken => Vec::new(),
        Value::Scalar(_) => {
            let whole = word(node, front);
            match (field.format, whole) {
                (Some(format @ (ValueFormat::ToolList | ValueFormat::CommaList)), Some(whole)) => {
                    split(format, &whole, front)
                }
                (_, whole) => whole.into_iter().collect(),
            }
        }
        _ => Vec::new(),
    }
}

/// Returns a scalar as one word.
pub(crate) fn word<'a>(node: &'a Node, front: &FrontMatter) -> Option<SharedWord<'a>> {
    let scalar = node.scalar().filter(|scalar| !scalar.text.is_empty() && !node.broken)?;
    let range = match scalar.style {
        Style::SingleQuoted | Style::DoubleQuoted => node.span.start + 1..node.span.end.checked_sub(1)?,
        Style::Plain => node.span.clone(),
        Style::Literal | Style::Folded => {
            // The content, after the line of the block scalar's header.
            let text = front.text_at(node.span.clone());
            let line = text.find('\n').map_or(text.len(), |at| at + 1);
            let indent = text.get(line..).map_or(0, |rest| rest.len() - rest.trim_start().len());
            node.span.start + line + indent..node.span.end
        }
    };
    (!node.is_null()).then_some(SharedWord { range, text: &scalar.text })
}

/// Splits a list on one line. If the source differs from the value (escapes, folding), each name gets the range of the
/// whole value.
pub(crate) fn split<'a>(
    format: ValueFormat,
    whole: &SharedWord<'a>,
    front: &FrontMatter,
) -> Vec<SharedWord<'a>> {
    let literal = front.text_at(whole.range.clone()) == whole.text;
    let mut words = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    let ends = whole.text.char_indices().map(|(at, char)| (at, at + char.len_utf8(), Some(char)));
    for (at, next, char) in ends.chain([(whole.text.len(), whole.text.len(), None)]) {
        let separates = match char {
            Some('(') => {
                depth += 1;
                false
            }
            Some(')') => {
                depth = depth.saturating_sub(1);
                false
            }
            Some(',') | None => char.is_none() || depth == 0,
            Some(blank) => format == ValueFormat::ToolList && depth == 0 && blank.is_whitespace(),
        };
        if separates {
            let piece = whole.text.get(start..at).unwrap_or_default();
            let text = piece.trim();
            if !text.is_empty() {
                let from = whole.range.start + start + (piece.len() - piece.trim_start().len());
                let range = if literal { from..from + text.len() } else { whole.range.clone() };
                words.push(SharedWord { range, text });
            }
            start = next;
        }
    }
    words
}
