//! Formatting of the front matter alone: indentation, quotes, spacing and blank lines, as YAML formatters do it.
//!
//! `pretty_yaml` formats. Its result is used only if it is stable and the same to every reader.

mod kept;

use std::panic::{AssertUnwindSafe, catch_unwind};

use pretty_yaml::config::{FormatOptions, LanguageOptions, LayoutOptions, LineBreak};

use crate::document::Document;
use crate::lint::Replacement;
use crate::syntax::FileFormat;
use crate::syntax::frontmatter::{FrontMatter, Problem};
use crate::syntax::yaml::{Entry, Node, Value};

/// Maximum indentation, in columns, and maximum nesting of what is formatted: more than any front matter has. The
/// formatter's parser has no limits of its own.
const DEEPEST: usize = 60;

/// A width that no line has: where lines are broken is the author's choice.
const NEVER_BROKEN: usize = 1 << 30;

/// Why a front matter is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unformatted {
    /// Its delimiters or its YAML are invalid, first at this byte.
    Invalid(usize),
    /// It is longer than what is analysed.
    TooLong,
    /// It is nested too deeply, has aliases, or formatting would change what a tool reads.
    Unsure,
}

/// Formats the front matter. Returns the replacement of its content; `None` if there is nothing to change: it is
/// formatted already, or has no keys, or the document is a single YAML or TOML file, or is not for an agent tool.
///
/// # Errors
/// The front matter is invalid, or formatting might change what it says.
pub fn format(document: &Document) -> Result<Option<Replacement>, Unformatted> {
    let front = document.detection.as_ref().and_then(|_| document.front_matter());
    let Some(front) = front.filter(|front| front.format == FileFormat::Markdown && !front.is_toml()) else {
        return Ok(None);
    };
    if front.problems.iter().any(|problem| matches!(problem, Problem::TooLong(_))) {
        return Err(Unformatted::TooLong);
    }
    if let Some(at) = first_fault(front) {
        return Err(Unformatted::Invalid(at));
    }
    let Some(root) = front.yaml.root.as_ref().filter(|root| matches!(root.value, Value::Mapping(_))) else {
        return Ok(None);
    };
    let old = front.text_at(front.content.clone());
    if !is_shallow(root, old) || has_empty_flow_value(root, false, front) {
        return Err(Unformatted::Unsure);
    }
    // Spaces at the end of a line are kept only if a text would lose them.
    for trims in [true, false] {
        let Some(text) = formatted(old, trims) else { continue };
        if text == old {
            return Ok(None);
        }
        let edit = Replacement { range: front.content.clone(), text };
        let after = document.replaced([(edit.range.clone(), edit.text.as_str())].into_iter());
        if kept::is_same_to_readers(document, &after)
            && formatted(&edit.text, trims).as_ref() == Some(&edit.text)
        {
            return Ok(Some(edit));
        }
    }
    Err(Unformatted::Unsure)
}

/// Returns the start of the first error in the delimiters or in the YAML.
fn first_fault(front: &FrontMatter) -> Option<usize> {
    let delimiters = (front.close.is_none() || !front.problems.is_empty()).then_some(front.open.start);
    delimiters.or_else(|| front.yaml.faults.first().map(|fault| fault.range.start))
}

/// Whether the formatter's parser can take a content, and all values can be compared: aliases may stand for endlessly many.
fn is_shallow(root: &Node, content: &str) -> bool {
    fn is_within(node: &Node, levels: usize) -> bool {
        let Some(levels) = levels.checked_sub(1).filter(|_| !matches!(node.value, Value::Alias)) else {
            return false;
        };
        let mut inner = node.items().iter().chain(node.entries().iter().flat_map(|it| [&it.key, &it.value]));
        inner.all(|node| is_within(node, levels))
    }
    let indentation = |line: &str| line.len() - line.trim_start_matches([' ', '\t', '-', '?', ':']).len();
    is_within(root, DEEPEST) && content.lines().all(|line| indentation(line) < DEEPEST)
}

/// Whether there is a key without a value within braces or brackets. The formatter leaves no space after it, and to some
/// libraries the colon is then a part of the key.
fn has_empty_flow_value(node: &Node, in_flow: bool, front: &FrontMatter) -> bool {
    let opens = matches!(node.value, Value::Sequence(_) | Value::Mapping(_));
    let in_flow = in_flow || opens && front.text_at(node.span.clone()).starts_with(['{', '[']);
    let is_empty = |entry: &Entry| {
        in_flow && entry.value.span.is_empty() || has_empty_flow_value(&entry.value, in_flow, front)
    };
    node.items().iter().any(|item| has_empty_flow_value(item, in_flow, front))
        || node.entries().iter().any(is_empty)
}

/// Formats YAML, with or without the spaces at the ends of lines; `None` if the formatter rejects it.
fn formatted(yaml: &str, trims: bool) -> Option<String> {
    let line_break = if yaml.contains("\r\n") { LineBreak::Crlf } else { LineBreak::Lf };
    let options = FormatOptions {
        layout: LayoutOptions { print_width: NEVER_BROKEN, indent_width: 2, line_break },
        language: LanguageOptions {
            trim_trailing_whitespaces: trims,
            ignore_comment_directive: "prettier-ignore".to_owned(),
            ..LanguageOptions::default()
        },
    };
    // It has no state that a panic could leave half-changed, and its panic must not be ours.
    let result = catch_unwind(AssertUnwindSafe(|| pretty_yaml::format_text(yaml, &options)));
    result.ok()?.ok()
}

#[cfg(test)]
mod tests;
